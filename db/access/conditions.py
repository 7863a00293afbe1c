"""Conditions of SQL that policies are made of: who is connected, what he reaches, what stands behind a row."""

from __future__ import annotations

from collections.abc import Iterable

ALL = "true"
NAMES = "ANY ((SELECT rules.names())::bigint[])"
ME = "(SELECT rules.me())"
ONE_OF_US = f"{ME} IS NOT NULL"


def within(*columns: str, right: str) -> str:
    """Return that one of the columns names a division in which the person holds the right."""
    return " OR ".join(f"{each} = ANY ((SELECT rules.reach('{right}'))::bigint[])" for each in columns)


def anywhere(*rights: str) -> str:
    """Return that the person holds one of the rights in some division."""
    return " OR ".join(f"(SELECT cardinality(rules.reach('{each}')) > 0)" for each in rights)


def one(table: str, where: str) -> str:
    """Return that there is such a row: looked up for each row by itself, never by a list of all there are."""
    return f"coalesce((SELECT true FROM {table} WHERE {where} LIMIT 1), false)"  # noqa: S608 - nothing of it comes from outside


def behind(table: str, key: str) -> str:
    """Return that the row belongs to one of another table that the person reads."""
    return one(f"{table} behind", f"behind.id = {key}")


def shared(right: str) -> str:
    """Return that a division with the right has a share in the order."""
    reach = f"ANY ((SELECT rules.reach('{right}'))::bigint[])"
    return one("order_shares s", f"s.order_id = orders.id AND NOT s.withdrawn AND s.division_id = {reach}")


WORK = within("division_id", right="SEE_WORK")
_WHOLE = "secrecy = '效能投诉保密'"
JUST_MADE = "(SELECT pg_current_xact_id_if_assigned() IS NOT NULL) AND rules.made_order(id)"
_TOLD_WHOLE = (
    f"{anywhere('SEE_CALLERS')} OR handler_id = {NAMES} OR holder_id = {NAMES}"
    f" OR {within('lead_id', right='REVIEW_ORDER')} OR {shared('REVIEW_ORDER')}"
    f" OR rules.has_share(id) OR {JUST_MADE}"
)
# A change that looks at nothing of a row is not asked whether it is read.
NOT_KEPT = f"(secrecy <> '效能投诉保密' OR {_TOLD_WHOLE})"
ORDER = (
    f"CASE WHEN {_WHOLE} THEN {_TOLD_WHOLE}"
    f" ELSE {within('division_id', 'lead_id', right='SEE_ORDERS')} OR holder_id = {NAMES}"
    f" OR {shared('SEE_ORDERS')} OR {one('rules.had_orders h', 'h.id = orders.id')}"
    f" OR {JUST_MADE} END"
)
HAD = "rules.held_things h"
_ABOUT_CONTACT = "h.subject = 'contact:' || contacts.id"
VISITED = (
    f"first_id = {NAMES} OR responsible_id = {NAMES} OR leader_id = {NAMES}"
    f" OR {within('division_id', right='SEE_WORK')} OR {within('resp_division_id', right='SEE_TASKS')}"
    f" OR {one(HAD, _ABOUT_CONTACT)}"
    f" OR order_id IS NOT NULL AND {anywhere('DISPATCH_ORDER')}"
)
TOLD = "rules.tells_visitor(order_id, first_id, responsible_id, leader_id)"
CONTACT = f"({VISITED}) AND {TOLD}"
# What was handed over is read by whoever has a part in it; that it was, in figures too.
HANDED = f"staff_id = {NAMES} OR {within('division_id', right='SEE_TASKS')}"
HANDOVER = "rules.hands_over(staff_id, absence_id)"
_KINDS = {"orders": "5, 6, 8", "cases": "2", "contacts": "4", "documents": "1", "denials": "3"}
SUBJECTS = {
    "case": "cases", "document": "documents", "denial": "denials", "complaint": "complaints",
    "contact": "contacts", "deferred": "deferrals", "deferred_material": "cases", "estimate": "cases",
    "extension": "cases", "order": "orders", "order_share": "order_shares", "talk": "talks",
    "handover": "handovers", "absence": "absences", "disposal": "disposals", "hold": "retention_holds",
}  # fmt: skip
_HELD_BY_NOBODY = ("documents", "handovers", "absences", "disposals", "retention_holds")
_OPEN_TO_ALL = (
    "post",
    "answer",
    "directory",
    "matter",
    "catalogue",
    "calendar",
    "office",
    "division",
    "retention",
    "numbers",
)


def found(table: str) -> str:
    """Return that a word is of a thing the person reads; written out, so that his reach is asked once."""
    seen = " ".join(
        f"WHEN {table}.kind IN ({kinds}) THEN {behind(of, f'{table}.id')}" for of, kinds in _KINDS.items()
    )
    return f"({told(table)}) AND CASE {seen} WHEN {table}.kind = 7 THEN {ONE_OF_US} ELSE false END"


def told(table: str) -> str:
    """Return that a word, where it is of a confidential caller, is of one whom the person may know."""
    return f"{table}.kind <> 8 OR rules.tells_caller({table}.id)"


def sees(table: str) -> str:
    """Return that the subject ("case:12") is a thing the person reads."""
    known = ", ".join(f"'{kind}'" for kind in _OPEN_TO_ALL)
    every = f"WHEN split_part({table}.subject, ':', 1) IN ({known}) THEN {ONE_OF_US}"
    return f"CASE {_behind_each(table, SUBJECTS.values())} {every} ELSE false END"


def holds(table: str) -> str:
    """Return the same of what somebody may hold; the rest is in nobody's hands."""
    held = (of for of in SUBJECTS.values() if of not in _HELD_BY_NOBODY)
    return f"CASE {_behind_each(table, held)} ELSE false END"


def _behind_each(table: str, tables: Iterable[str]) -> str:
    """Return for each kind of subject that there is one the person reads."""
    key = f"substring({table}.subject FROM ':([0-9]{{1,18}})$')::bigint"
    # What stands behind several kinds is one question: each has to be planned with every statement.
    return " ".join(
        f"WHEN split_part({table}.subject, ':', 1) IN ({', '.join(_kinds_of(of))}) THEN {behind(of, key)}"
        for of in dict.fromkeys(tables)
    )


def _kinds_of(table: str) -> list[str]:
    """Return the kinds of subjects behind which a table stands, as SQL."""
    return [f"'{kind}'" for kind, of in SUBJECTS.items() if of == table]
