"""The letter badge of a plate: colour and letter together, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from controlroom.plan.sheet import Plate
from controlroom.ui.theme import SMALL, Theme


def paint_badge(
    painter: QPainter, box: QRectF, plate: Plate, theme: Theme, *, alpha: float = 1.0
) -> None:
    """Draw the badge of `plate` into `box` (also used by delegates and charts)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.plate(plate, alpha))
    painter.drawRoundedRect(box, box.height() * 0.2, box.height() * 0.2)
    font = theme.font(SMALL, bold=True)
    font.setPixelSize(max(8, round(box.height() * 0.68)))
    painter.setFont(font)
    painter.setPen(theme.color("on_plate"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, plate.value)
    painter.restore()


class PlateBadge(QWidget):
    """A badge as a widget."""

    def __init__(self, theme: Theme, plate: Plate = Plate.SCRIPT, size: int = 18) -> None:
        super().__init__()
        self._theme, self._plate, self._size = theme, plate, size
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(plate.value)
        theme.changed.connect(self.update)

    def set_plate(self, plate: Plate) -> None:
        """Show another plate."""
        if plate is not self._plate:
            self._plate = plate
            self.setAccessibleName(plate.value)
            self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._plate, self._theme)
        painter.end()
