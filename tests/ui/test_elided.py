"""A label fills the lines it may fill, and ends in … after them."""

import pytest

from controlroom.ui.widgets.elided import ElidedLabel

TEXT = "¥30,993.72 spent while the 15-minute ROI was below break-even, in the third hour"


@pytest.fixture
def made(qtbot):
    def make(lines, wide, rows):
        label = ElidedLabel(TEXT, lines=lines)
        qtbot.addWidget(label)
        label.resize(wide, rows * label.fontMetrics().lineSpacing() + 1)
        return label

    return make


def half(label):
    return label.fontMetrics().horizontalAdvance(TEXT) * 6 // 10


def test_all_of_it_is_there_in_two_lines(made):
    label = made(2, 100, 2)
    label.resize(half(label), label.height())
    first, second = label.fitted().split("\n")
    assert f"{first} {second}" == TEXT


def test_the_last_line_ends_in_an_ellipsis(made):
    lines = made(2, 120, 3).fitted().split("\n")
    assert len(lines) == 2 and lines[1].endswith("…") and TEXT.startswith(lines[0])


@pytest.mark.parametrize(("lines", "rows"), [(1, 3), (2, 1)])
def test_one_line_where_there_is_no_more(made, lines, rows):
    label = made(lines, 120, rows)
    assert "\n" not in label.fitted() and label.fitted().endswith("…")


def test_a_text_that_fits_stays_whole(made):
    assert made(2, 5_000, 2).fitted() == TEXT


def test_no_width_is_no_trouble(made):
    assert made(2, 0, 2).fitted() is not None
