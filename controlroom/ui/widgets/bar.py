"""A thin progress bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from controlroom.ui.theme import Theme


def paint_bar(
    painter: QPainter,
    box: QRectF,
    share: float | None,
    role: str,
    theme: Theme,
    *,
    alpha: float = 1.0,
) -> None:
    """Draw the track and, where `share` (0..1, clipped) is known, the filled part."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(theme.color("line"))
    painter.drawRoundedRect(box, radius, radius)
    if share is not None and share > 0:
        painter.setBrush(theme.color(role, alpha))
        filled = QRectF(box)
        filled.setWidth(max(box.height(), box.width() * min(1.0, share)))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class ShareBar(QWidget):
    """`share` 0..1 in a role's colour; None shows the empty track."""

    def __init__(self, theme: Theme, role: str = "script", height: int = 4) -> None:
        super().__init__()
        self._theme, self._role, self._height = theme, role, height
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_share(self, share: float | None, role: str | None = None) -> None:
        """Show `share` (a ratio, clipped to 0..1)."""
        asked = (share, role or self._role)
        if asked != (self._share, self._role):
            self._share, self._role = asked
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, self._theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._share, self._role, self._theme)
        painter.end()
