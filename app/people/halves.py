"""Half days of the office: 上午 is 0:00 to 12:00, 下午 12:00 to 24:00, both half-open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from app.clock import SHANGHAI, chinese_date, local
from app.errors import BadInput

MORNING, AFTERNOON = "上午", "下午"
_NOON = time(12)
_EDGES = (time(0), _NOON)


def start_of(day: date) -> datetime:
    """Return the first moment of the office's day."""
    return datetime.combine(day, time(0), SHANGHAI).astimezone(UTC)


def noon_of(day: date) -> datetime:
    """Return where the day's 上午 ends and its 下午 begins."""
    return datetime.combine(day, _NOON, SHANGHAI).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the first moment after the office's day."""
    return start_of(day + timedelta(days=1))


def half_of(moment: datetime) -> datetime:
    """Return the beginning of the half day in which the moment lies."""
    day = local(moment).date()
    return noon_of(day) if local(moment).time() >= _NOON else start_of(day)


def is_half(moment: datetime) -> bool:
    """Tell whether a half day begins at the moment."""
    return local(moment).time() in _EDGES


def from_words(words: str) -> datetime:
    """Return where ``2026-11-23``, ``2026-11-23上午`` or ``2026-11-23下午`` begins; raises ``BadInput``."""
    day, half = _parted(words)
    return noon_of(day) if half == AFTERNOON else start_of(day)


def until_words(words: str) -> datetime:
    """Return the first moment after ``2026-11-23`` (its 下午 included), ``…上午`` or ``…下午``."""
    day, half = _parted(words)
    return noon_of(day) if half == MORNING else end_of(day)


def _parted(words: str) -> tuple[date, str]:
    text = words.strip()
    half = next((each for each in (MORNING, AFTERNOON) if text.endswith(each)), "")
    try:
        day = date.fromisoformat(text.removesuffix(half).strip())
    except ValueError as fault:
        raise BadInput(
            f"看不懂“{words[:40]}”：请写成 2026-11-23、2026-11-23上午 或 2026-11-23下午。"
        ) from fault
    if not date(2000, 1, 1) <= day <= date(2999, 12, 31):
        raise BadInput(f"“{words[:40]}”不是办公用得到的日期。")
    return day, half


def span_words(since: datetime, until: datetime | None) -> str:
    """Return a span as people say it: 2026年11月23日上午至2026年11月25日下午, or …起."""
    return _spanned(since, until, chinese_date)


def short_words(since: datetime, until: datetime | None) -> str:
    """Return a span for a list: 2026-11-23上午至2026-11-25下午, or …起."""
    return _spanned(since, until, date.isoformat)


def _spanned(since: datetime, until: datetime | None, said: Callable[[date], str]) -> str:
    if until is None:
        return f"{_first(since, said)}起"
    first, last = _first(since, said), _last(until, said)
    return first if first == last else f"{first}至{last}"


def _first(moment: datetime, said: Callable[[date], str]) -> str:
    wall = local(moment)
    if not is_half(moment):
        return f"{said(wall.date())}{_clock(wall)}"
    return f"{said(wall.date())}{AFTERNOON if wall.time() == _NOON else MORNING}"


def _last(moment: datetime, said: Callable[[date], str]) -> str:
    wall = local(moment)
    if wall.time() == _NOON:
        return f"{said(wall.date())}{MORNING}"
    if wall.time() == time(0):
        return f"{said(wall.date() - timedelta(days=1))}{AFTERNOON}"
    return f"{said(wall.date())}{_clock(wall)}"


def _clock(wall: datetime) -> str:
    return f"{wall.hour}:{wall.minute:02d}"
