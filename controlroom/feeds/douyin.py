"""抖店 and 巨量千川: tables as their back ends export them (domain §3.3, §3.4)."""

from __future__ import annotations

from controlroom.feeds.titles import Layout

ORDERS = Layout(
    name="douyin_orders",
    kind="orders",
    signature=frozenset({"主订单编号", "子订单编号", "支付完成时间"}),
    aliases={
        "主订单编号": "order_id",
        "子订单编号": "line_id",
        "选购商品": "product_title",
        "商品id": "product_id",
        "商家编码": "sku",
        "商品数量": "quantity",
        "订单应付金额": "amount",
        "支付完成时间": "paid_at",
        "订单提交时间": "created_at",
        "订单状态": "status",
        "售后状态": "after_sales",
        "流量体裁": "carrier",
        "流量来源": "channel",
        "达人昵称": "streamer",
    },
)

ADS = Layout(
    name="qianchuan_ads",
    kind="ads",
    signature=frozenset({"消耗", "展示次数", "直接成交金额"}),
    channel="千川",
    basis="direct",
    aliases={
        "时间": "at",
        "日期": "at",
        "计划id": "campaign_id",
        "计划名称": "campaign_id",
        "消耗": "spend",
        "展示次数": "impressions",
        "点击次数": "clicks",
        "直接成交订单数": "orders",
        "直接成交金额": "gmv",
    },
    bases={"整体成交金额": "whole"},
)
