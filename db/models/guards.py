"""Triggers by which the archive itself keeps what must never change."""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from sqlalchemy import Table

from db.models.denials import check_rows
from db.models.documents import document_rows
from db.models.orders import record_rows
from db.models.retention import left_rows

_CHANGEABLE = {"state", "void_reason", "voided_at", "voided_by_name", "served_on", "version"}
_ERASED = ("fields", "imprint", "party", "telephone", "matter_name", "destroyed_at", "disposal_id", "digest")
_FIXED = ", ".join(
    column.name for column in document_rows.columns if column.name not in {*_CHANGEABLE, *_ERASED}
)
_VOID = "已作废"
# A paper is erased whole, once, as two people agreed, and leaves its hash.
_NOT_AGREED = (
    "NOT (OLD.destroyed_at IS NULL AND NEW.destroyed_at IS NOT NULL AND NEW.state = OLD.state"
    " AND NEW.fields = '{}' AND NEW.imprint = '{}' AND NEW.party IS NULL AND NEW.telephone IS NULL"
    " AND NEW.matter_name IS NULL AND EXISTS (SELECT 1 FROM disposal_items i"
    " JOIN disposals d ON d.id = i.disposal_id WHERE i.document_id = NEW.id AND d.id = NEW.disposal_id"
    " AND d.state = '已批准' AND d.decided_by_id <> d.proposed_by_id AND i.digest = NEW.digest))"
)

_LEDGER = "台账只能追加，不得改动或删除"
_DOCUMENT = "已签发的文书不得改动或删除"
_COUNTER = "编号不得往回调"
_CHECK = "核查意见不得改动或删除"
_FILE = "附件不得改动"
_TERM = "保管期限的规定不得改动或删除，只能另定新的"
_HOLD = "暂缓销毁的记录不得改动或删除"
_DISPOSAL = "销毁的鉴定和审批不得改动或删除"
_RECORD = "工单的办理记录不得改动或删除"
_STAFF = "人员不得删除，只能停用"
_DIVISION = "单位不得删除，只能停用"
_DRAFT_ONLY = "否定报备已提交，附件不得增删"
_NO_DRAFT = "(SELECT state FROM denials WHERE id = ROW.denial_id) <> '起草'"
_NO_DRAFT_BEHIND = (
    "(SELECT d.state FROM denials d JOIN attachments a ON a.denial_id = d.id"
    " WHERE a.id = ROW.attachment_id) <> '起草'"
)
_DENIAL_BEHIND = "(SELECT a.denial_id FROM attachments a WHERE a.id = ROW.attachment_id)"
# What two people signed and is left without any paper of its own goes, until it is gone.
_AGREED = "d.state IN ('已批准', '已销毁') AND d.decided_by_id <> d.proposed_by_id"
_OWN_PAPERS = {
    "denial": "denials t JOIN documents o ON o.id IN (t.form_id, t.notice_id, t.unmet_id)",
    "order": "orders t JOIN documents o ON o.case_number = t.order_number",
}


def _going(kind: str, key: str) -> str:
    """Return SQL that says whether a thing may be cleared now."""
    return (
        "EXISTS (SELECT 1 FROM left_behind l JOIN disposals d ON d.id = l.disposal_id"
        f" WHERE l.kind = '{kind}' AND l.thing_id = {key} AND l.cleared_at IS NULL AND {_AGREED}"
        f" AND NOT EXISTS (SELECT 1 FROM {_OWN_PAPERS[kind]} WHERE t.id = {key} AND o.destroyed_at IS NULL))"
    )


def _all_but(table: Table, *changeable: str) -> str:
    """Return the columns of a table that never change."""
    return ", ".join(column.name for column in table.columns if column.name not in changeable)


_OVER = (
    "OLD.state NOT IN ('待审批', '已批准') OR OLD.state = '已批准' AND NEW.state <> '已销毁'"
    " OR NEW.state = '已批准' AND (NEW.decided_by_id IS NULL OR NEW.decided_by_id = NEW.proposed_by_id)"
)
# Name, table, what is caught, when (OLD and NEW are the rows), and the sentence.
_GUARDS = (
    ("ledger_entries_update", "ledger_entries", "UPDATE", "", _LEDGER),
    ("ledger_entries_delete", "ledger_entries", "DELETE", "", _LEDGER),
    ("ledger_seals_update", "ledger_seals", "UPDATE", "", _LEDGER),
    ("ledger_seals_delete", "ledger_seals", "DELETE", "", _LEDGER),
    ("ledger_heads_update", "ledger_heads", "UPDATE", "NEW.entry_count <= OLD.entry_count", _LEDGER),
    ("ledger_heads_delete", "ledger_heads", "DELETE", "", _LEDGER),
    ("documents_fixed", "documents", f"UPDATE OF {_FIXED}", "", _DOCUMENT),
    (
        "documents_void",
        "documents",
        "UPDATE",
        f"OLD.destroyed_at IS NOT NULL OR OLD.state = '{_VOID}' AND NEW.destroyed_at IS NULL",
        _DOCUMENT,
    ),
    ("documents_delete", "documents", "DELETE", "", _DOCUMENT),
    ("prints_update", "prints", "UPDATE", "", "打印记录不得改动或删除"),
    ("prints_delete", "prints", "DELETE", "", "打印记录不得改动或删除"),
    (
        "counters_update",
        "number_counters",
        "UPDATE",
        "OLD.taken AND (NEW.last_number < OLD.last_number OR NOT NEW.taken)",
        _COUNTER,
    ),
    ("counters_delete", "number_counters", "DELETE", "OLD.taken", _COUNTER),
    ("denials_delete", "denials", "DELETE", "", "否定报备不得删除"),
    ("denial_checks_fixed", "denial_checks", f"UPDATE OF {_all_but(check_rows, 'check_text')}", "", _CHECK),
    ("denial_checks_delete", "denial_checks", "DELETE", "", _CHECK),
    ("complaints_delete", "complaints", "DELETE", "", "投诉不得删除"),
    ("contacts_delete", "contacts", "DELETE", "", "首问登记不得删除"),
    ("attachments_update", "attachments", "UPDATE", "", _FILE),
    ("contents_update", "file_contents", "UPDATE", "", _FILE),
    ("posts_delete", "posts", "DELETE", "", "岗位不得删除，只能停用"),
    ("absences_delete", "absences", "DELETE", "", "离岗记录不得删除"),
    ("handovers_delete", "handovers", "DELETE", "", "工作交接不得删除"),
    ("orders_delete", "orders", "DELETE", "", "工单不得删除"),
    ("directory_delete", "directory", "DELETE", "", "职责目录不得删除，只能填失效日期"),
    ("answers_delete", "answers", "DELETE", "", "知识库条目不得删除，只能停用"),
    ("order_records_fixed", "order_records", f"UPDATE OF {_all_but(record_rows, 'fields')}", "", _RECORD),
    ("order_records_delete", "order_records", "DELETE", "", _RECORD),
    ("order_changes_update", "order_changes", "UPDATE", "", _RECORD),
    ("staff_key", "staff", "UPDATE OF id", "", _STAFF),
    ("staff_delete", "staff", "DELETE", "", _STAFF),
    ("divisions_key", "divisions", "UPDATE OF id", "", _DIVISION),
    ("divisions_delete", "divisions", "DELETE", "", _DIVISION),
    ("talks_delete", "talks", "DELETE", "", "约谈不得删除"),
    ("retention_rules_update", "retention_rules", "UPDATE", "", _TERM),
    ("retention_rules_delete", "retention_rules", "DELETE", "", _TERM),
    ("retention_holds_update", "retention_holds", "UPDATE", "OLD.lifted_at IS NOT NULL", _HOLD),
    ("retention_holds_delete", "retention_holds", "DELETE", "", _HOLD),
    (
        "disposals_update",
        "disposals",
        "UPDATE",
        _OVER,
        _DISPOSAL,
    ),
    ("disposals_delete", "disposals", "DELETE", "", _DISPOSAL),
    ("disposal_items_update", "disposal_items", "UPDATE", "", _DISPOSAL),
    ("disposal_items_delete", "disposal_items", "DELETE", "", _DISPOSAL),
    ("left_behind_fixed", "left_behind", f"UPDATE OF {_all_but(left_rows, 'cleared_at')}", "", _DISPOSAL),
    (
        "left_behind_once",
        "left_behind",
        "UPDATE",
        "OLD.cleared_at IS NOT NULL OR NEW.cleared_at IS NULL",
        _DISPOSAL,
    ),
    ("left_behind_delete", "left_behind", "DELETE", "", _DISPOSAL),
)
_SETTLED = "(SELECT state FROM disposals WHERE id = NEW.disposal_id) <> '待审批'"
# Name, table, what is caught, when another table says so (ROW is the old row or the new), and the sentence.
_LOOKING = (
    ("attachments_insert", "attachments", "INSERT", _NO_DRAFT, _DRAFT_ONLY),
    (
        "attachments_delete",
        "attachments",
        "DELETE",
        f"{_NO_DRAFT} AND NOT {_going('denial', 'ROW.denial_id')}",
        _DRAFT_ONLY,
    ),
    ("contents_insert", "file_contents", "INSERT", _NO_DRAFT_BEHIND, _DRAFT_ONLY),
    (
        "contents_delete",
        "file_contents",
        "DELETE",
        f"{_NO_DRAFT_BEHIND} AND NOT {_going('denial', _DENIAL_BEHIND)}",
        _DRAFT_ONLY,
    ),
    (
        "denial_checks_update",
        "denial_checks",
        "UPDATE OF check_text",
        f"NEW.check_text IS NOT NULL OR NOT {_going('denial', 'NEW.denial_id')}",
        _CHECK,
    ),
    (
        "order_records_update",
        "order_records",
        "UPDATE OF fields",
        f"NOT {_going('order', 'NEW.order_id')}",
        _RECORD,
    ),
    ("order_changes_delete", "order_changes", "DELETE", f"NOT {_going('order', 'ROW.order_id')}", _RECORD),
    ("documents_erased", "documents", f"UPDATE OF {', '.join(_ERASED)}", _NOT_AGREED, _DOCUMENT),
    ("disposal_items_insert", "disposal_items", "INSERT", _SETTLED, _DISPOSAL),
    ("left_behind_insert", "left_behind", "INSERT", _SETTLED, _DISPOSAL),
    (
        "left_behind_cleared",
        "left_behind",
        "UPDATE OF cleared_at",
        f"NOT EXISTS (SELECT 1 FROM disposals d WHERE d.id = NEW.disposal_id AND {_AGREED})",
        _DISPOSAL,
    ),
)


def guards(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the triggers on ``sqlite`` or ``postgresql``."""
    looking = [
        (name, table, event, when.replace("ROW", _row_of(event)), sentence)
        for name, table, event, when, sentence in _LOOKING
    ]
    if dialect == "sqlite":
        return tuple(_sqlite_guard(*guard) for guard in (*_GUARDS, *looking))
    return (
        _FUNCTION,
        *(_server_guard(*guard) for guard in _GUARDS),
        *(statement for guard in looking for statement in _server_looking_guard(*guard)),
    )


def _row_of(event: str) -> str:
    return "OLD" if event == "DELETE" else "NEW"


def _sqlite_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN {when}" if when else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


_FUNCTION = """CREATE FUNCTION keep_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
END $$"""


def _server_guard(name: str, table: str, event: str, when: str, sentence: str) -> str:
    condition = f" WHEN ({when})" if when else ""
    body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} {body}"


def _server_looking_guard(name: str, table: str, event: str, when: str, sentence: str) -> tuple[str, str]:
    """Return a function and its trigger: on a server a trigger's condition may not look elsewhere."""
    function = f"""CREATE FUNCTION {name}_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING MESSAGE = '{sentence}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {_row_of(event)};
END $$"""
    body = f"EXECUTE FUNCTION {name}_in_draft()"
    return function, f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}"
