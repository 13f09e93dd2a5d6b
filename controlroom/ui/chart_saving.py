"""A chart as a picture (PNG, SVG) or as its numbers (CSV), by the file's suffix."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from controlroom.core.errors import WorldError
from controlroom.core.formats import iso
from controlroom.core.records import record
from controlroom.core.refusals import reason

if TYPE_CHECKING:
    from controlroom.ui.charts import TimeChart
    from controlroom.ui.widgets.chart_series import Series

SUFFIXES = ("png", "svg", "csv")
_FINER = 2.0  # pixels of a picture per pixel of the screen
_EDGE = 12


@record
class Heading:
    """What stands over a saved picture, for it is looked at elsewhere: what it shows (an ROI
    with its basis), the names of the series in their colours, and of what and when it is."""

    title: str
    names: tuple[tuple[str, QColor], ...]
    of: str
    font: QFont
    ink: QColor
    faint: QColor
    ground: QColor

    @property
    def high(self) -> int:
        """Its two lines, px."""
        return 2 * QFontMetrics(self.font).height() + 14

    def paint(self, painter: QPainter, wide: int) -> None:
        """Over the top of a picture `wide` px wide."""
        line = QFontMetrics(self.font).height()
        painter.fillRect(QRect(0, 0, wide, self.high), self.ground)
        painter.setFont(self.font)
        box, left = Qt.AlignmentFlag.AlignLeft, QRectF(_EDGE, 6, wide - 2 * _EDGE, line)
        painter.setPen(self.ink)
        painter.drawText(left, box, self.title)
        painter.setPen(self.faint)
        painter.drawText(left.translated(0, line + 2), box, self.of)
        right = float(wide - _EDGE)
        for name, colour in reversed(self.names):
            right -= QFontMetrics(self.font).horizontalAdvance(name)
            painter.setPen(colour)
            painter.drawText(QRectF(right, 6, wide - right, line), box, name)
            right -= _EDGE


def save_chart(
    chart: TimeChart, path: str, time: str = "time", heading: Heading | None = None
) -> None:
    """Write `chart` as it is shown (the CSV: all its points). `time` heads the first column.
    Raises WorldError("ui.chart.not_saved")."""
    suffix = Path(path).suffix.lower()
    try:
        if suffix == ".csv":
            written = _csv(chart, path, time, heading.title if heading else "")
        else:
            written = (_svg if suffix == ".svg" else _png)(chart, path, heading)
    except OSError as wrong:
        raise WorldError("ui.chart.not_saved", path=path, detail=reason(wrong)) from None
    if not written:
        raise WorldError("ui.chart.not_saved", path=path, detail="")


def _png(chart: TimeChart, path: str, heading: Heading | None) -> bool:
    from PySide6.QtGui import QImage

    image = QImage(_size(chart, heading) * _FINER, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_FINER)
    painter = QPainter(image)
    _paint(chart, painter, heading)
    painter.end()
    return bool(image.save(path))


def _size(chart: TimeChart, heading: Heading | None) -> QSize:
    return QSize(chart.width(), chart.height() + (heading.high if heading else 0))


def _paint(chart: TimeChart, painter: QPainter, heading: Heading | None) -> None:
    above = heading.high if heading else 0
    chart.render(painter, QRectF(0, above, chart.width(), chart.height()))
    if heading is not None:
        heading.paint(painter, chart.width())


def _svg(chart: TimeChart, path: str, heading: Heading | None) -> bool:
    from PySide6.QtSvg import QSvgGenerator

    made = QSvgGenerator()
    made.setFileName(path)
    made.setSize(_size(chart, heading))
    made.setViewBox(QRect(0, 0, made.size().width(), made.size().height()))
    painter = QPainter()
    if not painter.begin(made):
        return False
    _paint(chart, painter, heading)
    painter.end()
    return True


def _csv(chart: TimeChart, path: str, time: str, title: str) -> bool:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerows(table(chart, time, title))
    Path(path).write_bytes(text.getvalue().encode("utf-8-sig"))  # Excel wants the mark
    return True


def table(chart: TimeChart, time: str = "time", title: str = "") -> list[list[str]]:
    """A heading, with each series under the `title`, and a row an instant.

    ISO time, then the value of each series that is shown there (bars at their begin; a level
    all the way). What is not known is empty."""
    shown = [one for one in chart.series.values() if one.shown and len(one.y)]
    lines = [one for one in shown if not one.level]
    places = sorted({float(x) for one in lines for x in one.x})
    under = f"{title} · " if title else ""
    head = [f"{under}{one.label}" + (f" ({one.unit})" if one.unit else "") for one in shown]
    values = [_column(one, places) for one in shown]
    rows = [
        [iso(chart.instant_of(x), chart.axes[0].zone) or "", *(column[at] for column in values)]
        for at, x in enumerate(places)
    ]
    return [[time, *head], *rows]


def _column(one: Series, places: list[float]) -> list[str]:
    if one.level:
        return [_text(float(one.y[0]) / one.size)] * len(places)
    known = {float(x): float(y) / one.size for x, y in zip(one.x, one.y, strict=True)}
    return [_text(known.get(x, np.nan)) for x in places]


def _text(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if np.isfinite(value) else ""
