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

    ``statutory`` is the limit of the law in working days (0: none). A day that is not the one counted is a
    promise: no calendar counts it anew.
    """
    due = _due(paper, "accepted_on", "due_on", int(paper.fields["committed_limit"]), Unit.WORKDAY)
    if due.count and calendar.due(due.start, due.count).due != due.due:
        due = due._replace(count=0, unit=Unit.DAY)
    outer = calendar.due(due.start, statutory) if statutory else None
    return Step(words=WORKING, why=f"已受理（{paper.number}）", due=due, outer=outer)


def step_after_deferral(receipt: Document, calendar: WorkCalendar) -> Step:
    """Return the step beside an acceptance without every material: the first day promised counts (容缺受理)."""
    rows = receipt.fields["missing_materials"]
    day = min(date.fromisoformat(str(row["submit_by"])) for row in rows)
    names = "、".join(str(row["name"]) for row in rows)
    return Step(words="补齐容缺材料", why=f"容缺受理：{names}", due=promised(day, calendar))


def step_after_overdue(record: Document, calendar: WorkCalendar) -> Step:
    """Return the step beside a late case: what was told the applicant is kept (限时办结制三)."""
    day = date.fromisoformat(str(record.fields["estimated_on"]))
    why = f"已告知未能按时办结（{record.number}）"
    return Step(words="按告知申请人的预计时间办结", why=why, due=promised(day, calendar))


def promised(day: date, calendar: WorkCalendar) -> Due:
    """Return a day as it was promised, and not counted."""
    return Due(day, 0, Unit.DAY, day, day, not calendar.is_known(day.year))


def _due(paper: Document, start: str, end: str, count: int, unit: Unit) -> Due:
    day = date.fromisoformat(paper.fields[end])
    provisional = end in paper.imprint.get("provisional", ())
    return Due(date.fromisoformat(paper.fields[start]), count, unit, day, day, provisional)
