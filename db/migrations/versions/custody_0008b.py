"""Who handed a segment on, whether it was reassigned, and what passed through somebody's hands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008b"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDICES = {
    "ix_segments_passed": (
        ["staff_id", "subject", "until_at"],
        "until_at IS NOT NULL",
    ),
    "ix_segments_by": (["by_id", "subject"], "by_id IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("segments", sa.Column("by_id", KEY, nullable=True))
    moved: sa.Column[bool] = sa.Column("reassigned", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("segments", moved)
    for name, (columns, where) in INDICES.items():
        which = sa.text(where)
        op.create_index(name, "segments", columns, sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    for name in INDICES:
        op.drop_index(name, table_name="segments")
    op.drop_column("segments", "reassigned")
    op.drop_column("segments", "by_id")
