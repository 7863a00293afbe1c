"""Whether everything open is in somebody's hands, and every history of hands fits together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.cases.models import ENDED, CaseState
from app.contacts.models import OPEN as OPEN_CONTACTS
from app.denials.models import OPEN as OPEN_DENIALS
from app.denials.models import ComplaintState
from app.drills.models import Finding
from app.hotline.models import OPEN as OPEN_ORDERS
from db.models.orders import OPEN_PART
from db.rows import listed


class Held(NamedTuple):
    """A kind of thing that somebody has while it is ``open`` (SQL): its subject's word, table, name, number."""

    kind: str
    table: str
    called: str
    number: str
    open: str


def _while(states: Iterable[Enum]) -> str:
    return f"t.state IN ({listed(states)})"


_ASKED = "(SELECT o.order_number FROM orders o WHERE o.id = t.order_id)"
OPEN = (
    Held("case", "cases", "办件", "t.case_number", _while(each for each in CaseState if each not in ENDED)),
    Held("deferred", "deferrals", "疑难问题", "t.id", "t.answered_at IS NULL"),
    Held("denial", "denials", "否定报备", "t.case_number", _while(OPEN_DENIALS)),
    Held("complaint", "complaints", "复核", "t.id", _while((ComplaintState.OPEN,))),
    Held("contact", "contacts", "首问登记", "t.contact_number", _while(OPEN_CONTACTS)),
    Held("order", "orders", "工单", "t.order_number", _while(OPEN_ORDERS)),
    Held("order_share", "order_shares", "协办", _ASKED, OPEN_PART),
)
_HELD_BY_NOBODY = (
    "SELECT {number} AS number FROM {table} t WHERE {open} AND NOT EXISTS ("
    "SELECT 1 FROM segments s WHERE s.open_key = '{kind}:' || t.id) ORDER BY t.id"
)
_TORN = (
    "SELECT subject FROM segments WHERE (open_key IS NULL AND until_at IS NULL)"
    " OR (open_key IS NOT NULL AND (open_key <> subject OR until_at IS NOT NULL)) OR until_at < since_at"
)
_TWICE = (
    "SELECT DISTINCT subject FROM (SELECT subject, until_at,"
    " lead(since_at) OVER (PARTITION BY subject ORDER BY since_at, id) AS next_at FROM segments) held"
    " WHERE next_at < until_at"
)
_COUNTS = text("SELECT count(*) AS segments, count(open_key) AS open FROM segments")


def custody_finding(connection: Connection) -> Finding:
    """Look at everything that is open and at every history of hands; return what was found."""
    counts = connection.execute(_COUNTS).one()
    return Finding(
        title="在办事项",
        looked=f"{counts.open:,}件在办事项各有一个经办环节，{counts.segments:,}段经办记录前后不重叠",
        faults=tuple(_faults(connection)),
    )


def _faults(connection: Connection) -> Iterator[str]:
    for each in OPEN:
        for row in connection.execute(text(_HELD_BY_NOBODY.format_map(each._asdict()))):
            yield f"{each.called}{row.number}还没有办完，却没有经办人"
    for row in connection.execute(text(_TORN)):
        yield f"“{row.subject}”的一段经办记录起止不符"
    for row in connection.execute(text(_TWICE)):
        yield f"“{row.subject}”有两段经办记录重叠"
