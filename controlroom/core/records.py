"""Frozen records: dataclasses whose methods are made when they are first needed.

`dataclass` writes and compiles six methods for every class while a module is imported. The
window needs two hundred such classes before its charts can be painted, and that took a
tenth of its start; most are never built in one run. A `record` is the same to those who
use it (`fields`, `replace`, `asdict`, equality, hash, pickling; frozen, no `__dict__`),
shares all methods but `__init__`, and compiles that one when the first of its kind is built.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

Kind = TypeVar("Kind", bound=type)
Values = Callable[[object], object]

_SHARED = ("__eq__", "__hash__", "__repr__", "__setattr__", "__delattr__", "__setstate__")


@overload
def record(kind: Kind, /) -> Kind: ...
@overload
def record(*, kw_only: bool = True) -> Callable[[Kind], Kind]: ...
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(kind: Kind | None = None, *, kw_only: bool = True) -> Kind | Callable[[Kind], Kind]:
    """`dataclass(frozen=True, slots=True, kw_only=True)`, cheap to define.

    A record inherits from records only. `__post_init__` is not called; of `field` there are
    `default`, `default_factory`, `compare`, `repr`, and `init=False` with a factory.
    """
    if kind is None:
        return lambda given: _record(given, kw_only=kw_only)
    return _record(kind, kw_only=kw_only)


def _record(kind: Kind, *, kw_only: bool) -> Kind:
    made: Any = dataclass(slots=True, kw_only=kw_only, init=False, repr=False, eq=False)(kind)
    compared = [f.name for f in fields(made) if f.compare]
    values: Values = attrgetter(*compared) if compared else _nothing
    shared = (_equality(values), _hashing(values), _repr, _setattr, _delattr, _setstate)
    for name, method in zip(_SHARED, shared, strict=True):
        if name not in kind.__dict__:
            setattr(made, name, method)
    made.__init__ = _first_init(made)
    return made  # type: ignore[no-any-return]


def _first_init(made: type) -> Callable[..., None]:
    def init(self: object, /, *values: Any, **given: Any) -> None:
        compiled: Any = _init(made)
        made.__init__ = compiled  # type: ignore[misc]
        compiled(self, *values, **given)

    return init


def _init(made: type) -> object:
    """`__init__` of `made`: each value straight into its slot."""
    known: dict[str, Any] = {"MISSING": MISSING}
    placed: list[str] = []
    named: list[str] = []
    lines = ["    pass"]
    for f in fields(made):
        known[f"set_{f.name}"] = getattr(made, f.name).__set__
        parameter, value = _parameter(f, known)
        if f.init:
            (named if f.kw_only else placed).append(parameter)
        lines.append(f"    set_{f.name}(self, {value})")
    parameters = ", ".join(["self", *placed, *(["*", *named] if named else [])])
    exec("\n".join([f"def __init__({parameters}):", *lines]), known)  # noqa: S102  # own names
    return known["__init__"]


def _parameter(f: Field[Any], known: dict[str, Any]) -> tuple[str, str]:
    """How `f` stands in the head of `__init__`, and what is stored."""
    if f.default_factory is not MISSING:
        known[f"new_{f.name}"] = f.default_factory
        anew = f"new_{f.name}()"
        given = f"{anew} if {f.name} is MISSING else {f.name}"
        return f"{f.name}=MISSING", given if f.init else anew
    if f.default is not MISSING:
        known[f"default_{f.name}"] = f.default
        return f"{f.name}=default_{f.name}", f.name
    return f.name, f.name


def _nothing(_: object) -> tuple[()]:
    return ()


def _equality(values: Values) -> Callable[..., Any]:
    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return equal


def _hashing(values: Values) -> Callable[..., int]:
    def hashed(self: object) -> int:
        return hash(values(self))

    return hashed


def _repr(self: Any) -> str:
    told = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({told})"


def _setattr(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _setstate(self: object, state: tuple[None, dict[str, Any]]) -> None:
    """What `pickle` and `copy` give back: the values of the slots."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)
