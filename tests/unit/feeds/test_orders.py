"""Order tables: layouts, ids, corrections within a file, refused rows, real exports."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING, OrderLines, Status
from controlroom.feeds.files import Files
from controlroom.ports import Chunk, FileRequest
from tests.shared import shared_data

CN = "Asia/Shanghai"
KUAISHOU = [
    *("订单号", "订单创建时间", "订单支付时间", "订单状态", "实付款", "成交数量", "买家留言"),
    *("售后状态", "订单载体", "商品名称", "商品ID", "SKU编码", "渠道", "CPS达人昵称"),
    *("收货人姓名", "收货人电话", "收货地址"),
]


def ms(*clock: int, zone: str = CN) -> int:
    return int(datetime(*clock, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def request(path: Path, **other) -> FileRequest:
    return FileRequest(path=str(path), kind="orders", **other)


def read(path: Path, **other) -> list[Chunk]:
    return list(Files().read(request(path, **other)))


def table(path: Path, *rows: list[object], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def lines_of(chunks: list[Chunk]) -> list[tuple[object, ...]]:
    """(line id, amount, paid at) of every line, in order."""
    return [
        row
        for chunk in chunks
        for row in zip(
            *(getattr(chunk.batch, n).tolist() for n in ("line_id", "amount", "paid_at")),
            strict=True,
        )
    ]


def key_of(path: Path, **other) -> str:
    with pytest.raises(WorldError) as raised:
        read(path, **other)
    return raised.value.message.key


def kuaishou_row(number: str, **other: object) -> list[object]:
    row = {
        "订单号": number + "\t",
        "订单创建时间": "2026-11-22 20:00:00",
        "订单支付时间": "2026-11-22 20:01:02",
        "订单状态": "待发货",
        "实付款": "￥1,299.90",
        "成交数量": "1",
        "买家留言": "给张三",
        "商品名称": "羽绒服",
        "商品ID": "9001",
        "订单载体": "直播间",
        "渠道": "自营",
        "CPS达人昵称": "-",
        "收货人姓名": "李四",
        "收货人电话": "13800000000",
        "收货地址": "某路 1 号",
    } | other
    return [row.get(title, "") for title in KUAISHOU]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_kuaishou_export(tmp_path, encoding):
    path = table(
        tmp_path / "订单.csv",
        ["快手小店订单导出"],
        KUAISHOU,
        kuaishou_row("2526300123456789012"),
        kuaishou_row("2526300123456789013", 售后状态="退款成功", 订单状态="交易关闭"),
        kuaishou_row("2526300123456789014", 订单支付时间="--", 订单状态="待付款", 实付款="12"),
        encoding=encoding,
    )
    files = Files()
    (chunk,) = files.read(request(path))
    lines = chunk.batch
    assert isinstance(lines, OrderLines)
    assert lines.line_id.tolist() == lines.order_id.tolist()
    assert lines.order_id[0] == "2526300123456789012"
    assert lines.amount.tolist() == [129_990, 129_990, 1_200]
    assert lines.paid_at.tolist()[::2] == [ms(2026, 11, 22, 20, 1, 2), MISSING]
    assert lines.refunded.tolist() == [0, 129_990, 0]
    assert lines.status.tolist() == [Status.PAID, Status.CLOSED, Status.UNPAID]
    assert (lines.carrier[0], lines.channel[0], lines.product_id[0]) == ("直播间", "自营", "9001")
    notes = {note.key: note.args for note in files.notes(request(path))}
    assert notes["import.note.format"]["format"] == "kuaishou_orders"
    assert "收货人电话" in str(notes["import.note.personal_dropped"]["columns"])
    assert "import.note.refund_in_full" in notes


def test_nothing_personal_leaves_the_parser(tmp_path):
    path = table(tmp_path / "o.csv", KUAISHOU, kuaishou_row("1"), kuaishou_row("2", 实付款="bad"))
    (chunk,) = read(path)
    told = [repr(getattr(chunk.batch, name).tolist()) for name in OrderLines.__slots__]
    told.append(repr(chunk.errors))
    for secret in ("李四", "13800000000", "某路", "张三"):
        assert not any(secret in text for text in told)


@pytest.mark.parametrize(
    "title", ["收货人电话", "收件人手机", "buyer_name", "Phone", "收货地址-省"]
)
def test_a_personal_column_may_not_be_mapped(tmp_path, title):
    path = table(tmp_path / "o.csv", ["order_id", "amount", "paid_at", title])
    assert key_of(path, mapping={title: "channel"}) == "import.personal_column"


def test_the_real_header_is_known(tmp_path):
    layout = json.loads((shared_data() / "orders/kuaishou_order_export_layout.json").read_text())
    values = dict.fromkeys(layout["columns"], "")
    values |= {"订单号": "2526300123456789012\t", "实付款": "￥0", "商品ID": "7"}
    values |= {"订单支付时间": "2026/11/22 20:01:02"} | dict.fromkeys(layout["pii_columns"], "私")
    path = table(tmp_path / "o.csv", layout["columns"], list(values.values()))
    (chunk,) = read(path)
    assert lines_of([chunk]) == [("2526300123456789012", 0, ms(2026, 11, 22, 20, 1, 2))]
    assert not any(
        "私" in str(value) for n in OrderLines.__slots__ for value in getattr(chunk.batch, n)
    )


def test_a_workbook_whose_sheets_repeat_the_header(tmp_path):
    made = openpyxl.Workbook()
    for number, sheet in enumerate(
        (made.active, made.create_sheet("二"), made.create_sheet("说明"))
    ):
        if number == 2:
            sheet.append(["随便写写"])
            continue
        sheet.append([])
        sheet.append(["order_id", "product_id", "amount", "paid_at"])
        sheet.append([f"a{number}", "p", 9.9, datetime(2026, 11, 22, 20, number)])
        sheet.append([1.23e17, "p", 9.9, datetime(2026, 11, 22, 20, 1)])
        sheet.append(["合计", None, 19.8, None])
    path = tmp_path / "o.xlsx"
    made.save(path)
    files = Files()
    chunks = list(files.read(request(path)))
    assert [line[0] for line in lines_of(chunks)] == ["a0:p:1", "a1:p:1"]
    assert [(e.sheet, e.row, e.column) for c in chunks for e in c.errors] == [
        ("Sheet", 4, "order_id"),
        ("二", 4, "order_id"),
    ]
    skipped = [note for note in files.notes(request(path)) if note.key.endswith("sheet_skipped")]
    assert [note.args["sheet"] for note in skipped] == ["说明"]


def test_refused_rows_tell_where_and_why(tmp_path):
    good = ["o1", "p", "1.00", "2026-11-22 20:00:00", "1"]
    path = table(
        tmp_path / "o.csv",
        ["order_id", "product_id", "amount", "paid_at", "quantity"],
        good,
        [],
        ["1.23E+17", *good[1:]],
        ["o3", "p", "1,5", *good[3:]],
        ["o4", "p", "1.00", "20:01", "1"],
        ["o5", "p", "-1.00", *good[3:]],
        ["", "p", "1.00", *good[3:]],
        ["o7", "p", "1.00", good[3], "1.5"],
        ["order_id", "product_id", "amount", "paid_at", "quantity"],
        ["o8", "p"],
    )
    (chunk,) = read(path)
    assert [(e.row, e.column, e.value, e.message.key) for e in chunk.errors] == [
        (4, "order_id", "1.23E+17", "import.row.id_scientific"),
        (5, "amount", "1,5", "import.row.amount"),
        (6, "paid_at", "20:01", "import.row.time"),
        (7, "amount", "-1.00", "import.row.negative"),
        (8, "order_id", "", "import.row.no_id"),
        (9, "quantity", "1.5", "import.row.count"),
    ]
    assert [line[0] for line in lines_of([chunk])] == ["o1:p:1", "o8:p:1"]
    assert chunk.read == 8


def test_every_cell_at_fault_in_a_row_is_told_in_the_order_of_the_columns(tmp_path):
    path = table(
        tmp_path / "o.csv",
        ["paid_at", "order_id", "amount", "quantity", "currency"],
        ["20:01", "", "1,5", "-2", "USD"],
        ["2026-11-22 20:00:00", "o2", "1.00", "1.5", "CNY"],
        ["x", "1.23E+17", "2", "2", ""],
    )
    (chunk,) = read(path)
    assert [(e.row, e.column, e.value, e.message.key) for e in chunk.errors] == [
        (2, "paid_at", "20:01", "import.row.time"),
        (2, "order_id", "", "import.row.no_id"),
        (2, "amount", "1,5", "import.row.amount"),
        (2, "quantity", "-2", "import.row.negative"),
        (2, "currency", "USD", "import.row.currency"),
        (3, "quantity", "1.5", "import.row.count"),
        (4, "paid_at", "x", "import.row.time"),
        (4, "order_id", "1.23E+17", "import.row.id_scientific"),
    ]
    assert (len(chunk.batch), chunk.read) == (0, 3)


def test_equal_lines_of_an_order_are_told_apart_by_their_ordinal(tmp_path):
    rows = [[o, p, "1", "2026-11-22 20:00:00"] for o, p in ("ax", "ax", "ay", "bx", "ax")]
    path = table(tmp_path / "o.csv", ["order_id", "product_id", "amount", "paid_at"], *rows)
    wanted = ["a:x:1", "a:x:2", "a:y:1", "b:x:1", "a:x:3"]
    assert [line[0] for line in lines_of(read(path))] == wanted


def test_a_line_that_comes_again_is_an_update_unless_it_contradicts(tmp_path):
    first = ["l1", "o", "1.00", "2026-11-22 20:00:00", "2026-11-22 20:00:00"]
    path = table(
        tmp_path / "o.csv",
        ["line_id", "order_id", "amount", "paid_at", "updated_at"],
        first,
        [*first[:2], "2.00", first[3], "2026-11-22 20:05:00"],
        [*first[:2], "3.00", first[3], "2026-11-22 20:05:00"],
        first,
        ["l2", "o", "5.00", "", ""],
        ["l2", "o", "5.00", first[3], ""],
    )
    chunks = read(path)
    assert [[line[:2] for line in lines_of([chunk])] for chunk in chunks] == [
        [("l1", 100), ("l2", 500)],
        [("l1", 200), ("l2", 500)],
        [("l1", 100)],
    ]
    errors = [e for chunk in chunks for e in chunk.errors]
    assert [(e.row, e.message.key) for e in errors] == [(4, "import.row.duplicate")]
    assert sum(chunk.read for chunk in chunks) == 6


def test_lines_may_be_numbered_anew_in_every_order(tmp_path):
    paid = "2026-11-22 20:00:00"
    path = table(
        tmp_path / "o.csv",
        ["order_id", "line_id", "amount", "paid_at"],
        ["a", "1", "1.00", paid],
        ["a", "2", "2.00", paid],
        ["b", "1", "3.00", paid],
        ["b", "1", "3.00", paid],
        ["c", "2", "4.00", paid],
        ["b", "1", "5.00", paid],
    )
    chunks = read(path)
    found = [
        list(zip(chunk.batch.order_id, chunk.batch.line_id, chunk.batch.amount, strict=True))
        for chunk in chunks
    ]
    once = [("a", "1", 100), ("a", "2", 200), ("b", "1", 300), ("c", "2", 400)]
    assert found == [once, [("b", "1", 300)]]
    errors = [e for chunk in chunks for e in chunk.errors]
    assert [(e.row, e.message.key) for e in errors] == [(7, "import.row.duplicate")]


def test_what_is_wrong_with_the_whole_file(tmp_path):
    path = table(tmp_path / "o.csv", ["order_id", "amount"], ["1", "2"])
    assert key_of(path) == "import.missing_field"
    assert key_of(path, mapping={"when": "paid_at"}) == "import.unknown_column"
    assert key_of(path, mapping={"amount": "price"}) == "import.unknown_field"
    twice = {"amount": "amount", "order_id": "amount"}
    assert key_of(path, mapping=twice) == "import.field_twice"
    assert key_of(path, format="nobody") == "import.unknown_format"
    assert key_of(path, zone="Mars/Base") == "import.unknown_zone"
    assert key_of(table(tmp_path / "p.csv", ["x", "y"], ["1", "2"])) == "import.no_header"


def test_currency_of_a_row_must_be_the_sessions(tmp_path):
    path = table(
        tmp_path / "o.csv",
        ["order_id", "amount", "paid_at", "currency"],
        ["1", "2", "2026-11-22 20:00:00", "cny"],
        ["2", "2", "2026-11-22 20:00:00", "USD"],
    )
    (chunk,) = read(path)
    assert [(e.row, e.message.key) for e in chunk.errors] == [(3, "import.row.currency")]


cell = st.sampled_from(
    ["", "-", "1.5", "￥3", "x", "1.23E+17", "2026-11-22 20:00:00", "a,b", '"', "\t7", "合计"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cell, max_size=5), max_size=12))
def test_every_row_is_kept_or_refused_and_twice_is_the_same(tmp_path, rows):
    path = table(tmp_path / "o.csv", ["order_id", "amount", "paid_at", "line_id"], *rows)
    chunks = read(path)
    kept = sum(len(chunk.batch) for chunk in chunks)
    refused = len({e.row for chunk in chunks for e in chunk.errors})
    assert kept + refused == sum(chunk.read for chunk in chunks)
    assert lines_of(read(path)) == lines_of(chunks)
    for chunk in chunks:
        lines = set(zip(chunk.batch.order_id, chunk.batch.line_id, strict=True))
        assert len(lines) == len(chunk.batch)


MAPPING = {"basket_id": "order_id", "sales_value": "amount", "transaction_timestamp": "paid_at"}


@pytest.mark.parametrize("zone", ["UTC", CN])
def test_the_busiest_day(zone):
    path = shared_data() / "orders/completejourney_busiest_day.csv"
    buckets = Buckets()
    for chunk in read(path, mapping=MAPPING, zone=zone):
        assert not chunk.errors
        buckets.apply_orders(None, chunk.batch)
    day = ms(2017, 12, 23, zone=zone)
    hours = buckets.minutes(day, day + 86_400_000, 3_600_000)
    assert (buckets.gmv(0, 2**60), buckets.orders(0, 2**60)) == (2_499_447, 606)
    assert buckets.lines(0, 2**60) == 7_110
    assert hours.gmv[[0, 20, 21]].tolist() == [126_710, 208_249, 277_390]
    assert buckets.minutes(day, day + 86_400_000, 1_000).lines.max() == 123
    assert len(buckets.by_product(0, 2**60)) > 1_000


def test_half_a_year_of_orders():
    path = shared_data() / "orders/completejourney_600k.csv.gz"
    buckets, read_rows, shares = Buckets(), 0, [0.0]
    for chunk in Files().read(request(path, mapping=MAPPING, zone="UTC")):
        assert not chunk.errors
        assert len(chunk.batch) <= 20_000
        buckets.apply_orders(None, chunk.batch)
        read_rows += chunk.read
        shares.append(chunk.done)
    assert (read_rows, buckets.lines(0, 2**60)) == (600_000, 600_000)
    assert (buckets.gmv(0, 2**60), buckets.orders(0, 2**60)) == (184_616_803, 62_803)
    assert all(a <= b for a, b in pairwise(shares))
    assert shares[-1] == 1.0
