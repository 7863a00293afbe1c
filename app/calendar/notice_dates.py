"""The dates of a notice's sentence: 2月15日（农历腊月二十八、周日）至23日, checked as they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.calendar.checks import belongs, named
from app.calendar.notice_text import Piece
from app.calendar.statutory import feasts
from app.clock import WEEKDAYS
from app.errors import BadInput

LONGEST_REST = 20

DATE = re.compile(r"(?:(\d{4})年)?(?:(?<!\d)(\d{1,2})月)?(?<!\d)(\d{1,2})日(?:\(([^()]*)\))?")
_FIRST_MARK = 0xE000
MARK = "[\ue000-\uf8ff]"
_RANGE = re.compile(rf"({MARK})(?:至|到|-+)({MARK})")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_LUNAR = re.compile(r"(?:农历)?(?:(?:正月|大年)?初([一二三四五六七八九十])|(除夕|大年三十))")
_UNCLEAR = re.compile(r"\d|星期|^周|礼拜|^[一二三四五六日天]$")
_DIGITS = "一二三四五六七八九十"
_DECEMBER = 12


class NoticeContradicts(BadInput):
    """The notice does not agree with itself or cannot be understood; the sentence is shown."""

    def __init__(self, piece: Piece, fault: str) -> None:
        super().__init__(f"通知中的这一句无法采用：“{piece.pasted}”。{fault}")


@dataclass
class Reading:
    """Where the reader of an item stands: its year, and the month a bare day belongs to."""

    year: int
    turn_of_year: bool = False
    month: int | None = None
    month_year: int | None = None


@dataclass
class Marked:
    """A sentence with its dates taken out: each mark stands for the days it means."""

    piece: Piece
    words: str
    days: dict[str, tuple[date, ...]] = field(default_factory=dict)

    def days_in(self, words: str) -> tuple[date, ...]:
        """Return the days meant by the marks in some words, in order."""
        return tuple(day for sign in words for day in self.days.get(sign, ()))


def mark_dates(piece: Piece, reading: Reading) -> Marked:
    """Read the dates of a sentence; a wrong weekday or date raises ``NoticeContradicts``."""
    marked = Marked(piece, "")

    def take(match: re.Match[str]) -> str:
        mark = chr(_FIRST_MARK + len(marked.days))
        marked.days[mark] = (_read(match, piece, reading),)
        return mark

    words = DATE.sub(take, piece.plain)
    marked.words = _RANGE.sub(lambda match: _range(match, marked), words)
    return marked


def _range(match: re.Match[str], marked: Marked) -> str:
    (first,), (last,) = marked.days[match[1]], marked.days[match[2]]
    length = (last - first).days + 1
    if not 1 < length <= LONGEST_REST:
        raise NoticeContradicts(marked.piece, f"{named(first)}至{named(last)}不是合理的起止日期。")
    marked.days[match[1]] = tuple(first + timedelta(step) for step in range(length))
    return match[1]


def _read(match: re.Match[str], piece: Piece, reading: Reading) -> date:
    year, month, day, remark = match.groups()
    if month is None and reading.month is None:
        raise NoticeContradicts(piece, f"“{day}日”没有写明月份。")
    if month is not None:
        reading.month = int(month)
        reading.month_year = int(year) if year else _year_of(int(month), reading)
    try:
        found = date(reading.month_year or reading.year, reading.month or 0, int(day))
    except ValueError:
        raise NoticeContradicts(piece, f"{reading.month}月{day}日这一天不存在。") from None
    _check(found, remark or "", piece, reading)
    return found


def _year_of(month: int, reading: Reading) -> int:
    return reading.year - (reading.turn_of_year and month == _DECEMBER)


def _check(day: date, remark: str, piece: Piece, reading: Reading) -> None:
    if not belongs(day, reading.year):
        raise NoticeContradicts(piece, f"{day.year}年{named(day)}不属于{reading.year}年的放假安排。")
    if remark.startswith("即"):
        return
    for said in re.split("[、,]", remark):
        _check_remark(day, said, piece)


def _check_remark(day: date, said: str, piece: Piece) -> None:
    weekday = _WEEKDAY.fullmatch(said)
    if weekday and WEEKDAYS[day.weekday()] != f"周{weekday[1]}".replace("天", "日"):
        raise NoticeContradicts(piece, f"{day.month}月{day.day}日是{WEEKDAYS[day.weekday()]}，不是{said}。")
    lunar = _LUNAR.fullmatch(said)
    if lunar and day != _lunar_day(day.year, lunar):
        raise NoticeContradicts(piece, f"{named(day)}不是{said}。")
    if not weekday and _UNCLEAR.search(said):
        raise NoticeContradicts(piece, f"看不懂括号里的“{said}”。")


def _lunar_day(year: int, lunar: re.Match[str]) -> date:
    step = -1 if lunar[1] is None else _DIGITS.index(lunar[1])
    return feasts(year).spring_festival + timedelta(step)
