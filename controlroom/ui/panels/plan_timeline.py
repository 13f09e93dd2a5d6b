"""The timeline under the tables of Plan: five lanes over one clock, edited by hand.

Each drag is one edit of the sheet (`plan.dragging` says which); while it lasts the whole
plan is shown as it would be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.time import Instant, local
from controlroom.plan import dragging
from controlroom.plan.dragging import Drag, Grip
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import schedule
from controlroom.ui.i18n import Language
from controlroom.ui.models import strip, strip_words
from controlroom.ui.models.sight import Sight
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.gantt import Gantt
from controlroom.ui.widgets.gantt_block import GanttBlock
from controlroom.ui.widgets.zoom_strip import ZOOM


class Edit(Protocol):
    """An undoable edit; those of one `group` in a row are one step."""

    def __call__(
        self, label: Message, change: Callable[[RunSheet], RunSheet], *, group: str = ""
    ) -> None: ...


_TICK = 5_000  # ms between two looks at the clock
_SOON = 70  # ms that the timeline of a large plan may come behind the table
_LARGE = 400  # rows


class PlanTimeline(QFrame):
    """`chosen(plate, row)`: a block was clicked or stepped to; `opened`: Enter on it."""

    chosen = Signal(object, str)
    opened = Signal(object, str)

    def __init__(
        self, theme: Theme, language: Language, edit: Edit, now: Callable[[], Instant]
    ) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme, self._language, self._edit, self._clock = theme, language, edit, now
        self._blocks = strip.StripBlocks()
        self._trial = strip.StripBlocks()
        self._sight: Sight | None = None
        self._visits = 0
        self._chosen: tuple[Plate, RowId] | None = None
        self._follow = False  # the row in hand is to be brought into sight
        self.strip = Gantt(theme)
        self.strip.describe = self._describe
        self.buttons = {name: QToolButton() for name in ("closer", "further", "fit")}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._show_now)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self._draw)
        self.setMinimumHeight(theme.px(150))
        self._lay_out()
        self._connect()
        self.say()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 2, 1, 2)
        column.addWidget(self.strip)
        self._tools = QWidget(self.strip)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, sign in (("further", "−"), ("fit", "⤢"), ("closer", "+")):
            button = self.buttons[name]
            button.setText(sign)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setFixedSize(QSize(self._theme.px(17), self._theme.px(18)))
            row.addWidget(button)
        self._tools.move(self._theme.px(7), 1)

    def _connect(self) -> None:
        self.buttons["closer"].clicked.connect(lambda: self.strip.zoom(ZOOM**2))
        self.buttons["further"].clicked.connect(lambda: self.strip.zoom(ZOOM**-2))
        self.buttons["fit"].clicked.connect(self.strip.fit)
        self.strip.block_clicked.connect(self._visit)
        self.strip.block_opened.connect(self.opened)
        self.strip.dragged.connect(self._preview)
        self.strip.dropped.connect(self._drop)
        self.strip.nudged.connect(self._nudge)
        self._language.retranslate.connect(self.say)

    # --- what is shown -----------------------------------------------------------------

    def show_plan(self, sight: Sight, chosen: tuple[Plate, RowId] | None) -> None:
        """The plan as it is, with the row in hand marked. Of a large plan a moment later, so
        that the table never waits for it."""
        fresh = self._sight is None or self._sight.sheet.session.id != sight.sheet.session.id
        self._sight, self._chosen = sight, chosen
        if fresh and self._large:  # what stands there is another plan's
            self._clear()
            self._later.start()
        elif fresh or not self._large:
            self._later.stop()
            self._draw()
        elif not self._later.isActive():
            QTimer.singleShot(0, self, self._soon)

    def _soon(self) -> None:
        """Counted from when the table has been painted, so that one turn never does both."""
        if self._large and not self._later.isActive():
            self._later.start()

    @property
    def _large(self) -> bool:
        sheet = None if self._sight is None else self._sight.sheet
        return sheet is not None and len(sheet.segments) + len(sheet.slots) >= _LARGE

    def _draw(self) -> None:
        sight, tr = self._sight, self._language.tr
        if sight is None:
            return
        session, blocks = sight.sheet.session, self._blocks.of(sight)
        fit, full = strip.reach(sight.sheet, blocks)
        edges = (session.planned_start, session.planned_end)
        self.strip.set_bars(tr("ui.plan.lane.target"), strip.bars_of(sight))
        self.strip.show_plan(
            blocks,
            fit=fit,
            full=full,
            window=tuple(at for at in edges if at is not None),
            zone=sight.zone,
        )
        self.strip.choose(self._chosen, show=self._follow)
        self._follow = False
        self._show_now()

    def show_none(self) -> None:
        """No plan is open."""
        self._sight = None
        self._later.stop()
        self._clear()

    def _clear(self) -> None:
        nothing = (Instant(0), Instant(0))
        self.strip.set_bars("", ())
        self.strip.show_plan((), fit=nothing, full=nothing, window=(), zone="UTC")
        self.strip.show_now(None)

    def choose(self, chosen: tuple[Plate, RowId] | None) -> None:
        """The row with the cursor in the tables."""
        self._chosen = chosen
        if self._large:
            self._follow = True
            self._later.start()
        else:
            self.strip.choose(chosen, show=True)

    def _show_now(self) -> None:
        """The now line belongs to the day of the show."""
        now = self._clock()
        sight = self._sight
        today = sight is not None and (
            local(now, sight.zone).date()
            == local(sight.sheet.session.planned_start, sight.zone).date()
            or sight.schedule.start <= now <= sight.schedule.end
        )
        self.strip.show_now(now if today else None)

    def _visit(self, plate: Plate, row: str) -> None:
        self._visits += 1  # keys pressed on a block chosen anew are another step of undo
        self.chosen.emit(plate, row)

    def _describe(self, block: GanttBlock) -> str:
        return block.label if self._sight is None else strip_words.described(block, self._sight)

    def say(self) -> None:
        """Say everything in the language in force."""
        tr = self._language.tr
        self.strip.set_labels({plate: tr(f"ui.plan.lane.{plate.value}") for plate in Plate})
        self.strip.setAccessibleName(tr("ui.plan.timeline"))
        self.strip.help = tr("ui.plan.strip.help")
        for name, button in self.buttons.items():
            button.setToolTip(tr(f"ui.plan.strip.{name}"))
            button.setAccessibleName(tr(f"ui.plan.strip.{name}"))

    # --- edits -------------------------------------------------------------------------

    def _preview(self, drag: Drag) -> None:
        """Show the whole plan as it would be with the block where the hand is."""
        if self._sight is None:
            return
        sheet = dragging.applied(self._sight.sheet, drag)
        trial = replace(self._sight, sheet=sheet, schedule=schedule(sheet), findings=())
        blocks = self._trial.of(trial)
        moved = self._moved(blocks, drag)
        said = "" if moved is None else self._bubble(moved, trial)
        self.strip.show_preview(blocks, said, strip.bars_of(trial))

    def _moved(self, blocks: tuple[GanttBlock, ...], drag: Drag) -> GanttBlock | None:
        mine = [one for one in blocks if (one.lane, one.id) == (drag.plate, drag.row)]
        return min(mine, key=lambda one: abs(one.hold(drag.grip) - drag.at), default=None)

    def _bubble(self, block: GanttBlock, trial: Sight) -> str:
        said = strip_words.times(block, trial)
        place = trial.place[block.lane].get(block.id)
        before = None if self._sight is None else self._sight.place[block.lane].get(block.id)
        if place == before:
            return said
        return f"{said} → {block.lane.value}-{place}"

    def _drop(self, drag: Drag) -> None:
        self.strip.show_preview(None)
        if self._sight is not None:
            name = dragging.label(self._sight.sheet, drag)
            self._edit(name, lambda sheet: dragging.applied(sheet, drag))

    def _nudge(self, block: GanttBlock, grip: Grip, by: int) -> None:
        if self._sight is None:
            return
        lane, row, home = block.lane, block.id, block.segment
        drag = Drag(plate=lane, row=row, grip=grip, at=block.start)
        self._edit(
            dragging.label(self._sight.sheet, drag),
            lambda sheet: dragging.nudged(sheet, lane, row, grip, by, segment=home),
            group=f"timeline {self._visits} {lane.value} {row} {grip.value}",
        )

    # --- clock -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_now()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
