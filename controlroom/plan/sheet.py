"""The run-sheet: a session and its five STAGE plates, as frozen values.

S goods (`Product`), T script (`Segment`), A paid traffic (`AdSlot`),
G giveaways (`Giveaway`), E warm-up (`WarmupTask`). Every edit makes a new
`RunSheet`; nothing here is ever changed in place. Money is integer minor units
of `Session.currency`; rates are ratios (0.3 is 30 %); None is "not known",
never zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum
from typing import Any, TypeVar, cast

from controlroom.core.ids import RowId, SessionId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Instant, Span

T = TypeVar("T")


class Plate(StrEnum):
    """The five plates (盘) of STAGE."""

    GOODS = "S"
    SCRIPT = "T"
    TRAFFIC = "A"
    GIVEAWAY = "G"
    WARMUP = "E"


class RoiBasis(StrEnum):
    """Which ROI (domain glossary §4.3). A figure without its basis is not shown."""

    DIRECT = "direct"  # 直接: orders attributed to the click, same session
    SAME_DAY = "same_day"  # 当日累计
    T7 = "t7"
    T15 = "t15"
    T30 = "t30"
    WHOLE = "whole"  # 全站/整体: whole-room paid GMV including natural / spend
    NET = "net"  # 净成交: whole-room GMV less refunds / spend
    ALL_IN = "all_in"  # 综合: net GMV / (spend + commission + giveaways)


@record
class Session:
    """One show: when, where, for whom, and what it is to bring.

    `planned_end` is the end of the window (hard end) or None for "when the script ends".
    `refund_rate` and `platform_fee` are the defaults for break-even ROI.
    """

    id: SessionId
    title: str
    planned_start: Instant
    planned_end: Instant | None = None
    streamer: str = ""
    shop: str = ""
    platform: str = "kuaishou"
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    target_gmv: Minor | None = None
    ad_budget: Minor | None = None
    target_roi: float | None = None
    roi_basis: RoiBasis = RoiBasis.WHOLE
    refund_rate: float | None = None
    platform_fee: float | None = None
    reservations_target: int | None = None
    role_mix: tuple[tuple[str, float], ...] = ()
    archived: bool = False
    simulated: bool = False
    note: str = ""
    goals: str = ""  # milestones, as `plan.goals` reads them


@record
class Product:
    """A product of the show (S). `role` is an editable word: 引流款, 爆款, 利润款…"""

    id: RowId
    title: str
    link: int | None = None  # link number in the yellow cart (链接号)
    item_id: str = ""
    sku: str = ""
    role: str = ""
    audience: str = ""
    list_price: Minor | None = None
    live_price: Minor | None = None
    cost: Minor | None = None
    commission: float | None = None
    platform_fee: float | None = None
    stock: int | None = None
    target_units: int | None = None
    mechanism: str = ""
    times_shown: int | None = None  # in the last N sessions (fatigue)
    owner: str = ""
    group: str = ""
    skip: bool = False
    note: str = ""


@record
class Segment:
    """A stretch of the script (T).

    A linked segment starts when the one before it ends (`start` is ignored). An
    unlinked one starts at `start`. A hard one starts at `start` and holds it:
    neither delay nor being ahead moves it. A milestone takes no time.
    """

    id: RowId
    title: str
    duration: Span = field(default=Span(10 * MINUTE))
    start: Instant | None = None
    linked: bool = True
    hard: bool = False
    milestone: bool = False
    kind: str = ""  # 开场, 引流, 讲解, 主推, 福利, 秒杀, 返场, 互动, 收尾…
    products: tuple[RowId, ...] = ()
    introduction: str = ""  # 产品介绍
    selling_point: str = ""  # 产品卖点
    scene: str = ""  # 使用场景
    after_sales: str = ""  # 售后服务
    value: str = ""  # 性价比
    target_gmv: Minor | None = None
    owner: str = ""
    group: str = ""
    skip: bool = False
    note: str = ""

    @property
    def points(self) -> tuple[str, str, str, str, str]:
        """The five selling points in telling order; an empty text is not written yet."""
        return (
            self.introduction,
            self.selling_point,
            self.scene,
            self.after_sales,
            self.value,
        )


@record
class AdSlot:
    """Ad money for one channel in one stretch of time (A)."""

    id: RowId
    channel: str
    start: Instant
    end: Instant
    title: str = ""
    budget: Minor | None = None
    share: float | None = None  # of Session.ad_budget
    target_roi: float | None = None
    roi_basis: RoiBasis = RoiBasis.WHOLE
    bid: Minor | None = None
    audience: str = ""
    owner: str = ""
    skip: bool = False
    note: str = ""


@record
class Giveaway:
    """Something given (G): at a fixed `start`, or `offset` ms after a segment starts."""

    id: RowId
    title: str
    kind: str = ""  # see `fields.GIVEAWAY_KINDS`
    start: Instant | None = None
    segment: RowId | None = None
    offset: Span = field(default=Span(0))
    duration: Span = field(default=Span(5 * MINUTE))
    quantity: int | None = None
    unit_cost: Minor | None = None
    condition: str = ""
    product: RowId | None = None
    owner: str = ""
    skip: bool = False
    note: str = ""


@record
class WarmupTask:
    """Work before the show (E), due `before` ms ahead of the planned start."""

    id: RowId
    title: str
    before: Span
    kind: str = ""  # 短视频, 预约, 粉丝群, 检查, 其他
    target: int | None = None
    actual: int | None = None
    spend: Minor | None = None
    done: bool = False
    owner: str = ""
    skip: bool = False
    note: str = ""


Row = Product | Segment | AdSlot | Giveaway | WarmupTask


@record
class RunSheet:
    """A whole plan. Order in each tuple is the order on the screen and on air.

    Rows are looked up by id in an index that is made when first asked for.
    """

    session: Session
    products: tuple[Product, ...] = ()
    segments: tuple[Segment, ...] = ()
    slots: tuple[AdSlot, ...] = ()
    giveaways: tuple[Giveaway, ...] = ()
    tasks: tuple[WarmupTask, ...] = ()
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, plate: Plate) -> tuple[Row, ...]:
        """The rows of one plate, in order."""
        plates: dict[Plate, tuple[Row, ...]] = {
            Plate.GOODS: self.products,
            Plate.SCRIPT: self.segments,
            Plate.TRAFFIC: self.slots,
            Plate.GIVEAWAY: self.giveaways,
            Plate.WARMUP: self.tasks,
        }
        return plates[plate]

    def product(self, row: RowId | None) -> Product | None:
        """The product called `row`, or None."""
        found: Product | None = self._by_id("products", self.products).get(cast("RowId", row))
        return found

    def segment(self, row: RowId | None) -> Segment | None:
        """The segment called `row`, or None."""
        found: Segment | None = self._by_id("segments", self.segments).get(cast("RowId", row))
        return found

    def _by_id(self, name: str, rows: tuple[Row, ...]) -> dict[RowId, Any]:
        return self.once(name, lambda: {row.id: row for row in reversed(rows)})

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes of this sheet, worked out once: sheets never change."""
        if name not in self._known:
            self._known[name] = make()
        made: T = self._known[name]
        return made
