"""Custody in the archive: segments, of which a subject has one open at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.custody.models import Holding, Segment
from app.errors import Conflict
from app.ledger.models import Subject
from db.models.custody import segment_rows
from db.models.people import division_rows, staff_rows

_CHUNK = 500
_rows = segment_rows.c
_NAMED = select(
    segment_rows, staff_rows.c.name.label("staff_name"), division_rows.c.name.label("division_name")
).select_from(
    segment_rows.join(division_rows, division_rows.c.id == _rows.division_id).outerjoin(
        staff_rows, staff_rows.c.id == _rows.staff_id
    )
)
_OPEN_OF = _NAMED.where(_rows.open_key == bindparam("subject"))
_OPEN_OF_MANY = _NAMED.where(_rows.open_key.in_(bindparam("subjects", expanding=True)))
_OPEN_ALL = _NAMED.where(_rows.open_key.is_not(None)).order_by(
    _rows.due_on.is_(None), _rows.due_on, _rows.since_at, _rows.id
)
_HISTORY = _NAMED.where(_rows.subject == bindparam("subject")).order_by(_rows.id)
_START = insert(segment_rows)
_CLOSE = update(segment_rows).where(_rows.open_key == bindparam("subject_open")).values(open_key=None)
_REDATE = update(segment_rows).where(_rows.open_key == bindparam("subject_open"))


class StoredCustody:
    """Segments over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_of(self, subject: Subject) -> Segment | None:
        """Return who holds the subject now."""
        row = self._connection.execute(_OPEN_OF, {"subject": subject}).one_or_none()
        return None if row is None else _segment(row)

    def open_all(self, *, division: int | None = None, staff: int | None = None) -> tuple[Segment, ...]:
        """Return open segments by due date (none last), then since; filtered where given."""
        statement = _OPEN_ALL
        if division is not None:
            statement = statement.where(_rows.division_id == division)
        if staff is not None:
            statement = statement.where(_rows.staff_id == staff)
        return tuple(map(_segment, self._connection.execute(statement)))

    def open_of_many(self, subjects: Iterable[Subject]) -> dict[Subject, Segment]:
        """Return the open segment of each subject that has one."""
        found: dict[Subject, Segment] = {}
        for some in _chunks(subjects):
            for row in self._connection.execute(_OPEN_OF_MANY, {"subjects": some}):
                found[Subject(row.subject)] = _segment(row)
        return found

    def history(self, subject: Subject) -> tuple[Segment, ...]:
        """Return the subject's segments, oldest first."""
        return tuple(map(_segment, self._connection.execute(_HISTORY, {"subject": subject})))

    def start(self, holding: Holding, at: datetime) -> None:
        """Open a segment; raises ``Conflict`` where somebody holds the subject already."""
        try:
            self._connection.execute(_START, _segment_row(holding, at))
        except IntegrityError as error:
            if "open_key" in str(error.orig):
                raise Conflict("这一件刚由别人接手，这一步没有做。请刷新后再看。") from error
            raise

    def close(self, subject: Subject, at: datetime) -> None:
        """Close the subject's open segment."""
        self._connection.execute(_CLOSE, {"subject_open": subject, "until_at": at})

    def redate(self, changes: Iterable[tuple[Subject, date, bool]]) -> None:
        """Set due and provisional of open segments without touching anything else."""
        rows = [
            {"subject_open": subject, "due_on": due, "provisional": provisional}
            for subject, due, provisional in changes
        ]
        if rows:
            self._connection.execute(_REDATE, rows)


def _chunks(subjects: Iterable[Subject]) -> Iterator[list[Subject]]:
    waiting = iter(subjects)
    while some := list(islice(waiting, _CHUNK)):
        yield some


def _segment_row(holding: Holding, at: datetime) -> dict[str, Any]:
    return {
        "subject": holding.subject,
        "open_key": holding.subject,
        "division_id": holding.division,
        "staff_id": holding.staff,
        "why": holding.why,
        "step": holding.step,
        "title": holding.title,
        "party": holding.party,
        "shown_number": holding.number,
        "due_on": holding.due,
        "provisional": holding.provisional,
        "start_on": holding.start,
        "unit_count": holding.count,
        "unit": holding.unit,
        "since_at": at,
    }


def _segment(row: Row[Any]) -> Segment:
    holding = Holding(
        subject=Subject(row.subject),
        division=row.division_id,
        staff=row.staff_id,
        why=row.why or "",
        step=row.step or "",
        title=row.title or "",
        party=row.party or "",
        number=row.shown_number or "",
        due=row.due_on,
        provisional=row.provisional,
        start=row.start_on,
        count=row.unit_count,
        unit=row.unit or "",
    )
    return Segment(
        id=row.id,
        holding=holding,
        since=row.since_at,
        until=row.until_at,
        staff_name=row.staff_name or "",
        division_name=row.division_name or "",
    )
