"""Undo that outlives the program: each edit as a step of its own, and rows that can be
put between two others without moving them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STRIDE = 1 << 20
PLATES = ("products", "segments", "ad_slots", "giveaways", "warmup_tasks")


def upgrade() -> None:
    """Steps, the state of each plan, and room between the rows."""
    op.create_table(
        "plan_state",
        _session(),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("discarded", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "sheet_steps",
        _session(),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False, server_default=""),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    for plate in PLATES:
        rows = sa.table(plate, sa.column("position", sa.BigInteger()))
        op.execute(sa.update(rows).values(position=rows.c.position * STRIDE))


def _session() -> sa.Column:
    whose = sa.ForeignKey("sessions.no", ondelete="CASCADE")
    return sa.Column(
        "session_no", sa.Integer(), whose, primary_key=True, nullable=False, autoincrement=False
    )
