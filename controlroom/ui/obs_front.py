"""OBS in every workspace: its mark in the top bar, and its questions over the bottom.

Nothing here is modal and nothing takes the keyboard: whoever is busy answers later.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.desk.intents import GoOffAir, Intent, LeaveStream
from controlroom.desk.jobs import Job
from controlroom.live.readout import Phase, Readout, StreamQuestion
from controlroom.plan.readiness import Finding
from controlroom.ports import Settings
from controlroom.ports.broadcast import Broadcast, Link
from controlroom.ui import obs_words
from controlroom.ui.going_on_air import GoingOnAir
from controlroom.ui.herald import Herald
from controlroom.ui.i18n import Language
from controlroom.ui.obs_desk import ObsDesk
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import restyle, show_if
from controlroom.ui.widgets.question_bar import QuestionBar
from controlroom.ui.window import Window

_ANSWERS = {
    "start": (("since", "primary"), ("from_now", "plain"), ("leave", "plain")),
    "not_ready": (("look", "primary"), ("leave", "plain")),
    "end": (("ended", "danger"), ("go_on", "plain")),
    "closed": (("open", "primary"), ("leave", "plain")),
}


class StreamDesk(Protocol):
    """What the questions need of the desk."""

    @property
    def obs(self) -> ObsDesk: ...
    def now(self) -> Instant: ...
    def post(self, intent: Intent) -> None: ...
    def obstacles(self) -> tuple[Finding, ...]: ...
    def begin_run(self, session: SessionId) -> Job: ...


@runtime_checkable
class LiveFront(Protocol):
    """The Live workspace, without importing it: the window opens before it is built."""

    herald: Herald

    def show_settings(self, page: object = "") -> None: ...


class ObsFront(QObject):
    """A taker of readouts; `heard` is told by the desk whenever OBS has news."""

    def __init__(
        self,
        desk: StreamDesk,
        window: Window,
        theme: Theme,
        language: Language,
        selection: Selection,
        settings: Settings | None,
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._language = desk, window, language
        self._selection, self._settings = selection, settings
        self._readout, self._asked = Readout(), StreamQuestion(kind="", at=Instant(0))
        self._left: int | None = None  # the stream that was not wanted, or had its show
        self.chip, self.bar = QPushButton(), QuestionBar(theme, window)
        self.chip.setObjectName("obs_mark")
        self.chip.setProperty("kind", "state")
        self.chip.hide()
        self.chip.clicked.connect(self.show_settings)
        self.bar.answered.connect(self._answer)
        window.hang(self.chip)
        self.on_air = GoingOnAir(desk, theme, language, settings, window)
        self.on_air.wanted.connect(desk.post)
        self.on_air.plan_asked.connect(lambda: window.show_workspace("plan"))
        language.retranslate.connect(self._say)
        selection.changed.connect(lambda *_: self.take(self._readout))
        self._say()

    def take(self, readout: Readout) -> None:
        """The question of the open run, or of a stream that has none."""
        self._readout = readout
        now = self._desk.obs.now
        if readout.phase in (Phase.ON_AIR, Phase.PAUSED, Phase.OFF_AIR):
            self._left = now.began
        self._ask(readout.stream or self._closed(readout, now))
        if now.link in (Link.LOST, Link.SEEKING):
            self._mark()

    def heard(self, _: Broadcast) -> None:
        """OBS has news."""
        self._mark()
        self.take(self._readout)

    def show_settings(self) -> None:
        """The page of Live's settings where OBS is set up."""
        live = self._live()
        if live is not None:
            self._window.show_workspace("live")
            live.show_settings("air")
        else:
            self._window.shown.connect(self._once_shown)
            self._window.show_workspace("live")

    def _live(self) -> LiveFront | None:
        found: object = self._window.workspace("live")
        return found if isinstance(found, LiveFront) else None

    def _once_shown(self, name: str) -> None:
        self._window.shown.disconnect(self._once_shown)
        if name == "live":
            self.show_settings()

    def _say(self) -> None:
        self._mark()
        asked, self._asked = self._asked, StreamQuestion(kind="", at=Instant(0))
        self._ask(asked if asked.kind else None, again=True)

    def _mark(self) -> None:
        obs = self._desk.obs
        text, tone = obs_words.mark(obs.now, obs.age(), self._language)
        show_if(self.chip, bool(text))
        if self.chip.text() != text:
            self.chip.setText(text)
        lines = obs_words.behind(obs.now, obs.age(), obs.streamed(), self._language)
        self.chip.setToolTip("\n".join(lines))
        self.chip.setAccessibleName(text)
        restyle(self.chip, "tone", "warning" if tone == "stale" and self._counted_on() else tone)

    def _counted_on(self) -> bool:
        """A show waits for OBS, which is not there: grey would be overlooked."""
        goes = self._settings is not None and self._settings.get("obs.at_start") == "go"
        return goes and self._readout.phase is Phase.ARMED and not self._readout.rehearsal

    def _closed(self, readout: Readout, now: Broadcast) -> StreamQuestion | None:
        """A stream runs and no session is open."""
        wanted = self._settings is not None and self._settings.get("obs.at_start") != "off"
        streams = now.link is Link.UP and now.streaming and now.began != self._left
        gone = self._desk.obs.streamed()
        chosen = self._selection.session is not None
        if readout.phase is not Phase.IDLE or not (wanted and streams and chosen) or gone is None:
            return None
        if self._asked.kind == "closed":
            return self._asked
        return StreamQuestion(kind="closed", at=Instant(self._desk.now() - gone))

    def _ask(self, question: StreamQuestion | None, *, again: bool = False) -> None:
        if question is None:
            self._asked = StreamQuestion(kind="", at=Instant(0))
            self.bar.rest()
        elif question != self._asked:
            self._asked = question
            zone = self._readout.zone if self._readout.run else self._language.speaker.zone
            clock = formats.clock(question.at, zone, seconds=True)
            said, title = self._language.tr, self._selection.title
            words = [
                (name, kind, said(f"ui.stream.{name}", clock=clock, title=title))
                for name, kind in _ANSWERS[question.kind]
            ]
            self.bar.ask(said(f"ui.stream.{question.kind}", clock=clock), words)
            if not again:
                self._call(message(f"ui.stream.{question.kind}", clock=clock))

    def _call(self, about: Message) -> None:
        """Heard and seen like a cue, where Live has been built."""
        live = self._live()
        if live is not None:
            live.herald.call("due", about)

    def _answer(self, name: str) -> None:
        asked = self._asked
        if name in ("since", "look"):
            self.on_air.go(by="obs", since=asked.at)
        elif name == "from_now":
            self.on_air.go()
        elif name == "ended":
            self._desk.post(GoOffAir())
        elif name == "open":
            self._open()
        elif asked.kind == "closed":
            self._left = self._desk.obs.now.began
            self._ask(None)
        else:
            self._desk.post(LeaveStream())

    def _open(self) -> None:
        session = self._selection.session
        if session is not None:
            self._window.remark("obs", None)
            self._desk.begin_run(session).on_done(self._opened)
            self._window.show_workspace("live")

    def _opened(self, outcome: object) -> None:
        if isinstance(outcome, WorldError):
            self._window.remark("obs", outcome.message)
        elif isinstance(outcome, Exception):
            self._window.remark("obs", message("desk.bug"))
