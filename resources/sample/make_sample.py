"""Makes the bundled sample session: a run-sheet as an operator would write it, and the
facts of a simulated show of it. Run from the project's root:

    python resources/sample/make_sample.py

The same program and seed give the same figures (docs/sample.md describes the model).
"""

# ruff: noqa: E501  (tables)
from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant, at_local, local
from controlroom.exchange.sheets import SheetBook
from controlroom.facts.columns import MISSING, AdSamples, Int, OrderLines, RoomSamples, Status
from controlroom.feeds.simulated import SEED, hourly, simulate
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import SheetRequest

HERE = Path(__file__).resolve().parent
ZONE = "Asia/Shanghai"
DAY = date(2026, 11, 22)

SESSION = [
    ("场次", "冬季上新专场", "日期", DAY, "店铺", "示例店铺", "主播", "小雪"),
    ("开播", time(19), "下播", time(23), "平台", "kuaishou", "模拟数据", "是"),
    ("GMV目标", "200万", "投放预算", 150000, "ROI目标", 3.2, "ROI口径", "直接"),
    ("退款率", 0.07, "平台费率", 0.05, "预约目标", 2000),
]
GOODS = [
    ("链接号", "商品ID", "商品名称", "角色", "人群", "原价", "直播价", "成本", "佣金率", "库存",
     "目标件数", "机制", "近期讲解次数", "负责"),
    (1, "26110500000001", "纯棉袜 10 双", "引流款", "新粉", 29.9, 9.9, 7.2, 0.05, 8000, 5500, "拍一发十", 2, "选品"),
    (2, "26110500000002", "德绒打底衫", "常规款", "老粉", 89, 39.9, 15.5, 0.13, 7000, 4800, "两件减 5", 3, "选品"),
    (3, "26110500000003", "双面毛呢大衣", "爆款", "老粉", 1299, 399, 148, 0.13, 1100, 1050, "运费险 + 七天无理由", 4, "选品"),
    (4, "26110500000004", "9.9 洗衣液 4 斤", "福利款", "全部", 39.9, 9.9, 8.2, 0, 9000, 6000, "粉丝团专享", 1, "选品"),
    (5, "26110500000005", "316 保温杯", "福利款", "全部", 59, 1, 18, 0, 200, 200, "整点秒杀，限 200 件", 0, "选品"),
    (6, "26110500000006", "羽绒服轻暖款", "爆款", "新粉", 899, 299, 102, 0.13, 2600, 1550, "老粉再减 20", 2, "选品"),
    (7, "26110500000007", "亲子羽绒服", "利润款", "宝妈", 1099, 459, 150, 0.13, 900, 560, "两件 9 折", 1, "选品"),
    (8, "26110500000008", "加绒雪地靴", "常规款", "全部", 299, 129, 50, 0.13, 2600, 1150, "送鞋垫", 2, "选品"),
    (9, "26110500000009", "法兰绒家居服", "利润款", "宝妈", 399, 169, 55, 0.13, 1800, 800, "第二件半价", 1, "选品"),
    (10, "26110500000010", "羊毛围巾", "宠粉款", "老粉", 199, 59, 22, 0.08, 3000, 900, "粉丝团价", 1, "选品"),
    (11, "26110500000011", "山羊绒大衣", "形象款", "老粉", 3999, 1299, 520, 0.13, 120, 40, "顺丰包邮", 0, "选品"),
]  # fmt: skip
SCRIPT = [
    ("序号", "时间段", "环节", "标题", "商品", "目标GMV", "整点", "产品介绍", "产品卖点", "使用场景",
     "售后服务", "性价比", "负责", "备注"),
    (1, "19:00-19:12", "开场", "福袋暖场 · 今晚剧透", "1号", 15000, "", "今晚 11 款冬装，全场运费险", "专柜同厂、直播间价",
     "", "", "", "主播", "开播 3 分钟内上 1 号链接"),
    (2, "19:12-19:27", "引流", "1号 纯棉袜 10 双", "1号", 50000, "", "10 双装，A 类新疆棉", "不掉跟、不起球", "全家通勤",
     "7 天无理由", "一双不到 1 元", "主播", ""),
    (3, "19:27-19:45", "讲解", "2号 德绒打底衫", "2号", 150000, "", "320g 德绒，双面磨毛", "轻薄发热、不臃肿", "毛衣内搭、居家",
     "运费险", "", "主播", ""),
    (4, "19:45-20:02", "主推", "3号 双面毛呢大衣", "3号", 300000, "", "60% 羊毛双面呢，手工缝制", "版型显瘦、垂感好", "通勤、约会",
     "运费险、7 天无理由", "专柜 1299 → 直播 399", "主播+助播", "助播上身三个颜色"),
    (5, "20:02-20:14", "福利", "9.9 洗衣液 宠粉", "4号", 75000, "", "4 斤装，除菌去渍", "粉丝团专享", "家庭囤货", "", "", "主播",
     "先点亮灯牌再拍"),
    (6, "20:14-20:28", "主推", "6号 羽绒服轻暖款", "6号", 360200, "", "90 白鸭绒，充绒量 130g，国标检测", "整衣 380g、可机洗、不跑绒",
     "通勤、接娃、短途旅行", "运费险、7 天无理由", "专柜 899 → 直播 299，老粉再减 20", "主播+助播", ""),
    (7, "20:30-20:38", "秒杀", "整点秒杀 保温杯", "5号", 20000, "是", "316 不锈钢，500ml", "整点 1 元，限 200 件", "", "", "", "主播",
     "20:28 预告，20:30 准点上链接"),
    (8, "20:38-20:56", "主推", "7号 亲子羽绒服", "7号", 240000, "", "亲子同款，90 鹅绒", "童装 A 类、立领防风", "亲子出游、滑雪",
     "运费险", "两件 9 折", "主播", ""),
    (9, "20:56-21:10", "返场", "3号 大衣返场", "3号", 150000, "", "60% 羊毛双面呢", "最后一批现货", "通勤、约会", "运费险",
     "直播 399", "主播", "报实际库存，不虚报"),
    (10, "21:10-21:28", "讲解", "8号 加绒雪地靴", "8号", 150000, "", "真皮加绒，牛筋底", "防滑、不闷脚", "北方户外", "", "", "主播", ""),
    (11, "21:28-21:48", "讲解", "9号 法兰绒家居服", "9号", 125000, "", "280g 法兰绒，两件套", "不静电、不掉毛", "居家", "", "", "助播", "主播休息"),
    (12, "21:48-21:56", "互动", "粉丝抽奖 · 答题", "", 15000, "", "", "", "", "", "", "主播", "念口令，公布中奖名单"),
    (13, "21:56-22:20", "返场", "10号 围巾 + 6号 羽绒服返场", "10号、6号", 210000, "", "羊毛围巾搭羽绒服", "一套带走", "送礼", "运费险",
     "套装立省 30", "主播+助播", ""),
    (14, "22:20-22:46", "清仓", "2号 8号 11号 清仓返场", "2号、8号、11号", 120000, "", "断码清仓，看准尺码", "今晚最后一次", "", "", "", "主播", ""),
    (15, "22:46-23:00", "收尾", "答谢 · 明晚预告", "", 19800, "", "明晚 6:30 早场预告", "点关注、领新粉券", "", "", "", "主播", "引导预约"),
]  # fmt: skip
TRAFFIC = [
    ("渠道", "时段", "名称", "预算", "占比", "目标ROI", "ROI口径", "人群", "负责", "备注"),
    ("快手粉条", "19:00-19:30", "老粉召回", 6000, 0.04, 2.8, "直接", "近 30 天下单粉丝", "投手", ""),
    ("磁力金牛", "19:30-20:00", "大衣起量", 21000, 0.14, 3.2, "直接", "女装兴趣 25-40", "投手", ""),
    ("磁力金牛", "20:00-20:30", "羽绒服主推", 27000, 0.18, 3.2, "直接", "女装兴趣 25-40", "投手", "20:14 后放量"),
    ("磁力金牛", "20:30-21:00", "秒杀承接", 27000, 0.18, 3.2, "直接", "相似达人粉丝", "投手", ""),
    ("磁力金牛", "21:00-21:30", "泛人群-02", 20000, 0.1333, 2.8, "直接", "泛人群", "投手", "新计划，盯紧 ROI"),
    ("小店通", "21:30-22:00", "家居服", 15000, 0.1, 3.0, "直接", "宝妈", "投手", ""),
    ("磁力金牛", "22:00-22:30", "返场", 21000, 0.14, 3.2, "直接", "近 7 天互动", "投手", ""),
    ("快手粉条", "22:30-23:00", "收尾", 13000, 0.0867, 2.8, "直接", "粉丝团", "投手", ""),
]  # fmt: skip
GIVEAWAYS = [
    ("福利名称", "类型", "环节", "偏移", "时间", "时长", "数量", "单份成本", "条件", "商品", "负责"),
    ("开场福袋", "福袋", "福袋暖场 · 今晚剧透", "+4分", "", "5分", 100, 12, "评论「暖冬」", "", "中控"),
    ("新粉券 10 元", "新粉券", "1号 纯棉袜 10 双", "+3分", "", "10分", 300, 10, "关注主播", "", "中控"),
    ("9.9 洗衣液宠粉", "福利购", "9.9 洗衣液 宠粉", "0分", "", "12分", 6000, 0.3, "粉丝团", "4号", "中控"),
    ("整点秒杀 保温杯", "秒杀", "整点秒杀 保温杯", "0分", "", "8分", 200, 17, "1 元秒杀", "5号", "中控"),
    ("返场福袋", "福袋", "", "", "21:06", "5分", 100, 12, "评论「大衣」", "", "中控"),
    ("答题抽奖", "抽奖", "粉丝抽奖 · 答题", "+2分", "", "6分", 20, 59, "答对口令", "10号", "中控"),
    ("收尾红包", "红包", "答谢 · 明晚预告", "+4分", "", "5分", 500, 3, "在线即可领", "", "中控"),
]  # fmt: skip
WARMUP = [
    ("任务", "类型", "提前", "目标", "实际", "花费", "完成", "负责", "备注"),
    ("预告短视频 1：大衣面料", "短视频", "T-3天", 50000, 46200, 800, "是", "运营", ""),
    ("预告短视频 2：羽绒服充绒", "短视频", "T-2天", 50000, 61800, 800, "是", "运营", ""),
    ("直播预约组件上线", "预约", "T-2天", 2000, 1204, 0, "是", "运营", "预约差 796 人"),
    ("预告短视频 3：福利剧透", "短视频", "T-1天", 80000, 52300, 1200, "是", "运营", ""),
    ("粉丝群预告与接龙", "粉丝群", "T-1天", 600, 488, 0, "是", "客服", ""),
    ("链接、价格、库存核对（+10% 备货）", "检查", "T-4小时", "", "", "", "", "中控", ""),
    ("开播提醒短视频", "短视频", "T-2小时", 30000, "", "", "", "运营", ""),
    ("设备、网络、提词屏检查", "检查", "T-1小时", "", "", "", "", "场控", ""),
    ("对表：上链接、福袋、放量节点", "检查", "T-30分", "", "", "", "", "操盘手", "主 SKU 与放量时段交给投手"),
]  # fmt: skip


# --- the run-sheet ----------------------------------------------------------------


def write_runsheet(path: Path) -> None:
    """Five sheets with a title on top, headers in Chinese, no ids: an operator's file."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    book.set_properties({"title": "冬季上新专场", "created": datetime(2026, 11, 20)})
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#FFE8C2", "border": 1, "text_wrap": True})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    shows = {
        time: book.add_format({"num_format": "hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheets = [("货品", GOODS, []), ("脚本", SCRIPT, SESSION), ("投放", TRAFFIC, []),
              ("福利", GIVEAWAYS, []), ("预热", WARMUP, [])]  # fmt: skip
    for name, rows, notes in sheets:
        page = book.add_worksheet(name)
        page.merge_range(0, 0, 0, len(rows[0]) - 1, f"冬季上新专场 · {name}（模拟数据）", title)
        top = 2
        for note in notes:
            for at, cell in enumerate(note):
                page.write(top, at, cell, shows.get(type(cell)))
            top += 1
        top += bool(notes)
        for down, row in enumerate(rows):
            for at, cell in enumerate(row):
                page.write(top + down, at, cell, head if down == 0 else plain)
        page.set_column(0, len(rows[0]) - 1, 14)
        page.freeze_panes(top + 1, 0)
    book.close()


def sample_sheet(path: Path) -> RunSheet:
    """The run-sheet read back, as the product reads it."""
    start = at_local(DAY, time(19), ZONE)
    base = RunSheet(session=Session(id=SessionId("sample"), title="", planned_start=start))
    read = SheetBook().read(SheetRequest(path=str(path), base=base))
    if read.errors:
        raise SystemExit(f"the sample run-sheet does not read cleanly: {read.errors}")
    return read.sheet


# --- the facts ----------------------------------------------------------------------


def _clock(at: int) -> str:
    return "" if at == MISSING else f"{local(Instant(int(at)), ZONE):%Y-%m-%d %H:%M:%S}"


def _yuan(minor: int) -> str:
    return "" if minor == MISSING else f"{minor // 100}.{minor % 100:02}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as out:
        pen = csv.writer(out, lineterminator="\n")
        pen.writerow(header)
        pen.writerows(rows)


def write_orders(path: Path, lines: OrderLines) -> None:
    """One row per order line, in order of creation."""
    header = "order_id line_id product_id product_title quantity amount paid_at status refunded_amount refunded_at channel buyer_new"
    rows = (
        (
            lines.order_id[i], lines.line_id[i], lines.product_id[i], lines.product_title[i],
            lines.quantity[i], _yuan(lines.amount[i]), _clock(lines.paid_at[i]),
            Status(lines.status[i]).name.lower(),
            _yuan(lines.refunded[i]) if lines.refunded[i] else "",
            _clock(lines.refunded_at[i]), lines.channel[i], lines.buyer_new[i],
        )
        for i in range(len(lines))
    )  # fmt: skip
    _write(path, header.split(), rows)


def write_ads(path: Path, ads: AdSamples) -> None:
    """One row per channel, campaign and period."""
    header = "from to channel campaign_id spend impressions clicks views orders gmv basis"
    rows = (
        (
            _clock(ads.from_at[i]), _clock(ads.to_at[i]), ads.channel[i], ads.campaign[i],
            _yuan(ads.spend[i]), ads.impressions[i], ads.clicks[i], ads.views[i],
            ads.orders[i], _yuan(ads.gmv[i]), ads.basis[i],
        )
        for i in range(len(ads))
    )  # fmt: skip
    _write(path, header.split(), rows)


def write_room(path: Path, room: RoomSamples) -> None:
    """One row per minute, a column per metric; counts are per minute."""
    metrics = list(dict.fromkeys(room.metric))
    minutes: Int = np.unique(room.at)
    value = dict(zip(zip(room.metric, room.at.tolist(), strict=True), room.value, strict=True))
    rows = ([_clock(at), *(int(value[m, at]) for m in metrics)] for at in minutes.tolist())
    _write(path, ["at", *metrics], rows)


def main() -> None:
    """Write everything into this folder."""
    write_runsheet(HERE / "runsheet.xlsx")
    sheet = sample_sheet(HERE / "runsheet.xlsx")
    made = simulate(sheet, SEED)
    write_orders(HERE / "orders.csv", made.orders)
    write_ads(HERE / "ads_minute.csv", made.ads)
    write_ads(HERE / "ads_hourly.csv", hourly(made.ads))
    write_room(HERE / "room.csv", made.room)


if __name__ == "__main__":
    main()
