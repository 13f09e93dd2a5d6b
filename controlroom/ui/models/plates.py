"""Which columns each plate's table has, in which order."""

from __future__ import annotations

from controlroom.plan.sheet import Plate
from controlroom.ui.models import derived, faces
from controlroom.ui.models.columns import Column, field_column


def columns(plate: Plate) -> tuple[Column, ...]:
    """The columns of `plate` from left to right; the hidden ones can be shown by the user."""
    return {
        Plate.GOODS: _goods,
        Plate.SCRIPT: _script,
        Plate.TRAFFIC: _traffic,
        Plate.GIVEAWAY: _giveaways,
        Plate.WARMUP: _warmup,
    }[plate]()


def _goods() -> tuple[Column, ...]:
    def field(name: str, width: int, look: str = "", hidden: bool = False) -> Column:
        return field_column(Plate.GOODS, name, width=width, look=look, hidden=hidden)

    return (
        derived.position(Plate.GOODS),
        field("link", 52),
        field("title", 190, "title"),
        derived.problems(Plate.GOODS),
        field("role", 74, "pill"),
        field("list_price", 76),
        field("live_price", 76),
        field("cost", 76),
        derived.margin(),
        field("commission", 62),
        field("stock", 68),
        field("target_units", 72),
        field("mechanism", 180),
        field("audience", 90, hidden=True),
        field("item_id", 110, hidden=True),
        field("sku", 90, hidden=True),
        field("platform_fee", 70, hidden=True),
        field("times_shown", 60, hidden=True),
        field("owner", 80, hidden=True),
        field("group", 80, hidden=True),
        field("skip", 56, hidden=True),
        field("note", 160, hidden=True),
    )


def _script() -> tuple[Column, ...]:
    def field(name: str, width: int, look: str = "", hidden: bool = False) -> Column:
        return field_column(Plate.SCRIPT, name, width=width, look=look, hidden=hidden)

    return (
        derived.position(Plate.SCRIPT),
        derived.planned_start(),
        field("duration", 66),
        derived.planned_end(),
        field("kind", 54),
        field("title", 160, "title"),
        derived.problems(Plate.SCRIPT),
        derived.products(),
        derived.of_product("role", "pill", 66),
        derived.of_product("live_price", "number", 66),
        derived.of_product("stock", "number", 58),
        field("target_gmv", 88),
        derived.points(),
        field("owner", 64),
        derived.held("hard"),
        derived.gap(),
        derived.held("linked", hidden=True),
        field("milestone", 60, hidden=True),
        field("group", 80, hidden=True),
        field("introduction", 140, hidden=True),
        field("selling_point", 140, hidden=True),
        field("scene", 140, hidden=True),
        field("after_sales", 140, hidden=True),
        field("value", 140, hidden=True),
        field("skip", 56, hidden=True),
        field("note", 160, hidden=True),
    )


def _traffic() -> tuple[Column, ...]:
    def field(name: str, width: int, look: str = "", hidden: bool = False) -> Column:
        return field_column(Plate.TRAFFIC, name, width=width, look=look, hidden=hidden)

    return (
        derived.position(Plate.TRAFFIC),
        faces.slot_start(60),
        field("end", 60),
        field("channel", 110),
        derived.problems(Plate.TRAFFIC),
        field("budget", 96),
        derived.budget_share(),
        field("target_roi", 76),
        field("roi_basis", 110),
        field("bid", 80),
        field("audience", 130),
        field("owner", 90),
        field("share", 72, hidden=True),
        field("title", 140, hidden=True),
        field("skip", 56, hidden=True),
        field("note", 160, hidden=True),
    )


def _giveaways() -> tuple[Column, ...]:
    def field(name: str, width: int, look: str = "", hidden: bool = False) -> Column:
        return field_column(Plate.GIVEAWAY, name, width=width, look=look, hidden=hidden)

    return (
        derived.position(Plate.GIVEAWAY),
        faces.giveaway_clock(),
        field("kind", 74, "pill"),
        field("title", 150, "title"),
        derived.problems(Plate.GIVEAWAY),
        derived.giveaway_segment(),
        field("offset", 64),
        field("duration", 64),
        field("quantity", 70),
        field("unit_cost", 76),
        derived.giveaway_cost(),
        field("condition", 130),
        derived.giveaway_product(),
        field("owner", 84, hidden=True),
        field("skip", 56, hidden=True),
        field("note", 160, hidden=True),
    )


def _warmup() -> tuple[Column, ...]:
    def field(name: str, width: int, look: str = "", hidden: bool = False) -> Column:
        return field_column(Plate.WARMUP, name, width=width, look=look, hidden=hidden)

    return (
        derived.position(Plate.WARMUP),
        field("done", 50),
        faces.before(76),
        faces.due(),
        field("kind", 80, "pill"),
        field("title", 220, "title"),
        derived.problems(Plate.WARMUP),
        field("target", 76),
        field("actual", 76),
        derived.achieved(),
        field("spend", 84),
        field("owner", 90),
        field("skip", 56, hidden=True),
        field("note", 160, hidden=True),
    )
