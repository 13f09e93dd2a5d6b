"""Rows of delimited text are those of `csv.reader`, however they are cut."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controlroom.feeds import delimited
from controlroom.feeds.delimited import Cut, Records, cut

_PIECES = st.sampled_from(
    [
        *("a", "bc", "订单", "1.5", " ", "", ",", ",", ";", "\t", "\n", "\n", "\r\n", "\r"),
        *('"', '""', "'", "a,b,c\n", "1,2,3\n", "1,,3\r\n", ",,\n", 'x,"y\nz",w\n'),
        *("\ufeff", "\0", "\x0b", "\x85", "\u2028"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_DELIMITERS = st.sampled_from([",", ";", "\t"])


def by_csv(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def stream(text: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")


@given(text=_TEXTS, delimiter=_DELIMITERS, size=st.integers(1, 4), stretch=st.integers(1, 30))
@example(text="d\n\nx\nw\n", delimiter=",", size=1, stretch=30)
@example(text='a,b\n1,2\n3,"4\n5",6\n7,8\n', delimiter=",", size=1, stretch=7)
def test_rows_are_those_of_csv(text, delimiter, size, stretch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_STRETCH", stretch)
        records = Records(stream(text), delimiter)
        got = [list(row) for block in records.blocks(size) for row in block]
    assert got == by_csv(text, delimiter)
    assert records.line == len(io.StringIO(text, newline="").readlines())


@given(text=_TEXTS, delimiter=_DELIMITERS)
@example(text="d\nx\n", delimiter=",")
@example(text="a\nb\nc,d,e,f\n", delimiter=",")
def test_a_cut_is_the_same_table_or_none(text, delimiter):
    rows = cut(text, delimiter)
    if rows is not None:
        want = by_csv(text, delimiter)
        assert [list(row) for row in rows] == want
        assert [rows.column(at) for at in range(rows.width)] == [
            list(column) for column in zip(*want, strict=True)
        ]


def test_plain_lines_are_cut_and_sliced_as_lists_are():
    rows = cut("a,b\r\n1,2\r\n3,4\r\n5,6", ",")
    assert isinstance(rows, Cut)
    want = [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]
    assert list(rows) == want
    assert list(rows[1:3]) == want[1:3]
    assert rows[1:3].column(1) == ["2", "4"]
    assert list(rows[2:][1:]) == want[3:]
    assert rows[-1] == want[-1]
    with pytest.raises(IndexError):
        rows[4]


@pytest.mark.parametrize(
    "text", ['a,"b"\n', "a,b\rc,d\n", "a,b\nc\n", "a\nb\n", "", "\n", "a,b\n\n"]
)
def test_what_is_not_plain_is_left_to_csv(text):
    assert cut(text, ",") is None


def test_plain_stretches_are_cut_again_after_a_quote(monkeypatch):
    monkeypatch.setattr(delimited, "_STRETCH", 100)
    text = "a,b\n" + "1,2\n" * 100 + '"x\ny",3\n' + "4,5\n" * 100
    found = list(Records(stream(text), ",").blocks(10))
    kinds = [isinstance(rows, Cut) for rows in found]
    assert not kinds[0]
    quote = next(i for i, rows in enumerate(found) if ["x\ny", "3"] in list(rows))
    assert not kinds[quote]
    assert any(kinds[:quote])
    assert any(kinds[quote:])
    assert [list(row) for rows in found for row in rows] == by_csv(text, ",")


def test_the_line_of_a_broken_record_is_counted_through_cuts(monkeypatch):
    monkeypatch.setattr(delimited, "_STRETCH", 100)
    text = "a,b\n" + "1,2\n" * 100 + '"' + "x" * (1 << 20) + 'y",1\n'
    records = Records(stream(text), ",")
    with pytest.raises(csv.Error):
        list(records.blocks(2))
    assert records.line == 102
