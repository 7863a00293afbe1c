"""Talks with divisions, and the papers of what is no case found by its number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011b"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SENTENCE = "约谈不得删除"


def upgrade() -> None:
    op.create_table(
        "talks",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("talk_number", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("office_id", KEY, nullable=False),
        sa.Column("supervisions", sa.Text(), nullable=False),
        sa.Column("orders", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("notice_id", KEY, nullable=True),
        sa.Column("record_id", KEY, nullable=True),
        sa.Column("talk_at", sa.DateTime(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("feedback_at", sa.DateTime(), nullable=True),
        sa.Column("feedback_by_name", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_talks_division_id")),
        sa.ForeignKeyConstraint(["office_id"], ["divisions.id"], name=op.f("fk_talks_office_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["documents.id"], name=op.f("fk_talks_notice_id")),
        sa.ForeignKeyConstraint(["record_id"], ["documents.id"], name=op.f("fk_talks_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("talk_number", name=op.f("uq_talks_talk_number")),
    )
    op.create_index("ix_talks_division", "talks", ["division_id", "id"], unique=False)
    op.create_index("ix_documents_case_number", "documents", ["case_number"], unique=False)
    guard = "CREATE TRIGGER talks_delete BEFORE DELETE ON talks FOR EACH ROW"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{guard} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")
    else:
        op.execute(f"{guard} EXECUTE FUNCTION keep_as_it_is('{SENTENCE}')")


def downgrade() -> None:
    op.drop_index("ix_documents_case_number", table_name="documents")
    op.drop_table("talks")
