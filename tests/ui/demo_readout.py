"""A rich readout, as in the target picture: a show 1 h 23 min after it went on air."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from controlroom.core.ids import CueId, RowId, RunId, SessionId
from controlroom.core.message import message
from controlroom.core.money import Minor
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.facts.indicators import Funnel
from controlroom.live.readout import (
    Block,
    CueState,
    CueView,
    Curves,
    Detail,
    FeedView,
    Figure,
    MessageView,
    NextView,
    NowView,
    PaceView,
    Phase,
    PointView,
    ProductView,
    Readout,
    RowView,
    SellOut,
    SlotView,
)
from controlroom.plan.sheet import Plate
from tests.builders import at

START = at("19:00")
NOW = at("20:23:45")

_ROWS = (
    ("19:00", 12, "开场福袋暖场", "开场", 3_800_000, 1.0),
    ("19:12", 15, "1号 袜子引流", "引流", 6_600_000, 1.12),
    ("19:27", 20, "2号 打底衫", "讲解", 19_000_000, 0.96),
    ("19:47", 18, "3号 毛呢大衣", "主推", 34_000_000, 1.24),
    ("20:05", 12, "福利 9.9 洗衣液", "福利", 10_900_000, 0.88),
    ("20:17", 15, "6号 羽绒服轻暖款", "主推", 105_000_000, 0.45),
    ("20:34", 8, "整点秒杀 · 保温杯", "秒杀", 20_000, None),
    ("20:42", 18, "7号 亲子羽绒服", "主推", 26_000_000, None),
    ("21:00", 12, "返场 3号大衣", "返场", 18_000_000, None),
    ("21:12", 18, "8号 雪地靴", "讲解", 15_000_000, None),
    ("21:30", 22, "9号 家居服", "利润", 12_000_000, None),
    ("21:52", 8, "互动抽奖", "互动", None, None),
    ("22:00", 25, "10号 羊绒围巾返场", "返场", 16_000_000, None),
    ("22:25", 35, "清仓收尾", "收尾", 9_000_000, None),
)
_SLOTS = (
    ("19:00", 30, 600_000, 700_000), ("19:30", 30, 1_400_000, 1_320_000),
    ("20:00", 30, 1_800_000, 1_510_000), ("20:30", 30, 1_800_000, None),
    ("21:00", 30, 1_200_000, None), ("21:30", 30, 1_000_000, None),
    ("22:00", 30, 1_400_000, None), ("22:30", 30, 800_000, None),
)  # fmt: skip
_CUES = (
    (Plate.GIVEAWAY, "announce", "20:31:45",
     message("cue.giveaway.announce", title="整点秒杀 · 保温杯", lead=2),
     message("cue.giveaway.detail.quantity", quantity=200)),
    (Plate.GOODS, "standby", "20:34:25", message("cue.goods.standby.link", link="7", title="亲子羽绒服"),
     message("cue.goods.detail.price_minor.stock", price_minor=45_900, stock=600)),
    (Plate.TRAFFIC, "switch", "20:30",
     message("cue.traffic.switch.channel.budget_minor", channel="磁力金牛", budget_minor=1_800_000),
     message("cue.traffic.detail.bid_minor.target_x", bid_minor=3_200, target_x=3.2)),
    (Plate.SCRIPT, "start", "20:34", message("cue.script.start", title="整点秒杀 · 保温杯"),
     message("cue.script.detail.owner", owner="主播 + 助播")),
    (Plate.GIVEAWAY, "start", "20:37:45", message("cue.giveaway.start", title="福袋 · 评论「暖冬」"),
     message("cue.giveaway.detail.condition", condition="关注并评论")),
    (Plate.WARMUP, "task", "20:45", message("cue.warmup.task", title="发预约短视频 3 号（次日场）"),
     message("cue.warmup.detail.target", target=2_000)),
)  # fmt: skip


def demo(**changes: Any) -> Readout:
    """The whole readout; `changes` replace fields."""
    whole = Readout(
        run=RunId("run-demo"),
        session=SessionId("ses-demo"),
        title="冬季上新专场",
        phase=Phase.ON_AIR,
        now=NOW,
        on_air_at=START,
        planned_start=START,
        planned_end=at("23:00"),
        elapsed=Span(NOW - START),
        remaining=Span(at("23:00") - NOW),
        over_under=Span(130_000),
        expected_end=at("23:02:10"),
        current=_now(),
        next=NextView(
            id=RowId("r6"), title="整点秒杀 · 保温杯", kind="秒杀", expected_start=at("20:34"),
            hard=True, price=Minor(100), stock=200, stock_left=200, countdown=Span(at("20:34") - NOW),
        ),
        rows=_rows(),
        cues=_cues(),
        answered=_answered(),
        figures=_figures(),
        blocks=_blocks(),
        slots=_slots(),
        pace=PaceView(
            at=Instant(NOW - 40_000), end=at("23:02"), final=213_000_000.0,
            low80=194_000_000.0, low50=204_000_000.0, high50=222_000_000.0, high80=231_000_000.0,
            share=0.6, shows=4, lever="conversion",
            sell_outs=(SellOut(product=RowId("p6"), title="羽绒服轻暖款", left=412, at=at("20:35")),),
        ),
        curves=_curves(),
        feeds=(
            FeedView(name="orders", state="ok", age=Span(1_000)),
            FeedView(name="ads", state="ok", age=Span(18_000)),
            FeedView(name="room", state="stale", age=Span(74_000)),
        ),
        detail=_detail(),
        message=MessageView(
            text="逼单！只剩 400 件，倒数三个数上 7 号", sent=at("20:23:30"), seen=at("20:23:38")
        ),
    )  # fmt: skip
    return replace(whole, **changes)


def _now() -> NowView:
    texts = (
        "90 白鸭绒 · 充绒 130g",
        "轻 380g、可机洗",
        "通勤、接娃、短途",
        "运费险、7 天",
        "专柜 899 → 直播 299",
    )
    return NowView(
        id=RowId("r5"), title="6号 羽绒服轻暖款", kind="主推", started=at("20:17"), ends=at("20:32"),
        remaining=Span(at("20:32") - NOW), duration=Span(15 * MINUTE),
        points=tuple(PointView(index=i, text=t, said=i < 2) for i, t in enumerate(texts)),
        product_title="羽绒服轻暖款", link=6, price=Minor(29_900), list_price=Minor(89_900),
        stock_left=412, stock=1_500, owner="主播", position=6, count=14,
    )  # fmt: skip


def _rows() -> tuple[RowView, ...]:
    made = []
    for number, (clock, length, title, kind, target, done) in enumerate(_ROWS):
        state = (
            "past" if number < 5 else "now" if number == 5 else "next" if number == 6 else "later"
        )
        late = 0 if number < 3 else 130_000
        planned = at(clock)
        made.append(
            RowView(
                id=RowId(f"r{number}"), title=title, kind=kind, state=state, hard=number == 6,
                planned_start=planned,
                expected_start=Instant(planned + (late if number != 6 else 0)),
                actual_start=Instant(planned + late) if number < 6 else None,
                planned=Span(length * MINUTE), actual=None,
                target_gmv=Minor(target) if target else None,
                gmv=Minor(round(target * done)) if done and target else None,
                orders=None,
            )
        )  # fmt: skip
    return tuple(made)


def _cues() -> tuple[CueView, ...]:
    due = at("20:23:03")
    top = CueView(
        id=CueId("cue-roi"), plate=Plate.TRAFFIC, kind="alert",
        text=message("cue.rule.roi", basis="@ui.basis.direct", roi_x=2.31, break_even_x=2.5, lasting_ms=180_000),
        detail=message("cue.rule.roi.advice", spend_minor=240_000),
        due=due, state=CueState.DUE, late=Span(NOW - due), fired=due, rule="roi",
    )  # fmt: skip
    coming = [
        CueView(
            id=CueId(f"cue-{n}"), plate=plate, kind=kind, text=text,
            detail=detail, due=at(clock), state=CueState.STANDBY, late=Span(0),
        )
        for n, (plate, kind, clock, text, detail) in enumerate(_CUES)
    ]  # fmt: skip
    return (top, *sorted(coming, key=lambda cue: cue.due))


def _answered() -> tuple[CueView, ...]:
    marks = (("G", "19:14"), ("S", "19:27"), ("A", "19:40"), ("G", "20:05"), ("T", "20:17"))
    return tuple(
        CueView(
            id=CueId(f"old-{n}"), plate=Plate(letter), kind="start", text=message("cue.giveaway.start", title="福袋"),
            detail=None, due=at(clock), state=CueState.ANSWERED, late=Span(0), fired=at(clock),
            answer="done", reaction=Span(9_000),
        )
        for n, (letter, clock) in enumerate(marks)
    )[::-1]  # fmt: skip


def _figures() -> tuple[Figure, ...]:
    table = (
        ("gmv", 128_430_600, "minor"), ("gmv_target", 200_000_000, "minor"),
        ("roi", 3.42, "x"), ("roi_15", 2.31, "x"), ("break_even", 2.5, "x"), ("target_roi", 3.2, "x"),
        ("spend", 8_642_000, "minor"), ("spend_plan", 9_200_000, "minor"),
        ("ad_budget", 15_000_000, "minor"), ("online", 3_412, "count"), ("arrivals", 286, "count"),
        ("stay", 161_000, "ms"), ("gpm", 184_600, "minor"), ("uv_value", 274, "minor"),
        ("conversion", 0.031, "ratio"), ("orders", 4_210, "count"), ("aov", 30_500, "minor"),
    )  # fmt: skip
    return tuple(
        Figure(
            key=key, value=value, unit=unit, observed_at=NOW, basis="whole" if key == "roi" else ""
        )
        for key, value, unit in table
    )


def _blocks() -> tuple[Block, ...]:
    state = {row.id: row.state for row in _rows()}
    made = []
    for number, (clock, length, title, kind, _, _) in enumerate(_ROWS):
        start, end = at(clock), Instant(at(clock) + length * MINUTE)
        row = RowId(f"r{number}")
        made.append(
            Block(id=row, lane=Plate.SCRIPT, label=kind, start=start, end=end, state=state[row])
        )
        if "号" in title:
            name = title[: title.index("号") + 1][-3:].strip()
            made.append(
                Block(id=row, lane=Plate.GOODS, label=name, start=start, end=end, state=state[row])
            )
        if kind in ("福利", "秒杀", "互动", "开场"):
            gift = Block(id=row, lane=Plate.GIVEAWAY, label=title, start=start,
                         end=Instant(start + 8 * MINUTE), state=state[row])  # fmt: skip
            made.append(gift)
    for slot in _slots():
        when = "past" if slot.end <= NOW else "now" if slot.start <= NOW else "later"
        made.append(Block(id=slot.id, lane=Plate.TRAFFIC, label=slot.channel, start=slot.start,
                          end=slot.end, state=when, budget=slot.planned))  # fmt: skip
    return (*made, *(_task(clock) for clock in ("19:00", "20:45", "22:20")))


def _task(clock: str) -> Block:
    return Block(
        id=RowId(f"e{clock}"), lane=Plate.WARMUP, label="", start=at(clock),
        end=Instant(at(clock) + 3 * MINUTE), state="later",
    )  # fmt: skip


def _slots() -> tuple[SlotView, ...]:
    return tuple(
        SlotView(
            id=RowId(f"a{n}"), start=at(clock), end=Instant(at(clock) + length * MINUTE),
            channel="磁力金牛", planned=Minor(planned),
            actual=None if actual is None else Minor(actual), gmv=None,
        )
        for n, (clock, length, planned, actual) in enumerate(_SLOTS)
    )  # fmt: skip


def _curves() -> Curves:
    dice = np.random.default_rng(7)
    count = 84
    minute = START + np.arange(count, dtype=np.int64) * int(MINUTE)
    wave = 1 + 0.6 * np.sin(np.arange(count) / 9) + dice.random(count)
    sales = wave / wave.sum() * 128_430_600
    span = np.arange(0, 4 * int(HOUR) + 1, int(MINUTE), dtype=np.int64)
    share = (1 - np.cos(span / span[-1] * math.pi)) / 2 * 0.4 + span / span[-1] * 0.6
    steps = np.arange(count)
    roi_15 = 3.2 + 0.7 * np.sin(steps / 8) + dice.normal(0, 0.12, count)
    roi_15[:3] = np.nan
    roi_15[-8:] = np.linspace(3.0, 2.31, 8)
    online = 9_000 + 5_000 * np.sin(steps / 14) + dice.normal(0, 500, count)
    online[40:44] = np.nan
    return Curves(
        minute=minute, gmv_per_minute=sales, gmv_total=np.cumsum(sales),
        roi_total=3.4 - 1.3 * np.exp(-steps / 16), roi_15=roi_15,
        roi_30=3.2 + 0.45 * np.sin(steps / 11), spend_per_minute=np.full(count, 100_000.0),
        online_at=minute, online=np.abs(online) / 3,
        target_at=START + span, target=share * 200_000_000.0, break_even=2.5, target_roi=3.2,
    )  # fmt: skip


_SOLD = (
    ("p1", "袜子 3 双装", 1, 12, 620, 598, 7_400_000, 21_000, 380, ""),
    ("p2", "打底衫", 2, 20, 1_410, 1_300, 18_240_000, 402_000, 90, "20:51"),
    ("p3", "毛呢大衣", 3, 18, 905, 880, 42_160_000, 1_150_000, 1_095, ""),
    ("p6", "羽绒服轻暖款", 6, 7, 1_088, 1_071, 47_250_000, 299_000, 412, "20:35"),
    ("p7", "亲子羽绒服", 7, 0, 0, 0, 0, 0, 600, ""),
)


def _detail() -> Detail:
    products = tuple(
        ProductView(
            id=RowId(row), title=title, link=link, aired=Span(long * 60_000) if long else None,
            units=units, orders=orders, gmv=Minor(gmv), per_minute=gmv / long if long else None,
            refunded=Minor(back), left=left, out=at(out) if out else None, now=row == "p6",
        )
        for row, title, link, long, units, orders, gmv, back, left, out in _SOLD
    )  # fmt: skip
    whole = Funnel(
        exposures=512_400,
        views=84_210,
        product_exposures=196_300,
        product_clicks=31_020,
        orders=9_804,
    )
    last = Funnel(exposures=96_100, views=12_400, product_clicks=4_310, orders=1_102)
    return Detail(funnel=whole, recent=last, until=at("20:22:31"), products=products)
