"""How one order of ids becomes another: the fewest moves, in steps a Qt model can follow.

Each step holds positions that are true at the moment it is done, so a model that
applies them one by one is right after every signal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from controlroom.core.records import record
from controlroom.plan.order import longest_in_order, same_ends


@record(kw_only=False)
class Remove:
    """Rows `first`..`last` (both included) go."""

    first: int
    last: int


@record(kw_only=False)
class Insert:
    """`ids` come in before position `at`, in order."""

    at: int
    ids: tuple[str, ...]


@record(kw_only=False)
class Move:
    """The row at `source` goes to stand before the row now at `before`
    (positions counted before the move, as `beginMoveRows` wants them)."""

    source: int
    before: int


@record(kw_only=False)
class Order:
    """The first rows stand in the order `ids`."""

    ids: tuple[str, ...]


Step = Remove | Insert | Move | Order


def steps(old: Sequence[str], new: Sequence[str], *, moves: int | None = None) -> tuple[Step, ...]:
    """The steps that turn `old` into `new`. Ids are unique within each. Where more than
    `moves` rows move, one `Order` stands for all of them."""
    head, tail = same_ends(old, new)
    here, wanted = list(old[: len(old) - tail]), new[: len(new) - tail]
    done: list[Step] = [*_removals(here, frozenset(wanted), head)]
    if moves is not None:
        done += _order(here, wanted, moves)
    done += _placements(here, wanted, head)
    return tuple(done)


def _removals(here: list[str], wanted: frozenset[str], head: int) -> Iterator[Remove]:
    """Drop what is not wanted, last run first, so that earlier positions hold; the first
    `head` stay."""
    last = len(here) - 1
    while last >= head:
        if here[last] in wanted:
            last -= 1
            continue
        first = last
        while first > head and here[first - 1] not in wanted:
            first -= 1
        del here[first : last + 1]
        yield Remove(first, last)
        last = first - 1


def _order(here: list[str], wanted: Sequence[str], moves: int) -> Iterator[Order]:
    """Rows that stay put into their new order, where that takes more than `moves`."""
    left = frozenset(here)
    order = [row for row in wanted if row in left]
    if len(order) - len(longest_in_order(here, order)) > moves:
        here[:] = order
        yield Order(tuple(order))


def _placements(here: list[str], new: Sequence[str], head: int) -> Iterator[Step]:
    """Put every row that is new or out of order right behind its new predecessor; the first
    `head` are in order."""
    present = set(here)
    stay = longest_in_order(here, new)
    index = head
    while index < len(new):
        row = new[index]
        if row in stay:
            index += 1
            continue
        at = 0 if index == 0 else here.index(new[index - 1]) + 1
        if row not in present:
            run = _run_of_new(new, index, present)
            here[at:at] = run
            yield Insert(at, tuple(run))
            index += len(run)
            continue
        source = here.index(row)
        if at not in (source, source + 1):
            here.insert(at, row)
            del here[source + 1 if source >= at else source]
            yield Move(source, at)
        index += 1


def _run_of_new(new: Sequence[str], start: int, present: set[str]) -> list[str]:
    end = start
    while end < len(new) and new[end] not in present:
        end += 1
    return list(new[start:end])
