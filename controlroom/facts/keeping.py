"""What was summed of the past, kept until facts of that time change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from controlroom.core.remembering import same

Result = TypeVar("Result")
Key = tuple[object, ...]


class _Known(NamedTuple):
    """`result` for `key`, of facts before `end` after so many `changes`."""

    key: Key
    end: int
    changes: int
    result: Any


class Kept:
    """The newest result of each name. It belongs to the buckets whose facts it is about, and
    goes with them."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def ask(
        self,
        name: str,
        key: Key,
        end: int,
        changes: int,
        changed_since: Callable[[int], int],
        work: Callable[[], Result],
    ) -> Result:
        """What is kept under `name` if it was for this `key` and nothing before `end` (UTC
        ms) has changed since; else `work()`, kept from now on."""
        known = self._known.get(name)
        if known is not None and known.end == end and same(known.key, key):
            if known.changes != changes and changed_since(known.changes) >= end:
                self._known[name] = known = known._replace(changes=changes)
            if known.changes == changes:
                found: Result = known.result
                return found
        result = work()
        self._known[name] = _Known(key, end, changes, result)
        return result
