"""A span of half days in short, for narrow columns."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.clock import local
from app.people.halves import AFTERNOON, MORNING, is_half


def short_span(since: datetime, until: datetime | None) -> str:
    """Return a span for a narrow column: 11-23上午 至 11-25下午."""
    first = _short(since)
    if until is None:
        return f"{first} 起"
    last = until - timedelta(seconds=1) if is_half(until) else until
    words = _short(last)
    return first if words == first else f"{first} 至 {words}"


def _short(moment: datetime) -> str:
    wall = local(moment)
    return f"{wall.month}-{wall.day:02d}{AFTERNOON if wall.hour >= 12 else MORNING}"  # noqa: PLR2004 - noon
