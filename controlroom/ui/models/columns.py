"""The columns of a plate's table: how a cell is shown, edited and understood.

A `Column` is a value; what it shows comes from a row and the `Sight` of its sheet, what
it changes is a sheet edit. Fields of the plan come from `plan.fields`; the others
(planned start, margin, problems…) are in `controlroom.ui.models.derived`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from controlroom.core.ids import RowId
from controlroom.plan import edits, fields
from controlroom.plan.sheet import Plate, Row, RunSheet
from controlroom.ui.models.sight import Sight

Show = Callable[[Row, Sight], str]
Change = Callable[[RunSheet, RowId, str, Sight], RunSheet]
"""Raises WorldError for a text it does not understand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `look`: text | title | number | pill | dots | check | problem. A column without
    `change` is read-only. `typed` is the text put into the editor (default: as shown)."""

    name: str
    heading: str  # phrase key
    show: Show
    change: Change | None = None
    typed: Show | None = None
    tone: Show | None = None
    look: str = "text"
    width: int = 80
    hidden: bool = False
    stretch: bool = False
    hint: str = ""  # phrase key: unit, and how it may be written
    clocked: bool = False
    """Whether what it shows or changes hangs on the show's clock, and so on the rows before."""

    def edit_text(self, row: Row, sight: Sight) -> str:
        """What the editor opens with."""
        return (self.typed or self.show)(row, sight)


_NUMERIC = frozenset({"money", "count", "ratio", "x", "span", "clock"})


def field_of(plate: Plate, name: str) -> fields.Field:
    """The plan's field called `name`. Raises KeyError when there is none."""
    return fields.field(plate, name)


def field_column(
    plate: Plate,
    name: str,
    *,
    width: int = 80,
    hidden: bool = False,
    look: str = "",
    stretch: bool = False,
) -> Column:
    """A column that shows and edits one field of the plan."""
    field = field_of(plate, name)

    def show(row: Row, sight: Sight) -> str:
        value = getattr(row, name)
        if value is None or value == "":
            return ""
        lang = sight.speaker.lang
        return fields.show(
            field, value, zone=sight.zone, currency=sight.currency, lang=lang, day=sight.day
        )

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        value = fields.parse(field, text, zone=sight.zone, currency=sight.currency, day=sight.day)
        return edits.set_field(sheet, plate, row, name, value)

    return Column(
        name=name,
        heading=field.label,
        show=show,
        change=change,
        width=width,
        hidden=hidden,
        look=look or _look(field),
        stretch=stretch,
        hint=hint_of(field),
    )


def hint_of(field: fields.Field) -> str:
    """The phrase that says the unit of a field and how it may be written; "" for words."""
    return f"ui.plan.unit.{field.type}" if field.type in HINTED else ""


HINTED = frozenset({"money", "count", "ratio", "x", "span", "clock", "bool", "choice"})


def _look(field: fields.Field) -> str:
    if field.type == "bool":
        return "check"
    return "number" if field.type in _NUMERIC else "text"
