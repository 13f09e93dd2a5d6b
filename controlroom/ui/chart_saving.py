"""A chart as a picture (PNG, SVG) or as its numbers (CSV), by the file's suffix."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
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
    from controlroom.ui.widgets.chart_ink import Array

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
    all the way) and of each band that has names. What is not known is empty."""
    columns = [*_drawn(chart), *_banded(chart)]
    places = sorted({x for one in columns for x in one.values})
    under = f"{title} · " if title else ""
    head = [f"{under}{one.label}" + (f" ({one.unit})" if one.unit else "") for one in columns]
    values = [one.texts(places) for one in columns]
    rows = [
        [iso(chart.instant_of(x), chart.axes[0].zone) or "", *(column[at] for column in values)]
        for at, x in enumerate(places)
    ]
    return [[time, *head], *rows]


@record
class _Column:
    """Numbers by the place on the chart's axis; `level` stands at every place."""

    label: str
    unit: str
    values: Mapping[float, float]
    level: float | None = None

    def texts(self, places: Sequence[float]) -> list[str]:
        """One text a place."""
        if self.level is not None:
            return [_text(self.level)] * len(places)
        return [_text(self.values.get(x, np.nan)) for x in places]


def _drawn(chart: TimeChart) -> Iterator[_Column]:
    for one in chart.series.values():
        if not one.shown or not len(one.y):
            continue
        if one.level:
            level = float(one.y[0]) / one.size
            yield _Column(label=one.label, unit=one.unit, values={}, level=level)
        else:
            yield _Column(label=one.label, unit=one.unit, values=_known(one.x, one.y, one.size))


def _banded(chart: TimeChart) -> Iterator[_Column]:
    """A forecast: what is there now, and where it may end."""
    for band in chart.bands:
        of = chart.series.get(band.of)
        if of is None or not of.shown:
            continue
        places = np.array([chart.seconds_of(at) for at in band.at])
        for name, values in band.lines():
            yield _Column(label=name, unit=of.unit, values=_known(places, values, of.size))


def _known(x: Array, y: Array, size: float) -> dict[float, float]:
    return {float(a): float(b) / size for a, b in zip(x, y, strict=True)}


def _text(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if np.isfinite(value) else ""
