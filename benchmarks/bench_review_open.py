"""Opening Review on a session with 600,000 order lines, warm.

    python -m benchmarks.bench_review_open [TURNS]

Two sessions: `file`, the real order file of ../shared (orders of some ten lines over many
months) when it is there and else 600,000 made-up lines of that shape, without a run; and
`night`, as many lines sold in four hours, each an order of its own with every instant filled
in and some refunded, with ads, the room and the journal of a run.

Measured is the real window, off-screen: from asking for Review (the session has just been
chosen in Plan, and Review still holds another) until its header, tables and both charts have
been painted with the numbers of the session. The first opening of each, which also builds
the workspace, is told but not counted. Medians of processor and of wall time. Beside them
the longest turn of the window's thread: a timer of 2 ms notes how much processor time that
thread took between two of its beats while Review opened (limit), and how long it was kept
waiting (by the window's own work, by a thread that holds the interpreter, or by other
programs: told beside it).

Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.bench_import import LINES, MAPPING, source_in
from controlroom.app import compose, speech
from controlroom.app.desktop import Desktop, application, furnish
from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.desk.control import Desk
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples, Status
from controlroom.live.events import RunOpened, SegmentStarted, WentOffAir, WentOnAir
from controlroom.plan.sheet import Product, RunSheet, Segment, Session
from controlroom.ports import FileRequest

LIMIT_S = 1.5
TURN_MS = 50.0
TURNS = 5
EMPTY, FILE, NIGHT = SessionId("empty"), SessionId("file"), SessionId("night")
T0 = Instant(1_795_345_200_000)  # 2026-11-22 19:00 in Shanghai
LONG = 4 * HOUR
_PRODUCTS = 60


# --- what is looked back on ---------------------------------------------------------------


def sheet(session: SessionId) -> RunSheet:
    """A show of 24 segments of ten minutes and 60 products."""
    return RunSheet(
        session=Session(
            id=session, title=session, planned_start=T0, target_gmv=9_000_000_00, target_roi=3.0
        ),
        products=tuple(
            Product(id=RowId(f"p{n}"), title=f"商品 {n}", link=n, item_id=str(10_000 + n))
            for n in range(_PRODUCTS)
        ),
        segments=tuple(
            Segment(id=RowId(f"s{n}"), title=f"环节 {n}", duration=Span(10 * MINUTE))
            for n in range(24)
        ),
    )


def night_orders() -> OrderLines:
    """`LINES` orders of one line each in four hours, every 20th paid back."""
    dice = np.random.default_rng(7)
    ids = _texts(f"{2_511_200_000_000_000 + n}" for n in range(LINES))
    paid = T0 + np.sort(dice.integers(0, LONG, LINES))
    back = dice.random(LINES) < 0.05
    amount = dice.integers(990, 59_900, LINES)
    none = np.iinfo(np.int64).min
    return OrderLines(
        line_id=ids,
        order_id=ids,
        product_id=_texts(str(10_000 + n) for n in dice.integers(0, _PRODUCTS, LINES)),
        product_title=_texts("" for _ in range(LINES)),
        quantity=dice.integers(1, 4, LINES),
        amount=amount,
        paid_at=paid,
        created_at=paid - dice.integers(1_000, 60_000, LINES),
        updated_at=paid + dice.integers(0, 9_000_000, LINES),
        status=np.full(LINES, Status.PAID, np.int8),
        refunded=np.where(back, amount, 0),
        refunded_at=np.where(back, paid + 3_600_000, none),
        channel=_texts("" for _ in range(LINES)),
        carrier=_texts("" for _ in range(LINES)),
        streamer=_texts("" for _ in range(LINES)),
        buyer_new=np.full(LINES, -1, np.int8),
    )


def _texts(given: object) -> np.ndarray:
    listed = list(given)  # type: ignore[call-overload]
    column = np.empty(len(listed), np.object_)
    column[:] = listed
    return column


def night_ads() -> AdSamples:
    """Spend and attributed GMV of every minute in three channels."""
    n = 3 * LONG // MINUTE
    at = T0 + np.arange(n) % (LONG // MINUTE) * MINUTE
    whole = np.arange(n, dtype=np.int64)
    return AdSamples(
        source=_texts("bench" for _ in range(n)),
        channel=_texts(f"c{i * MINUTE // LONG}" for i in range(n)),
        campaign=_texts("" for _ in range(n)),
        from_at=at,
        to_at=at + MINUTE,
        spend=10_000 + whole,
        impressions=whole,
        clicks=whole,
        views=whole,
        orders=whole,
        gmv=40_000 + whole,
        basis=_texts("direct" for _ in range(n)),
    )


def night_room() -> RoomSamples:
    """Online, views and the funnel, every minute."""
    metrics = ("online", "views", "exposures", "product_exposures", "product_clicks")
    minutes = LONG // MINUTE
    n = len(metrics) * minutes
    return RoomSamples(
        source=_texts("bench" for _ in range(n)),
        metric=_texts(metrics[i // minutes] for i in range(n)),
        kind=_texts("snapshot" if i < minutes else "delta" for i in range(n)),
        at=T0 + (np.arange(n) % minutes + 1) * MINUTE,
        period=np.where(np.arange(n) < minutes, 0, MINUTE),
        value=1_000.0 + np.arange(n) % 97,
    )


def fill(desk: Desk, source: Path) -> None:
    """The three sessions, with their facts and the run of `NIGHT`."""
    for session in (EMPTY, FILE, NIGHT):
        desk.add_sheet(sheet(session))
    request = FileRequest(path=str(source), kind="orders", mapping=MAPPING, zone="UTC")
    desk.import_facts(request, FILE).wait()
    store, plan, run = desk.world.store, sheet(NIGHT), RunId("run")

    def put() -> None:
        """Orders as one import, ads, room, and a run in which every segment was aired."""
        with store.facts.importing(NIGHT, "orders", "made up", at=T0) as into:
            store.facts.put_orders(NIGHT, night_orders(), into=into)
        store.facts.put_ads(NIGHT, night_ads())
        store.facts.put_room(NIGHT, night_room())
        opened = RunOpened(at=Instant(T0 - MINUTE), run=run, sheet=plan, rehearsal=False)
        rows = [
            SegmentStarted(at=Instant(T0 + n * 10 * MINUTE), row=row.id)
            for n, row in enumerate(plan.segments)
        ]
        off = WentOffAir(at=Instant(T0 + LONG))
        events = [opened, WentOnAir(at=T0), *rows[1:], off]
        store.journal.append(run, events)

    desk.world.writer.call(put)


# --- opening it ---------------------------------------------------------------------------


@dataclass
class Took:
    """One opening: seconds, the longest turn of the window's thread (ms of its processor
    time) and its longest wait (ms by the clock)."""

    processor: float
    wall: float
    turn: float
    wait: float


class Heart(QObject):
    """A timer in the window's thread that notes the longest time between two beats, ms: of
    the thread's processor time, and by the clock."""

    def __init__(self) -> None:
        super().__init__()
        self._turn, self._wait, self._last, self._since = 0.0, 0.0, 0.0, QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin anew."""
        self._turn = self._wait = 0.0
        self._last = thread_time()
        self._since.start()
        self._timer.start(2)

    def stop(self) -> tuple[float, float]:
        """The longest turn, and the longest wait."""
        self._timer.stop()
        self._beat()
        return self._turn, self._wait

    def _beat(self) -> None:
        now = thread_time()
        self._turn = max(self._turn, (now - self._last) * 1000)
        self._wait = max(self._wait, self._since.nsecsElapsed() / 1e6)
        self._last = now
        self._since.restart()


class Painted(QObject):
    """Calls `then` once every panel of Review was painted with the figures of a session."""

    def __init__(self, desktop: Desktop, session: SessionId, then: Callable[[], None]) -> None:
        super().__init__()
        self._desktop, self._session, self._then = desktop, session, then
        self._left: set[int] | None = None
        self._watched: list[QWidget] = []

    def watch(self) -> None:
        """Look at the panels, as soon as they are there."""
        review = self._desktop.window.workspace("review")
        if review is None or review.charts is None:
            QTimer.singleShot(1, self, self.watch)
            return
        charts = [chart.viewport() for chart in (review.charts.sales, review.charts.money)]
        table = review.tables.tabs.currentWidget().viewport()
        self._watched = [review.header, review.standing, table, *charts]
        for widget in self._watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Done a turn after the last of what is watched has been painted with the session."""
        if event.type() is QEvent.Type.Paint and self._arrived():
            if self._left is None:
                self._left = {id(widget) for widget in self._watched}
            self._left.discard(id(watched))
            if not self._left:
                self._left = {0}
                QTimer.singleShot(0, self, self._done)
        return False

    def _arrived(self) -> bool:
        review = self._desktop.window.workspace("review").review
        return review is not None and review.session.id == self._session

    def _done(self) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._then()


@dataclass
class Openings:
    """Opens each session in turn, `turns` times and once before to get warm."""

    desktop: Desktop
    turns: int
    took: dict[SessionId, list[Took]] = field(default_factory=dict)
    _heart: Heart = field(default_factory=Heart)
    _painted: Painted | None = None
    _began: tuple[float, float] = (0.0, 0.0)

    def next(self) -> None:
        """Put another session into Plan; then open Review."""
        order = [session for _ in range(self.turns + 1) for session in (FILE, NIGHT)]
        done = sum(len(some) for some in self.took.values())
        if done == len(order):
            self.desktop.app.quit()
            return
        self.desktop.choose(EMPTY)
        self.desktop.window.show_workspace("review")
        QTimer.singleShot(400, lambda: self._choose(order[done]))

    def _choose(self, session: SessionId) -> None:
        self.desktop.window.show_workspace("plan")
        self.desktop.choose(session)
        QTimer.singleShot(400, lambda: self._open(session))

    def _open(self, session: SessionId) -> None:
        self._painted = Painted(self.desktop, session, lambda: self._seen(session))
        self._heart.start()
        self._began = process_time(), perf_counter()
        self.desktop.window.show_workspace("review")
        self._painted.watch()

    def _seen(self, session: SessionId) -> None:
        processor, wall = process_time() - self._began[0], perf_counter() - self._began[1]
        self.took.setdefault(session, []).append(Took(processor, wall, *self._heart.stop()))
        self.next()


def tell(session: SessionId, took: list[Took]) -> bool:
    """Print the figures of one session; whether it keeps to the limits."""
    first, warm = took[0], took[1:]
    processor, wall = median(t.processor for t in warm), median(t.wall for t in warm)
    turn = median(t.turn for t in warm)
    kept = max(processor, wall) <= LIMIT_S and turn <= TURN_MS
    print(
        f"{session:6} processor {processor:5.2f} s   wall {wall:5.2f} s"
        f"   longest turn {turn:5.1f} ms (worst {max(t.turn for t in warm):.1f},"
        f" wait {median(t.wait for t in warm):.1f})   {'ok' if kept else 'OVER'}"
        f"   (cold: {first.wall:.2f} s, turn {first.turn:.0f} ms)",
        flush=True,
    )
    return kept


def main(words: list[str]) -> int:
    """Run and print; 1 when a limit is missed."""
    turns = int(words[0]) if words else TURNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = compose.compose(folder / "review.db", speech.speaker("zh"))
        fill(desk, source_in(folder))
        desktop = furnish(desk, "zh", compose.passing_settings(), application())
        openings = Openings(desktop, turns)
        desktop.window.show()
        QTimer.singleShot(1_000, openings.next)
        desktop.app.exec()
        desktop.close()
        desk.close()
    print(f"limit  {LIMIT_S} s, both; {TURN_MS:g} ms")
    kept = [tell(session, some) for session, some in openings.took.items()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
