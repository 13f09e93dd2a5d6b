"""Settings as the window keeps them: what the disk refuses holds all the same.

Nobody who makes the type larger, sends the prompter to a screen or goes on air is to be
stopped by a disk that has no room for a word about it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from controlroom.core.errors import WorldError
from controlroom.core.message import message

if TYPE_CHECKING:
    from controlroom.ports import Settings

log = logging.getLogger(__name__)

_AGAIN_MS = 5000


class Keeping(QObject):
    """`Settings` over others, for the window's thread. `set` never raises for the world's
    sake: the value holds, and is written as soon as that can be."""

    refused = Signal(object)  # Message while something waits in memory, None once all is written

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._waiting: dict[str, object] = {}
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.write)

    def get(self, key: str) -> object:
        """The value that holds. Raises BugError for a name not in the table."""
        return self._waiting[key] if key in self._waiting else self._settings.get(key)

    def set(self, key: str, value: object) -> None:
        """Let `value` hold, and write it. Raises BugError for a wrong name or kind."""
        before = dict(self._waiting)
        self._waiting[key] = value
        try:
            self._settings.set(key, value)
        except WorldError as trouble:
            self._wait(trouble)
        except BaseException:
            self._waiting = before
            raise
        else:
            del self._waiting[key]
            self._all_is_well()

    def write(self) -> None:
        """Try again what waits."""
        for key, value in list(self._waiting.items()):
            try:
                self._settings.set(key, value)
            except WorldError as trouble:
                self._wait(trouble)
                return
            del self._waiting[key]
        self._all_is_well()

    def _wait(self, trouble: WorldError) -> None:
        if not self._again.isActive():
            log.warning("settings wait in memory: %s", trouble)
            self._again.start()
        why = trouble.message.args.get("detail", "")
        self.refused.emit(message("ui.window.settings_wait", why=why))

    def _all_is_well(self) -> None:
        if self._again.isActive() and not self._waiting:
            self._again.stop()
            self.refused.emit(None)
