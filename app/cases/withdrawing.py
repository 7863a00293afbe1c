"""What a void paper of a case's later life leaves: the clock it moved stands as it stood before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.calendar.engine import WorkCalendar
from app.cases.commands import RestsOnIt
from app.cases.extending import tell_approved
from app.cases.facts import estimate_subject
from app.cases.models import Case, CaseState, ExtensionState
from app.cases.next_acts import wanting_of
from app.cases.paper_steps import step_after_overdue
from app.cases.ports import CaseUnit
from app.cases.running import running_on, shorter, working_holding
from app.cases.steps import Step, case_subject, holding_of
from app.custody.handing import finish, hand
from app.register.models import Document


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """A paper about to be void, its case, and the papers of the case that go on standing."""

    paper: Document
    case: Case
    standing: tuple[Document, ...]
    calendar: WorkCalendar
    at: datetime

    @property
    def why(self) -> str:
        """What custody says of the change."""
        return f"{self.paper.number}已作废"

    @property
    def is_newest(self) -> bool:
        """Whether no later paper of its type stands."""
        return not any(each.id > self.paper.id for each in self.others(self.paper.type_key))

    def others(self, type_key: str) -> list[Document]:
        """Return the standing papers of a type, oldest first."""
        return [each for each in self.standing if each.type_key == type_key]

    def refuse(self, because: str) -> RestsOnIt:
        """Return the refusal to make the paper void."""
        return RestsOnIt(f"{self.paper.number}不能作废：{because}文字有误的，请另行书面更正。")


def undo_special_step(unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Let the clock run as if it had never been stopped; raises ``RestsOnIt`` for a step that is over."""
    case, since = withdrawal.case, withdrawal.paper.fields.get("suspended_on")
    if any(pause.until is not None and pause.since.isoformat() == since for pause in case.pauses):
        raise withdrawal.refuse("告知的特殊环节已经结束，办理期限已按它计算。")
    if case.state is not CaseState.SUSPENDED or not withdrawal.is_newest:
        return
    holding = working_holding(unit.custody, case)
    assert holding is not None, "only a case that was worked on is suspended"
    back = replace(case, state=CaseState.ACCEPTED, pauses=case.pauses[:-1])
    step = running_on(holding, withdrawal.calendar, withdrawal.why)
    _work_on(unit, withdrawal, back, step, holding.staff)


def undo_extension(unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Make the limit as short as before, the leader's approval standing; raises ``RestsOnIt``."""
    case, paper, extension = withdrawal.case, withdrawal.paper, withdrawal.case.extension
    if extension is None or extension.state is not ExtensionState.TOLD or not withdrawal.is_newest:
        return
    segment = unit.custody.open_of(case_subject(case.id))
    later = any(pause.since >= paper.issued_on for pause in case.pauses)
    if case.state is not CaseState.ACCEPTED or segment is None or later:
        raise withdrawal.refuse(f"办件{case.number}的期限已按它计算，并已往下办理。")
    back = replace(
        case,
        extension=replace(extension, state=ExtensionState.APPROVED),
        committed=max(case.committed - extension.days, 0),
        statutory=max(case.statutory - extension.days, 0),
    )
    was_due = date.fromisoformat(str(paper.fields["due_on"]))
    step = shorter(segment.holding, extension.days, was_due, withdrawal.calendar, withdrawal.why)
    _work_on(unit, withdrawal, back, step, segment.holding.staff)
    tell_approved(unit, back, withdrawal.calendar, withdrawal.at)


def _work_on(unit: CaseUnit, withdrawal: Withdrawal, case: Case, step: Step, staff: int | None) -> None:
    unit.cases.save(case, None)
    hand(unit.custody, holding_of(case, step, staff), withdrawal.at)
    records = withdrawal.others("overdue_record")
    if records and step.due is not None and records[-1].fields.get("due_on") == step.due.due.isoformat():
        _promise_again(unit, withdrawal, records[-1], staff)


def _promise_again(unit: CaseUnit, withdrawal: Withdrawal, record: Document, staff: int | None) -> None:
    step = step_after_overdue(record, withdrawal.calendar)
    holding = holding_of(withdrawal.case, step, staff)
    hand(unit.custody, replace(holding, subject=estimate_subject(withdrawal.case.id)), withdrawal.at)


def undo_estimate(unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """End the promise of a new day, or go back to the one before; raises ``RestsOnIt`` for one completed on."""
    case, about = withdrawal.case, estimate_subject(withdrawal.case.id)
    segment = unit.custody.open_of(about)
    if case.completed_on is not None and case.due_on is not None and case.completed_on > case.due_on:
        raise withdrawal.refuse(f"办件{case.number}逾期办结，以它为据。")
    if segment is None or not withdrawal.is_newest:
        return
    finish(unit.custody, about, withdrawal.at)
    records = withdrawal.others("overdue_record")
    if records:
        _promise_again(unit, withdrawal, records[-1], segment.holding.staff)


def keep_undertaking(_unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Raise ``RestsOnIt`` where a standing acceptance rests on the applicant's undertaking."""
    receipts = withdrawal.others("acceptance_receipt")
    rests = receipts and receipts[-1].fields.get("missing_materials") and withdrawal.is_newest
    if rests:
        raise withdrawal.refuse(f"受理回执{receipts[-1].number}的容缺受理以它为据，请先作废受理回执。")


def keep_pledge(_unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Raise ``RestsOnIt`` where an acceptance took the pledge in the place of a material."""
    receipts = withdrawal.others("acceptance_receipt")
    proofs = {str(row.get("name", "")) for row in withdrawal.paper.fields.get("proofs", ())}
    needed = {each.name for each in wanting_of(withdrawal.case, withdrawal.standing)} & proofs
    if receipts and needed:
        raise withdrawal.refuse(f"受理回执{receipts[-1].number}以它代替材料，请先作废受理回执。")


def keep_registration(_unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Raise ``RestsOnIt``: a registration form stands or falls with its denial, never by itself."""
    raise withdrawal.refuse("登记表随否定报备留存，领导的核查意见在其上。")
