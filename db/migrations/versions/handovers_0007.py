"""Handovers, and what was done in somebody's place found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SENTENCE = "工作交接不得删除"


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("absence_id", KEY, nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("post_name", sa.Text(), nullable=False),
        sa.Column("receiver_name", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("sheet_id", KEY, nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("made_by_name", sa.Text(), nullable=True),
        sa.Column("return_sheet_id", KEY, nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by_name", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absences.id"], name=op.f("fk_handovers_absence_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_handovers_staff_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_handovers_division_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["documents.id"], name=op.f("fk_handovers_sheet_id")),
        sa.ForeignKeyConstraint(
            ["return_sheet_id"], ["documents.id"], name=op.f("fk_handovers_return_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("absence_id", name=op.f("uq_handovers_absence_id")),
    )
    op.create_index(op.f("ix_handovers_staff_id"), "handovers", ["staff_id"], unique=False)
    op.create_index(
        "ix_ledger_entries_behalf",
        "ledger_entries",
        ["behalf_id", "entered_at"],
        unique=False,
        sqlite_where=sa.text("behalf_id IS NOT NULL"),
        postgresql_where=sa.text("behalf_id IS NOT NULL"),
    )
    guard = "CREATE TRIGGER handovers_delete BEFORE DELETE ON handovers FOR EACH ROW"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{guard} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")
    else:
        op.execute(f"{guard} EXECUTE FUNCTION keep_as_it_is('{SENTENCE}')")


def downgrade() -> None:
    op.drop_index("ix_ledger_entries_behalf", table_name="ledger_entries")
    op.drop_table("handovers")
