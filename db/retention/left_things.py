"""The things that papers are about, and which of them a destruction leaves without any: said once as SQL.

``t`` is the thing, ``o`` one of its papers; everything that would leave a thing with a paper keeps it.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.contacts.models import OPEN as CONTACTS_OPEN
from app.denials.models import OPEN as DENIALS_OPEN
from app.hotline.models import OPEN as ORDERS_OPEN
from app.hotline.models import Secrecy
from app.retention.models import OPEN as DISPOSALS_OPEN
from app.retention.models import DisposalState
from db.rows import listed

AGREED = (
    f"d.state IN ({listed((DisposalState.APPROVED, DisposalState.DONE))})"
    " AND d.decided_by_id <> d.proposed_by_id"
)


# A question answered later has no number of its own; what is destroyed is listed, and held back, by one.
QUESTION = "疑难问题"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A kind of thing: its table, its number, how its papers are found, and what counts.

    ``touched`` say, each by itself, that a paper of those to go ({items}) is one of it.
    """

    table: str
    number: str
    papers: tuple[str, ...]
    touched: tuple[str, ...]
    over: str = "true"
    files: str = "0"
    complaints: str = "0"
    callers: str = "0"


_HAS_CALLER = (
    "CASE WHEN coalesce(t.caller, '') <> '' OR coalesce(t.telephone, '') <> ''"
    " OR EXISTS (SELECT 1 FROM order_callers k WHERE k.order_id = t.id) THEN 1 ELSE 0 END"
)
_NUMBERS = "SELECT p.case_number FROM documents p WHERE p.id IN ({items}) AND p.case_number <> ''"
_CASES = "SELECT p.case_id FROM documents p WHERE p.id IN ({items})"
_OWN = ("t.form_id IN ({items})", "t.notice_id IN ({items})", "t.unmet_id IN ({items})")
THINGS: Mapping[str, Thing] = MappingProxyType(
    {
        "case": Thing(
            table="cases",
            number="t.case_number",
            papers=("o.case_id = t.id",),
            touched=(f"t.id IN ({_CASES})",),
        ),
        "contact": Thing(
            table="contacts",
            number="t.contact_number",
            papers=(
                "o.id = t.record_id",
                "o.case_number <> '' AND o.case_number IN (t.contact_number, t.order_number)",
                "o.case_id = t.case_id",
            ),
            touched=(
                "t.record_id IN ({items})",
                f"t.contact_number IN ({_NUMBERS})",
                f"t.order_number IN ({_NUMBERS})",
                f"t.case_id IN ({_CASES})",
            ),
            over=f"t.state NOT IN ({listed(CONTACTS_OPEN)})",
        ),
        "denial": Thing(
            table="denials",
            number="t.case_number",
            papers=(
                "o.id IN (t.form_id, t.notice_id, t.unmet_id)",
                "o.case_id = t.case_id AND o.type_key IN ('denial_registration', 'non_acceptance_notice')",
                "o.case_id = t.case_id AND coalesce(t.form_id, t.notice_id, t.unmet_id) IS NULL",
            ),
            touched=(*_OWN, f"t.case_id IN ({_CASES})"),
            over=f"t.state NOT IN ({listed(DENIALS_OPEN)})",
            files="(SELECT count(*) FROM attachments a WHERE a.denial_id = t.id)",
            complaints="(SELECT count(*) FROM complaints a WHERE a.denial_id = t.id)",
        ),
        "deferred": Thing(
            table="deferrals",
            number=f"'{QUESTION}' || t.id",
            papers=("false",),
            touched=("false",),
            over="t.case_id IS NULL AND t.answered_at IS NOT NULL",
        ),
        "order": Thing(
            table="orders",
            number="t.order_number",
            papers=(
                "o.case_number = t.order_number",
                "o.case_number = (SELECT m.order_number FROM orders m WHERE m.id = t.main_id)",
            ),
            touched=(
                f"t.order_number IN ({_NUMBERS})",
                f"t.main_id IN (SELECT m.id FROM orders m WHERE m.order_number IN ({_NUMBERS}))",
            ),
            over=f"t.state NOT IN ({listed(ORDERS_OPEN)}) AND t.secrecy NOT IN ({listed((Secrecy.WHOLE,))})",
            callers=_HAS_CALLER,
        ),
        "talk": Thing(
            table="talks",
            number="t.talk_number",
            papers=("o.case_number = t.talk_number", "o.id IN (t.notice_id, t.record_id)"),
            touched=(f"t.talk_number IN ({_NUMBERS})", "t.notice_id IN ({items})", "t.record_id IN ({items})"),
        ),
        "handover": Thing(
            table="handovers",
            number="(SELECT s.number_text FROM documents s WHERE s.id = t.sheet_id)",
            papers=("o.id IN (t.sheet_id, t.return_sheet_id)",),
            touched=("t.sheet_id IN ({items})",),
        ),
    }
)
_TO_GO = (
    "EXISTS (SELECT 1 FROM disposal_items i JOIN disposals d ON d.id = i.disposal_id"
    f" WHERE i.document_id = o.id AND d.state IN ({listed(DISPOSALS_OPEN)}))"
)


def left_by(items: str, *, planned: str) -> str:
    """Return SQL for what has no other paper than ``items``, with its counts.

    ``planned`` counts these, and those of other disposals under way, as gone already.
    """
    gone = f"{planned} AND (o.id IN ({items}) OR {_TO_GO})"
    return " UNION ALL ".join(_left(kind, thing, items, gone) for kind, thing in THINGS.items())


def _left(kind: str, thing: Thing, items: str, gone: str) -> str:
    number = thing.number
    # One by one: a server would else read every thing there is to ask them all of it.
    touched = " UNION ".join(
        f"SELECT t.id FROM {thing.table} t WHERE {each.format(items=items)}" for each in thing.touched
    )
    kept = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM documents o WHERE {papers} AND o.destroyed_at IS NULL AND NOT ({gone}))"
        for papers in thing.papers
    )
    return (
        f"SELECT '{kind}' AS kind, t.id AS id, {number} AS number, {thing.files} AS files,"
        f" {thing.complaints} AS complaints, {thing.callers} AS callers FROM {thing.table} t"
        f" WHERE t.id IN ({touched}) AND {thing.over} AND {free(number)} {kept}"
        f" AND NOT EXISTS (SELECT 1 FROM left_behind l WHERE l.kind = '{kind}' AND l.thing_id = t.id"
        " AND l.cleared_at IS NOT NULL)"
    )


def papers_of(kind: str, key: str) -> str:
    """Return SQL for the papers of a thing."""
    thing = THINGS[kind]
    return " UNION ".join(
        f"SELECT o.* FROM {thing.table} t JOIN documents o ON {papers} WHERE t.id = {key}"
        for papers in thing.papers
    )


def may_clear(kind: str, key: str, *, bare: str) -> str:
    """Return SQL that says whether a thing, listed by what two people signed, is without any paper now.

    ``bare`` says (SQL) whether one that never had any may go.
    """
    thing, papers = THINGS[kind], papers_of(kind, key)
    destroyed = f"EXISTS (SELECT 1 FROM ({papers}) p WHERE p.destroyed_at IS NOT NULL)"
    return (
        "EXISTS (SELECT 1 FROM left_behind l JOIN disposals d ON d.id = l.disposal_id"
        f" WHERE l.kind = '{kind}' AND l.thing_id = {key} AND l.cleared_at IS NULL AND {AGREED})"
        f" AND EXISTS (SELECT 1 FROM {thing.table} t WHERE t.id = {key} AND {thing.over}"
        f" AND {free(thing.number)})"
        f" AND ({destroyed} OR {bare})"
        f" AND NOT EXISTS (SELECT 1 FROM ({papers}) p WHERE p.destroyed_at IS NULL)"
    )


def free(number: str) -> str:
    """Return SQL that says that nobody holds a number back."""
    return (
        f"NOT EXISTS (SELECT 1 FROM retention_holds h WHERE h.lifted_at IS NULL AND h.held_number = {number})"
    )
