"""A month at the demo's counters: every life of a case is told in steps, so many working days apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.clock import SHANGHAI, office_date
from app.denials.ports import DenialStore
from app.founding.demo_desk import DemoDesk
from app.founding.demo_endings import ENDINGS
from app.founding.demo_lives import ORDINARY
from app.founding.demo_refusals import REFUSALS

DAYS = 31
SEED = 673
HOURS = 8  # of a working day, from nine
ROOM = timedelta(minutes=30)  # before the present moment nothing more is begun

Visits = Callable[[date, int, datetime], None]
Life = Iterator[int]  # each step says after how many working days the next one is taken


def _nobody(_day: date, _back: int, _end: datetime) -> None:
    """Let nobody come."""


class Wall:
    """A clock on the demo's wall: it stands where it was put and moves on a little with each look."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the time, two seconds after the last look."""
        self.at += timedelta(seconds=2)
        return self.at

    def put(self, day: date, hour: int, minute: int) -> None:
        """Put the clock on, never back."""
        moment = datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)
        self.at = max(self.at, moment)


@dataclass
class _Told:
    """A life that goes on on a day."""

    life: Life
    day: date


def live(store: DenialStore, wall: Wall, end: datetime, visits: Visits = _nobody) -> None:
    """Live the month before ``end``, the same for the same today; what is not over by then stays open.

    ``visits`` is told each day, how many working days before the last it is, and the end.
    """
    desk = DemoDesk(store, wall, Random(SEED))  # noqa: S311 - invented lives, no secret
    today = office_date(end)
    days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
    workdays = [day for day in days if desk.calendar.is_workday(day)]
    going: list[_Told] = []
    for place, day in enumerate(workdays):
        visits(day, len(workdays) - 1 - place, end - ROOM)
        going += [_Told(life, day) for life in _beginning(desk, place, len(workdays))]
        if not _day(desk, wall, going, day, end - ROOM):
            return


def _beginning(desk: DemoDesk, place: int, days: int) -> Iterator[Life]:
    """Yield the lives that begin on a day: some at every counter, and those of the play."""
    for clerk in desk.clerks:
        yield desk.chance.choice(ORDINARY)(desk, clerk)
    for back, life, division in (*REFUSALS, *ENDINGS):
        if place == max(days - 1 - back, 0):
            yield life(desk, desk.clerk_of(division))


def _day(desk: DemoDesk, wall: Wall, going: list[_Told], day: date, end: datetime) -> bool:
    """Take every step that is due; return whether the day was lived to its end."""
    due = [told for told in going if told.day <= day]
    opening = datetime.combine(day, time(9), SHANGHAI)
    hours = min(max(int((end - opening) / timedelta(hours=1)), 1), HOURS)
    for number, told in enumerate(due):
        wall.put(day, 9 + number * hours // len(due), desk.chance.randint(0, 50))
        if wall.at >= end:
            return False
        going.remove(told)
        wait = next(told.life, 0)
        if wait:
            going.append(_Told(told.life, desk.calendar.workday_after(day, wait)))
    return True
