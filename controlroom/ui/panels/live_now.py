"""The card of the running segment: countdown, points to tick, stock, what comes next.

Before and after air the same place says what to do next.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.desk.intents import StartAtPlan, TickPoint
from controlroom.live.readout import NextView, NowView, Phase, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.actions import hint
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.bar import ShareBar
from controlroom.ui.widgets.card import label, put, restyle, show_if
from controlroom.ui.widgets.elided import ElidedLabel
from controlroom.ui.widgets.flow import Flow
from controlroom.ui.widgets.key_button import KeyButton

_POINTS = 5
_BUTTONS = ("go", "minus", "plus", "pause", "back")
_TWO_ROWS = {
    "go": (0, 0, 4), "pause": (0, 4, 2),
    "back": (1, 0, 2), "minus": (1, 2, 2), "plus": (1, 4, 2),
}  # fmt: skip
_ONE_ROW = {
    "go": (0, 0, 2), "pause": (0, 2, 1), "back": (0, 3, 1), "minus": (0, 4, 1), "plus": (0, 5, 1),
}  # fmt: skip
_FEW = 2  # points in a small window


class NowPanel(LivePanel):
    """The running segment, or what to do to get one."""

    name = "now"
    wanted = Signal(str)  # "air" | "rehearse" | "plan" | "review": asked before and after air

    def build(self) -> None:
        """The widgets, without text."""
        self._compact, self._why = False, ""
        self.badge = PlateBadge(self.theme, Plate.SCRIPT)
        self.header.lead(self.badge)
        self.times = label("", "muted")
        self.header.add(self.times)
        for part in (self.header, self):
            part.setProperty("card", "now")
        self.header.title.setObjectName("cardTitle")
        self.column.setContentsMargins(13, 0, 13, 10)
        self.running, self.start = self._running_page(), self._start_page()
        self.running.hide()
        for page in (self.running, self.start):  # no stack: it is as high as its highest page
            self.column.addWidget(page, 1)
        self.operator.guarded.connect(self._guard)

    def set_compact(self, compact: bool) -> None:
        """A small window leaves out what is said and what the run-sheet below says too: the
        points ticked and all but the next two, the next segment, the keys of the buttons."""
        if compact is not self._compact:
            self._compact = compact
            restyle(self.left, "compact", "on" if compact else "")
            self._place_buttons()
            show_if(self.coming, not compact)
            self.of.setContentsMargins(0, 0, 0, 2 if compact else 8)
            self.count_column.setContentsMargins(0, 0, 0, 2 if compact else 8)
        self.show_readout(self.readout)

    def _running_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = label("", "large", wrap=True)
        self.left = label("", "huge")
        self.of = label("", "muted")
        self.stock = label("", "strong")
        self.price = label("", "muted")
        self.bar = ShareBar(self.theme, "script", 5)
        column.addWidget(self.title)
        column.addLayout(self._count_row())
        column.addWidget(self.bar)
        column.addSpacing(4)
        self.points = [self._point(index) for index in range(_POINTS)]
        for point in self.points:
            column.addWidget(point)
        column.addSpacing(2)
        self.coming = ElidedLabel()
        restyle(self.coming, "kind", "muted")
        column.addWidget(self.coming)
        column.addLayout(self._button_row())
        column.addStretch(1)
        return page

    def _count_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.left)
        row.addWidget(self.of, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = self.count_column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        for part in (self.price, self.stock):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(part)
        row.addLayout(column)
        self.of.setContentsMargins(0, 0, 0, 8)
        column.setContentsMargins(0, 0, 0, 8)
        return row

    def _point(self, index: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "point")
        button.setObjectName(f"point_{index}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self._tick(index))
        return button

    def _button_row(self) -> QGridLayout:
        self.grid = QGridLayout()
        self.grid.setSpacing(6)
        self.buttons = {a: self.key_button(a, "go" if a == "go" else "plain") for a in _BUTTONS}
        for column in range(6):
            self.grid.setColumnStretch(column, 1)
        self._place_buttons()
        return self.grid

    def _place_buttons(self) -> None:
        """In two rows; in a small window in one."""
        for action, (row, column, wide) in (_ONE_ROW if self._compact else _TWO_ROWS).items():
            button = self.buttons[action]
            self.grid.removeWidget(button)
            self.grid.addWidget(button, row, column, 1, wide)
            button.set_bare(self._compact and action != "go")
            restyle(button, "close", "on" if self._compact else "")

    def _start_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(8)
        self.headline = label("", "large", wrap=True)
        self.advice = label("", "muted", wrap=True)
        self.countdown = label("", "huge")
        column.addWidget(self.headline)
        column.addWidget(self.countdown)
        column.addWidget(self.advice)
        row = Flow(spacing=8)
        kinds = {
            "air": "danger",
            "at_plan": "plain",
            "rehearse": "plain",
            "plan": "plain",
            "review": "primary",
        }
        self.starts: dict[str, KeyButton] = {}
        for name, kind in kinds.items():
            button = KeyButton(self.theme, kind)
            button.setObjectName(f"start_{name}")
            button.clicked.connect(lambda _=False, name=name: self._start(name))
            self.starts[name] = button
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        self.setAccessibleName(self.tr_("ui.panel.now"))
        for action, button in self.buttons.items():
            self.name_button(button, action)
        for name, button in self.starts.items():
            button.say(self.tr_(f"ui.start.{name}"))
        self._say_pause(self.readout)

    # --- painting --------------------------------------------------------------

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        running = readout.phase in (Phase.ON_AIR, Phase.PAUSED) and readout.current is not None
        show_if(self.running, running)
        show_if(self.start, not running)
        show_if(self.badge, running)
        if running and readout.current is not None:
            self._show_now(readout, readout.current)
        else:
            self._show_start(readout)
        self._say_pause(readout)
        self._show_next(readout.next, readout)
        self.fit(closely=self._compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_readout(self.readout)

    def _show_now(self, readout: Readout, now: NowView) -> None:
        kind = self.language.word("plan.kind", now.kind) or self.tr_("ui.segment")
        paused = readout.phase is Phase.PAUSED
        put(self.header.title, self.tr_("ui.now.paused" if paused else "ui.now.running", kind=kind))
        ends = (formats.clock(at, readout.zone) for at in (now.started, now.ends))
        put(self.times, "–".join(ends))
        put(self.title, self._name(now))
        put(self.left, formats.span(now.remaining))
        over = now.remaining < 0
        restyle(self.left, "tone", "error" if over else "warning" if now.remaining < 60_000 else "")
        key = "ui.now.over" if over else "ui.now.left"
        put(self.of, self.tr_(key, of_ms=now.duration))
        self.bar.set_share(_spent(now), "on_air" if over else "script")
        put(self.price, _price(now, readout.currency))
        known = now.stock_left is not None or now.stock is not None
        text = self.tr_("ui.now.stock", left=now.stock_left, of=now.stock) if known else ""
        put(self.stock, text)
        low = (
            now.stock_left is not None
            and bool(now.stock)
            and now.stock_left * 10 <= (now.stock or 0)
        )
        restyle(self.stock, "tone", "warning" if low else "")
        self._show_points(now)

    def _show_points(self, now: NowView) -> None:
        by_index = {point.index: point for point in now.points if point.text}
        listed = [n for n, point in by_index.items() if not (self._compact and point.said)]
        more = max(0, len(listed) - _FEW) if self._compact else 0
        listed = listed[: len(listed) - more]
        for index, button in enumerate(self.points):
            point = by_index.get(index)
            show_if(button, index in listed)
            if point is None:
                continue
            mark = "✓" if point.said else "○"
            name = self.tr_(f"ui.point.{index}")
            text = f"{mark} {name}  {point.text}".replace("&", "&&")
            rest = f"  {self.tr_('ui.point.more', n=more)}" if more and index == listed[-1] else ""
            metrics = button.fontMetrics()
            room = max(120, self.width() - 46 - metrics.horizontalAdvance(rest))
            wide = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + rest
            if button.text() != wide:
                button.setText(wide)
                button.setToolTip(f"{point.text}  ({hint(f'point{index + 1}')})")
            said = self.tr_("ui.point.said" if point.said else "ui.point.unsaid")
            button.setAccessibleName(f"{name} {point.text} {said}")
            restyle(button, "said", point.said)

    def _name(self, now: NowView) -> str:
        """`6号链接 · 羽绒服轻暖款`; the segment's own title where it has no product."""
        if now.link is None:
            return self.language.speaker.named(now.title)
        name = self.language.speaker.named(now.product_title or now.title)
        return f"{self.tr_('ui.link', n=now.link)} · {name}"

    def _show_next(self, coming: NextView | None, readout: Readout) -> None:
        if coming is None:
            put(self.coming, self.tr_("ui.next.none"))
            return
        clock = formats.clock(coming.expected_start, readout.zone)
        left = formats.span(coming.countdown)
        key = "ui.next.hard" if coming.hard else "ui.next"
        put(self.coming, self.tr_(key, title=coming.title, clock=clock, left=left))

    def _show_start(self, readout: Readout) -> None:
        phase = readout.phase
        current = "on" if phase in (Phase.ON_AIR, Phase.PAUSED) else phase.value
        put(self.header.title, readout.title or self.tr_("ui.panel.now"))
        put(self.times, formats.clock(readout.planned_start, readout.zone) if readout.run else "")
        mode = ".rehearsal" if readout.rehearsal and phase is Phase.ARMED else ""
        mode = ".resuming" if phase is Phase.OPENING and readout.resuming else mode
        alone = readout.starts_alone
        mode = ".alone" if alone is not None else mode
        put(self.headline, self.tr_(f"ui.start.{current}{mode}.title"))
        if phase is not Phase.IDLE:
            self._why = ""
        advice = self._advice(current, readout)
        if readout.with_stream:
            advice = f"{advice} {self.tr_('ui.start.stream')}"
        put(self.advice, self._why or advice)
        restyle(self.advice, "tone", "error" if self._why else "")
        armed = phase is Phase.ARMED and readout.planned_start is not None
        show_if(self.countdown, armed)
        if armed and readout.planned_start is not None:
            wait = readout.planned_start - readout.now
            put(self.countdown, formats.span(wait))
            restyle(self.countdown, "tone", "warning" if wait < 0 else "")
        buttons = {
            Phase.IDLE: ("air", "rehearse", "plan"),
            Phase.ARMED: ("air", "plan") if readout.rehearsal else ("air", "at_plan", "plan"),
            Phase.OFF_AIR: ("review", "air", "rehearse"),
        }.get(phase, ())
        for name, button in self.starts.items():
            show_if(button, name in buttons)
        names = {Phase.ARMED: "ui.start.go_on_air", Phase.IDLE: "ui.start.air"}
        self.starts["air"].say(self.tr_(names.get(phase, "ui.start.again")))
        cancel = "ui.start.at_plan" if alone is None else "ui.start.at_plan.cancel"
        self.starts["at_plan"].say(self.tr_(cancel))

    def _advice(self, current: str, readout: Readout) -> str:
        alone = readout.starts_alone
        if alone is None:
            return self.tr_(f"ui.start.{current}.advice")
        clock = formats.clock(alone, readout.zone, seconds=True)
        return self.tr_("ui.start.armed.alone.advice", clock=clock)

    def _say_pause(self, readout: Readout) -> None:
        paused = readout.phase is Phase.PAUSED
        self.name_button(self.buttons["pause"], "pause", "ui.button.resume" if paused else "")

    def refuse(self, why: str) -> None:
        """Say why the show could not be opened, until it is tried again."""
        self._why = why
        put(self.advice, why)
        restyle(self.advice, "tone", "error")

    # --- hands -----------------------------------------------------------------

    def _tick(self, index: int) -> None:
        now = self.readout.current
        point = next((p for p in now.points if p.index == index), None) if now else None
        if now is not None and point is not None:
            self.operator.post(TickPoint(now.id, index, not point.said))

    def _start(self, name: str) -> None:
        self._why = ""
        if name == "air" and self.readout.phase is Phase.ARMED:
            self.operator.go_on_air()
        elif name == "at_plan":
            self.operator.post(StartAtPlan(self.readout.starts_alone is None))
        else:
            self.wanted.emit(name)

    def _guard(self, shut: bool) -> None:
        """GO is shut for 800 ms after a GO: say so on the button."""
        button = self.buttons["go"]
        button.setEnabled(not shut)
        self.name_button(button, "go", "ui.button.go.done" if shut else "")


def _price(now: NowView, currency: str) -> str:
    if now.price is None:
        return ""
    price = formats.money(now.price, currency)
    return (
        price if now.list_price is None else f"{formats.money(now.list_price, currency)} → {price}"
    )


def _spent(now: NowView) -> float | None:
    whole = now.ends - now.started
    return None if whole <= 0 else 1 - now.remaining / whole
