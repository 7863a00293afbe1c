"""What one person's year holds beside the figures: denials, reasons of lateness, changes of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, cast, literal, select

from app.clock import office_date
from app.ledger.models import Entry
from app.register.models import DocumentState
from app.statistics.models import DenialPart, Span
from db.ledger import read_entry
from db.models.denials import check_rows, denial_rows
from db.models.documents import document_rows
from db.models.ledger import entry_rows
from db.models.posts import post_rows
from db.rows import from_json
from db.statistics.source import start_after, start_of

_denial, _check, _paper = denial_rows.c, check_rows.c, document_rows.c
_NAMED = (_denial.id.label("denial"), _denial.case_number, _denial.matter_name, _denial.party, _denial.state)
_MOST_KEYS = 500
_REASONS = select(_paper.case_id, _paper.number_text, _paper.fields).where(
    _paper.case_id.in_(bindparam("cases", expanding=True)),
    _paper.type_key == "overdue_record",
    _paper.state != DocumentState.VOID.value,
)
_POST_DEEDS = (
    select(entry_rows)
    .where(
        entry_rows.c.subject.in_(select(literal("post:") + cast(post_rows.c.id, Text))),
        entry_rows.c.act.in_(("set_up_post", "change_post")),
    )
    .order_by(entry_rows.c.seq)
)


def denials_of(connection: Connection, staff: int, span: Span) -> tuple[DenialPart, ...]:
    """Return what the person drafted and checked within the span, in order."""
    drafted = select(_denial.opened_at.label("at"), literal("").label("station"), literal("").label("opinion"))
    drafted = drafted.add_columns(*_NAMED).where(_denial.prepared_by_id == staff)
    checked = select(_check.checked_at.label("at"), _check.station, _check.opinion).add_columns(*_NAMED)
    checked = checked.join_from(check_rows, denial_rows, _denial.id == _check.denial_id)
    checked = checked.where(_check.staff_id == staff)
    rows = [
        *_within(connection, drafted, _denial.opened_at, span),
        *_within(connection, checked, _check.checked_at, span),
    ]
    return tuple(sorted(map(_part, rows), key=lambda each: (each.day, each.denial)))


def _within(connection: Connection, statement: Select[Any], when: Any, span: Span) -> Iterable[Any]:
    narrowed = statement.where(when >= start_of(span.since), when < start_after(span.until))
    return connection.execute(narrowed.order_by(when)).all()


def _part(row: Any) -> DenialPart:
    return DenialPart(
        denial=row.denial,
        day=office_date(row.at),
        number=row.case_number,
        matter_name=row.matter_name or "",
        party=row.party or "",
        state=row.state,
        station=row.station,
        opinion=row.opinion,
    )


def reasons_of(connection: Connection, cases: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the reasons that records of lateness give for cases, each with the record's number."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    keys = sorted(set(cases))
    for first in range(0, len(keys), _MOST_KEYS):
        for row in connection.execute(_REASONS, {"cases": keys[first : first + _MOST_KEYS]}):
            reason = from_json(row.fields).get("reason", "")
            found[row.case_id].append(f"{reason}（{row.number_text}）")
    return {case: tuple(reasons) for case, reasons in found.items()}


def post_deeds(connection: Connection) -> tuple[Entry, ...]:
    """Return how posts were set up and changed, in order."""
    return tuple(map(read_entry, connection.execute(_POST_DEEDS)))
