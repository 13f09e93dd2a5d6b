"""Another style sheet for the whole application, in several turns.

`QApplication.setStyleSheet` styles every widget there is, and each tells its layout, which
is laid out again for each: 140 ms for the 1,200 widgets of the program, nine tenths of it
layouts, though sheets that differ in colours alone move nothing. So the sheet is exchanged
with the widgets left out: those in sight are styled in the turn after, those out of sight
some in a turn. What is made meanwhile has the new sheet already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer

from controlroom.ui.turns import Steps

_MOST = 200  # widgets in a turn: 40 µs each
_STYLE_CHANGE = QEvent.Type.StyleChange
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_UNPAINTED = Qt.WidgetAttribute.WA_UpdatesDisabled
_UNPAINTED_BY_OTHERS = Qt.WidgetAttribute.WA_ForceUpdatesDisabled


def restyled(app: QApplication, exchange: Callable[[], None], changed: Callable[[], None]) -> Steps:
    """`exchange` the sheet of `app` (taken off, then set) for one of the same measures, style
    the widgets in sight, say `changed`, then style the others. Nothing is painted before
    all that is in sight has its new look."""
    styled: set[tuple[int, ...]] = set()
    with _unpainted(app):
        yield
        with _untouched(app):
            exchange()
        yield
        while _style_some(app, styled, in_sight=True):
            yield
        yield
        changed()
    yield
    while _style_some(app, styled):
        yield


class _Deaf(QObject):
    """Keeps from everyone that the style changes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() is _STYLE_CHANGE


@contextmanager
def _untouched(app: QApplication) -> Iterator[None]:
    """A sheet set inside this reaches no widget that has been styled before.

    While one style made of a sheet is alive, Qt remembers what each widget was like without
    one: of that it makes its next look.
    """
    keeper, deaf = QWidget(), _Deaf()
    keeper.setStyleSheet("QWidget {}")
    done = [widget for widget in app.allWidgets() if widget.testAttribute(_POLISHED)]
    for widget in done:
        widget.setAttribute(_POLISHED, False)
    app.installEventFilter(deaf)
    try:
        yield
    finally:
        app.removeEventFilter(deaf)
        for widget in done:
            widget.setAttribute(_POLISHED, True)


@contextmanager
def _unpainted(app: QApplication) -> Iterator[None]:
    """Nothing in sight is painted inside this, everything once after it.

    `setUpdatesEnabled` would ask each widget by itself to be painted again: those that
    cover their ground would be painted twice, by themselves and with their window.
    """
    for widget in _all(app):
        if widget.isVisible():
            widget.setAttribute(_UNPAINTED)
    try:
        yield
    finally:
        for widget in _all(app):
            if not widget.testAttribute(_UNPAINTED_BY_OTHERS):
                widget.setAttribute(_UNPAINTED, False)
        for window in app.topLevelWidgets():
            window.update()


def _style_some(app: QApplication, styled: set[tuple[int, ...]], *, in_sight: bool = False) -> bool:
    """Style some widgets that are not yet in `styled`, parents before children; whether there
    may be more. They are looked for in each turn anew: any may have gone since the last."""
    left = _MOST
    for widget in _all(app):
        at = getCppPointer(widget)
        if at in styled or (in_sight and not widget.isVisible()):
            continue
        styled.add(at)
        if widget.testAttribute(_POLISHED):
            widget.style().polish(widget)
            left -= 1
            if not left:
                return True
    return False


def _all(app: QApplication) -> Iterator[QWidget]:
    for window in app.topLevelWidgets():
        if window.parent() is None:
            yield window
            yield from window.findChildren(QWidget)
