"""Running a whole show without a window: the pretend operator at the desk."""

from __future__ import annotations

import threading

from controlroom.app.context import Context
from controlroom.core.errors import WorldError
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.reviewing import review_of
from controlroom.live.readout import Phase, Readout
from controlroom.plan.sheet import RunSheet
from controlroom.review.summary import Review

_PATIENCE = 3.0
"""How many times the planned length (real seconds) a rehearsal may take."""


def run_rehearsal(context: Context, sheet: RunSheet, speed: float, seed: int) -> Review:
    """Rehearse `sheet` at `speed` and look back on it.

    Nothing is written to the session. Raises WorldError when the show doesn't end.
    """
    desk = context.desk
    ended = threading.Event()
    pilot = Autopilot(desk.post, seed)

    def look(readout: Readout) -> None:
        pilot.look(readout)
        if readout.phase is Phase.OFF_AIR:
            ended.set()

    stop = desk.subscribe(look)
    air = desk.open_run(sheet.session.id, rehearsal=True, speed=speed, seed=seed)
    try:
        seconds = _PATIENCE * 6 * 3600 / speed + 30
        if not ended.wait(seconds):
            raise WorldError("cli.rehearse.slow", seconds=round(seconds), speed_x=speed)
        world = desk.air_world
        return review_of(world.store, sheet, rehearsal=air.show.run)
    finally:
        stop()
        desk.close_run()
