"""What the status bar warns of: a line to the server that others could read, a year without its holidays."""

from __future__ import annotations

from collections.abc import Callable

from app.calendar.engine import WorkCalendar
from app.desk import Desk
from app.errors import Unavailable
from app.office.wire import Wire

LookAtLine = Callable[[], Wire]


def calendar_and_warnings(desk: Desk, look: LookAtLine | None) -> tuple[WorkCalendar, tuple[str, ...]]:
    """Return the office's calendar, and what there is to warn of in few words."""
    year = (desk.calendar.warning() or "").split("，")[0]
    return desk.calendar.current(), tuple(each for each in (_of_line(look), year) if each)


def _of_line(look: LookAtLine | None) -> str:
    try:
        return look().warning if look is not None else ""
    except Unavailable:
        return ""  # that the server is gone is told elsewhere
