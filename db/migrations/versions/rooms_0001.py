"""People, office, calendar, ledger and matters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "arrangements",
    "calendar_versions",
    "closures",
    "divisions",
    "ledger_entries",
    "ledger_heads",
    "ledger_seals",
    "office_settings",
    "wordings",
    "matters",
    "staff",
    "grants",
)


def upgrade() -> None:
    op.create_table(
        "arrangements",
        sa.Column("arranged_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_number", sa.Text(), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("arranged_year", name=op.f("pk_arrangements")),
    )
    op.create_table(
        "calendar_versions",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_versions")),
    )
    op.create_table(
        "closures",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("first_day", "last_day", "reason", name=op.f("uq_closures_first_day")),
    )
    op.create_table(
        "divisions",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("counter_telephone", sa.Text(), nullable=True),
        sa.Column("supervision_telephone", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divisions")),
        sa.UniqueConstraint("code", name=op.f("uq_divisions_code")),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("seq", KEY, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", KEY, nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.Column("behalf_id", KEY, nullable=True),
        sa.Column("behalf_name", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=True),
        sa.Column("entry_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("subject", "place", name=op.f("uq_ledger_entries_subject")),
    )
    op.create_table(
        "ledger_heads",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("entry_count", KEY, nullable=False),
        sa.Column("chain", sa.Text(), nullable=True),
        sa.Column("last_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_heads")),
    )
    op.create_table(
        "ledger_seals",
        sa.Column("sealed_day", sa.Date(), nullable=False),
        sa.Column("last_seq", KEY, nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=True),
        sa.Column("seal_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sealed_day", name=op.f("pk_ledger_seals")),
    )
    op.create_table(
        "office_settings",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_settings")),
    )
    op.create_table(
        "wordings",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("word_key", sa.Text(), nullable=False),
        sa.Column("word_text", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint("word_key", "effective_from", name=op.f("uq_wordings_word_key")),
    )
    op.create_table(
        "matters",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("procedure_text", sa.Text(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("statutory_limit", sa.Integer(), nullable=False),
        sa.Column("committed_limit", sa.Integer(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("fee", sa.Text(), nullable=True),
        sa.Column("special_steps", sa.Text(), nullable=True),
        sa.Column("correction_limit", sa.Integer(), nullable=False),
        sa.Column("correction_unit", sa.Text(), nullable=True),
        sa.Column("counter_telephone", sa.Text(), nullable=True),
        sa.Column("supervision_telephone", sa.Text(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_matters_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("code", name=op.f("uq_matters_code")),
    )
    op.create_table(
        "staff",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("counter", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_staff_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "grants",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_grants_division_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_grants_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("staff_id", "role", "division_id", name=op.f("uq_grants_staff_id")),
    )
    op.execute("INSERT INTO ledger_heads (id, entry_count, chain) VALUES (1, 0, '')")
    op.execute("INSERT INTO calendar_versions (id, version) VALUES (1, 0)")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
