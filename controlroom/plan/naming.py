"""Names for rows that nobody named: a stand-in said as "untitled (row 3)" at the edge."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from controlroom.plan.sheet import AdSlot, Plate, Row, RunSheet

R = TypeVar("R", bound=Row)
UNNAMED = "@plan.unnamed#"
"""How a stand-in begins; the row's number (from 1) follows. `Speaker.named` says it."""


def named(sheet: RunSheet) -> RunSheet:
    """`sheet` with a stand-in where a row has no title (a slot: nor a channel).

    The same object where every row has a name. Never to be stored or edited.
    """
    if all(_has_name(row) for plate in Plate for row in sheet.rows(plate)):
        return sheet
    return replace(
        sheet,
        products=_all_named(sheet.products),
        segments=_all_named(sheet.segments),
        slots=_all_named(sheet.slots),
        giveaways=_all_named(sheet.giveaways),
        tasks=_all_named(sheet.tasks),
    )


def given_title(title: str) -> str:
    """The title as people gave it: "" for a stand-in."""
    return "" if title.startswith(UNNAMED) else title


def _all_named(rows: tuple[R, ...]) -> tuple[R, ...]:
    return tuple(
        row if _has_name(row) else replace(row, title=f"{UNNAMED}{number}")
        for number, row in enumerate(rows, 1)
    )


def _has_name(row: Row) -> bool:
    named_otherwise = isinstance(row, AdSlot) and row.channel.strip()
    return bool(row.title.strip() or named_otherwise)
