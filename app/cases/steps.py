"""What custody says of a case at each step: who holds it, what is due and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.dues import Due, Unit
from app.calendar.engine import WorkCalendar
from app.cases.clocks import tell_by
from app.cases.models import Case, CaseId, CaseState
from app.catalogue.models import Regime
from app.custody.models import Holding
from app.ledger.models import Subject, subject

TELLING = "受理或一次性告知补正"
WORKING = "办理并按承诺时限办结"
ACCEPTING = "依法受理"


def case_subject(case: CaseId) -> Subject:
    """Name a case for custody and ledger."""
    return subject("case", case)


@dataclass(frozen=True, kw_only=True)
class Step:
    """The next thing to be done: its words, why, its limit, and the statutory limit behind that."""

    words: str
    why: str
    due: Due | None
    outer: Due | None = None


def holding_of(case: Case, step: Step, staff: int | None) -> Holding:
    """Return the holding of a case at the step; ``staff`` None leaves it with the division."""
    due = step.due
    return Holding(
        subject=case_subject(case.id),
        division=case.division,
        staff=staff,
        why=step.why,
        step=step.words,
        title=case.matter_name,
        party=case.applicant.name,
        number=case.number,
        due=due.due if due else None,
        provisional=due.provisional if due else False,
        start=due.start if due else None,
        count=due.count if due else 0,
        unit=due.unit.value if due and due.count else "",
        pauses=due.suspensions if due else (),
        outer_count=step.outer.count if step.outer else 0,
        outer_due=step.outer.due if step.outer else None,
    )


def first_step(case: Case, calendar: WorkCalendar, start: date) -> Step:
    """Return the step of a case just registered."""
    if case.state is CaseState.ENQUIRY:
        return Step(words="出具一次性告知书", why="来人来电咨询", due=_on_the_day(case.received_on, calendar))
    due = tell_by(calendar, case.regime, start if case.regime is Regime.LICENCE else case.received_on)
    return Step(words=TELLING, why="收到申请材料", due=due)


def _on_the_day(day: date, calendar: WorkCalendar) -> Due:
    return Due(day, 0, Unit.DAY, day, day, not calendar.is_known(day.year))
