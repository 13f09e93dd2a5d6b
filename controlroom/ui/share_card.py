"""A picture of a milestone or of a whole show, for the group chat: 1080 × 1440, drawn
off-screen. It holds sums of the show and nothing of any buyer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from controlroom.ui.theme import DARK, Theme

WIDE, TALL = 1080, 1440
_EDGE = 84
_TINY, _SMALL, _BODY, _LARGE, _HUGE = 30, 36, 44, 64, 140
_ROUND = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the card says, said already. `figures`: (name, value), six at most; what is not
    known is left out by who makes it. `share`: of the target, for the bar. `curve`: GMV so
    far over the show (any unit), drawn as a line; `mark`: the share of its length at which
    the milestone was. `stamp`: "" or that this was a rehearsal, or simulated."""

    title: str
    day: str
    headline: str
    caption: str
    amount: str
    share: float | None = None
    target: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    curve: NDArray[np.float64] | None = None
    mark: float | None = None
    foot: str = ""
    stamp: str = ""


def card(facts: CardFacts, families: list[str]) -> QImage:
    """The picture. Fonts are of `families`; the colours are those of the dark look."""
    theme = Theme(roles=DARK)
    theme.families = families
    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    image.fill(theme.color("background"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = _Ink(painter, theme)
    _head(ink, facts)
    _sum(ink, facts)
    _curve(ink, facts)
    _figures(ink, facts)
    _foot(ink, facts)
    painter.end()
    return image


class _Ink:
    """Writes lines of text; sizes in px of the picture, whatever the screen's scale."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme

    def font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(self.theme.font(13, bold=bold))
        font.setPixelSize(round(size))
        return font

    def fitted(self, text: str, size: float, wide: float, *, bold: bool = False) -> QFont:
        """The font of `size` px, or the largest in which `text` takes no more than `wide` px,
        down to three fifths of it."""
        font = self.font(size, bold=bold)
        for pixels in range(round(size), int(size * 0.6) - 1, -1):
            font.setPixelSize(pixels)
            if QFontMetrics(font, self.painter.device()).horizontalAdvance(text) <= int(wide):
                break
        return font

    def line(
        self,
        top: float,
        text: str,
        size: float,
        role: str,
        *,
        bold: bool = False,
        left: float = _EDGE,
        wide: float = WIDE - 2 * _EDGE,
        right: bool = False,
    ) -> None:
        """One line, in smaller type where it is too long, and then shortened."""
        self.painter.setFont(self.fitted(text, size, wide, bold=bold))
        fitted = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(wide))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.painter.setPen(self.theme.color(role))
        box = QRectF(left, top, wide, size * 1.4)
        self.painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, fitted)

    def panel(self, box: QRectF, role: str = "panel") -> None:
        """A rounded field."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(role))
        self.painter.drawRoundedRect(box, _ROUND, _ROUND)


def _head(ink: _Ink, facts: CardFacts) -> None:
    """Whose show it is, when, and what is celebrated."""
    ink.painter.fillRect(QRectF(0, 0, WIDE, 14), ink.theme.color("money"))
    ink.line(70, facts.title, _BODY, "text", bold=True, wide=WIDE - 2 * _EDGE - 260)
    ink.line(74, facts.day, _SMALL, "muted", right=True)
    ink.line(176, facts.headline, _LARGE, "money", bold=True)


def _sum(ink: _Ink, facts: CardFacts) -> None:
    """The GMV, and how much of the target it is."""
    ink.line(300, facts.caption, _SMALL, "muted")
    ink.line(346, facts.amount, _HUGE, "text", bold=True)
    if facts.share is None:
        return
    whole = QRectF(_EDGE, 566, WIDE - 2 * _EDGE, 20)
    ink.painter.setPen(Qt.PenStyle.NoPen)
    ink.painter.setBrush(ink.theme.color("line"))
    ink.painter.drawRoundedRect(whole, 10, 10)
    done = QRectF(whole)
    done.setWidth(max(20.0, whole.width() * min(1.0, max(0.0, facts.share))))
    ink.painter.setBrush(ink.theme.color("money"))
    ink.painter.drawRoundedRect(done, 10, 10)
    ink.line(602, facts.target, _SMALL, "text")


def _curve(ink: _Ink, facts: CardFacts) -> None:
    """How it came together, with the milestone on it."""
    top = 690 if facts.share is not None else 590
    box = QRectF(_EDGE, top, WIDE - 2 * _EDGE, 930 - top)
    ink.panel(box)
    values = facts.curve
    if values is None or len(values) < 2 or not np.nanmax(values) > 0:
        return
    inside = box.adjusted(30, 40, -30, -30)
    high = np.maximum.accumulate(np.nan_to_num(values)) / float(np.nanmax(values))
    across = np.linspace(inside.left(), inside.right(), len(high))
    points = [
        QPointF(float(x), inside.bottom() - float(y) * inside.height())
        for x, y in zip(across, high, strict=True)
    ]
    _area(ink, points, inside.bottom())
    if facts.mark is not None:
        at = points[round(min(1.0, max(0.0, facts.mark)) * (len(points) - 1))]
        ink.painter.setPen(Qt.PenStyle.NoPen)
        ink.painter.setBrush(ink.theme.color("text"))
        ink.painter.drawEllipse(at, 13, 13)
        ink.painter.setBrush(ink.theme.color("money"))
        ink.painter.drawEllipse(at, 9, 9)


def _area(ink: _Ink, points: list[QPointF], bottom: float) -> None:
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    under = QPainterPath(line)
    under.lineTo(points[-1].x(), bottom)
    under.lineTo(points[0].x(), bottom)
    ink.painter.fillPath(under, ink.theme.color("money", 0.16))
    pen = QPen(ink.theme.color("money"), 5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    ink.painter.strokePath(line, pen)


def _figures(ink: _Ink, facts: CardFacts) -> None:
    """Up to six figures, three in a row (four: two and two)."""
    gap, top, tall = 24.0, 962.0, 168.0
    shown = facts.figures[:6]
    most = 2 if len(shown) == 4 else 3
    rows = [shown[at : at + most] for at in range(0, len(shown), most)]
    for down, row in enumerate(rows):
        wide = (WIDE - 2 * _EDGE - gap * (len(row) - 1)) / len(row)
        for along, (name, value) in enumerate(row):
            box = QRectF(_EDGE + along * (wide + gap), top + down * (tall + gap), wide, tall)
            ink.panel(box)
            left, room = box.left() + 26, wide - 52
            ink.line(box.top() + 22, name, _TINY, "muted", left=left, wide=room)
            ink.line(box.top() + 72, value, 52, "text", bold=True, left=left, wide=room)


def _foot(ink: _Ink, facts: CardFacts) -> None:
    """When it was, and what it must not be taken for."""
    ink.line(TALL - 92, facts.foot, _TINY, "muted", wide=WIDE - 2 * _EDGE - 300)
    if facts.stamp:
        ink.painter.setFont(ink.font(_TINY, bold=True))
        wide = ink.painter.fontMetrics().horizontalAdvance(facts.stamp) + 48
        box = QRectF(WIDE - _EDGE - wide, TALL - 104, wide, 60)
        ink.painter.setPen(Qt.PenStyle.NoPen)
        ink.painter.setBrush(ink.theme.color("warmup"))
        ink.painter.drawRoundedRect(box, 14, 14)
        ink.painter.setPen(ink.theme.color("background"))
        ink.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, facts.stamp)
