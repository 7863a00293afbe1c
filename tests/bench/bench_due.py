"""How quick a deadline is: against a plain list look-up, with its trace, in batches, re-dated."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

from app.calendar.batch import answers, read_batch
from app.calendar.builtin import builtin_arrangements
from app.calendar.changes import OpenItem, changed_dues
from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar

_ROUNDS = 9
_ASKED = 50_000
_FIRST = date(2024, 1, 1)
_DAYS = 1_096


def _asked(longest: int = 60) -> list[tuple[date, int]]:
    chance = random.Random(2026)
    return [(_FIRST + timedelta(chance.randrange(_DAYS)), chance.randint(1, longest)) for _ in range(_ASKED)]


def _median_us(work: Callable[[], None], calls: int) -> float:
    """Return the median time of one call in microseconds, the loop included."""
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) / calls * 1e6)
    return statistics.median(taken)


_EVERY_DAY = [_FIRST + timedelta(n) for n in range(_DAYS + 60)]
_PLACES = {day: place for place, day in enumerate(_EVERY_DAY)}


def _look_up(start: date, count: int) -> date:
    """The least that can answer at all: where the start stands in a list, and so many further."""
    return _EVERY_DAY[_PLACES[start] + count]


def due() -> dict:
    """A deadline (start, length, due date, provisional or not) against a list look-up call."""
    calendar, asked = WorkCalendar(builtin_arrangements()), _asked()
    calls = {"look_up": _look_up, "due": calendar.due, "workday_after": calendar.workday_after}
    taken = {name: [] for name in calls}
    for _ in range(_ROUNDS):
        for name, call in calls.items():
            taken[name].append(_once_us(call, asked))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return {
        **{f"{name}_us": round(time_us, 3) for name, time_us in medians.items()},
        "due_ratio": round(medians["due"] / medians["look_up"], 2),
        "workday_after_ratio": round(medians["workday_after"] / medians["look_up"], 2),
        "limit_ratio": 4.0,
    }


def _once_us(call: Callable, asked: list[tuple[date, int]]) -> float:
    """Return the time of one call in microseconds, a loop of calls measured whole."""
    began = time.perf_counter()
    for start, count in asked:
        call(start, count)
    return (time.perf_counter() - began) / len(asked) * 1e6


def trace() -> dict:
    """Deadlines with their day-by-day trace, 1 to 20 working days, and 1 to 60 natural days."""
    calendar = WorkCalendar(builtin_arrangements())
    short, long = _asked(20)[:10_000], _asked(60)[:10_000]

    def workdays() -> None:
        for start, count in short:
            calendar.trace(calendar.due(start, count))

    def natural() -> None:
        for start, count in long:
            calendar.trace(calendar.due(start, count, Unit.DAY))

    return {
        "workday_traces_per_s": round(1e6 / _median_us(workdays, len(short))),
        "natural_traces_per_s": round(1e6 / _median_us(natural, len(long))),
        "limit_per_s": 20_000,
    }


def batch() -> dict:
    """100,000 lines of date,days,unit to JSON lines."""
    calendar, asked = WorkCalendar(builtin_arrangements()), _asked()
    text = "\n".join(f"{start},{count},workday" for start, count in asked * 2)

    def work() -> None:
        for _ in answers(calendar, read_batch(text)):
            pass

    return {"lines": _ASKED * 2, "seconds": round(_median_us(work, 1) / 1e6, 3)}


def redate() -> dict:
    """200,000 open items compared under the old and the new calendar."""
    years = builtin_arrangements()
    old, new = WorkCalendar(years[:2]), WorkCalendar(years, version=1)
    items = [OpenItem(n, start, count) for n, (start, count) in enumerate(_asked() * 4)]
    moved = changed_dues(old, new, items)

    def work() -> None:
        changed_dues(old, new, items)

    return {
        "items": len(items),
        "moved": len(moved),
        "seconds": round(_median_us(work, 1) / 1e6, 3),
    }


def load() -> dict:
    """The built-in years from their files, and the calendar of a century from them."""
    builtin_arrangements()
    years = builtin_arrangements()
    WorkCalendar(years)

    def files() -> None:
        builtin_arrangements()

    def lay() -> None:
        WorkCalendar(years)

    return {
        "files_ms": round(_median_us(files, 1) / 1e3, 2),
        "calendar_ms": round(_median_us(lay, 1) / 1e3, 2),
    }


CASES: dict[str, Callable[[], dict]] = {
    "due": due,
    "due_trace": trace,
    "due_batch": batch,
    "due_redate": redate,
    "due_load": load,
}
