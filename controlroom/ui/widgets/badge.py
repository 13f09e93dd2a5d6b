"""The letter badge of a plate: colour and letter together, never colour alone."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPaintEvent, QPixmap
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


class Stamps:
    """Badges of one size drawn by the hundred: each plate is drawn once and stamped from
    then on. On paper and in an SVG they are drawn, so that they stay sharp."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[Plate, int, float], QPixmap] = {}
        theme.changed.connect(self._made.clear)

    def paint(self, painter: QPainter, spot: QPointF, side: int, plate: Plate) -> None:
        """The badge of `plate`, `side` px wide, with its upper left corner at `spot` (on a
        screen: at the nearest pixel)."""
        fine = painter.deviceTransform().m11()
        if painter.paintEngine().type() is not QPaintEngine.Type.Raster or fine <= 0:
            paint_badge(painter, QRectF(spot.x(), spot.y(), side, side), plate, self._theme)
            return
        key = (plate, side, fine)
        if key not in self._made:
            self._made[key] = self._stamp(*key)
        at = QPointF(round(spot.x() * fine) / fine, round(spot.y() * fine) / fine)
        painter.drawPixmap(at, self._made[key])

    def _stamp(self, plate: Plate, side: int, fine: float) -> QPixmap:
        """The badge on clear ground, `fine` pixels of the device a px."""
        room = ceil(side * fine)
        stamp = QPixmap(room, room)
        stamp.setDevicePixelRatio(fine)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        paint_badge(painter, QRectF(0, 0, side, side), plate, self._theme)
        painter.end()
        return stamp


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
