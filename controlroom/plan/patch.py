"""What turns one run-sheet into another: the rows that changed, and where rows stand.

A patch holds no more than what changed, so that keeping every edit of a long sheet is cheap.

    between(old, new) -> Patch
    applied(patch, sheet) -> RunSheet       applied(between(a, b), a) == b
    to_plain(patch) / from_plain(plain)     JSON-able, exactly
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.plan import codec
from controlroom.plan.codec import PLATE_NAMES
from controlroom.plan.order import alike_ends, longest_in_order
from controlroom.plan.sheet import Plate, Row, RunSheet, Session

Place = tuple[RowId, RowId | None]
"""A row and the one it stands right behind (None: it stands first)."""


@record
class PlatePatch:
    """How one plate changes: `gone` rows go, `rows` are new or have new values, and the
    rows `placed` (new and moved ones, in their new order) get their places."""

    plate: Plate
    gone: tuple[RowId, ...] = ()
    rows: tuple[Row, ...] = ()
    placed: tuple[Place, ...] = ()


@record
class Patch:
    """How a sheet changes. `session` None: its session stays; plates left out stay."""

    session: Session | None = None
    plates: tuple[PlatePatch, ...] = ()

    def __bool__(self) -> bool:
        return self.session is not None or bool(self.plates)


def between(old: RunSheet, new: RunSheet) -> Patch:
    """What turns `old` into `new`. Rows that are the same object cost next to nothing."""
    session = None if old.session == new.session else new.session
    plates = (_between(plate, old.rows(plate), new.rows(plate)) for plate in PLATE_NAMES)
    return Patch(session=session, plates=tuple(one for one in plates if one is not None))


def applied(patch: Patch, sheet: RunSheet) -> RunSheet:
    """`sheet` changed by `patch`. Raises BugError where the patch is of another sheet."""
    changed: dict[str, Any] = {
        PLATE_NAMES[one.plate]: _applied(one, sheet.rows(one.plate)) for one in patch.plates
    }
    if patch.session is not None:
        changed["session"] = patch.session
    return replace(sheet, **changed) if changed else sheet


def ordered(order: Sequence[RowId], gone: Iterable[RowId], placed: Sequence[Place]) -> list[RowId]:
    """The order of ids after rows went and others got their places."""
    away = {*gone, *(row for row, _ in placed)}
    behind = {before: row for row, before in placed}
    rest = [None, *(row for row in order if row not in away)]
    found = [row for first in rest for row in _run(first, behind)]
    if behind:
        raise BugError(f"rows placed behind rows that are not there: {sorted(map(str, behind))}")
    return found


def to_plain(patch: Patch) -> dict[str, Any]:
    """The patch as dicts, lists, text, numbers, booleans and None."""
    plain: dict[str, Any] = {}
    if patch.session is not None:
        plain["session"] = codec.session_to_plain(patch.session)
    for one in patch.plates:
        plain[PLATE_NAMES[one.plate]] = {
            "gone": list(one.gone),
            "rows": [codec.row_to_plain(row) for row in one.rows],
            "placed": [list(place) for place in one.placed],
        }
    return plain


def from_plain(plain: Mapping[str, Any]) -> Patch:
    """The patch of `to_plain`'s form. Raises WorldError as `codec.from_plain`."""
    session = codec.session_from_plain(plain["session"]) if "session" in plain else None
    plates = tuple(
        PlatePatch(
            plate=plate,
            gone=tuple(plain[name]["gone"]),
            rows=tuple(codec.row_from_plain(plate, row) for row in plain[name]["rows"]),
            placed=tuple((row, before) for row, before in plain[name]["placed"]),
        )
        for plate, name in PLATE_NAMES.items()
        if name in plain
    )
    return Patch(session=session, plates=plates)


def _between(plate: Plate, old: tuple[Row, ...], new: tuple[Row, ...]) -> PlatePatch | None:
    """Rows that are the same objects at both ends are not looked at."""
    if old is new or old == new:
        return None
    head, tail = alike_ends(old, new)
    middle = new[head : len(new) - tail]
    was = {row.id: row for row in old[head : len(old) - tail]}
    now = [row.id for row in middle]
    left = set(now)
    gone = tuple(row for row in was if row not in left)
    rows = tuple(row for row in middle if (known := was.get(row.id)) is not row and known != row)
    first = new[head - 1].id if head else None
    return PlatePatch(
        plate=plate, gone=gone, rows=rows, placed=_placed(list(was), now, gone, first)
    )


def _placed(
    old: list[RowId], new: list[RowId], gone: Sequence[RowId], first: RowId | None
) -> tuple[Place, ...]:
    """The places of rows `new`, which were `old`, behind the row `first`."""
    if old == new:
        return ()
    away = set(gone)
    stay = longest_in_order([row for row in old if row not in away] if away else old, new)
    return tuple(
        (row, new[at - 1] if at else first) for at, row in enumerate(new) if row not in stay
    )


def _applied(patch: PlatePatch, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    by_id = {row.id: row for row in rows}
    by_id.update((row.id, row) for row in patch.rows)
    order = [row.id for row in rows]
    if patch.gone or patch.placed:
        order = ordered(order, patch.gone, patch.placed)
    try:
        return cast("tuple[Row, ...]", tuple(by_id[row] for row in order))
    except KeyError as missing:
        raise BugError(f"a patch places the unknown row {missing}") from missing


def _run(first: RowId | None, behind: dict[RowId | None, RowId]) -> Iterator[RowId]:
    """`first` (None: the beginning) and the rows placed right behind it."""
    here: RowId | None = first
    if first is not None:
        yield first
    while here in behind:
        here = behind.pop(here)
        yield here
