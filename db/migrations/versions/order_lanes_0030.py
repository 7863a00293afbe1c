"""The orders that a division leads are read by their day from an index of their own."""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_lead_due", "orders", ["lead_id", "due_on", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_orders_lead_due", "orders")
