"""The line under each plate's table: what its rows come to. Skipped rows never count."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core import formats
from controlroom.core.money import Minor, ratio
from controlroom.plan import margins
from controlroom.plan.budgets import whole_budget
from controlroom.plan.sheet import Plate
from controlroom.ui.models.sight import Sight


@dataclass(frozen=True, slots=True)
class Sum:
    """`key` names it; `tone` is "" | good | warning | error."""

    key: str
    text: str
    tone: str = ""


class Same:
    """A value that equals no other object, however alike: cheap to compare."""

    __slots__ = ("_held",)

    def __init__(self, held: object) -> None:
        self._held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._held is other._held

    def __hash__(self) -> int:
        return id(self._held)


def sums_of(plate: Plate, sight: Sight) -> tuple[Same, ...]:
    """What the sums of `plate` are made of: while it is the same, so are they."""
    sheet = sight.sheet
    more = {Plate.SCRIPT: sight.schedule, Plate.WARMUP: None}.get(plate, sheet.products)
    held = (sheet.session, sheet.rows(plate), more, sight.speaker)
    return tuple(Same(one) for one in held)


def sums(plate: Plate, sight: Sight) -> tuple[Sum, ...]:
    """The sums of `plate`, as shown."""
    return {
        Plate.GOODS: _goods,
        Plate.SCRIPT: _script,
        Plate.TRAFFIC: _traffic,
        Plate.GIVEAWAY: _giveaways,
        Plate.WARMUP: _warmup,
    }[plate](sight)


def _goods(sight: Sight) -> tuple[Sum, ...]:
    rows = [row for row in sight.sheet.products if not row.skip]
    units = _total([row.target_units for row in rows])
    target = _total([margins.target_gmv(row) for row in rows])
    return (
        Sum("ui.plan.sum.products", str(len(rows))),
        Sum("ui.plan.sum.target_units", formats.count(units)),
        Sum("ui.plan.sum.goods_gmv", _money(target, sight)),
        Sum("ui.plan.sum.margin", formats.percent(margins.session_margin(sight.sheet))),
        Sum("ui.plan.sum.break_even", formats.times(margins.break_even_roi(sight.sheet))),
    )


def _script(sight: Sight) -> tuple[Sum, ...]:
    session = sight.sheet.session
    rows = [row for row in sight.sheet.segments if not row.skip]
    length = sum([row.duration for row in rows if not row.milestone])
    target = _total([row.target_gmv for row in rows])
    over = None if session.planned_end is None else sight.schedule.end - session.planned_end
    late = over is not None and over > 0
    return (
        Sum("ui.plan.sum.length", formats.span(length)),
        Sum("ui.plan.sum.end", formats.clock(sight.schedule.end, sight.zone)),
        Sum("ui.plan.sum.window", formats.signed_span(over), "warning" if late else ""),
        _against("ui.plan.sum.target", target, session.target_gmv, sight),
    )


def _traffic(sight: Sight) -> tuple[Sum, ...]:
    session = sight.sheet.session
    budget = whole_budget(sight.sheet)
    wanted = session.ad_budget
    share = ratio(budget, session.target_gmv)
    return (
        _against("ui.plan.sum.budget", budget, wanted, sight),
        Sum("ui.plan.sum.left", _money(_minus(wanted, budget), sight)),
        Sum("ui.plan.sum.spend_share", formats.percent(share)),
        Sum("ui.plan.sum.break_even", formats.times(margins.break_even_roi(sight.sheet))),
    )


def _giveaways(sight: Sight) -> tuple[Sum, ...]:
    rows = [row for row in sight.sheet.giveaways if not row.skip]
    cost = _total([margins.giveaway_cost(row) for row in rows])
    return (
        Sum("ui.plan.sum.giveaways", str(len(rows))),
        Sum("ui.plan.sum.quantity", formats.count(_total([row.quantity for row in rows]))),
        Sum("ui.plan.sum.cost", _money(cost, sight)),
        Sum("ui.plan.sum.cost_share", formats.percent(margins.giveaway_share(sight.sheet))),
    )


def _warmup(sight: Sight) -> tuple[Sum, ...]:
    rows = [row for row in sight.sheet.tasks if not row.skip]
    spend = _total([row.spend for row in rows])
    return (
        Sum("ui.plan.sum.done", f"{sum(row.done for row in rows)}/{len(rows)}"),
        Sum("ui.plan.sum.reservations", formats.count(sight.sheet.session.reservations_target)),
        Sum("ui.plan.sum.warmup_spend", _money(spend, sight)),
    )


def _against(key: str, value: int | None, wanted: int | None, sight: Sight) -> Sum:
    """`value` of `wanted`; yellow where they differ."""
    text = (
        _money(value, sight)
        if wanted is None
        else f"{_money(value, sight)} / {_money(wanted, sight)}"
    )
    return Sum(key, text, "warning" if wanted is not None and value != wanted else "")


def _total(values: list[int | None] | list[Minor | None]) -> int | None:
    """The sum of what is known; None when nothing is (missing is not zero)."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _minus(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _money(value: int | None, sight: Sight) -> str:
    return formats.money(value, sight.currency, cents=False)
