"""Milestones of a session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One text a session; "" stands for the usual milestones."""
    op.add_column("sessions", sa.Column("goals", sa.Text(), nullable=False, server_default=""))
