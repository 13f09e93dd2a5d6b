"""Parts of an order table → order lines."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from controlroom.core.message import Message, message
from controlroom.facts.columns import MISSING, Int, OrderLines, Status, Text
from controlroom.feeds.cells import BAD, Reading, as_texts, filled
from controlroom.feeds.checks import Refusals, read_ints, refuse_unread, refuse_where
from controlroom.feeds.tables import Part
from controlroom.feeds.times import Times
from controlroom.feeds.titles import plain
from controlroom.feeds.values import (
    Cell,
    count,
    id_text,
    money_parser,
    plain_ids,
    text,
)
from controlroom.ports import Chunk, FileRequest

_BAD_TEXT = "\x01"
_NEVER = int(MISSING)
_REFUNDED = "退款成功"
_STATUS = {
    Status.UNPAID: ("待付款", "待支付", "未支付", "未付款", "unpaid", "pending"),
    Status.PAID: ("待发货", "已付款", "已支付", "备货中", "部分发货", "paid"),
    Status.SHIPPED: ("已发货", "待收货", "shipped", "sent"),
    Status.DONE: ("已收货", "已签收", "交易成功", "已完成", "done", "completed", "delivered"),
    Status.CLOSED: ("交易关闭", "已关闭", "已取消", "交易失败", "closed", "cancelled", "canceled"),
}
_WORDS = {word: status for status, words in _STATUS.items() for word in words}
_NEW = {"1": 1, "true": 1, "yes": 1, "是": 1, "new": 1, "新": 1, "新客": 1}
_NEW |= {"0": 0, "false": 0, "no": 0, "否": 0, "returning": 0, "老": 0, "老客": 0}
_IDS = ("order_id", "line_id", "product_id", "sku")
_TEXTS = ("product_title", "channel", "carrier", "streamer", "after_sales", "currency")


def _status(cell: Cell) -> int:
    return int(_WORDS.get(plain(text(cell)), Status.UNKNOWN))


def _newness(cell: Cell) -> int:
    return _NEW.get(plain(text(cell)), -1)


class OrderParser:
    """Reads the parts of one file in order; remembers what ids it has seen."""

    def __init__(self, request: FileRequest) -> None:
        money, when = money_parser(request.currency), Times(request.zone, request.time_format)
        ints: dict[str, Callable[[Cell], int]] = {
            "quantity": count,
            "amount": money,
            "refunded_amount": money,
            "paid_at": when,
            "created_at": when,
            "updated_at": when,
            "refunded_at": when,
            "status": _status,
            "buyer_new": _newness,
        }
        self._currency = request.currency.upper()
        self._ints = {name: Reading(parse) for name, parse in ints.items()}
        for name in ("paid_at", "created_at", "updated_at", "refunded_at"):
            self._ints[name] = Reading(when, column=when.column)
        self._ids = Reading(id_text, _BAD_TEXT)
        self._words = Reading(text, _BAD_TEXT)
        self._firsts: set[str] = set()  # line ids made here
        self._repeats: dict[str, int] = {}  # by such an id: highest ordinal beyond 1
        self._seen = _Seen()
        self._refunds_assumed = False

    def notes(self) -> list[Message]:
        """What was decided while reading."""
        return [message("import.note.refund_in_full")] if self._refunds_assumed else []

    def chunks(self, part: Part) -> Iterator[Chunk]:
        """The part as chunks: a second one only where lines come twice within the part."""
        refusals = Refusals(part)
        whole = read_ints(part, self._ints, refusals)
        texts = self._read_texts(part, refusals)
        self._check(part, whole, texts, refusals)
        line_id = self._line_ids(part, texts)
        rank = None
        if self._explicit(part):
            rank = self._seen.check(part, line_id, texts["order_id"], whole, refusals)
        kept = refusals.kept()
        lines = self._lines(line_id, whole, texts)
        ranks = np.zeros(len(kept), np.int64) if rank is None else rank[kept]
        for turn in range(int(ranks.max(initial=0)) + 1):
            yield Chunk(
                batch=picked(lines, kept[ranks == turn]),
                errors=() if turn else refusals.errors(),
                read=0 if turn else len(part),
                done=part.done,
            )

    def _explicit(self, part: Part) -> bool:
        return part.has("line_id") or part.columns.layout.line_is_order

    def _read_texts(self, part: Part, refusals: Refusals) -> dict[str, Text]:
        found = {}
        for name in (*_IDS, *_TEXTS):
            if not part.has(name):
                continue
            cells = part.cells(name)
            reading = self._ids if name in _IDS else self._words
            quick = plain_ids(cells) if name in _IDS else None
            found[name] = reading.texts(cells) if quick is None else as_texts(quick)
            if name in _IDS and quick is None:
                refuse_unread(part, name, cells, found[name] == _BAD_TEXT, reading, refusals)
        return found

    def _check(
        self, part: Part, whole: dict[str, Int], texts: dict[str, Text], refusals: Refusals
    ) -> None:
        """Refuse rows without an id, with negative figures, or in another currency."""
        for name in ("order_id", "line_id"):
            if name in texts:
                refuse_where(part, name, texts[name] == "", "import.row.no_id", refusals)
        for name in ("quantity", "amount", "refunded_amount"):
            if name in whole:
                below = (whole[name] < 0) & (whole[name] > BAD)
                refuse_where(part, name, below, "import.row.negative", refusals)
        if "currency" in texts:
            given = [name.upper() not in ("", self._currency) for name in texts["currency"]]
            key = "import.row.currency"
            refuse_where(part, "currency", np.array(given), key, refusals, wanted=self._currency)

    def _line_ids(self, part: Part, texts: dict[str, Text]) -> Text:
        """Given ids, or order id + product id + ordinal among equal ones in that order."""
        if "line_id" in texts:
            return texts["line_id"]
        if part.columns.layout.line_is_order:
            return texts["order_id"]
        product = texts.get("product_id", texts.get("sku"))
        products: Sequence[str] = [""] * len(part) if product is None else product.tolist()
        pairs = zip(texts["order_id"].tolist(), products, strict=True)
        made, firsts = [f"{order}:{product}:1" for order, product in pairs], self._firsts
        fresh = set(made)
        if len(fresh) == len(made) and firsts.isdisjoint(fresh):
            firsts |= fresh
            return as_texts(made)
        for i, first in enumerate(made):
            if first in firsts:
                ordinal = self._repeats[first] = self._repeats.get(first, 1) + 1
                made[i] = f"{first[:-1]}{ordinal}"
            else:
                firsts.add(first)
        return as_texts(made)

    def _lines(self, line_id: Text, whole: dict[str, Int], texts: dict[str, Text]) -> OrderLines:
        rows = len(line_id)
        missing, blank = np.full(rows, MISSING), filled(rows, "")
        paid_at = whole.get("paid_at", missing)
        paid = np.where(paid_at != MISSING, int(Status.PAID), int(Status.UNKNOWN))
        return OrderLines(
            line_id=line_id,
            order_id=texts["order_id"],
            product_id=texts.get("product_id", texts.get("sku", blank)),
            product_title=texts.get("product_title", blank),
            quantity=whole.get("quantity", missing),
            amount=whole.get("amount", missing),
            paid_at=paid_at,
            created_at=whole.get("created_at", missing),
            updated_at=whole.get("updated_at", missing),
            status=whole.get("status", paid).astype(np.int8),
            refunded=self._refunded(whole, texts, rows),
            refunded_at=whole.get("refunded_at", missing),
            channel=texts.get("channel", blank),
            carrier=texts.get("carrier", blank),
            streamer=texts.get("streamer", blank),
            buyer_new=whole.get("buyer_new", np.full(rows, -1)).astype(np.int8),
        )

    def _refunded(self, whole: dict[str, Int], texts: dict[str, Text], rows: int) -> Int:
        """The refunded amount; the whole amount where only the state says 退款成功."""
        given = whole.get("refunded_amount", np.full(rows, MISSING))
        refunded = np.where(given == MISSING, 0, given)
        if "after_sales" not in texts:
            return refunded
        state = np.array([_REFUNDED in word for word in texts["after_sales"].tolist()], np.bool_)
        amount = whole.get("amount", np.full(rows, MISSING))
        assumed = state & (given == MISSING) & (amount > BAD)
        self._refunds_assumed = self._refunds_assumed or bool(assumed.any())
        return np.where(assumed, amount, refunded)


class _Seen:
    """The lines of a file so far (by order and line id), with what a later row may not
    contradict."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}  # by line id: its slot in the first order that has it
        self._others: dict[tuple[str, str], int] = {}  # by line and order: in a further order
        self._orders: list[str] = []
        self._amount, self._paid, self._updated = array("q"), array("q"), array("q")

    def check(
        self, part: Part, ids: Text, orders: Text, whole: dict[str, Int], refusals: Refusals
    ) -> Int:
        """How often each line came before within this part; contradicting rows are refused.

        A later row of the same line is its update, unless it has the same `updated_at`
        (or none) and another amount or payment time.
        """
        missing = [_NEVER] * len(ids)
        amount, paid, updated = (
            whole[name].tolist() if name in whole else missing
            for name in ("amount", "paid_at", "updated_at")
        )
        good = set(refusals.kept().tolist())
        rank, times = np.zeros(len(ids), np.int64), dict[int, int]()
        for i, (line, order) in enumerate(zip(ids.tolist(), orders.tolist(), strict=True)):
            if i not in good:
                continue
            slot = self._slot(line, order)
            if slot == len(self._amount):
                self._amount.append(amount[i])
                self._paid.append(paid[i])
                self._updated.append(updated[i])
            elif self._contradicts(slot, amount[i], paid[i], updated[i]):
                name = "line_id" if part.has("line_id") else "order_id"
                why = message("import.row.duplicate")
                refusals.add(i, name, line, why)
                continue
            else:
                self._keep(slot, amount[i], paid[i], updated[i])
            times[slot] = times.get(slot, -1) + 1
            rank[i] = times[slot]
        return rank

    def _slot(self, line: str, order: str) -> int:
        """The slot of a line; a new one at the end for a line that is new."""
        new = len(self._orders)
        slot = self._first.setdefault(line, new)
        if slot != new and self._orders[slot] != order:
            slot = self._others.setdefault((line, order), new)
        if slot == new:
            self._orders.append(order)
        return slot

    def _contradicts(self, slot: int, amount: int, paid: int, updated: int) -> bool:
        pairs = ((self._amount[slot], amount), (self._paid[slot], paid))
        differs = any(a != b and _NEVER not in (a, b) for a, b in pairs)
        return differs and updated == self._updated[slot]

    def _keep(self, slot: int, amount: int, paid: int, updated: int) -> None:
        if updated >= self._updated[slot]:
            self._amount[slot] = amount
            self._paid[slot] = paid
            self._updated[slot] = updated


def picked(lines: OrderLines, index: Int) -> OrderLines:
    """The lines at `index`."""
    if len(index) == len(lines) and (index == np.arange(len(lines))).all():
        return lines
    return OrderLines(**{name: getattr(lines, name)[index] for name in OrderLines.__slots__})
