"""Results kept for values that do not change: the same object is asked about many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
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


def remembered_for(work: Callable[Asked, Result]) -> Callable[Asked, Result]:
    """`work(...)`, done once for the newest arguments: objects by identity, instants and
    other whole numbers by value."""
    kept: tuple[tuple[object, ...], Result] | None = None

    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Result:
        """The newest result, if these are the arguments it came of; else `work` is done."""
        nonlocal kept
        last = kept
        if last is not None and not kwargs and same(last[0], args):
            return last[1]
        result = work(*args, **kwargs)
        if not kwargs:
            kept = (args, result)
        return result

    ask.__doc__, ask.__name__ = work.__doc__, work.__name__
    return ask


def same(known: tuple[object, ...], asked: tuple[object, ...]) -> bool:
    """Whether both name the same: objects by identity, whole numbers by value."""
    return len(known) == len(asked) and all(map(_same, known, asked))


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, int) and one == other)
