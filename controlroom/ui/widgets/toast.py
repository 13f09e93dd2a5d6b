"""A word about what was just done, over the bottom of a panel or the top of a part of it,
with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from controlroom.ui.widgets.card import label, restyle

_STAYS = 9_000  # ms
_SIDE, _FOOT, _HEAD = 12, 14, 3  # px kept free beside, under and over it


class Toast(QFrame):
    """Hidden until it has something to say; goes by itself. Takes no focus."""

    def __init__(self, parent: QWidget, area: Callable[[], QRect] | None = None) -> None:
        """`area`: the part of `parent` at whose top it stands, as that is laid out now;
        without, it stands at the bottom of `parent`."""
        super().__init__(parent)
        self._around, self._area = parent, area
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
        self._settled = QTimer(self)  # once the parts of the parent are laid out
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self.place)
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
        self.place()
        self._clock.start(stays)

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def place(self) -> None:
        """Where it stands, on as many lines as it needs there."""
        area = self._around.rect() if self._area is None else self._area()
        rows = self.layout()
        if self.isHidden() or rows is None:
            return
        self.text.setWordWrap(False)
        rows.activate()
        wide, high = rows.totalSizeHint().width(), rows.totalSizeHint().height()
        room = area.width() - 2 * _SIDE
        if wide > room:
            self.text.setWordWrap(True)
            rows.activate()
            least = rows.totalMinimumSize().height()
            wide, high = room, max(rows.totalHeightForWidth(room), least)
        left = area.left() + (area.width() - wide) // 2
        top = area.bottom() + 1 - high - _FOOT if self._area is None else area.top() + _HEAD
        self.setGeometry(left, top, wide, high)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Resize, QEvent.Type.Move)
        if moved and self.isVisible():
            self._settled.start(0)
        return False
