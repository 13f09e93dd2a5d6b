"""Checks of the goods plate (S)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.fatigue import times_in_a_row
from controlroom.plan.margins import unit_margin
from controlroom.plan.naming import given_title
from controlroom.plan.sheet import Plate, Product

LOSS_ROLES = frozenset({"福利款", "引流款", "宠粉款", "福利", "引流", "宠粉"})
"""Roles that may be sold under cost on purpose."""
TIRED_AFTER = 3
"""Shown in so many of the last sessions a product is tired."""
MIX_TOLERANCE = 0.10
"""Role shares may be off their target by this much (a ratio of all products)."""

SLIP_SHARE = 0.1
"""A live price under this share of the list price looks like a slip."""

check = Register(Plate.GOODS)


@check("goods.none", "error")
def none(sight: Sight) -> Iterator[Hit]:
    """There is nothing to sell."""
    if not sight.products:
        yield hit()


@check("goods.no_title", "warning")
def no_title(sight: Sight) -> Iterator[Hit]:
    """A product without a name."""
    for product in sight.products:
        if not given_title(product.title):
            yield hit(product.id, title=product.title)


@check("goods.no_price", "error")
def no_price(sight: Sight) -> Iterator[Hit]:
    """A product without a live price."""
    for product in sight.products:
        if not product.live_price:
            yield hit(product.id, title=product.title)


@check("goods.under_cost", "error")
def under_cost(sight: Sight) -> Iterator[Hit]:
    """Sold under cost without a role that means to."""
    for p in sight.products:
        if p.live_price and p.cost is not None and p.live_price < p.cost and not _may_lose(p):
            yield hit(p.id, title=p.title, price_minor=p.live_price, cost_minor=p.cost)


@check("goods.over_list", "warning")
def over_list(sight: Sight) -> Iterator[Hit]:
    """The live price is above the list price."""
    for p in sight.products:
        if p.live_price and p.list_price is not None and p.live_price > p.list_price:
            yield hit(p.id, title=p.title, price_minor=p.live_price, list_minor=p.list_price)


@check("goods.price_slip", "warning")
def price_slip(sight: Sight) -> Iterator[Hit]:
    """The live price is a small part of the list price: a slip of the decimal point?"""
    for p in sight.products:
        if not p.live_price or not p.list_price or _may_lose(p):
            continue
        if p.live_price < p.list_price * SLIP_SHARE:
            yield hit(p.id, title=p.title, price_minor=p.live_price, list_minor=p.list_price)


@check("goods.fees_over_margin", "warning")
def fees_over_margin(sight: Sight) -> Iterator[Hit]:
    """Commission and platform fee eat more than the margin."""
    for p in sight.products:
        margin = unit_margin(p)
        fee = sight.sheet.session.platform_fee if p.platform_fee is None else p.platform_fee
        if margin is None or margin < 0 or _may_lose(p) or p.commission is None:
            continue
        taken = p.commission + (fee or 0)
        if taken >= margin:
            yield hit(p.id, title=p.title, margin_ratio=margin, taken_ratio=taken)


@check("goods.no_cost", "hint")
def no_cost(sight: Sight) -> Iterator[Hit]:
    """Without a cost there is no margin and no break-even."""
    for product in sight.products:
        if product.cost is None:
            yield hit(product.id, title=product.title)


@check("goods.sold_out", "error", "skip_product")
def sold_out(sight: Sight) -> Iterator[Hit]:
    """A product that is to be shown has no stock left."""
    for product in sight.products:
        if product.stock == 0:
            yield hit(product.id, title=product.title, mend="skip_product")


@check("goods.no_stock", "warning")
def no_stock(sight: Sight) -> Iterator[Hit]:
    """Nobody filled in the stock."""
    for product in sight.products:
        if product.stock is None:
            yield hit(product.id, title=product.title)


@check("goods.stock_short", "warning", "target_to_stock")
def stock_short(sight: Sight) -> Iterator[Hit]:
    """Less stock than the target needs."""
    for p in sight.products:
        if p.stock and p.target_units is not None and p.stock < p.target_units:
            yield hit(
                p.id, mend="target_to_stock", title=p.title, stock=p.stock, units=p.target_units
            )


@check("goods.no_units", "hint")
def no_units(sight: Sight) -> Iterator[Hit]:
    """Without target units a product has no weight in the margin."""
    for product in sight.products:
        if product.target_units is None:
            yield hit(product.id, title=product.title)


@check("goods.unused", "warning", "add_segment")
def unused(sight: Sight) -> Iterator[Hit]:
    """A product that no segment shows."""
    shown = {row for segment in sight.segments for row in segment.products}
    for product in sight.products:
        if product.id not in shown:
            yield hit(product.id, title=product.title, mend="add_segment")


@check("goods.link_twice", "error", "renumber_links")
def link_twice(sight: Sight) -> Iterator[Hit]:
    """Two products on one link number."""
    counted = Counter(p.link for p in sight.products if p.link is not None)
    for p in sight.products:
        if p.link is not None and counted[p.link] > 1:
            yield hit(p.id, mend="renumber_links", title=p.title, link=p.link)


@check("goods.no_link", "hint", "next_link")
def no_link(sight: Sight) -> Iterator[Hit]:
    """A product without a link number."""
    for product in sight.products:
        if product.link is None:
            yield hit(product.id, title=product.title, mend="next_link")


@check("goods.item_twice", "warning")
def item_twice(sight: Sight) -> Iterator[Hit]:
    """The same item and SKU on two rows."""
    counted = Counter((p.item_id, p.sku) for p in sight.products if p.item_id)
    for p in sight.products:
        if p.item_id and counted[p.item_id, p.sku] > 1:
            yield hit(p.id, title=p.title, item=p.item_id)


@check("goods.no_role", "hint")
def no_role(sight: Sight) -> Iterator[Hit]:
    """A product without a role."""
    for product in sight.products:
        if not product.role:
            yield hit(product.id, title=product.title)


@check("goods.role_mix", "hint")
def role_mix(sight: Sight) -> Iterator[Hit]:
    """A role's share of the products is off its target."""
    counted = Counter(p.role for p in sight.products)
    for role, target in sight.sheet.session.role_mix if sight.products else ():
        share = counted[role] / len(sight.products)
        if abs(share - target) > MIX_TOLERANCE:
            yield hit(role=role, share_ratio=share, target_ratio=target)


@check("goods.tired", "hint")
def tired(sight: Sight) -> Iterator[Hit]:
    """Shown in each of the last sessions (fatigue)."""
    for p in sight.products:
        times = max(p.times_shown or 0, times_in_a_row(p, sight.past))
        if times >= TIRED_AFTER:
            yield hit(p.id, title=p.title, times=times)


def _may_lose(product: Product) -> bool:
    return product.role in LOSS_ROLES
