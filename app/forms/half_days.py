"""A span on paper to the half day: 上午 is 0:00 to 12:00, 下午 12:00 to 24:00, both half-open."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.clock import chinese_date_weekday

_NIGHT, _NOON = time(0), time(12)


def printed_span(begins: str, ends: str) -> str:
    """Return a span of typed moments as papers write it: 2026年11月23日（周一）上午至…下午.

    What begins or ends within a half day (somebody came back) is told to the minute; ``ends`` may be "".
    """
    first = _first(datetime.fromisoformat(begins)) if begins else ""
    last = _last(datetime.fromisoformat(ends)) if ends else ""
    return "至".join(dict.fromkeys(filter(None, (first, last))))


def _first(at: datetime) -> str:
    half = {_NIGHT: "上午", _NOON: "下午"}.get(at.time())
    return f"{chinese_date_weekday(at.date())}{half or _minute(at)}"


def _last(at: datetime) -> str:
    if at.time() == _NIGHT:
        return f"{chinese_date_weekday(at.date() - timedelta(days=1))}下午"
    return f"{chinese_date_weekday(at.date())}{'上午' if at.time() == _NOON else _minute(at)}"


def _minute(at: datetime) -> str:
    return f"{at.hour}时{at.minute:02d}分"
