"""Indices that statistics are counted from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TAKEN_BACK = sa.text("state = '已结束' AND substr(closed_why, 1, 4) IN ('申请人书', '重复登记', '来文（交')")
INDICES = {
    "ix_cases_received": (
        "cases",
        ["received_on", "state", "division_id", "clerk_id", "matter_id", "kind", "accepted_on", "completed_on"],
    ),
    "ix_cases_completed": (
        "cases",
        ["completed_on", "due_on", "committed", "accepted_on", "division_id", "clerk_id", "matter_id", "kind"],
    ),
    "ix_documents_issued": (
        "documents",
        ["type_key", "issued_on", "state", "division_id", "issued_by_id", "case_id"],
    ),
}


def upgrade() -> None:
    for name, (table, columns) in INDICES.items():
        op.create_index(name, table, columns, unique=False)
    op.create_index(
        "ix_cases_withdrawn",
        "cases",
        ["division_id"],
        unique=False,
        sqlite_where=TAKEN_BACK,
        postgresql_where=TAKEN_BACK,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_withdrawn", "cases")
    for name, (table, _columns) in INDICES.items():
        op.drop_index(name, table)
