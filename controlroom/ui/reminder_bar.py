"""What the warm-up of a session to come asks for, under the top bar of every workspace,
while no run is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from controlroom.core import formats
from controlroom.core.time import MINUTE, Span
from controlroom.desk.jobs import Dispatch, Job
from controlroom.desk.reminding import Reminder
from controlroom.live.events import Answer
from controlroom.live.readout import CueState, CueView, Phase, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.theme import GAP, Theme
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.card import label, put

EVERY = 20_000  # ms between two looks
LATER = Span(30 * MINUTE)
_DAY = 86_400_000


class Looking(Protocol):
    """What the bar needs of the desk."""

    def look(self) -> tuple[Reminder, ...]: ...
    def seen(self, waiting: Iterable[Reminder]) -> None: ...
    def answer(self, reminder: Reminder, answer: Answer) -> None: ...
    def snooze(self, reminder: Reminder, span: Span) -> None: ...


class ReminderBar(QWidget):
    """One reminder at a time, the oldest first. `chosen` asks for its session in Plan."""

    chosen = Signal(object)  # SessionId

    def __init__(
        self,
        reminders: Looking,
        dispatch: Dispatch,
        theme: Theme,
        language: Language,
        herald: Callable[[CueView], object] = lambda cue: None,
    ) -> None:
        """`herald` sounds what is seen for the first time."""
        super().__init__()
        self._reminders, self._dispatch = reminders, dispatch
        self._theme, self._language, self._herald = theme, language, herald
        self._waiting: tuple[Reminder, ...] = ()
        self._known: frozenset[tuple[str, str]] = frozenset()
        self._readout = Readout()
        self._job: Job | None = None
        self.text, self.count = label("", "strong"), label("", "muted")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.done, self.later, self.skip = QPushButton(), QPushButton(), QPushButton()
        self.show_plan = QPushButton()
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.CoarseTimer)
        self._clock.timeout.connect(self.look)
        self._clock.start(EVERY)
        language.retranslate.connect(self._say)
        self._say()
        self.hide()

    def _lay_out(self) -> None:
        strip, outer = QFrame(), QHBoxLayout(self)
        strip.setObjectName("strip")
        outer.setContentsMargins(GAP, 0, GAP, 0)
        outer.addWidget(strip)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(GAP)
        row.addWidget(PlateBadge(self._theme, Plate.WARMUP))
        row.addWidget(self.text, 1)
        row.addWidget(self.count)
        self.done.setProperty("kind", "primary")
        self.show_plan.setProperty("kind", "quiet")
        for button, act in (
            (self.done, lambda: self._answer(Answer.DONE)),
            (self.later, self._put_off),
            (self.skip, lambda: self._answer(Answer.SKIPPED)),
            (self.show_plan, self._choose),
        ):
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)

    # --- looking -------------------------------------------------------------------

    def take(self, readout: Readout) -> None:
        """While a run is open its own cues speak; once it is closed, look again."""
        before, self._readout = self._readout, readout
        if self._quiet():
            self.hide()
        elif before.phase is not readout.phase:
            self.look()

    def look(self) -> None:
        """See what is due, behind the window."""
        if self._quiet() or (self._job is not None and not self._job.over):
            return
        self._job = Job(lambda _: self._reminders.look(), self._dispatch)
        self._job.on_done(self._seen).start()

    def finish(self) -> None:
        """No more looks, and none under way, when this returns."""
        self._clock.stop()
        if self._job is not None:
            self._job.join()

    def _quiet(self) -> bool:
        return self._readout.phase not in (Phase.IDLE, Phase.OFF_AIR)

    def _seen(self, outcome: object) -> None:
        """A look that failed (the disk) changes nothing."""
        if isinstance(outcome, tuple) and not self._quiet():
            self._reminders.seen(outcome)
            self.show_waiting(outcome)

    def show_waiting(self, waiting: Sequence[Reminder]) -> None:
        """Show the oldest; sound what is new."""
        names = frozenset((str(one.session.id), str(one.cue.id)) for one in waiting)
        fresh = [o for o in waiting if (str(o.session.id), str(o.cue.id)) not in self._known]
        self._waiting, self._known = tuple(waiting), self._known | names
        self._say()
        self.setVisible(bool(waiting))
        if fresh:
            self._herald(_view(fresh[0]))

    @property
    def top(self) -> Reminder | None:
        """The one that is shown."""
        return self._waiting[0] if self._waiting else None

    # --- answering -----------------------------------------------------------------

    def _answer(self, answer: Answer) -> None:
        if self.top is not None:
            self._reminders.answer(self.top, answer)
            self._next()

    def _put_off(self) -> None:
        if self.top is not None:
            self._reminders.snooze(self.top, LATER)
            gone = (str(self.top.session.id), str(self.top.cue.id))
            self._known -= {gone}
            self._next()

    def _next(self) -> None:
        self._waiting = self._waiting[1:]
        self._say()
        self.setVisible(bool(self._waiting))

    def _choose(self) -> None:
        if self.top is not None:
            self.chosen.emit(self.top.session.id)

    # --- text ------------------------------------------------------------------------

    def _say(self) -> None:
        tr = self._language.tr
        self.done.setText(tr("ui.button.done"))
        self.later.setText(tr("ui.reminder.later"))
        self.skip.setText(tr("ui.button.skip"))
        self.show_plan.setText(tr("ui.reminder.plan"))
        self.setAccessibleName(tr("ui.reminder.name"))
        more = len(self._waiting) - 1
        put(self.count, tr("ui.reminder.more", n=more) if more > 0 else "")
        if self.top is not None:
            put(self.text, self._words(self.top))
            self.text.setToolTip(self.text.text())

    def _words(self, one: Reminder) -> str:
        tr, session = self._language.tr, one.session
        speaker = self._language.in_language(self._language.lang)
        day = formats.day(session.planned_start, session.zone, speaker.lang)
        clock = formats.clock(session.planned_start, session.zone)
        whose = tr("ui.reminder.of", title=speaker.named(session.title), start=f"{day} {clock}")
        detail = self._language.say(one.cue.detail)
        parts = [self._language.say(one.cue.text), detail, whose, self._late(one)]
        return "  ·  ".join(part for part in parts if part)

    def _late(self, one: Reminder) -> str:
        """How long ago it was due, where that is worth saying."""
        age = max(0, one.shown - one.cue.due)
        if age >= _DAY:
            return self._language.tr("ui.reminder.days", n=age // _DAY)
        return self._language.tr("ui.reminder.late", age_ms=age) if age >= MINUTE else ""


def _view(one: Reminder) -> CueView:
    """What is sounded and notified."""
    cue = one.cue
    return CueView(
        id=cue.id,
        plate=cue.plate,
        kind=cue.kind,
        text=cue.text,
        detail=cue.detail,
        due=cue.due,
        state=CueState.DUE,
        late=Span(max(0, one.shown - cue.due)),
    )
