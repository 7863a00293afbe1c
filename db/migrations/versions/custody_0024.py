"""Who holds what somebody waits for is read from an index alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

OPEN = sa.text("open_key IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_segments_open",
        "segments",
        ["subject", "staff_id", "open_key"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("ix_segments_open", "segments", sqlite_where=OPEN, postgresql_where=OPEN)
