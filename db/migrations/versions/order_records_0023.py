"""With whom an order was before is read from an index alone."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_order_records_order_id", "order_records")
    op.create_index(
        "ix_order_records_order", "order_records", ["order_id", "division_id", "staff_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_order_records_order", "order_records")
    op.create_index("ix_order_records_order_id", "order_records", ["order_id"], unique=False)
