"""Settings in memory."""

from __future__ import annotations

from controlroom.core.errors import BugError
from controlroom.core.settings import TABLE, Value


class FakeSettings:
    """`ports.Settings` in a dictionary."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    def get(self, key: str) -> Value:
        """The value, or the table's default."""
        if key not in TABLE:
            raise BugError(f"no such setting: {key}")
        return self._values.get(key, TABLE[key].default)

    def set(self, key: str, value: object) -> None:
        """Keep `value`."""
        if key not in TABLE or not TABLE[key].fits(value):
            raise BugError(f"setting {key} can't be {value!r}")
        assert isinstance(value, (str, int, float, bool))
        self._values[key] = value
