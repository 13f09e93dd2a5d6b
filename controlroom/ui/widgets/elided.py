"""Labels that end in … where there is no room, and say all on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """Takes what width it is given; its text never pushes a layout. `lines`: as many as it
    may fill where it is given the height."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def fitted(self) -> str:
        """What is seen of the text: lines, of which the last ends in … where some is left."""
        box, metrics = self.contentsRect(), self.fontMetrics()
        whole, shown = self.text(), list[str]()
        room = min(self._lines, box.height() // max(1, metrics.lineSpacing()))
        while len(shown) + 1 < room and metrics.horizontalAdvance(whole) > box.width() > 0:
            size = _line(whole, self.font(), box.width())
            shown.append(whole[:size].rstrip())
            whole = whole[size:]
        last = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, box.width())
        return "\n".join([*shown, last])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut off with … at the width there is."""
        box, fitted = self.contentsRect(), self.fitted()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter = QPainter(self)
        style: QStyle = self.style()
        option = QStyleOption()
        option.initFrom(self)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        style.drawItemText(
            painter,
            box,
            flags.value,
            self.palette(),
            self.isEnabled(),
            fitted,
            self.foregroundRole(),
        )
        painter.end()


class YieldingLabel(ElidedLabel):
    """As wide as its text where there is room; where there is not, it gives way before
    buttons do, down to `least` px. Tooltip and format are its maker's."""

    def __init__(self, kind: str, least: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._least = least

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(self._least, hint.width()), hint.height())


def _line(text: str, font: QFont, wide: int) -> int:
    """How many characters of `text` stand in its first line at `wide` px (one at least)."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(wide)
    layout.endLayout()
    return max(1, line.textLength())
