"""The 12345 work order a first contact was turned into."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013b"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("order_id", KEY, nullable=True))
    op.add_column("contacts", sa.Column("order_number", sa.Text(), nullable=True))
    op.create_index("ix_contacts_order_id", "contacts", ["order_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_contacts_order_id", table_name="contacts")
    op.drop_column("contacts", "order_number")
    op.drop_column("contacts", "order_id")
