"""Keeps the calendar in force at hand, and fetches a new one when its version has moved on."""

from __future__ import annotations

from app.calendar.engine import WorkCalendar
from app.calendar.ports import Calendars


class CalendarShelf:
    """Remembers one calendar; safe to share, for a calendar never changes once made."""

    def __init__(self) -> None:
        self._calendar: WorkCalendar | None = None

    def current(self, calendars: Calendars) -> WorkCalendar:
        """Return the calendar of the archive's present version."""
        version = calendars.version()
        calendar = self._calendar
        if calendar is None or calendar.version != version:
            calendar = WorkCalendar(calendars.arrangements(), calendars.closures(), version)
            self._calendar = calendar
        return calendar
