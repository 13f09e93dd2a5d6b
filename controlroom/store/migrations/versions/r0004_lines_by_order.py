"""An order line is known by its order and its line id: many platforms number the lines of
each order anew. What was stored stays as it is: a line id was unique before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEYS = ("session_no", "line_id", "order_id")


def upgrade() -> None:
    """The key of the lines and of what they were before."""
    op.drop_index("ix_order_line_changes_key", "order_line_changes")
    op.create_index("ix_order_line_changes_key", "order_line_changes", KEYS)
    if op.get_bind().dialect.name == "sqlite":
        _anew()
    else:
        op.drop_constraint("pk_order_lines", "order_lines", type_="primary")
        op.create_primary_key("pk_order_lines", "order_lines", KEYS)


def _anew() -> None:
    """SQLite keeps a table in the order of its key: it is written anew."""
    op.rename_table("order_lines", "order_lines_before")
    op.create_table("order_lines", *_columns(), sqlite_with_rowid=False)
    names = [column.name for column in _columns()]
    old, new = (
        sa.table(name, *map(sa.column, names)) for name in ("order_lines_before", "order_lines")
    )
    op.execute(new.insert().from_select(names, sa.select(*old.c)))
    op.drop_table("order_lines_before")


def _columns() -> list[sa.Column]:
    whose = sa.ForeignKey("sessions.no", ondelete="CASCADE")
    key = {"primary_key": True, "nullable": False}
    return [
        sa.Column("session_no", sa.Integer(), whose, autoincrement=False, **key),
        *(sa.Column(name, sa.Text(), server_default="", **key) for name in KEYS[1:]),
        *_text("product_id product_title"),
        *_maybe("quantity amount paid_at created_at updated_at"),
        *_small("status"),
        *_maybe("refunded refunded_at"),
        *_text("channel carrier streamer"),
        *_small("buyer_new"),
        sa.Column("import_no", sa.BigInteger(), nullable=False),
    ]


def _text(names: str) -> list[sa.Column]:
    return [sa.Column(n, sa.Text(), nullable=False, server_default="") for n in names.split()]


def _maybe(names: str) -> list[sa.Column]:
    return [sa.Column(n, sa.BigInteger()) for n in names.split()]


def _small(names: str) -> list[sa.Column]:
    return [sa.Column(n, sa.SmallInteger(), nullable=False) for n in names.split()]
