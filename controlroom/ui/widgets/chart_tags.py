"""The newest value at the end of each line, none over another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from controlroom.core.records import record
from controlroom.ui.theme import SMALL, Theme


@record(kw_only=False)
class Tag:
    """`text` in the colour of `role`, wanted at (`x`, `y`) px: the end of a line."""

    x: float
    y: float
    text: str
    role: str


def spread(wanted: Sequence[float], high: float, top: float, bottom: float) -> list[float]:
    """Middles of boxes `high` px tall, as near to `wanted` as can be without one over
    another, between `top` and `bottom` as long as there is room."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [0.0] * len(wanted)
    edge = top
    for n in order:
        placed[n] = max(wanted[n], edge + high / 2)
        edge = placed[n] + high / 2
    edge = max(bottom, top + high * len(wanted))
    for n in reversed(order):
        placed[n] = min(placed[n], edge - high / 2)
        edge = placed[n] - high / 2
    return placed


def paint_tags(painter: QPainter, box: QRectF, tags: Sequence[Tag], theme: Theme) -> None:
    """Draw `tags` beside the ends of their lines, inside `box`."""
    painter.setFont(theme.font(SMALL, bold=True))
    metrics = painter.fontMetrics()
    high = metrics.height() + 2.0
    middles = spread([tag.y for tag in tags], high, box.top(), box.bottom())
    for tag, middle in zip(tags, middles, strict=True):
        wide = metrics.horizontalAdvance(tag.text) + 10.0
        left = min(tag.x + 6, box.right() - wide)
        spot = QRectF(left, middle - high / 2, wide, high - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(tag.role))
        painter.drawEllipse(QPointF(tag.x, tag.y), 2.5, 2.5)
        painter.setPen(theme.color(tag.role, 0.6))
        painter.setBrush(theme.color("panel", 0.88))
        painter.drawRoundedRect(spot, 4, 4)
        painter.setPen(theme.ink(tag.role))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, tag.text)
