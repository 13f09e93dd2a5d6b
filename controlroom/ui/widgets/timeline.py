"""The timeline strip: lanes of blocks over one clock, a now line, one target to click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.time_axis import Axis
from controlroom.ui.widgets.timeline_ink import Bar, Drawn, Placed, TimelineInk, stacked

_LEFT, _RIGHT, _CLOCK = 86, 18, 20


class TimelineStrip(QWidget):
    """Blocks by plate on a common clock. Times are instants; `zone` writes the clock."""

    block_clicked = Signal(object, str)  # Plate, row id
    moment_clicked = Signal(object)  # Instant
    flat: frozenset[Plate] = frozenset({Plate.SCRIPT})
    """Lanes whose blocks are drawn over one another where they overlap; in the others they
    share the lane's height."""

    def __init__(self, theme: Theme, lanes: Sequence[Plate] = tuple(Plate)) -> None:
        super().__init__()
        self.theme, self._lanes = theme, tuple(lanes)
        self.ink = TimelineInk(theme)
        self._labels: dict[Plate, str] = {lane: lane.value for lane in lanes}
        self._blocks: tuple[Drawn, ...] = ()
        self._decks: dict[int, tuple[int, int]] = {}  # by id() of a block that overlaps others
        self._shares: dict[Plate, int] = {}  # of the height, by lane
        self._bars: tuple[Bar, ...] = ()
        self._bars_label = ""
        self._start, self._end = Instant(0), Instant(0)
        self._zone = "UTC"
        self._now: Instant | None = None
        self.help = ""  # the tooltip where there is no block
        self.note = ""  # what stands in the place of the clock while there is no time to show
        self.setMinimumHeight(theme.px(_CLOCK + 20 * len(self._lanes)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    # --- what is shown -----------------------------------------------------------------

    def set_labels(self, labels: dict[Plate, str]) -> None:
        """The name of each lane, said in the language in force."""
        if labels != self._labels:
            self._labels = dict(labels)
            self.update()

    def set_bars(self, label: str, bars: Sequence[Bar]) -> None:
        """An extra lane of bars under the others (target GMV by segment)."""
        if (label, tuple(bars)) != (self._bars_label, self._bars):
            self._bars_label, self._bars = label, tuple(bars)
            self.update()

    def show_blocks(
        self,
        blocks: Sequence[Drawn],
        *,
        start: Instant,
        end: Instant,
        zone: str,
        now: Instant | None = None,
    ) -> None:
        """Draw `blocks` over [start, end]; `now` is drawn as a line where it falls inside."""
        asked = (tuple(blocks), start, end, zone)
        same = asked == (self._blocks, self._start, self._end, self._zone)
        if same and self._pixel(now) == self._pixel(self._now) and self._same_second(now):
            return
        self._now = now
        self._start, self._end, self._zone = start, end, zone
        if not same:
            self._take_blocks(asked[0])
        self.update()

    def _take_blocks(self, blocks: tuple[Drawn, ...]) -> None:
        self._blocks = blocks
        self._decks = {}
        for lane in self._lanes:
            here = [block for block in blocks if block.lane is lane]
            if lane not in self.flat:
                self._decks |= {id(here[n]): deck for n, deck in stacked(here).items()}
        self._share_height()

    def _share_height(self) -> None:
        """A lane with blocks beside one another is twice as high (tasks are mostly days
        ahead, out of sight)."""
        self._shares = dict.fromkeys(self._lanes, 1)
        for block in self._blocks:
            if block.lane is not Plate.WARMUP and id(block) in self._decks:
                self._shares[block.lane] = 2

    def _same_second(self, now: Instant | None) -> bool:
        if now is None or self._now is None:
            return now is self._now
        return now // 1000 == self._now // 1000

    def _pixel(self, at: Instant | None) -> int | None:
        return None if at is None else round(self.axis.x_of(at))

    # --- places ------------------------------------------------------------------------

    @property
    def axis(self) -> Axis:
        """Where time lies on the widget."""
        left, right = self.theme.px(_LEFT), self.theme.px(_RIGHT)
        return Axis(self._start, self._end, left, max(left + 1.0, self.width() - right))

    @property
    def top(self) -> float:
        """The height of the clock above the lanes, px."""
        return float(self.theme.px(_CLOCK))

    def sizeHint(self) -> QSize:
        return QSize(600, self.theme.px(_CLOCK + 27 * round(self._parts()) + 4))

    def _parts(self) -> int:
        """Of how many parts the height is."""
        return sum(self._shares.get(lane, 1) for lane in self._lanes) + bool(self._bars)

    def _part(self) -> float:
        """The height of a lane without decks, px."""
        most = float(self.theme.px(44))
        return min(most, (self.height() - self.top - 4) / max(1, self._parts()))

    def _lane_height(self, lane: Plate) -> float:
        return self._part() * self._shares.get(lane, 1)

    def _lane_top(self, lane: Plate) -> float:
        above = self._lanes[: self._lanes.index(lane)]
        return self.top + self._part() * sum(self._shares.get(one, 1) for one in above)

    def _bottom(self) -> float:
        return self.top + self._part() * self._parts()

    def _box(self, block: Drawn) -> QRectF:
        return QRectF(*self._placing(self.axis)(block)[1:])

    def _placing(self, axis: Axis) -> Callable[[Drawn], Placed]:
        """How a block gets its place; made once a paint, as there may be thousands."""
        inset = self._inset()
        tops = {lane: self._lane_top(lane) + inset for lane in self._lanes}
        highs = {lane: self._lane_height(lane) - 2 * inset for lane in self._lanes}
        decks, least = self._decks, self._least_width()
        scale, start, left = 1 / axis.ms_per_px, axis.start, axis.left

        def place(block: Drawn) -> Placed:
            began, lane = block.start, block.lane
            x, top, high = left + (began - start) * scale, tops[lane], highs[lane]
            if decks and (deck := decks.get(id(block))) is not None:
                high = (high - deck[1] + 1) / deck[1]
                top += deck[0] * (high + 1)
            wide = (block.end - began) * scale - 1.5
            return block, x, top, max(least, wide), high

        return place

    def _inset(self) -> float:
        """Above and below a block, px: on a low strip less, so that its name has room."""
        part = self._part()
        wanted = max(2.0, part * 0.12)
        return max(0.5, min(wanted, (part - self.ink.least_height()) / 2))

    def _least_width(self) -> float:
        return 4.0

    def _places(self, blocks: Sequence[Drawn]) -> Iterator[Placed]:
        """The blocks that can be seen, in their places."""
        axis = self.axis
        first, last = axis.at_x(axis.left - 8), axis.at_x(axis.right + 8)
        place, lanes = self._placing(axis), frozenset(self._lanes)
        for block in blocks:
            if block.end >= first and block.start <= last and block.lane in lanes:
                yield place(block)

    def _visible(self, blocks: Sequence[Drawn]) -> Iterator[tuple[Drawn, QRectF]]:
        """The blocks that can be seen, in their boxes."""
        return ((block, QRectF(*place)) for block, *place in self._places(blocks))

    def block_at(self, point: QPointF) -> Drawn | None:
        """The topmost block under `point`."""
        found = None
        for block, box in self._visible(self._blocks):
            if box.contains(point):
                found = block
        return found

    # --- hands -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self.block_at(event.position())
        if block:
            self.block_clicked.emit(block.lane, block.id)
        elif event.position().x() >= self.axis.left and self._end > self._start:
            self.moment_clicked.emit(self.axis.at_x(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Tooltips come from the block under the mouse."""
        if isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            text = self.help if block is None else self._tip(block)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _tip(self, block: Drawn) -> str:
        clock = (formats.clock(block.start, self._zone), formats.clock(block.end, self._zone))
        return f"{self._labels.get(block.lane, '')} · {block.label}  {clock[0]}–{clock[1]}"

    # --- paint -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then blocks and bars within the axis, then the now line over all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self.axis
        self._paint_ground(painter, axis)
        painter.save()
        painter.setClipRect(QRectF(axis.left - 2, 0, axis.right - axis.left + 20, self.height()))
        self._paint_blocks(painter, axis)
        if self._bars:
            part = self._part()
            self.ink.bars(painter, axis, self._shown_bars(), self._bottom() - part, part)
        painter.restore()
        if self._now is not None and self._now_shown:
            self.ink.now(painter, axis, self._now, self._zone, self.top, self.height() - 3)
        painter.end()

    def _paint_ground(self, painter: QPainter, axis: Axis) -> None:
        inset = self.theme.px(12)
        rows = [(self._lane_top(lane), self._lane_height(lane)) for lane in self._lanes]
        self.ink.lanes(painter, self.width(), rows)
        for lane, (top, tall) in zip(self._lanes, rows, strict=True):
            box = QRectF(inset, top, axis.left - inset - 4, tall)
            self.ink.name(painter, box, self._labels.get(lane, ""), self.theme.plate(lane))
        if self._bars:
            part = self._part()
            box = QRectF(inset, self._bottom() - part, axis.left - inset - 4, part)
            self.ink.name(painter, box, self._bars_label, self.theme.color("money"))
        if self._end > self._start:
            seen = self._now if self._now_shown else None
            self.ink.clock(painter, axis, self._zone, self.top, self._bottom(), seen)
        else:
            size = (axis.right - axis.left, self._bottom() - self.top)
            self.ink.note(painter, QRectF(axis.left, self.top, *size), self.note)

    @property
    def _now_shown(self) -> bool:
        return self._now is not None and self._start <= self._now <= self._end

    def _shown_bars(self) -> tuple[Bar, ...]:
        return self._bars

    def _paint_blocks(self, painter: QPainter, axis: Axis) -> None:
        self.ink.blocks(painter, self._places(self._blocks), axis.left)
