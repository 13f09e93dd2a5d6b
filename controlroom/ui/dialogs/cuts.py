"""What the cut planner would give up, row by row, before it is done. Not modal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from controlroom.core import formats
from controlroom.desk.intents import CutRows
from controlroom.live.events import RowCut
from controlroom.live.readout import CutOffer, CutView
from controlroom.ui.actions import hint
from controlroom.ui.cut_words import sentence, total
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label

_HEAD = ("row", "what", "saves", "value")
_MOST = 12


class CutDialog(QDialog):
    """Shows one offer as it was made; `asked` brings the intent that does it."""

    asked = Signal(object)  # CutRows

    def __init__(
        self, offer: CutOffer, theme: Theme, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cut_dialog")
        self.offer, self._theme, self._language = offer, theme, language
        self.apply, self.leave, self._words = QPushButton(), QPushButton(), QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 14)
        self._column.addWidget(self._words)
        self._column.addLayout(self._buttons())
        self.setMinimumWidth(theme.px(560))
        self._say()
        language.retranslate.connect(self._say)

    def _say(self) -> None:
        """All of it, in the language in force."""
        tr, before = self._language.tr, self._words
        self.setWindowTitle(tr("ui.cuts.title"))
        self.apply.setText(tr("ui.cuts.apply"))
        self.leave.setText(tr("ui.cuts.close"))
        self._words = self._worded()
        self._column.replaceWidget(before, self._words)
        self._words.show()
        before.hide()
        before.deleteLater()

    def _worded(self) -> QWidget:
        offer, language, words = self.offer, self._language, QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(sentence(offer, language), "large", wrap=True))
        column.addLayout(self._table())
        column.addWidget(label(total(offer, language), "strong", wrap=True))
        gifts = language.tr("ui.cuts.gifts", press=hint("undo"))
        column.addWidget(label(gifts, "caption", wrap=True))
        return words

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for place, name in enumerate(_HEAD):
            grid.addWidget(label(self._language.tr(f"ui.cuts.head.{name}"), "caption"), 0, place)
        for row, cut in enumerate(self.offer.cuts[:_MOST], start=1):
            for place, text in enumerate(self._cells(cut)):
                grid.addWidget(label(text), row, place)
        if len(self.offer.cuts) > _MOST:
            grid.addWidget(label(f"+ {len(self.offer.cuts) - _MOST}", "muted"), _MOST + 1, 0)
        grid.setColumnStretch(0, 1)
        return grid

    def _cells(self, cut: CutView) -> tuple[str, str, str, str]:
        tr = self._language.tr
        title = f"{cut.number}  {self._language.speaker.named(cut.title)}"
        what = "ui.cuts.row.skip" if cut.left is None else "ui.cuts.row.shorten"
        worth = "measured" if cut.measured else "target"
        key = "ui.cuts.unknown" if cut.value is None else f"ui.cuts.{worth}"
        return (
            title,
            tr(what, left_ms=cut.left),
            formats.span(cut.saves),
            tr(key, value_minor=cut.value),
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.apply.setProperty("kind", "primary")
        self.apply.clicked.connect(self._done)
        self.leave.clicked.connect(self.reject)
        self.leave.setDefault(True)
        row.addWidget(self.apply)
        row.addWidget(self.leave)
        return row

    def _done(self) -> None:
        cuts = tuple(RowCut(row=cut.id, length=cut.left) for cut in self.offer.cuts)
        self.asked.emit(CutRows(cuts))
        self.accept()
