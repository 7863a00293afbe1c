"""The time: kept in UTC, read in Asia/Shanghai; dates of law are plain dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
Clock = Callable[[], datetime]

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return the moment as the office's clock on the wall shows it."""
    return moment.astimezone(SHANGHAI)


def office_date(moment: datetime) -> date:
    """Return the office's date at the moment."""
    return local(moment).date()


def chinese_date(day: date) -> str:
    """Return the date as official documents write it, without leading zeros: 2026年11月8日 (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_date_weekday(day: date) -> str:
    """Return the date with its weekday: 2026年11月8日（周日）."""
    return f"{chinese_date(day)}（{WEEKDAYS[day.weekday()]}）"


def chinese_moment(moment: datetime) -> str:
    """Return the moment to the minute: 2026年11月8日 9:05."""
    wall = local(moment)
    return f"{chinese_date(wall.date())} {wall.hour}:{wall.minute:02d}"


def short_date(day: date) -> str:
    """Return the date in a year that is plain: 11月8日."""
    return f"{day.month}月{day.day}日"


def short_moment(moment: datetime) -> str:
    """Return the moment to the minute, in a year that is plain: 11月8日 9:05."""
    wall = local(moment)
    return f"{short_date(wall)} {wall.hour}:{wall.minute:02d}"


def typed_moment(moment: datetime | None) -> str:
    """Return the moment as forms keep it, 2026-11-08T09:05; "" for none."""
    return local(moment).strftime("%Y-%m-%dT%H:%M") if moment is not None else ""
