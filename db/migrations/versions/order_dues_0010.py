"""Until when what is put on record of a work order had to be done, so that figures of past months stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("order_records", sa.Column("due_on", sa.Date()))
    op.create_index("ix_order_records_due", "order_records", ["kind", "due_on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_order_records_due", table_name="order_records")
    op.drop_column("order_records", "due_on")
