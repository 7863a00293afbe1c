"""The clock of responsibility (责任秒表): working minutes that each division held an order, by custody.

A moment is read as the working minutes since a fixed day. What somebody held is the difference of two readings,
so that what follows one another adds up exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.calendar.engine import WorkCalendar
from app.clock import local
from app.custody.models import Segment
from app.office.hours import Hours

_FIRST = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Reading:
    """Moments of one day alike: how many, and the working minutes of the day gone by at them together."""

    key: str
    day: date
    moments: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class WorkClock:
    """Counts working minutes: office hours of working days, the rest of the day stands still."""

    calendar: WorkCalendar
    hours: Hours

    @property
    def day_minutes(self) -> int:
        """The working minutes of a whole day."""
        return sum(until - since for since, until in self.hours)

    def at(self, moment: datetime) -> int:
        """Return the reading at a moment; whole minutes that have begun do not count."""
        wall = local(moment)
        now = wall.hour * 60 + wall.minute
        gone = sum(max(0, min(now, until) - since) for since, until in self.hours)
        return self.of(Reading("", wall.date(), 1, gone))

    def of(self, reading: Reading) -> int:
        """Return the readings of moments of a day together."""
        worked = self.calendar.is_workday(reading.day)
        before = self.calendar.workdays_between(_FIRST, reading.day) - worked
        return before * self.day_minutes * reading.moments + (reading.minutes if worked else 0)

    def between(self, since: datetime, until: datetime) -> int:
        """Return the working minutes from one moment to another."""
        return self.at(until) - self.at(since)


def held_by(segments: Iterable[Segment], clock: WorkClock, now: datetime) -> dict[int, int]:
    """Return the working minutes that each division held what the segments are of, until its end or now."""
    held: Counter[int] = Counter()
    for each in segments:
        held[each.holding.division] += clock.between(each.since, each.until or now)
    return dict(held)
