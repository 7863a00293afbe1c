"""The office's calendar: which days are worked, and when a period ends."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement, Closure, DayNote, is_weekend
from app.calendar.dues import (
    FIRST_DAY,
    MOST,
    Due,
    StartRule,
    Suspension,
    TraceDay,
    Unit,
    beyond,
    check_count,
    check_start,
    day_end,
    merged,
    month_end,
)
from app.calendar.explain import explanation, trace_of
from app.calendar.notes import closure_note, line_of, note_of_arranged, plain_note
from app.calendar.ruler import FIRST, Ruler, days_of, lay, places, runs
from app.errors import BadInput

_WARNING_MONTH = 11
_WORKDAY = Unit.WORKDAY
_make = tuple.__new__


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Loaded arrangements and local closures as of one version; never changes once made.

    Past the loaded years only the statutory days are off, and what rests on such a year is
    provisional (暂定). Days outside 2000 to 2100 are ``BadInput``.
    """

    arrangements: tuple[Arrangement, ...]
    closures: tuple[Closure, ...] = ()
    version: int = 0
    known_years: tuple[int, ...] = field(init=False, compare=False, repr=False)
    _ruler: Ruler = field(init=False, compare=False, repr=False)
    _rank: list[int] = field(init=False, compare=False, repr=False)
    _workdays: list[date] = field(init=False, compare=False, repr=False)
    _places: dict[date, tuple[int, int]] = field(init=False, compare=False, repr=False)
    _arranged: dict[date, ArrangedDay] = field(init=False, compare=False, repr=False)
    _closed: dict[date, Closure] = field(init=False, compare=False, repr=False)
    _told: dict[int, TraceDay] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.arrangements, key=lambda each: each.year))
        ruler = lay(ordered, self.closures)
        derived = {
            "arrangements": ordered,
            "known_years": tuple(sorted({each.year for each in ordered})),
            "_ruler": ruler,
            "_rank": ruler.rank,
            "_workdays": ruler.workdays,
            "_places": places(ruler, ordered),
            "_arranged": {each.day: each for one in ordered for each in one.days},
            "_closed": {day: closure for closure in self.closures for day in days_of(closure)},
            "_told": {},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    # --- deadlines

    def due(self, start: date, count: int, unit: Unit = _WORKDAY, roll: bool | None = None) -> Due:
        """Return when a period ends; the start day is never counted (民法典 art. 201).

        Working days end on a working day. Natural days are rolled forward past rest days
        (art. 203). Months end on the corresponding date, else the month's last day (art. 202),
        and are not rolled, because they measure a status and no act; ``roll`` overrules.
        """
        place = self._places.get(start)
        if place is not None and unit is _WORKDAY and 0 < count <= MOST:
            reach, settled = place
            reach += count
            try:
                day = self._workdays[reach]
            except IndexError:
                raise beyond(start, count, unit) from None
            return _make(Due, (start, count, unit, day, day, reach > settled, ()))
        return self._other_due(start, count, Unit(unit), roll)

    def _other_due(self, start: date, count: int, unit: Unit, roll: bool | None) -> Due:
        check_start(start)
        check_count(count)
        if unit is _WORKDAY:
            raw = self._far_workday(start, count)
        else:
            raw = month_end(start, count) if unit is Unit.MONTH else day_end(start, count)
        end = self.next_workday(raw) if _rolls(unit, roll) else raw
        return Due(start, count, unit, raw, end, self._rests_on_unknown(start, end))

    def _far_workday(self, start: date, count: int) -> date:
        try:
            return self._workdays[self._rank[self._spot(start)] + count]
        except IndexError:
            raise beyond(start, count, _WORKDAY) from None

    def due_with_suspensions(
        self, start: date, count: int, pauses: Iterable[Suspension], unit: Unit = _WORKDAY
    ) -> Due:
        """Return when a period with pauses ends.

        What had elapsed before a pause is kept, the rest goes on from the day after resumption.
        Months cannot be paused (``BadInput``).
        """
        whole = merged(pauses, start)
        if not whole:
            return self.due(start, count, unit)
        if unit is Unit.MONTH:
            raise BadInput("按月计算的期限不能扣除中止期间，请改用工作日或自然日。")
        check_start(start)
        check_count(count)
        resumed, left = self._after_pauses(start, count, whole, unit)
        last = self.due(resumed, left, unit)
        provisional = self._rests_on_unknown(start, last.due)
        return Due(start, count, unit, last.raw, last.due, provisional, whole)

    def _after_pauses(
        self, start: date, count: int, pauses: tuple[Suspension, ...], unit: Unit
    ) -> tuple[date, int]:
        for pause in pauses:
            spent = self._between(start, pause.since, unit)
            if spent >= count:
                break
            start, count = pause.until, count - spent
        return start, count

    def _between(self, start: date, end: date, unit: Unit) -> int:
        return self.workdays_between(start, end) if unit is _WORKDAY else (end - start).days

    def workday_after(self, start: date, count: int) -> date:
        """Return the count-th working day strictly after the start, and nothing but the day."""
        place = self._places.get(start)
        if place is not None and 0 < count <= MOST:
            try:
                return self._workdays[place[0] + count]
            except IndexError:
                raise beyond(start, count, _WORKDAY) from None
        check_count(count)
        return self._far_workday(start, count)

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is worked, else the first working day after it."""
        spot = self._spot(day)
        if self._ruler.working[spot]:
            return day
        try:
            return self._workdays[self._rank[spot] + 1]
        except IndexError:
            raise BadInput(f"{day.isoformat()}之后的工作日超出2100年，无法计算。") from None

    def workdays_between(self, first: date, second: date) -> int:
        """Count the working days after the first up to and including the second.

        Negative when the second is earlier.
        """
        return self._rank[self._spot(second)] - self._rank[self._spot(first)]

    def elapsed(self, start: date, day: date, pauses: Iterable[Suspension] = ()) -> int:
        """Count the working days spent after the start up to and including the day, pauses out."""
        spent = self.workdays_between(start, day)
        for pause in merged(pauses, start):
            if pause.since < day:
                spent -= self.workdays_between(pause.since, min(pause.until, day))
        return spent

    def received_on(self, day: date, at: time | None, rule: StartRule) -> date:
        """Return the day an act counts as received, the start day of every period after it.

        At the very cut-off hour it is still in time.
        """
        if rule.late == "当日":
            return day
        if rule.cut_off is not None and at is not None and at > rule.cut_off:
            return self.workday_after(day, 1)
        return self.next_workday(day)

    # --- days

    def is_workday(self, day: date) -> bool:
        """Say whether the office works on the day."""
        return bool(self._ruler.working[self._spot(day)])

    def describe(self, day: date) -> DayNote:
        """Return what the day is and on which ground."""
        self._spot(day)
        provisional = day.year not in self.known_years
        arranged = self._arranged.get(day)
        note = plain_note(day, provisional) if arranged is None else note_of_arranged(arranged, provisional)
        closed = self._closed.get(day)
        return closure_note(note, closed) if closed is not None else note

    def is_known(self, year: int) -> bool:
        """Say whether the year's arrangement is loaded."""
        return year in self.known_years

    @property
    def known_until(self) -> date | None:
        """The last day of the unbroken run of years that begins with the first loaded one."""
        return date(runs(self.known_years)[0][1], 12, 31) if self.known_years else None

    def arrangement(self, year: int) -> Arrangement | None:
        """Return the loaded arrangement of a year."""
        return next((each for each in self.arrangements if each.year == year), None)

    def days_off(self, year: int) -> tuple[date, ...]:
        """Return the weekdays of a year that notices give off, statutory days if none is loaded."""
        return tuple(day for day in _days(year) if not is_weekend(day) and self._is_arranged_off(day))

    def _is_arranged_off(self, day: date) -> bool:
        arranged = self._arranged.get(day)
        if arranged is not None:
            return arranged.kind is ArrangedKind.OFF
        return plain_note(day, not self.is_known(day.year)).statutory

    def make_up(self, year: int) -> tuple[date, ...]:
        """Return the weekend days of a year that notices have worked."""
        return tuple(
            each.day
            for each in sorted(self._arranged.values(), key=lambda each: each.day)
            if each.day.year == year and each.kind is ArrangedKind.WORK
        )

    def year_view(self, year: int) -> tuple[tuple[DayNote, ...], ...]:
        """Return the twelve months of a year, a note for each day."""
        self._spot(date(year, 1, 1))
        return tuple(
            tuple(self.describe(day) for day in _days(year) if day.month == month) for month in range(1, 13)
        )

    def office_warning(self, today: date) -> str | None:
        """Return what the administrator must hear, None when all is well.

        That is: this year is missing, or, from 1 November, next year is.
        """
        for year in (today.year, today.year + 1)[: 1 + (today.month >= _WARNING_MONTH)]:
            if not self.is_known(year):
                return (
                    f"{year}年的放假安排尚未载入，涉及{year}年的截止日均为暂定。"
                    "请取得国务院办公厅通知后，在“工作日历”中粘贴原文载入。"
                )
        return None

    # --- proof

    def trace(self, due: Due) -> tuple[TraceDay, ...]:
        """Return the proof of a deadline day by day: counted or skipped, and why."""
        return trace_of(self, due)

    def text(self, due: Due) -> str:
        """Return the proof of a deadline as Chinese lines."""
        return explanation(self, due)

    def told(self, number: int) -> TraceDay:
        """Return the trace's line of a day by its ordinal number.

        It is final for a rest day; for a working day it holds the words before the count. It is
        kept, because every proof says the same of a day.
        """
        line = self._told.get(number)
        if line is None:
            line = line_of(self.describe(date.fromordinal(number)))
            self._told[number] = line
        return line

    def _spot(self, day: date) -> int:
        check_start(day)
        return day.toordinal() - FIRST

    def _rests_on_unknown(self, start: date, end: date) -> bool:
        return end.toordinal() - FIRST > self._ruler.settled_spot[self._spot(start)]


def _rolls(unit: Unit, roll: bool | None) -> bool:
    return unit is Unit.DAY if roll is None else roll


def _days(year: int) -> list[date]:
    first = max(date(year, 1, 1), FIRST_DAY)
    return [first + timedelta(step) for step in range(months.isleap(year) + 365)]
