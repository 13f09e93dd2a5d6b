"""Key presses in Live turned into actions, unless someone is typing.

Letter, Space, Enter and Backspace keys belong to a text field while it has the focus.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from controlroom.ui.actions import KEYMAP
from controlroom.ui.keymap import pressed
from controlroom.ui.operator import Operator
from controlroom.ui.widgets.key_button import KeyButton


class Keys(QObject):
    """Turns key presses inside `root` into actions, unless someone is typing."""

    def __init__(self, root: QWidget, operator: Operator) -> None:
        super().__init__(root)
        self._root, self._operator = root, operator
        self._window: QWidget | None = None
        root.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Does the action of a key and takes the key away, but for typing, for a button in
        focus and for what has nothing to do now; a key held down counts once."""
        kind = event.type()
        if kind is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            if watched is self._root:
                self._listen(kind)
            return False
        if not isinstance(watched, QWidget) or not self._ours(watched):
            return False
        action = KEYMAP.action(pressed(event))
        if action is None or (typing(watched) and _is_text(event)):
            return False
        if _presses(watched, event):
            return _entered(watched, event)
        if self._operator.idle(action):
            return False
        if not event.isAutoRepeat():
            self._operator.do(action)
        return True

    def _listen(self, kind: QEvent.Type) -> None:
        """While the workspace is in front its keys come from what has the focus, else from the
        window. (A filter of the whole application is asked about each event of each widget.)"""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if kind is QEvent.Type.Show and self._window is None:
            self._window = self._root.window()
            if self._window is not self._root:
                self._window.installEventFilter(self)
            app.focusChanged.connect(self._follow)
            self._follow(None, app.focusWidget())
        elif kind is QEvent.Type.Hide and self._window is not None:
            app.focusChanged.disconnect(self._follow)
            self._follow(app.focusWidget(), None)
            if self._window is not self._root:
                self._window.removeEventFilter(self)
            self._window = None

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        fixed = (self._root, self._window)
        if old is not None and isValid(old) and old not in fixed:
            old.removeEventFilter(self)
        if new is not None and new not in fixed:
            new.installEventFilter(self)

    def _ours(self, watched: QWidget) -> bool:
        """Keys act while the workspace is in front, wherever in its window the focus is;
        a dialog over it keeps its own keys."""
        return self._root.isVisible() and watched.window() is self._root.window()


def typing(widget: QWidget) -> bool:
    """Whether keys pressed in `widget` are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


def _presses(widget: QWidget, event: QKeyEvent) -> bool:
    """Space and Enter press a focused button that has no key of its own."""
    if not isinstance(widget, QAbstractButton):
        return False
    if isinstance(widget, KeyButton) and widget.hint:
        return False
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _entered(button: QWidget, event: QKeyEvent) -> bool:
    """Press `button` by Enter, which Qt would leave to what is around it (there it answers the
    top cue). False for Space, which presses it by itself."""
    if event.key() == Qt.Key.Key_Space:
        return False
    if isinstance(button, QAbstractButton) and not event.isAutoRepeat():
        button.click()
    return True


def _is_text(event: QKeyEvent) -> bool:
    """Function keys and the page keys of a remote act always; Ctrl+Z in a field undoes the
    typing."""
    paged = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
    return not paged and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
