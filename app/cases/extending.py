"""An extension once the leader decided: the handler tells the applicant, or learns that it was declined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.calendar.engine import WorkCalendar
from app.cases.facts import extension_subject
from app.cases.models import Case, Extension, ExtensionState
from app.cases.paper_steps import promised
from app.cases.ports import CaseUnit
from app.cases.steps import Step, case_subject, holding_of
from app.clock import office_date
from app.custody.handing import finish, hand
from app.custody.models import Segment

TELL_EXTENSION = "告知申请人延期"


def tell_approved(
    unit: CaseUnit, case: Case, calendar: WorkCalendar, at: datetime, by: int | None = None
) -> None:
    """Let whoever has the case tell the applicant of the approval, today; until then nothing is longer."""
    extension = _decided(case)
    why = f"{extension.decided_by_name}已批准延长{extension.days}个工作日"
    step = Step(words=TELL_EXTENSION, why=why, due=promised(office_date(at), calendar))
    holding = replace(holding_of(case, step, _handler(unit, case)), subject=extension_subject(case.id))
    hand(unit.custody, holding, at, by=by)


def show_declined(unit: CaseUnit, case: Case, at: datetime) -> None:
    """Say of the case itself that no more time was given, and why; its limit runs on as it ran."""
    finish(unit.custody, extension_subject(case.id), at)
    segment, extension = _own(unit, case), _decided(case)
    if segment is None:
        return
    why = f"{extension.decided_by_name}未批准延期：{extension.opinion}"
    holding = replace(segment.holding, staff=_handler(unit, case), why=why)
    hand(unit.custody, holding, at, by=segment.by, reassigned=segment.reassigned)


def give_up_telling(unit: CaseUnit, case: Case, due: date | None, at: datetime) -> None:
    """End the telling of an approval that came too late to be told: the limit is over."""
    approved = case.extension is not None and case.extension.state is ExtensionState.APPROVED
    if approved and due is not None and office_date(at) > due:
        finish(unit.custody, extension_subject(case.id), at)


def _handler(unit: CaseUnit, case: Case) -> int:
    """Return who has the case; who asked for more time where only its division has it."""
    segment = _own(unit, case)
    held = segment.holding.staff if segment is not None else None
    return held if held is not None else _decided(case).asked_by


def _own(unit: CaseUnit, case: Case) -> Segment | None:
    return unit.custody.open_of(case_subject(case.id))


def _decided(case: Case) -> Extension:
    assert case.extension is not None, "only an extension that was asked for is decided"
    return case.extension
