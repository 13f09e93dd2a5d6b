"""Margins and break-even ROI (domain.md §4.4), as ratios of sums.

break-even ROI = 1 / ((gross margin - commission - platform fee) x (1 - refund rate)),
each rate weighted by target GMV (live price x target units). A product counts only
where everything it needs is known; skipped products never count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from controlroom.core.money import Minor, ratio
from controlroom.core.records import record
from controlroom.core.remembering import remembered
from controlroom.plan.sheet import Giveaway, Product, RunSheet, Session


def unit_profit(product: Product) -> Minor | None:
    """Live price less cost, minor units."""
    if product.live_price is None or product.cost is None:
        return None
    return Minor(product.live_price - product.cost)


def unit_margin(product: Product) -> float | None:
    """(live price - cost) / live price, a ratio; may be negative."""
    return ratio(unit_profit(product), product.live_price)


def target_gmv(product: Product) -> Minor | None:
    """Live price x target units, minor units."""
    if product.live_price is None or product.target_units is None:
        return None
    return Minor(product.live_price * product.target_units)


def session_margin(sheet: RunSheet) -> float | None:
    """Gross margin of the session weighted by target GMV; None while no product is
    complete (live price, cost, target units)."""
    return sheet.once("margin", lambda: _weighted(_counting(sheet), unit_margin))


def margin_at_target(sheet: RunSheet) -> Minor | None:
    """Gross margin in minor units when every counted product meets its target units."""
    counting = [p for p in _counting(sheet) if unit_profit(p) is not None]
    if not counting:
        return None
    return Minor(sum((unit_profit(p) or 0) * (p.target_units or 0) for p in counting))


def giveaway_cost(giveaway: Giveaway) -> Minor | None:
    """Quantity x unit cost, minor units."""
    if giveaway.quantity is None or giveaway.unit_cost is None:
        return None
    return Minor(giveaway.quantity * giveaway.unit_cost)


def giveaway_share(sheet: RunSheet) -> float | None:
    """Cost of all giveaways over the gross margin at target; None when either is unknown."""
    costs = [giveaway_cost(g) for g in sheet.giveaways if not g.skip]
    if not costs or any(cost is None for cost in costs):
        return None
    return ratio(sum(cost or 0 for cost in costs), margin_at_target(sheet))


def giveaway_total(sheet: RunSheet) -> Minor | None:
    """Cost of all giveaways; None without any, or while one of them is not known."""
    costs = [giveaway_cost(g) for g in sheet.giveaways if not g.skip]
    if not costs or any(cost is None for cost in costs):
        return None
    return Minor(sum(cost or 0 for cost in costs))


@record
class RoleShare:
    """A role in the mix: `planned` share of the products, `gmv` share of the target GMV
    (None while no product has one), `target` share as wanted (None: not said)."""

    role: str
    planned: float
    gmv: float | None
    target: float | None


def role_shares(sheet: RunSheet) -> tuple[RoleShare, ...]:
    """The mix: the roles with a target in their order, then the others by their products."""
    products = [p for p in sheet.products if not p.skip]
    wanted = dict(sheet.session.role_mix)
    others = {p.role: None for p in products if p.role and p.role not in wanted}
    worth = [target_gmv(p) for p in products]
    whole = sum(value or 0 for value in worth)
    return tuple(
        RoleShare(
            role=role,
            planned=sum(p.role == role for p in products) / max(1, len(products)),
            gmv=ratio(
                sum(v or 0 for p, v in zip(products, worth, strict=True) if p.role == role), whole
            ),
            target=wanted.get(role),
        )
        for role in (*wanted, *others)
    )


class Outcome(StrEnum):
    """What can be said about break-even."""

    KNOWN = "known"
    CANNOT = "cannot"  # 无法保本: nothing is left of a sale to pay for traffic
    UNKNOWN = "unknown"


@record
class BreakEven:
    """Break-even ROI and what it was made of. `roi` is None unless `outcome` is KNOWN.

    `counted` of `products` went into it; `missing` names the fields nobody filled in.
    """

    outcome: Outcome
    roi: float | None
    margin: float | None
    commission: float | None
    platform_fee: float | None
    refund_rate: float | None
    counted: int
    products: int
    missing: tuple[str, ...] = ()


@remembered
def break_even_roi(sheet: RunSheet) -> float | None:
    """Break-even ROI of the session; None when it cannot break even or is not known
    (`break_even` tells which)."""
    return break_even(sheet).roi


def break_even(sheet: RunSheet) -> BreakEven:
    """Break-even of the session over the products that are complete."""
    return sheet.once(
        "break_even",
        lambda: _break_even([p for p in sheet.products if not p.skip], sheet.session),
    )


def product_break_even(product: Product, session: Session) -> BreakEven:
    """Break-even of one product on its own; its target units don't matter."""
    return _break_even([product], session, lambda p: p.live_price)


def _break_even(
    products: list[Product],
    session: Session,
    weight: Callable[[Product], float | None] = target_gmv,
) -> BreakEven:
    def fee(product: Product) -> float | None:
        return session.platform_fee if product.platform_fee is None else product.platform_fee

    needs: dict[str, Callable[[Product], float | None]] = {
        "live_price": lambda p: p.live_price,
        "cost": lambda p: p.cost,
        "target_units": weight,
        "commission": lambda p: p.commission,
        "platform_fee": fee,
    }
    counted = [p for p in products if all(need(p) is not None for need in needs.values())]
    margin = _weighted(counted, unit_margin, weight)
    commission = _weighted(counted, lambda p: p.commission, weight)
    platform_fee = _weighted(counted, fee, weight)
    missing = [name for name, need in needs.items() if any(need(p) is None for p in products)]
    if session.refund_rate is None:
        missing.append("refund_rate")
    outcome, roi = _judged(margin, commission, platform_fee, session.refund_rate)
    return BreakEven(
        outcome=outcome,
        roi=roi,
        margin=margin,
        commission=commission,
        platform_fee=platform_fee,
        refund_rate=session.refund_rate,
        counted=len(counted),
        products=len(products),
        missing=tuple(missing),
    )


def _judged(
    margin: float | None, commission: float | None, fee: float | None, refunds: float | None
) -> tuple[Outcome, float | None]:
    if margin is None or commission is None or fee is None or refunds is None:
        return Outcome.UNKNOWN, None
    kept = (margin - commission - fee) * (1 - refunds)
    if margin - commission - fee <= 0 or kept <= 1e-12:
        return Outcome.CANNOT, None
    return Outcome.KNOWN, 1 / kept


def _counting(sheet: RunSheet) -> list[Product]:
    return [p for p in sheet.products if not p.skip and target_gmv(p) is not None]


def _weighted(
    products: Iterable[Product],
    rate: Callable[[Product], float | None],
    weight: Callable[[Product], float | None] = target_gmv,
) -> float | None:
    """sum(rate x weight) / sum(weight) over the products where both are known."""
    pairs = [(rate(p), weight(p)) for p in products]
    known = [(r, w) for r, w in pairs if r is not None and w is not None]
    return ratio(sum(r * w for r, w in known), sum(w for _, w in known)) if known else None
