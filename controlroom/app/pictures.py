"""`controlroom screens`: pictures of every workspace and the prompter on the sample."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from controlroom.app import compose, speech
from controlroom.app.context import Context
from controlroom.app.desktop import Desktop, application, furnish
from controlroom.app.paths import make_folder
from controlroom.app.staging import Stage, put_on, sample_stage
from controlroom.core.errors import WorldError
from controlroom.core.time import Instant
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.curtain import Curtain
from controlroom.live.readout import Phase
from controlroom.plan import timing

SIZES = ("1680x1000", "1366x768", "2560x1440")
_SPEED = 600.0
_MIDDLE = 0.36


def screens(context: Context) -> int:
    """Off-screen, at each size and in each language (or the one asked for)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(context.args.out)
    make_folder(out)
    sizes = [_size(text) for text in context.args.size or SIZES]
    langs = [context.args.lang] if context.args.lang else list(speech.LANGUAGES)
    reader, files = compose.readers()
    stage = sample_stage(files, reader, context.speaker)
    start = Instant(timing.schedule(stage.sheet).start)
    with tempfile.TemporaryDirectory() as folder:
        clock = compose.run_clock(start, _SPEED)
        desk = compose.compose(Path(folder) / "screens.db", context.speaker, clock=clock)
        try:
            app = application()
            desktop = furnish(desk, langs[0], compose.passing_settings(), app)
            put_on(desk.world, stage)
            shoot = Shoot(desktop, stage, Curtain(clock, start), out, sizes, langs)
            shoot.begin()
            app.exec()
            desktop.close()
        finally:
            desk.close()
    for path in shoot.made:
        context.line(str(path))
    context.give({"pictures": [str(path) for path in shoot.made]})
    return 0


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.lower().partition("x")
    if not (wide.isdigit() and high.isdigit()):
        raise WorldError("cli.bad_size", text=text)
    return int(wide), int(high)


class Shoot(QObject):
    """Goes through the screens, letting the window breathe before each picture."""

    def __init__(
        self,
        desktop: Desktop,
        stage: Stage,
        curtain: Curtain,
        out: Path,
        sizes: list[tuple[int, int]],
        langs: list[str],
    ) -> None:
        super().__init__()
        self._desktop, self._stage, self._curtain = desktop, stage, curtain
        self._session = stage.sheet.session.id
        self._out, self._sizes, self._langs = out, sizes, langs
        self.made: list[Path] = []

    def begin(self) -> None:
        """Start going."""
        self._desktop.window.show()
        self._steps = self._script()
        self._go_on()

    def _go_on(self) -> None:
        wait = next(self._steps, None)
        if wait is None:
            self._desktop.app.quit()
        else:
            QTimer.singleShot(wait, self, self._go_on)

    def _script(self) -> Iterator[int]:
        desktop = self._desktop
        desktop.choose(self._session)
        desktop.window.show_workspace("plan")
        yield 800
        yield from self._each("plan", desktop.window)
        yield from self._until_the_middle()
        yield from self._each("live", desktop.window)
        prompter = desktop.open_prompter()
        yield 300
        yield from self._each("prompter", prompter)
        prompter.close()
        yield from self._until_the_end()
        desktop.window.show_workspace("review")
        while getattr(desktop.window.workspace("review"), "review", None) is None:
            yield 100
        yield 1000
        yield from self._each("review", desktop.window)

    def _until_the_middle(self) -> Iterator[int]:
        desktop = self._desktop
        desktop.window.show_workspace("live")
        desktop.desk.subscribe(Autopilot(desktop.desk.post, obstacles=desktop.desk.obstacles).look)
        source = self._stage.source()
        self._curtain.hold()
        desktop.desk.subscribe(self._curtain.look)
        desktop.desk.open_run(self._session).sources.append(source)
        while not self._far_enough():
            yield 30
        desktop.stop_readouts()  # the picture stands still; the show goes on behind it
        yield 400

    def _far_enough(self) -> bool:
        readout = self._desktop.bridge.readout
        if readout.planned_end is None or readout.planned_start is None:
            return False
        return readout.elapsed >= _MIDDLE * (readout.planned_end - readout.planned_start)

    def _until_the_end(self) -> Iterator[int]:
        desktop, air = self._desktop, self._desktop.desk.air
        desktop.stop_readouts = desktop.desk.subscribe(desktop.bridge.post)
        while air is None or air.readout is None or air.readout.phase is not Phase.OFF_AIR:
            yield 50
        self._desktop.desk.close_run()

    def _each(self, name: str, widget: QWidget) -> Iterator[int]:
        for lang in self._langs:
            self._desktop.language.use(lang)
            for wide, high in self._sizes:
                widget.resize(wide, high)
                yield 350
                path = self._out / f"{name}-{lang}-{wide}x{high}.png"
                if widget.grab().save(str(path)):
                    self.made.append(path)
