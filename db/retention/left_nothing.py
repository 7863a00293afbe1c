"""Things that never had any paper: which of them may go, said once as SQL.

``t`` is the thing; ``cutoff`` the moment (SQL) since when nothing may have been done with it.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.cases.models import ENDED as CASES_ENDED
from app.contacts.models import OPEN as CONTACTS_OPEN
from app.denials.models import ComplaintState
from app.hotline.models import OPEN as ORDERS_OPEN
from app.hotline.models import Secrecy
from app.retention.models import OPEN as DISPOSALS_OPEN
from db.retention.left_things import THINGS, free
from db.rows import listed

LATER = "'9999-12-31'"  # no time at all


@dataclass(frozen=True, kw_only=True)
class Bare:
    """Of a kind: when it came, and what else says, each by itself, that it is not at rest."""

    came: str
    unrest: tuple[str, ...]


def _held(*subjects: str, of: str = "t.id") -> str:
    """Return SQL that says that somebody has or had one of the subjects since."""
    named = ", ".join(f"'{each}:' || {of}" for each in subjects)
    return f"segments s WHERE s.subject IN ({named}) AND (s.open_key IS NOT NULL OR s.until_at >= {{cutoff}})"


_CASE_LIVES = (
    f"(c.state NOT IN ({listed(CASES_ENDED)}) OR c.completed_on >= {{cutoff}} OR c.served_on >= {{cutoff}})"
)
_RECORDED = "EXISTS (SELECT 1 FROM order_records r WHERE r.order_id = w.id AND r.recorded_at >= {cutoff})"
_ORDER_LIVES = (
    f"(w.state IN ({listed(ORDERS_OPEN)}) OR w.secrecy IN ({listed((Secrecy.WHOLE,))}) OR {_RECORDED})"
)
BARE_THINGS: Mapping[str, Bare] = MappingProxyType(
    {
        "case": Bare(
            came="t.created_at",
            unrest=(
                f"cases c WHERE c.id = t.id AND {_CASE_LIVES}",
                "deferrals q WHERE q.case_id = t.id AND (q.answered_at IS NULL OR q.answered_at >= {cutoff})",
                f"contacts k WHERE k.case_id = t.id AND k.state IN ({listed(CONTACTS_OPEN)})",
                _held("case", "deferred_material", "estimate", "extension"),
            ),
        ),
        "contact": Bare(
            came="t.registered_at",
            unrest=(
                "contacts k WHERE k.id = t.id AND k.answered_at >= {cutoff}",
                f"cases c WHERE c.id = t.case_id AND {_CASE_LIVES}",
                _held("case", of="t.case_id"),
                f"orders w WHERE w.id = t.order_id AND {_ORDER_LIVES}",
                _held("contact"),
            ),
        ),
        "denial": Bare(
            came="t.opened_at",
            unrest=(
                "denials n WHERE n.id = t.id AND n.archived_at >= {cutoff}",
                f"cases c WHERE c.id = t.case_id AND {_CASE_LIVES}",
                _held("case", of="t.case_id"),
                (
                    "complaints a WHERE a.denial_id = t.id"
                    f" AND (a.state IN ({listed((ComplaintState.OPEN,))}) OR a.answered_at >= {{cutoff}})"
                ),
                _held("denial"),
            ),
        ),
        "deferred": Bare(
            came="t.asked_at",
            unrest=("deferrals q WHERE q.id = t.id AND q.answered_at >= {cutoff}", _held("deferred")),
        ),
        "order": Bare(
            came="t.arrived_at",
            unrest=("order_records r WHERE r.order_id = t.id AND r.recorded_at >= {cutoff}",),
        ),
    }
)
_COUNTED = (
    "SELECT '{kind}' AS kind, t.id AS id, {thing.number} AS number, {thing.files} AS files,"
    " {thing.complaints} AS complaints, {thing.callers} AS callers"
)


def bare(kind: str, *, cutoff: str) -> str:
    """Return SQL that says of a thing ``t`` that it never had any paper, is over and was not cleared yet."""
    thing, this = THINGS[kind], BARE_THINGS[kind]
    papers = " ".join(f"AND NOT EXISTS (SELECT 1 FROM documents o WHERE {each})" for each in thing.papers)
    rests = " ".join(f"AND NOT EXISTS (SELECT 1 FROM {each.format(cutoff=cutoff)})" for each in this.unrest)
    return (
        f"{thing.over} AND {free(thing.number)} {papers} AND NOT EXISTS (SELECT 1 FROM left_behind l"
        f" WHERE l.kind = '{kind}' AND l.thing_id = t.id AND l.cleared_at IS NOT NULL)"
        f" AND {this.came} < {cutoff} {rests}"
    )


def is_bare(kind: str, key: str, *, cutoff: str) -> str:
    """Return SQL that says the same of the thing with this key."""
    return f"EXISTS (SELECT 1 FROM {THINGS[kind].table} t WHERE t.id = {key} AND {bare(kind, cutoff=cutoff)})"


def bare_things(kind: str, *, since: str, before: str, cutoff: str) -> str:
    """Return SQL for things without any paper that came in a span, but those of a disposal under way."""
    came = BARE_THINGS[kind].came
    return (
        f"{_COUNTED.format(kind=kind, thing=THINGS[kind])}, {came} AS came_at FROM {THINGS[kind].table} t"
        f" WHERE {came} >= {since} AND {came} < {before} AND {bare(kind, cutoff=cutoff)}"
        " AND NOT EXISTS (SELECT 1 FROM left_behind l JOIN disposals d ON d.id = l.disposal_id"
        f" WHERE l.kind = '{kind}' AND l.thing_id = t.id AND d.state IN ({listed(DISPOSALS_OPEN)}))"
    )


def listed_bare(disposal: str) -> str:
    """Return SQL for the things without any paper that a disposal lists, as ``left_by`` returns things."""
    return " UNION ALL ".join(
        f"{_COUNTED.format(kind=kind, thing=THINGS[kind])} FROM left_behind b JOIN {THINGS[kind].table} t"
        f" ON t.id = b.thing_id WHERE b.kind = '{kind}' AND b.disposal_id = {disposal}"
        f" AND {bare(kind, cutoff=LATER)}"
        for kind in BARE_THINGS
    )
