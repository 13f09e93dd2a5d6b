"""The user's settings in a JSON file, written whole and at once."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from controlroom.core.settings import TABLE, Value

log = logging.getLogger(__name__)


class Preferences:
    """`ports.Settings`. With `path` None nothing outlives the program (demo, tests).

    A file that can't be read is put aside as `*.broken` and the defaults are used; one
    that can't be written is logged: losing a window's layout stops nobody.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Value] = self._read() if path is not None else {}

    def get(self, key: str) -> object:
        """The value of a setting of the table. Raises KeyError for an unknown one."""
        setting = TABLE[key]
        value = self._values.get(key, setting.default)
        return value if setting.fits(value) else setting.default

    def set(self, key: str, value: object) -> None:
        """Keep `value`. Raises ValueError when it is not of the setting's kind."""
        setting = TABLE[key]
        if not setting.fits(value):
            raise ValueError(f"{key} takes {type(setting.default).__name__}, not {value!r}")
        self._values[key] = value  # type: ignore[assignment]  # `fits` has looked
        self._write()

    def _read(self) -> dict[str, Value]:
        assert self._path is not None
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as broken:
            log.warning("settings in %s can't be read: %s", self._path, broken)
            self._put_aside()
            return {}
        return found if isinstance(found, dict) else {}

    def _put_aside(self) -> None:
        assert self._path is not None
        try:
            self._path.replace(self._path.with_suffix(".broken"))
        except OSError as stuck:
            log.warning("could not put %s aside: %s", self._path, stuck)

    def _write(self) -> None:
        if self._path is None:
            return
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            part.replace(self._path)
        except OSError as refused:
            log.warning("settings could not be kept in %s: %s", self._path, refused)
