"""Many rows at once in the Plan screen: is the window alive meanwhile?

Part of `python -m benchmarks.bench_plan`. Each thing a person does to many rows is done by
the table's own command; from there until all is shown and checked, each turn of the event
loop is timed. A turn longer than `TURN_MS` of processor time is a window that hangs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from controlroom.core.time import MINUTE, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.plan_table import PlateTable
from controlroom.ui.plan import PlanWorkspace

TURN_MS = 50.0
REST_S = 0.15  # s after the last work until nothing more comes
PASTED, DRAGGED = 300, 200  # rows

Verdict = Callable[[str, float, float, str], bool]
Blocks = list[tuple[str, Callable[[], None], Callable[[], None]]]


class Screen(Protocol):
    """The window, with a session open in Plan (see `bench_plan.Screen`)."""

    workspace: PlanWorkspace

    def settle(self) -> None: ...
    def until(self, done: Callable[[], bool], limit_s: float = 10.0) -> float: ...
    def checked(self) -> bool: ...
    def saved(self) -> None: ...
    def bring(self, path: str) -> None: ...


def verdicts(screen: Screen, path: str, verdict: Verdict) -> list[bool]:
    """The longest turn of each; `path` is a file with more rows than the plan."""
    worst: dict[str, float] = {}
    for name, prepare, do in blocks(screen, path):
        prepare()
        screen.saved()
        screen.until(screen.checked)
        screen.until(lambda: False, REST_S)
        worst[name], took = turns(screen, do)
        print(f"  {name:28} longest turn {worst[name]:6.1f} ms, all of it {took:5.0f} by the clock")
    return [verdict("many rows: the longest turn", max(worst.values()), TURN_MS, "ms")]


def turns(screen: Screen, do: Callable[[], None]) -> tuple[float, float]:
    """(processor ms of the longest turn, ms by the clock until all of it is done)."""
    longest, began, last, pause = 0.0, perf_counter(), perf_counter(), threading.Event()
    call = do
    while perf_counter() - last < REST_S:
        busy = thread_time()
        call()
        longest = max(longest, (thread_time() - busy) * 1000)
        call = QCoreApplication.processEvents
        pause.wait(0.001)
        if screen.workspace.work.busy or not screen.checked():
            last = perf_counter()
    return longest, (last - began) * 1000


def blocks(screen: Screen, path: str) -> Blocks:
    """What is done to many rows, by name: what comes before it, and the command itself."""
    workspace = screen.workspace
    assert workspace.tabs is not None
    table = workspace.tabs.plates[Plate.SCRIPT].table

    def every() -> None:
        choose(table, range(table.plate_model.rowCount()))

    def nothing() -> None: ...

    def undo() -> None:
        workspace.undo()

    def redo() -> None:
        workspace.redo()

    return [
        ("import a file", every, lambda: screen.bring(path)),
        ("undo the import", nothing, undo),
        ("redo the import", nothing, redo),
        ("owner of all rows", every, lambda: table.set_all("owner", "小钱")),
        ("undo the owners", nothing, undo),
        ("skip all rows", every, table.skip_rows),
        ("undo the skips", nothing, undo),
        ("drag rows together", lambda: choose(table, range(100, 300)), lambda: drag(table)),
        ("undo the drag", nothing, undo),
        ("drag rows from all over", lambda: choose(table, range(0, 1000, 5)), lambda: drag(table)),
        ("undo that drag", nothing, undo),
        ("duplicate rows", lambda: choose(table, range(100, 300)), table.duplicate_rows),
        ("remove all rows", every, table.remove_rows),
        ("undo the removal", nothing, undo),
        ("paste new rows", lambda: copied(table, -1), lambda: table.clip.paste(insert=True)),
        ("undo the paste", nothing, undo),
        ("paste over rows", lambda: copied(table, 3), table.clip.paste),
        ("clear all rows", lambda: choose(table, range(1000)), table.clear_cells),
    ]


def choose(table: PlateTable, places: range) -> None:
    """Rows selected whole."""
    rows = [table.plate_model.row_id(place) for place in places]
    table.choose([row for row in rows if row is not None], whole=True)


def drag(table: PlateTable) -> None:
    """The selected rows dropped far below."""
    table.drop_rows(table.plate_model.rowCount() * 3 // 4)


def copied(table: PlateTable, place: int) -> None:
    """Rows with their times on the clipboard, the cursor in row number `place` (-1: last)."""
    model = table.plate_model
    sight, last = model.sight, model.rowCount() - 1
    place = last if place < 0 else place
    begin = sight.schedule.rows[place].end
    lines = ["开始\t结束\t类型\t环节\t目标GMV\t负责人"]
    for n in range(PASTED):
        faces = [sight.face(Instant(begin + at * 3 * MINUTE)) for at in (n, n + 1)]
        lines.append(f"{faces[0]}\t{faces[1]}\t讲解\t粘贴 {n}\t{1000 + n}\t小王")
    QGuiApplication.clipboard().setText("\n".join(lines))
    table.setCurrentIndex(model.index(place, model.column_of("title")))
