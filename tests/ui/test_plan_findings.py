"""The list of findings: laid out some in a turn, an older list dropped by a newer."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.plan_findings import FindingLine, FindingsPanel
from tests.ui.screens import dressed


def finding(number: int) -> Finding:
    return Finding(
        code="goods.none",
        severity="warning",
        plate=Plate.GOODS,
        row=RowId(f"p{number}"),
        text=message("plan.check.goods.none"),
        advice=message("plan.check.goods.none.do"),
    )


def place(_plate: Plate, row: str) -> str:
    return f"S-{row}"


@pytest.fixture
def panel(qtbot: Any) -> FindingsPanel:
    theme, language = dressed("zh")
    made = FindingsPanel(theme, language)
    qtbot.addWidget(made)
    made.speaker = language.speaker
    return made


def show(panel: FindingsPanel, *numbers: int) -> None:
    panel.show_findings([finding(n) for n in numbers], panel.speaker, place)


def in_column(panel: FindingsPanel) -> list[str]:
    """The rows of the lines in the layout, from the top."""
    items = [panel.column.itemAt(at).widget() for at in range(panel.column.count())]
    return [w.accessibleName().split()[0] for w in items if isinstance(w, FindingLine)]


def rows(numbers: range | list[int]) -> list[str]:
    return [f"S-p{n}" for n in numbers]


def test_the_first_are_there_at_once_and_the_rest_some_in_a_turn(panel: FindingsPanel) -> None:
    show(panel, *range(30))
    first = len(panel.lines)
    assert 5 <= first < 30
    panel.listing._turn()
    assert first < len(panel.lines) < 30
    panel.listing.finish()
    assert in_column(panel) == rows(range(30))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_newer_findings_drop_a_list_half_laid_out(panel: FindingsPanel, turns: int) -> None:
    show(panel, *range(30))
    older = panel.listing
    for _ in range(turns):
        older._turn()
    newer = [25, 2, 40, 1, 0, *range(50, 70)]
    show(panel, *newer)
    assert not older.running
    panel.listing.finish()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert in_column(panel) == rows(newer)
    assert len(panel.findChildren(FindingLine)) == len(newer)


def test_lines_that_were_there_are_used_again_at_once(panel: FindingsPanel) -> None:
    show(panel, *range(12))
    panel.listing.finish()
    before = list(panel.lines)
    show(panel, *range(1, 12))
    assert panel.listing is None and panel.lines == before[1:]


def test_no_session_drops_what_is_being_laid_out(panel: FindingsPanel) -> None:
    show(panel, *range(30))
    older = panel.listing
    panel.show_none(panel.speaker)
    assert not older.running and in_column(panel) == []
