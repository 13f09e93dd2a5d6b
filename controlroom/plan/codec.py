"""Run-sheets as plain JSON-able values and back, exactly.

The form is versioned (`"v": 1`), names every field, keeps instants and spans as
integer ms and money as integer minor units. Reading is tolerant of keys it does
not know (a newer sheet) and of missing optional ones (an older sheet); a value of
the wrong kind is refused by its path, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from controlroom.core.errors import WorldError
from controlroom.core.records import record
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    Row,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)

VERSION = 1

ROW_TYPES: Mapping[Plate, type[Row]] = {
    Plate.GOODS: Product,
    Plate.SCRIPT: Segment,
    Plate.TRAFFIC: AdSlot,
    Plate.GIVEAWAY: Giveaway,
    Plate.WARMUP: WarmupTask,
}
PLATE_NAMES: Mapping[Plate, str] = {
    Plate.GOODS: "products",
    Plate.SCRIPT: "segments",
    Plate.TRAFFIC: "slots",
    Plate.GIVEAWAY: "giveaways",
    Plate.WARMUP: "tasks",
}
"""The name of each plate's tuple in `RunSheet` and of its list in the plain form."""


class _WrongKindError(Exception):
    """A value of the wrong kind; the argument says what was expected."""


_Read = Callable[[object], object]


@record(kw_only=False)
class _Slot:
    name: str
    read: _Read
    write: Callable[[Any], object] | None  # None: the value is plain already
    required: bool


def to_plain(sheet: RunSheet) -> dict[str, Any]:
    """The sheet as dicts, lists, text, numbers, booleans and None."""
    plain: dict[str, Any] = {"v": VERSION, "session": _written(sheet.session)}
    for plate, name in PLATE_NAMES.items():
        plain[name] = [_written(row) for row in sheet.rows(plate)]
    return plain


def from_plain(plain: Mapping[str, Any]) -> RunSheet:
    """The sheet of `to_plain`'s form. `from_plain(to_plain(s)) == s`.

    Raises WorldError: "plan.codec_newer" (written by a newer program),
    "plan.codec_missing" or "plan.codec_wrong" with the path of the value.
    """
    version = plain.get("v", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise WorldError("plan.codec_newer", found=str(version), known=str(VERSION))
    session = session_from_plain(plain.get("session"))
    plates = {name: _rows(plain.get(name, ()), plate) for plate, name in PLATE_NAMES.items()}
    return RunSheet(session=session, **cast("dict[str, Any]", plates))


def row_to_plain(row: Row) -> dict[str, Any]:
    """One row of any plate as a plain dict."""
    return _written(row)


def row_from_plain(plate: Plate, plain: object, where: str = "") -> Row:
    """One row of `plate`. Raises WorldError as `from_plain`; `where` begins the path."""
    kind = ROW_TYPES[plate]
    return cast("Row", _built(kind, plain, where or PLATE_NAMES[plate]))


def session_to_plain(session: Session) -> dict[str, Any]:
    """The session alone as a plain dict."""
    return _written(session)


def session_from_plain(plain: object) -> Session:
    """The session alone. Raises WorldError as `from_plain`."""
    return cast("Session", _built(Session, plain, "session"))


def _rows(plain: object, plate: Plate) -> tuple[Row, ...]:
    name = PLATE_NAMES[plate]
    if not isinstance(plain, (list, tuple)):
        raise WorldError("plan.codec_wrong", where=name, expected="list", found=repr(plain)[:80])
    return tuple(row_from_plain(plate, row, f"{name}[{i}]") for i, row in enumerate(plain))


def _written(value: object) -> dict[str, Any]:
    return {
        slot.name: getattr(value, slot.name)
        if slot.write is None
        else slot.write(getattr(value, slot.name))
        for slot in _slots(cast("Any", type(value)))
    }


def _built(kind: type, plain: object, where: str) -> object:
    if not isinstance(plain, Mapping):
        raise WorldError("plan.codec_wrong", where=where, expected="object", found=repr(plain)[:80])
    values: dict[str, object] = {}
    for slot in _slots(kind):
        if slot.name in plain:
            values[slot.name] = _read_one(slot, plain[slot.name], where)
        elif slot.required:
            raise WorldError("plan.codec_missing", where=f"{where}.{slot.name}")
    return kind(**values)


def _read_one(slot: _Slot, value: object, where: str) -> object:
    try:
        return slot.read(value)
    except _WrongKindError as wrong:
        raise WorldError(
            "plan.codec_wrong",
            where=f"{where}.{slot.name}",
            expected=str(wrong),
            found=repr(value)[:80],
        ) from wrong


@cache
def _slots(kind: type) -> tuple[_Slot, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Slot(f.name, _reader(hints[f.name]), _writer(hints[f.name]), _required(f))
        for f in fields(kind)
    )


def _required(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _bare(hint: Any) -> Any:
    """The hint behind a NewType."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return hint


def _writer(hint: Any) -> Callable[[Any], object] | None:
    hint = _bare(hint)
    if get_origin(hint) is tuple:
        return _listed
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    return None


def _listed(value: Any) -> list[Any]:
    return [_listed(part) if isinstance(part, tuple) else part for part in value]


def _reader(hint: Any) -> _Read:
    hint = _bare(hint)
    if get_origin(hint) in (Union, UnionType):
        return _or_none(_reader(next(a for a in get_args(hint) if a is not NoneType)))
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if issubclass(hint, Enum):
        return _enum_reader(hint)
    return {int: _int, float: _float, bool: _bool, str: _str}[hint]


def _or_none(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _tuple_reader(parts: tuple[Any, ...]) -> _Read:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple(each(part) for part in _sequence(value))
    readers = [_reader(part) for part in parts]

    def read(value: object) -> object:
        found = _sequence(value)
        if len(found) != len(readers):
            raise _WrongKindError(f"{len(readers)} values")
        return tuple(one(part) for one, part in zip(readers, found, strict=True))

    return read


def _sequence(value: object) -> list[object] | tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise _WrongKindError("list")
    return value


def _enum_reader(kind: type[Enum]) -> _Read:
    def read(value: object) -> object:
        try:
            return kind(value)
        except ValueError as unknown:
            raise _WrongKindError(" | ".join(str(member.value) for member in kind)) from unknown

    return read


def _int(value: object) -> int:
    if type(value) is not int:
        raise _WrongKindError("integer")
    return value


def _float(value: object) -> float:
    if type(value) is not float and type(value) is not int:
        raise _WrongKindError("number")
    return float(value)


def _bool(value: object) -> bool:
    if type(value) is not bool:
        raise _WrongKindError("true | false")
    return value


def _str(value: object) -> str:
    if type(value) is not str:
        raise _WrongKindError("text")
    return value
