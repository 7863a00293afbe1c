"""The responsibility directory and the knowledge base of the hotline."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GUARDS = (
    ("directory_delete", "directory", "职责目录不得删除，只能填失效日期"),
    ("answers_delete", "answers", "知识库条目不得删除，只能停用"),
)


def upgrade() -> None:
    op.create_table(
        "directory",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("lead_id", KEY, nullable=False),
        sa.Column("co_handling", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["divisions.id"], name=op.f("fk_directory_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory")),
    )
    op.create_table(
        "answers",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("proposed_by_name", sa.Text(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_answers_division_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_answers_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_order_number"), "answers", ["order_number"], unique=False)
    in_file = op.get_bind().dialect.name == "sqlite"
    for name, table, sentence in GUARDS:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        body = refuse if in_file else f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
        op.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW {body}")


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("directory")
    op.execute("DELETE FROM search_pairs WHERE kind = 7")
    op.execute("DELETE FROM search_texts WHERE kind = 7")
