"""The first schema: plan, facts, show. Frozen: later changes get a migration of their own.

Spelled out here (not taken from `tables`, which moves on).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Columns = list["sa.Column[Any]"]


def upgrade() -> None:
    """Make every table."""
    _plan()
    _imports()
    _facts()
    _show()


def _of(type_: Any, names: str, *, null: bool = False) -> Columns:
    return [sa.Column(name, type_, nullable=null) for name in names.split()]


def _text(names: str) -> Columns:
    return [sa.Column(n, sa.Text(), nullable=False, server_default="") for n in names.split()]


def _whole(names: str) -> Columns:
    return _of(sa.BigInteger(), names)


def _maybe(names: str) -> Columns:
    return _of(sa.BigInteger(), names, null=True)


def _ratio(names: str) -> Columns:
    return _of(sa.Float(53), names, null=True)


def _flag(names: str) -> Columns:
    return _of(sa.Boolean(), names)


def _small(names: str) -> Columns:
    return _of(sa.SmallInteger(), names)


def _number() -> sa.Column[Any]:
    return sa.Column("no", sa.Integer(), primary_key=True)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Text(), nullable=False, unique=True)


def _session(*, key: bool = True) -> sa.Column[Any]:
    whose = sa.ForeignKey("sessions.no", ondelete="CASCADE")
    return sa.Column(
        "session_no", sa.Integer(), whose, primary_key=key, nullable=False, autoincrement=False
    )


def _plate(name: str, *columns: sa.Column[Any]) -> None:
    row = sa.Column("id", sa.Text(), primary_key=True, nullable=False)
    first = (_session(), row, *_whole("position"), *_text("title"))
    op.create_table(name, *first, *columns)


def _plan() -> None:
    op.create_table(
        "sessions",
        _number(),
        _id(),
        *_whole("revision"),
        *_text("title"),
        *_whole("planned_start"),
        *_maybe("planned_end"),
        *_text("streamer shop platform zone currency"),
        *_maybe("target_gmv ad_budget"),
        *_ratio("target_roi"),
        *_text("roi_basis"),
        *_ratio("refund_rate platform_fee"),
        *_maybe("reservations_target"),
        *_text("role_mix"),
        *_flag("archived simulated"),
        *_text("note"),
    )
    _goods_and_script()
    _traffic_and_giveaways()
    _plate(
        "warmup_tasks",
        *_whole("before"),
        *_text("kind"),
        *_maybe("target actual spend"),
        *_flag("done"),
        *_text("owner"),
        *_flag("skip"),
        *_text("note"),
    )
    revision = sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False)
    body = _of(sa.LargeBinary(), "body")
    op.create_table("sheet_revisions", _session(), revision, *_text("label"), *body)


def _goods_and_script() -> None:
    _plate(
        "products",
        *_maybe("link"),
        *_text("item_id sku role audience"),
        *_maybe("list_price live_price cost"),
        *_ratio("commission platform_fee"),
        *_maybe("stock target_units"),
        *_text("mechanism"),
        *_maybe("times_shown"),
        *_text("owner group"),
        *_flag("skip"),
        *_text("note"),
    )
    _plate(
        "segments",
        *_whole("duration"),
        *_maybe("start"),
        *_flag("linked hard milestone"),
        *_text("kind products introduction selling_point scene after_sales value"),
        *_maybe("target_gmv"),
        *_text("owner group"),
        *_flag("skip"),
        *_text("note"),
    )


def _traffic_and_giveaways() -> None:
    _plate(
        "ad_slots",
        *_text("channel"),
        *_whole("start end"),
        *_maybe("budget"),
        *_ratio("share target_roi"),
        *_text("roi_basis"),
        *_maybe("bid"),
        *_text("audience owner"),
        *_flag("skip"),
        *_text("note"),
    )
    _plate(
        "giveaways",
        *_text("kind"),
        *_maybe("start"),
        *_of(sa.Text(), "segment", null=True),
        *_whole("offset duration"),
        *_maybe("quantity unit_cost"),
        *_text("condition"),
        *_of(sa.Text(), "product", null=True),
        *_text("owner"),
        *_flag("skip"),
        *_text("note"),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        _number(),
        _id(),
        _session(key=False),
        *_text("kind source"),
        *_whole("at read kept updated unchanged refused"),
        *_flag("undone"),
        *_maybe("sheet_before sheet_after"),
    )
    op.create_index("ix_imports_session_no", "imports", ["session_no"])


def _order_columns() -> Columns:
    return [
        *_text("order_id product_id product_title"),
        *_maybe("quantity amount paid_at created_at updated_at"),
        *_small("status"),
        *_maybe("refunded refunded_at"),
        *_text("channel carrier streamer"),
        *_small("buyer_new"),
    ]


def _ad_keys() -> Columns:
    return [*_text("source channel campaign"), *_whole("from_at to_at"), *_text("basis")]


def _ad_columns() -> Columns:
    return _maybe("spend impressions clicks views orders gmv")


def _room_keys() -> Columns:
    return [*_text("source metric"), *_whole("at")]


def _room_columns() -> Columns:
    return [*_text("kind"), *_maybe("period"), *_ratio("value")]


def _facts() -> None:
    _fact("order_line", _text("line_id"), _text("line_id"), _order_columns)
    _fact("ad_sample", _ad_keys(), _ad_keys(), _ad_columns)
    _fact("room_sample", _room_keys(), _room_keys(), _room_columns)


def _fact(name: str, keys: Columns, again: Columns, columns: Callable[[], Columns]) -> None:
    for key in keys:
        key.primary_key = True
    last = _whole("import_no")
    op.create_table(f"{name}s", _session(), *keys, *columns(), *last, sqlite_with_rowid=False)
    first = (_number(), *_whole("by_import"), _session(key=False), *again)
    op.create_table(f"{name}_changes", *first, *columns(), *_whole("import_no"))
    at = ["session_no", *(key.name for key in keys)]
    op.create_index(f"ix_{name}_changes_key", f"{name}_changes", at)


def _show() -> None:
    op.create_table(
        "runs",
        _number(),
        _id(),
        _session(key=False),
        *_whole("opened"),
        *_flag("rehearsal aired ended"),
    )
    op.create_index("ix_runs_session_no", "runs", ["session_no"])
    run = sa.ForeignKey("runs.no", ondelete="CASCADE")
    op.create_table(
        "journal",
        sa.Column("run_no", sa.Integer(), run, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        *_whole("at"),
        *_text("kind body"),
        sqlite_with_rowid=False,
    )
