"""Products and segments named in a cell: by id, link number, item id or title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from controlroom.core.ids import RowId
from controlroom.exchange.cells import blank, text_of
from controlroom.exchange.tables import Cell
from controlroom.plan.sheet import Product, Segment

_LINK = re.compile(r"#?\s*(\d{1,4})\s*(?:号(?:链接|链|品|商品)?)?")
_LEADING_LINK = re.compile(
    r"(\d{1,4})\s*号(?:链接|链|品)?\s*((?![,，、;；/+＋|])(?:(?!\d\s*号).)+)"
)
_BETWEEN = re.compile(r"[,，、;；\n/+＋|]+|\s+(?=\d+\s*号)")


class Goods(tuple[Product, ...]):  # noqa: SLOT001 - it keeps its names
    """Products that are looked up often: by each of their names (of several, the first)."""

    @cached_property
    def names(self) -> Mapping[str, Product]:
        """Products by id, item id and title."""
        return {
            name: product
            for product in reversed(self)
            for name in (product.id, product.item_id, product.title)
        }

    @cached_property
    def links(self) -> Mapping[int | None, Product]:
        """Products by link number."""
        return {product.link: product for product in reversed(self)}


class Script(tuple[Segment, ...]):  # noqa: SLOT001 - it keeps its names
    """Segments that are looked up often: by id and by title (of several, the first)."""

    @cached_property
    def names(self) -> Mapping[str, Segment]:
        """Segments by id and title."""
        return {name: one for one in reversed(self) for name in (one.id, one.title)}


def one_product(text: str, products: Sequence[Product]) -> Product | None:
    """The product `text` speaks of: `6号`, `6`, its id, item id, title or part of it.

    Words that join several products never make one.
    """
    text = text.strip()
    known = _named(text, products) if text else None
    if known is not None:
        return known
    if found := _LINK.fullmatch(text):
        number = int(found[1])
        if isinstance(products, Goods):
            return products.links.get(number)
        return next((p for p in products if p.link == number), None)
    if found := _LEADING_LINK.fullmatch(text):
        by_link = one_product(found[1], products)
        return by_link if by_link is not None else one_product(found[2], products)
    if _BETWEEN.search(text):
        return None
    within = [p for p in products if text and (text in p.title or p.title in text)]
    return within[0] if len(within) == 1 else None


def _named(text: str, products: Sequence[Product]) -> Product | None:
    if isinstance(products, Goods):
        return products.names.get(text)
    return next((p for p in products if text in (p.id, p.item_id, p.title)), None)


def all_products(cell: Cell, products: Sequence[Product]) -> tuple[tuple[RowId, ...], list[str]]:
    """Row ids of the products in a cell, and the words that name none."""
    if blank(cell):
        return (), []
    whole = one_product(text_of(cell), products)
    if whole is not None:
        return (whole.id,), []
    found: list[RowId] = []
    unknown: list[str] = []
    for word in filter(None, (w.strip() for w in _BETWEEN.split(text_of(cell)))):
        product = one_product(word, products)
        if product is None:
            unknown.append(word)
        elif product.id not in found:
            found.append(product.id)
    return tuple(found), unknown


def one_segment(cell: Cell, segments: Sequence[Segment]) -> Segment | None:
    """The segment a cell speaks of: its id, its title, or `T-7`/`第7段` by place."""
    text = text_of(cell)
    known = segments if isinstance(segments, Script) else Script(segments)
    if text and text in known.names:
        return known.names[text]
    if found := re.fullmatch(r"(?:T\s*[-–]?\s*|第\s*|#)?(\d{1,3})\s*(?:段|环节)?", text):
        place = int(found[1])
        return segments[place - 1] if 0 < place <= len(segments) else None
    within = [s for s in segments if text and text in s.title]
    return within[0] if len(within) == 1 else None


def link_of(text: str) -> tuple[int | None, str]:
    """A product cell of a script as link number and title: `6号 羽绒服` → (6, "羽绒服")."""
    if found := _LEADING_LINK.fullmatch(text.strip()):
        return int(found[1]), found[2].strip()
    if found := _LINK.fullmatch(text.strip()):
        return int(found[1]), ""
    return None, text.strip()
