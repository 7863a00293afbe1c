"""What goes with its last paper is listed with the disposal that two people sign, files and callers too."""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DISPOSAL = "销毁的鉴定和审批不得改动或删除"
CHECK = "核查意见不得改动或删除"
RECORD = "工单的办理记录不得改动或删除"
DRAFT_ONLY = "否定报备已提交，附件不得增删"
NO_DRAFT = "(SELECT state FROM denials WHERE id = OLD.denial_id) <> '起草'"
NO_DRAFT_BEHIND = (
    "(SELECT d.state FROM denials d JOIN attachments a ON a.denial_id = d.id"
    " WHERE a.id = OLD.attachment_id) <> '起草'"
)
DENIAL_BEHIND = "(SELECT a.denial_id FROM attachments a WHERE a.id = OLD.attachment_id)"
AGREED = "d.state IN ('已批准', '已销毁') AND d.decided_by_id <> d.proposed_by_id"
OWN_PAPERS = {
    "denial": "denials t JOIN documents o ON o.id IN (t.form_id, t.notice_id, t.unmet_id)",
    "order": "orders t JOIN documents o ON o.case_number = t.order_number",
}


def going(kind: str, key: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM left_behind l JOIN disposals d ON d.id = l.disposal_id"
        f" WHERE l.kind = '{kind}' AND l.thing_id = {key} AND l.cleared_at IS NULL AND {AGREED}"
        f" AND NOT EXISTS (SELECT 1 FROM {OWN_PAPERS[kind]} WHERE t.id = {key} AND o.destroyed_at IS NULL))"
    )


# Name, table, what is caught, when, the sentence; and whether another table says so.
BEFORE = (
    ("denial_checks_update", "denial_checks", "UPDATE", "", CHECK, False),
    ("order_records_update", "order_records", "UPDATE", "", RECORD, False),
    ("order_changes_delete", "order_changes", "DELETE", "", RECORD, False),
    ("attachments_delete", "attachments", "DELETE", NO_DRAFT, DRAFT_ONLY, True),
    ("contents_delete", "file_contents", "DELETE", NO_DRAFT_BEHIND, DRAFT_ONLY, True),
)
AFTER = (
    (
        "denial_checks_fixed",
        "denial_checks",
        "UPDATE OF id, denial_id, station, staff_id, staff_name, opinion, checked_at",
        "",
        CHECK,
        False,
    ),
    (
        "denial_checks_update",
        "denial_checks",
        "UPDATE OF check_text",
        f"NEW.check_text IS NOT NULL OR NOT {going('denial', 'NEW.denial_id')}",
        CHECK,
        True,
    ),
    (
        "order_records_fixed",
        "order_records",
        "UPDATE OF id, order_id, kind, recorded_at, division_id, division_name, staff_id, staff_name, due_on",
        "",
        RECORD,
        False,
    ),
    (
        "order_records_update",
        "order_records",
        "UPDATE OF fields",
        f"NOT {going('order', 'NEW.order_id')}",
        RECORD,
        True,
    ),
    (
        "order_changes_delete",
        "order_changes",
        "DELETE",
        f"NOT {going('order', 'OLD.order_id')}",
        RECORD,
        True,
    ),
    (
        "attachments_delete",
        "attachments",
        "DELETE",
        f"{NO_DRAFT} AND NOT {going('denial', 'OLD.denial_id')}",
        DRAFT_ONLY,
        True,
    ),
    (
        "contents_delete",
        "file_contents",
        "DELETE",
        f"{NO_DRAFT_BEHIND} AND NOT {going('denial', DENIAL_BEHIND)}",
        DRAFT_ONLY,
        True,
    ),
)
OF_NEW_TABLE = (
    (
        "left_behind_fixed",
        "left_behind",
        "UPDATE OF disposal_id, kind, thing_id, thing_number, files, complaints, callers, digest",
        "",
        DISPOSAL,
        False,
    ),
    (
        "left_behind_once",
        "left_behind",
        "UPDATE",
        "OLD.cleared_at IS NOT NULL OR NEW.cleared_at IS NULL",
        DISPOSAL,
        False,
    ),
    ("left_behind_delete", "left_behind", "DELETE", "", DISPOSAL, False),
    (
        "left_behind_insert",
        "left_behind",
        "INSERT",
        "(SELECT state FROM disposals WHERE id = NEW.disposal_id) <> '待审批'",
        DISPOSAL,
        True,
    ),
    (
        "left_behind_cleared",
        "left_behind",
        "UPDATE OF cleared_at",
        f"NOT EXISTS (SELECT 1 FROM disposals d WHERE d.id = NEW.disposal_id AND {AGREED})",
        DISPOSAL,
        True,
    ),
)
SIGNED = sa.text(
    "SELECT d.id, r.fields FROM disposals d JOIN documents r ON r.id = d.register_id WHERE d.state = '已批准'"
)
LISTED = {
    "办件": ("case", "SELECT id FROM cases WHERE case_number = :number"),
    "首问": ("contact", "SELECT id FROM contacts WHERE contact_number = :number"),
}
ADD = sa.text(
    "INSERT INTO left_behind (disposal_id, kind, thing_id, thing_number, files, complaints, callers, digest)"
    " VALUES (:disposal, :kind, :thing, :number, 0, 0, 0, '')"
)


def on_server() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def guard(name: str, table: str, event: str, when: str, sentence: str, looks: bool) -> tuple[str, ...]:
    if not on_server():
        condition = when and f" WHEN {when}"
        body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        return (f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}",)
    if not looks:
        condition = when and f" WHEN ({when})"
        body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
        return (f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}",)
    function = f"""CREATE FUNCTION {name}_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING MESSAGE = '{sentence}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {"OLD" if event == "DELETE" else "NEW"};
END $$"""
    body = f"EXECUTE FUNCTION {name}_in_draft()"
    return function, f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}"


def set_up(guards: tuple[tuple[str, str, str, str, str, bool], ...]) -> None:
    for each in guards:
        for statement in guard(*each):
            op.execute(statement)


def take_down(guards: tuple[tuple[str, str, str, str, str, bool], ...]) -> None:
    for name, table, _event, _when, _sentence, looks in guards:
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_server() else ""))
        if looks and on_server():
            op.execute(f"DROP FUNCTION {name}_in_draft()")


def list_what_was_signed() -> None:
    """List for disposals under way what their registers name."""
    connection = op.get_bind()
    for disposal, fields in connection.execute(SIGNED).all():
        for each in json.loads(fields).get("parties") or ():
            kind, wanted = LISTED[each["kind"]]
            thing = connection.execute(sa.text(wanted), {"number": each["number"]}).scalar_one()
            listed = {"disposal": disposal, "kind": kind, "thing": thing, "number": each["number"]}
            connection.execute(ADD, listed)


def upgrade() -> None:
    op.create_table(
        "left_behind",
        sa.Column("disposal_id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing_id", KEY, autoincrement=False, nullable=False),
        sa.Column("thing_number", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("callers", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("cleared_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("disposal_id", "kind", "thing_id", name="pk_left_behind"),
        sa.ForeignKeyConstraint(["disposal_id"], ["disposals.id"], name="fk_left_behind_disposal_id"),
    )
    op.create_index("ix_left_behind_thing", "left_behind", ["kind", "thing_id"])
    list_what_was_signed()
    take_down(BEFORE)
    set_up((*AFTER, *OF_NEW_TABLE))


def downgrade() -> None:
    take_down((*AFTER, *OF_NEW_TABLE))
    op.drop_table("left_behind")
    set_up(BEFORE)
