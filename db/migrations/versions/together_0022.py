"""Request keys with what was answered, and who has which record open for editing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_requests_staff_id")),
        sa.PrimaryKeyConstraint("request_key", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_staff_id", "requests", ["staff_id", "begun_at"], unique=False)
    op.create_table(
        "presences",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("staff_id", KEY, nullable=False, autoincrement=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_presences_staff_id")),
        sa.PrimaryKeyConstraint("record", "staff_id", name=op.f("pk_presences")),
    )


def downgrade() -> None:
    op.drop_table("presences")
    op.drop_table("requests")
