"""Files as they come: encodings, delimiters, workbooks, damage."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest

from controlroom.core.errors import WorldError
from controlroom.feeds import workbooks
from controlroom.feeds.reading import blocks

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


def test_a_huge_rectangle_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "huge.xlsx"
    made = openpyxl.Workbook()
    made.active["A1"] = "order_id"
    made.active["XFD1048576"] = 1
    made.save(path)
    monkeypatch.setattr(workbooks.calamine, "load_workbook", lambda _: pytest.fail("opened"))
    assert key_of(path) == "import.too_large"
