"""Fatigue: which products the last sessions showed, told by item id or, without, by title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from controlroom.plan.sheet import Product, RunSheet

Shown = frozenset[str]
"""The products of one past session, as `key` names them."""
SESSIONS = 3
"""So many sessions are looked back on."""


def key(product: Product) -> str:
    """What tells a product from another between sessions; "" when nothing does."""
    return product.item_id.strip() or product.title.strip().casefold()


def shown(sheet: RunSheet) -> Shown:
    """The products that the segments of `sheet` showed."""
    aired = {row for segment in sheet.segments if not segment.skip for row in segment.products}
    keys = (key(p) for p in sheet.products if p.id in aired and not p.skip)
    return frozenset(name for name in keys if name)


def times_in_a_row(product: Product, past: Sequence[Shown]) -> int:
    """In how many of the last sessions (newest first), without a break, it was shown."""
    name = key(product)
    return sum(1 for _ in takewhile(lambda one: name in one, past)) if name else 0
