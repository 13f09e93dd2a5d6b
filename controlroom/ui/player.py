"""Plays a short sound with what the system has; where it has nothing, the system's beep.

QtMultimedia would bring some 200 MB of add-ons for two tones.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QDir, QFile, QObject, QProcess, QStandardPaths, QTemporaryDir
from PySide6.QtWidgets import QApplication

from controlroom.ui.tones import tone

_PLAYERS = (("afplay",), ("pw-play",), ("paplay",), ("aplay", "-q"))


class Player(QObject):
    """`play` returns at once. A sound that is still heard is cut off by the next."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = QTemporaryDir()
        self._process = QProcess(self)
        self._command = _command()

    def play(self, level: str, volume: int) -> None:
        """Sound `level` ("due" | "late") at `volume` 0..100; nothing at 0."""
        if volume <= 0 or QApplication.platformName() == "offscreen":
            return
        path = self._file(level, volume)
        if path and sys.platform == "win32":
            _by_windows(path)
        elif path and self._command:
            self._process.kill()
            self._process = QProcess(self)
            self._process.start(self._command[0], [*self._command[1:], path])
        else:
            QApplication.beep()

    def _file(self, level: str, volume: int) -> str:
        """Where the sound is kept; "" where it can't be written."""
        path = QDir(self._folder.path()).filePath(f"{level}-{volume}.wav")
        file = QFile(path)
        if not file.exists():
            if not file.open(QFile.OpenModeFlag.WriteOnly):
                return ""
            file.write(tone(level, volume))
            file.close()
        return path


def _command() -> tuple[str, ...]:
    found = (each for each in _PLAYERS if QStandardPaths.findExecutable(each[0]))
    return next(found, ())


def _by_windows(path: str) -> None:
    import winsound

    if sys.platform == "win32":
        winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC)
