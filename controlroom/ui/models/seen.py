"""What the cells of a row are made of: where it is as before, the row reads as before.

Comparing this is far cheaper than making all texts of a long table again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not
from typing import cast

from controlroom.plan.budgets import whole_budget
from controlroom.plan.sheet import Giveaway, Plate, Row, Segment
from controlroom.plan.timing import giveaway_start
from controlroom.ui.models.sight import Sight

Seen = tuple[object, ...]

_CLOCKED = (Plate.SCRIPT, Plate.GIVEAWAY, Plate.TRAFFIC)


def frame(plate: Plate, sight: Sight) -> Seen:
    """What all rows of `plate` are shown with."""
    whole: object = None
    if plate is Plate.TRAFFIC:
        whole = (whole_budget(sight.sheet), sight.sheet.session.ad_budget)
    if plate is Plate.WARMUP:
        whole = sight.sheet.session.planned_start
    day = sight.day if plate in _CLOCKED else None
    return (sight.speaker, sight.zone, sight.currency, day, whole)


def alike(plate: Plate, before: Sight, now: Sight) -> bool:
    """Whether all rows of `plate` surely read as before: nothing they are made of is new."""
    same = (
        (before.sheet.rows(plate), now.sheet.rows(plate)),
        (before.sheet.session, now.sheet.session),
        (before.findings, now.findings),
        (before.speaker, now.speaker),
    )
    more = ((before.schedule, now.schedule), (before.sheet.products, now.sheet.products))
    wanted = (*same, *more) if plate in _CLOCKED else same
    return all(a is b for a, b in wanted)


def seen(plate: Plate, sight: Sight, row: Row, place: int) -> Seen:
    """What the cells of `row`, which stands at `place` (0 first), are made of."""
    return (row, place, sight.troubled[plate].get(row.id), *_more(plate, sight, row))


_PARTS: dict[int, str] = {1: "position", 2: "problems"}
_CLOCK = frozenset({"plan_start", "plan_end", "gap"})


def touched(plate: Plate, before: Seen, now: Seen) -> frozenset[str] | None:
    """The names of the columns that can read otherwise in a row; None: any."""
    told = 4 if plate is Plate.SCRIPT else 3  # what comes behind is told as a whole
    if before[0] is not now[0] or before[told:] != now[told:]:
        return None
    names = frozenset(name for at, name in _PARTS.items() if before[at] != now[at])
    return names | _CLOCK if told == 4 and before[3] != now[3] else names


@dataclass(frozen=True, slots=True)
class News:
    """Row numbers at which rows read otherwise, in order. `own`: the row itself is another;
    `others`: what else all of its cells may show; `parts`: by the columns that it touches."""

    own: tuple[int, ...]
    others: frozenset[int]
    parts: Mapping[frozenset[str], Sequence[int]]
    fresh: frozenset[int]  # was not there before

    @property
    def places(self) -> list[int]:
        """All of them."""
        return sorted({*self.own, *self.others}.union(*self.parts.values()) - self.fresh)

    def known(self, count: int) -> list[int]:
        """All row numbers up to `count` but the new ones."""
        return [at for at in range(count) if at not in self.fresh]

    def touched(self, places: Sequence[int]) -> frozenset[str] | None:
        """The names of the columns that can read otherwise at `places`; None: any."""
        here = set(places)
        if not here.isdisjoint(self.own) or not here.isdisjoint(self.others):
            return None
        names = (name for name, at in self.parts.items() if not here.isdisjoint(at))
        return frozenset().union(*names)


def news(plate: Plate, before: Sight, now: Sight, earlier: Sequence[Row]) -> News:
    """What is new in `now`. `earlier` are the rows as they were, in the order of now (new
    ones among them). Long columns of things are compared, no row is gone through."""
    rows = now.sheet.rows(plate)
    ids = [row.id for row in rows]
    old = [*map(before.place[plate].get, ids)]
    parts: dict[frozenset[str], Sequence[int]] = {
        frozenset({"position"}): _unlike(old, range(1, len(ids) + 1))
    }
    if before.findings is not now.findings:
        was, found = before.troubled[plate].get, now.troubled[plate].get
        parts[frozenset({"problems"})] = _unlike([*map(was, ids)], [*map(found, ids)])
    if plate is Plate.SCRIPT and before.schedule is not now.schedule:
        parts[_CLOCK] = _unlike([*map(before.timed.get, ids)], now.schedule.rows)
    fresh = frozenset(at for at, place in enumerate(old) if place is None)
    return News(
        own=tuple(at for at in _others(earlier, rows) if at not in fresh),
        others=_elsewhere(plate, before, now, rows),
        parts=parts,
        fresh=fresh,
    )


def _others(old: Sequence[object], new: Sequence[object]) -> Iterator[int]:
    """The numbers of objects that are not the same ones."""
    return compress(count(), map(is_not, old, new))


def _unlike(old: Sequence[object], new: Sequence[object]) -> list[int]:
    """The numbers of values that are not equal."""
    return [at for at in _others(old, new) if old[at] != new[at]]


def _elsewhere(plate: Plate, before: Sight, now: Sight, rows: Sequence[Row]) -> frozenset[int]:
    """The numbers of rows of which something in other rows is shown that has changed."""
    if plate is Plate.SCRIPT:
        if before.sheet.products is now.sheet.products:
            return frozenset()
        shown = [cast("Segment", row).products for row in rows]
        wanted = {product for products in shown for product in products}
        other = {p for p in wanted if before.sheet.product(p) is not now.sheet.product(p)}
        return frozenset(at for at, one in enumerate(shown) if not other.isdisjoint(one))
    if plate is not Plate.GIVEAWAY:
        return frozenset()
    pairs = ((_more(plate, before, row), _more(plate, now, row)) for row in rows)
    return frozenset(at for at, (was, made) in enumerate(pairs) if was != made)


def _more(plate: Plate, sight: Sight, row: Row) -> Sequence[object]:
    """What a row shows that is in other rows, or comes of them."""
    sheet = sight.sheet
    if plate is Plate.SCRIPT:
        products = map(sheet.product, cast("Segment", row).products)
        return (sight.timed.get(row.id), *products)
    if plate is not Plate.GIVEAWAY:
        return ()
    one = cast("Giveaway", row)
    segment = sheet.segment(one.segment)
    return (
        giveaway_start(sheet, sight.starts, one),
        segment and (segment.title, sight.place[Plate.SCRIPT][segment.id]),
        sheet.product(one.product),
    )
