"""Results kept for values that do not change: the same object is asked about many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")

_KEPT = 4


def remembered(work: Callable[[Value], Result]) -> Callable[[Value], Result]:
    """`work(value)`, done once for each of the newest few objects. Only for frozen values:
    an object is known by its identity (equal ones are done again). Safe between threads,
    which may at worst both do the work."""
    kept: tuple[tuple[Value, Result], ...] = ()

    def ask(value: Value) -> Result:
        nonlocal kept
        for known, result in kept:
            if known is value:
                return result
        result = work(value)
        kept = ((value, result), *kept[: _KEPT - 1])
        return result

    ask.__doc__, ask.__name__ = work.__doc__, work.__name__
    return ask
