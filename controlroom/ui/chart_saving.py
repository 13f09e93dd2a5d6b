"""A chart as a picture (PNG, SVG) or as its numbers (CSV), by the file's suffix."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from controlroom.core.errors import WorldError
from controlroom.core.formats import iso
from controlroom.core.refusals import reason

if TYPE_CHECKING:
    from controlroom.ui.charts import TimeChart
    from controlroom.ui.widgets.chart_series import Series

SUFFIXES = ("png", "svg", "csv")
_FINER = 2.0  # pixels of a picture per pixel of the screen


def save_chart(chart: TimeChart, path: str, time: str = "time") -> None:
    """Write `chart` as it is shown (the CSV: all its points). `time` heads the first column.
    Raises WorldError("ui.chart.not_saved")."""
    suffix = Path(path).suffix.lower()
    try:
        if suffix == ".csv":
            written = _csv(chart, path, time)
        else:
            written = _svg(chart, path) if suffix == ".svg" else _png(chart, path)
    except OSError as wrong:
        raise WorldError("ui.chart.not_saved", path=path, detail=reason(wrong)) from None
    if not written:
        raise WorldError("ui.chart.not_saved", path=path, detail="")


def _png(chart: TimeChart, path: str) -> bool:
    from PySide6.QtGui import QImage

    image = QImage(chart.size() * _FINER, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(_FINER)
    painter = QPainter(image)
    chart.render(painter)
    painter.end()
    return bool(image.save(path))


def _svg(chart: TimeChart, path: str) -> bool:
    from PySide6.QtSvg import QSvgGenerator

    made = QSvgGenerator()
    made.setFileName(path)
    made.setSize(QSize(chart.width(), chart.height()))
    made.setViewBox(QRect(0, 0, chart.width(), chart.height()))
    painter = QPainter()
    if not painter.begin(made):
        return False
    chart.render(painter)
    painter.end()
    return True


def _csv(chart: TimeChart, path: str, time: str) -> bool:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerows(table(chart, time))
    Path(path).write_bytes(text.getvalue().encode("utf-8-sig"))  # Excel wants the mark
    return True


def table(chart: TimeChart, time: str = "time") -> list[list[str]]:
    """A heading and a row an instant: ISO time, then the value of each series that is shown
    there (bars at their begin; a level all the way). What is not known is empty."""
    shown = [one for one in chart.series.values() if one.shown and len(one.y)]
    lines = [one for one in shown if not one.level]
    places = sorted({float(x) for one in lines for x in one.x})
    head = [f"{one.label} ({one.unit})" if one.unit else one.label for one in shown]
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
