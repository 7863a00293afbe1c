"""The light of a date: green, yellow or red, as a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.custody.clocks import Limit
from app.custody.models import Holding

LEAST = 2  # working days left from which every item is 临期
SHARE = 5  # a fifth of the limit
MONTH = 30  # natural days


class Light(Enum):
    """How urgent an item is; the value is the word beside the colour."""

    LATE = "已逾期"
    TODAY = "今日到期"
    SOON = "临期"
    ON_TIME = "按期"
    NONE = "无期限"


def light_of(holding: Holding, today: date, calendar: WorkCalendar) -> Light:
    """Return the light of a holding's date."""
    return light_on(holding.due, soon_until(holding.count, holding.unit, today, calendar), today)


def light_on(due: date | None, soon: date, today: date) -> Light:
    """Return the light of a date; ``soon`` is the last due date that is yellow today."""
    if due is None:
        return Light.NONE
    if due <= today:
        return Light.TODAY if due == today else Light.LATE
    return Light.SOON if due <= soon else Light.ON_TIME


def soon_until(count: int, unit: str, today: date, calendar: WorkCalendar) -> date:
    """Return the last due date that is yellow today for a limit of so many units.

    Yellow begins two working days or a fifth of the limit (rounded up) before the end, whichever is longer;
    the fifth of natural days and months is counted in natural days.
    """
    fifth = -(-count // SHARE) if unit == Unit.WORKDAY.value else 0
    last = calendar.workday_after(today, max(LEAST, fifth) + 1) - timedelta(days=1)
    return max(last, today + timedelta(days=_natural_fifth(count, unit)))


def early_limits(used: Iterable[tuple[str, int]], today: date, calendar: WorkCalendar) -> tuple[Limit, ...]:
    """Return the limits in use that are long enough to turn yellow before the last two working days."""
    soon = soon_until(0, "", today, calendar)
    found = (Limit(unit, count, soon_until(count, unit, today, calendar)) for unit, count in sorted(used))
    return tuple(limit for limit in found if limit.until > soon)


def _natural_fifth(count: int, unit: str) -> int:
    days = {Unit.DAY.value: count, Unit.MONTH.value: count * MONTH}.get(unit, 0)
    return -(-days // SHARE)
