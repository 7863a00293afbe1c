"""The use cases of statistics: the figures of a span, and the cases behind each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.contacts.people import Colleague
from app.errors import BadInput, NotAllowed
from app.forms.masking import mask_name
from app.hotline.minutes import WorkClock
from app.office.hours import hours_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.statistics.classes import order_rows
from app.statistics.definitions import CUTS_OF, GROUPS_OF
from app.statistics.events import Domain, Event
from app.statistics.models import (
    CaseRow,
    Cut,
    Figure,
    FigureAt,
    Happened,
    Scope,
    Span,
    Table,
    Wanted,
)
from app.statistics.month_report import MONTHS_SHOWN, REPORTED, MonthReport, month_of
from app.statistics.naming import Names, named
from app.statistics.noting import note_of
from app.statistics.orders_behind import order_row
from app.statistics.person import PersonYear, may_read, readable, span_of
from app.statistics.person_reading import PersonReading
from app.statistics.ports import StatisticsStore, StatisticsUnit
from app.statistics.spans import months_before, span_before
from app.statistics.tables import counted_of, minutes_in, table_of

_RIGHTS = {Domain.CASES: Right.SEE_STATISTICS, Domain.ORDERS: Right.SEE_ORDER_FIGURES}


class Statistics:
    """What division heads, leaders in charge and the efficiency office look at, within their reach."""

    def __init__(self, store: StatisticsStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def domains(self, actor: Actor) -> tuple[Domain, ...]:
        """Return what the actor may look at."""
        return tuple(domain for domain, right in _RIGHTS.items() if may(actor, right))

    def figures(self, actor: Actor, span: Span, cut: Cut, domain: Domain = Domain.CASES) -> Table:
        """Return every figure of the span, cut; raises ``NotAllowed``, ``BadInput`` for another's cut."""
        if cut not in CUTS_OF[domain]:
            raise BadInput(f"{domain.value}的统计不能{cut.value}分行。")
        if domain is Domain.ORDERS:
            return self._order_figures(actor, span, cut)
        with self._store.read() as unit:
            scope = self._scope(unit, actor, span)
            tallies = unit.statistics.counts(scope, cut)
            worked = unit.statistics.worked(scope, cut)
            calendar = self._shelf.current(unit.calendars)
            names = _names(unit, matters=cut is Cut.MATTER)
        counted = counted_of(tallies, worked, calendar)
        rows = named(cut, span, counted.keys, names)
        return table_of(scope, cut, rows, counted, names.all_of(scope.divisions))

    def month_report(self, actor: Actor, month: str) -> MonthReport:
        """Return the hotline's month (2026-11); raises ``NotAllowed``, ``BadInput`` for one not begun."""
        span, now = month_of(month, office_date(self._clock())), self._clock()
        with self._store.read() as unit:
            scope = self._scope(unit, actor, span, Domain.ORDERS)
            earlier = replace(scope, span=months_before(span, MONTHS_SHOWN - 1))
            before = replace(scope, span=span_before(span))
            return MonthReport(
                bureau=unit.office.settings().bureau,
                month=span,
                made_at=now,
                before=self._order_table(unit, before, Cut.NONE, now).total,
                months=self._order_table(unit, earlier, Cut.MONTH, now),
                tables={cut: self._order_table(unit, scope, cut, now) for cut in REPORTED},
            )

    def _order_figures(self, actor: Actor, span: Span, cut: Cut) -> Table:
        with self._store.read() as unit:
            scope = self._scope(unit, actor, span, Domain.ORDERS)
            return self._order_table(unit, scope, cut, self._clock())

    def _order_table(self, unit: StatisticsUnit, scope: Scope, cut: Cut, now: datetime) -> Table:
        span, names = scope.span, _names(unit, matters=False)
        calendar = self._shelf.current(unit.calendars)
        clock = WorkClock(calendar=calendar, hours=hours_of(unit.office.settings().office_hours))
        minutes = minutes_in(unit.statistics, scope, cut, clock, now)
        tallies = unit.statistics.counts(scope, cut)
        counted = counted_of(tallies, (), calendar, minutes)
        rows = order_rows(
            cut,
            span,
            counted.keys,
            names,
            given=lambda key: counted.counts.get((Event.ORDER_DISPATCHED, key), 0),
            came=lambda key: counted.counts.get((Event.ORDER_RECEIVED, key), 0),
        )
        return table_of(scope, cut, rows, counted, names.all_of(scope.divisions))

    def behind(self, actor: Actor, at: FigureAt, *, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return a page of the cases or orders behind a figure, newest first.

        Raises ``NotAllowed``, and ``BadInput`` for a column that does not exist.
        """
        figure = {each.key: each for group in GROUPS_OF[at.domain] for each in group.figures}.get(at.column)
        if figure is None:
            raise BadInput(f"统计中没有“{at.column[:40]}”这一项。")
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            scope = self._scope(unit, actor, at.span, at.domain)
            wanted = Wanted(scope=scope, event=figure.event, cut=at.cut, key=at.row or None)
            found = unit.statistics.page(wanted, offset=offset, limit=limit)
            calendar = self._shelf.current(unit.calendars)
            names = _names(unit, matters=False)
        if at.domain is Domain.ORDERS:
            return tuple(order_row(each, actor, names) for each in found)
        return tuple(_case_row(each, figure, names, calendar) for each in found)

    def colleagues(self, actor: Actor) -> tuple[Colleague, ...]:
        """Return whose year the actor may read, he himself first; nobody's in another's place."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            staff = readable(actor, unit.people.staff())
            divisions = {each.id: each.name for each in unit.people.divisions()}
        return tuple(
            Colleague(login=each.login, name=each.name, division=divisions[each.division]) for each in staff
        )

    def person_year(self, actor: Actor, login: str, year: int) -> PersonYear:
        """Return what the record says of a person in a year, as far as it has gone.

        He himself, his division head and the overseers may read it, in their own name. Raises ``NotAllowed``,
        and ``BadInput`` for a year that has not begun or a login nobody has.
        """
        span = span_of(year, office_date(self._clock()))
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            person = unit.people.find_by_login(login.strip())
            if person is None:
                raise BadInput(f"没有登录名为“{login.strip()[:60]}”的人员。")
            if not may_read(actor, person):
                raise NotAllowed(
                    f"{person.name}的个人年度摘录只供本人、其单位负责人、分管局领导和效能办查看，"
                    "也不能以代他人办理的身份查看。"
                )
            return PersonReading(unit, person, span).year()

    def _scope(self, unit: StatisticsUnit, actor: Actor, span: Span, domain: Domain = Domain.CASES) -> Scope:
        actor, right = standing(unit.people, actor), _RIGHTS[domain]
        require(actor, right)
        today = office_date(self._clock())
        return Scope(span=span, today=today, divisions=reach_of(actor, right), domain=domain)


def _names(unit: StatisticsUnit, *, matters: bool) -> Names:
    divisions = {str(each.id): each.name for each in unit.people.divisions()}
    staff = {str(each.id): (each.name, divisions.get(str(each.division), "")) for each in unit.people.staff()}
    known = unit.statistics.matter_names() if matters else {}
    where = {key: (name, divisions.get(str(division), "")) for key, (name, division) in known.items()}
    return Names(divisions=divisions, staff=staff, matters=where)


def _case_row(each: Happened, figure: Figure, names: Names, calendar: WorkCalendar) -> CaseRow:
    return CaseRow(
        case=each.case,
        number=each.number,
        matter_name=each.matter_name,
        party=mask_name(each.party),
        division=names.division(each.division),
        clerk=names.person(each.staff),
        day=each.day,
        state="" if figure.event in (Event.LATE_AWAY, Event.BEHALF) else each.state,
        subject=each.subject,
        note=note_of(each, figure.event, calendar),
    )
