"""Files as they come: encodings, delimiters, workbooks, damage."""

from __future__ import annotations

import gzip
import re
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker, read_ts
from controlroom.feeds import workbooks
from controlroom.feeds.reading import blocks
from tests.unit.exchange.books import (
    HEAD,
    altered,
    big,
    encrypted_xlsx,
    ods,
    ods_row,
    package,
    page,
    xls,
    xlsx,
)

TEXT = "订单号,实付款\n1,￥2.50\n"


def rows(path: Path, sheet: str | None = None) -> list[list[object]]:
    return [list(row) for block in blocks(str(path), sheet) for row in block.rows]


def key_of(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(WorldError) as raised:
        rows(path, sheet)
    assert raised.value.message.args["file"] == path.name
    return raised.value.message.key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_in_any_encoding(tmp_path, encoding, delimiter):
    path = tmp_path / "orders.csv"
    path.write_bytes(TEXT.replace(",", delimiter).encode(encoding))
    assert rows(path) == [["订单号", "实付款"], ["1", "￥2.50"]]


def test_gzip(tmp_path):
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert rows(path)[1] == ["1", "￥2.50"]
    path.write_bytes(gzip.compress(TEXT.encode() * 9)[:-12])
    assert key_of(path) == "import.truncated"


def test_records_are_counted_not_lines(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text('a,b\n"two\nlines",1\n3,4\n')
    got = list(blocks(str(path), size=1))
    assert [block.first for block in got] == [1, 2, 3]
    assert got[-1].done == 1.0


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import.empty_file"),
        (b"\xef\xbb\xbf\r\n \n", "import.empty_file"),
        (b"<html><table><tr><td>1", "import.not_a_table"),
        (b"%PDF-1.7 ...", "import.not_a_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "import.not_a_table"),
        (b"a,b\n\xff\xff\xff,1\n", "import.encoding"),
        (b'a,b\n"' + b"x" * (2 << 20), "import.broken_csv"),
        (b"PK\x03\x04 and then nothing", "import.truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import.truncated"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path, content, key):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    assert key_of(path) == key


def test_a_file_that_is_not_there(tmp_path):
    assert key_of(tmp_path / "gone.csv") == "import.unreadable"


def test_an_encoding_that_goes_wrong_far_down_is_told(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 1_100_000 + "订单".encode("gb18030") + b",1\n")
    assert key_of(path) == "import.encoding"


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "book.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "一月"
    made.active.append(["订单号", "实付款"])
    made.active.append(["17", 2.5])
    made.create_sheet("二月").append(["订单号", "实付款"])
    made.save(path)
    return path


def test_a_workbook_by_sheets(book):
    assert [block.sheet for block in blocks(str(book))] == ["一月", "二月"]
    assert rows(book, "一月")[1] == ["17", 2.5]
    assert key_of(book, "三月") == "import.unknown_sheet"


def test_the_name_does_not_make_the_kind(book, tmp_path):
    assert rows(book.rename(tmp_path / "book.csv"), "二月") == [["订单号", "实付款"]]


def test_a_truncated_workbook(book):
    book.write_bytes(book.read_bytes()[:-900])
    assert key_of(book) == "import.truncated"


def test_a_damaged_part(book, tmp_path):
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:60] if "sheet1" in name else content)
    assert key_of(path) == "import.truncated"


def test_a_password_is_named(tmp_path):
    path = tmp_path / "secret.xlsx"
    entry = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + entry + b"\0" * 500)
    assert key_of(path) == "import.password"


SPEAKERS = {
    lang: Speaker(
        lang=lang, book=read_ts(Path(f"resources/i18n/{lang}/import.ts").read_text("utf-8"))
    )
    for lang in ("zh", "en")
}
SHEET1 = "xl/worksheets/sheet1.xml"


def refused(path: Path, key: str, *says: str, sheet: str | None = None) -> None:
    """Refused before it is opened: were it opened, the test would end with the process."""
    with pytest.raises(WorldError) as why:
        rows(path, sheet)
    assert why.value.message.key == key
    for speaker in SPEAKERS.values():
        text = speaker.say(why.value.message)
        assert all(word in text for word in (path.name, *says)), text
        assert "{" not in text


def far(path: Path, data: bytes) -> Path:
    """A workbook whose one sheet holds the rows `data` (markup)."""
    xlsx(path, lambda book: page(book, [HEAD], "明细"))
    whole = data if data.startswith(b"<x:") else b"<sheetData>" + data + b"</sheetData>"
    return altered(
        path, {SHEET1: lambda xml: re.sub(rb"(?s)<sheetData>.*</sheetData>", whole, xml)}
    )


@pytest.mark.parametrize(
    "cell",
    [
        b'r="XFD1048576"',
        b"r='XFD1048576'",
        b's="0" r="XFD1048576"',
        b'\nr="XFD1048576"',
        b'r="A1048576"',
    ],
)
@pytest.mark.parametrize("sheet", [None, "明细"])
def test_a_far_cell_is_refused_before_it_is_opened(tmp_path, cell, sheet):
    data = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    data += b"<row><c" + (b"" if cell[:1] == b"\n" else b" ") + cell + b"><v>1</v></c></row>"
    path = far(tmp_path / "订单.xlsx", data)
    refused(path, "import.far_cell", "XFD1048576", "明细", "Ctrl+End", sheet=sheet)


def test_a_far_cell_in_other_words_is_refused_too(tmp_path):
    prefixed = b'<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    prefixed += b'<x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData>'
    refused(far(tmp_path / "a.xlsx", prefixed), "import.far_cell", "XFD1048576")
    unnamed = b'<row r="1"><c r="XFD1"><v>1</v></c></row>'
    unnamed += b'<row r="1048576"><c><v>1</v></c></row>'
    refused(far(tmp_path / "b.xlsx", unnamed), "import.far_cell", "XFD1048576")


def test_a_sheet_whose_part_is_written_otherwise_is_looked_at(tmp_path):
    data = b'<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    path = far(tmp_path / "a.xlsx", data)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/Sheet1.XML"] = parts.pop(SHEET1)
    refused(package(path, parts), "import.far_cell", "XFD1048576")


def test_styled_but_empty_far_cells_do_no_harm(tmp_path):
    data = b'<row r="1"><c r="A1"><v>7</v></c></row>'
    data += b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert rows(far(tmp_path / "a.xlsx", data)) == [[7.0]]


def test_repeated_rows_of_an_open_document_are_refused(tmp_path):
    table = ods_row(*HEAD) + ods_row("x", "1", "2", "3", "4", "5", repeated=1_048_575)
    refused(ods(tmp_path / "a.ods", table), "import.far_cell", "F1048576", "脚本")
    wide = "<table:table-cell office:value-type='string' table:number-columns-repeated=\"16384\">"
    wide += "<text:p>x</text:p></table:table-cell>"
    table = f'<table:table-row table:number-rows-repeated="9999">{wide}</table:table-row>'
    refused(ods(tmp_path / "b.ods", table), "import.far_cell", sheet="脚本")


def test_ten_million_cells_are_refused(tmp_path):
    refused(big(tmp_path / "a.xlsx", 100_000, 101), "import.far_cell", "100,000")


def test_packages_that_unpack_without_end_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "BOUNDS", replace(workbooks.BOUNDS, unpacked=20_000_000))
    path = far(tmp_path / "a.xlsx", b'<row><c r="A1"><v>1</v></c></row>')
    refused(altered(path, {"xl/media/x.bin": bytes(21_000_000)}), "import.huge")
    path = far(tmp_path / "b.xlsx", b'<row><c r="A1"><v>1</v></c></row>')
    altered(path, {"xl/sharedStrings.xml": bytes(30_000_000)})
    true, said = struct.pack("<I", 30_000_000), struct.pack("<I", 1_000)
    path.write_bytes(path.read_bytes().replace(true, said))
    refused(path, "import.truncated")


def test_other_packages_are_named_for_what_they_are(tmp_path):
    word = package(tmp_path / "稿.xlsx", {"word/document.xml": b"<w/>"})
    refused(word, "import.not_a_workbook")
    refused(package(tmp_path / "表.xlsb", {"xl/workbook.bin": b"\x83\x01"}), "import.binary")


def test_passwords_of_every_kind_are_said(tmp_path):
    for name, data in (("a.xlsx", encrypted_xlsx()), ("b.xls", xls([HEAD], locked=True))):
        path = tmp_path / name
        path.write_bytes(data)
        refused(path, "import.password")
    locked = ods(tmp_path / "c.ods", ods_row(*HEAD), manifest="<manifest:encryption-data/>")
    refused(locked, "import.password")


def test_macros_are_said_and_the_rows_are_read(tmp_path):
    path = xlsx(tmp_path / "a.xlsm", lambda book: page(book, [("order_id", "x"), ("1", 2)]))
    assert {block.macros for block in blocks(str(path))} == {False}
    altered(path, {"xl/vbaProject.bin": b"\0" * 64})
    assert [(block.macros, len(block.rows)) for block in blocks(str(path))] == [(True, 2)]
