"""A word about what was just done, over the bottom of a panel, with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from controlroom.ui.widgets.card import label, restyle

_STAYS = 9_000  # ms


class Toast(QFrame):
    """Hidden until it has something to say; goes by itself. Takes no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("toast")
        self.text = label("", "")
        self.button, self.close_ = QPushButton(), QPushButton("✕")
        self.close_.setProperty("kind", "quiet")
        self._act: Callable[[], None] | None = None
        for button in (self.button, self.close_):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._do)
        self.close_.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        for part in (self.text, self.button, self.close_):
            row.addWidget(part)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        tone: str = "",
        act: str = "",
        do: Callable[[], None] | None = None,
        stays: int = _STAYS,
    ) -> None:
        """Show `text` for `stays` ms; a button `act` does `do` and closes it."""
        self.text.setText(text)
        restyle(self.text, "tone", tone)
        self.setAccessibleName(text)
        self.button.setText(act)
        self.button.setVisible(do is not None)
        self._act = do
        self.show()
        self._place()
        self._clock.start(stays)

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _place(self) -> None:
        around = self._around
        self.adjustSize()
        wide = min(self.sizeHint().width(), around.width() - 24)
        self.resize(wide, self.sizeHint().height())
        self.move((around.width() - wide) // 2, around.height() - self.height() - 14)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
