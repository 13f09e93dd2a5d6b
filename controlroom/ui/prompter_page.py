"""What the streamer reads, painted: page (now, countdown, points, next) and full text.

Everything is sized in lines on the screen: `line` is the height of one, px.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from controlroom.core import formats
from controlroom.live.readout import NowView, Phase, PointView, Readout
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme, plate_of, plate_role
from controlroom.ui.widgets.bar import paint_bar

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_POINT, _SCROLLED = 0.46, 0.72  # type sizes, lines
_BOLD = ("money", "warning")
Words = Sequence[tuple[str, str]]  # text and the role of its colour


class Page:
    """Paints one readout into `box` px. `lit`: the message band is in its bright phase."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self._theme, self._language = theme, language
        self.readout = Readout()
        self.line = self.edge = self.wide = self.tall = 0.0

    def fit(self, wide: int, tall: int, lines: int) -> None:
        """For a screen of that size (px) with so many lines; a narrow screen has smaller
        ones, so that a countdown still stands on one line."""
        self.wide, self.tall = float(wide), float(tall)
        self.line = min(tall / lines, wide / lines * 1.45)
        self.edge = wide * 0.0375

    # --- places -------------------------------------------------------------------

    @property
    def foot(self) -> float:
        """Where the next segment's strip begins, px."""
        return self.tall - self.line * 2.25

    @property
    def message(self) -> str:
        """What stands in the band."""
        return self.readout.message.text if self.readout.message else ""

    @property
    def running(self) -> NowView | None:
        """The segment on air."""
        on = self.readout.phase in (Phase.ON_AIR, Phase.PAUSED)
        return self.readout.current if on else None

    def band(self) -> QRectF:
        """The message band: two lines where the words need them. Empty without a message."""
        if not self.message:
            return QRectF(0, self.foot, self.wide, 0)
        rows = min(2, len(self._laid(self.message, 0.7, self._inner(), bold=True)[1]))
        tall = self.line * (1.47 if rows < 2 else 2.3)
        return QRectF(0, self.foot - tall, self.wide, tall)

    def scroll_box(self) -> QRectF:
        """Where full text runs, px."""
        top = self.line * 1.5
        return QRectF(self.edge, top, self._inner(), max(0.0, self.band().top() - top))

    def _inner(self) -> float:
        return self.wide - 2 * self.edge

    def _row(self, y: float, tall: float) -> QRectF:
        return QRectF(self.edge, y, self._inner(), tall)

    # --- the whole -----------------------------------------------------------------

    def paint(self, painter: QPainter, *, lit: bool) -> None:
        """Now, countdown, what to say, the band, next."""
        now = self.running
        if now is None:
            self._paint_waiting(painter)
        else:
            y = self._paint_head(painter, self._kind(now), self._named(now.title))
            y = self._paint_count(painter, y, now)
            self._paint_points(painter, y, self.band().top() - self.line * 0.08, now)
        self._paint_foot(painter, lit)

    def paint_scroll(self, painter: QPainter, offset: float, *, lit: bool) -> None:
        """Full text, `offset` px of it gone by; the countdown stays above it."""
        now, line = self.running, self.line
        if now is None:
            self.paint(painter, lit=lit)
            return
        box = self.scroll_box()
        painter.save()
        painter.setClipRect(box)
        self._paint_text(painter, box, offset, now)
        painter.restore()
        top = self._row(line * 0.35, line * 0.95)
        left, role = formats.span(now.remaining), self._urgency(now)
        self._write(painter, top, left, 0.8, role, bold=True, align=_RIGHT)
        self._write(painter, top, self._kind(now), 0.45, "muted")
        self._bar(painter, QRectF(self.edge, line * 1.32, self._inner(), line * 0.08), now)
        self._paint_foot(painter, lit)

    @property
    def title(self) -> str:
        """The window's title: a rehearsal is one in the taskbar, too."""
        tr = self._language.tr
        mark = f"【{tr('ui.badge.rehearsal')}】" if self.readout.rehearsal else ""
        return mark + tr("ui.prompter.title")

    def _paint_rehearsal(self, painter: QPainter) -> None:
        """A frame around everything, and a tab that hangs from the top: no show is on air."""
        line = self.line
        wide = max(4.0, line * 0.09)
        pen = QPen(self._theme.color("warmup"), wide)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = wide / 2
        painter.drawRect(QRectF(0, 0, self.wide, self.tall).adjusted(edge, edge, -edge, -edge))
        text = self._language.tr("ui.badge.rehearsal")
        painter.setFont(self._font(0.3, bold=True))
        room = painter.fontMetrics().horizontalAdvance(text) + line * 0.6
        tab = QRectF((self.wide - room) / 2, 0, room, line * 0.42)
        painter.fillRect(tab, self._theme.color("warmup"))
        painter.setPen(self._theme.color("on_plate"))
        painter.drawText(tab, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_foot(self, painter: QPainter, lit: bool) -> None:
        if self.message:
            self._paint_band(painter, lit)
        self._paint_next(painter, self.foot)
        if self.readout.rehearsal:
            self._paint_rehearsal(painter)

    # --- text that runs --------------------------------------------------------------

    def full_text(self) -> tuple[tuple[str, str], ...]:
        """(heading, words) of all there is to say in the running segment."""
        now = self.running
        if now is None:
            return ()
        points = ((self._language.tr(f"ui.point.{p.index}"), p.text) for p in now.points if p.text)
        return ((self._named(now.title), ""), *points)

    def text_height(self) -> float:
        """How tall the full text is, px."""
        return sum(self._laid(words, size, self._inner(), bold=bold)[0] + self.line * gap
                   for words, size, bold, gap in self._parts())  # fmt: skip

    def _parts(self) -> list[tuple[str, float, bool, float]]:
        """(words, size, bold, gap below) in lines."""
        parts: list[tuple[str, float, bool, float]] = []
        for head, words in self.full_text():
            parts.append((head, _SCROLLED if not words else 0.45, not words, 0.15))
            if words:
                parts.append((words, _SCROLLED, False, 0.4))
        return parts

    def _paint_text(self, painter: QPainter, box: QRectF, offset: float, now: NowView) -> None:
        y = box.top() - offset
        said = {self._language.tr(f"ui.point.{p.index}") for p in now.points if p.said}
        dim = False
        for words, size, bold, gap in self._parts():
            tall, rows, layout = self._laid(words, size, box.width(), bold=bold)
            if size < _SCROLLED:
                dim = words in said
            role = "muted" if dim else "script" if size < _SCROLLED else "text"
            if y + tall > box.top() and y < box.bottom() and rows:
                painter.setPen(self._theme.color(role))
                layout.draw(painter, QPointF(box.left(), y))
            y += tall + self.line * gap

    # --- pieces -----------------------------------------------------------------------

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = self._theme.font(bold=bold)
        font.setPixelSize(max(8, round(size * self.line)))
        return font

    def _laid(
        self, text: str, size: float, wide: float, *, bold: bool = False
    ) -> tuple[float, list[float], QTextLayout]:
        """`text` wrapped into `wide` px: its height, the tops of its rows, the layout."""
        layout = QTextLayout(text, self._font(size, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y, tops = 0.0, []
        while (row := layout.createLine()).isValid():
            row.setLineWidth(max(1.0, wide))
            row.setPosition(QPointF(0, y))
            tops.append(y)
            y += row.height() * 1.12
        layout.endLayout()
        return y, tops, layout

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        size: float,
        role: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> float:
        """One line of text, elided to the box; returns its width in px."""
        painter.setFont(self._font(size, bold=bold))
        painter.setPen(self._theme.color(role))
        metrics = painter.fontMetrics()
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, align, fitted)
        return float(metrics.horizontalAdvance(fitted))

    def _write_big(self, painter: QPainter, box: QRectF, text: str, size: float, role: str) -> None:
        """A number in full, smaller where the screen is narrow: digits are never left out."""
        painter.setFont(self._font(size, bold=True))
        wide = painter.fontMetrics().horizontalAdvance(text) + 1
        self._write(painter, box, text, size * min(1.0, box.width() / wide), role, bold=True)

    def _named(self, title: str) -> str:
        return self._language.speaker.named(title)

    def _kind(self, now: NowView) -> str:
        tr = self._language.tr
        kind = self._language.word("plan.kind", now.kind) or tr("ui.segment")
        paused = self.readout.phase is Phase.PAUSED
        return self._marked(tr("ui.prompter.paused" if paused else "ui.prompter.now", kind=kind))

    def _marked(self, text: str) -> str:
        """A rehearsal says so first."""
        if not self.readout.rehearsal:
            return text
        return f"{self._language.tr('ui.badge.rehearsal')} · {text}"

    def _paint_head(self, painter: QPainter, kind: str, title: str) -> float:
        line = self.line
        top = self._row(line * 0.45, line * 0.8)
        clock = formats.clock(self.readout.now, self.readout.zone, seconds=True)
        wide = self._write(painter, top, clock, 0.45, "muted", align=_RIGHT)
        top.setWidth(max(0.0, top.width() - wide - line * 0.4))
        self._write(painter, top, kind, 0.45, "muted")
        self._write(painter, self._row(line * 1.25, line * 1.35), title, 0.96, "text", bold=True)
        return line * 2.6

    def _urgency(self, now: NowView) -> str:
        if now.remaining < 0:
            return "on_air"
        return "warning" if now.remaining < 60_000 else "text"

    def _bar(self, painter: QPainter, box: QRectF, now: NowView) -> None:
        whole = now.ends - now.started
        share = None if whole <= 0 else 1 - now.remaining / whole
        paint_bar(painter, box, share, "on_air" if now.remaining < 0 else "script", self._theme)

    def _paint_count(self, painter: QPainter, y: float, now: NowView) -> float:
        """As large as it can be with a row of what to say under it."""
        line, room = self.line, self.band().top() - y
        tall = min(line * 3.05, max(line * 1.2, room - line * 1.2))
        left = formats.span(now.remaining)
        self._write_big(painter, self._row(y, tall), left, tall / line, self._urgency(now))
        self._bar(painter, self._row(y + tall, line * 0.2), now)
        return y + tall + line * 0.4

    def _paint_points(self, painter: QPainter, y: float, bottom: float, now: NowView) -> None:
        """What to say next, price and stock beside one another where they fit into thirds
        (else price and stock first), then as much of what was not yet said as has room."""
        left = [p for p in now.points if p.text and not p.said]
        thirds = self._thirds(now, left)
        first = thirds or [[pair for part in self._facts(now) for pair in (*part, ("  ", "text"))]]
        if any(first) and y + self.line * 0.66 <= bottom:
            for place, words in enumerate(first):
                self._paint_words(painter, y, words, self.edge + place * self._inner() / 3)
            y += self.line * 0.7
        for point in left[1:] if thirds else left:
            y = self._paint_point(
                painter, y, bottom, self._language.tr(f"ui.point.{point.index}"), point.text
            )
            if y >= bottom:
                return

    def _thirds(self, now: NowView, left: Sequence[PointView]) -> list[Words]:
        """The next point, price and stock, a third of the width each; none where one of them
        is wider, or where there is nothing to stand beside another."""
        point = [(self._language.tr(f"ui.point.{p.index}"), p.text) for p in left[:1]]
        parts: list[Words] = [((head, "script"), (text, "text")) for head, text in point]
        parts += self._facts(now)
        room = self._inner() / 3 - self.line * 0.3
        fits = len(parts) > 1 and all(self._width(words) <= room for words in parts)
        return parts if fits and point else []

    def _width(self, words: Words) -> float:
        fonts = [self._font(_POINT, bold=role in _BOLD) for _, role in words]
        pairs = zip(fonts, words, strict=True)
        return sum(QFontMetricsF(f).horizontalAdvance(t) + self.line * 0.2 for f, (t, _) in pairs)

    def _paint_words(self, painter: QPainter, y: float, words: Words, x: float) -> None:
        tall = self.line * 0.66
        for text, role in words:
            box = QRectF(x, y, max(0.0, self.wide - self.edge - x), tall)
            bold = role in _BOLD
            x += self._write(painter, box, text, _POINT, role, bold=bold) + self.line * 0.2

    def _paint_point(
        self, painter: QPainter, y: float, bottom: float, head: str, text: str
    ) -> float:
        """A heading and its words, wrapped; what has no room is cut with an ellipsis."""
        one = self.line * 0.62
        if y + one > bottom:
            return bottom
        lead = self._write(painter, self._row(y, one), head, _POINT, "script") + self.line * 0.25
        box = QRectF(self.edge + lead, y, self._inner() - lead, one)
        _, tops, layout = self._laid(text, _POINT, box.width())
        rows = min(len(tops), max(1, int((bottom - y) / one)))
        for index in range(rows):
            row = layout.lineAt(index)
            begun, last = row.textStart(), index == rows - 1
            part = text[begun:] if last else text[begun : begun + row.textLength()]
            self._write(painter, box.translated(0, index * one), part, _POINT, "text")
        return y + rows * one + self.line * 0.08

    def _facts(self, now: NowView) -> list[Words]:
        """Price and stock, as far as they are known."""
        tr, currency, price = self._language.tr, self.readout.currency, []
        if now.price is not None:
            price.append((tr("ui.prompter.price"), "script"))
            if now.list_price is not None:
                price.append((f"{formats.money(now.list_price, currency)} →", "muted"))
            price.append((formats.money(now.price, currency), "money"))
        stock: list[tuple[str, str]] = []
        if now.stock_left is not None:
            stock.append((tr("ui.prompter.stock"), "script"))
            stock.append((tr("ui.prompter.pieces", n=now.stock_left), "text"))
        return [part for part in (price, stock) if part]

    def _paint_waiting(self, painter: QPainter) -> None:
        phase, tr, line = self.readout.phase, self._language.tr, self.line
        head = self._marked(self.readout.title) if self.readout.title else ""
        self._paint_head(painter, head, tr(f"ui.prompter.wait.{phase.value}"))
        if phase is Phase.ARMED and self.readout.planned_start is not None:
            left = formats.span(self.readout.planned_start - self.readout.now)
            self._write_big(painter, self._row(line * 2.6, line * 3.3), left, 3.1, "text")

    def _paint_band(self, painter: QPainter, lit: bool) -> None:
        box = self.band()
        seen = self.readout.message is not None and self.readout.message.seen is not None
        ground = "raised" if seen else "warning" if lit else "money"
        painter.fillRect(box, self._theme.color(ground))
        role = "text" if seen else "on_plate"
        inner = self._row(box.top(), box.height())
        _, tops, layout = self._laid(self.message, 0.7, inner.width(), bold=True)
        if len(tops) < 2:
            self._write(painter, inner, self.message, 0.7, role, bold=True)
            return
        cut = layout.lineAt(1).textStart()
        half = box.height() * 0.44
        for index, part in enumerate((self.message[:cut], self.message[cut:])):
            row = QRectF(
                inner.left(), box.top() + box.height() * 0.06 + index * half, inner.width(), half
            )
            self._write(painter, row, part.strip(), 0.7, role, bold=True)

    def _paint_next(self, painter: QPainter, y: float) -> None:
        line, coming, tr = self.line, self.readout.next, self._language.tr
        ground = "raised" if self._theme.roles.name == "light" else "panel"
        painter.fillRect(QRectF(0, y, self.wide, self.tall - y), self._theme.color(ground))
        whole = self._row(y, line * 2.25)
        if coming is None:
            self._write(painter, whole, tr("ui.next.none"), 0.5, "muted")
            return
        left, role = formats.span(coming.countdown), plate_role(plate_of(coming.kind))
        wide = self._write(painter, whole, left, 0.66, role, bold=True, align=_RIGHT)
        clock = formats.clock(coming.expected_start, self.readout.zone)
        kind = self._language.word("plan.kind", coming.kind)
        room = self._row(y + line * 0.4, line * 0.6)
        room.setWidth(room.width() - wide - line * 0.5)
        self._write(painter, room, tr("ui.prompter.next", clock=clock, kind=kind), 0.37, "muted")
        under = room.translated(0, line * 0.62)
        under.setHeight(line * 0.8)
        offer = self._offer(coming.title, coming.price, coming.stock_left)
        self._write(painter, under, offer, 0.6, "text", bold=True)

    def _offer(self, title: str, price: int | None, stock: int | None) -> str:
        parts = [self._named(title)]
        if price is not None:
            parts.append(formats.money(price, self.readout.currency))
        if stock is not None:
            parts.append(self._language.tr("ui.prompter.pieces", n=stock))
        return " · ".join(parts)
