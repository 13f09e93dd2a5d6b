"""What run-sheet columns are called: every field of the five plates with its aliases.

A header is compared folded: lower case, without spaces, punctuation and a unit
in brackets. `CHINESE`/`ENGLISH` headings used for writing are the first alias of
each language.
"""

# ruff: noqa: E501  (tables)
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from controlroom.plan.sheet import Plate


class Kind(StrEnum):
    """How the cells of a field are read."""

    ID = "id"
    TEXT = "text"
    MONEY = "money"  # minor units
    COUNT = "count"
    RATIO = "ratio"
    FACTOR = "factor"  # an ROI
    FLAG = "flag"
    WHEN = "when"  # clock time, offset or date
    SPAN = "span"  # ms
    BASIS = "basis"
    PRODUCTS = "products"
    PRODUCT = "product"
    SEGMENT = "segment"
    BEFORE = "before"  # T-minus
    PLATE = "plate"
    MIX = "mix"  # shares of roles
    GOALS = "goals"  # milestones, as `plan.goals` reads them


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: its name in `cli.md`, how it is read, what it is called."""

    name: str
    kind: Kind
    zh: str  # heading when writing Chinese
    en: str
    aliases: frozenset[str]  # folded


_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_DUST = re.compile(r"[\s_\-–—.:：*#/、·'\"]+")


def folded(heading: str) -> str:
    """`Time Start (CST)` → `timestart`."""
    return _DUST.sub("", _BRACKETS.sub("", heading)).lower()


def unit_of(heading: str) -> str:
    """The unit a heading states in brackets, or "": `时长(分钟)` → `分钟`."""
    found = re.search(r"[(（\[【]([^)）\]】]*)[)）\]】]", heading)
    return found[1].strip().lower() if found else ""


# name  kind  中文|更多…  English|more…
_COMMON = """
id       id     编号id|行id|id|唯一标识         ID|row id|uid
owner    text   负责|负责人|执行人|主讲|主讲人|人员|岗位   Owner|assignee|responsible|presenter|who
skip     flag   跳过|不播|停用                  Skip|skipped|disabled
note     text   备注|说明|注意事项              Note|notes|remark|remarks|comment|comments
plate    plate  盘|板块类别|plate               Plate
"""
_GOODS = """
title        text    商品|商品名称|商品标题|品名|产品|产品名称|名称|标题   Product|title|name|product name|product title|item
link         count   链接号|链接|链接序号|号链|上链顺序|讲解顺序  Link|link no|link number|cart no|position
item_id      text    商品ID|商品编号|商品编码|货品ID|链接ID   Item ID|product id|goods id
sku          text    规格|SKU|SKU编码|货号|款号        SKU|sku code|spec|variant
role         text    角色|商品角色|定位|款型|货品角色|货品类型  Role|product role
audience     text    人群|目标人群|受众|适合人群       Audience|target audience
list_price   money   原价|划线价|吊牌价|日常价|专柜价|市场价  List price|original price|rrp|msrp
live_price   money   直播价|到手价|活动价|直播间价|售价|价格  Live price|price|deal price|sale price
cost         money   成本|成本价|进价|供货价           Cost|cost price
commission   ratio   佣金率|佣金|佣金比例              Commission|commission rate
platform_fee ratio   平台费率|平台扣点|扣点|技术服务费率|平台费  Platform fee|fee rate
stock        count   库存|备货|备货量|可售库存         Stock|inventory
target_units count   目标件数|目标销量|预估销量|目标数量   Target units|expected units|target quantity
mechanism    text    机制|福利机制|优惠机制|优惠|玩法|福利/机制  Mechanism|offer|promotion
times_shown  count   近期讲解次数|近N场次数|讲解次数    Times shown|recently shown
group        text    分组|组                           Group|section
"""
_SCRIPT = """
title         text     标题|环节标题|环节名称|环节内容|内容|流程|主题|节目  Title|event|segment|item|name|what|cue name
start         when     开始|开始时间|起始时间|时间|时间段|时段|时间点|时间节点|起止时间  Start|time start|start time|time|from|begin|starts|when
offset        when     偏移|相对时间|开播后           Offset|elapsed|t+|show time
end           when     结束|结束时间|截止时间|终止时间  End|time end|end time|to|until|ends|timer end time|finish
duration      span     时长|持续|持续时间|用时|讲解时长|分钟数  Duration|length|minutes|dur|run time
kind          text     环节|环节类型|阶段|类型|模块    Kind|segment type|phase|timer type|type|stage
products      products 商品|链接号|商品/链接号|商品链接|产品|讲解商品|商品编号  Products|product|link|goods|link no
introduction  text     产品介绍|介绍|商品介绍          Introduction|intro
selling_point text     产品卖点|卖点|核心卖点|话术要点|话术|主播话术  Selling point|selling points|talking points|script
scene         text     使用场景|场景                   Scene|use case|usage
after_sales   text     售后服务|售后|售后保障          After-sales|after sale|service
value         text     性价比|价格对比|利益点|关键利益点  Value|value for money
target_gmv    money    目标GMV|GMV目标|目标成交|目标销售额|目标  Target GMV|gmv target|target sales
hard          flag     整点|硬点|硬|准点|固定开始      Hard|hard start|fixed
linked        flag     衔接|紧接|跟随上一环节|自动衔接  Linked|link start|link
milestone     flag     里程碑|节点                     Milestone
group         text     分组|组|板块|篇章               Group|section|act
"""
_TRAFFIC = """
title      text   名称|计划名称|标题|计划              Title|name|campaign|plan
channel    text   渠道|投放渠道|平台|工具|投放工具     Channel|platform|medium
start      when   开始|开始时间|时段|时间段|投放时段|时间  Start|time start|start time|slot|from|time
end        when   结束|结束时间                        End|time end|end time|to|until
budget     money  预算|投放预算|计划消耗|预算金额|金额  Budget|planned spend|spend
share      ratio  占比|预算占比|消耗占比|比例          Share|budget share
target_roi factor 目标ROI|ROI目标|ROI|投产             Target ROI|roi target|roi
roi_basis  basis  ROI口径|口径                         ROI basis|basis
bid        money  出价|转化出价                        Bid
audience   text   人群|定向|目标人群|人群定向          Audience|targeting
"""
_GIVEAWAY = """
title     text    福利|福利名称|名称|标题|福利内容|内容|奖品   Giveaway|title|name|gift|prize
kind      text    类型|福利类型|工具|玩法|形式         Kind|type|tool
start     when    时间|开始|开始时间|发放时间|时间点|时间节点  Start|time|at|time start|start time
segment   segment 环节|所属环节|关联环节               Segment|relative to|with segment
offset    span    环节后|偏移|延后|相对环节            Offset|after
duration  span    时长|持续|持续时间                   Duration|length
quantity  count   数量|份数|名额|件数                  Quantity|count|qty
unit_cost money   单份成本|单件成本|成本|单价|金额     Unit cost|cost
condition text    条件|参与条件|口令|参与口令|规则     Condition|keyword|rule
product   product 商品|链接号|关联商品                 Product|link
"""
_WARMUP = """
title  text   任务|标题|内容|事项|预热任务|预热内容    Task|title|name|what
before before 提前|倒计时|T-|时间|时间节点|截止时间|完成时间|节点  Before|t minus|due|when|deadline|t
kind   text   类型|任务类型|形式                       Kind|type
target count  目标|目标值|目标数                       Target|goal
actual count  实际|实际值|完成数|完成值                Actual|done count|result
spend  money  花费|费用|预热花费|消耗|预算             Spend|cost|budget
done   flag   完成|已完成|是否完成                     Done|completed|finished
"""
_SESSION = """
title       text    场次|场次名称|直播主题|活动名称      Session|session title|show
day         when    日期|直播日期                        Date|day
planned_start when  开播|开播时间|计划开播               On air|planned start|on air at
planned_end when    下播|下播时间|计划下播               Off air|planned end|off air at
streamer    text    主播                                 Streamer|host
shop        text    店铺|店铺名称                        Shop|store
platform    text    平台                                 Platform
target_gmv  money   GMV目标|目标GMV|本场目标             GMV target|target gmv
ad_budget   money   投放预算|投放总预算|总预算           Ad budget|ad spend budget
target_roi  factor  ROI目标|目标ROI                      ROI target|target roi
roi_basis   basis   ROI口径                              ROI basis
refund_rate ratio   预估退款率|退款率                    Refund rate|expected refund rate
platform_fee ratio  平台费率|平台扣点                    Platform fee
reservations_target count 预约目标|预约目标人数          Reservations target
role_mix    mix     角色配比|角色配比目标                Role mix|role mix target
goals       goals   里程碑目标|大屏里程碑                Milestone goals
simulated   flag    模拟数据                             Simulated
note        text    场次备注                             Session note
"""


def _field(line: str) -> Field:
    name, kind, zh, en = re.split(r"\s{1,}", line.strip(), maxsplit=2)[:2] + _languages(line)
    words = zh.split("|") + en.split("|") + [name]
    return Field(
        name=name,
        kind=Kind(kind),
        zh=zh.split("|")[0],
        en=en.split("|")[0],
        aliases=frozenset(folded(word) for word in words),
    )


def _languages(line: str) -> list[str]:
    rest = re.split(r"\s+", line.strip(), maxsplit=2)[2]
    zh, en = re.split(r"\s+(?=[A-Z])", rest, maxsplit=1)
    return [zh.strip(), en.strip()]


def _fields(text: str) -> dict[str, Field]:
    return {f.name: f for f in map(_field, text.strip().splitlines())}


FIELDS: Mapping[Plate, Mapping[str, Field]] = {
    Plate.GOODS: _fields(_GOODS) | _fields(_COMMON),
    Plate.SCRIPT: _fields(_SCRIPT) | _fields(_COMMON),
    Plate.TRAFFIC: _fields(_TRAFFIC) | _fields(_COMMON),
    Plate.GIVEAWAY: _fields(_GIVEAWAY) | _fields(_COMMON),
    Plate.WARMUP: _fields(_WARMUP) | _fields(_COMMON),
}
"""Fields by plate, in the order they are written."""

SESSION: Mapping[str, Field] = _fields(_SESSION)
"""Facts of the session, written as label and value above a table."""

_PLATE_NAMES = (
    (Plate.GOODS, r"货|商品|选品|排品|goods|products?|盘货品", r"S"),
    (
        Plate.SCRIPT,
        r"脚本|流程|环节|排期|直播流程|盘直播|script|rundown|run ?sheet|run of show",
        r"T",
    ),
    (Plate.TRAFFIC, r"投放|投流|商业化|流量|traffic|ads?\b", r"A"),
    (Plate.GIVEAWAY, r"福利|赠品|抽奖|giveaways?|gifts?", r"G"),
    (Plate.WARMUP, r"预热|预告|warm", r"E"),
)
SESSION_SHEETS = ("场次", "session", "本场")


@cache
def plate_of(name: str) -> Plate | None:
    """The plate a sheet name or a cell of a `plate` column speaks of, or None."""
    text = name.strip()
    for plate, _, letter in _PLATE_NAMES:
        if re.match(rf"{letter}($|[\s·._:：\-|]|[^\x00-\x7f])", text):
            return plate
    for plate, words, _ in _PLATE_NAMES:
        if re.search(words, text, re.IGNORECASE):
            return plate
    return None


def known(plate: Plate, heading: str) -> Field | None:
    """The field of `plate` that `heading` names, or None."""
    text = folded(heading)
    if not text:
        return None
    exact = FIELDS[plate].get(heading.strip())
    return exact or next((f for f in FIELDS[plate].values() if text in f.aliases), None)


def session_field(label: str) -> Field | None:
    """The session fact that `label` names, or None."""
    text = folded(label)
    return next((f for f in SESSION.values() if text in f.aliases), None) if text else None
