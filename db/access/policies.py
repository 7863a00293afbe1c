"""Which rows of each table a member of staff reads and writes with his own database role.

What a role may do with the rows it may write is said by the gates; what none may change, by the guards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Conditions in SQL: who reads a row, adds it, changes it (``columns`` alone, where named), drops it.

    "" lets nobody. A change must leave the row one that the same person reads.
    """

    table: str
    see: str
    add: str = ""
    change: str = ""
    drop: str = ""
    columns: tuple[str, ...] = ()


_ALL = "true"
_NAMES = "ANY ((SELECT rules.names())::bigint[])"
_ME = "(SELECT rules.me())"
_ONE_OF_US = f"{_ME} IS NOT NULL"
_EDITS_STAFF = "(SELECT rules.everywhere('EDIT_STAFF'))"


def _in(*columns: str, right: str) -> str:
    """Return that one of the columns names a division in which the person holds the right."""
    return " OR ".join(f"{each} = ANY ((SELECT rules.reach('{right}'))::bigint[])" for each in columns)


def _anywhere(*rights: str) -> str:
    """Return that the person holds one of the rights in some division."""
    return " OR ".join(f"(SELECT cardinality(rules.reach('{each}')) > 0)" for each in rights)


def one(table: str, where: str) -> str:
    """Return that there is such a row: looked up for each row by itself, never by a list of all there are."""
    return f"coalesce((SELECT true FROM {table} WHERE {where} LIMIT 1), false)"  # noqa: S608 - nothing of it comes from outside


def _behind(table: str, key: str) -> str:
    """Return that the row belongs to one of another table that the person reads."""
    return one(f"{table} behind", f"behind.id = {key}")


def _shared(right: str) -> str:
    """Return that a division with the right has a share in the order."""
    reach = f"ANY ((SELECT rules.reach('{right}'))::bigint[])"
    return one("order_shares s", f"s.order_id = orders.id AND NOT s.withdrawn AND s.division_id = {reach}")


_WORK = _in("division_id", right="SEE_WORK")
_WHOLE = "secrecy = '效能投诉保密'"
_JUST_MADE = "(SELECT pg_current_xact_id_if_assigned() IS NOT NULL) AND rules.made_order(id)"
ORDER = (
    f"CASE WHEN {_WHOLE}"
    f" THEN {_anywhere('SEE_CALLERS')} OR handler_id = {_NAMES} OR holder_id = {_NAMES}"
    f" OR {_in('lead_id', right='REVIEW_ORDER')} OR {_shared('REVIEW_ORDER')}"
    f" OR rules.has_share(id) OR {_JUST_MADE}"
    f" ELSE {_in('division_id', 'lead_id', right='SEE_ORDERS')} OR holder_id = {_NAMES}"
    f" OR {_shared('SEE_ORDERS')} OR {one('rules.had_orders h', 'h.id = orders.id')}"
    f" OR {_JUST_MADE} END"
)
_CALLER = f"rules.tells_caller(order_id) AND {_behind('orders', 'order_id')}"
_HAD = "rules.held_things h"
_ABOUT_CONTACT = "h.subject = 'contact:' || contacts.id"
_CONTACT = (
    f"first_id = {_NAMES} OR responsible_id = {_NAMES} OR leader_id = {_NAMES}"
    f" OR {_in('division_id', right='SEE_WORK')} OR {_in('resp_division_id', right='SEE_TASKS')}"
    f" OR {one(_HAD, _ABOUT_CONTACT)}"
    f" OR order_id IS NOT NULL AND {_anywhere('DISPATCH_ORDER')}"
)
_HANDOVER = f"staff_id = {_NAMES} OR {_in('division_id', right='SEE_TASKS')}"
_TALK = (
    f"{_in('division_id', right='HANDLE_ORDER')} OR {_in('office_id', right='HOLD_TALK')}"
    " OR (SELECT rules.everywhere('SEE_ORDERS'))"
)
_KINDS = {"orders": "5, 6, 8", "cases": "2", "contacts": "4", "documents": "1", "denials": "3"}
_SUBJECTS = {
    "case": "cases", "document": "documents", "denial": "denials", "complaint": "complaints",
    "contact": "contacts", "deferred": "deferrals", "deferred_material": "cases", "estimate": "cases",
    "extension": "cases", "order": "orders", "order_share": "order_shares", "talk": "talks",
    "handover": "handovers", "disposal": "disposals", "hold": "retention_holds",
}  # fmt: skip
_OPEN_TO_ALL = (
    "absence",
    "post",
    "answer",
    "directory",
    "matter",
    "catalogue",
    "calendar",
    "office",
    "division",
    "retention",
)


def _found(table: str) -> str:
    """Return that a word is of a thing the person reads; written out, so that his reach is asked once."""
    seen = " ".join(
        f"WHEN {table}.kind IN ({kinds}) THEN {_behind(of, f'{table}.id')}" for of, kinds in _KINDS.items()
    )
    return f"({_told(table)}) AND CASE {seen} WHEN {table}.kind = 7 THEN {_ONE_OF_US} ELSE false END"


def _told(table: str) -> str:
    """Return that a word, where it is of a confidential caller, is of one whom the person may know."""
    return f"{table}.kind <> 8 OR rules.tells_caller({table}.id)"


def _filing(table: str) -> str:
    """Return that a word may be filed: nobody learns by what is there already who called."""
    return f"{_ONE_OF_US} AND ({_told(table)} OR rules.made_order({table}.id))"


def _sees(table: str) -> str:
    """Return that the subject ("case:12") is a thing the person reads."""
    key = f"substring({table}.subject FROM ':([0-9]{{1,18}})$')::bigint"
    # What stands behind several kinds is one question: each has to be planned with every statement.
    seen = " ".join(
        f"WHEN split_part({table}.subject, ':', 1) IN ({', '.join(_kinds_of(of))}) THEN {_behind(of, key)}"
        for of in dict.fromkeys(_SUBJECTS.values())
    )
    known = ", ".join(f"'{kind}'" for kind in _OPEN_TO_ALL)
    every = f"WHEN split_part({table}.subject, ':', 1) IN ({known}) THEN {_ONE_OF_US}"
    return f"CASE {seen} {every} ELSE false END"


def _kinds_of(table: str) -> list[str]:
    """Return the kinds of subjects behind which a table stands, as SQL."""
    return [f"'{kind}'" for kind, of in _SUBJECTS.items() if of == table]


_HELD = (
    f"{_in('division_id', right='SEE_TASKS')} OR staff_id = {_NAMES} OR by_id = {_NAMES}"
    f" OR {_anywhere('EDIT_CALENDAR')} OR {one(_HAD, 'h.subject = segments.subject')}"
    f" OR {_sees('segments')}"
)
_PAPER = (
    f"NOT rules.is_of_orders(type_key) AND ({_WORK}) OR issued_by_id = {_ME} OR {_anywhere('VERIFY_LEDGER')}"
    " OR rules.sees_paper(type_key, division_id, case_number, fields)"
)
_BOOK = f"actor_id = {_ME} OR behalf_id = {_ME} OR {_anywhere('VERIFY_LEDGER')} OR {_sees('ledger_entries')}"
_CALENDAR = _anywhere("EDIT_CALENDAR")
_OFFICE = _anywhere("EDIT_OFFICE")
_CATALOGUE = _in("division_id", right="EDIT_CATALOGUE")
# Letters and tasks are matters of their own, begun with the first of them.
_MATTER = f"{_CATALOGUE} OR kind IN ('来文来函', '上级交办') AND ({_in('division_id', right='ASSIGN')})"
_POSTS = " OR ".join(_in("division_id", right=each) for each in ("SET_POSTS", "APPROVE_POSTS", "FILE_POSTS"))
_OF_PAPER = _behind("documents", "document_id")
_DISPATCH = _anywhere("DISPATCH_ORDER")
_SET_TERM = _anywhere("SET_RETENTION")
_OLD = _anywhere("APPRAISE", "APPROVE_DESTRUCTION", "VERIFY_LEDGER")
_APPRAISE = _anywhere("APPRAISE")
_STATE = ("state", "void_reason", "voided_at", "voided_by_name", "served_on", "version")


def _same(table: str, see: str, *, drop: str = "") -> Policy:
    """Return that whoever reads a row may add and change such rows."""
    return Policy(table=table, see=see, add=see, change=see, drop=drop)


POLICIES = (
    Policy(table="divisions", see=_ALL, add=_EDITS_STAFF, change=_EDITS_STAFF),
    Policy(
        table="staff",
        see=_ALL,
        add="division_id = ANY ((SELECT rules.own_reach('EDIT_STAFF'))::bigint[])",
        change="division_id = ANY ((SELECT rules.own_reach('EDIT_STAFF'))::bigint[])",
    ),
    Policy(table="grants", see=_ALL, add=_anywhere("EDIT_STAFF"), drop=_anywhere("EDIT_STAFF")),
    Policy(table="matters", see=_ALL, add=_MATTER, change=_CATALOGUE),
    Policy(table="arrangements", see=_ALL, add=_CALENDAR, change=_CALENDAR, drop=_CALENDAR),
    Policy(table="closures", see=_ALL, add=_CALENDAR, change=_CALENDAR, drop=_CALENDAR),
    Policy(table="calendar_versions", see=_ALL, change=_CALENDAR),
    Policy(table="office_settings", see=_ALL, add=_OFFICE, change=_OFFICE),
    Policy(table="wordings", see=_ALL, add=_OFFICE, change=_OFFICE),
    Policy(table="posts", see=_ALL, add=_POSTS, change=_POSTS),
    Policy(table="absences", see=_ALL, add=_ONE_OF_US, change=_ONE_OF_US),
    _same("handovers", _HANDOVER),
    _same("cases", _WORK),
    _same("deferrals", _WORK),
    Policy(table="second_notices", see=_OF_PAPER, add=_OF_PAPER),
    Policy(table="documents", see=_PAPER, add=_ONE_OF_US, change=_PAPER, columns=_STATE),
    Policy(table="prints", see=_OF_PAPER, add=_OF_PAPER),
    Policy(
        table="drafts", see=f"staff_id = {_ME}", add=f"staff_id = {_ME}", change=f"staff_id = {_ME}",
        drop=f"staff_id = {_ME}",
    ),
    Policy(
        table="presences", see=_ONE_OF_US, add=f"staff_id = {_ME}", change=f"staff_id = {_ME}",
        drop=f"staff_id = {_ME}",
    ),
    Policy(
        table="requests", see=f"staff_id = {_ME}", add=f"staff_id = {_ME}", change=f"staff_id = {_ME}",
        drop=f"staff_id = {_ME}", columns=("answer",),
    ),
    Policy(
        table="number_counters", see=_ALL, add=_ONE_OF_US, change=_ONE_OF_US,
        columns=("last_number", "taken"),
    ),
    _same("denials", _WORK),
    Policy(table="denial_checks", see=_behind("denials", "denial_id"), add=_behind("denials", "denial_id")),
    Policy(
        table="attachments", see=_behind("denials", "denial_id"), add=_behind("denials", "denial_id"),
        drop=_behind("denials", "denial_id"),
    ),
    Policy(
        table="file_contents", see=_behind("attachments", "attachment_id"),
        add=_behind("attachments", "attachment_id"), drop=_behind("attachments", "attachment_id"),
    ),
    _same("complaints", _behind("denials", "denial_id")),
    Policy(table="contacts", see=_CONTACT, add=f"first_id = {_NAMES}", change=_CONTACT),
    Policy(table="segments", see=_HELD, add=_ONE_OF_US, change=_HELD),
    Policy(table="orders", see=ORDER, add=_ONE_OF_US, change=ORDER),
    Policy(
        table="order_callers", see=_CALLER, add=f"rules.made_order(order_id) OR {_CALLER}", change=_CALLER,
        drop=_CALLER,
    ),
    Policy(table="order_changes", see=_CALLER, add=_CALLER),
    _same("order_shares", f"{_in('division_id', right='SEE_ORDERS')} OR rules.leads(order_id)"),
    Policy(table="order_records", see=_behind("orders", "order_id"), add=_behind("orders", "order_id")),
    _same("order_claims", _behind("orders", "order_id"), drop=_behind("orders", "order_id")),
    Policy(table="order_batches", see=_DISPATCH, add=_DISPATCH, change=_DISPATCH),
    Policy(table="order_maps", see=_DISPATCH, add=_DISPATCH, change=_DISPATCH, drop=_DISPATCH),
    Policy(table="order_tallies", see=_ALL),
    Policy(table="directory", see=_ALL, add=_anywhere("EDIT_DIRECTORY"), change=_anywhere("EDIT_DIRECTORY")),
    Policy(
        table="answers", see=f"NOT withheld OR {_anywhere('SEE_CALLERS')}", add=_anywhere("PROPOSE_ANSWER"),
        change=_anywhere("PROPOSE_ANSWER"),
    ),
    Policy(table="talks", see=_TALK, add=_anywhere("HOLD_TALK", "SUPERVISE_ORDER"), change=_TALK),
    Policy(table="retention_rules", see=_ALL, add=_SET_TERM),
    Policy(table="retention_holds", see=_OLD, add=_APPRAISE, change=_APPRAISE),
    Policy(table="disposals", see=_OLD, add=_APPRAISE, change=_OLD),
    Policy(table="disposal_items", see=_OLD, add=_APPRAISE),
    Policy(table="ledger_entries", see=_BOOK, add=_ONE_OF_US),
    Policy(table="ledger_heads", see=_ALL),
    Policy(table="ledger_seals", see=_ALL),
    Policy(
        table="search_texts", see=_found("search_texts"), add=_filing("search_texts"),
        change=_found("search_texts"), drop=_found("search_texts"),
    ),
    Policy(
        table="search_pairs", see=_found("search_pairs"), add=_filing("search_pairs"),
        drop=_found("search_pairs"),
    ),
    Policy(table="search_lots", see="", add=_ONE_OF_US),
    Policy(table="alembic_version", see=_ALL),
)  # fmt: skip


def policy_statements() -> Iterator[str]:
    """Yield what makes the server keep every row to those who may have it."""
    for each in POLICIES:
        yield f"ALTER TABLE {each.table} ENABLE ROW LEVEL SECURITY"
        for name, event, kind, condition in (
            ("see", "SELECT", "USING", each.see),
            ("add", "INSERT", "WITH CHECK", each.add),
            ("change", "UPDATE", "USING", each.change),
            ("remove", "DELETE", "USING", each.drop),
        ):
            yield f"DROP POLICY IF EXISTS {name} ON {each.table}"
            if condition:
                yield f"CREATE POLICY {name} ON {each.table} FOR {event} TO PUBLIC {kind} ({condition})"


def grant_statements(role: str) -> Iterator[str]:
    """Yield what lends the tables to the staff's role (quoted), as far as the policies speak of them."""
    for each in POLICIES:
        changed = f"UPDATE ({', '.join(each.columns)})" if each.columns else "UPDATE"
        lent = ["SELECT", each.add and "INSERT", each.change and changed, each.drop and "DELETE"]
        yield f"REVOKE ALL ON {each.table} FROM {role}"
        yield f"GRANT {', '.join(filter(None, lent))} ON {each.table} TO {role}"
