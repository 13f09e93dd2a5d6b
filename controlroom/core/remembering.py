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


def remembered_for(work: Callable[[Value, int], Result]) -> Callable[[Value, int], Result]:
    """`work(value, number)`, done once for the newest pair of an object and a number."""
    kept: tuple[Value, int, Result] | None = None

    def ask(value: Value, number: int) -> Result:
        nonlocal kept
        last = kept
        if last is not None and last[0] is value and last[1] == number:
            return last[2]
        result = work(value, number)
        kept = (value, number, result)
        return result

    ask.__doc__, ask.__name__ = work.__doc__, work.__name__
    return ask
