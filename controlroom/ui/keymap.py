"""Which key does what in Live: the keys we ship, and those the operator chose."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

PANEL_KEYS = {
    "wider": "Ctrl+Shift+Right",
    "narrower": "Ctrl+Shift+Left",
    "taller": "Ctrl+Shift+Down",
    "lower": "Ctrl+Shift+Up",
}
"""The sizes of the panel in hand."""
_OWN = ("Tab", "Shift+Tab", "Esc", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Up", "Down")
RESERVED = (*_OWN, *PANEL_KEYS.values())
"""Keys that the window itself needs."""
_WIDE = {"？": "?", "【": "[", "】": "]"}  # the same keys under a Chinese input method
_BY_TEXT = ("?", "[", "]")
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class Keymap:
    """Keys by action and actions by key; `own` replaces all keys of an action."""

    def __init__(self, ours: Mapping[str, tuple[str, ...]]) -> None:
        self._ours = dict(ours)
        self.use({})

    @property
    def own(self) -> dict[str, str]:
        """The keys that differ from ours, by action."""
        return dict(self._own)

    def use(self, own: Mapping[str, str]) -> None:
        """Change keys. What is unknown, reserved or taken twice is left as we ship it."""
        self._own: dict[str, str] = {}
        for action, key in own.items():
            if action in self._ours and self.taken(action, key) is None:
                self._own[action] = normal(key)
        self._by_key = {normal(key): action for action in self._ours for key in self.keys(action)}

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action, the one shown first."""
        return (self._own[action],) if action in self._own else self._ours[action]

    def action(self, key: str) -> str | None:
        """What a key does, or None."""
        return self._by_key.get(key)

    def taken(self, action: str, key: str) -> str | None:
        """Why `key` can't be that of `action`: the action that has it, "" where the window
        needs it (or it is no key); None when it is free."""
        wanted = normal(key)
        if not wanted or wanted in RESERVED:
            return ""
        others = (name for name in self._ours if name != action)
        return next((n for n in others if wanted in map(normal, self.keys(n))), None)


def read(text: str) -> dict[str, str]:
    """Own keys as kept in the settings; none where that can't be read."""
    try:
        plain = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in plain.items()} if isinstance(plain, dict) else {}


def written(own: Mapping[str, str]) -> str:
    """Own keys as kept in the settings; "" when there are none."""
    return json.dumps(dict(own), ensure_ascii=False, sort_keys=True) if own else ""


def normal(key: str) -> str:
    """One spelling for each key."""
    return key if key in _BY_TEXT else QKeySequence(key).toString()


def pressed(event: QKeyEvent) -> str:
    """The key of an event, in that spelling; "" for a modifier alone."""
    said = _WIDE.get(event.text(), event.text())
    if said in _BY_TEXT:
        return said
    if event.key() in _HELD:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(held.value | event.key()).toString()


def shown(key: str) -> str:
    """A key as a person reads it."""
    return key.replace("Return", "Enter").replace("Backspace", "⌫")
