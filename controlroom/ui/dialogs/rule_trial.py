"""A rule tried on a show: when it would have spoken, and what it would have said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.desk.jobs import Cancelled, Job
from controlroom.desk.ruling import Trial, precision
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

Start = Callable[[], Job | None]


class TrialPane(QWidget):
    """The button, the progress with cancel, and what came of it. `start()` begins a trial
    and gives its job, or None where nothing can be tried now."""

    def __init__(self, language: Language, start: Start) -> None:
        super().__init__()
        self._language, self._start = language, start
        self._job: Job | None = None
        tr = language.tr
        self.run, self.cancel = QPushButton(tr("ui.rules.try")), QPushButton(tr("ui.plan.cancel"))
        self.bar, self.told, self.list = QProgressBar(), label("", "caption"), QListWidget()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("ui.rules.try.progress"))
        self.list.setAccessibleName(tr("ui.rules.try.list"))
        self.list.setWordWrap(True)
        self.list.setFixedHeight(104)
        self.told.setWordWrap(True)
        self.run.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.stop)
        row = QHBoxLayout()
        row.addWidget(self.run)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.list)
        self.clear()

    def clear(self) -> None:
        """Forget what was tried (another rule is shown, or this one was changed)."""
        self.stop()
        self._job = None
        self.list.clear()
        self.list.hide()
        self._busy(False)
        self._tell("", "")

    def begin(self) -> None:
        """Try the rule that is shown."""
        self.clear()
        job = self._start()
        if job is None:
            return
        self._job = job
        self._busy(True)
        self.bar.setValue(0)
        job.on_progress(lambda share: self._step(job, share))
        job.on_done(lambda outcome: self._done(job, outcome))

    def stop(self) -> None:
        """Ask the running trial to stop."""
        if self._job is not None:
            self._job.cancel()

    def refuse(self, text: str) -> None:
        """Say why nothing can be tried."""
        self._tell(text, "warning")

    def _step(self, job: Job, share: float) -> None:
        if job is self._job:
            self.bar.setValue(round(share * 1000))

    def _done(self, job: Job, outcome: Any) -> None:
        if job is not self._job:
            return
        self._job = None
        self._busy(False)
        if isinstance(outcome, Trial):
            self._show(outcome)
        elif isinstance(outcome, Cancelled):
            self._tell(self._language.tr("ui.rules.try.cancelled"), "muted")
        elif isinstance(outcome, WorldError):
            self._tell(self._language.say(outcome.message), "warning")
        else:
            self._tell(self._language.tr("desk.bug"), "error")

    def _show(self, tried: Trial) -> None:
        zone, say = tried.session.zone, self._language.say
        clocks = {
            "start": formats.clock(tried.start, zone),
            "until": formats.clock(tried.until, zone),
        }
        title = tried.session.title
        key = "ui.rules.try.spoke" if tried.alerts else "ui.rules.try.silent"
        told = self._language.tr(key, title=title, count=len(tried.alerts), **clocks)
        if (share := precision([tried])) is not None:
            marks = {"spoke": tried.spoke, "wrong": tried.wrong, "share_ratio": share}
            told = f"{told} {self._language.tr('rule.trial.marks', **marks)}"
        self._tell(told, "good" if tried.alerts else "")
        for alert in tried.alerts:
            words = " — ".join(text for text in (say(alert.text), say(alert.advice)) if text)
            self.list.addItem(f"{formats.clock(alert.at, zone, seconds=True)}  {words}")
        self.list.setVisible(bool(tried.alerts))

    def _busy(self, busy: bool) -> None:
        self.run.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.told.setVisible(not busy)

    def _tell(self, text: str, tone: str) -> None:
        self.told.setText(text)
        restyle(self.told, "tone", tone)
