"""The sizes of Live's panels by keyboard: keys for the panel in hand, and the same by menu for
each that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from controlroom.ui.i18n import Language
from controlroom.ui.keymap import PANEL_KEYS
from controlroom.ui.panels.live_docks import Docks

_STEP = 32  # px a stroke
_WAYS: Mapping[str, tuple[int, int]] = {
    "wider": (_STEP, 0),
    "narrower": (-_STEP, 0),
    "taller": (0, _STEP),
    "lower": (0, -_STEP),
}


class PanelSizes(QObject):
    """Wider, narrower, taller or lower: the panel that has the focus, or had it last."""

    def __init__(self, docks: Docks, language: Language) -> None:
        super().__init__(docks)
        self._docks, self._language = docks, language
        for way, key in PANEL_KEYS.items():
            shortcut = QShortcut(QKeySequence(key), docks)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(partial(self.change, way))

    def change(self, way: str, name: str = "") -> None:
        """A step that way for the panel called so, which is in hand from now on."""
        self._docks.resize_panel(name or self._docks.in_hand, *_WAYS[way])

    def fill(self, menu: QMenu) -> None:
        """The panel in hand with its keys, then the others."""
        tr, held = self._language.tr, self._docks.in_hand
        menu.setTitle(tr("ui.layout.sizes"))
        for way, key in PANEL_KEYS.items():
            words = tr(f"ui.layout.{way}.of", panel=tr(f"ui.panel.{held}"))
            entry = menu.addAction(words, partial(self.change, way, held))
            entry.setShortcut(QKeySequence(key))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said, not listened for
        menu.addSeparator()
        for name in self._docks.shown():
            if name != held:
                self._one(menu.addMenu(tr(f"ui.panel.{name}")), name)

    def _one(self, menu: QMenu, name: str) -> None:
        for way in PANEL_KEYS:
            words = self._language.tr(f"ui.layout.{way}")
            menu.addAction(words, partial(self.change, way, name))
