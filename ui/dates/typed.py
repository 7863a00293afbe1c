"""Dates and times as people type them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_WORDS = {"今天": 0, "今日": 0, "明天": 1, "后天": 2, "昨天": -1, "前天": -2}
_STEP = re.compile(r"[+＋-](\d{1,3})")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FULL = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[.\-/月](\d{1,2})日?")
_FOUR = re.compile(r"(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:：.时]?(\d{2})?分?")
_YEARS = range(1900, 2201)


def read_date(typed: str, today: date) -> date | None:
    """Return the day meant, None when none is: 2026-11-22, 20261122, 11.22, 1122, 2026年11月22日, +5, 今天."""
    text = typed.strip()
    if text in _WORDS:
        return today + timedelta(_WORDS[text])
    if step := _STEP.fullmatch(text):
        days = int(step[1])
        return today + timedelta(-days if text.startswith("-") else days)
    if full := _EIGHT.fullmatch(text) or _FULL.fullmatch(text):
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if short := _SHORT.fullmatch(text) or _FOUR.fullmatch(text):
        return _day(today.year, int(short[1]), int(short[2]))
    return None


def read_time(typed: str) -> time | None:
    """Return the time meant, None when none is: 9:30, 930, 0930, 9时30分, 9."""
    text = typed.strip()
    if text.isdecimal() and len(text) == 3:  # noqa: PLR2004 - 930 is half past nine
        text = f"0{text}"
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
