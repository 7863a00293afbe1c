"""What every arrangement must satisfy, however it came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.calendar.days import ArrangedKind, Arrangement, is_weekend
from app.calendar.statutory import core_days
from app.clock import WEEKDAYS
from app.errors import Problem

FIRST_YEAR, LAST_YEAR = 2008, 2100
_BEFORE, _AFTER = (12, 20), (1, 15)


def named(day: date) -> str:
    """Return a day as the checks speak of it: 10月1日（周四）."""
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def belongs(day: date, year: int) -> bool:
    """Say whether a year's notice may speak of the day: the year itself and the turns of the year."""
    return date(year - 1, *_BEFORE) <= day <= date(year + 1, *_AFTER)


def problems_of(arrangement: Arrangement) -> tuple[Problem, ...]:
    """Return what is wrong with an arrangement as a whole, a sentence each."""
    return tuple(Problem("", text) for text in _faults(arrangement))


def _faults(arrangement: Arrangement) -> Iterator[str]:
    year = arrangement.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield f"年份{year}超出范围：只能载入{FIRST_YEAR}年至{LAST_YEAR}年的安排。"
        return
    off = {each.day for each in arrangement.days if each.kind is ArrangedKind.OFF}
    for day in arrangement.make_up:
        if not is_weekend(day):
            yield f"{named(day)}不是周末，不能作为调休上班日。"
        if day in off:
            yield f"{named(day)}既写放假又写上班。"
    for festival, day in core_days(year).items():
        if day not in off:
            yield f"缺少{festival}：{year}年{festival}是{named(day)}，应当放假。"
