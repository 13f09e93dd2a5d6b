"""How much of the show the charts follow: the last 15 minutes, the last hour, all of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from controlroom.core.time import HOUR, MINUTE
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.key_button import KeyButton

RANGES: tuple[tuple[str, int | None], ...] = (
    ("15", 15 * MINUTE),
    ("60", int(HOUR)),
    ("all", None),
)


class ChartRanges(QWidget):
    """One of the buttons is down while the charts follow; none once they were moved by hand."""

    chosen = Signal(object)  # ms, or None for the whole show

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.last: int | None = None
        """What is followed, or was until the charts were moved."""
        self._language = language
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.buttons = {name: KeyButton(theme, "quiet") for name, _ in RANGES}
        for (name, last), button in zip(RANGES, self.buttons.values(), strict=True):
            button.setObjectName(f"range_{name}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, last=last: self.choose(last))
            row.addWidget(button)
        self.mark(True)
        language.retranslate.connect(self.say)
        self.say()

    def say(self) -> None:
        """Say the buttons."""
        for name, button in self.buttons.items():
            button.say(self._language.tr(f"ui.range.{name}"))
            button.setToolTip(self._language.tr(f"ui.range.{name}.tip"))

    def choose(self, last: int | None) -> None:
        """Follow the last `last` ms, or all (None)."""
        self.last = last
        self.mark(True)
        self.chosen.emit(last)

    def detach(self) -> None:
        """The charts were moved by hand: nothing is followed."""
        self.mark(False)

    def mark(self, follows: bool) -> None:
        """Press the button of what is followed; none where nothing is."""
        for name, last in RANGES:
            self.buttons[name].setChecked(follows and last == self.last)
