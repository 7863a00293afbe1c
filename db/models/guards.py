"""Triggers by which the archive itself keeps what must never change."""

from __future__ import annotations

from db.models.documents import document_rows

_CHANGEABLE = {"state", "void_reason", "voided_at", "voided_by_name", "served_on", "version"}
_FIXED = ", ".join(column.name for column in document_rows.columns if column.name not in _CHANGEABLE)
_VOID = "已作废"

_LEDGER = "台账只能追加，不得改动或删除"
_DOCUMENT = "已签发的文书不得改动或删除"
_COUNTER = "编号不得往回调"
_CHECK = "核查意见不得改动或删除"
_FILE = "附件不得改动"
_DRAFT_ONLY = "否定报备已提交，附件不得增删"
_NO_DRAFT = "(SELECT state FROM denials WHERE id = ROW.denial_id) <> '起草'"
_NO_DRAFT_BEHIND = (
    "(SELECT d.state FROM denials d JOIN attachments a ON a.denial_id = d.id"
    " WHERE a.id = ROW.attachment_id) <> '起草'"
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
    ("documents_void", "documents", "UPDATE", f"OLD.state = '{_VOID}'", _DOCUMENT),
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
    ("denial_checks_update", "denial_checks", "UPDATE", "", _CHECK),
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
    ("order_records_update", "order_records", "UPDATE", "", "工单的办理记录不得改动或删除"),
    ("order_records_delete", "order_records", "DELETE", "", "工单的办理记录不得改动或删除"),
    ("talks_delete", "talks", "DELETE", "", "约谈不得删除"),
)
# Name, table, what is caught, and when: the denial is a draft no more (ROW is the old row or the new).
_DRAFTS = (
    ("attachments_insert", "attachments", "INSERT", _NO_DRAFT),
    ("attachments_delete", "attachments", "DELETE", _NO_DRAFT),
    ("contents_insert", "file_contents", "INSERT", _NO_DRAFT_BEHIND),
    ("contents_delete", "file_contents", "DELETE", _NO_DRAFT_BEHIND),
)


def guards(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the triggers on ``sqlite`` or ``postgresql``."""
    drafts = [(name, table, event, when.replace("ROW", _row_of(event))) for name, table, event, when in _DRAFTS]
    if dialect == "sqlite":
        return (
            *(_sqlite_guard(*guard) for guard in _GUARDS),
            *(_sqlite_guard(*guard, _DRAFT_ONLY) for guard in drafts),
        )
    return (
        _FUNCTION,
        *(_server_guard(*guard) for guard in _GUARDS),
        *(statement for guard in drafts for statement in _server_draft_guard(*guard)),
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


def _server_draft_guard(name: str, table: str, event: str, when: str) -> tuple[str, str]:
    """Return a function and its trigger: on a server a trigger's condition may not look elsewhere."""
    function = f"""CREATE FUNCTION {name}_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING MESSAGE = '{_DRAFT_ONLY}', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {_row_of(event)};
END $$"""
    body = f"EXECUTE FUNCTION {name}_in_draft()"
    return function, f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}"
