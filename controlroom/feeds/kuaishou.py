"""快手小店 and 磁力金牛: tables as their back ends export them (domain §3.1, §3.2)."""

from __future__ import annotations

from controlroom.feeds.titles import Layout

ORDERS = Layout(
    name="kuaishou_orders",
    kind="orders",
    signature=frozenset({"订单支付时间", "订单状态", "订单载体"}),
    line_is_order=True,
    aliases={
        "订单号": "order_id",
        "订单编号": "order_id",
        "订单创建时间": "created_at",
        "订单支付时间": "paid_at",
        "订单状态": "status",
        "实付款": "amount",
        "订单应付金额": "amount",
        "成交数量": "quantity",
        "商品名称": "product_title",
        "商品id": "product_id",
        "sku编码": "sku",
        "售后状态": "after_sales",
        "退款金额": "refunded_amount",
        "退款时间": "refunded_at",
        "渠道": "channel",
        "订单载体": "carrier",
        "cps达人昵称": "streamer",
    },
)

ADS = Layout(
    name="kuaishou_ads",
    kind="ads",
    signature=frozenset({"账户id", "时间", "总花费"}),
    channel="磁力金牛",
    basis="same_day",
    aliases={
        "时间": "at",
        "账户id": "campaign_id",
        "总花费": "spend",
        "花费": "spend",
        "曝光数": "impressions",
        "直播观看数": "views",
        "当日累计gmv": "gmv",
        "当日累计订单数": "orders",
    },
    bases={
        "直接gmv": "direct",
        "7日累计gmv": "t7",
        "15日累计gmv": "t15",
        "30日累计gmv": "t30",
        "净成交gmv": "net",
    },
)
