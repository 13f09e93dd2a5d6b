"""A question over the bottom of a window that stops nobody: a sentence and its answers.

It lies over what is there and moves nothing: a button under a hand stays under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from controlroom.ui.theme import GAP, Theme
from controlroom.ui.widgets.card import label, put, restyle, show_if
from controlroom.ui.widgets.key_button import KeyButton

_MOST = 3


class QuestionBar(QFrame):
    """Hidden until it asks. Takes no focus by itself; `answered` with the name of an answer."""

    answered = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        over.installEventFilter(self)
        self.setObjectName("question")
        self.text = label("", "strong", wrap=True)
        self.buttons = [KeyButton(theme) for _ in range(_MOST)]
        self._names: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, number=number: self._answer(number))
            row.addWidget(button)
        self.hide()

    def ask(self, text: str, answers: Sequence[tuple[str, str, str]]) -> None:
        """Ask `text`; `answers` as (name, kind of button, what it says), at most three."""
        put(self.text, text)
        self.setAccessibleName(text)
        self._names = [name for name, _, _ in answers]
        for number, button in enumerate(self.buttons):
            show_if(button, number < len(answers))
            if number < len(answers):
                name, kind, words = answers[number]
                button.setObjectName(f"answer_{name}")
                restyle(button, "kind", kind)
                button.say(words)
        self.place()
        show_if(self, True)
        self.raise_()

    def place(self) -> None:
        """Across the bottom, as high as its words need."""
        wide = self._over.width() - 2 * GAP
        self.setFixedWidth(wide)
        high = max(self.heightForWidth(wide), self.sizeHint().height())
        self.setGeometry(GAP, self._over.height() - high - GAP, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def rest(self) -> None:
        """Nothing is asked."""
        show_if(self, False)

    def _answer(self, number: int) -> None:
        if number < len(self._names):
            self.answered.emit(self._names[number])
