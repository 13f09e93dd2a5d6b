"""The longest turn of the window's thread through a walk: start, Plan, Live, Review.

    python -m benchmarks.bench_turns

The walk: a shell, the desk opened behind it, every tab of Plan, a run begun, Live with its
charts, Review, and back; each place is left alone for a second. A turn is the handling of
one event, all that it calls included. Limit: 50 ms of processor time of that thread (others
on the machine do not count).
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bench_start import database
from controlroom.app import compose, loading, speech
from controlroom.app.context import Context
from controlroom.app.desktop import Desktop, Opening, shell

LIMIT_MS = 50.0
STAY_MS = 1_200
PLATES = 5


class Watched(QApplication):
    """Notes the processor time of each event that this thread handles, by what went on."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.setApplicationName("controlroom")
        self.took: list[tuple[float, str]] = []
        self.place, self._inside = "start", False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._inside:
            return super().notify(receiver, event)
        self._inside, since = True, thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._inside = False
            self.took.append(((thread_time() - since) * 1000, self.place))


def walk(desktop: Desktop, turns: Watched) -> Iterator[int]:
    """Yields how long to stay, in ms."""
    yield STAY_MS * 2
    window = desktop.window
    for number in range(PLATES):
        turns.place = f"Plan, tab {number + 1}"
        window.workspace("plan").tabs.tabs.setCurrentIndex(number)
        yield STAY_MS // 2
    turns.place = "begin a run"
    desktop.desk.begin_run(desktop.selection.session, rehearsal=True)
    for name in ("live", "review", "live", "plan", "review"):
        turns.place = name
        window.show_workspace(name)
        yield STAY_MS


def go(steps: Iterator[int], done: Callable[[], None]) -> None:
    """Take the steps, one after the other."""
    wait = next(steps, None)
    if wait is None:
        done()
    else:
        QTimer.singleShot(wait, lambda: go(steps, done))


def main() -> int:
    """Walk and print; 1 when over a limit."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
        path = Path(folder) / "walk.db"
        database(path, on_air=False)
        app = Watched()
        loading.begin()
        context = Context(Namespace(db=str(path), verb=None), speech.speaker("zh"))
        desktop = shell("zh", compose.passing_settings(), app)
        opening = Opening(desktop, context)
        desktop.window.show()
        go(walk(desktop, app), app.quit)
        app.exec()
        desktop.desk.close_run()
        desktop.close()
        opening.finish()
        context.close()
    return tell(app.took)


def tell(took: list[tuple[float, str]]) -> int:
    """Print the longest; 1 when over the limit."""
    for milliseconds, place in sorted(took, reverse=True)[:10]:
        print(f"{milliseconds:7.1f} ms  {place}")
    longest = max(took)[0]
    kept = longest <= LIMIT_MS
    print(f"longest turn {longest:.1f} ms  limit {LIMIT_MS:g}  {'ok' if kept else 'OVER'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
