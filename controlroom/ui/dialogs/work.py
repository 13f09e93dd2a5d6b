"""Long work in sight: a line with progress and cancel, then what came of it.

It is part of the window, not a dialog in its way: the plan can be used meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from controlroom.core.errors import WorldError
from controlroom.desk.jobs import Cancelled
from controlroom.ports import RowError
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_LISTED = 200
_AFTER_MS = 60


class Job(Protocol):
    """What is needed of a job; callbacks come on the GUI thread."""

    def on_progress(self, callback: Callable[[float], None]) -> Any: ...

    def on_done(self, callback: Callable[[Any], None]) -> Any: ...

    def cancel(self) -> None: ...


class WorkLine(QFrame):
    """Follows one job at a time. Errors say what happened, what was kept, what to do."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._language = language
        self._job: Job | None = None
        self._quiet = False  # nothing is left to say
        self.text = label("", "")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(220)
        self.cancel, self.more, self.close_ = QPushButton(), QPushButton(), QPushButton("✕")
        self.more.setCheckable(True)
        self.close_.setProperty("kind", "quiet")
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setFixedHeight(120)
        self.cancel.clicked.connect(self._cancel)
        self.more.toggled.connect(self.list.setVisible)
        self.close_.clicked.connect(self.hide)
        self._lay_out()
        language.retranslate.connect(self._say)
        self._say()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        for widget in (self.bar, self.cancel, self.more, self.close_):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 8, 6)
        column.addLayout(row)
        column.addWidget(self.list)

    def follow(
        self, job: Job, text: str, done: Callable[[Any], str] = lambda _: "", *, wait: int = 0
    ) -> None:
        """Show `job` as `text`; `done(outcome)` says what came of it ("": nothing to say).
        What is over within `wait` ms is not shown at all: the line moves all that is below."""
        self._job = job
        self.bar.setValue(0)
        if wait:
            QTimer.singleShot(wait, self, lambda: self._begin(job, text))
        else:
            self._begin(job, text)
        job.on_progress(lambda share: self._step(job, share))
        job.on_done(lambda outcome: self._done(job, outcome, done))

    def _begin(self, job: Job, text: str) -> None:
        if job is self._job:
            self._show(text, "", running=True)

    def tell(self, text: str, tone: str = "warning", errors: Sequence[RowError] = ()) -> None:
        """Say what came of something that took no time, or what to do first."""
        if not self.busy:
            self._show(text, tone, errors=errors)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def _step(self, job: Job, share: float) -> None:
        if job is self._job:
            self.bar.setValue(round(share * 1000))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)

    def _done(self, job: Job, outcome: Any, done: Callable[[Any], str]) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(outcome, Cancelled):
            self._show(self._language.tr("ui.plan.work.cancelled"), "muted")
        elif isinstance(outcome, WorldError):
            self._show(self._language.say(outcome.message), "error")
        elif isinstance(outcome, Exception):
            self._show(self._language.tr("ui.plan.work.bug"), "error")
        else:
            errors: Sequence[RowError] = getattr(outcome, "errors", ())
            text = done(outcome)
            if text:
                self._show(text, "warning" if errors else "good", errors=errors)
            else:
                self._quiet = True
                QTimer.singleShot(_AFTER_MS, self, self._leave)

    def _leave(self) -> None:
        """Gone in a turn of its own: the page below moves, and what was done is painted first."""
        if self._quiet and not self.busy:
            self.hide()

    def _show(
        self, text: str, tone: str, *, running: bool = False, errors: Sequence[RowError] = ()
    ) -> None:
        self._quiet = False
        self.text.setText(text)
        self.text.setToolTip(text)
        restyle(self.text, "tone", tone)
        self.setAccessibleName(text)
        for widget in (self.bar, self.cancel):
            widget.setVisible(running)
        self.cancel.setEnabled(running)
        self.close_.setVisible(not running)
        self.more.setVisible(bool(errors))
        self.more.setText(self._language.tr("ui.plan.work.refused", count=len(errors)))
        self.list.setPlainText("\n".join(self._line(error) for error in errors[:_LISTED]))
        self.more.setChecked(bool(errors))
        self.list.setVisible(bool(errors))
        self.show()

    def _line(self, error: RowError) -> str:
        """`plan.xlsx · Sheet1 · row 12 · 直播价 "abc": what is wrong and what to do`."""
        row = self._language.tr("ui.plan.work.row", row=str(error.row)) if error.row else ""
        cell = f"{error.column} “{error.value}”" if error.column else ""
        where = " · ".join(part for part in (error.file, error.sheet, row, cell) if part)
        return f"{where}: {self._language.say(error.message)}"

    def _say(self) -> None:
        tr = self._language.tr
        self.cancel.setText(tr("ui.plan.cancel"))
        self.close_.setAccessibleName(tr("ui.plan.close"))
        self.close_.setToolTip(tr("ui.plan.close"))
        self.bar.setAccessibleName(tr("ui.plan.work.progress"))
        self.list.setAccessibleName(tr("ui.plan.work.list"))
        self.list.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
