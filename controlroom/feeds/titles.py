"""Column titles as people write them, and the fields they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from controlroom.core.errors import WorldError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "orders": (
        *("order_id", "line_id", "product_id", "product_title", "sku", "quantity", "amount"),
        *("list_amount", "currency", "paid_at", "created_at", "updated_at", "status"),
        *("refunded_amount", "refunded_at", "after_sales", "channel", "carrier", "streamer"),
        "buyer_new",
    ),
    "ads": (
        *("at", "from", "to", "channel", "campaign_id", "spend", "impressions", "clicks"),
        *("views", "orders", "gmv", "basis"),
    ),
    "room": (
        *("at", "minute", "online", "views", "leaves", "exposures", "product_exposures"),
        *("product_clicks", "orders", "gmv", "comments", "likes", "shares", "new_fans"),
        "average_stay",
    ),
}
"""The fields of each kind, as the command line names them (after_sales: a platform's
words for the state of a refund)."""

_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "orders": (("order_id",), ("amount",), ("paid_at",)),
    "ads": (("at", "from"), ("spend",)),
    "room": (("at", "minute"), tuple(name for name in FIELDS["room"][2:])),
}

_UNIT = re.compile(r"\((?:元|%|￥|¥|rmb|cny|秒|s|人|次|个|件)\)$")
_PERSONAL = re.compile(
    r"收货|收件|电话|手机|联系方式|地址|实名|姓名|身份证|买家留言|买家昵称|买家id|买家账号"
    r"|phone|mobile|telephone|address|receiver|recipient|consignee|zipcode|postcode"
    r"|buyer_?(?:name|nick|id|message|remark)|id_?card|email"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one program writes a table. `aliases`: title (as `plain` writes it) → field,
    the most trusted first; `signature`: titles that together tell the layout."""

    name: str
    kind: str
    aliases: Mapping[str, str]
    signature: frozenset[str] = frozenset()
    line_is_order: bool = False  # one order is one line
    channel: str = ""
    basis: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)  # further GMV title → basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the fields of a table are: field → column index, field → title as written."""

    layout: Layout
    index: Mapping[str, int]
    title: Mapping[str, str]
    dropped: tuple[str, ...] = ()  # titles of personal columns


def plain(title: object) -> str:
    """A title without marks, blanks, case, full-width forms and trailing unit."""
    text = unicodedata.normalize("NFKC", str(title)).replace("\ufeff", "").lower()
    return _UNIT.sub("", re.sub(r"\s+", "", text))


def personal(title: str) -> bool:
    """Whether a column tells who somebody is or where they live: never read."""
    return bool(_PERSONAL.search(plain(title)))


def check_mapping(mapping: Mapping[str, str], kind: str, file: str) -> None:
    """Refuse a mapping to unknown fields, to one field twice, or of a personal column.

    Raises WorldError.
    """
    taken: dict[str, str] = {}
    for title, name in mapping.items():
        if name not in FIELDS[kind]:
            known = " ".join(FIELDS[kind])
            raise WorldError("import.unknown_field", file=file, field=name, known=known)
        if personal(title):
            raise WorldError("import.personal_column", file=file, column=title)
        if name in taken:
            first = taken[name]
            raise WorldError("import.field_twice", file=file, field=name, a=first, b=title)
        taken[name] = title


def locate(header: Sequence[object], layout: Layout, mapping: Mapping[str, str]) -> Columns:
    """The columns of `header` that `mapping`, then `layout`, give a field to.

    Personal columns are never taken; a field is taken from one column only.
    """
    titles = [plain(cell) for cell in header]
    wanted = [(plain(title), name) for title, name in mapping.items()]
    named, taken = {name for _, name in wanted}, {title for title, _ in wanted}
    wanted += [
        (title, name)
        for title, name in layout.aliases.items()
        if name not in named and title not in taken
    ]
    wanted += [(title, f"gmv:{basis}") for title, basis in layout.bases.items()]
    index: dict[str, int] = {}
    for title, name in wanted:
        if name not in index and title in titles and not personal(title):
            index[name] = titles.index(title)
    return Columns(
        layout=layout,
        index=index,
        title={name: str(header[i]).strip().lstrip("\ufeff") for name, i in index.items()},
        dropped=tuple(str(cell).strip() for cell in header if cell and personal(str(cell))),
    )


def lacking(columns: Columns) -> tuple[tuple[str, ...], ...]:
    """The needed fields (one of each tuple) that no column gives."""
    return tuple(
        choice
        for choice in _NEEDED[columns.layout.kind]
        if not any(name in columns.index for name in choice)
    )
