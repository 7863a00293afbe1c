"""Denials with checks, files and complaints; what acceptance, pauses and completion add to cases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("denials", "denial_checks", "attachments", "file_contents", "complaints")
CASE_COLUMNS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("reference", sa.Text(), {}),
    ("committed", sa.Integer(), {"server_default": "0", "nullable": False}),
    ("statutory", sa.Integer(), {"server_default": "0", "nullable": False}),
    ("pauses", sa.Text(), {"server_default": "[]", "nullable": False}),
    ("extension", sa.Text(), {}),
    ("result", sa.Text(), {}),
    ("completed_on", sa.Date(), {}),
    ("due_on", sa.Date(), {}),
    ("served_on", sa.Date(), {}),
)
SEGMENT_COLUMNS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("pauses", sa.Text(), {}),
    ("outer_count", sa.Integer(), {"server_default": "0", "nullable": False}),
    ("outer_due_on", sa.Date(), {}),
)
OPEN = sa.text("open_key IS NOT NULL")
OPEN_INDICES = {
    "ix_segments_due": ["due_on", "since_at", "id", "division_id", "staff_id"],
    "ix_segments_staff": ["staff_id", "division_id"],
    "ix_segments_tally": ["division_id", "due_on", "unit", "unit_count", "staff_id", "step"],
}

CHECK = "核查意见不得改动或删除"
FILE = "附件不得改动"
DRAFT_ONLY = "否定报备已提交，附件不得增删"

# Name, table, what is caught, when (OLD and NEW are the rows), and the sentence.
GUARDS = (
    ("denials_delete", "denials", "DELETE", "", "否定报备不得删除"),
    ("denial_checks_update", "denial_checks", "UPDATE", "", CHECK),
    ("denial_checks_delete", "denial_checks", "DELETE", "", CHECK),
    ("complaints_delete", "complaints", "DELETE", "", "投诉不得删除"),
    ("attachments_update", "attachments", "UPDATE", "", FILE),
    ("contents_update", "file_contents", "UPDATE", "", FILE),
)
# Name, table, what is caught, and when: the denial is a draft no more.
DRAFTS = (
    (
        "attachments_insert",
        "attachments",
        "INSERT",
        "(SELECT state FROM denials WHERE id = NEW.denial_id) <> '起草'",
    ),
    (
        "attachments_delete",
        "attachments",
        "DELETE",
        "(SELECT state FROM denials WHERE id = OLD.denial_id) <> '起草'",
    ),
    (
        "contents_insert",
        "file_contents",
        "INSERT",
        (
            "(SELECT d.state FROM denials d JOIN attachments a ON a.denial_id = d.id"
            " WHERE a.id = NEW.attachment_id) <> '起草'"
        ),
    ),
    (
        "contents_delete",
        "file_contents",
        "DELETE",
        (
            "(SELECT d.state FROM denials d JOIN attachments a ON a.denial_id = d.id"
            " WHERE a.id = OLD.attachment_id) <> '起草'"
        ),
    ),
)


def guards(dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return (
            *(sqlite_guard(*guard) for guard in GUARDS),
            *(sqlite_guard(*guard, DRAFT_ONLY) for guard in DRAFTS),
        )
    return (
        *(server_guard(*guard) for guard in GUARDS),
        *(statement for guard in DRAFTS for statement in server_draft_guard(*guard)),
    )


def sqlite_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN {when}" if when else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


def server_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN ({when})" if when else ""
    body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


def server_draft_guard(name: str, table: str, event: str, when: str) -> tuple[str, str]:
    function = f"""CREATE FUNCTION {name}_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING MESSAGE = '{DRAFT_ONLY}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {"OLD" if event == "DELETE" else "NEW"};
END $$"""
    body = f"EXECUTE FUNCTION {name}_in_draft()"
    return function, f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}"


def upgrade() -> None:
    for name, kind, options in CASE_COLUMNS:
        op.add_column("cases", sa.Column(name, kind, **options))
    for name, kind, options in SEGMENT_COLUMNS:
        op.add_column("segments", sa.Column(name, kind, **options))
    op.drop_index("ix_segments_division", "segments")
    op.drop_index("ix_segments_staff", "segments")
    for name, columns in OPEN_INDICES.items():
        op.create_index(name, "segments", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    make_tables()
    for guard in guards(op.get_bind().dialect.name):
        op.execute(guard)


def make_tables() -> None:
    op.create_table(
        "denials",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("matter_name", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("prepared_by_id", KEY, nullable=False),
        sa.Column("prepared_by_name", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("told_before", sa.Boolean(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("handler_id", KEY, nullable=True),
        sa.Column("handler_name", sa.Text(), nullable=True),
        sa.Column("head_id", KEY, nullable=True),
        sa.Column("leader_id", KEY, nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("filed_at", sa.DateTime(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("archived_by_name", sa.Text(), nullable=True),
        sa.Column("form_id", KEY, nullable=True),
        sa.Column("notice_id", KEY, nullable=True),
        sa.Column("unmet_id", KEY, nullable=True),
        sa.Column("case_state_before", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_denials_case_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_denials_division_id")),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["staff.id"], name=op.f("fk_denials_prepared_by_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_denials_handler_id")),
        sa.ForeignKeyConstraint(["head_id"], ["staff.id"], name=op.f("fk_denials_head_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["staff.id"], name=op.f("fk_denials_leader_id")),
        sa.ForeignKeyConstraint(["form_id"], ["documents.id"], name=op.f("fk_denials_form_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["documents.id"], name=op.f("fk_denials_notice_id")),
        sa.ForeignKeyConstraint(["unmet_id"], ["documents.id"], name=op.f("fk_denials_unmet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_denials")),
    )
    op.create_index(op.f("ix_denials_case_id"), "denials", ["case_id"], unique=False)
    op.create_index("ix_denials_list", "denials", ["division_id", "state"], unique=False)
    op.create_table(
        "denial_checks",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("denial_id", KEY, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("staff_name", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("check_text", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["denial_id"], ["denials.id"], name=op.f("fk_denial_checks_denial_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_denial_checks_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_denial_checks")),
    )
    op.create_index(op.f("ix_denial_checks_denial_id"), "denial_checks", ["denial_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("denial_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["denial_id"], ["denials.id"], name=op.f("fk_attachments_denial_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_denial_id"), "attachments", ["denial_id"], unique=False)
    op.create_table(
        "file_contents",
        sa.Column("attachment_id", KEY, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_file_contents_attachment_id")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_file_contents")),
    )
    op.create_table(
        "complaints",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("denial_id", KEY, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("taken_by_id", KEY, nullable=False),
        sa.Column("taken_by_name", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", KEY, nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["denial_id"], ["denials.id"], name=op.f("fk_complaints_denial_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["staff.id"], name=op.f("fk_complaints_taken_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.id"], name=op.f("fk_complaints_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
    )
    op.create_index(op.f("ix_complaints_denial_id"), "complaints", ["denial_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):  # a table takes its triggers with it
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name, *_ in DRAFTS:
            op.execute(f"DROP FUNCTION {name}_in_draft()")
    op.execute("DELETE FROM search_pairs WHERE kind = 3")
    op.execute("DELETE FROM search_texts WHERE kind = 3")
    for name in OPEN_INDICES:
        op.drop_index(name, "segments")
    op.create_index("ix_segments_division", "segments", ["division_id", "open_key"], unique=False)
    op.create_index("ix_segments_staff", "segments", ["staff_id", "open_key"], unique=False)
    for name, *_ in reversed(SEGMENT_COLUMNS):
        op.drop_column("segments", name)
    for name, *_ in reversed(CASE_COLUMNS):
        op.drop_column("cases", name)
