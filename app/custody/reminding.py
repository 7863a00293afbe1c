"""When what is urgent is told of: at the office's hours, on its working days, once an hour mark."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.calendar.engine import WorkCalendar
from app.clock import local

OPENS, CLOSES = time(7), time(20)  # nobody is reminded outside, whatever the settings say
LATEST = timedelta(hours=2)  # a mark the machine slept through is not told of after that


def due_reminder(now: datetime, last_told: datetime, hours: tuple[str, ...], calendar: WorkCalendar) -> bool:
    """Tell whether a reminder is due: an hour mark (HH:MM) of a working day passed since the last one."""
    mark = last_mark(now, hours)
    return mark is not None and local(last_told) < mark and calendar.is_workday(mark.date())


def last_mark(now: datetime, hours: tuple[str, ...]) -> datetime | None:
    """Return the hour mark of today that passed last, None where none did in the last two hours."""
    wall = local(now)
    if not OPENS <= wall.time() < CLOSES:
        return None
    passed = [mark for mark in _marks(wall, hours) if mark <= wall < mark + LATEST]
    return max(passed, default=None)


def _marks(wall: datetime, hours: tuple[str, ...]) -> list[datetime]:
    """Return today's marks in office hours; what is no time of day marks nothing."""
    found = []
    for text in hours:
        try:
            at = time.fromisoformat(text)
        except ValueError:
            continue
        if OPENS <= at < CLOSES:
            found.append(datetime.combine(wall.date(), at.replace(tzinfo=None), wall.tzinfo))
    return found
