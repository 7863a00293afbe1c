"""What a paper leaves to be done: the step a case is at once the paper stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.calendar.dues import Due, Unit
from app.calendar.engine import WorkCalendar
from app.cases.clocks import UNITS
from app.cases.steps import WORKING, Step
from app.register.models import Document


def step_after_correction(paper: Document) -> Step:
    """Return the step after a correction notice: the applicant has until its day to make up."""
    values: Any = paper.fields
    unit = UNITS[values["correction_unit"]]
    due = _due(paper, "told_on", "correct_by", int(values["correction_limit"]), unit)
    return Step(words="等待申请人补正", why=f"已告知补正（{paper.number}）", due=due)


def step_after_acceptance(paper: Document, calendar: WorkCalendar, statutory: int) -> Step:
    """Return the step after an acceptance receipt: the division does the matter by the promised day.

    ``statutory`` is the limit of the law in working days (0: none).
    """
    due = _due(paper, "accepted_on", "due_on", int(paper.fields["committed_limit"]), Unit.WORKDAY)
    outer = calendar.due(due.start, statutory) if statutory else None
    return Step(words=WORKING, why=f"已受理（{paper.number}）", due=due, outer=outer)


def _due(paper: Document, start: str, end: str, count: int, unit: Unit) -> Due:
    day = date.fromisoformat(paper.fields[end])
    provisional = end in paper.imprint.get("provisional", ())
    return Due(date.fromisoformat(paper.fields[start]), count, unit, day, day, provisional)
