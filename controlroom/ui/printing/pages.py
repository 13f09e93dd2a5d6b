"""Tables on A4 landscape, as PDF: repeated headings, page numbers, Chinese inside.

Safe on any thread once a `QGuiApplication` is there and the font is loaded (`load_font`
on the main thread).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QFileDevice,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSaveFile,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from controlroom.core.errors import WorldError
from controlroom.core.message import message
from controlroom.core.saying import Speaker
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ui.printing.content import Head, Line, Printout, Table, printout
from controlroom.ui.printing.copying import as_written
from controlroom.ui.printing.measure import Wide, paged, widths
from controlroom.ui.theme import LIGHT, plate_role

DPI = 720
_POINT = DPI / 72
_MARGIN = 10.0  # mm
_TYPE = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # pt, the largest that leaves room is taken
_BAND = 30.0 * _POINT  # title above, page number below
_TITLE = 22.0 * _POINT  # of a table
_PAD = 3.2 * _POINT
_TALLEST = 230.0 * _POINT  # of one cell
_SHORT = 10  # rows of a table that is not broken over two pages
_FALLBACK = "Noto Sans SC"

Step = Callable[[float], None]


def load_font(folder: Path) -> str:
    """The family printed with: the shipped one, loaded from `folder` where it is not yet."""
    if _FALLBACK not in QFontDatabase.families():
        for path in sorted(folder.glob("NotoSansSC*")):
            QFontDatabase.addApplicationFont(str(path))
    return _FALLBACK


def print_runsheet(
    sheet: RunSheet,
    path: str,
    speaker: Speaker,
    *,
    family: str = _FALLBACK,
    step: Step | None = None,
) -> int:
    """`sheet` as a PDF at `path`; the number of pages. Raises WorldError where it can't be
    written: what was there before is then still there."""
    return print_tables(printout(sheet, speaker), path, family=family, step=step)


def print_tables(
    paper: Printout, path: str, *, family: str = _FALLBACK, step: Step | None = None
) -> int:
    """`paper` as a PDF at `path`; as `print_runsheet`."""
    target = QSaveFile(os.fspath(path))
    if not target.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _refusal(target, Path(path))
    sheets, written = QBuffer(), Counter[str]()
    sheets.open(QIODevice.OpenModeFlag.WriteOnly)
    pages = _write(paper, sheets, family, step or (lambda share: None), written)
    fonts = (_font(family, _TYPE[0]), _font(family, _TYPE[0], bold=True))
    target.write(as_written(bytes(sheets.data().data()), written, fonts))
    if not target.commit():
        raise _refusal(target, Path(path))
    return pages


def _refusal(target: QSaveFile, path: Path) -> WorldError:
    """Why the file can't be written, in our words: Qt's are in English."""
    folder, error = path.parent, target.error()
    if path.is_dir():
        why = "@os.folder"
    elif not folder.is_dir():
        why = "@os.not_folder" if folder.exists() else "@os.gone"
    elif not os.access(folder, os.W_OK):
        why = "@os.denied"
    elif error in (QFileDevice.FileError.WriteError, QFileDevice.FileError.ResourceError):
        why = "@os.full"
    else:
        why = f"@os.other#{error.value}"
    return WorldError("ui.print.refused", file=path.name, reason=why)


def _write(
    paper: Printout, target: QIODevice, family: str, step: Step, written: Counter[str]
) -> int:
    """Draw all pages; how many. Counts the characters into `written`."""
    writer = QPdfWriter(target)
    writer.setResolution(DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(paper.title)
    writer.setCreator("controlroom")
    room = QRectF(0, 0, writer.width(), writer.height())
    pages = list(_laid_out(paper, room, family))
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            _Press(painter, family, room, paper, written).page(page, number, len(pages))
            step(number / len(pages))
    finally:
        painter.end()
    return len(pages)


@dataclass(slots=True)
class _Part:
    """The rows of a table on one page, from `top` on."""

    table: Table
    type: _Type
    top: float
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Type:
    """How a table is set: sizes in device units."""

    size: float
    columns: tuple[float, ...]
    heights: list[float]
    head: float


def _font(family: str, points: float, *, bold: bool = False) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(points * _POINT)))
    font.setBold(bold)
    for feature in ("locl", "liga"):  # their glyphs have no text: figures could not be copied
        font.setFeature(QFont.Tag(feature), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _laid_out(paper: Printout, room: QRectF, family: str) -> Iterator[list[_Part]]:
    """What stands on each page. A table begins where the one before it ended, when a short
    one fits there whole, a long one with its title and three of its rows."""
    page: list[_Part] = []
    floor, bottom = room.top() + _BAND, room.bottom() - _BAND * 0.6
    top = floor
    for table in paper.tables:
        kind = _set(table, room.width(), family)
        start = _TITLE + kind.head
        together = len(kind.heights) if len(kind.heights) <= _SHORT else 3
        if page and top + start + sum(kind.heights[:together]) > bottom:
            yield page
            page, top = [], floor
        whole = bottom - floor - start
        for rows in paged(kind.heights, whole, bottom - top - start):
            if page and page[-1].table is table:
                yield page
                page, top = [], floor
            page.append(_Part(table, kind, top, rows))
            top += start + sum(kind.heights[row] for row in rows) + _TITLE / 2
    yield page


def _set(table: Table, room: float, family: str) -> _Type:
    """The largest type that leaves the columns room."""
    for points in _TYPE:
        fonts = (_font(family, points), _font(family, points, bold=True))
        plain, bold = QFontMetricsF(fonts[0]), QFontMetricsF(fonts[1])
        found = widths(table, room, _PAD, _measured(plain, bold))
        if found.roomy:
            break
    heights = [_height(table, line, found.columns, fonts) for line in table.lines]
    return _Type(points, found.columns, heights, bold.height() + 2 * _PAD)


def _measured(plain: QFontMetricsF, bold: QFontMetricsF) -> Wide:
    return lambda text, strong: (bold if strong else plain).horizontalAdvance(text)


def _height(
    table: Table, line: Line, columns: tuple[float, ...], fonts: tuple[QFont, QFont]
) -> float:
    tallest = QFontMetricsF(fonts[0]).height()
    for text, wide, head in zip(line.cells, columns, table.heads, strict=True):
        if head.wraps and text:
            layout = _wrapped(text, fonts[head.bold or line.strong], wide - 2 * _PAD)
            tallest = max(tallest, layout.boundingRect().height())
    return tallest + 1.6 * _PAD


def _wrapped(text: str, font: QFont, wide: float) -> QTextLayout:
    """A text broken into lines; what would fill more than half a page ends in `…`."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, wide))
        line.setPosition(QPointF(0, top))
        top += line.height()
        if top > _TALLEST:
            layout.endLayout()
            return _wrapped(text[: max(1, line.textStart() - 2)] + "…", font, wide)
    layout.endLayout()
    return layout


class _Press:
    """Draws one page."""

    def __init__(
        self,
        painter: QPainter,
        family: str,
        room: QRectF,
        paper: Printout,
        written: Counter[str],
    ) -> None:
        self._painter, self._family, self._room, self._paper = painter, family, room, paper
        self._written = written
        self._ink, self._grey = QColor("black"), QColor(LIGHT.muted)

    def page(self, parts: list[_Part], number: int, pages: int) -> None:
        """All of a page."""
        self._frame(number, pages)
        for part in parts:
            top = self._title(part)
            for row in part.rows:
                self._row(part, part.table.lines[row], top, part.type.heights[row])
                top += part.type.heights[row]

    def _text(self, box: QRectF, text: str, font: QFont, color: QColor, where: int) -> None:
        self._painter.setFont(font)
        self._painter.setPen(color)
        flags = where | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        self._painter.drawText(box, flags, text)
        self._written.update(text)

    def _frame(self, number: int, pages: int) -> None:
        """Title and facts above, page number below."""
        room, left, right = self._room, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        above = QRectF(room.left(), room.top(), room.width(), _BAND * 0.7)
        facts = _font(self._family, 9)
        wide = QFontMetricsF(facts).horizontalAdvance(self._paper.facts)
        title = _font(self._family, 14, bold=True)
        space = max(room.width() * 0.25, room.width() - wide - 10 * _POINT)
        named = QFontMetricsF(title).elidedText(
            self._paper.title, Qt.TextElideMode.ElideRight, space
        )
        self._text(above, named, title, self._ink, int(left))
        self._text(above, self._paper.facts, facts, self._grey, int(right))
        self._rule(above.bottom(), self._ink, 0.8)
        below = QRectF(room.left(), room.bottom() - _BAND * 0.4, room.width(), _BAND * 0.4)
        said = self._paper.speaker.say(message("ui.print.page", page=number, pages=pages))
        self._text(below, said, _font(self._family, 8), self._grey, int(right))
        self._text(below, self._paper.title, _font(self._family, 8), self._grey, int(left))

    def _rule(self, y: float, color: QColor, points: float) -> None:
        self._painter.setPen(QPen(color, points * _POINT))
        self._painter.drawLine(QPointF(self._room.left(), y), QPointF(self._room.right(), y))

    def _title(self, part: _Part) -> float:
        """The name of a plate, its sums, and the headings; where the rows begin."""
        table, top = part.table, part.top
        left, x = int(Qt.AlignmentFlag.AlignLeft), self._room.left()
        if table.plate is not None:
            x = self._badge(table.plate, top + 4 * _POINT) + 5 * _POINT
        name = _font(self._family, 11, bold=True)
        box = QRectF(x, top, self._room.width(), _TITLE - 2 * _POINT)
        self._text(box, table.title, name, self._ink, left)
        box.setLeft(box.left() + QFontMetricsF(name).horizontalAdvance(table.title) + 10 * _POINT)
        self._text(box, table.sums, _font(self._family, 8), self._grey, left)
        return self._headings(part, top + _TITLE)

    def _badge(self, plate: Plate, top: float) -> float:
        """The letter of a plate in its colour; where it ends."""
        box = QRectF(self._room.left(), top, 12 * _POINT, 12 * _POINT)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(getattr(LIGHT, plate_role(plate))))
        self._painter.drawRoundedRect(box, 2 * _POINT, 2 * _POINT)
        letter, middle = _font(self._family, 8.5, bold=True), Qt.AlignmentFlag.AlignHCenter
        self._text(box, plate.value, letter, QColor("white"), int(middle))
        return box.right()

    def _headings(self, part: _Part, top: float) -> float:
        font, x = _font(self._family, part.type.size, bold=True), self._room.left()
        band = QRectF(x, top, sum(part.type.columns), part.type.head)
        self._painter.fillRect(band, QColor(LIGHT.raised))
        for head, wide in zip(part.table.heads, part.type.columns, strict=True):
            box = QRectF(x + _PAD, top, wide - 2 * _PAD, part.type.head)
            self._text(box, head.text, font, self._grey, _side(head))
            x += wide
        return top + part.type.head

    def _row(self, part: _Part, line: Line, top: float, high: float) -> None:
        x, size = self._room.left(), part.type.size
        color = self._grey if line.struck else self._ink
        for head, wide, text in zip(part.table.heads, part.type.columns, line.cells, strict=True):
            font = _font(self._family, size, bold=head.bold or line.strong)
            font.setStrikeOut(line.struck)
            box = QRectF(x + _PAD, top, wide - 2 * _PAD, high)
            if head.wraps and text:
                self._painter.setPen(color)
                layout = _wrapped(text, font, box.width())
                away = (high - layout.boundingRect().height()) / 2
                layout.draw(self._painter, QPointF(box.left(), top + away))
                self._written.update(text)
            else:
                self._text(box, text, font, color, _side(head))
            x += wide
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.4 * _POINT))
        right = self._room.left() + sum(part.type.columns)
        self._painter.drawLine(QPointF(self._room.left(), top + high), QPointF(right, top + high))


def _side(head: Head) -> int:
    where = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
    return int(where)
