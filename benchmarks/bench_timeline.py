"""The Plan timeline with 2,000 blocks: does it stay fluid?

    python -m benchmarks.bench_timeline [BLOCKS]

Off-screen, processor time, medians. Limits: a paint, all blocks in sight or zoomed in,
8 ms; a step of a drag (the whole plan as it would be, and its paint) 33 ms; finding the
block under the pointer 2 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from controlroom.app import speech
from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.plan.dragging import Drag, Grip
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, RunSheet, Segment, Session
from controlroom.plan.timing import schedule
from controlroom.ui.i18n import Language
from controlroom.ui.models.sight import Sight
from controlroom.ui.panels.plan_timeline import PlanTimeline
from controlroom.ui.theme import Theme

START = Instant(1_800_000_000_000)
PAINT_MS, DRAG_MS, FIND_MS = 8.0, 33.0, 2.0
LANES = 4


def plan(blocks: int) -> RunSheet:
    """A show of about so many blocks: segments, their products, slots and giveaways."""
    each, step = range(blocks // LANES), 2 * MINUTE
    return RunSheet(
        session=Session(id=SessionId("ses"), title="长", planned_start=START),
        products=tuple(Product(id=RowId(f"p{n}"), title=f"品{n}", link=n) for n in each),
        segments=tuple(
            Segment(
                id=RowId(f"s{n}"), title=f"段{n}", duration=Span(step), products=(RowId(f"p{n}"),)
            )
            for n in each
        ),
        slots=tuple(
            AdSlot(
                id=RowId(f"a{n}"),
                channel="千川",
                start=Instant(START + n * step),
                end=Instant(START + (n + 1) * step),
            )
            for n in each
        ),
        giveaways=tuple(
            Giveaway(id=RowId(f"g{n}"), title="福袋", segment=RowId(f"s{n}"), duration=Span(MINUTE))
            for n in each
        ),
    )


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """The median processor time of `run`, ms."""
    taken = []
    for _ in range(times):
        begun = process_time()
        run()
        taken.append((process_time() - begun) * 1000)
    return statistics.median(taken)


def main(blocks: int) -> int:
    """Measure and compare; 1 where a limit is missed."""
    app = QApplication([])
    language, sheet = Language({"zh": speech.book("zh")}, "zh"), plan(blocks)
    panel = PlanTimeline(Theme(), language, lambda label, change, *, group="": None, lambda: START)
    panel.resize(1680, 200)
    panel.show()
    sight = Sight(sheet=sheet, schedule=schedule(sheet), findings=(), speaker=language.speaker)
    panel.show_plan(sight, None)
    app.sendPostedEvents()
    strip = panel.strip
    canvas, ends = QPixmap(strip.size()), iter(range(3, 1000))

    def drag() -> None:
        to = Instant(START + 20 * MINUTE + next(ends) * MINUTE)
        strip.dragged.emit(Drag(plate=Plate.SCRIPT, row=RowId("s9"), grip=Grip.END, at=to))
        strip.render(canvas)

    found = [("paint, all in sight", median_ms(lambda: strip.render(canvas)), PAINT_MS)]
    for closer in (4, 16, 60):
        strip.fit_show()
        strip.zoom(closer)
        found.append(
            (f"paint, {closer} x closer", median_ms(lambda: strip.render(canvas)), PAINT_MS)
        )
    strip.fit_show()
    found.append(("find", median_ms(lambda: strip.grip_at(QPointF(600, 60))), FIND_MS))
    found.append(("drag", median_ms(drag), DRAG_MS))
    for name, took, limit in found:
        print(f"{name:22} {took:6.2f} ms  limit {limit:g} {'' if took <= limit else 'MISSED'}")
    return int(any(took > limit for _, took, limit in found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
