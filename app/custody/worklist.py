"""The work list (待办): what I hold and what my division holds, by due date, with the light in words.

It is read page by page, and counted by date and limit, so that it opens at once however much is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from app.calendar.dues import Due, TraceDay, Unit
from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.custody.clocks import InPlace, OpenQuery, Tally
from app.custody.lights import Light, early_limits, light_of, light_on, soon_until
from app.custody.models import Holding, Segment
from app.custody.ports import CustodyStore, CustodyUnit
from app.forms.masking import mask_name
from app.ledger.models import Subject
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.rota import standing_in_for
from app.people.standing import standing

_EVERYTHING = 10_000_000  # rows, more than any office has open


class View(Enum):
    """A saved view of the work list; the value is its title."""

    MINE = "我的"
    DIVISION = "本处室"
    TODAY = "今日到期"
    LATE = "已逾期"
    SOON = "临期"
    BEHALF = "代A岗"


_LIGHTS = {View.TODAY: Light.TODAY, View.LATE: Light.LATE, View.SOON: Light.SOON}


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """A row of the work list; ``remaining`` counts working days (negative when late).

    ``outer_due`` is the statutory limit behind a committed one; ``behalf`` the absent holder in whose place
    the reader stands, ``behalf_of`` his staff id.
    """

    subject: str
    number: str
    title: str
    party: str
    step: str
    why: str
    holder: str
    division: str
    mine: bool
    due: date | None
    provisional: bool
    remaining: int
    light: Light
    outer_due: date | None = None
    behalf: str = ""
    behalf_of: int | None = None


def work_item(
    segment: Segment, actor: Actor, today: date, calendar: WorkCalendar, behalf: Iterable[InPlace] = ()
) -> WorkItem:
    """Return the row of an open segment, the applicant masked; ``behalf``: for whom the reader stands in."""
    holding = segment.holding
    remaining = calendar.workdays_between(today, holding.due) if holding.due else 0
    in_place = _stands_in(holding, behalf)
    return WorkItem(
        subject=holding.subject,
        number=holding.number,
        title=holding.title,
        party=mask_name(holding.party),
        step=holding.step,
        why=holding.why,
        holder=segment.staff_name or segment.division_name,
        division=segment.division_name,
        mine=holding.staff == actor.holder,
        due=holding.due,
        provisional=holding.provisional,
        remaining=remaining,
        light=light_of(holding, today, calendar),
        outer_due=holding.outer_due,
        behalf=segment.staff_name if in_place else "",
        behalf_of=holding.staff if in_place else None,
    )


def _stands_in(holding: Holding, behalf: Iterable[InPlace]) -> bool:
    return any(
        each.staff == holding.staff and (each.divisions is None or holding.division in each.divisions)
        for each in behalf
    )


@dataclass(frozen=True, kw_only=True)
class DueProof:
    """How an open item's date was counted: the deadline and its days; ``step`` and ``why`` say of what."""

    due: Due
    days: tuple[TraceDay, ...]
    step: str
    why: str


def proof_of(holding: Holding, calendar: WorkCalendar) -> DueProof | None:
    """Return the proof of a holding's date, None where nothing was counted (the day itself, a promise)."""
    if holding.start is None or not holding.count or not holding.unit:
        return None
    due = calendar.due_with_suspensions(holding.start, holding.count, holding.pauses, Unit(holding.unit))
    return DueProof(due=due, days=calendar.trace(due), step=holding.step, why=holding.why)


class WorkList:
    """Reads the work list from custody; nobody sees what his roles do not reach."""

    def __init__(self, store: CustodyStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def items(self, actor: Actor, view: View = View.MINE) -> tuple[WorkItem, ...]:
        """Return all rows of a view, the most urgent first."""
        return self.page(actor, view, 0, _EVERYTHING)

    def page(self, actor: Actor, view: View, offset: int, limit: int) -> tuple[WorkItem, ...]:
        """Return some rows of a view, the most urgent first."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            tallies = unit.custody.tally(desk.actor.holder, desk.divisions) if view is View.SOON else ()
            segments = unit.custody.page(desk.query(view, tallies), offset=offset, limit=limit)
        return tuple(map(desk.item, segments))

    def counts(self, actor: Actor) -> dict[View, int]:
        """Return how many rows each view has."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            tallies = unit.custody.tally(desk.actor.holder, desk.divisions)
            mine = unit.custody.held_by(desk.actor.holder)
            behalf = unit.custody.held_for(desk.behalf)
        lights = desk.lights(tallies)
        return {
            View.MINE: mine,
            View.DIVISION: sum(each.items for each in tallies),
            **{view: lights[light] for view, light in _LIGHTS.items()},
            View.BEHALF: behalf,
        }

    def lights(self, actor: Actor, division: int | None = None) -> dict[Light, int]:
        """Return how many open items of a division (None: of all one sees) show each light.

        Raises ``NotAllowed`` for a division that the actor's roles do not reach.
        """
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            if division is not None:
                require(desk.actor, Right.SEE_WORK, division)
                desk = replace(desk, divisions=frozenset({division}))
            tallies = unit.custody.tally(desk.actor.holder, desk.divisions)
        here = tallies if division is None else [each for each in tallies if each.division == division]
        counted = desk.lights(here)
        return {light: counted[light] for light in Light}

    def open_of(self, actor: Actor, subjects: Iterable[Subject]) -> tuple[WorkItem, ...]:
        """Return the open items of some subjects that the actor may see, the most urgent first."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            found = unit.custody.open_of_many(subjects).values()
        items = [
            desk.item(segment)
            for segment in found
            if desk.divisions is None or segment.holding.division in desk.divisions
        ]
        return tuple(sorted(items, key=_by_day))

    def proof(self, actor: Actor, about: Subject) -> DueProof | None:
        """Return how the date of an open item was counted; None where it was not counted, or is done."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            segment = unit.custody.open_of(about)
            calendar = self._shelf.current(unit.calendars)
        if segment is None:
            return None
        require(actor, Right.SEE_WORK, segment.holding.division)
        return proof_of(segment.holding, calendar)

    def _look(self, unit: CustodyUnit, actor: Actor) -> _Desk:
        actor, now = standing(unit.people, actor), self._clock()
        return _Desk(
            actor=actor,
            behalf=in_place_of(unit, actor, now),
            divisions=reach_of(actor, Right.SEE_WORK),
            today=office_date(now),
            calendar=self._shelf.current(unit.calendars),
        )


def in_place_of(unit: CustodyUnit, actor: Actor, at: datetime) -> tuple[InPlace, ...]:
    """Return for whose items the person answers at the moment."""
    covers = standing_in_for(unit.people.rota(at), actor.id, at)
    return tuple(InPlace(each.absent, None if each.everywhere else each.divisions) for each in covers)


def _by_day(item: WorkItem) -> tuple[bool, date]:
    return item.due is None, item.due or date.max


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Who looks at the work list, what he sees, and on which day."""

    actor: Actor
    behalf: tuple[InPlace, ...]
    divisions: frozenset[int] | None
    today: date
    calendar: WorkCalendar

    def item(self, segment: Segment) -> WorkItem:
        """Return the row of an open segment."""
        return work_item(segment, self.actor, self.today, self.calendar, self.behalf)

    def query(self, view: View, tallies: Iterable[Tally] = ()) -> OpenQuery:
        """Return what a view asks of the archive; the tallies say which limits are in use."""
        every = OpenQuery(staff=self.actor.holder, divisions=self.divisions)
        match view:
            case View.MINE:
                return replace(every, mine=True)
            case View.DIVISION:
                return every
            case View.BEHALF:
                return replace(every, behalf=self.behalf)
            case View.TODAY:
                return replace(every, since=self.today, until=self.today)
            case View.LATE:
                return replace(every, until=self.today - timedelta(days=1))
            case View.SOON:
                soon, early = self._soon(0, ""), early_limits(tallies, self.today, self.calendar)
                tomorrow = self.today + timedelta(days=1)
                return replace(every, since=tomorrow, until=soon, longer=early)

    def lights(self, tallies: Iterable[Tally]) -> Counter[Light]:
        """Count the lights of what was tallied."""
        counted: Counter[Light] = Counter()
        soon = {}
        for each in tallies:
            limit = each.limit, each.unit
            if limit not in soon:
                soon[limit] = self._soon(*limit)
            counted[light_on(each.due, soon[limit], self.today)] += each.items
        return counted

    def _soon(self, count: int, unit: str) -> date:
        return soon_until(count, unit, self.today, self.calendar)
