"""Rows that name other rows: products by link number or title, segments by place or title."""

from __future__ import annotations

import re

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.numerals import arabic
from controlroom.core.saying import Speaker
from controlroom.plan.sheet import Product, RunSheet, Segment

_SEPARATORS = re.compile(r"[,，、;；\n]+")
_NUMBER = re.compile(r"^#?\s*(\d+)\s*(?:号(?:链接?|品)?(?:\s*\D.*)?)?$")


def product_name(product: Product, speaker: Speaker) -> str:
    """`6号` (`No. 6`), or the title where there is no link number."""
    if product.link is None:
        return product.title
    return speaker.text("ui.plan.link", number=str(product.link))


def products_text(sheet: RunSheet, rows: tuple[RowId, ...], speaker: Speaker) -> str:
    """The products of a segment, as typed and shown."""
    found = (sheet.product(row) for row in rows)
    return ", ".join(product_name(product, speaker) for product in found if product)


def read_products(sheet: RunSheet, text: str) -> tuple[RowId, ...]:
    """`1, 3` · `1号、三号` · `1号 羽绒服` · titles or a part of one. Raises WorldError
    naming the word that fits no product."""
    words = [word.strip() for word in _SEPARATORS.split(text) if word.strip()]
    rows = [_product(sheet, word) for word in words]
    return tuple(dict.fromkeys(rows))


def read_product(sheet: RunSheet, text: str) -> RowId | None:
    """One product, or None for an empty text. Raises WorldError."""
    return _product(sheet, text.strip()) if text.strip() else None


def segment_text(sheet: RunSheet, row: RowId | None) -> str:
    """`#5 9.9 洗衣液 宠粉`, or "" without a segment."""
    place = next((at for at, s in enumerate(sheet.segments, 1) if s.id == row), None)
    return "" if place is None else f"#{place} {sheet.segments[place - 1].title}"


def read_segment(sheet: RunSheet, text: str) -> RowId | None:
    """A segment by its place (`5`, `#5`), by `#5 title` or by its title; None for an empty
    text. Raises WorldError when none fits."""
    word = text.strip()
    if not word:
        return None
    by_title = [s for s in sheet.segments if s.title == word]
    found = by_title[0] if len(by_title) == 1 else _segment_by_place(sheet, word)
    if found is None:
        raise WorldError("ui.plan.bad.segment", value=word)
    return found.id


def _segment_by_place(sheet: RunSheet, word: str) -> Segment | None:
    match = re.match(r"^#?(\d+)(?:\s|$)", word)
    place = int(match[1]) if match else 0
    return sheet.segments[place - 1] if 0 < place <= len(sheet.segments) else None


def _product(sheet: RunSheet, word: str) -> RowId:
    number = _NUMBER.match(re.sub(r"^No\.\s*", "", arabic(word)))
    link = int(number[1]) if number is not None else None
    found = [p for p in sheet.products if p.title == word or (link and p.link == link)]
    if not found and link is None:
        found = [p for p in sheet.products if p.title and (word in p.title or p.title in word)]
    if len(found) != 1:
        raise WorldError("ui.plan.bad.product", value=word)
    return found[0].id
