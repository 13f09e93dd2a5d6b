"""The facts of a session as tables for a spreadsheet, under the field names of `cli.md`,
so that `import orders` reads them again. Nothing about buyers is in them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.money import Minor, exponent, to_major
from controlroom.core.refusals import reason
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant, local
from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples, Status
from controlroom.ports import Bundle

_DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_MOST_ROWS = 1_048_575  # of a sheet of Excel, without the header
_STATUS = {
    Status.UNKNOWN: "",
    Status.UNPAID: "unpaid",
    Status.PAID: "paid",
    Status.SHIPPED: "shipped",
    Status.DONE: "done",
    Status.CLOSED: "closed",
}
_TEXTS = ("line_id", "order_id", "product_id", "product_title")
_ORDERS = (
    *_TEXTS, "quantity", "amount", "currency", "paid_at", "created_at", "updated_at", "status",
    "refunded_amount", "refunded_at", "channel", "carrier", "streamer", "buyer_new",
)  # fmt: skip
_ADS = (
    "source", "channel", "campaign_id", "from", "to", "spend", "impressions", "clicks", "views",
    "orders", "gmv", "basis",
)  # fmt: skip

Row = Sequence[Any]
"""str | int | float | Instant (as `_At`) | None per column."""


class _At(int):
    """An instant in a cell."""


Sheet = tuple[tuple[str, ...], list[Row]]


class FactTables:
    """`ports.FactSheets`."""

    def write(self, bundle: Bundle, path: str, speaker: Speaker) -> tuple[str, ...]:
        """By suffix: .xlsx (a sheet per kind), .csv (`NAME-orders.csv`… beside `path`), .zip
        of those. Kinds without a row are left out. Returns the files written."""
        tables = {kind: table for kind, table in _tables(bundle).items() if table[1]}
        name, suffix = Path(path).name, Path(path).suffix.lower()
        if suffix not in (".xlsx", ".csv", ".zip"):
            raise WorldError("facts.bad_suffix", file=name, suffix=suffix)
        if not tables:
            raise WorldError("facts.none", title=bundle.sheet.session.title)
        writers: dict[str, Callable[..., tuple[str, ...]]] = {".xlsx": _xlsx, ".csv": _csvs}
        try:
            return writers.get(suffix, _zip)(tables, path, bundle.sheet.session.zone)
        except OSError as trouble:
            raise WorldError("runsheet.unwritable", file=name, reason=reason(trouble)) from trouble


def _tables(bundle: Bundle) -> dict[str, Sheet]:
    currency = bundle.sheet.session.currency
    return {
        "orders": (_ORDERS, list(_orders(bundle.orders, currency))),
        "ads": (_ADS, list(_ads(bundle.ads, currency))),
        "room": _room(bundle.room, currency),
    }


# --- rows ------------------------------------------------------------------------------


def _money(value: int, currency: str) -> float | int | None:
    if value == MISSING:
        return None
    major = to_major(Minor(int(value)), currency)
    return float(major) if exponent(currency) else int(major)


def _at(value: int) -> _At | None:
    return None if value == MISSING else _At(value)


def _count(value: int) -> int | None:
    return None if value == MISSING else int(value)


def _orders(lines: OrderLines, currency: str) -> Iterator[Row]:
    order = lines.paid_at.argsort(kind="stable")
    for n in order.tolist():
        yield (
            *(getattr(lines, name)[n] for name in _TEXTS),
            _count(lines.quantity[n]),
            _money(lines.amount[n], currency),
            currency,
            _at(lines.paid_at[n]),
            _at(lines.created_at[n]),
            _at(lines.updated_at[n]),
            _STATUS.get(Status(int(lines.status[n])), ""),
            _money(lines.refunded[n], currency),
            _at(lines.refunded_at[n]),
            lines.channel[n],
            lines.carrier[n],
            lines.streamer[n],
            None if lines.buyer_new[n] < 0 else int(lines.buyer_new[n]),
        )


def _ads(ads: AdSamples, currency: str) -> Iterator[Row]:
    for n in ads.from_at.argsort(kind="stable").tolist():
        yield (
            ads.source[n], ads.channel[n], ads.campaign[n], _at(ads.from_at[n]), _at(ads.to_at[n]),
            _money(ads.spend[n], currency), _count(ads.impressions[n]), _count(ads.clicks[n]),
            _count(ads.views[n]), _count(ads.orders[n]), _money(ads.gmv[n], currency),
            ads.basis[n],
        )  # fmt: skip


def _room(room: RoomSamples, currency: str) -> Sheet:
    """A row per source and instant of which something is known, a column per metric."""
    known = (room.value == room.value).nonzero()[0]
    metrics = sorted(set(room.metric[known].tolist()))
    found: dict[tuple[int, str], dict[str, float | int | None]] = {}
    for n in known.tolist():
        at, source, metric = int(room.at[n]), str(room.source[n]), str(room.metric[n])
        found.setdefault((at, source), {})[metric] = _reading(
            metric, float(room.value[n]), currency
        )
    rows: list[Row] = [
        (_at(at), source, *(values.get(m) for m in metrics))
        for (at, source), values in sorted(found.items(), key=lambda item: item[0])
    ]
    return ("at", "source", *metrics), rows


def _reading(metric: str, value: float, currency: str) -> float | int | None:
    if metric == "gmv":
        return _money(round(value), currency)
    return int(value) if value.is_integer() else value


# --- files -----------------------------------------------------------------------------


def _csv(table: Sheet, zone: str) -> str:
    out = io.StringIO(newline="")
    pen = csv.writer(out)
    pen.writerow(table[0])
    pen.writerows([_text(cell, zone) for cell in row] for row in table[1])
    return out.getvalue()


def _text(cell: Any, zone: str) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, _At):
        return formats.iso(Instant(cell), zone)
    if isinstance(cell, str) and _DANGEROUS.match(cell):
        return "'" + cell
    return cell


def _csvs(tables: dict[str, Sheet], path: str, zone: str) -> tuple[str, ...]:
    target = Path(path)
    made = []
    for kind, table in tables.items():
        file = target.with_name(f"{target.stem}-{kind}.csv")
        file.write_text(_csv(table, zone), encoding="utf-8-sig", newline="")
        made.append(str(file))
    return tuple(made)


def _zip(tables: dict[str, Sheet], path: str, zone: str) -> tuple[str, ...]:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for kind, table in tables.items():
            parts.writestr(f"{kind}.csv", _csv(table, zone).encode("utf-8-sig"))
    return (path,)


def _xlsx(tables: dict[str, Sheet], path: str, zone: str) -> tuple[str, ...]:
    import xlsxwriter

    for kind, table in tables.items():
        if len(table[1]) > _MOST_ROWS:
            raise WorldError("facts.too_many", kind=kind, rows=len(table[1]))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": datetime(2000, 1, 1)})
    dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    bold = book.add_format({"bold": True})
    for kind, (heads, rows) in tables.items():
        page = book.add_worksheet(kind)
        page.freeze_panes(1, 0)
        page.set_column(0, len(heads) - 1, 16)
        for column, head in enumerate(heads):
            page.write_string(0, column, head, bold)
        for at, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _put(page, at, column, cell, zone, dated)
    try:
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as trouble:
        name = Path(path).name
        raise WorldError("runsheet.unwritable", file=name, reason=reason(trouble)) from trouble
    return (path,)


def _put(page: Any, row: int, column: int, cell: Any, zone: str, dated: Any) -> None:
    if isinstance(cell, _At):
        here = local(Instant(cell), zone).replace(tzinfo=None)
        page.write_datetime(row, column, here, dated)
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    elif cell is not None:
        page.write_number(row, column, cell)
