"""The words of a deadline: its unit, its pauses, the result and the trace that proves it."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from app.errors import BadInput

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)
MOST = 3660


class Unit(StrEnum):
    """What is counted: working days, natural days or months."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"

    @property
    def label(self) -> str:
        """The words after the number."""
        return _UNITS[self]


_UNITS = {Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月"}


@dataclass(frozen=True, slots=True)
class Suspension:
    """A pause from one act to another: what lies after ``since`` up to ``until`` is not counted.

    The day of the suspending act still counts, the day of resumption does not (as in 民法典
    art. 201 the day of an act is never counted); counting goes on from the day after it.
    """

    since: date
    until: date
    reason: str = ""


class Due(NamedTuple):
    """When a period ends: ``raw`` as counted, ``due`` after rolling past rest days.

    Provisional (暂定) when a day after the start up to ``due`` lies in a year not loaded. A plain
    tuple inside, because hundreds of thousands are made when a calendar changes.
    """

    start: date
    count: int  # type: ignore[assignment]  # hides tuple.count
    unit: Unit
    raw: date
    due: date
    provisional: bool
    suspensions: tuple[Suspension, ...] = ()


class TraceDay(NamedTuple):
    """One line of a proof: the day, whether it was counted and as which, and why."""

    day: date
    counted: bool
    ordinal: int | None
    reason: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class StartRule:
    """When an act counts as received.

    With 次日, what comes after the cut-off hour or on a rest day counts as received on the next
    working day; with 当日 the day itself always stands.
    """

    cut_off: time | None = None
    late: Literal["当日", "次日"] = "当日"


def check_start(start: date) -> None:
    """Refuse a start day outside 2000 to 2100 (``BadInput``)."""
    if not FIRST_DAY <= start <= LAST_DAY:
        raise BadInput(f"起始日{start.isoformat()}超出范围：只能计算2000年至2100年之间的日期。")


def check_count(count: int) -> None:
    """Refuse a length outside 1 to 3660 (``BadInput``)."""
    if not 1 <= count <= MOST:
        raise BadInput(f"期限{count}超出范围：只能填1至{MOST}之间的整数。")


def beyond(start: date, count: int, unit: Unit) -> BadInput:
    """Make the refusal of a period that ends after 2100."""
    return BadInput(f"自{start.isoformat()}起{count}{unit.label}，截止日超出2100年，无法计算。")


def month_end(start: date, count: int) -> date:
    """Return the corresponding date so many months on, else the month's last day (art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > LAST_DAY.year:
        raise beyond(start, count, Unit.MONTH)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def day_end(start: date, count: int) -> date:
    """Return the date so many natural days on."""
    end = start + timedelta(count)
    if end > LAST_DAY:
        raise beyond(start, count, Unit.DAY)
    return end


def merged(pauses: Iterable[Suspension], start: date) -> tuple[Suspension, ...]:
    """Return the pauses after the start in order, joined, so that no day is credited twice.

    An empty pause falls away; one that ends before it begins is ``BadInput``.
    """
    whole: list[Suspension] = []
    for pause in sorted(pauses, key=lambda each: (each.since, each.until)):
        _check_pause(pause)
        since = max(pause.since, start)
        if since >= pause.until:
            continue
        if whole and since <= whole[-1].until:
            whole[-1] = _joined(whole[-1], pause)
        else:
            whole.append(Suspension(since, pause.until, pause.reason))
    return tuple(whole)


def _check_pause(pause: Suspension) -> None:
    if pause.until < pause.since:
        raise BadInput(f"中止期间有误：恢复日{pause.until.isoformat()}早于中止日{pause.since.isoformat()}。")


def _joined(first: Suspension, second: Suspension) -> Suspension:
    reasons = dict.fromkeys(each for each in (first.reason, second.reason) if each)
    return Suspension(first.since, max(first.until, second.until), "、".join(reasons))
