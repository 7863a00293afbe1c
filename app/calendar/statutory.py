"""The holidays every citizen has by law, year by year (全国年节及纪念日放假办法, as amended)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import resources

LAW = "《全国年节及纪念日放假办法》"
NEW_YEAR, SPRING, QINGMING = "元旦", "春节", "清明节"
LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL = "劳动节", "端午节", "中秋节", "国庆节"
FESTIVALS = (NEW_YEAR, SPRING, QINGMING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL)

_EVE_IS_OFF_AGAIN = 2025
_EVE_WAS_OFF = range(2008, 2014)
_TRADITIONAL_SINCE = 2008


@dataclass(frozen=True, slots=True)
class Feasts:
    """The four days of a year that follow the moon or the sun."""

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


@lru_cache(maxsize=1)
def _feasts() -> dict[int, Feasts]:
    rows = csv.DictReader(io.StringIO(resources.text("calendar", "lunar.csv")))
    return {
        int(row.pop("year")): Feasts(**{key: date.fromisoformat(day) for key, day in row.items()})
        for row in rows
    }


def feasts(year: int) -> Feasts:
    """Return the moving feasts of a year from 2000 to 2100."""
    return _feasts()[year]


def core_days(year: int) -> dict[str, date]:
    """Return the one day of each festival that every notice must give off."""
    moving = feasts(year)
    return {
        NEW_YEAR: date(year, 1, 1),
        SPRING: moving.spring_festival,
        QINGMING: moving.qingming,
        LABOUR: date(year, 5, 1),
        DRAGON_BOAT: moving.dragon_boat,
        MID_AUTUMN: moving.mid_autumn,
        NATIONAL: date(year, 10, 1),
    }


@lru_cache(maxsize=128)
def statutory_days(year: int) -> dict[date, str]:
    """Return the statutory holidays of a year with their names, make-up days left aside."""
    days: dict[date, str] = {}
    for festival, day in _statutory(year):
        days[day] = f"{days[day]}、{festival}" if day in days else festival
    return days


def _statutory(year: int) -> list[tuple[str, date]]:
    core = core_days(year)
    if year < _TRADITIONAL_SINCE:
        core = {name: core[name] for name in (NEW_YEAR, SPRING, LABOUR, NATIONAL)}
    days = list(core.items())
    days += [(SPRING, core[SPRING] + timedelta(step)) for step in _spring_steps(year)]
    days += [(NATIONAL, date(year, 10, day)) for day in (2, 3)]
    days += [(LABOUR, date(year, 5, day)) for day in _later_labour_days(year)]
    return sorted(days, key=lambda each: each[1])


def _spring_steps(year: int) -> tuple[int, ...]:
    if year >= _EVE_IS_OFF_AGAIN:
        return (-1, 1, 2)
    return (-1, 1) if year in _EVE_WAS_OFF else (1, 2)


def _later_labour_days(year: int) -> tuple[int, ...]:
    if year >= _EVE_IS_OFF_AGAIN:
        return (2,)
    return (2, 3) if year < _TRADITIONAL_SINCE else ()
