"""A button that shows its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from controlroom.ui.theme import BODY, SMALL, Theme


class KeyButton(QPushButton):
    """`text` with a small key hint behind it; never takes the keyboard focus by a click."""

    def __init__(self, theme: Theme, kind: str = "plain") -> None:
        super().__init__()
        self._theme = theme
        self._hint, self._bare = "", False
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def hint(self) -> str:
        """The key shown."""
        return self._hint

    def say(self, text: str, hint: str = "") -> None:
        """Show `text`, and `hint` as its key."""
        if (text, hint) != (self.text(), self._hint):
            self._hint = hint
            self.setText(text)
            self.setAccessibleName(f"{text} ({hint})" if hint else text)
            self.updateGeometry()
            self.update()  # of a new hint alone Qt knows nothing

    def set_bare(self, bare: bool) -> None:
        """Leave the key to the tooltip where there is little room."""
        if bare is not self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    def _hint_width(self) -> int:
        if not self._hint or self._bare:
            return 0
        font = self._theme.font(SMALL)
        return QFontMetrics(font).horizontalAdvance(self._hint) + 6

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._hint_width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button by its style, its words in the middle, its key small behind them."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        extra = self._hint_width()
        words = QRect(self.rect()).adjusted(0, 0, -extra, 0)
        text_width = self.fontMetrics().horizontalAdvance(self.text())
        primary = self.property("kind") in ("primary", "danger")
        if self.property("kind") == "tab" and self.isChecked():
            painter.setFont(self._theme.font(BODY + 2, bold=True))
            text_width = painter.fontMetrics().horizontalAdvance(self.text())
        painter.setPen(self._ink(primary))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if extra:
            left = words.center().x() + text_width // 2 + 7
            painter.setFont(self._theme.font(SMALL))
            painter.setPen(self._ink(primary) if primary else self._theme.color("muted"))
            box = QRect(left, 0, extra, self.height())
            left_middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, left_middle, self._hint)
        painter.end()

    def _ink(self, primary: bool) -> QColor:
        if not self.isEnabled():
            return self._theme.color("faint")
        lit = self.isChecked() or self.underMouse()
        if self.property("kind") in ("tab", "quiet") and not lit:
            return self._theme.color("muted")
        return self._theme.color("on_plate" if primary else "text")
