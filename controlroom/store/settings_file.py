"""Per-user settings in one JSON file, written whole or not at all."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TypeGuard

from controlroom.core.errors import BugError, WorldError
from controlroom.core.refusals import reason
from controlroom.core.settings import TABLE, Setting, Value


class SettingsFile:
    """`ports.Settings` in a file. Any thread. What the table doesn't know is kept in the
    file (a newer program's), what is of the wrong kind counts as not set."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        self.kept: Path | None = None
        """Where an unreadable file was moved; None if it could be read."""
        self._written = True
        self._values = self._read()

    def get(self, key: str) -> Value:
        """The value, or the table's default. Raises BugError for a name not in the table."""
        setting = _setting(key)
        value = self._values.get(key)
        return value if _is_value(value) and setting.fits(value) else setting.default

    def set(self, key: str, value: object) -> None:
        """Write `value`. Raises BugError for a wrong name or kind, WorldError
        ("store.cannot_write") when the file can't be written: the old file is kept then, the
        value holds, and is written with the next one."""
        setting = _setting(key)
        if not setting.fits(value):
            raise BugError(f"setting {key} can't be {value!r}")
        with self._lock:
            same = self._values.get(key) == value and type(self._values.get(key)) is type(value)
            if same and self._written:
                return
            self._values = self._values | {key: value}
            self._written = False
            self._write(self._values)
            self._written = True

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise WorldError(
                "store.cannot_open", place=str(self._path), detail=reason(fault)
            ) from fault
        except ValueError:  # not JSON, not UTF-8
            values = None
        if isinstance(values, dict):
            return values
        self.kept = self._path.with_name(self._path.name + ".unreadable")
        self._path.replace(self.kept)
        return {}

    def _write(self, values: dict[str, object]) -> None:
        write_whole(self._path, json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True))


def write_whole(path: Path, text: str) -> None:
    """A text file written whole or not at all. Raises WorldError ("store.cannot_write")."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        with suppress(OSError):
            part.unlink()
        raise WorldError("store.cannot_write", place=str(path), detail=reason(fault)) from fault


def _setting(key: str) -> Setting:
    if key not in TABLE:
        raise BugError(f"no such setting: {key}")
    return TABLE[key]


def _is_value(value: object) -> TypeGuard[Value]:
    return isinstance(value, (str, int, float, bool))
