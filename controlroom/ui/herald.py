"""Makes the operator look: sound, and while the window is behind others a notification and
the taskbar. It never takes the keyboard away from anyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QStyle, QSystemTrayIcon, QWidget

from controlroom.core.ids import CueId
from controlroom.core.message import Message
from controlroom.live.readout import CueState, Readout
from controlroom.ports import Settings
from controlroom.ui.i18n import Language

AGAIN = 60_000
"""A late cue is sounded again after so many ms of real time, and"""
TIMES = 3
"""so often in all."""


class Sounds(Protocol):
    """What makes the noise."""

    def play(self, level: str, volume: int) -> None:
        """Sound "due" or "late" at 0..100."""
        ...


class Herald(QObject):
    """Painted from readouts like a panel. `steady`: ms of a clock that never steps."""

    def __init__(
        self,
        window: QWidget,
        language: Language,
        settings: Settings | None,
        steady: Callable[[], int],
        sounds: Sounds,
    ) -> None:
        super().__init__(window)
        self._window, self._language, self._settings = window, language, settings
        self._steady, self.sounds = steady, sounds
        self._heard: dict[CueId, tuple[int, int]] = {}  # late: times sounded, when last
        self._known: frozenset[CueId] = frozenset()
        self._tray: QSystemTrayIcon | None = None

    def take(self, readout: Readout) -> None:
        """Sound what has become due or late since the last readout."""
        waiting = [c for c in readout.cues if c.state in (CueState.DUE, CueState.LATE)]
        ids = frozenset(cue.id for cue in waiting)
        new = [cue for cue in waiting if cue.id not in self._known]
        self._known = ids
        self._heard = {cue: heard for cue, heard in self._heard.items() if cue in ids}
        late = [c for c in waiting if c.state is CueState.LATE and self._again(c.id)]
        if late:
            self.call("late", late[0].text)
        elif new:
            self.call("due", new[0].text)

    def call(self, level: str, about: Message) -> None:
        """Sound `level`, and say what it is about while the window is behind."""
        if self._on("live.sound"):
            self.sounds.play(level, self.volume)
        if self.behind():
            text = self._language.say(about)
            if self._on("live.notify"):
                self.notify(self._language.tr(f"ui.herald.{level}"), text)
            if self._on("live.flash"):
                QApplication.alert(self._window)

    @property
    def volume(self) -> int:
        """0..100."""
        found = self._settings.get("live.volume") if self._settings else 70
        return found if isinstance(found, int) else 70

    def behind(self) -> bool:
        """Whether the operator is looking at another program."""
        return QApplication.activeWindow() is None

    def notify(self, title: str, text: str) -> None:
        """A desktop notification, where the system has them."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            icon, ours = self._window.windowIcon(), QStyle.StandardPixmap.SP_MessageBoxInformation
            if icon.isNull():
                icon = self._window.style().standardIcon(ours)
            self._tray = QSystemTrayIcon(icon, self)
        self._tray.show()
        self._tray.showMessage(title, text)

    def _again(self, cue: CueId) -> bool:
        times, last = self._heard.get(cue, (0, 0))
        now = self._steady()
        if times >= TIMES or (times and now - last < AGAIN):
            return False
        self._heard[cue] = (times + 1, now)
        return True

    def _on(self, name: str) -> bool:
        return self._settings is None or self._settings.get(name) is not False
