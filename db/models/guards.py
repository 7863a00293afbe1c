"""Triggers by which the archive itself keeps what must never change."""

from __future__ import annotations

from db.models.documents import document_rows

_CHANGEABLE = {"state", "void_reason", "voided_at", "voided_by_name", "served_on", "version"}
_FIXED = ", ".join(column.name for column in document_rows.columns if column.name not in _CHANGEABLE)
_VOID = "已作废"

_LEDGER = "台账只能追加，不得改动或删除"
_DOCUMENT = "已签发的文书不得改动或删除"
_COUNTER = "编号不得往回调"

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
)


def guards(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the triggers on ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        return tuple(_sqlite_guard(*guard) for guard in _GUARDS)
    return (_FUNCTION, *(_server_guard(*guard) for guard in _GUARDS))


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
