"""The word of a day in the title bar: 班, 休, 停."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.days import DayKind
from app.calendar.engine import WorkCalendar

_WORDS = {
    DayKind.WEEKEND: ("休", "on_time"),
    DayKind.HOLIDAY: ("休", "on_time"),
    DayKind.CLOSURE: ("停", "late"),
    DayKind.MAKE_UP: ("班", "soon"),
}


@dataclass
class DayWords:
    """The word of a day (班, 休, 停) with its colour role, once the calendar is read."""

    calendar: WorkCalendar | None = None

    def __call__(self, day: date) -> tuple[str, str]:
        """Return word and role; a plain working day has no word."""
        if self.calendar is None:
            return "", "secondary"
        return _WORDS.get(self.calendar.describe(day).kind, ("", "secondary"))
