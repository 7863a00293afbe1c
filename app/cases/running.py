"""The running clock of an accepted case: stopped, let run again, made longer; never back and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.calendar.dues import Due, Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.cases.models import Case, Pause
from app.cases.steps import WORKING, Step, case_subject
from app.custody.models import Holding
from app.custody.ports import CustodyBook


def suspensions(pauses: tuple[Pause, ...]) -> tuple[Suspension, ...]:
    """Return the pauses that are over, as the calendar takes them."""
    return tuple(Suspension(each.since, each.until, each.step) for each in pauses if each.until is not None)


def working_holding(book: CustodyBook, case: Case) -> Holding | None:
    """Return the newest holding under which the case was being worked on."""
    for segment in reversed(book.history(case_subject(case.id))):
        if segment.holding.step == WORKING:
            return segment.holding
    return None


def resumed(holding: Holding, case: Case, calendar: WorkCalendar, why: str) -> Step:
    """Return the step of a case whose special step is over: what was left goes on from the day after."""
    pauses = suspensions(case.pauses)
    return _step(holding, pauses, calendar, why, added=0, last=case.pauses[-1])


def longer(holding: Holding, days: int, calendar: WorkCalendar, why: str) -> Step:
    """Return the step of a case that was given ``days`` working days more."""
    return _step(holding, holding.pauses, calendar, why, added=days, last=None)


def shorter(holding: Holding, days: int, was_due: date, calendar: WorkCalendar, why: str) -> Step:
    """Return the step of a case whose ``days`` more are taken back; ``was_due`` is the day promised before."""
    step = _step(holding, holding.pauses, calendar, why, added=-days, last=None)
    return step if holding.count else replace(step, due=_promise(holding, was_due, holding.pauses, calendar))


def running_on(holding: Holding, calendar: WorkCalendar, why: str) -> Step:
    """Return the step of a case that runs on as it did; what was counted is counted by today's calendar."""
    return _step(holding, holding.pauses, calendar, why, added=0, last=None)


def by_today(holding: Holding, calendar: WorkCalendar, *, granted: bool = False) -> Holding:
    """Return a holding that had ended and begins again, dated by today's calendar.

    ``granted``: what an applicant was given on paper is never made shorter.
    """
    due, outer = holding.due, holding.outer_due
    if due is None:
        return holding
    if holding.start is not None and holding.count and holding.unit:
        unit = Unit(holding.unit)
        fresh = calendar.due_with_suspensions(holding.start, holding.count, holding.pauses, unit).due
        due = max(due, fresh) if granted else fresh
    if holding.start is not None and holding.outer_count:
        outer = calendar.due_with_suspensions(holding.start, holding.outer_count, holding.pauses).due
    return replace(holding, due=due, provisional=not calendar.is_known(due.year), outer_due=outer)


def remaining(holding: Holding, since: date, calendar: WorkCalendar) -> int:
    """Return the working days that were left on the day."""
    return max(calendar.workdays_between(since, holding.due), 0) if holding.due is not None else 0


def _step(
    holding: Holding,
    pauses: tuple[Suspension, ...],
    calendar: WorkCalendar,
    why: str,
    *,
    added: int,
    last: Pause | None,
) -> Step:
    due = _due(holding, pauses, calendar, added)
    if due is None:
        due = _moved(holding, pauses, calendar, added, last)
    outer = None
    if holding.outer_count and holding.start is not None:
        outer = calendar.due_with_suspensions(holding.start, holding.outer_count + added, pauses)
    return Step(words=WORKING, why=why, due=due, outer=outer)


def _due(holding: Holding, pauses: tuple[Suspension, ...], calendar: WorkCalendar, added: int) -> Due | None:
    """Count the date anew; None where it was promised, and not counted, or nothing was left to count."""
    if holding.start is None or not holding.count or holding.unit != Unit.WORKDAY.value:
        return None
    due = calendar.due_with_suspensions(holding.start, holding.count + added, pauses)
    return None if pauses and due.due < pauses[-1].until else due


def _moved(
    holding: Holding, pauses: tuple[Suspension, ...], calendar: WorkCalendar, added: int, last: Pause | None
) -> Due | None:
    """Move a promised date on by what the pause took, or by the days added; never back."""
    day = holding.due
    if day is None:
        return None
    if last is not None and last.until is not None:
        left = calendar.workdays_between(last.since, day)
        again = calendar.workday_after(last.until, left) if left > 0 else calendar.next_workday(last.until)
        day = max(day, again)
    if added > 0:
        day = calendar.workday_after(day, added)
    return _promise(holding, day, pauses, calendar)


def _promise(holding: Holding, day: date, pauses: tuple[Suspension, ...], calendar: WorkCalendar) -> Due:
    return Due(holding.start or day, 0, Unit.DAY, day, day, not calendar.is_known(day.year), pauses)


def paused(case: Case, pause: Pause) -> Case:
    """Return the case with one pause more."""
    return replace(case, pauses=(*case.pauses, pause))


def unpaused(case: Case, until: date) -> Case:
    """Return the case with its open pause ended."""
    return replace(case, pauses=(*case.pauses[:-1], replace(case.pauses[-1], until=until)))
