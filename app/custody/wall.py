"""The wall (限时办结): how every open clock stands, by light, by person and by step, and the rows behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.custody.asking import Held, WallQuery
from app.custody.clocks import Limit, Tally
from app.custody.lights import Light, early_limits, light_on, soon_until
from app.custody.ports import CustodyStore, CustodyUnit
from app.custody.worklist import WorkItem, work_item
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.standing import standing

Shown = dict[Light, int]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What of the wall is looked at: a light, a person or a division's own, a step; empty parts mean all."""

    light: Light | None = None
    holder: int | None = None
    pool: int | None = None
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one person, one division or one step has open, by light; ``chosen`` leads to the rows behind it."""

    name: str
    chosen: Chosen
    lights: Shown = field(default_factory=dict)

    @property
    def items(self) -> int:
        """How many are open."""
        return sum(self.lights.values())


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The wall at one look: all lights, and the loads, the most pressed first."""

    lights: Shown
    people: tuple[Load, ...]
    steps: tuple[Load, ...]


class ClockWall:
    """Reads the wall; nobody sees what his roles do not reach."""

    def __init__(self, store: CustodyStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def read(self, actor: Actor) -> Standing:
        """Return how everything stands that the actor may see."""
        with self._store.read() as unit:
            look = self._look(unit, actor)
            held = unit.custody.held(look.divisions)
        lights = look.lights_of(held)
        people = _loads(held, lights, _person, _of_person)
        steps = _loads(held, lights, _step, _of_step)
        return Standing(lights=_summed(held, lights), people=people, steps=steps)

    def count(self, actor: Actor, chosen: Chosen) -> int:
        """Return how many rows are behind what is looked at."""
        with self._store.read() as unit:
            look = self._look(unit, actor)
            if chosen == Chosen(light=chosen.light):
                return look.tallied(unit, chosen.light)
            return unit.custody.count_open(look.query(chosen, unit))

    def page(self, actor: Actor, chosen: Chosen, offset: int, limit: int) -> tuple[WorkItem, ...]:
        """Return some of the rows behind it, the most urgent first, applicants masked."""
        with self._store.read() as unit:
            look = self._look(unit, actor)
            segments = unit.custody.page_open(look.query(chosen, unit), offset=offset, limit=limit)
        return tuple(work_item(segment, look.actor, look.today, look.calendar) for segment in segments)

    def waiting(self, actor: Actor, kind: str, most: int = 50) -> tuple[WorkItem, ...]:
        """Return the open items of a kind of subject (``extension``), the most urgent first."""
        with self._store.read() as unit:
            look = self._look(unit, actor)
            query = WallQuery(divisions=look.divisions, kind=kind)
            segments = unit.custody.page_open(query, offset=0, limit=most)
        return tuple(work_item(segment, look.actor, look.today, look.calendar) for segment in segments)

    def _look(self, unit: CustodyUnit, actor: Actor) -> _Look:
        actor = standing(unit.people, actor)
        require(actor, Right.SEE_WORK)
        return _Look(
            actor=actor,
            divisions=reach_of(actor, Right.SEE_WORK),
            today=office_date(self._clock()),
            calendar=self._shelf.current(unit.calendars),
        )


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Who looks, what he may see, and on which day."""

    actor: Actor
    divisions: frozenset[int] | None
    today: date
    calendar: WorkCalendar

    def lights_of(self, held: Iterable[Held | Tally]) -> dict[tuple[date | None, str, int], Light]:
        """Return the light of every day and limit that occurs."""
        found = {}
        for each in held:
            key = each.due, each.unit, each.limit
            if key not in found:
                found[key] = light_on(each.due, self.soon(each.limit, each.unit), self.today)
        return found

    def soon(self, count: int, unit: str) -> date:
        """Return the last due date that is yellow today for a limit."""
        return soon_until(count, unit, self.today, self.calendar)

    def query(self, chosen: Chosen, unit: CustodyUnit) -> WallQuery:
        """Return what is asked of the archive; the limits in use say what is yellow early."""
        query = WallQuery(divisions=self.divisions, holder=chosen.holder, pool=chosen.pool, step=chosen.step)
        return query if chosen.light is None else self._in_light(query, chosen.light, unit)

    def _in_light(self, query: WallQuery, light: Light, unit: CustodyUnit) -> WallQuery:
        day = timedelta(days=1)
        match light:
            case Light.LATE:
                return replace(query, until=self.today - day)
            case Light.TODAY:
                return replace(query, since=self.today, until=self.today)
            case Light.SOON:
                early = self.early(unit)
                return replace(query, since=self.today + day, until=self.soon(0, ""), longer=early)
            case Light.ON_TIME:
                return replace(query, since=self.soon(0, "") + day, but=self.early(unit))
            case Light.NONE:
                return replace(query, undated=True)

    def tallied(self, unit: CustodyUnit, light: Light | None) -> int:
        """Return how many items show a light, whoever holds them: quicker than asking for each."""
        counted = unit.custody.tally(self.actor.id, self.divisions, today=self.today)
        tallies = [each for each in counted if self.reaches(each)]
        shown = _summed(tallies, self.lights_of(tallies))
        return sum(shown.values()) if light is None else shown[light]

    def reaches(self, tally: Tally) -> bool:
        """Tell whether what was tallied stands on the wall: what the person holds elsewhere does not."""
        return self.divisions is None or tally.division in self.divisions

    def early(self, unit: CustodyUnit) -> tuple[Limit, ...]:
        """Return the limits in use that turn yellow early."""
        used = unit.custody.limits(self.actor.id, self.divisions, since=self.today)
        return early_limits(used, self.today, self.calendar)


Lights = dict[tuple[date | None, str, int], Light]


def _summed(held: Iterable[Held | Tally], lights: Lights) -> Shown:
    counted: Counter[Light] = Counter()
    for each in held:
        counted[lights[each.due, each.unit, each.limit]] += each.items
    return {light: counted[light] for light in Light}


def _loads(
    held: Iterable[Held],
    lights: Lights,
    key: Callable[[Held], object],
    load: Callable[[Held, Shown], Load],
) -> tuple[Load, ...]:
    groups: dict[object, list[Held]] = {}
    for each in held:
        groups.setdefault(key(each), []).append(each)
    found = [load(rows[0], _summed(rows, lights)) for rows in groups.values()]
    return tuple(sorted(found, key=_pressed))


def _pressed(load: Load) -> tuple[object, ...]:
    shown = load.lights
    urgent = (Light.LATE, Light.TODAY, Light.SOON)
    return (*(-shown[light] for light in urgent), -load.items, load.name)


def _person(held: Held) -> object:
    return held.staff, held.division if held.staff is None else 0


def _of_person(held: Held, lights: Shown) -> Load:
    if held.staff is None:
        return Load(name=f"{held.division_name}·待分", chosen=Chosen(pool=held.division), lights=lights)
    return Load(name=held.staff_name, chosen=Chosen(holder=held.staff), lights=lights)


def _step(held: Held) -> object:
    return held.step


def _of_step(held: Held, lights: Shown) -> Load:
    return Load(name=held.step, chosen=Chosen(step=held.step), lights=lights)
