"""How long papers are kept, what is held back, and what two people had destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ERASED = "fields, imprint, party, telephone, matter_name, destroyed_at, disposal_id, digest"
FIXED = (
    "id, type_key, type_version, title, number_text, number_mark, number_year, number_sequence, division_id,"
    " division_name, case_id, case_number, issued_on, issued_at, issued_by_id, issuer_name, code, request_key"
)
FIXED_BEFORE = (
    "id, type_key, type_version, title, number_text, number_mark, number_year, number_sequence, division_id,"
    " division_name, case_id, case_number, matter_name, party, telephone, issued_on, issued_at, issued_by_id,"
    " issuer_name, code, request_key, fields, imprint"
)
DOCUMENT = "已签发的文书不得改动或删除"
TERM = "保管期限的规定不得改动或删除，只能另定新的"
HOLD = "暂缓销毁的记录不得改动或删除"
DISPOSAL = "销毁的鉴定和审批不得改动或删除"
NOT_AGREED = (
    "NOT (OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND NEW.state = OLD.state"
    " AND NEW.fields = '{}' AND NEW.imprint = '{}' AND NEW.party IS NULL AND NEW.telephone IS NULL"
    " AND NEW.matter_name IS NULL AND EXISTS (SELECT 1 FROM disposal_items i"
    " JOIN disposals d ON d.id = i.disposal_id WHERE i.document_id = NEW.id AND d.id = NEW.disposal_id"
    " AND d.state = '已批准' AND d.decided_by_id <> d.proposed_by_id AND i.digest = NEW.digest))"
)
OVER = (
    "OLD.state NOT IN ('待审批', '已批准') OR OLD.state = '已批准' AND NEW.state <> '已销毁'"
    " OR NEW.state = '已批准' AND (NEW.decided_by_id IS NULL OR NEW.decided_by_id = NEW.proposed_by_id)"
)
SETTLED = "(SELECT state FROM disposals WHERE id = NEW.disposal_id) <> '待审批'"
BEFORE = (
    ("documents_fixed", "documents", f"UPDATE OF {FIXED_BEFORE}", "", DOCUMENT),
    ("documents_void", "documents", "UPDATE", "OLD.state = '已作废'", DOCUMENT),
)
AFTER = (
    ("documents_fixed", "documents", f"UPDATE OF {FIXED}", "", DOCUMENT),
    (
        "documents_void",
        "documents",
        "UPDATE",
        "OLD.destroyed_at IS NOT NULL OR OLD.state = '已作废' AND NEW.destroyed_at IS NULL",
        DOCUMENT,
    ),
)
OF_NEW_TABLES = (
    ("retention_rules_update", "retention_rules", "UPDATE", "", TERM),
    ("retention_rules_delete", "retention_rules", "DELETE", "", TERM),
    ("retention_holds_update", "retention_holds", "UPDATE", "OLD.lifted_at IS NOT NULL", HOLD),
    ("retention_holds_delete", "retention_holds", "DELETE", "", HOLD),
    (
        "disposals_update",
        "disposals",
        "UPDATE",
        OVER,
        DISPOSAL,
    ),
    ("disposals_delete", "disposals", "DELETE", "", DISPOSAL),
    ("disposal_items_update", "disposal_items", "UPDATE", "", DISPOSAL),
    ("disposal_items_delete", "disposal_items", "DELETE", "", DISPOSAL),
)
LOOKING = (
    ("documents_erased", "documents", f"UPDATE OF {ERASED}", NOT_AGREED, DOCUMENT),
    ("disposal_items_insert", "disposal_items", "INSERT", SETTLED, DISPOSAL),
)


def tables() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("type_key", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text()),
        sa.Column("set_by_name", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_retention_rules"),
        sa.UniqueConstraint("type_key", "effective_from", name="uq_retention_rules_type_key"),
    )
    op.create_table(
        "retention_holds",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("held_number", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("placed_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("by_name", sa.Text()),
        sa.Column("lifted_at", sa.DateTime()),
        sa.Column("lifted_by_name", sa.Text()),
        sa.Column("lifted_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_retention_holds"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_retention_holds_by_id"),
    )
    still = sa.text("lifted_at IS NULL")
    op.create_index(
        "ix_retention_holds_open",
        "retention_holds",
        ["held_number"],
        sqlite_where=still,
        postgresql_where=still,
    )


def disposals() -> None:
    people = ("proposed_by_id", "proposed_for_id", "decided_by_id", "decided_for_id")
    op.create_table(
        "disposals",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("opinion", sa.Text()),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("proposed_for_id", KEY),
        sa.Column("proposed_by_name", sa.Text()),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("package_name", sa.Text()),
        sa.Column("package_digest", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", KEY),
        sa.Column("decided_for_id", KEY),
        sa.Column("decided_by_name", sa.Text()),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("decision", sa.Text()),
        sa.Column("register_id", KEY),
        sa.Column("finished_at", sa.DateTime()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disposals"),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name="fk_disposals_division_id"),
        sa.ForeignKeyConstraint(["register_id"], ["documents.id"], name="fk_disposals_register_id"),
        *(sa.ForeignKeyConstraint([each], ["staff.id"], name=f"fk_disposals_{each}") for each in people),
    )
    op.create_table(
        "disposal_items",
        sa.Column("disposal_id", KEY, autoincrement=False, nullable=False),
        sa.Column("document_id", KEY, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("disposal_id", "document_id", name="pk_disposal_items"),
        sa.ForeignKeyConstraint(["disposal_id"], ["disposals.id"], name="fk_disposal_items_disposal_id"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_disposal_items_document_id"),
    )
    op.create_index("ix_disposal_items_document_id", "disposal_items", ["document_id"])


def guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = when and f" WHEN {when}"
    if op.get_bind().dialect.name == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    else:
        condition = when and f" WHEN ({when})"
        body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


def looking(name: str, table: str, event: str, when: str, sentence: str) -> tuple[str, ...]:
    if op.get_bind().dialect.name == "sqlite":
        return (guard(name, table, event, when, sentence),)
    function = f"""CREATE FUNCTION {name}_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING MESSAGE = '{sentence}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$"""
    body = f"EXECUTE FUNCTION {name}_in_draft()"
    return function, f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}"


def drop_guard(name: str, table: str) -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_server else ""))


def upgrade() -> None:
    tables()
    disposals()
    for name, kind in (("destroyed_at", sa.DateTime()), ("disposal_id", KEY), ("digest", sa.Text())):
        op.add_column("documents", sa.Column(name, kind, nullable=True))
    for name, table, *_rest in BEFORE:
        drop_guard(name, table)
    for each in (*AFTER, *OF_NEW_TABLES):
        op.execute(guard(*each))
    for each in LOOKING:
        for statement in looking(*each):
            op.execute(statement)


def downgrade() -> None:
    for name, table, *_rest in (*AFTER, *OF_NEW_TABLES, *LOOKING):
        drop_guard(name, table)
    if op.get_bind().dialect.name == "postgresql":
        for name, *_rest in LOOKING:
            op.execute(f"DROP FUNCTION {name}_in_draft()")
    for table in ("disposal_items", "disposals", "retention_holds", "retention_rules"):
        op.drop_table(table)
    for name in ("digest", "disposal_id", "destroyed_at"):
        op.drop_column("documents", name)
    for each in BEFORE:
        op.execute(guard(*each))
