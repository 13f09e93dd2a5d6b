"""Copy and paste with Excel."""

from hypothesis import given
from hypothesis import strategies as st

from controlroom.ui.models import tsv

cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


def test_excel_rows_with_its_trailing_line_end():
    assert tsv.parse("a\tb\r\n1\t2\r\n") == [["a", "b"], ["1", "2"]]


def test_a_quoted_cell_keeps_tabs_and_line_ends():
    assert tsv.parse('"two\nlines"\t"say ""hi"""\n') == [["two\nlines", 'say "hi"']]


def test_one_cell_is_one_cell():
    assert tsv.parse("19:30") == [["19:30"]]


def test_nothing_is_nothing():
    assert tsv.parse("") == []


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_goes_out_comes_back(rows):
    rows = [*rows, ["end", "end"]]
    assert tsv.parse(tsv.render(rows)) == rows
