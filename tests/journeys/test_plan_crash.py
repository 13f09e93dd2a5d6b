"""`kill -9` while a plan is being edited: undo and redo go on where they were."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from controlroom.app import compose, speech
from controlroom.core.ids import RowId
from controlroom.plan.sheet import Plate
from tests.builders import segment, sheet

ROOT = Path(__file__).resolve().parents[2]
PLAN = sheet(*(segment(f"环节{n}") for n in range(40)), start="20:00")

EDITING = """
import sys
from controlroom.app import compose, speech
from controlroom.core.ids import SessionId
from controlroom.core.message import message
from controlroom.plan import edits
from controlroom.plan.sheet import Plate

desk = compose.compose(sys.argv[1], speech.speaker("zh"))
plan, turn = desk.planning(SessionId("ses-test")), 0
while True:
    turn += 1
    rows = [row.id for row in plan.sheet.segments]
    if turn % 5 == 0:
        plan.undo()
    elif turn % 3 == 0:
        plan.edit(message("ui.plan.did.move", count=2),
                  lambda s: edits.move_rows(s, Plate.SCRIPT, rows[:2], 20))
    else:
        plan.edit(message("ui.plan.did.set", field="@plan.field.title"),
                  lambda s: edits.set_field(s, Plate.SCRIPT, rows[3], "title", f"{turn}"))
    desk.world.writer.call(lambda: None)
    titles = ",".join(row.title for row in plan.sheet.segments)
    print(turn, len(plan.history.past), len(plan.history.future), titles, flush=True)
"""


def edit_and_kill(database: Path, lines: int) -> list[str]:
    """Edit in a process of its own, kill it after so many edits; what it told, line by line."""
    command = [sys.executable, "-c", EDITING, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(lines)]
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.readlines()
    return [line for line in told if line.endswith("\n")]


@pytest.mark.parametrize("lines", [1, 13, 44])
def test_undo_goes_on_after_a_kill(lines: int, tmp_path: Path) -> None:
    database = tmp_path / "plan.db"
    desk = compose.compose(database, speech.speaker("zh"))
    desk.add_sheet(PLAN)
    desk.close()
    told = edit_and_kill(database, lines)
    again = compose.compose(database, speech.speaker("zh"))
    plan = again.planning(PLAN.session.id)
    _, past, future, titles = told[-1].split(maxsplit=3)
    if len(plan.history.past) == int(past):  # else: one more was committed, not yet told
        assert ",".join(row.title for row in plan.sheet.segments) == titles.strip()
        assert len(plan.history.future) == int(future)
    else:
        assert abs(len(plan.history.past) - int(past)) == 1
    whole = plan.sheet
    count = len(plan.history.past)
    plan.undo(count)
    assert plan.sheet == PLAN
    assert plan.undo_label is None
    plan.redo(count)
    assert plan.sheet == whole
    assert {row.id for row in plan.sheet.rows(Plate.SCRIPT)} == {RowId(r.id) for r in PLAN.segments}
    again.close()


def test_undo_goes_on_after_a_disk_that_was_full(tmp_path: Path) -> None:
    """What was not written is written whole, with every step, by the next edit."""
    from controlroom.core.errors import WorldError
    from controlroom.core.message import message
    from controlroom.plan import edits

    desk = compose.compose(tmp_path / "plan.db", speech.speaker("zh"))
    desk.add_sheet(PLAN)
    plan, sheets = desk.planning(PLAN.session.id), desk.world.store.sheets
    keep = sheets.keep

    def full(*_: object, **__: object) -> int:
        raise WorldError("store.disk_full", place="x")

    for turn in range(4):
        sheets.keep = full if turn in (1, 2) else keep  # type: ignore[method-assign]
        plan.edit(message(f"{turn}"), lambda s, t=turn: edits.set_session(s, title=f"{t}"))
        desk.world.writer.call(lambda: None)
    sheets.keep = keep  # type: ignore[method-assign]
    found, _ = sheets.recall(PLAN.session.id)
    assert [step.label.key for step in found.past] == ["0", "1", "2", "3"]
    assert found.present == plan.sheet
    plan.undo(3)
    desk.world.writer.call(lambda: None)
    found, _ = sheets.recall(PLAN.session.id)
    assert (found.present.session.title, len(found.future)) == ("0", 3)
    desk.close()
