"""Custody in the archive: segments, of which a subject has one open at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.calendar.dues import Suspension
from app.custody.asking import Held, WallQuery
from app.custody.clocks import Counted, Dating, InPlace, OpenClock, OpenQuery, Tally
from app.custody.models import Holding, Segment
from app.errors import Conflict
from app.ledger.models import Subject
from db.alongside import alongside
from db.clocks.limits_in_use import read_limits
from db.clocks.open_clocks import (
    count_of_wanted,
    in_place,
    ordered,
    pauses_of,
    read_clocks,
    read_what,
    redate,
    wanted,
)
from db.clocks.tally import read_tally
from db.clocks.wall import count_of, ids_of, read_held
from db.lots import ready_lot
from db.models.custody import segment_rows
from db.models.people import division_rows, staff_rows
from db.plans import kept, kept_as_asked
from db.rows import to_json

_CHUNK = 500
_ASKED = 64  # who asks what, lately
_rows = segment_rows.c
_NAMED = select(
    segment_rows, staff_rows.c.name.label("staff_name"), division_rows.c.name.label("division_name")
).select_from(
    segment_rows.join(division_rows, division_rows.c.id == _rows.division_id).outerjoin(
        staff_rows, staff_rows.c.id == _rows.staff_id
    )
)
_OPEN_OF = kept(_NAMED.where(_rows.open_key == bindparam("subject")))
_OPEN_OF_MANY = kept(_NAMED.where(_rows.open_key.in_(bindparam("subjects", expanding=True))))
_OPEN_ALL = ordered(_NAMED.where(_rows.open_key.is_not(None)))
_OF_NUMBER = ordered(_NAMED.where(_rows.open_key.is_not(None), _rows.shown_number == bindparam("number")))
_HISTORY = kept(_NAMED.where(_rows.subject == bindparam("subject")).order_by(_rows.id))
_START = kept(insert(segment_rows).inline())
_CLOSE = kept(update(segment_rows).where(_rows.open_key == bindparam("subject_open")).values(open_key=None))
_HELD_BY = kept_as_asked(
    select(func.count())
    .select_from(segment_rows)
    .where(_rows.open_key.is_not(None), _rows.staff_id == bindparam("staff"))
)
Item = TypeVar("Item")


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
        return tuple(map(_segment, self._connection.execute(kept_as_asked(statement))))

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

    def start(self, holding: Holding, at: datetime, *, by: int | None = None, reassigned: bool = False) -> None:
        """Open a segment; raises ``Conflict`` where somebody holds the subject already."""
        row = {**segment_row(holding, at), "by_id": by, "reassigned": reassigned}
        try:
            self._connection.execute(_START, row)
        except IntegrityError as error:
            if "open_key" in str(error.orig):
                raise Conflict("这一件刚由别人接手，这一步没有做。请刷新后再看。") from error
            raise

    def start_many(self, holdings: Sequence[Holding], at: datetime, *, by: int) -> None:
        """Open the first segments of thousands of new subjects at once."""
        if holdings:
            rows = [segment_row(each, at) for each in holdings]
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            columns |= {"by_id": [by] * len(rows), "reassigned": [False] * len(rows)}
            with alongside(self._connection) as archive:
                archive.do(ready_lot(self._connection, segment_rows, columns))

    def close(self, subject: Subject, at: datetime) -> None:
        """Close the subject's open segment."""
        self._connection.execute(_CLOSE, {"subject_open": subject, "until_at": at})

    def page(self, query: OpenQuery, *, offset: int, limit: int) -> tuple[Segment, ...]:
        """Return a page of the open segments asked for, in the order of ``open_all``."""
        on_server = self._connection.dialect.name == "postgresql"
        statement = _page_of(query, offset, limit, on_server=on_server)
        return tuple(map(_segment, self._connection.execute(statement)))

    def tally(self, staff: int, divisions: frozenset[int] | None, *, today: date) -> tuple[Tally, ...]:
        """Count what is open in the divisions (None: all), and what the person holds elsewhere."""
        return read_tally(self._connection, staff, divisions, today)

    def limits(
        self, staff: int, divisions: frozenset[int] | None, *, since: date
    ) -> frozenset[tuple[str, int]]:
        """Return the limits (unit, count) in use there among what is due from a day on."""
        return read_limits(self._connection, staff, divisions, since)

    def held_by(self, staff: int) -> int:
        """Return how many open segments the person holds."""
        return int(self._connection.execute(_HELD_BY, {"staff": staff}).scalar_one())

    def held_for(self, behalf: Sequence[InPlace]) -> int:
        """Return how many open segments those hold whom somebody stands in for."""
        if not behalf:
            return 0
        statement = select(func.count()).select_from(segment_rows).where(_rows.open_key.is_not(None))
        return int(self._connection.execute(statement.where(in_place(behalf))).scalar_one())

    def count(self, query: OpenQuery) -> int:
        """Return how many open segments are asked for."""
        return self.count_each((query,))[0]

    def count_each(self, queries: Iterable[OpenQuery]) -> tuple[int, ...]:
        """Return how many open segments each query asks for, asked as one."""
        on_server = self._connection.dialect.name == "postgresql"
        return tuple(self._connection.execute(_counts_of(tuple(queries), on_server=on_server)).one())

    def of_number(self, number: str) -> tuple[Segment, ...]:
        """Return the open segments of everything that is shown under a number."""
        return tuple(map(_segment, self._connection.execute(_OF_NUMBER, {"number": number})))

    def held(self, divisions: frozenset[int] | None) -> tuple[Held, ...]:
        """Count what is open in the divisions (None: all) by holder, step, day and limit."""
        return read_held(self._connection, divisions)

    def count_open(self, query: WallQuery) -> int:
        """Return how many open segments are asked for."""
        on_server = self._connection.dialect.name == "postgresql"
        return self._connection.execute(count_of(query, on_server=on_server)).scalar_one()

    def page_open(self, query: WallQuery, *, offset: int, limit: int) -> tuple[Segment, ...]:
        """Return a page of the open segments asked for, in the order of ``open_all``."""
        on_server = self._connection.dialect.name == "postgresql"
        keys = ordered(ids_of(query, on_server=on_server)).offset(offset).limit(limit).subquery()
        statement = ordered(_NAMED.join(keys, keys.c.id == _rows.id))
        return tuple(map(_segment, self._connection.execute(statement)))

    def open_clocks(self) -> dict[Counted, list[int]]:
        """Return the open segments that have a date (their ids), those counted alike together."""
        return read_clocks(self._connection)

    def clocks_of(self, segments: Sequence[int]) -> dict[int, OpenClock]:
        """Return what the segments (by their ids, open or ended) are about."""
        return read_what(self._connection, segments)

    def reword(self, subject: Subject, **words: str) -> None:
        """Change ``why``, ``title`` or ``party`` of all segments of a subject, ended ones too."""
        self._connection.execute(update(segment_rows).where(_rows.subject == subject).values(**words))

    def redate(self, changes: Mapping[Dating, Sequence[int]]) -> None:
        """Give open segments (by their ids) new dates without touching anything else."""
        redate(self._connection, changes)


@lru_cache(maxsize=_ASKED)
def _page_of(query: OpenQuery, offset: int, limit: int, *, on_server: bool) -> Select[Any]:
    """Return the statement that reads a page; writing it out anew costs as much as asking it."""
    keys = wanted(query, on_server=on_server).offset(offset).limit(limit).subquery()
    return kept_as_asked(ordered(_NAMED.join(keys, keys.c.id == _rows.id)))


@lru_cache(maxsize=_ASKED)
def _counts_of(queries: tuple[OpenQuery, ...], *, on_server: bool) -> Select[Any]:
    counts = (count_of_wanted(each, on_server=on_server).scalar_subquery() for each in queries)
    return kept_as_asked(select(*counts))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    waiting = iter(items)
    while some := list(islice(waiting, _CHUNK)):
        yield some


def _pauses_kept(pauses: Iterable[Suspension]) -> str | None:
    kept = [[each.since.isoformat(), each.until.isoformat(), each.reason] for each in pauses]
    return to_json(kept) if kept else None


def segment_row(holding: Holding, at: datetime) -> dict[str, Any]:
    """Return the row of an open segment that begins at the moment."""
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
        "pauses": _pauses_kept(holding.pauses),
        "outer_count": holding.outer_count,
        "outer_due_on": holding.outer_due,
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
        pauses=pauses_of(row.pauses),
        outer_count=row.outer_count,
        outer_due=row.outer_due_on,
    )
    return Segment(
        id=row.id,
        holding=holding,
        since=row.since_at,
        until=row.until_at,
        staff_name=row.staff_name or "",
        division_name=row.division_name or "",
        by=row.by_id,
        reassigned=row.reassigned,
    )
