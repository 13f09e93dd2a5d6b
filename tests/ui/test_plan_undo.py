"""The list of steps, the findings while the checks are under way, and what is painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from controlroom.core.message import message
from controlroom.core.time import Span
from controlroom.plan import edits
from controlroom.plan.sheet import Plate
from controlroom.ui.undo_menu import LISTED
from tests.ui.test_plan import desk, on, screen  # noqa: F401  # fixtures


def rename(workspace, text: str) -> None:
    label = message("ui.plan.did.move", count=len(text))
    workspace.edit(label, lambda s: edits.set_session(s, title=text))


@pytest.mark.parametrize(
    ("lang", "first"), [("zh", "撤销：移动 3 行"), ("en", "Undo: Move 3 rows")]
)
def test_steps_are_listed_by_name_and_one_click_goes_back_to_one(screen, lang, first):  # noqa: F811
    screen.language.use(lang)
    before = screen.planning.sheet
    for text in ("a", "bb", "ccc"):
        rename(screen, text)
    actions = screen.steps_menu(False).actions()
    assert actions[0].text() == first
    assert len(actions) == 3
    actions[2].trigger()
    assert screen.planning.sheet == before
    redo = screen.steps_menu(True).actions()
    assert len(redo) == 3
    redo[1].trigger()
    assert screen.planning.sheet.session.title == "bb"


def test_a_long_past_is_cut_and_none_is_said(screen):  # noqa: F811
    assert [a.isEnabled() for a in screen.steps_menu(False).actions()] == [False]
    for turn in range(LISTED + 4):
        rename(screen, f"{turn}")
    actions = screen.steps_menu(False).actions()
    assert len(actions) == LISTED + 1
    assert actions[-1].text() == "还有 4 步"
    assert not actions[-1].isEnabled()


def test_findings_stay_while_checking_and_it_is_said_only_if_it_lasts(screen, qtbot):  # noqa: F811
    panel, plan = screen.findings, screen.planning
    panel.listing.finish()
    lines = list(panel.lines)
    assert lines
    panel.show_findings((), screen.language.speaker, screen.place_of, True)
    assert panel.lines == lines
    assert panel.wait.isHidden()
    qtbot.waitUntil(lambda: not panel.wait.isHidden(), timeout=3000)
    assert panel.wait.text() == "检查中…"
    panel.show_findings(plan.findings[1:], screen.language.speaker, screen.place_of, False)
    assert panel.wait.isHidden()
    assert len(panel.lines) == len(lines) - 1
    assert {id(line) for line in panel.lines} <= {id(line) for line in lines}  # used again


def test_of_a_ripple_only_the_clock_columns_are_painted_again(screen, monkeypatch):  # noqa: F811
    table = on(screen, Plate.SCRIPT, screen.planning.sheet.segments[0].id, "title")
    model, told = table.plate_model, []
    monkeypatch.setattr("controlroom.ui.models.plate_model._FEW", 2)
    model.dataChanged.connect(lambda a, b: told.append((a.row(), b.row(), a.column(), b.column())))
    row = screen.planning.sheet.segments[0].id
    screen.edit(
        message("x"),
        lambda s: edits.set_field(s, Plate.SCRIPT, row, "duration", Span(41 * 60_000)),
    )
    clocks = {model.column_of(n) for n in ("plan_start", "plan_end", "gap", "problems")}
    rippled = [one for one in told if one[0] != one[1]]
    assert rippled
    assert {one[2] for one in rippled} <= clocks
    shown = [model.texts(at) for at in range(model.rowCount())]
    assert shown == [
        [column.show(r, model.sight) for column in model.columns]
        for r in screen.planning.sheet.segments
    ]


def test_a_block_that_changed_is_painted_and_no_more(screen, monkeypatch):  # noqa: F811
    table = on(screen, Plate.SCRIPT, screen.planning.sheet.segments[0].id, "title")
    asked: list[QRect] = []
    view = table.viewport()
    monkeypatch.setattr(type(table), "viewport", lambda _: _Spy(view, asked))
    model = table.plate_model
    table.dataChanged(model.index(1, 3), model.index(4, 3))
    (box,) = asked
    top, last = table.visualRect(model.index(1, 3)), table.visualRect(model.index(4, 3))
    assert box.contains(top.intersected(view.rect()))
    assert box.contains(last.intersected(view.rect()))
    assert box.width() <= table.columnWidth(3) + 1
    monkeypatch.undo()


class _Spy:
    """A viewport that notes what is to be painted."""

    def __init__(self, view, asked: list[QRect]) -> None:
        self._view, self._asked = view, asked

    def width(self) -> int:
        return self._view.width()

    def height(self) -> int:
        return self._view.height()

    def update(self, *box: int) -> None:
        self._asked.append(QRect(*box))
