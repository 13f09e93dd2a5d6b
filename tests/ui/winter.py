"""冬季上新专场: a rich four-hour sheet for the screens, with a few things wrong on purpose."""

from __future__ import annotations

from datetime import date, time

from controlroom.core.ids import RowId, SessionId
from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, Instant, Span, at_local
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Product,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)

DAY = date(2026, 11, 22)
ZONE = "Asia/Shanghai"


def clock(hour: int, minute: int = 0) -> Instant:
    """An instant of the show's evening."""
    return at_local(DAY, time(hour, minute), ZONE)


def yuan(amount: float) -> Minor:
    return Minor(round(amount * 100))


_GOODS = (
    # link title role list live cost commission stock target
    (1, "纯棉袜 10 双", "引流款", 29.9, 9.9, 7.2, 0.02, 5000, 4200),
    (2, "德绒打底衣", "常规款", 99, 39.9, 18, 0.12, 4800, 3800),
    (3, "双面毛呢大衣", "爆款", 1299, 399, 168, 0.15, 1200, 1130),
    (4, "9.9 洗衣液", "福利款", 39.9, 9.9, 9.1, 0.0, 8000, 6000),
    (5, "整点秒杀 保温杯", "福利款", 59, 1, 8.8, 0.0, 200, 200),
    (6, "羽绒服轻暖款", "爆款", 899, 299, 132, 0.15, 1500, 1400),
    (7, "亲子羽绒服", "利润款", 1099, 459, 170, 0.15, 600, 566),
    (8, "雪地靴", "常规款", 399, 129, 61, 0.12, 2000, 1160),
    (9, "家居服套装", "利润款", 399, 169, 62, 0.14, 1800, 710),
    (10, "羊绒围巾", "形象款", 699, 269, 120, 0.15, 300, 120),
)

_SCRIPT = (
    # minutes kind title link target points owner
    (12, "开场", "福袋暖场 · 今晚剧透", None, 38_000, 2, "主播"),
    (15, "引流", "1号 纯棉袜 10 双", 1, 66_000, 5, "主播"),
    (20, "讲解", "2号 德绒打底衣", 2, 190_000, 4, "主播"),
    (18, "主推", "3号 双面毛呢大衣", 3, 340_000, 5, "主播+助播"),
    (12, "福利", "9.9 洗衣液 宠粉", 4, 80_000, 3, "主播"),
    (15, "主推", "6号 羽绒服轻暖款", 6, 420_000, 5, "主播+助播"),
    (8, "秒杀", "整点秒杀 保温杯", 5, 200, 2, "主播"),
    (18, "主推", "7号 亲子羽绒服", 7, 260_000, 4, "主播"),
    (12, "返场", "3号 大衣返场", 3, 180_000, 3, "主播"),
    (18, "讲解", "8号 雪地靴", 8, 150_000, 3, "主播"),
    (22, "讲解", "9号 家居服", 9, 120_000, 3, "助播"),
    (8, "互动", "答题抽奖", None, 6_000, 1, "主播"),
    (25, "主推", "10号 羊绒围巾", 10, 32_000, 4, "主播"),
    (23, "清仓", "尾货清仓", 2, 98_000, 2, "主播"),
    (12, "收尾", "预告明日 · 下播", None, 20_000, 1, "主播"),
)

_POINTS = (
    "90 白鸭绒，充绒量 130g，国标检测",
    "整衣 380g、可机洗、不跑绒",
    "通勤、接娃、短途旅行",
    "运费险、7 天无理由",
    "专柜 899 → 直播 299，老粉再减 20",
)

_SLOTS = (6_000, 14_000, 18_000, 18_000, 12_000, 10_000, 14_000, 8_000)


def _product(link: int, title: str, role: str, *money: float) -> Product:
    listed, live, cost, commission, stock, target = money
    return Product(
        id=RowId(f"p{link}"),
        link=link,
        title=title,
        role=role,
        item_id=f"20010{link:04}",
        list_price=yuan(listed),
        live_price=yuan(live),
        cost=yuan(cost),
        commission=commission,
        platform_fee=0.05,
        stock=int(stock),
        target_units=int(target),
        mechanism="拍 1 发 1，前 100 名加赠" if role == "爆款" else "",
    )


def _segment(index: int, row: tuple[object, ...]) -> Segment:
    minutes, kind, title, link, target, points, owner = row
    said = [text if at < int(str(points)) else "" for at, text in enumerate(_POINTS)]
    hard = index == 6
    return Segment(
        id=RowId(f"t{index + 1}"),
        title=str(title),
        kind=str(kind),
        duration=Span(int(str(minutes)) * MINUTE),
        start=clock(20, 34) if hard else (clock(19) if index == 0 else None),
        linked=not hard and index > 0,
        hard=hard,
        products=() if link is None else (RowId(f"p{link}"),),
        introduction=said[0],
        selling_point=said[1],
        scene=said[2],
        after_sales=said[3],
        value=said[4],
        target_gmv=yuan(float(str(target))),
        owner=str(owner),
    )


def _slot(index: int, budget: int) -> AdSlot:
    start = Instant(clock(19) + index * 30 * MINUTE)
    return AdSlot(
        id=RowId(f"a{index + 1}"),
        channel="磁力金牛" if index % 3 else "快手粉条",
        start=start,
        end=Instant(start + 30 * MINUTE),
        budget=yuan(budget),
        target_roi=3.2,
    )


def _giveaways() -> tuple[Giveaway, ...]:
    return (
        Giveaway(
            id=RowId("g1"),
            title="开场福袋",
            kind="福袋",
            segment=RowId("t1"),
            offset=Span(4 * MINUTE),
            quantity=300,
            unit_cost=yuan(5),
            condition="评论 暖冬",
        ),
        Giveaway(
            id=RowId("g2"),
            title="9.9 洗衣液",
            kind="福利购",
            segment=RowId("t5"),
            duration=Span(12 * MINUTE),
            quantity=6000,
            unit_cost=yuan(1.2),
            product=RowId("p4"),
        ),
        Giveaway(
            id=RowId("g3"),
            title="整点秒杀",
            kind="秒杀",
            start=clock(20, 34),
            duration=Span(8 * MINUTE),
            quantity=200,
            unit_cost=yuan(7.8),
            product=RowId("p5"),
        ),
        Giveaway(
            id=RowId("g4"),
            title="返场福袋",
            kind="福袋",
            segment=RowId("t9"),
            offset=Span(2 * MINUTE),
            quantity=500,
            unit_cost=yuan(5),
        ),
        Giveaway(
            id=RowId("g5"),
            title="答题抽奖",
            kind="抽奖",
            segment=RowId("t12"),
            duration=Span(8 * MINUTE),
            quantity=20,
            unit_cost=yuan(199),
        ),
        Giveaway(
            id=RowId("g6"),
            title="下播福袋",
            kind="福袋",
            segment=RowId("t15"),
            offset=Span(3 * MINUTE),
            quantity=200,
            unit_cost=yuan(5),
        ),
    )


def _tasks() -> tuple[WarmupTask, ...]:
    day, hour = 24 * 60, 60
    rows = (
        ("预热短视频 1：大衣细节", 2 * day, "短视频", 3, 3, 300, True),
        ("预热短视频 2：剧透福利", day, "短视频", 3, 2, 300, False),
        ("开播预约", day, "预约", 2000, 1204, None, False),
        ("粉丝群通知", 3 * hour, "粉丝群", 4, 4, None, True),
        ("链接与库存核对", 2 * hour, "检查", None, None, None, False),
        ("设备与网络检查", hour, "检查", None, None, None, False),
    )
    return tuple(
        WarmupTask(
            id=RowId(f"e{at + 1}"),
            title=title,
            before=Span(minutes * MINUTE),
            kind=kind,
            target=target,
            actual=actual,
            spend=None if spend is None else yuan(spend),
            done=done,
            owner="中控",
        )
        for at, (title, minutes, kind, target, actual, spend, done) in enumerate(rows)
    )


def winter_sheet(session: str = "winter", title: str = "冬季上新专场") -> RunSheet:
    """Ten products, fifteen segments, eight slots, six giveaways, six tasks."""
    return RunSheet(
        session=Session(
            id=SessionId(session),
            title=title,
            planned_start=clock(19),
            planned_end=clock(23),
            streamer="阿雪",
            shop="示例店铺",
            target_gmv=yuan(2_000_000),
            ad_budget=yuan(150_000),
            target_roi=3.2,
            refund_rate=0.08,
            platform_fee=0.05,
            reservations_target=2000,
        ),
        products=tuple(_product(*row) for row in _GOODS),
        segments=tuple(_segment(at, row) for at, row in enumerate(_SCRIPT)),
        slots=tuple(_slot(at, budget) for at, budget in enumerate(_SLOTS)),
        giveaways=_giveaways(),
        tasks=_tasks(),
    )
