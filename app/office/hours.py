"""The office's hours (上班时间) of a working day, as they are written in the settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from itertools import pairwise

Hours = tuple[tuple[int, int], ...]  # minutes of the day from which and until which the office works


def hours_of(written: Iterable[str]) -> Hours:
    """Return the office hours as minutes of the day; written like 08:00-12:00. Raises ``ValueError``."""
    return tuple(_span(*each.split("-")) for each in sorted(written))


def are_hours(written: Iterable[str]) -> bool:
    """Tell whether these are hours of a day, one after another."""
    try:
        hours = hours_of(written)
    except (TypeError, ValueError):
        return False
    ends = [minute for span in hours for minute in span]
    return bool(ends) and all(one < two for one, two in pairwise(ends))


def _span(since: str, until: str) -> tuple[int, int]:
    first, last = time.fromisoformat(since), time.fromisoformat(until)
    return first.hour * 60 + first.minute, last.hour * 60 + last.minute
