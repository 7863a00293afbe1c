"""Statistics in the archive: events are counted and listed under the same conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, case, func, or_, select

from app.cases.models import Pause
from app.clock import office_date
from app.hotline.minutes import Reading
from app.ledger.models import Entry
from app.office.hours import Hours
from app.statistics.events import Event
from app.statistics.models import HOT, Cut, DenialPart, Happened, Scope, Span, Tally, Wanted, Worked
from db.models.cases import case_rows
from db.models.matters import matter_rows
from db.rows import AnyRow, from_json
from db.statistics.minutes import readings_of
from db.statistics.orders import ARRIVED, HELD_TIMES
from db.statistics.person import denials_of, post_deeds, reasons_of
from db.statistics.source import Condition, Source, bounds_of
from db.statistics.sources import COMPLETED, SOURCE_OF, SOURCES_OF

_case = case_rows.c
_TIMES = (_case.accepted_on, _case.completed_on, _case.due_on, _case.committed, _case.pauses)
_ROW = "row_key"
HOTTEST = 30  # places and topics in a table
_MATTERS = select(matter_rows.c.id, matter_rows.c.name, matter_rows.c.division_id)


class StoredStatistics:
    """What happened, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, scope: Scope, cut: Cut) -> tuple[Tally, ...]:
        """Count every event in every row of the cut; of a hot one in the most frequent rows, and in all."""
        sources = SOURCES_OF[scope.domain]
        if cut not in HOT:
            return tuple(tally for source in sources for tally in self._of(source, scope, cut))
        keys = self._hottest(scope, cut)
        hot = (tally for source in sources for tally in self._of(source, scope, cut, keys))
        every = (tally for source in sources for tally in self._of(source, scope, Cut.NONE))
        return (*(replace(tally, apart=True) for tally in hot), *every)

    def readings(self, scope: Scope, cut: Cut, hours: Hours, now: datetime) -> tuple[Reading, ...]:
        """Return when orders were taken (negative) and handed on, in every row of the cut."""
        conditions = _scoped(HELD_TIMES, scope)
        if cut in HOT:
            conditions.append(HELD_TIMES.row(cut).in_(self._hottest(scope, cut)))
        found = readings_of(
            self._connection,
            HELD_TIMES.row(cut),
            HELD_TIMES.table,
            conditions,
            hours=hours,
            now=now,
        )
        return tuple(replace(reading, key=_key(row, cut)) for row, reading in found)

    def worked(self, scope: Scope, cut: Cut) -> tuple[Worked, ...]:
        """Return the times of the cases that had a limit in working days, those alike together."""
        alike = (_case.accepted_on, _case.completed_on, _case.committed, _case.pauses)
        statement = select(COMPLETED.row(cut).label(_ROW), *alike, func.count()).select_from(
            COMPLETED.read(cut)
        )
        statement = statement.where(*_scoped(COMPLETED, scope), COMPLETED.events[Event.MEASURED])
        statement = statement.group_by(*_by(cut), *alike)
        return tuple(
            Worked(_key(row, cut), accepted_on, completed_on, committed, _pauses(pauses), cases)
            for row, accepted_on, completed_on, committed, pauses, cases in self._connection.execute(statement)
        )

    def page(self, wanted: Wanted, *, offset: int, limit: int) -> tuple[Happened, ...]:
        """Return a page of the events behind a figure, newest first."""
        source, scope = SOURCE_OF[wanted.event], wanted.scope
        if wanted.key is not None and wanted.cut is Cut.MONTH:
            scope = replace(scope, span=scope.span.within(wanted.key))
        conditions = [*_scoped(source, scope), source.events[wanted.event]]
        if wanted.key is not None and wanted.cut is not Cut.MONTH:
            conditions += [source.row(wanted.cut).in_(_kept(wanted.key, wanted.cut))]
        statement = _listed(source).where(*conditions).order_by(source.when.desc(), source.key.desc())
        page = statement.offset(offset).limit(limit)
        return tuple(map(_happened, self._connection.execute(page, bounds_of(scope))))

    def denials_of(self, staff: int, span: Span) -> tuple[DenialPart, ...]:
        """Return what the person drafted and checked within the span, in order."""
        return denials_of(self._connection, staff, span)

    def reasons_of(self, cases: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the reasons that records of lateness give for cases, each with the record's number."""
        return reasons_of(self._connection, cases)

    def post_deeds(self) -> tuple[Entry, ...]:
        """Return how posts were set up and changed, in order."""
        return post_deeds(self._connection)

    def matter_names(self) -> Mapping[str, tuple[str, int]]:
        """Return name and division of every matter by the key of its row."""
        return {str(row.id): (row.name, row.division_id) for row in self._connection.execute(_MATTERS)}

    def _by_month(self, source: Source, scope: Scope) -> Iterator[Tally]:
        """Count a state at the end of each month, and at the end of all."""
        yield from self._of(source, scope, Cut.NONE)
        for month in scope.span.months:
            each = replace(scope, span=scope.span.within(month))
            for tally in self._of(source, each, Cut.NONE):
                yield replace(tally, key=month, apart=True)

    def _hottest(self, scope: Scope, cut: Cut) -> tuple[str, ...]:
        """Return the rows in which most orders came, the most frequent first."""
        row, came = ARRIVED.row(cut).label(_ROW), func.count().label("came")
        statement = select(row).select_from(ARRIVED.read(cut)).where(*_scoped(ARRIVED, scope))
        statement = statement.group_by(_ROW).order_by(came.desc(), row).limit(HOTTEST)
        return tuple(self._connection.execute(statement).scalars())

    def _of(
        self, source: Source, scope: Scope, cut: Cut, keys: tuple[str, ...] | None = None
    ) -> Iterator[Tally]:
        if (source.standing or source.before) and cut is Cut.MONTH:
            yield from self._by_month(source, scope)
            return
        sums = [func.sum(case((condition, 1), else_=0)) for condition in source.events.values()]
        statement = select(source.row(cut).label(_ROW), *sums).select_from(source.read(cut))
        statement = statement.where(*_scoped(source, scope)).group_by(*_by(cut))
        if keys is not None:
            statement = statement.where(source.row(cut).in_(keys))
        counted: Counter[tuple[Event, str]] = Counter()
        for row, *counts in self._connection.execute(statement, bounds_of(scope)):
            for event, count in zip(source.events, counts, strict=True):
                counted[event, _key(row, cut)] += int(count or 0)
        yield from (Tally(event, key, count) for (event, key), count in counted.items() if count)


def _scoped(source: Source, scope: Scope) -> list[Condition]:
    conditions = [source.within, source.during(scope.span)]
    if scope.divisions is not None:
        own = source.division.in_(scope.divisions)
        conditions.append(own if source.centre is None else or_(own, source.centre.in_(scope.divisions)))
    return conditions


def _by(cut: Cut) -> tuple[str, ...]:
    """Return by which label is grouped: the expression itself has parameters, which a server tells apart."""
    return () if cut is Cut.NONE else (_ROW,)


def _key(row: Any, cut: Cut) -> str:
    return f"{row:%Y-%m}" if cut is Cut.MONTH else str(row)


def _kept(key: str, cut: Cut) -> list[int] | list[str]:
    """Return a row's key, or those of a class of rows, as the archive compares them."""
    if cut in (Cut.DIVISION, Cut.CLERK):
        return [int(each) if each.isdecimal() else -1 for each in key.split(",")]
    return key.split(",") if cut is Cut.TYPE else [key]


def _listed(source: Source) -> Select[Any]:
    """Select what a list says of an event."""
    return select(
        _case.id.label("case_id"),
        _case.case_number,
        source.number.label("paper_number"),
        source.matter_name.label("matter"),
        _case.applicant,
        source.party.label("party"),
        source.division.label("division"),
        source.staff.label("staff"),
        source.when.label("happened"),
        source.state.label("state"),
        source.mark.label("mark"),
        source.subject.label("subject"),
        source.since.label("since"),
        source.until.label("until"),
        source.secrecy.label("secrecy"),
        *_TIMES,
    ).select_from(source.with_case)


def _happened(row: AnyRow) -> Happened:
    party = from_json(row.applicant)["name"] if row.applicant is not None else row.party
    return Happened(
        case=row.case_id,
        number=row.case_number or row.paper_number,
        matter_name=row.matter or "",
        party=party or "",
        division=row.division,
        staff=row.staff,
        day=office_date(row.happened) if isinstance(row.happened, datetime) else row.happened,
        state=row.state or "",
        mark=row.mark or "",
        accepted_on=row.accepted_on,
        completed_on=row.completed_on,
        due_on=row.due_on,
        committed=row.committed or 0,
        pauses=_pauses(row.pauses),
        subject=row.subject or "",
        since=row.since,
        until=row.until,
        secrecy=row.secrecy or "",
    )


def _pauses(kept: str | None) -> tuple[Pause, ...]:
    if not kept or kept == "[]":
        return ()
    return tuple(
        Pause(since=date.fromisoformat(since), until=until and date.fromisoformat(until), step=step, days=days)
        for since, until, step, days in from_json(kept)
    )
