"""Every table there is. A change here needs a migration beside it (`migrations/versions`)
and a new `SCHEMA` number. Instants and spans are ms, money is minor units."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

SCHEMA = "0004"
"""The number of the newest migration: what `tables` describes."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

Col = Column[object]


def _text(*names: str) -> list[Col]:
    """Words; "" when not given."""
    return [Column(name, Text, nullable=False, server_default="") for name in names]


def _whole(*names: str) -> list[Col]:
    """Counts, amounts, instants or spans that must be there."""
    return [Column(name, BigInteger, nullable=False) for name in names]


def _maybe(*names: str) -> list[Col]:
    """Counts, amounts, instants or spans that may be unknown (NULL)."""
    return [Column(name, BigInteger) for name in names]


def _ratio(*names: str) -> list[Col]:
    """Ratios that may be unknown."""
    return [Column(name, Float(53)) for name in names]


def _flag(*names: str) -> list[Col]:
    return [Column(name, Boolean, nullable=False) for name in names]


def _small(*names: str) -> list[Col]:
    return [Column(name, SmallInteger, nullable=False) for name in names]


def _of_session(*, key: bool = True) -> Col:
    whose = ForeignKey("sessions.no", ondelete="CASCADE")
    return Column(
        "session_no", Integer, whose, primary_key=key, nullable=False, autoincrement=False
    )


def _number() -> Col:
    return Column("no", Integer, primary_key=True)


def _id(*, unique: bool = False) -> Col:
    return Column("id", Text, nullable=False, unique=unique)


# --- the plan: one row per row of the newest revision --------------------------------

sessions = Table(
    "sessions",
    metadata,
    _number(),
    _id(unique=True),
    *_whole("revision"),
    *_text("title"),
    *_whole("planned_start"),
    *_maybe("planned_end"),
    *_text("streamer", "shop", "platform", "zone", "currency"),
    *_maybe("target_gmv", "ad_budget"),
    *_ratio("target_roi"),
    *_text("roi_basis"),
    *_ratio("refund_rate", "platform_fee"),
    *_maybe("reservations_target"),
    *_text("role_mix"),  # JSON: [[role, share], …]
    *_flag("archived", "simulated"),
    *_text("note", "goals"),
)


def _plate(name: str, *columns: Col) -> Table:
    """A plate's table: rows of a session by id, ordered by `position` (see `rows`)."""
    row = Column("id", Text, primary_key=True, nullable=False)
    return Table(name, metadata, _of_session(), row, *_whole("position"), *_text("title"), *columns)


products = _plate(
    "products",
    *_maybe("link"),
    *_text("item_id", "sku", "role", "audience"),
    *_maybe("list_price", "live_price", "cost"),
    *_ratio("commission", "platform_fee"),
    *_maybe("stock", "target_units"),
    *_text("mechanism"),
    *_maybe("times_shown"),
    *_text("owner", "group"),
    *_flag("skip"),
    *_text("note"),
)
segments = _plate(
    "segments",
    *_whole("duration"),
    *_maybe("start"),
    *_flag("linked", "hard", "milestone"),
    *_text("kind", "products"),  # products: JSON list of row ids
    *_text("introduction", "selling_point", "scene", "after_sales", "value"),
    *_maybe("target_gmv"),
    *_text("owner", "group"),
    *_flag("skip"),
    *_text("note"),
)
ad_slots = _plate(
    "ad_slots",
    *_text("channel"),
    *_whole("start", "end"),
    *_maybe("budget"),
    *_ratio("share", "target_roi"),
    *_text("roi_basis"),
    *_maybe("bid"),
    *_text("audience", "owner"),
    *_flag("skip"),
    *_text("note"),
)
giveaways = _plate(
    "giveaways",
    *_text("kind"),
    *_maybe("start"),
    Column("segment", Text),
    *_whole("offset", "duration"),
    *_maybe("quantity", "unit_cost"),
    *_text("condition"),
    Column("product", Text),
    *_text("owner"),
    *_flag("skip"),
    *_text("note"),
)
warmup_tasks = _plate(
    "warmup_tasks",
    *_whole("before"),
    *_text("kind"),
    *_maybe("target", "actual", "spend"),
    *_flag("done"),
    *_text("owner"),
    *_flag("skip"),
    *_text("note"),
)
sheet_revisions = Table(
    "sheet_revisions",
    metadata,
    _of_session(),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    *_text("label"),
    Column("body", LargeBinary, nullable=False),  # zlib of plan.codec JSON
)

plan_state = Table(
    "plan_state",
    metadata,
    _of_session(),
    Column("done", Integer, nullable=False),  # the place of the newest step that is done
    *_flag("discarded"),  # put into the bin: it is as if it were not there
)
sheet_steps = Table(
    "sheet_steps",
    metadata,
    _of_session(),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    *_text("label"),  # JSON of a Message
    Column("body", LargeBinary, nullable=False),  # zlib of JSON: patches back and forth
)

# --- the facts -----------------------------------------------------------------------

imports = Table(
    "imports",
    metadata,
    _number(),
    _id(unique=True),
    _of_session(key=False),
    *_text("kind", "source"),
    *_whole("at", "read", "kept", "updated", "unchanged", "refused"),
    *_flag("undone"),
    *_maybe("sheet_before", "sheet_after"),  # revisions around an import of a run-sheet
    Index("ix_imports_session_no", "session_no"),
)


def _order_keys() -> list[Col]:
    return _text("line_id", "order_id")  # many platforms number the lines of each order anew


def _order_columns() -> list[Col]:
    return [
        *_text("product_id", "product_title"),
        *_maybe("quantity", "amount", "paid_at", "created_at", "updated_at"),
        *_small("status"),
        *_maybe("refunded", "refunded_at"),
        *_text("channel", "carrier", "streamer"),
        *_small("buyer_new"),
    ]


def _ad_columns() -> list[Col]:
    return _maybe("spend", "impressions", "clicks", "views", "orders", "gmv")


def _room_columns() -> list[Col]:
    return [*_text("kind"), *_maybe("period"), *_ratio("value")]


def _facts(name: str, keys: list[Col], values: list[Col]) -> Table:
    """Facts of a session by natural key; `import_no` wrote the row last (0: live)."""
    for key in keys:
        key.primary_key = True
    return Table(
        name, metadata, _of_session(), *keys, *values, *_whole("import_no"), sqlite_with_rowid=False
    )


def _changes(name: str, keys: list[Col], values: list[Col]) -> Table:
    """What rows held before `by_import` changed them, so that it can be taken back."""
    at = [key.name for key in keys]
    return Table(
        name,
        metadata,
        _number(),
        *_whole("by_import"),
        _of_session(key=False),
        *keys,
        *values,
        *_whole("import_no"),
        Index(f"ix_{name}_key", "session_no", *at),
    )


def _ad_keys() -> list[Col]:
    return [*_text("source", "channel", "campaign"), *_whole("from_at", "to_at"), *_text("basis")]


def _room_keys() -> list[Col]:
    return [*_text("source", "metric"), *_whole("at")]


order_lines = _facts("order_lines", _order_keys(), _order_columns())
order_line_changes = _changes("order_line_changes", _order_keys(), _order_columns())
ad_samples = _facts("ad_samples", _ad_keys(), _ad_columns())
ad_sample_changes = _changes("ad_sample_changes", _ad_keys(), _ad_columns())
room_samples = _facts("room_samples", _room_keys(), _room_columns())
room_sample_changes = _changes("room_sample_changes", _room_keys(), _room_columns())

# --- the show ------------------------------------------------------------------------

runs = Table(
    "runs",
    metadata,
    _number(),
    _id(unique=True),
    _of_session(key=False),
    *_whole("opened"),
    *_flag("rehearsal", "aired", "ended"),
    Index("ix_runs_session_no", "session_no"),
)
journal = Table(
    "journal",
    metadata,
    Column(
        "run_no",
        Integer,
        ForeignKey("runs.no", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    *_whole("at"),
    *_text("kind", "body"),  # body: JSON of live.codec
    sqlite_with_rowid=False,
)
