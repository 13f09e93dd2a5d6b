"""Cells that hold a clock face, or two: `20:05`, `19:00-19:12`; and columns made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.plan import edits, fields, reading
from controlroom.plan.sheet import Giveaway, Plate, Row, RunSheet, WarmupTask
from controlroom.plan.timing import giveaway_start
from controlroom.ui.models.columns import Column, field_column, field_of
from controlroom.ui.models.sight import Sight


def faces(text: str) -> tuple[str, str]:
    """The first face of a cell and the second, "" where there is one alone."""
    return reading.parted(text) or (text, "")


def slot_start(width: int) -> Column:
    """When a slot begins; two faces set its end as well."""
    plain = field_column(Plate.TRAFFIC, "start", width=width)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        assert plain.change is not None
        first, last = faces(text)
        sheet = plain.change(sheet, row, first, sight)
        until = typed_clock(Plate.TRAFFIC, "end", last, sight)
        return sheet if until is None else edits.set_field(sheet, Plate.TRAFFIC, row, "end", until)

    return replace(plain, change=change)


def giveaway_clock() -> Column:
    """When a giveaway begins, fixed or by its segment. Typing a time fixes it there;
    two (`19:00-19:05`) give its length as well."""

    def show(row: Row, sight: Sight) -> str:
        at = giveaway_start(sight.sheet, sight.starts, cast(Giveaway, row))
        return "" if at is None else sight.face(at)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        first, last = faces(text)
        at = typed_clock(Plate.GIVEAWAY, "start", first, sight)
        until = typed_clock(Plate.GIVEAWAY, "start", last, sight)
        sheet = edits.set_field(sheet, Plate.GIVEAWAY, row, "start", at)
        if at is not None and until is not None and until > at:
            sheet = edits.set_field(sheet, Plate.GIVEAWAY, row, "duration", Span(until - at))
        return sheet if at is None else edits.set_field(sheet, Plate.GIVEAWAY, row, "segment", None)

    return Column(
        name="begin",
        heading="ui.plan.col.start",
        hint="ui.plan.unit.clock",
        show=show,
        change=change,
        look="number",
        width=56,
    )


def before(width: int) -> Column:
    """How long before the show a task is due; a day or a time is taken as well."""
    plain = field_column(Plate.WARMUP, "before", width=width)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        """As a span before the show, else as a day or a time. Raises the first WorldError
        where it is neither."""
        assert plain.change is not None
        try:
            return plain.change(sheet, row, text, sight)
        except WorldError as refused:
            try:
                return due_change(sheet, row, text, sight)
            except WorldError:
                raise refused from None

    return replace(plain, change=change)


def due_change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
    """A task due at the time typed. Raises WorldError."""
    at = typed_clock(Plate.GIVEAWAY, "start", text, sight)
    if at is None:
        raise WorldError("plan.parse_required", field="@ui.plan.col.due")
    span = Span(sight.sheet.session.planned_start - at)
    if span < 0:
        raise WorldError("ui.plan.bad.due_late", value=text.strip())
    return edits.set_field(sheet, Plate.WARMUP, row, "before", span)


def due() -> Column:
    """When a task is due, on the session's calendar; typing a day and a time sets how long
    before the show that is."""

    def show(row: Row, sight: Sight) -> str:
        at = Instant(sight.sheet.session.planned_start - cast(WarmupTask, row).before)
        return f"{formats.day(at, sight.zone, sight.speaker.lang)} {formats.clock(at, sight.zone)}"

    def typed(row: Row, sight: Sight) -> str:
        at = Instant(sight.sheet.session.planned_start - cast(WarmupTask, row).before)
        return sight.face(at)

    return Column(
        name="due",
        heading="ui.plan.col.due",
        show=show,
        change=due_change,
        typed=typed,
        hint="ui.plan.unit.clock",
        look="number",
        width=122,
    )


def same_face(at: Instant | None, planned: Instant, text: str) -> bool:
    """Whether the time typed is the one planned (shown to the minute, it may have seconds).
    `text` decides where it was typed as it is shown."""
    to_the_minute = text.count(":") + text.count("：") == 1
    return at == planned or (at is not None and to_the_minute and 0 <= planned - at < MINUTE)


def typed_clock(plate: Plate, name: str, text: str, sight: Sight) -> Instant | None:
    """A typed clock face as an instant of the show; "" is None."""
    if not text.strip():
        return None
    value = fields.parse(
        field_of(plate, name),
        text,
        zone=sight.zone,
        currency=sight.currency,
        day=sight.day,
    )
    return cast("Instant | None", value)
