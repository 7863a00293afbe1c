"""Cases, register, custody and search, and the guards of what must never change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "number_counters",
    "search_pairs",
    "search_texts",
    "cases",
    "drafts",
    "segments",
    "deferrals",
    "documents",
    "prints",
    "second_notices",
)
COUNTED = ("type_key", "division_id", "number_year", "number_sequence")
LISTED = ["division_id", "state", "type_key", "issued_on"]
FIXED = (
    "id, type_key, type_version, title, number_text, number_mark, number_year, number_sequence, "
    "division_id, division_name, case_id, case_number, matter_name, party, telephone, "
    "issued_on, issued_at, issued_by_id, issuer_name, code, request_key, fields, imprint"
)
VOID = "已作废"

LEDGER = "台账只能追加，不得改动或删除"
DOCUMENT = "已签发的文书不得改动或删除"
COUNTER = "编号不得往回调"

# Name, table, what is caught, when (OLD and NEW are the rows), and the sentence.
GUARDS = (
    ("ledger_entries_update", "ledger_entries", "UPDATE", "", LEDGER),
    ("ledger_entries_delete", "ledger_entries", "DELETE", "", LEDGER),
    ("ledger_seals_update", "ledger_seals", "UPDATE", "", LEDGER),
    ("ledger_seals_delete", "ledger_seals", "DELETE", "", LEDGER),
    ("ledger_heads_update", "ledger_heads", "UPDATE", "NEW.entry_count <= OLD.entry_count", LEDGER),
    ("ledger_heads_delete", "ledger_heads", "DELETE", "", LEDGER),
    ("documents_fixed", "documents", f"UPDATE OF {FIXED}", "", DOCUMENT),
    ("documents_void", "documents", "UPDATE", f"OLD.state = '{VOID}'", DOCUMENT),
    ("documents_delete", "documents", "DELETE", "", DOCUMENT),
    ("prints_update", "prints", "UPDATE", "", "打印记录不得改动或删除"),
    ("prints_delete", "prints", "DELETE", "", "打印记录不得改动或删除"),
    (
        "counters_update",
        "number_counters",
        "UPDATE",
        "OLD.taken AND (NEW.last_number < OLD.last_number OR NOT NEW.taken)",
        COUNTER,
    ),
    ("counters_delete", "number_counters", "DELETE", "OLD.taken", COUNTER),
)


def guards(dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return tuple(sqlite_guard(*guard) for guard in GUARDS)
    return (FUNCTION, *(server_guard(*guard) for guard in GUARDS))


def sqlite_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN {when}" if when else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


FUNCTION = """CREATE FUNCTION keep_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
END $$"""


def server_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN ({when})" if when else ""
    body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


def upgrade() -> None:
    op.create_table(
        "number_counters",
        sa.Column("type_key", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, autoincrement=False, nullable=False),
        sa.Column("number_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("type_key", "division_id", "number_year", name=op.f("pk_number_counters")),
    )
    op.create_table(
        "search_pairs",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pair", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "pair", "id", name=op.f("pk_search_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_texts",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("tails", sa.Text(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_search_texts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cases",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("matter_id", KEY, nullable=False),
        sa.Column("matter_code", sa.Text(), nullable=False),
        sa.Column("matter_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("clerk_id", KEY, nullable=False),
        sa.Column("clerk_name", sa.Text(), nullable=True),
        sa.Column("counter", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["clerk_id"], ["staff.id"], name=op.f("fk_cases_clerk_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_cases_division_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_cases_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("case_number", name=op.f("uq_cases_case_number")),
    )
    op.create_index("ix_cases_list", "cases", ["division_id", "state"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("staff_id", KEY, autoincrement=False, nullable=False),
        sa.Column("type_key", sa.Text(), nullable=False),
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_drafts_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "type_key", "case_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "segments",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("open_key", sa.Text(), nullable=True),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("staff_id", KEY, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("shown_number", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("unit_count", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("since_at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_segments_division_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_segments_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("open_key", name=op.f("uq_segments_open_key")),
    )
    op.create_index("ix_segments_division", "segments", ["division_id", "open_key"], unique=False)
    op.create_index("ix_segments_staff", "segments", ["staff_id", "open_key"], unique=False)
    op.create_index("ix_segments_subject", "segments", ["subject"], unique=False)
    op.create_table(
        "deferrals",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("clerk_id", KEY, nullable=False),
        sa.Column("clerk_name", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("matter_name", sa.Text(), nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("promised_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deferrals_case_id")),
        sa.ForeignKeyConstraint(["clerk_id"], ["staff.id"], name=op.f("fk_deferrals_clerk_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_deferrals_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferrals")),
    )
    op.create_index("ix_deferrals_open", "deferrals", ["answered_at"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("type_key", sa.Text(), nullable=False),
        sa.Column("type_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number_text", sa.Text(), nullable=False),
        sa.Column("number_mark", sa.Text(), nullable=True),
        sa.Column("number_year", sa.Integer(), nullable=False),
        sa.Column("number_sequence", sa.Integer(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("matter_name", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", KEY, nullable=False),
        sa.Column("issuer_name", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by_name", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("imprint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_documents_case_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_documents_division_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["staff.id"], name=op.f("fk_documents_issued_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("number_text", name=op.f("uq_documents_number_text")),
        sa.UniqueConstraint("request_key", name=op.f("uq_documents_request_key")),
        sa.UniqueConstraint(*COUNTED, name=op.f("uq_documents_type_key")),
    )
    op.create_index(op.f("ix_documents_case_id"), "documents", ["case_id"], unique=False)
    op.create_index("ix_documents_list", "documents", LISTED)
    op.create_table(
        "prints",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("staff_name", sa.Text(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("printer", sa.Text(), nullable=True),
        sa.Column("reprint", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_prints_document_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_prints_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prints")),
    )
    op.create_index(op.f("ix_prints_document_id"), "prints", ["document_id"], unique=False)
    op.create_table(
        "second_notices",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("clerk_id", KEY, nullable=False),
        sa.Column("clerk_name", sa.Text(), nullable=True),
        sa.Column("matter_name", sa.Text(), nullable=True),
        sa.Column("head_id", KEY, nullable=False),
        sa.Column("head_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_second_notices_case_id")),
        sa.ForeignKeyConstraint(["clerk_id"], ["staff.id"], name=op.f("fk_second_notices_clerk_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_second_notices_document_id")),
        sa.ForeignKeyConstraint(["head_id"], ["staff.id"], name=op.f("fk_second_notices_head_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_notices")),
        sa.UniqueConstraint("document_id", name=op.f("uq_second_notices_document_id")),
    )
    for guard in guards(op.get_bind().dialect.name):
        op.execute(guard)


def downgrade() -> None:
    for name, table, *_ in GUARDS:
        on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER {name}{on}")
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_as_it_is()")
