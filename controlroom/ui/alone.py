"""One window per database: two would both write into the record of the show on air."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from controlroom.core.errors import WorldError
from controlroom.core.message import message
from controlroom.ui.i18n import Language


@contextmanager
def alone(database: str, language: Language) -> Iterator[None]:
    """Hold `database` (a path or a URL) for this window as long as this goes on.

    A lock left behind by a program that has died is taken over at once, or disregarded where
    the disk is too full for another. Where no lock can be made (a read-only folder) none is
    needed: nothing can be written there either. A server's
    database is not locked: its sessions are run from several desks. Raises WorldError
    ("cli.already_open"), having said it in a box of its own, when another window holds it.
    """
    path = database.removeprefix("sqlite:///")
    if "://" in path:
        yield
        return
    lock = QLockFile(f"{Path(path).absolute()}.window")
    lock.setStaleLockTime(0)  # only the end of the process that made it makes it stale
    if not lock.tryLock(0) and _is_held(lock) and not (_left_behind(lock) and _again(lock)):
        _say(language)
        raise WorldError("cli.already_open")
    try:
        yield
    finally:
        lock.unlock()


def _is_held(lock: QLockFile) -> bool:
    return lock.error() is QLockFile.LockError.LockFailedError


def _left_behind(lock: QLockFile) -> bool:
    """Whether whoever made it has died, and it is gone now. Qt finds out by making a second
    lock, for which a full disk has no room. Windows keeps the file of a living program."""
    if os.name != "nt":
        pid, host, _ = lock.getLockInfo()
        if host != QSysInfo.machineHostName() or _is_alive(int(pid)):
            return False
    try:
        Path(lock.fileName()).unlink()
    except OSError:
        return False
    return True


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True


def _again(lock: QLockFile) -> bool:
    """Try once more; a disk that is full can't be locked, and nobody else holds it."""
    return lock.tryLock(0) or not _is_held(lock)


def _say(language: Language) -> None:
    """For whoever has clicked on an icon and sees no standard error. Off-screen nobody
    could close the box, and the program would never end."""
    if QGuiApplication.platformName() == "offscreen":
        return
    box = QMessageBox(QMessageBox.Icon.Information, "", language.say(message("cli.already_open")))
    box.setWindowTitle(language.tr("ui.window.title"))
    box.exec()
