"""What a source of events is: one table, when, where and who, and by what its rows are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, bindparam, cast, func, literal, null, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.clock import SHANGHAI
from app.statistics.events import Event
from app.statistics.models import UNDIVIDED, Cut, Scope, Span
from app.statistics.spans import span_before
from db.models.cases import case_rows
from db.models.columns import Day, Moment

Condition = ColumnElement[bool]
ALWAYS: Condition = true()
NOTHING: ColumnElement[None] = null()
TODAY = bindparam("today", type_=Day)
SINCE = bindparam("since", type_=Day)
UNTIL = bindparam("until", type_=Day)
BEGIN = bindparam("morning", type_=Moment)
END = bindparam("end", type_=Moment)
_case = case_rows.c
NO_CASE: Condition = _case.id == -1  # what is no case is listed beside none


class office_day(FunctionElement[date]):  # noqa: N801 - it is written like the function it is
    """The office's day (Asia/Shanghai) of a moment that is kept in UTC."""

    type = Day
    inherit_cache = True


@compiles(office_day, "sqlite")
def _file_day(element: office_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+8 hours')"


@compiles(office_day, "postgresql")
def _server_day(element: office_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **options)} + INTERVAL '8 hours') AS DATE)"


class day_after(FunctionElement[date]):  # noqa: N801 - it is written like the function it is
    """The day after a day."""

    type = Day
    inherit_cache = True


@compiles(day_after, "sqlite")
def _file_day_after(element: day_after, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+1 day')"


@compiles(day_after, "postgresql")
def _server_day_after(element: day_after, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} + 1)"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Events of one table: when, where, who, of which matter and case; ``within`` holds for each of them.

    ``with_case`` is the table with what is known of the case; ``of_case`` False: a case may be wanting;
    ``undivided``: it belongs to no matter and no kind. ``moment``: ``when`` is a moment in UTC, not a day.
    ``standing``: a state as it is at the end of the span or today, whichever is first, since ``when``;
    ``before``: what happened in the span before. ``cuts`` tells rows apart otherwise than cases are, ``centre``
    is the division that may see it beside its own.
    """

    table: FromClause
    with_case: FromClause
    key: ColumnElement[int]
    when: ColumnElement[Any]
    moment: bool
    division: ColumnElement[int]
    staff: ColumnElement[int]
    events: Mapping[Event, Condition]
    within: Condition = ALWAYS
    mark: ColumnElement[Any] = NOTHING
    matter_name: ColumnElement[str | None] = _case.matter_name
    party: ColumnElement[Any] = NOTHING
    number: ColumnElement[str] = _case.case_number
    of_case: bool = True
    undivided: bool = False
    standing: bool = False
    state: ColumnElement[Any] = _case.state
    subject: ColumnElement[Any] = NOTHING
    since: ColumnElement[Any] = NOTHING
    until: ColumnElement[Any] = NOTHING
    before: bool = False
    centre: ColumnElement[int] | None = None
    secrecy: ColumnElement[Any] = NOTHING
    cuts: Mapping[Cut, ColumnElement[Any]] = field(default_factory=dict)

    @property
    def day(self) -> ColumnElement[date]:
        """The office's day of an event."""
        return office_day(self.when) if self.moment else self.when

    def read(self, cut: Cut) -> FromClause:
        """Return what must be read to tell the rows of a cut apart."""
        return self.with_case if cut in (Cut.MATTER, Cut.KIND) and not self.undivided else self.table

    def during(self, span: Span) -> Condition:
        """Narrow to the days of a span."""
        if self.before:
            span = span_before(span)
        if self.standing:
            return and_(self.when <= span.until, self.when <= TODAY, literal(span.since, Day) <= TODAY)
        if not self.moment:
            return self.when.between(span.since, span.until)
        return and_(self.when >= start_of(span.since), self.when < start_after(span.until))

    def row(self, cut: Cut) -> ColumnElement[Any]:
        """Return the key of the row an event belongs to (of a month: the day)."""
        match cut:
            case _ if cut in self.cuts:
                return self.cuts[cut]
            case Cut.NONE:
                return literal("")
            case Cut.MONTH:
                return self.day
            case Cut.DIVISION:
                return self.division
            case Cut.CLERK:
                return self.staff
            case _:
                return self._of_case(cut)

    def _of_case(self, cut: Cut) -> ColumnElement[Any]:
        if self.undivided:
            return literal(UNDIVIDED)
        if cut is Cut.KIND:
            return _case.kind if self.of_case else func.coalesce(_case.kind, "~")
        listed = cast(_case.matter_id, Text)
        unlisted = literal("~") + func.coalesce(self.matter_name, "")
        return listed if self.of_case else func.coalesce(listed, unlisted)


def bounds_of(scope: Scope) -> dict[str, date | datetime]:
    """Return what statements ask of the span and of today."""
    span = scope.span
    return {
        "today": scope.today,
        "since": span.since,
        "until": span.until,
        "morning": start_of(span.since),
        "end": start_after(span.until),
    }


def start_of(day: date) -> datetime:
    """Return the moment the office's day begins."""
    return datetime.combine(day, time(), SHANGHAI)


def start_after(day: date) -> datetime:
    """Return the first moment after the office's day."""
    return start_of(day + timedelta(days=1))


def lasts(until: ColumnElement[Any]) -> Condition:
    """Tell whether a state that ends on the day (None: never) still is at the end of the span, or today."""
    return or_(until.is_(None), until > UNTIL, until > TODAY)
