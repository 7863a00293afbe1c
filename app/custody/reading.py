"""Reads the work list (待办): mine, my division's, in whose place I stand, what I wait for, by due date.

It is read page by page, and counted by date and limit, so that it opens at once however much is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.custody.clocks import Handed, InPlace, OpenQuery, Tally
from app.custody.lights import Light, early_limits, light_on, soon_until
from app.custody.models import Segment
from app.custody.ports import CustodyStore, CustodyUnit, Days
from app.custody.rooms import Room, followed_of, taken_by
from app.custody.standing_in import absent_now, in_place_of, left_alone
from app.custody.worklist import DueProof, View, WorkItem, proof_of, work_item
from app.ledger.models import Subject
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require, tasks_of
from app.people.rota import present
from app.people.standing import standing

_EVERYTHING = 10_000_000  # rows, more than any office has open
_MOST_DUE = 100  # rows of one span
_ONE_BY_ONE = (View.MINE, View.WAITING, View.UNCOVERED)
_LIGHTS = {View.TODAY: Light.TODAY, View.LATE: Light.LATE, View.SOON: Light.SOON}


class WorkList:
    """Reads the work list from custody, of whatever rooms; nobody sees what his roles do not reach."""

    def __init__(
        self, store: CustodyStore, clock: Clock, shelf: CalendarShelf, rooms: Mapping[str, Room[Any]]
    ) -> None:
        self._rooms = rooms
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
            segments = desk.page(unit, view, offset, limit)
        return tuple(map(desk.item, segments))

    def counts(self, actor: Actor) -> dict[View, int]:
        """Return how many rows each view has."""
        with self._store.read() as unit:
            return self._look(unit, actor).counts(unit)

    def opened(
        self, actor: Actor, view: View, offset: int, limit: int
    ) -> tuple[dict[View, int], tuple[WorkItem, ...]]:
        """Return how many rows each view has and some rows of one, as they stand at one moment."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            counts, segments = desk.counts(unit), desk.page(unit, view, offset, limit)
        return counts, tuple(map(desk.item, segments))

    def waiting_for_me(self, actor: Actor) -> int:
        """Return how many items the person holds himself: what the rail shows, counted alone."""
        with self._store.read() as unit:
            return unit.custody.held_by(standing(unit.people, actor).holder)

    def waiting_on_behalf(self, actor: Actor) -> int:
        """Return how many items those hold for whom the person stands in (代A岗), counted alone."""
        with self._store.read() as unit:
            return unit.custody.held_for(self._look(unit, actor).behalf)

    def page_of(self, actor: Actor, holder: int, offset: int, limit: int) -> tuple[WorkItem, ...]:
        """Return some of what one person holds as far as the actor may see it, the most urgent first."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            segments = unit.custody.page(replace(desk.every, holder=holder), offset=offset, limit=limit)
        return tuple(map(desk.item, segments))

    def opened_of(self, actor: Actor, holder: int, offset: int, limit: int) -> tuple[int, tuple[WorkItem, ...]]:
        """Return how much one person holds as far as the actor may see it, and some of it, at one moment."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            query = replace(desk.every, holder=holder)
            count = unit.custody.count(query)
            segments = unit.custody.page(query, offset=offset, limit=limit)
        return count, tuple(map(desk.item, segments))

    def due_of(self, actor: Actor, holder: int, spans: Iterable[Days]) -> tuple[WorkItem, ...]:
        """Return what of a person's falls due on the days of some spans, as far as the actor may see it."""
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            asked = (replace(desk.every, holder=holder, since=each.first, until=each.last) for each in spans)
            found = [each for query in asked for each in unit.custody.page(query, offset=0, limit=_MOST_DUE)]
        return tuple(desk.item(each) for each in dict.fromkeys(found))

    def lights(self, actor: Actor, division: int | None = None) -> dict[Light, int]:
        """Return how many open items of a division (None: of all one sees) show each light.

        Raises ``NotAllowed`` for a division that the actor's roles do not reach.
        """
        with self._store.read() as unit:
            desk = self._look(unit, actor)
            if division is not None:
                require(desk.actor, Right.SEE_WORK, division)
                desk = replace(desk, divisions=frozenset({division}))
            tallies = unit.custody.tally(desk.actor.holder, desk.divisions, today=desk.today)
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
            reach, place = tasks_of(actor), segment.holding.division
            if not (reach is None or place in reach or _passed(unit, about, actor)):
                require(actor, Right.SEE_WORK, place)
        return proof_of(segment.holding, calendar)

    def _look(self, unit: CustodyUnit, actor: Actor) -> _Desk:
        actor, now = standing(unit.people, actor), self._clock()
        there, divisions = present(unit.people.rota(now), now), tasks_of(actor)
        return _Desk(
            actor=actor,
            behalf=in_place_of(there, actor.id),
            alone=left_alone(there, divisions),
            away=absent_now(there),
            divisions=divisions,
            rooms=self._rooms,
            today=office_date(now),
            calendar=self._shelf.current(unit.calendars),
        )


def _passed(unit: CustodyUnit, about: Subject, actor: Actor) -> bool:
    """Tell whether the person has, had or handed on the item."""
    return any(actor.holder in (each.holding.staff, each.by) for each in unit.custody.history(about))


def _by_day(item: WorkItem) -> tuple[bool, date]:
    return item.due is None, item.due or date.max


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Who looks at the work list, what he sees, and on which day."""

    actor: Actor
    behalf: tuple[InPlace, ...]
    alone: tuple[InPlace, ...]
    away: frozenset[int]
    divisions: frozenset[int] | None
    rooms: Mapping[str, Room[Any]]
    today: date
    calendar: WorkCalendar

    def item(self, segment: Segment) -> WorkItem:
        """Return the row of an open segment."""
        return work_item(segment, self.actor, self.today, self.calendar, self.behalf, self.away)

    @property
    def every(self) -> OpenQuery:
        """What asks the archive for everything the reader sees."""
        return OpenQuery(staff=self.actor.holder, divisions=self.divisions)

    @property
    def handed(self) -> Handed | None:
        """What the people one heads handed to other divisions."""
        heads = reach_of(self.actor, Right.REASSIGN)
        return Handed(heads, followed_of(self.rooms)) if heads and self.divisions is not None else None

    def query(self, view: View, used: Iterable[tuple[str, int]] = ()) -> OpenQuery:
        """Return what a view asks of the archive; ``used`` are the limits in use."""
        match view:
            case View.TODAY:
                return replace(self.every, since=self.today, until=self.today)
            case View.LATE:
                return replace(self.every, until=self.today - timedelta(days=1), handed=self.handed)
            case View.SOON:
                soon, early = self._soon(0, ""), early_limits(used, self.today, self.calendar)
                tomorrow = self.today + timedelta(days=1)
                return replace(self.every, since=tomorrow, until=soon, longer=early)
            case _:
                return self._whose(view)

    def page(self, unit: CustodyUnit, view: View, offset: int, limit: int) -> tuple[Segment, ...]:
        """Return some of what a view shows."""
        used = self.later(unit) if view is View.SOON else ()
        return unit.custody.page(self.query(view, used), offset=offset, limit=limit)

    def counts(self, unit: CustodyUnit) -> dict[View, int]:
        """Return how many rows each view has."""
        tallies = unit.custody.tally(self.actor.holder, self.divisions, today=self.today)
        late = replace(self.query(View.LATE), handed_only=True)
        queries = [*map(self.query, _ONE_BY_ONE), *([late] if late.handed is not None else [])]
        counts, lights = unit.custody.count_each(queries), self.lights(tallies)
        handed = sum(counts[len(_ONE_BY_ONE) :])
        return {
            View.DIVISION: sum(each.items for each in tallies),
            **{view: lights[light] for view, light in _LIGHTS.items()},
            View.LATE: lights[Light.LATE] + handed,
            View.BEHALF: unit.custody.held_for(self.behalf),
            **dict(zip(_ONE_BY_ONE, counts, strict=False)),
        }

    def later(self, unit: CustodyUnit) -> frozenset[tuple[str, int]]:
        """Return the limits of what is due after the days that are yellow for every limit."""
        after = self._soon(0, "") + timedelta(days=1)
        return unit.custody.limits(self.actor.holder, self.divisions, since=after)

    def _whose(self, view: View) -> OpenQuery:
        by_holder = {
            View.MINE: replace(self.every, mine=True),
            View.BEHALF: replace(self.every, behalf=self.behalf),
            View.WAITING: replace(self.every, waiting=True, own=taken_by(self.rooms, self.actor)),
            View.UNCOVERED: replace(self.every, alone=self.alone),
        }
        return by_holder.get(view, self.every)

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
