"""The one typed table of every field of the five plates and of the session.

Tables, forms, imports and exports read it: what a field holds, in which unit, how a
person writes it (`parse`) and how it is shown (`show`). What `show` shows, `parse`
reads back.

| type | value | unit |
|---|---|---|
| text, choice | str / enum | – |
| money | int | minor units |
| count | int | pieces |
| ratio | float | 0.3 is 30 % |
| x | float | an ROI |
| span | int | ms |
| clock | Instant | ms UTC |
| bool | bool | – |
| row, rows | RowId / tuple of them | – |
| mix | ((role, ratio), …) | – |
| goals | str | see `plan.goals`; "" is the usual ones |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.plan import goals, reading
from controlroom.plan.sheet import Plate, RoiBasis

ROLES = ("引流款", "福利款", "爆款", "利润款", "形象款", "宠粉款", "常规款")
SEGMENT_KINDS = ("开场", "引流", "讲解", "主推", "福利", "秒杀", "返场", "互动", "收尾")
CHANNELS = ("磁力金牛", "快手粉条", "小店通", "千川", "私域", "其他")
GIVEAWAY_KINDS = (
    "秒杀",
    "限时立减",
    "满减",
    "满折",
    "优惠券",
    "新粉券",
    "红包",
    "福袋",
    "抽奖",
    "福利购",
    "赠品",
    "其他",
)
TASK_KINDS = ("短视频", "预约", "粉丝群", "检查", "其他")
PLATFORMS = ("kuaishou", "douyin", "tiktok", "other")

BASIS_WORDS: Mapping[RoiBasis, tuple[str, str]] = {
    RoiBasis.DIRECT: ("直接", "direct"),
    RoiBasis.SAME_DAY: ("当日累计", "same-day"),
    RoiBasis.T7: ("T7", "T7"),
    RoiBasis.T15: ("T15", "T15"),
    RoiBasis.T30: ("T30", "T30"),
    RoiBasis.WHOLE: ("全站", "whole-room"),
    RoiBasis.NET: ("净成交", "net"),
    RoiBasis.ALL_IN: ("综合", "all-in"),
}
"""Each ROI basis in Chinese and in English (domain.md §4.3)."""

_BASIS_TOO = {
    **dict.fromkeys(("直接支付",), "直接"),
    **dict.fromkeys(("当日", "t0", "same day"), "当日累计"),
    **dict.fromkeys(("整体", "全域", "whole"), "全站"),
    **dict.fromkeys(("all in", "all_in"), "综合"),
}
"""What else they are called."""

_UNIT_OF = {
    "money": "minor",
    "count": "pieces",
    "ratio": "ratio",
    "x": "x",
    "span": "ms",
    "clock": "instant",
}


@record
class Field:
    """One field. `required`: never None (an empty text is None only for the others).
    `words` are proposed, not enforced."""

    name: str
    type: str
    required: bool = False
    words: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """minor | pieces | ratio | x | ms | instant, or "" where there is none."""
        return _UNIT_OF.get(self.type, "")

    @property
    def label(self) -> str:
        """The phrase key of its heading."""
        return f"plan.field.{self.name}"


def _field(name: str, kind: str = "text", *words: str, required: bool = False) -> Field:
    return Field(name=name, type=kind, words=words, required=required)


_TITLE = _field("title", required=True)
_COMMON = (_field("owner"), _field("skip", "bool", required=True), _field("note"))

FIELDS: Mapping[Plate, tuple[Field, ...]] = {
    Plate.GOODS: (
        _TITLE,
        _field("link", "count"),
        _field("item_id"),
        _field("sku"),
        _field("role", "text", *ROLES),
        _field("audience"),
        _field("list_price", "money"),
        _field("live_price", "money"),
        _field("cost", "money"),
        _field("commission", "ratio"),
        _field("platform_fee", "ratio"),
        _field("stock", "count"),
        _field("target_units", "count"),
        _field("mechanism"),
        _field("times_shown", "count"),
        _field("group"),
        *_COMMON,
    ),
    Plate.SCRIPT: (
        _TITLE,
        _field("kind", "text", *SEGMENT_KINDS),
        _field("start", "clock"),
        _field("duration", "span", required=True),
        _field("linked", "bool", required=True),
        _field("hard", "bool", required=True),
        _field("milestone", "bool", required=True),
        _field("products", "rows", required=True),
        _field("introduction"),
        _field("selling_point"),
        _field("scene"),
        _field("after_sales"),
        _field("value"),
        _field("target_gmv", "money"),
        _field("group"),
        *_COMMON,
    ),
    Plate.TRAFFIC: (
        _field("channel", "text", *CHANNELS, required=True),
        _field("title"),
        _field("start", "clock", required=True),
        _field("end", "clock", required=True),
        _field("budget", "money"),
        _field("share", "ratio"),
        _field("target_roi", "x"),
        _field("roi_basis", "choice", required=True),
        _field("bid", "money"),
        _field("audience"),
        *_COMMON,
    ),
    Plate.GIVEAWAY: (
        _TITLE,
        _field("kind", "text", *GIVEAWAY_KINDS),
        _field("start", "clock"),
        _field("segment", "row"),
        _field("offset", "span", required=True),
        _field("duration", "span", required=True),
        _field("quantity", "count"),
        _field("unit_cost", "money"),
        _field("condition"),
        _field("product", "row"),
        *_COMMON,
    ),
    Plate.WARMUP: (
        _TITLE,
        _field("kind", "text", *TASK_KINDS),
        _field("before", "span", required=True),
        _field("target", "count"),
        _field("actual", "count"),
        _field("spend", "money"),
        _field("done", "bool", required=True),
        *_COMMON,
    ),
}
"""Every editable field of each plate, in the order of a table."""

SESSION_FIELDS: tuple[Field, ...] = (
    _TITLE,
    _field("planned_start", "clock", required=True),
    _field("planned_end", "clock"),
    _field("streamer"),
    _field("shop"),
    _field("platform", "text", *PLATFORMS),
    _field("zone", required=True),
    _field("currency", required=True),
    _field("target_gmv", "money"),
    _field("ad_budget", "money"),
    _field("target_roi", "x"),
    _field("roi_basis", "choice", required=True),
    _field("refund_rate", "ratio"),
    _field("platform_fee", "ratio"),
    _field("reservations_target", "count"),
    _field("role_mix", "mix", required=True),
    _field("goals", "goals", required=True),
    _field("note"),
)


def parse(field: Field, text: str, *, zone: str, currency: str, day: date | Instant) -> object:
    """The value a person wrote into `field`. Empty and dashes are None (or "" / () / False).

    `day` places bare clock faces: a date, or better the planned start (see
    `reading.clock`). Raises WorldError "plan.parse_…" naming the field, what was
    found and what is expected; "plan.parse_required" for an empty required field.
    """
    if field.type == "text" or field.type == "row":
        return _text(field, text)
    if field.type == "goals" and text.strip() == goals.NONE:
        return goals.NONE
    if reading.plain(text).lower() in reading.NOTHING:
        return _nothing(field)
    readers: dict[str, Callable[[str], object]] = {
        "money": lambda t: reading.money(t, currency),
        "count": reading.count,
        "ratio": reading.ratio,
        "x": reading.factor,
        "span": lambda t: _span(field, t),
        "clock": lambda t: reading.clock(t, zone, day),
        "bool": reading.flag,
        "rows": lambda t: tuple(RowId(one.strip()) for one in t.split(",") if one.strip()),
        "mix": reading.mix,
        "goals": lambda t: goals.written(goals.read(t, currency), currency),
        "choice": _basis,
    }
    try:
        return readers[field.type](text)
    except reading.UnclearError as unclear:
        raise WorldError(unclear.key, field=f"@{field.label}", found=text.strip()) from unclear


def show(
    field: Field,
    value: object,
    *,
    zone: str,
    currency: str,
    lang: str,
    day: Instant | None = None,
) -> str:
    """The value as people read it; None is "—". Clock faces carry a date only where
    `parse` with the same `day` would need one."""
    if value is None:
        return formats.DASH
    known = cast("Any", value)
    shown: dict[str, Callable[[], str]] = {
        "money": lambda: formats.money(known, currency),
        "count": lambda: formats.count(known),
        "ratio": lambda: _percent(known),
        "x": lambda: formats.times(known, max(2, _places(known))),
        "span": lambda: formats.span(known),
        "clock": lambda: (
            formats.clock(known, zone, seconds=known // 1000 % 60 != 0)
            if day is None
            else reading.face(known, zone, day)
        ),
        "bool": lambda: ("是" if lang == "zh" else "yes") if known else "",
        "rows": lambda: ", ".join(known),
        "mix": lambda: ", ".join(f"{role} {_percent(part)}" for role, part in known),
        "choice": lambda: BASIS_WORDS[known][0 if lang == "zh" else 1],
    }
    return shown.get(field.type, lambda: str(known))()


def field(plate: Plate | None, name: str) -> Field:
    """The field of a plate (None: of the session). Raises KeyError when there is none."""
    table = SESSION_FIELDS if plate is None else FIELDS[plate]
    return {one.name: one for one in table}[name]


def _text(field: Field, text: str) -> object:
    bare = text.strip()
    if bare:
        return RowId(bare) if field.type == "row" else bare
    return _nothing(field)


def _nothing(field: Field) -> object:
    empty: dict[str, object] = {"bool": False, "rows": (), "mix": (), "goals": ""}
    if field.type in empty:
        return empty[field.type]
    if field.required:
        raise WorldError("plan.parse_required", field=f"@{field.label}")
    return "" if field.type == "text" else None


def _span(field: Field, text: str) -> int:
    ms = reading.span(text)
    if ms < 0 and field.name != "offset":
        raise reading.UnclearError("plan.parse_span")
    return ms


def _basis(text: str) -> RoiBasis:
    bare = reading.plain(text).lower().replace("roi", "").strip()
    bare = _BASIS_TOO.get(bare, bare)
    for basis, words in BASIS_WORDS.items():
        if bare in {basis.value, *(word.lower() for word in words)}:
            return basis
    raise reading.UnclearError("plan.parse_basis")


def _places(value: float) -> int:
    """Decimals that a figure of six significant digits really has."""
    digits = f"{value:.6g}".partition(".")[2]
    return len(digits) if digits.isdigit() else 0


def _percent(value: float) -> str:
    """A ratio as `30%`, `12.34%`, `0.6%`: no digit lost that was typed."""
    return f"{value * 100:.6g}%"
