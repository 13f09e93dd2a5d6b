"""The processes that `bench_start` starts: each prints the instant at which it was seen.

    python -m benchmarks.starting bare|plot|shell|live [DATABASE]

The instant is that of `perf_counter`, which all processes of a machine share, in s: one turn of the
event loop after the first paint of a window, of a plot, or of all charts of Live; with it comes
the processor time of all threads until then. `live` idles on for two seconds, then prints its
resident memory in MB as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QGraphicsView, QLabel, QMainWindow, QWidget

IDLE_MS = 2_000
SIZE = (1680, 1000)


class Watch(QObject):
    """Sees paint events; `seen(object)` says whether that was the one waited for.

    It looks at the first window of the program and at the insides of its plots alone. A filter
    of the application would be asked about every event of every widget, and cost the program
    that has most of them a tenth of its start.
    """

    def __init__(self, seen: Callable[[QObject], bool], then: Callable[[], None]) -> None:
        super().__init__()
        self._seen, self._then, self._done = seen, then, False
        self._inner: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Finds the window as it is shown, then its plots, then the first paint that is `seen`."""
        kind = event.type()
        if kind is QEvent.Type.Show and of_window(watched):
            QApplication.instance().removeEventFilter(self)
            watched.installEventFilter(self)
        elif kind is QEvent.Type.UpdateRequest and of_window(watched):
            self._look_into(watched)
        elif not self._done and kind is QEvent.Type.Paint and self._seen(watched):
            self._done = True
            QTimer.singleShot(0, self, self._stamp)
        return False

    def _look_into(self, window: QWidget) -> None:
        """Before each painting of the window: at plots that have come to it."""
        for view in window.findChildren(QGraphicsView):
            if view.viewport() not in self._inner:
                self._inner.add(view.viewport())
                view.viewport().installEventFilter(self)

    def _stamp(self) -> None:
        print(f"seen {perf_counter():.4f}\nworked {process_time():.4f}", flush=True)
        self._then()


def of_window(watched: QObject) -> bool:
    """Whether a window of its own was painted."""
    return bool(watched.isWidgetType() and watched.isWindow())


def of_viewport(watched: QObject) -> bool:
    """Whether the inside of a plot was painted."""
    return isinstance(watched.parent(), QGraphicsView)


class LiveCharts:
    """All charts of Live painted with the figures of a show on air."""

    def __init__(self) -> None:
        self._painted: set[int] = set()

    def __call__(self, watched: QObject) -> bool:
        charts = self._charts() if of_viewport(watched) else []
        for chart in charts:
            if watched is chart.viewport() and any(len(s.x) for s in chart.series.values()):
                self._painted.add(id(chart))
        return bool(charts) and len(self._painted) == len(charts)

    def _charts(self) -> list:
        windows = [w for w in QApplication.topLevelWidgets() if hasattr(w, "workspace")]
        live = windows[0].workspace("live") if windows else None
        return [panel.chart for panel in live.charts] if live is not None else []


def bare() -> None:
    """A window with a label."""
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(*SIZE)
    window.show()
    QApplication.exec()


def plot() -> None:
    """A window with one plot of 500 points."""
    import numpy as np
    import pyqtgraph as pg

    window = QMainWindow()
    chart = pg.PlotWidget()
    chart.plot(np.arange(500), np.random.default_rng(1).random(500))
    window.setCentralWidget(chart)
    window.resize(*SIZE)
    window.show()
    QApplication.exec()


def program() -> None:
    """The program as its users start it."""
    from controlroom.app.cli import main

    if code := main(["--db", sys.argv[2]]):
        sys.exit(code)


def idle() -> None:
    """Print the memory after a while, and end."""
    import psutil

    def tell() -> None:
        print(f"memory {psutil.Process().memory_info().rss / 1e6:.1f}", flush=True)
        QApplication.exit()  # the window would ask: a show is on air

    QTimer.singleShot(IDLE_MS, tell)


KINDS: dict[str, tuple[Callable[[], None], Callable[[QObject], bool], Callable[[], None]]] = {
    "bare": (bare, of_window, QApplication.exit),
    "plot": (plot, of_viewport, QApplication.exit),
    "shell": (program, of_window, QApplication.exit),
    "live": (program, LiveCharts(), idle),
}


def main() -> None:
    """Start the kind asked for."""
    start, seen, then = KINDS[sys.argv[1]]
    application = QApplication(sys.argv[:1])
    watch = Watch(seen, then)
    application.installEventFilter(watch)
    start()


if __name__ == "__main__":
    main()
