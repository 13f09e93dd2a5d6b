"""The share card: seen before it is copied or saved. Not modal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.ui.card_facts import Make, Occasion
from controlroom.ui.i18n import Language
from controlroom.ui.share_card import TALL, WIDE, CardFacts, card
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label

_SHOWN = 420  # px of height of the preview
_BAD = '\\/:*?"<>|'


class ShareCardDialog(QDialog):
    """`occasions`: what may be celebrated; the first is chosen. `told` says what was done."""

    told = Signal(str)

    def __init__(
        self,
        make: Make,
        occasions: Sequence[Occasion],
        theme: Theme,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("share_card_dialog")
        self._make, self._theme, self._language = make, theme, language
        self._occasions = list(occasions)
        self.what, self.tongue = QComboBox(), QComboBox()
        for text, _ in self._occasions:
            self.what.addItem(language.say(text))
        for lang in language.languages:
            self.tongue.addItem(language.tr(f"ui.card.lang.{lang}"), lang)
        self.tongue.setCurrentIndex(self.tongue.findData(language.lang))
        self.business = QCheckBox(language.tr("ui.card.business"))
        self.business.setChecked(True)
        self.picture, self.said = QLabel(), label("", "caption", wrap=True)
        self.copy, self.save = (QPushButton(language.tr(f"ui.card.{n}")) for n in ("copy", "save"))
        self._lay_out()
        for box in (self.what, self.tongue):
            box.currentIndexChanged.connect(self._draw)
        self.business.toggled.connect(self._draw)
        self.copy.clicked.connect(self.to_clipboard)
        self.save.clicked.connect(self._ask)
        self._draw()

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.card.title"))
        choices = QVBoxLayout()
        choices.setSpacing(10)
        for name, part in (("what", self.what), ("language", self.tongue)):
            part.setAccessibleName(tr(f"ui.card.{name}"))
            choices.addWidget(label(tr(f"ui.card.{name}"), "caption"))
            choices.addWidget(part)
        choices.addWidget(self.business)
        choices.addStretch(1)
        choices.addWidget(label(tr("ui.card.about"), "caption", wrap=True))
        choices.addWidget(self.said)
        self.copy.setProperty("kind", "primary")
        for button in (self.copy, self.save):
            button.setAutoDefault(False)
            choices.addWidget(button)
        self.picture.setFixedSize(
            round(self._theme.px(_SHOWN) * WIDE / TALL), self._theme.px(_SHOWN)
        )
        self.picture.setAccessibleName(tr("ui.card.title"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(18)
        row.addWidget(self.picture)
        row.addLayout(choices, 1)
        self.setMinimumWidth(self._theme.px(660))

    @property
    def facts(self) -> CardFacts:
        """What the card says as chosen."""
        speaker = self._language.in_language(str(self.tongue.currentData()))
        chosen = self._occasions[max(0, self.what.currentIndex())]
        return self._make(speaker, chosen, self.business.isChecked())

    def image(self) -> QImage:
        """The picture as chosen."""
        return card(self.facts, self._theme.families)

    def to_clipboard(self) -> None:
        """Into the clipboard, to be pasted into a chat."""
        QGuiApplication.clipboard().setImage(self.image())
        self._tell("ui.card.copied")

    def to_file(self, path: str) -> None:
        """As PNG to `path`; what came of it is said."""
        path = path if path.lower().endswith(".png") else f"{path}.png"
        done = self.image().save(path, "PNG")  # type: ignore[call-overload]
        self._tell("ui.card.saved" if done else "ui.card.not_saved", path=path)

    def _tell(self, key: str, **args: str) -> None:
        text = self._language.tr(key, **args)
        self.said.setText(text)
        self.told.emit(text)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(self.image()).scaled(
            self.picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.said.setText("")

    def _ask(self) -> None:
        facts = self.facts
        dialog = QFileDialog(self, self._language.tr("ui.card.save"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PNG (*.png)")
        dialog.setDefaultSuffix("png")
        name = f"{facts.title} {facts.headline}".strip()
        dialog.selectFile("".join("_" if c in _BAD else c for c in name) + ".png")
        dialog.fileSelected.connect(self.to_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
