"""What a thing says that goes with its last paper: read whole for the package, alike from file and server."""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, select, text

from app.retention.left import LeftBehind
from db.models import metadata
from db.rows import from_json

_UNTOLD = {"version", "held_division_id", "holder_id", "held_due_on"}
_COURSES = {
    "case": (
        "'case:' || {key}, 'deferred_material:' || {key}, 'estimate:' || {key}, 'extension:' || {key}",
        "SELECT 'deferred:' || b.id FROM deferrals b WHERE b.case_id = {key}",
    ),
    "contact": ("'contact:' || {key}", ""),
    "denial": (
        "'denial:' || {key}",
        "SELECT 'complaint:' || b.id FROM complaints b WHERE b.denial_id = {key}",
    ),
    "deferred": ("'deferred:' || {key}", ""),
    "order": (
        "'order:' || {key}",
        "SELECT 'order_share:' || b.id FROM order_shares b WHERE b.order_id = {key}",
    ),
}
# Of each kind, its tables and which rows of them.
_PARTS: Mapping[str, Mapping[str, str]] = {
    "case": {"cases": "id = {key}", "deferrals": "case_id = {key}", "second_notices": "case_id = {key}"},
    "contact": {"contacts": "id = {key}"},
    "denial": {
        "denials": "id = {key}",
        "denial_checks": "denial_id = {key}",
        "attachments": "denial_id = {key}",
        "complaints": "denial_id = {key}",
    },
    "deferred": {"deferrals": "id = {key}"},
    "order": {
        "orders": "id = {key}",
        "order_callers": "order_id = {key}",
        "order_records": "order_id = {key}",
        "order_changes": "order_id = {key}",
        "order_shares": "order_id = {key}",
    },
    "talk": {"talks": "id = {key}"},
    "handover": {"handovers": "id = {key}"},
}


def parts_of(kind: str, key: str) -> Iterable[tuple[str, str]]:
    """Yield a thing's tables, and which of their rows are its own."""
    for table, which in _PARTS[kind].items():
        yield table, which.replace("{key}", key)
    if kind in _COURSES:
        these, those = (each.replace("{key}", key) for each in _COURSES[kind])
        also = f" OR subject IN ({those})" if those else ""
        yield "segments", f"subject IN ({these}){also}"


def told_here(connection: Connection, left: LeftBehind) -> dict[str, Any]:
    """Return what a thing of a file says, by table, row by row."""
    told = {}
    for name, which in parts_of(left.kind, ":key"):
        table = metadata.tables[name]
        asked = select(table).where(text(which)).order_by(*table.primary_key.columns)
        rows = connection.execute(asked, {"key": left.id}).mappings()
        told[name] = [_said(table, dict(row)) for row in rows]
    return told


def told_there(connection: Connection, left: LeftBehind) -> dict[str, Any]:
    """Return what a thing of a server says; raises ``NotAllowed`` where it is not over."""
    told: dict[str, Any] = {name: [] for name, _which in parts_of(left.kind, "")}
    asked = text("SELECT part, said FROM rules.left_told(:kind, :key)")
    for row in connection.execute(asked, {"kind": left.kind, "key": left.id}):
        table = metadata.tables[row.part]
        told[row.part].append((_order(table, kept := from_json(row.said)), _said(table, kept)))
    return {
        name: [said for _place, said in sorted(rows, key=lambda each: each[0])] for name, rows in told.items()
    }


def _order(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[each.name] for each in table.primary_key.columns)


def _said(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        each.name: _plain(row[each.name], each.type.python_type)
        for each in table.columns
        if each.name not in _UNTOLD and row[each.name] not in (None, "")
    }


def _plain(value: Any, kind: type) -> Any:
    """Return a value as JSON can hold it, the same from a file and from a server."""
    if kind is datetime:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def server_teller() -> str:
    """Return the server's function that tells it: of what is over alone, and to whoever appraises it."""
    kinds = "".join(
        f"\n  {'IF' if place == 0 else 'ELSIF'} what = '{kind}' THEN\n    RETURN QUERY "
        + " UNION ALL ".join(
            f"SELECT '{table}', row_to_json(b)::text FROM {table} b WHERE {which}"
            for table, which in parts_of(kind, "wanted")
        )
        + ";"
        for place, kind in enumerate(_PARTS)
    )
    return (
        "CREATE OR REPLACE FUNCTION rules.left_told(what text, wanted bigint) "
        "RETURNS TABLE (part text, said text) LANGUAGE plpgsql STABLE SECURITY DEFINER"
        " SET search_path = public, pg_temp AS $$\nBEGIN\n"
        "  IF rules.may_go(what, wanted) IS NOT TRUE THEN\n"
        "    PERFORM rules.refuse('还有没有到期的文书，资料不能导出销毁');\n  END IF;"
        f"{kinds}\n  END IF;\nEND $$"
    )
