"""The longest turn of the window's thread through a walk over the whole program.

    python -m benchmarks.bench_turns [ROUNDS]

The walk: a shell, the desk opened behind it, every tab of Plan, a run begun, Live with its
charts, Review with the figures of a show, and back; a plan of 2,000 rows opened, looked at
and left; each dialog opened; the language and the look changed in each workspace. Each place
is left alone for a second. Limit: 50 ms of processor time of that thread for each turn
(others on the machine do not count); of several rounds the median counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from benchmarks.bench_plan import sheet as long_sheet
from benchmarks.bench_start import database
from benchmarks.turnwatch import Watched
from controlroom.app import compose, loading, speech
from controlroom.app.context import Context
from controlroom.app.desktop import Desktop, shell
from controlroom.app.opening import Opening
from controlroom.app.resources import resource_path
from controlroom.core.ids import SessionId
from controlroom.core.time import HOUR, Instant
from controlroom.desk.factflow import put

LIMIT_MS = 50.0
STAY_MS = 1_200
PLATES = 5
LONG = SessionId("ses-long")
SHORT = SessionId("ses-bench")


def prepare(path: Path) -> None:
    """The sample with the facts of its show, and a plan of 2,000 rows."""
    database(path, on_air=False)
    desk = compose.compose(path, speech.speaker("zh"))
    desk.add_sheet(long_sheet(2_000, "long"))
    plan = desk.planning(SHORT).sheet
    facts = desk.world.store.facts
    end = Instant(plan.session.planned_start + 4 * HOUR)
    for batch in compose.simulated(plan, 1).until(end):
        desk.world.writer.call(lambda batch=batch: put(facts, SHORT, batch))
    desk.close()


class Walk:
    """The steps, each under the name of its place; a step yields how long to stay, ms."""

    def __init__(self, desktop: Desktop, turns: Watched) -> None:
        self._desktop, self._turns = desktop, turns
        self._window = desktop.window

    def __iter__(self) -> Iterator[int]:
        yield STAY_MS * 2
        yield from self._tabs("Plan")
        yield self._at("begin a run", lambda: self._desktop.desk.begin_run(SHORT, rehearsal=True))
        for name in ("live", "review", "live", "plan", "review"):
            yield self._at(name, lambda name=name: self._window.show_workspace(name))
        yield from self._switches()
        yield from self._dialogs()
        self._window.show_workspace("plan")
        yield STAY_MS
        yield self._at("Plan, 2,000 rows", lambda: self._desktop.choose(LONG))
        yield STAY_MS
        yield from self._tabs("Plan, 2,000 rows")
        yield self._at("Plan, 2,000 rows, left", lambda: self._desktop.choose(SHORT))
        yield self._at("Plan, 2,000 rows again", lambda: self._desktop.choose(LONG))
        yield from self._switches("Plan, 2,000 rows: ", ("plan",))

    def _at(self, place: str, do: Callable[[], object]) -> int:
        """Do it in a turn of its own, named after the place."""
        self._turns.place = place
        QTimer.singleShot(0, self._window, do)
        return STAY_MS

    def _tabs(self, place: str) -> Iterator[int]:
        for number in range(PLATES):
            yield self._at(f"{place}, tab {number + 1}", lambda at=number: self._turn_to(at))

    def _turn_to(self, number: int) -> None:
        self._window.workspace("plan").tabs.tabs.setCurrentIndex(number)

    def _switches(self, where: str = "", names: tuple[str, ...] = ("plan", "live", "review")):
        for name in names:
            self._window.show_workspace(name)
            yield STAY_MS
            for _ in range(2):
                yield self._at(f"{where}language in {name}", self._window.lang_button.click)
            for _ in range(2):
                yield self._at(f"{where}look in {name}", self._window.theme_button.click)

    def _dialogs(self) -> Iterator[int]:
        """Each is closed again."""
        live, plan = (self._window.workspace(name) for name in ("live", "plan"))
        sheet = str(next(resource_path("sample").glob("*.xlsx")))
        self._window.show_workspace("live")
        yield STAY_MS
        for name in ("rules", "settings"):
            yield self._at(f"dialog: {name}", lambda name=name: live.operator.do(name))
            yield self._at(f"dialog: {name}, closed", self._close)
        for name in ("dialog: keys", "dialog: keys, closed"):
            yield self._at(name, lambda: live.operator.do("keys"))
        self._window.show_workspace("plan")
        yield STAY_MS
        asking = plan.asking
        for name, open_it in (
            ("import a run-sheet", lambda: asking.import_sheet_from(sheet)),
            ("import facts", asking.import_facts),
            ("session", asking.session_details),
            ("new session", asking.new_session),
        ):
            yield self._at(f"dialog: {name}", open_it)
            yield self._at(f"dialog: {name}, closed", self._close)

    def _close(self) -> None:
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()


def go(steps: Iterator[int], done: Callable[[], None]) -> None:
    """Take the steps, one after the other."""
    try:
        wait = next(steps, None)
    except BaseException:
        done()
        raise
    if wait is None:
        done()
    else:
        QTimer.singleShot(wait, lambda: go(steps, done))


def walked() -> Watched:
    """All turns of one walk."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
        path = Path(folder) / "walk.db"
        app = Watched()
        prepare(path)
        loading.begin()
        context = Context(Namespace(db=str(path), verb=None), speech.speaker("zh"))
        compose.passing_settings()
        desktop = shell("zh", compose.passing_settings(), app)
        opening = Opening(desktop, context)
        desktop.window.show()
        go(iter(Walk(desktop, app)), app.quit)
        app.exec()
        desktop.desk.close_run()
        desktop.close()
        opening.finish()
        context.close()
    return app


def one() -> None:
    """A walk in a process of its own: the longest turn of every place, one a line."""
    app = walked()
    for place in dict.fromkeys(turn.place for turn in app.turns):
        turn = app.longest(place)
        print(f"{turn.took:.1f}\t{place}\t{turn.what}", flush=True)


def main(words: list[str]) -> int:
    """Walk and print; 1 when over a limit."""
    if words == ["--one"]:
        one()
        return 0
    rounds = int(words[0]) if words else 3
    took: dict[str, list[tuple[float, str]]] = {}
    for _ in range(rounds):
        command = [sys.executable, "-m", "benchmarks.bench_turns", "--one"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for line in told.splitlines():
            milliseconds, place, what = line.split("\t")
            took.setdefault(place, []).append((float(milliseconds), what))
    return tell(took)


def tell(took: dict[str, list[tuple[float, str]]]) -> int:
    """Print every place, the longest first; 1 when one is over the limit."""
    rows = [(median(ms for ms, _ in some), place, max(some)) for place, some in took.items()]
    for middle, place, (worst, what) in sorted(rows, reverse=True):
        mark = "  OVER" if middle > LIMIT_MS else ""
        print(f"{middle:7.1f} ms (worst {worst:5.1f})  {place:28} {what}{mark}")
    over = [row for row in rows if row[0] > LIMIT_MS]
    longest = max(rows)[0]
    print(f"longest turn {longest:.1f} ms  limit {LIMIT_MS:g}  {'OVER' if over else 'ok'}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
