"""What only the Plan timeline draws: gaps, overlaps, pins, the chosen block, the ghost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.gantt_block import GanttBlock
from controlroom.ui.widgets.time_axis import Axis


class GanttInk:
    """Draws over the blocks; holds nothing but the theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def gap(self, painter: QPainter, axis: Axis, block: GanttBlock, box: QRectF) -> None:
        """Idle time before a block, hatched."""
        left = axis.x_of(block.start - block.gap)
        self.hatched(painter, QRectF(left, box.top(), box.left() - left - 1, box.height()), "faint")

    def overlap(self, painter: QPainter, axis: Axis, block: GanttBlock, box: QRectF) -> None:
        """Time given to two segments, red."""
        right = axis.x_of(min(block.end, block.start + block.overlap))
        both = QRectF(box.left(), box.top(), max(2.0, right - box.left()), box.height())
        painter.fillRect(both, self.theme.color("on_air", 0.4))
        self.hatched(painter, both, "on_air")
        painter.setPen(QPen(self.theme.color("on_air"), 1.5))
        painter.drawLine(both.topLeft(), both.bottomLeft())

    def hatched(self, painter: QPainter, box: QRectF, role: str) -> None:
        """A box of slanting lines."""
        if box.width() < 1.5:
            return
        painter.fillRect(box, QBrush(self.theme.color(role, 0.6), Qt.BrushStyle.BDiagPattern))

    def pin(self, painter: QPainter, box: QRectF) -> None:
        """A hard start: a stem down the left edge under a head."""
        color = self.theme.color("text")
        painter.setPen(QPen(color, 1.6))
        painter.drawLine(QPointF(box.left(), box.top() - 2), QPointF(box.left(), box.bottom() + 1))
        painter.setPen(QPen(self.theme.color("panel"), 1))
        painter.setBrush(color)
        painter.drawEllipse(QPointF(box.left(), box.top() - 1), 3.6, 3.6)

    def milestone(self, painter: QPainter, box: QRectF, color: QColor) -> None:
        """A moment without length: a diamond."""
        middle, half = QPointF(box.left(), box.center().y()), min(7.0, box.height() / 2)
        painter.setPen(QPen(self.theme.color("panel"), 1))
        painter.setBrush(color)
        corners = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))

    def outline(
        self, painter: QPainter, box: QRectF, *, strong: bool = False, dashed: bool = False
    ) -> None:
        """Around the chosen block, `strong` with the keys on it; dashed: where one was."""
        pen = QPen(self.theme.color("muted" if dashed else "text"), 2.4 if strong else 1.4)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def border(self, painter: QPainter, axis: Axis, at: int, top: float, bottom: float) -> None:
        """A border of the planned window."""
        pen = self.theme.pen("muted", 1.0, dashed=True)
        painter.setPen(pen)
        painter.drawLine(QPointF(axis.x_of(at), top), QPointF(axis.x_of(at), bottom))

    def guide(self, painter: QPainter, x: float, top: float, bottom: float) -> None:
        """The line of an edge being dragged, through all lanes."""
        painter.setPen(self.theme.pen("text", 1.0, dashed=True))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def bubble(self, painter: QPainter, around: QRectF, text: str, wide: float) -> None:
        """The new times beside the block in hand, kept inside of `wide` px."""
        font = self.theme.font(SMALL, bold=True)
        metrics = QFontMetricsF(font)
        width, high = metrics.horizontalAdvance(text) + 16, metrics.height() + 6
        left = max(4.0, min(around.center().x() - width / 2, wide - width - 4))
        top = around.top() - high - 4
        if top < 0:
            top = around.bottom() + 4
        box = QRectF(left, top, width, high)
        painter.setPen(QPen(self.theme.color("line"), 1))
        painter.setBrush(self.theme.color("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def beyond(self, painter: QPainter, box: QRectF, count: int, *, left: bool) -> None:
        """How many blocks of a lane lie outside of what is shown."""
        font = self.theme.font(SMALL, bold=True)
        painter.setFont(font)
        text = f"‹ {count}" if left else f"{count} ›"
        width = QFontMetricsF(font).horizontalAdvance(text) + 10
        at = box.left() if left else box.right() - width
        chip = QRectF(at, box.center().y() - 8, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover", 0.92))
        painter.drawRoundedRect(chip, 8, 8)
        painter.setPen(self.theme.color("muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def thumb(self, painter: QPainter, axis: Axis, full: tuple[int, int], bottom: float) -> None:
        """Which part of everything is shown: a thin bar along the bottom."""
        length = max(1, full[1] - full[0])
        wide = axis.right - axis.left
        left = axis.left + (axis.start - full[0]) / length * wide
        width = max(24.0, (axis.end - axis.start) / length * wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("faint", 0.8))
        left = min(left, axis.right - width)
        painter.drawRoundedRect(QRectF(left, bottom - 3, width, 3), 1.5, 1.5)
