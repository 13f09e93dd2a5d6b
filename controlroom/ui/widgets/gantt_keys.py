"""The Plan timeline by keys: arrows choose, Shift moves, Ctrl+Shift stretches, + − 0 zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from controlroom.plan.dragging import Grip
from controlroom.ui.widgets.gantt_block import GanttBlock, across, beside
from controlroom.ui.widgets.zoom_strip import ZOOM

if TYPE_CHECKING:
    from controlroom.ui.widgets.gantt import Gantt

Key, Mod = Qt.Key, Qt.KeyboardModifier
_SIDE = {Key.Key_Left: -1, Key.Key_Right: 1}
_LANE = {Key.Key_Up: -1, Key.Key_Down: 1}
_PAGE = {Key.Key_PageUp: -0.8, Key.Key_PageDown: 0.8}
_CLOSER = {Key.Key_Plus: ZOOM, Key.Key_Equal: ZOOM, Key.Key_Minus: 1 / ZOOM}


def pressed(strip: Gantt, event: QKeyEvent) -> bool:
    """Do what a key means on the timeline. False: it means nothing here."""
    key = Qt.Key(event.key())
    mods = event.modifiers() & ~Mod.KeypadModifier
    if key in _SIDE and mods & Mod.ShiftModifier:
        return _nudge(strip, _SIDE[key], mods)
    if key in _SIDE and mods == Mod.NoModifier:
        return _go(strip, beside(strip.blocks, strip.focused, _SIDE[key]))
    if key in _LANE and mods == Mod.NoModifier:
        return _go(strip, across(strip.blocks, strip.focused, strip.lanes, _LANE[key]))
    if key in (Key.Key_Return, Key.Key_Enter) and strip.focused is not None:
        strip.block_opened.emit(strip.focused.lane, strip.focused.id)
        return True
    return _look(strip, key)


def _go(strip: Gantt, block: GanttBlock | None) -> bool:
    if block is not None:
        strip.put_cursor(block)
        strip.reveal(block.start, block.end)
    return True


def _nudge(strip: Gantt, way: int, mods: Qt.KeyboardModifier) -> bool:
    """Shift: the whole block; with Ctrl: its end; with Alt: its start."""
    block = strip.focused
    if block is None:
        return False
    grip = Grip.END if mods & Mod.ControlModifier else Grip.WHOLE
    grip = Grip.START if mods & Mod.AltModifier else grip
    if grip in block.grips:
        strip.nudged.emit(block, grip, way * strip.step)
    return True


def _look(strip: Gantt, key: Qt.Key) -> bool:
    """Zoom, scroll, give up."""
    first, last = strip.full
    wide = strip.axis.end - strip.axis.start
    if key in _CLOSER:
        here = None if strip.focused is None else strip.axis.x_of(strip.focused.start)
        strip.zoom(_CLOSER[key], here if here and strip.axis.left <= here else None)
    elif key == Key.Key_0:
        strip.fit()
    elif key in _PAGE:
        strip.scroll_by(round(_PAGE[key] * wide))
    elif key in (Key.Key_Home, Key.Key_End):
        strip.scroll_by(first - last if key == Key.Key_Home else last - first)
    elif key == Key.Key_Escape:
        return strip.hand.cancel()
    else:
        return False
    return True
