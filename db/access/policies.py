"""Which rows of each table a member of staff reads and writes with his own database role.

What a role may do with the rows it may write is said by the gates; what none may change, by the guards.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.hotline.models import OrderState
from app.hotline.talks_models import TOLD
from app.office.models import OfficeSettings
from db.access import beginning
from db.access.about import SAYS
from db.access.conditions import (
    ALL,
    CONTACT,
    HAD,
    HANDOVER,
    JUST_MADE,
    ME,
    NAMES,
    NOT_KEPT,
    ONE_OF_US,
    ORDER,
    WORK,
    anywhere,
    behind,
    found,
    holds,
    one,
    sees,
    shared,
    within,
)
from db.access.on_record import PUTS_DOWN
from db.rows import listed


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Conditions in SQL: who reads a row, adds it, changes it (``columns`` alone, where named), drops it.

    "" lets nobody. A change must leave the row one that the same person reads, and may change (or as ``left``).
    """

    table: str
    see: str
    add: str = ""
    change: str = ""
    drop: str = ""
    left: str = ""
    columns: tuple[str, ...] = ()


_EDITS_STAFF = "(SELECT rules.everywhere('EDIT_STAFF'))"

_WORKED = " OR ".join(
    within("division_id", right=each) for each in ("RECORD_SERVICE", "APPROVE_EXTENSION", "REEXAMINE")
)
_DENIED = " OR ".join(
    within("division_id", right=each) for each in ("RECORD_SERVICE", "CHECK_AS_LEADER", "REEXAMINE", "ARCHIVE")
)
_DRAFTING = one("denials d", f"d.id = denial_id AND ({within('d.division_id', right='DRAFT_DENIAL')})")
_FILING = one(
    "attachments a JOIN denials d ON d.id = a.denial_id",
    f"a.id = attachment_id AND ({within('d.division_id', right='DRAFT_DENIAL')})",
)
_REEXAMINING = one("denials d", f"d.id = denial_id AND ({within('d.division_id', right='REEXAMINE')})")
_OWN_WAYS = (
    f"{within('lead_id', right='HANDLE_ORDER')} OR {within('lead_id', right='REVIEW_ORDER')}"
    f" OR handler_id = {NAMES} OR {shared('HANDLE_ORDER')}"
)
_WORKS_ON = (
    f"{anywhere('DISPATCH_ORDER', 'CALL_BACK_ORDER', 'SUPERVISE_ORDER', 'ARBITRATE_ORDER')} OR {_OWN_WAYS}"
)
_ORDERED = f"({_WORKS_ON} OR {JUST_MADE}) AND {NOT_KEPT}"
# Somebody has a thing from now on, and his alone, by whoever works on it; a table of the city's platform says
# what was.
_OF_ORDERS = "split_part(subject, ':', 1) IN ('order', 'order_share')"
_BEGINS_NOW = (
    f"coalesce(open_key, subject) = subject AND ({anywhere('DISPATCH_ORDER')} AND {_OF_ORDERS}"
    f" OR open_key IS NOT NULL AND until_at IS NULL AND since_at {beginning.NOW}"
    " AND rules.may_hold(subject, staff_id, division_id) AND rules.hands_on(subject, division_id, true))"
)
_MINUTES = (
    "coalesce((SELECT (s.settings::json ->> 'claim_minutes')::integer FROM office_settings s WHERE s.id = 1),"
    f" {OfficeSettings().claim_minutes})"
)
_CLAIMED = (
    f"staff_id = {ME} AND staff_name = (SELECT s.name FROM staff s WHERE s.id = rules.me())"
    f" AND until_at <= (SELECT rules.moment() + {beginning.OFF} + make_interval(mins => {_MINUTES}))"
    f" AND {one('orders', f'orders.id = order_claims.order_id AND ({_WORKS_ON})')}"
)
# Until when somebody has it says the server's own clock.
_LETS_GO = f"staff_id IS NULL OR staff_id = {ME} OR until_at <= (SELECT rules.moment())"
# A work order comes new and bare, unless a table of the city's platform says how far it went there.
_BARE = (
    f"state = '{OrderState.ARRIVED.value}'"
    " AND coalesce(lead_id, handler_id, held_division_id, holder_id, main_id) IS NULL"
    " AND coalesce(first_dispatched_at, dispatched_at, signed_at, contacted_at, completed_at,"
    " called_back_at, archived_at) IS NULL AND returns + reworks + supervisions + batch = 0"
    " AND concat(reply_content, reply_basis, reply_result, reviewer_name, satisfaction) = ''"
)
_SHARES = anywhere("DISPATCH_ORDER", "ARBITRATE_ORDER")
_SHARED = f"{within('division_id', right='HANDLE_ORDER')} OR {_SHARES}"
_CALLER = f"rules.tells_caller(order_id) AND {behind('orders', 'order_id')}"
_TALKING = f"{within('division_id', right='HANDLE_ORDER')} OR {within('office_id', right='HOLD_TALK')}"
_TOLD_OF = listed(TOLD)
# A division knows of a talk with it from when it is decided that there is one.
_TALK = (
    f"{within('office_id', right='HOLD_TALK')} OR (SELECT rules.reaches_all('SEE_ORDERS'))"
    f" OR state IN ({_TOLD_OF}) AND ({within('division_id', right='HANDLE_ORDER')})"
)
_HELD = (
    f"{within('division_id', right='SEE_TASKS')} OR staff_id = {NAMES} OR by_id = {NAMES}"
    f" OR {anywhere('EDIT_CALENDAR')} OR {one(HAD, 'h.subject = segments.subject')}"
    f" OR {holds('segments')}"
)
# A paper is verified by all that it says, so whoever verifies the bureau's one ledger reads it; whoever sets a
# division's numbers accounts for each of them.
_VERIFIES = "(SELECT rules.reaches_all('VERIFY_LEDGER'))"
_PAPER = (
    f"NOT rules.is_of_orders(type_key) AND ({WORK} OR issued_by_id = {ME})"
    " AND (type_key <> 'first_contact_record' OR rules.tells_record(id))"
    f" OR {_VERIFIES} OR {within('division_id', right='SET_NUMBERS')}"
    f" OR rules.is_of_orders(type_key) AND (issued_by_id = {ME}"
    " OR rules.sees_paper(type_key, division_id, case_number, fields))"
    " AND NOT rules.keeps_paper(type_key, case_number, fields)"
)
_BOOK = f"actor_id = {ME} OR behalf_id = {ME} OR {_VERIFIES} OR {sees('ledger_entries')}"
_CALENDAR = anywhere("EDIT_CALENDAR")
_OFFICE = anywhere("EDIT_OFFICE")
_CATALOGUE = within("division_id", right="EDIT_CATALOGUE")
_POSTS = " OR ".join(within("division_id", right=each) for each in ("SET_POSTS", "APPROVE_POSTS", "FILE_POSTS"))
_EVERY_ORDER = "(SELECT rules.sees_every_order())"
# By which words a thing is found is written by whoever writes the thing; who brings in thousands of orders is
# asked once. Any other pair is filed by a function alone, which tells nobody what is there already.
_BRINGS_IN = f"{_EVERY_ORDER} AND {anywhere('DISPATCH_ORDER')}"
_ISSUED = f"{ONE_OF_US} AND (case_id IS NULL OR {beginning.PAPER})"
_OF_PAPER = behind("documents", "document_id")
_DISPATCH = anywhere("DISPATCH_ORDER")
_SET_TERM = anywhere("SET_RETENTION")
_OLD = anywhere("APPRAISE", "APPROVE_DESTRUCTION", "VERIFY_LEDGER")
_APPRAISE = anywhere("APPRAISE")
_STATE = ("state", "void_reason", "voided_at", "voided_by_name", "served_on", "version")


POLICIES = (
    Policy(table="divisions", see=ALL, add=_EDITS_STAFF, change=_EDITS_STAFF),
    Policy(
        table="staff",
        see=ALL,
        add=within("division_id", right="EDIT_STAFF"),
        change=within("division_id", right="EDIT_STAFF"),
    ),
    Policy(table="grants", see=ALL, add=anywhere("EDIT_STAFF"), drop=anywhere("EDIT_STAFF")),
    Policy(table="matters", see=ALL, add=beginning.MATTER, change=_CATALOGUE),
    Policy(table="arrangements", see=ALL, add=_CALENDAR, change=_CALENDAR, drop=_CALENDAR),
    Policy(table="closures", see=ALL, add=_CALENDAR, change=_CALENDAR, drop=_CALENDAR),
    Policy(table="calendar_versions", see=ALL, change=_CALENDAR),
    Policy(table="office_settings", see=ALL, add=_OFFICE, change=_OFFICE),
    Policy(table="wordings", see=ALL, add=_OFFICE, change=_OFFICE),
    Policy(table="posts", see=ALL, add=_POSTS, change=_POSTS),
    Policy(
        table="absences", see=f"state <> '未批准' OR staff_id = {NAMES} OR rules.decides_on(staff_id)",
        add=ONE_OF_US, change=ONE_OF_US,
    ),
    Policy(table="handovers", see=HANDOVER, add=HANDOVER, change=HANDOVER),
    Policy(table="cases", see=WORK, add=beginning.CASE, change=_WORKED),
    Policy(
        table="deferrals", see=WORK, add=beginning.QUESTION,
        change=within("division_id", right="ANSWER"),
        columns=("answer", "answered_at", "answered_by", "version"),
    ),
    Policy(table="second_notices", see=_OF_PAPER, add=beginning.SECOND_NOTICE),
    Policy(table="documents", see=_PAPER, add=_ISSUED, change=_PAPER, columns=_STATE),
    Policy(table="prints", see=_OF_PAPER, add=beginning.PRINT),
    Policy(
        table="drafts", see=f"staff_id = {ME}", add=f"staff_id = {ME}", change=f"staff_id = {ME}",
        drop=f"staff_id = {ME}",
    ),
    Policy(
        table="presences", see=ONE_OF_US, add=f"staff_id = {ME}", change=f"staff_id = {ME}",
        drop=f"staff_id = {ME}",
    ),
    Policy(
        table="requests", see=f"staff_id = {ME}", add="staff_id = (SELECT rules.me_at_work())",
        change=f"staff_id = {ME}", drop=f"staff_id = {ME}", columns=("answer",),
    ),
    Policy(
        table="number_counters", see=ALL, add=ONE_OF_US, change=ONE_OF_US,
        columns=("last_number", "taken"),
    ),
    Policy(table="denials", see=WORK, add=beginning.DENIAL, change=_DENIED),
    Policy(table="denial_checks", see=behind("denials", "denial_id"), add=behind("denials", "denial_id")),
    Policy(
        table="attachments", see=behind("denials", "denial_id"), add=_DRAFTING, drop=_DRAFTING,
    ),
    Policy(
        table="file_contents", see=behind("attachments", "attachment_id"),
        add=_FILING, drop=_FILING,
    ),
    Policy(
        table="complaints", see=behind("denials", "denial_id"), add=f"{_REEXAMINING} AND {beginning.COMPLAINT}",
        change=_REEXAMINING,
    ),
    Policy(table="contacts", see=CONTACT, add=f"first_id = {NAMES}", change=CONTACT),
    Policy(
        table="segments", see=_HELD, add=f"{ONE_OF_US} AND {_BEGINS_NOW} AND {holds('segments')}", change=_HELD,
    ),
    Policy(
        table="orders", see=ORDER, add=f"{_DISPATCH} OR {ONE_OF_US} AND {_BARE}", change=_ORDERED,
    ),
    Policy(
        table="order_callers", see=_CALLER, add=f"{_DISPATCH} OR rules.made_order(order_id)",
        change=f"{_DISPATCH} AND {_CALLER}", drop=f"{_DISPATCH} AND {_CALLER}",
    ),
    Policy(table="order_changes", see=_CALLER, add=f"{_DISPATCH} AND {_CALLER}"),
    Policy(
        table="order_shares", see=f"{within('division_id', right='SEE_ORDERS')} OR rules.leads(order_id)",
        add=_SHARES,
        change=_SHARED,
    ),
    Policy(
        table="order_records", see=behind("orders", "order_id"),
        # A table of the city's platform says who did what there.
        add=f"({_DISPATCH} OR {PUTS_DOWN}) AND {behind('orders', 'order_id')}",
    ),
    Policy(
        table="order_claims", see=f"staff_id = {ME} OR {behind('orders', 'order_id')}",
        add=f"held_division_id IS NULL AND {_CLAIMED}", change=_LETS_GO, left=f"staff_id IS NULL OR {_CLAIMED}",
        columns=("staff_id", "staff_name", "since_at", "until_at"),
    ),
    Policy(table="order_batches", see=_DISPATCH, add=_DISPATCH, change=_DISPATCH),
    Policy(table="order_maps", see=_DISPATCH, add=_DISPATCH, change=_DISPATCH, drop=_DISPATCH),
    Policy(table="order_tallies", see=ALL),
    Policy(table="directory", see=ALL, add=anywhere("EDIT_DIRECTORY"), change=anywhere("EDIT_DIRECTORY")),
    Policy(
        table="answers", see=f"NOT withheld OR {anywhere('SEE_CALLERS')}", add=anywhere("PROPOSE_ANSWER"),
        change=anywhere("APPROVE_ANSWER", "DISPATCH_ORDER"),
    ),
    Policy(table="talks", see=_TALK, add=anywhere("SUPERVISE_ORDER"), change=f"({_TALKING}) AND ({_TALK})"),
    Policy(table="retention_rules", see=ALL, add=_SET_TERM),
    Policy(table="retention_holds", see=_OLD, add=_APPRAISE, change=_APPRAISE),
    Policy(table="disposals", see=_OLD, add=_APPRAISE, change=_OLD),
    Policy(table="disposal_items", see=_OLD, add=_APPRAISE),
    Policy(table="left_behind", see=_OLD, add=_APPRAISE),
    Policy(table="ledger_entries", see=_BOOK, add=f"{ONE_OF_US} AND {SAYS}"),
    Policy(table="ledger_heads", see=ALL),
    Policy(table="ledger_seals", see=ALL),
    Policy(
        table="search_texts", see=found("search_texts"),
        add=f"kind IN (5, 6, 8) AND {_BRINGS_IN} OR rules.writes(kind, id)",
        change="rules.writes(kind, id)", drop="rules.writes(kind, id)", columns=("words", "tails", "initials"),
    ),
    Policy(
        table="search_pairs", see=found("search_pairs"),
        add=f"kind = 8 AND ({_BRINGS_IN} OR rules.writes(kind, id))", drop="rules.writes(kind, id)",
    ),
    Policy(table="search_lots", see="", add=f"{_DISPATCH} AND ({_EVERY_ORDER} OR rules.writes(5, first))"),
    Policy(table="alembic_version", see=ALL),
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
                left = f" WITH CHECK ({each.left})" if name == "change" and each.left else ""
                yield f"CREATE POLICY {name} ON {each.table} FOR {event} TO PUBLIC {kind} ({condition}){left}"


def grant_statements(role: str) -> Iterator[str]:
    """Yield what lends the tables to the staff's role (quoted), as far as the policies speak of them."""
    for each in POLICIES:
        changed = f"UPDATE ({', '.join(each.columns)})" if each.columns else "UPDATE"
        lent = ["SELECT", each.add and "INSERT", each.change and changed, each.drop and "DELETE"]
        yield f"REVOKE ALL ON {each.table} FROM {role}"
        yield f"GRANT {', '.join(filter(None, lent))} ON {each.table} TO {role}"
