"""Columns that are worked out: planned clock, margin, cost, points, problems; and those
that name other rows. Where it makes sense they can be edited (an end sets the duration)."""

from __future__ import annotations

from typing import cast

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.money import Minor, ratio
from controlroom.plan import edits, fields, margins
from controlroom.plan.budgets import slot_budget, whole_budget
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    Row,
    RunSheet,
    Segment,
    WarmupTask,
)
from controlroom.ui.models import refs
from controlroom.ui.models.columns import Column, field_of
from controlroom.ui.models.faces import faces, same_face, typed_clock
from controlroom.ui.models.sight import Sight


def position(plate: Plate) -> Column:
    """The place of a row, 1 first."""

    def show(row: Row, sight: Sight) -> str:
        return str(sight.place[plate].get(row.id, ""))

    return Column(
        name="position",
        heading="ui.plan.col.position",
        show=show,
        look="number",
        tone=lambda row, sight: "muted",
        width=40,
    )


def planned_start() -> Column:
    """When a segment starts by the plan. Typing a time fixes it there (unlinked); two
    (`19:00-19:12`) give its length as well; emptying the cell links it to the row before it
    again."""

    def show(row: Row, sight: Sight) -> str:
        return sight.face(sight.timed[row.id].start)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        """The sheet with what was typed; a time as it stands leaves the link. Raises
        WorldError where it is no time."""
        first, end = faces(text)
        at, segment = typed_clock(Plate.SCRIPT, "start", first, sight), sheet.segment(row)
        linked, planned = segment is not None and segment.linked, sight.timed[row].start
        if not (linked and same_face(at, planned, first)):
            sheet = edits.set_start(sheet, row, at)
            planned = planned if at is None else at
        until = typed_clock(Plate.SCRIPT, "start", end, sight)
        return sheet if until is None else edits.set_end(sheet, row, until, planned)

    def tone(row: Row, sight: Sight) -> str:
        timed = sight.timed[row.id]
        return "warn" if timed.overlap > 0 else ("strong" if timed.hard else "")

    return Column(
        name="plan_start",
        heading="ui.plan.col.start",
        show=show,
        change=change,
        hint="ui.plan.unit.start",
        tone=tone,
        look="number",
        width=56,
        clocked=True,
    )


def planned_end() -> Column:
    """When a segment ends by the plan; typing one sets its duration."""

    def show(row: Row, sight: Sight) -> str:
        return sight.face(sight.timed[row.id].end)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        at = typed_clock(Plate.SCRIPT, "start", text, sight)
        if at is None:
            raise WorldError("ui.plan.bad.end_empty")
        if same_face(at, sight.timed[row].end, text):
            return sheet
        return edits.set_end(sheet, row, at, sight.timed[row].start)

    return Column(
        name="plan_end",
        heading="ui.plan.col.end",
        show=show,
        change=change,
        hint="ui.plan.unit.end",
        look="number",
        width=56,
        clocked=True,
    )


def held(name: str, *, width: int = 56, hidden: bool = False) -> Column:
    """Whether a segment holds its start ("hard") or follows the one before it ("linked")."""
    field = field_of(Plate.SCRIPT, name)
    setter = edits.set_hard if name == "hard" else edits.set_linked

    def show(row: Row, sight: Sight) -> str:
        value = bool(getattr(row, name))
        lang = sight.speaker.lang
        return fields.show(field, value, zone=sight.zone, currency=sight.currency, lang=lang)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        on = fields.parse(field, text, zone=sight.zone, currency=sight.currency, day=sight.day)
        return setter(sheet, row, bool(on), sight.timed[row].start)

    return Column(
        name=name,
        heading=field.label,
        show=show,
        change=change,
        look="check",
        hint=f"ui.plan.unit.{name}",
        width=width,
        hidden=hidden,
        clocked=True,
    )


def gap() -> Column:
    """Idle time before a segment (+) or overlap with the one before it (−)."""

    def show(row: Row, sight: Sight) -> str:
        timed = sight.timed[row.id]
        if timed.overlap > 0:
            return formats.span(-timed.overlap)
        return formats.signed_span(timed.gap) if timed.gap > 0 else ""

    def tone(row: Row, sight: Sight) -> str:
        return "bad" if sight.timed[row.id].overlap > 0 else "warn"

    return Column(
        name="gap",
        heading="ui.plan.col.gap",
        hint="ui.plan.unit.gap",
        show=show,
        tone=tone,
        look="number",
        width=56,
        hidden=True,
    )


def products() -> Column:
    """The products of a segment by link number."""

    def show(row: Row, sight: Sight) -> str:
        return refs.products_text(sight.sheet, cast(Segment, row).products, sight.speaker)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        return edits.set_field(
            sheet, Plate.SCRIPT, row, "products", refs.read_products(sheet, text)
        )

    return Column(
        name="products",
        heading="ui.plan.col.products",
        show=show,
        change=change,
        hint="ui.plan.unit.rows",
        width=58,
    )


def of_product(name: str, look: str, width: int) -> Column:
    """A field of the products of a segment, shown for orientation: each value once, in the
    order of the products; a role (it is painted as one pill) that of the first."""
    field = field_of(Plate.GOODS, name)

    def show(row: Row, sight: Sight) -> str:
        """Each value of the segment's products once, as read; "" where none is known."""
        rows = cast(Segment, row).products[: 1 if look == "pill" else None]
        found = (getattr(sight.sheet.product(one), name, None) for one in rows)
        said = (
            fields.show(
                field, value, zone=sight.zone, currency=sight.currency, lang=sight.speaker.lang
            )
            for value in found
            if value is not None and value != ""
        )
        return " / ".join(dict.fromkeys(said))

    return Column(name=f"product_{name}", heading=field.label, show=show, look=look, width=width)


def points() -> Column:
    """How many of the five selling points are written: five dots."""

    def show(row: Row, sight: Sight) -> str:
        return "".join("●" if text else "○" for text in cast(Segment, row).points)

    return Column(name="points", heading="ui.plan.col.points", show=show, look="dots", width=92)


def margin() -> Column:
    """The gross margin of a unit at its live price."""

    def show(row: Row, sight: Sight) -> str:
        value = margins.unit_margin(cast(Product, row))
        return "" if value is None else formats.percent(value, 0 if abs(value) >= 10 else 1)

    def tone(row: Row, sight: Sight) -> str:
        value = margins.unit_margin(cast(Product, row))
        return "bad" if value is not None and value < 0 else ""

    return Column(
        name="margin",
        heading="ui.plan.col.margin",
        hint="ui.plan.unit.margin",
        show=show,
        tone=tone,
        look="number",
        width=72,
    )


def budget_share() -> Column:
    """The slot's part of all planned spend."""

    def show(row: Row, sight: Sight) -> str:
        sheet = sight.sheet
        whole = sheet.once("budgets", lambda: whole_budget(sheet))
        part = ratio(slot_budget(cast(AdSlot, row), sheet), whole)
        return "" if part is None else formats.percent(part)

    return Column(
        name="budget_share",
        heading="ui.plan.col.budget_share",
        show=show,
        look="number",
        width=70,
    )


def giveaway_segment() -> Column:
    """The segment a giveaway hangs on."""

    def show(row: Row, sight: Sight) -> str:
        return refs.segment_text(sight.sheet, cast(Giveaway, row).segment)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        segment = refs.read_segment(sheet, text)
        sheet = edits.set_field(sheet, Plate.GIVEAWAY, row, "segment", segment)
        return (
            sheet if segment is None else edits.set_field(sheet, Plate.GIVEAWAY, row, "start", None)
        )

    return Column(
        name="segment",
        heading="ui.plan.col.segment",
        show=show,
        change=change,
        width=150,
    )


def giveaway_product() -> Column:
    """The product given, by link number."""

    def show(row: Row, sight: Sight) -> str:
        product = sight.sheet.product(cast(Giveaway, row).product)
        return "" if product is None else refs.product_name(product, sight.speaker)

    def change(sheet: RunSheet, row: RowId, text: str, sight: Sight) -> RunSheet:
        return edits.set_field(
            sheet, Plate.GIVEAWAY, row, "product", refs.read_product(sheet, text)
        )

    return Column(
        name="product",
        heading="ui.plan.col.product",
        show=show,
        change=change,
        width=58,
    )


def giveaway_cost() -> Column:
    """Quantity × unit cost."""

    def show(row: Row, sight: Sight) -> str:
        gift = cast(Giveaway, row)
        if gift.quantity is None or gift.unit_cost is None:
            return ""
        return formats.money(Minor(gift.quantity * gift.unit_cost), sight.currency)

    return Column(name="cost", heading="ui.plan.col.cost", show=show, look="number", width=84)


def achieved() -> Column:
    """Actual over target of a task."""

    def show(row: Row, sight: Sight) -> str:
        task = cast(WarmupTask, row)
        part = ratio(task.actual, task.target)
        return "" if part is None else formats.percent(part, 0)

    def tone(row: Row, sight: Sight) -> str:
        part = ratio(cast(WarmupTask, row).actual, cast(WarmupTask, row).target)
        return "" if part is None else ("good" if part >= 1 else "warn")

    return Column(
        name="achieved",
        heading="ui.plan.col.achieved",
        show=show,
        tone=tone,
        look="number",
        width=60,
    )


def problems(plate: Plate) -> Column:
    """The gravest finding about the row, by the name of its check (the tooltip says all)."""

    def show(row: Row, sight: Sight) -> str:
        found = sight.troubles.get((plate, row.id), ())
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        return sight.book.text(f"plan.check_name.{found[0].code}") + more if found else ""

    def tone(row: Row, sight: Sight) -> str:
        found = sight.troubles.get((plate, row.id), ())
        return found[0].severity if found else ""

    return Column(
        name="problems",
        heading="ui.plan.col.problems",
        show=show,
        tone=tone,
        look="problem",
        width=104,
        stretch=True,
    )
