"""A word about what was just done, over the bottom of a panel or the top of a part of it,
with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from controlroom.ui.widgets.card import label, restyle

_STAYS = 9_000  # ms
_SIDE, _FOOT, _HEAD = 12, 14, 3  # px kept free beside, under and over it
_ROOMY, _SLIM = (14, 6, 6, 6), (12, 1, 2, 1)  # px around what it says


class Toast(QFrame):
    """Hidden until it has something to say; goes by itself. Takes no focus."""

    def __init__(
        self,
        parent: QWidget,
        area: Callable[[], QRect] | None = None,
        gaps: Callable[[], Sequence[QRect]] = tuple,
    ) -> None:
        """`area`: the part of `parent` at whose top it stands, as that is laid out now;
        without, it stands at the bottom of `parent`. `gaps`: stretches of one line in which
        nothing stands: there it covers nothing, so that the first it fits into is taken."""
        super().__init__(parent)
        self._around, self._area, self._gaps = parent, area, gaps
        self._texts: tuple[str, ...] = ("",)
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
        row.setContentsMargins(*_ROOMY)
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
        shorter: Sequence[str] = (),
        tone: str = "",
        act: str = "",
        do: Callable[[], None] | None = None,
        stays: int = _STAYS,
    ) -> None:
        """Show `text` for `stays` ms; a button `act` does `do` and closes it. `shorter`: what
        may be said instead where there is room for no more."""
        self._texts = (text, *shorter)
        self.text.setText(text)
        restyle(self.text, "tone", tone)
        self.setAccessibleName(text)
        self.button.setText(act)
        self.button.setVisible(do is not None)
        self._act = do
        self.show()
        self.place()
        self._settled.start(0)  # what is about to be laid out may want its place
        self._clock.start(stays)

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    @property
    def said(self) -> str:
        """All that it has to say, whether there is room for that or not."""
        return self._texts[0]

    def place(self) -> None:
        """Into a gap it fits into, else over the area, on as many lines as it needs there."""
        if self.isHidden() or self._put_into_a_gap():
            return
        self._put_over()

    def _put_into_a_gap(self) -> bool:
        rows, gaps = self.layout(), self._gaps()
        if rows is None or not gaps:
            return False
        self.text.setWordWrap(False)
        rows.setContentsMargins(*_SLIM)
        for text in self._texts:
            self.text.setText(text)
            rows.activate()
            need = rows.totalSizeHint()
            for gap in gaps:
                if need.width() <= gap.width() and need.height() <= gap.height():
                    low = gap.top() + (gap.height() - need.height()) // 2
                    left = gap.right() + 1 - need.width()
                    self.setGeometry(left, low, need.width(), need.height())
                    self.raise_()
                    return True
        self.text.setText(self.said)
        rows.setContentsMargins(*_ROOMY)
        return False

    def _put_over(self) -> None:
        area = self._around.rect() if self._area is None else self._area()
        rows = self.layout()
        if rows is None:
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
