"""What to rehearse on, and how fast."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.ids import SessionId
from controlroom.desk.rehearsing import FASTEST, SLOWEST, Rehearsal
from controlroom.ports import SessionBrief
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label
from controlroom.ui.widgets.spin_field import inset

_QUICK = (1, 10, 60, 120)


class RehearseDialog(QDialog):
    """A simulated audience or a past show, at ×1 to ×120. `how` is what was chosen."""

    def __init__(
        self,
        recordings: Sequence[SessionBrief],
        theme: Theme,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rehearse_dialog")
        self._theme, self._language = theme, language
        self.source, self.speed = QComboBox(), QSpinBox()
        self.source.addItem(language.tr("ui.rehearse.simulated"), None)
        for brief in recordings:
            day = formats.day(brief.planned_start, brief.zone, language.lang)
            title = language.speaker.named(brief.title)
            text = language.tr("ui.rehearse.recorded", title=title, day=day)
            self.source.addItem(text, str(brief.id))
        inset(self.speed)
        self.speed.setRange(round(SLOWEST), round(FASTEST))
        self.speed.setPrefix("×")
        self.speed.setValue(10)
        self.source.setAccessibleName(language.tr("ui.rehearse.source"))
        self.speed.setAccessibleName(language.tr("ui.rehearse.speed"))
        self._lay_out()

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.rehearse.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(label(tr("ui.rehearse.advice"), "muted", wrap=True))
        form = QFormLayout()
        form.addRow(tr("ui.rehearse.source"), self.source)
        form.addRow(tr("ui.rehearse.speed"), self._speeds())
        column.addLayout(form)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(tr("ui.rehearse.go"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("kind", "primary")
        buttons.addButton(tr("ui.rehearse.back"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(self._theme.px(460))

    def _speeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.speed, 1)
        for speed in _QUICK:
            button = QPushButton(f"×{speed}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, speed=speed: self.speed.setValue(speed))
            row.addWidget(button)
        return row

    @property
    def how(self) -> Rehearsal:
        """What was chosen."""
        chosen = self.source.currentData()
        recording = None if chosen is None else SessionId(str(chosen))
        return Rehearsal(speed=float(self.speed.value()), recording=recording)
