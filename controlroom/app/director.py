"""Drives the demo in the real window: plan, then the show by the pretend operator, then
the review. Off-screen it takes a picture of each and quits at the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from controlroom.app import compose, loading, speech
from controlroom.app.context import Context
from controlroom.app.desktop import SETTLED_MS, Desktop, application, furnish
from controlroom.app.staging import Stage
from controlroom.core.errors import WorldError
from controlroom.core.time import MINUTE
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.control import Desk
from controlroom.desk.curtain import Curtain
from controlroom.live.readout import Phase, Readout

log = logging.getLogger(__name__)

_PLAN_MS, _BUILD_MS, _REVIEW_MS = 2500, 2500, 1000
_LIMIT_MS = 110_000
_PICTURE_AT = 0.36
"""Share of the show gone when the Live picture is taken."""


class Director(QObject):
    """One demo from beginning to end."""

    def __init__(
        self,
        desktop: Desktop,
        stage: Stage,
        curtain: Curtain,
        out: Path,
        *,
        headless: bool,
        seed: int,
    ) -> None:
        super().__init__()
        self._desktop, self._stage, self._curtain = desktop, stage, curtain
        self._session = stage.sheet.session.id
        self._out, self._headless = out, headless
        self._pilot = Autopilot(desktop.desk.post, seed, desktop.desk.obstacles)
        self._pictured = self._ended = False
        self.complete = False
        self._stop: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Show the plan, then go on air."""
        self._desktop.choose(self._session)
        self._desktop.window.show_workspace("plan")
        self._after(_PLAN_MS, self._air)  # on air comes after the window has settled
        if self._headless:
            self._after(_LIMIT_MS, self._desktop.app.quit)

    def finish(self) -> None:
        """Stop listening; the report once the windows are closed.

        Raises WorldError when the off-screen demo had to be stopped.
        """
        self._stop()
        self._desktop.desk.close_run()
        self._desktop.desk.world.dispatch = _now
        report = self._desktop.desk.write_report(self._session, str(self._out / "report.html"))
        report.wait()
        if self._headless and not self.complete:
            seconds = _LIMIT_MS // 1000
            raise WorldError("cli.demo.slow", seconds=seconds, path=str(self._out))

    def _air(self) -> None:
        self._picture("plan", self._desktop.window)
        desktop = self._desktop
        desktop.window.show_workspace("live")
        self._after(_BUILD_MS, self._raise_the_curtain)

    def _raise_the_curtain(self) -> None:
        desktop = self._desktop
        self._stop = desktop.desk.subscribe(self._pilot.look)
        desktop.bridge.published.connect(self._look)
        source = self._stage.source()
        self._curtain.hold()
        desktop.desk.subscribe(self._curtain.look)
        desktop.desk.open_run(self._session).sources.append(source)

    def _look(self, readout: Readout) -> None:
        if not self._pictured and self._half_way(readout):
            self._pictured = True
            self._after(0, self._mid_show)
        if readout.phase is Phase.OFF_AIR and not self._ended:
            self._ended = True
            self._after(600, self._review)

    def _half_way(self, readout: Readout) -> bool:
        planned = (readout.planned_end or 0) - (readout.planned_start or 0)
        far = readout.elapsed >= planned * _PICTURE_AT
        return readout.phase is Phase.ON_AIR and planned > MINUTE and far

    def _mid_show(self) -> None:
        self._desktop.bridge.catch_up()
        self._picture("live", self._desktop.window)
        if self._headless:
            prompter = self._desktop.open_prompter()
            self._after(400, lambda: self._prompter(prompter))

    def _prompter(self, prompter: QWidget) -> None:
        prompter.resize(1280, 800)
        self._picture("prompter", prompter)
        prompter.close()

    def _review(self) -> None:
        self._desktop.window.show_workspace("review")
        if self._headless:
            self._after(_REVIEW_MS, self._end_when_reviewed)

    def _end_when_reviewed(self) -> None:
        workspace = self._desktop.window.workspace("review")
        ready = workspace is not None and getattr(workspace, "review", None) is not None
        self._after(_REVIEW_MS if ready else 200, self._end if ready else self._end_when_reviewed)

    def _end(self) -> None:
        self._picture("review", self._desktop.window)
        self.complete = True
        self._desktop.app.quit()

    def _picture(self, name: str, widget: QWidget) -> None:
        if self._headless and not widget.grab().save(str(self._out / f"{name}.png")):
            log.error("picture %s could not be saved", name)

    def _after(self, ms: int, call: Callable[[], None]) -> None:
        QTimer.singleShot(ms, self, call)


def _now(call: Callable[[], None]) -> None:
    call()


def show_demo(
    context: Context,
    desk: Desk,
    stage: Stage,
    curtain: Curtain,
    out: Path,
    *,
    headless: bool,
) -> None:
    """Run the demo in the window, which settles as it does for its users; off-screen it
    leaves pictures and ends by itself.

    `curtain` holds the show's clock at its start until it is on air. Raises WorldError
    when it doesn't end.
    """
    loading.begin()
    app = application()
    settings = compose.passing_settings()
    desktop = furnish(desk, speech.preferred(context.args.lang), settings, app)
    director = Director(desktop, stage, curtain, out, headless=headless, seed=context.args.seed)
    desktop.window.show()
    QTimer.singleShot(SETTLED_MS, desktop.window, desktop.settle)
    director.begin()
    app.exec()
    desktop.close()
    director.finish()
