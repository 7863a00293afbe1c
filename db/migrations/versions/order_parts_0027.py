"""The parts of work orders that a division owes still are read from an index of their own, by their day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

OWED = sa.text("replied_at IS NULL AND NOT withdrawn")


def upgrade() -> None:
    op.create_index(
        "ix_order_shares_open",
        "order_shares",
        ["division_id", "due_on", "order_id"],
        unique=False,
        sqlite_where=OWED,
        postgresql_where=OWED,
    )


def downgrade() -> None:
    op.drop_index("ix_order_shares_open", "order_shares", sqlite_where=OWED, postgresql_where=OWED)
