"""False alarms as they are marked in Review: by menu, by key, by the button beside the tabs.
What is marked goes into the journal of the run, with a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, RunId
from controlroom.live.events import Answer
from controlroom.review import moments
from controlroom.review.results import CueResult, Review, RuleResult
from controlroom.ui.i18n import Language
from controlroom.ui.models.result_table import RowRole
from controlroom.ui.panels.review_tables import ResultView, ReviewTables
from controlroom.ui.widgets.toast import Toast

KEY = "W"
_TABS = ("cues", "rules")
Judgements = Mapping[CueId, bool | None]
_Back = tuple[RunId, Judgements]
"""What was noted before, of which show."""


class AlertDesk(Protocol):
    """Notes which alerts were wrong. Outcome: what was noted before, or WorldError."""

    def judge(self, run: RunId, judgements: Judgements) -> Any: ...


class AlertMarks(QObject):
    """Works on the row in hand of the tabs that tell of alerts."""

    changed = Signal(object)  # Review

    def __init__(self, tables: ReviewTables, desk: AlertDesk, language: Language) -> None:
        super().__init__(tables)
        self._tables, self._desk, self._language = tables, desk, language
        self._back: list[_Back] = []
        self.toast = Toast(tables)
        self.button = QPushButton()
        self.button.setProperty("kind", "quiet")
        self.button.clicked.connect(self.do)
        tables.tabs.setCornerWidget(self.button)
        for view in (tables.views[name] for name in _TABS):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(partial(self._menu_at, view))
            view.selectionModel().currentChanged.connect(lambda *_: self._say())
            view.model().modelReset.connect(self._say)
        for key, does in ((KEY, self.do), ("Ctrl+Z", self.undo)):
            shortcut = QShortcut(QKeySequence(key), tables)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)
        tables.tabs.currentChanged.connect(lambda _: self._say())
        language.retranslate.connect(self._say)
        self._say()

    # --- what is in hand -------------------------------------------------------------

    def _view(self) -> ResultView | None:
        shown = (self._tables.views[name] for name in _TABS)
        return next((v for v in shown if v is self._tables.tabs.currentWidget()), None)

    def alerts(self) -> tuple[CueResult, ...]:
        """Those of the row in hand: its own, or all that its rule raised."""
        view, review = self._view(), self._tables.review
        row = None if view is None else view.currentIndex().data(RowRole)
        if review is None or review.run is None:
            return ()
        if isinstance(row, RuleResult):
            return tuple(cue for cue in review.cues if cue.rule == row.name)
        return (row,) if isinstance(row, CueResult) and row.rule else ()

    def menu(self) -> QMenu:
        """Each alert with a tick where it was wrong, and all of them at once."""
        menu, alerts, tr = QMenu(self._tables), self.alerts(), self._language.tr
        for cue in alerts:
            clock = formats.clock(cue.fired, self._language.speaker.zone, seconds=True)
            words = tr("ui.review.alert.one", clock=clock, text=self._language.say(cue.text))
            entry = menu.addAction(words, partial(self.toggle, (cue,)))
            entry.setCheckable(True)
            entry.setChecked(cue.false_alarm)
        if len(alerts) > 1:
            menu.addSeparator()
            rest = [cue for cue in alerts if not cue.false_alarm]
            key = "ui.review.alert.all" if rest else "ui.review.alert.none"
            menu.addAction(tr(key), partial(self.toggle, rest or alerts))
        return menu

    # --- doing -----------------------------------------------------------------------

    def do(self) -> None:
        """What is in hand: one alert is marked, or not any more; of several, which?"""
        view, alerts = self._view(), self.alerts()
        if len(alerts) == 1:
            self.toggle(alerts)
        elif alerts and view is not None:
            corner = view.visualRect(view.currentIndex()).bottomLeft()
            self.menu().popup(view.viewport().mapToGlobal(corner))

    def toggle(self, alerts: Sequence[CueResult]) -> None:
        """Mark them as false alarms, or take that back."""
        wrong, review = not alerts[0].false_alarm, self._tables.review
        if review is not None and review.run is not None:
            noted = {cue.id: _noted(cue, wrong) for cue in alerts}
            self._ask(review.run, noted, self._told(wrong, len(alerts)))

    def undo(self) -> None:
        """Take the last mark of this show back."""
        review = self._tables.review
        if review is not None and review.run is not None:
            self._take_back(review.run)

    def _take_back(self, run: RunId) -> None:
        last = max((at for at, (of, _) in enumerate(self._back) if of == run), default=None)
        if last is not None:
            undoing = self._back.pop(last)
            self._ask(run, undoing[1], self._language.tr("ui.review.alert.undone"), undoing)

    def _told(self, wrong: bool, count: int) -> str:
        key = "ui.review.alert.marked" if wrong else "ui.review.alert.unmarked"
        return self._language.tr(key, count=count)

    def _ask(
        self, run: RunId, judgements: Judgements, said: str, undoing: _Back | None = None
    ) -> None:
        job = self._desk.judge(run, judgements)
        job.on_done(partial(self._done, run, judgements, said, undoing))

    def _done(
        self,
        run: RunId,
        judgements: Judgements,
        said: str,
        undoing: _Back | None,
        outcome: object,
    ) -> None:
        tr, review, back = self._language.tr, self._tables.review, undoing is None
        if isinstance(outcome, Exception):
            known = isinstance(outcome, WorldError)
            text = self._language.say(outcome.message) if known else tr("desk.bug")  # type: ignore[attr-defined]
            self.toast.say(text, tone="error")
            self._back += () if undoing is None else (undoing,)  # still to be taken back
            return
        if back and isinstance(outcome, Mapping):
            self._back.append((run, outcome))
        if review is not None and review.run == run:
            self.changed.emit(judged(review, judgements))
            way_back = partial(self._take_back, run) if back else None
            self.toast.say(said, act=tr("ui.button.undo") if back else "", do=way_back)

    def _menu_at(self, view: ResultView, at: QPoint) -> None:
        if self.alerts():
            self.menu().popup(view.viewport().mapToGlobal(at))

    def _say(self) -> None:
        """What the button does to the row in hand."""
        alerts, tr = self.alerts(), self._language.tr
        self.button.setVisible(self._view() is not None)
        one = len(alerts) == 1 and alerts[0].false_alarm
        words = tr("ui.review.alert.right" if one else "ui.review.alert.wrong")
        self.button.setText(f"{words}  {KEY}")
        self.button.setAccessibleName(words)
        self.button.setToolTip(tr("ui.review.alert.tip"))
        self.button.setEnabled(bool(alerts))


def judged(review: Review, judgements: Judgements) -> Review:
    """`review` with what was noted of its alerts."""
    cues = tuple(
        replace(cue, judged=judgements[cue.id]) if cue.id in judgements else cue
        for cue in review.cues
    )
    return replace(review, cues=cues, rules=moments.rules(cues))


def _noted(cue: CueResult, wrong: bool) -> bool | None:
    """What is to be noted of an alert; None where that is what was said on air."""
    return None if (cue.answer == Answer.FALSE_ALARM) is wrong else wrong
