"""Makes a paper void and takes its case back to where it stood before, custody with it, or refuses to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from app.calendar.dues import Due, Unit
from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.cases.commands import RestsOnIt, VoidWouldAccept
from app.cases.facts import side_clocks
from app.cases.issuing import closed_by
from app.cases.life import find_way
from app.cases.models import Case, CaseId, CaseState, ExtensionState
from app.cases.moving import move
from app.cases.paper_steps import step_after_correction
from app.cases.ports import CaseStore, CaseUnit
from app.cases.steps import ACCEPTING, TELLING, Step, case_subject, first_step
from app.cases.unrefusing import ARCHIVED, undo_refusal
from app.cases.withdrawing import (
    Withdrawal,
    keep_pledge,
    keep_registration,
    keep_undertaking,
    undo_estimate,
    undo_extension,
    undo_special_step,
)
from app.clock import Clock, office_date
from app.custody.handing import finish
from app.people.models import Actor
from app.people.permissions import Right, may, require
from app.people.standing import standing
from app.register.commands import VoidDocument
from app.register.models import Document, DocumentState
from app.register.voiding import keep_void, reason_of, to_void

_MOVED_BY = {
    "one_time_notice": CaseState.CLOSED,
    "correction_notice": CaseState.CORRECTING,
    "acceptance_receipt": CaseState.ACCEPTED,
}
_UNDOING: dict[str, Callable[[CaseUnit, Withdrawal], None]] = {
    "special_step_notice": undo_special_step,
    "extension_notice": undo_extension,
    "overdue_record": undo_estimate,
    "deferral_undertaking": keep_undertaking,
    "notice_and_undertaking": keep_pledge,
    "denial_registration": keep_registration,
    "non_acceptance_notice": undo_refusal,
}


class Voiding:
    """Voids papers, with what follows for their cases."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def __call__(self, actor: Actor, command: VoidDocument) -> None:
        """Make the paper void.

        Raises ``VoidNeedsReason``, ``AlreadyVoid``, ``Conflict``, ``RestsOnIt`` where a clock or a decision
        rests on it, and ``VoidWouldAccept`` for the one notice that told what is missing once the time to
        tell has run out.
        """
        reason_of(command)
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            paper = to_void(unit, actor, command)
            _check_right(actor, paper)
            keep_void(unit, actor, paper, command, now)
            if paper.case is not None:
                self._take_back(unit, paper, now)

    def _take_back(self, unit: CaseUnit, paper: Document, at: datetime) -> None:
        case = unit.cases.get(CaseId(paper.case or 0))
        papers = unit.documents.of_case(case.id)
        if paper.type_key == "proof_of_service":
            _withdraw_service(unit, paper, papers)
            return
        others = tuple(each for each in papers if each.id != paper.id and each.state is not DocumentState.VOID)
        withdrawal = Withdrawal(
            paper=paper, case=case, standing=others, calendar=self._shelf.current(unit.calendars), at=at
        )
        if paper.type_key in _UNDOING:
            _UNDOING[paper.type_key](unit, withdrawal)
        else:
            _refuse_rested_on(withdrawal)
            if _moved_the_case(withdrawal):
                _restore(unit, withdrawal)


def _check_right(actor: Actor, paper: Document) -> None:
    """Raise ``NotAllowed`` for who neither may issue the paper nor heads the division (窗口无否决权)."""
    way = find_way(paper.type_key)
    if way is not None and not may(actor, Right.HEAD_SECOND_NOTICE, paper.division):
        require(actor, way.right, paper.division)


def _refuse_rested_on(withdrawal: Withdrawal) -> None:
    """Raise ``RestsOnIt`` for a receipt or a notice that the case's denial, step or limit rests on."""
    case, paper = withdrawal.case, withdrawal.paper
    if paper.type_key not in ("acceptance_receipt", "correction_notice") or not withdrawal.is_newest:
        return
    if case.state is CaseState.DENYING:
        raise withdrawal.refuse("办件正在否定报备，请先撤回否定报备。")
    if paper.type_key != "acceptance_receipt":
        if case.state is CaseState.RETURNED:
            raise withdrawal.refuse(f"办件{case.number}的“逾期未补正”以它的期限为据。")
        return
    told = case.extension is not None and case.extension.state is ExtensionState.TOLD
    if case.state is CaseState.SUSPENDED or (case.state is CaseState.ACCEPTED and (told or case.pauses)):
        rest = "、".join(str(each.number) for key in _LATER for each in withdrawal.others(key))
        raise withdrawal.refuse(f"{rest or '特殊环节'}以它为据，请先作废（恢复）后再办。")


_LATER = ("special_step_notice", "extension_notice")


def _moved_the_case(withdrawal: Withdrawal) -> bool:
    """Tell whether the case stands where it does because of this very paper."""
    paper, case = withdrawal.paper, withdrawal.case
    if case.state is not _MOVED_BY.get(paper.type_key):
        return False
    if paper.type_key == "one_time_notice":
        return case.closed_why == closed_by(paper)
    return withdrawal.is_newest


def _restore(unit: CaseUnit, withdrawal: Withdrawal) -> None:
    case, notices = withdrawal.case, withdrawal.others("correction_notice")
    state, step, staff = CaseState.CORRECTING, None, case.clerk
    if withdrawal.paper.type_key == "one_time_notice":
        state = CaseState.ENQUIRY
    elif notices:
        step, staff = _recounted(step_after_correction(notices[-1]), withdrawal.calendar), notices[-1].issued_by
    else:
        state = CaseState.RECEIVED
    back = replace(case, state=state, accepted_on=None, closed_why="", committed=0, statutory=0, extension=None)
    step = step or _beginning(unit, withdrawal, back)
    if state is not CaseState.ENQUIRY and _must_be_accepted(unit, case):
        back, staff = replace(back, state=CaseState.TO_ACCEPT), case.clerk
        step = _accepting(unit, withdrawal, step)
    move(unit, back, replace(step, why=withdrawal.why), staff, withdrawal.at)
    for about in side_clocks(case.id):
        finish(unit.custody, about, withdrawal.at)


def _must_be_accepted(unit: CaseUnit, case: Case) -> bool:
    clearance = unit.denials.clearance(case.id)
    return clearance is not None and clearance.turned_down


def _accepting(unit: CaseUnit, withdrawal: Withdrawal, step: Step) -> Step:
    """Return the step of a case that may not be refused: by the day it had to be accepted by before."""
    for segment in reversed(unit.custody.history(case_subject(withdrawal.case.id))):
        held = segment.holding
        if held.step == ACCEPTING and held.due is not None and held.start is not None:
            unit_of = Unit(held.unit) if held.unit else Unit.DAY
            due = Due(held.start, held.count, unit_of, held.due, held.due, held.provisional)
            return _recounted(replace(step, words=ACCEPTING, due=due), withdrawal.calendar)
    return replace(step, words=ACCEPTING)


def _beginning(unit: CaseUnit, withdrawal: Withdrawal, case: Case) -> Step:
    """Return the case's first step; raises ``VoidWouldAccept`` where its time is over."""
    step = first_step(case, withdrawal.calendar, _counted_as_received(unit, case))
    told = withdrawal.paper.type_key == "correction_notice"
    if told and step.due is not None and office_date(withdrawal.at) > step.due.due:
        raise VoidWouldAccept(
            f"办件{case.number}的法定告知期限（{step.due.due}）已过，{withdrawal.paper.number}是唯一的补正告知，"
            "作废后即视为没有告知而受理。请先出具更正后的补正告知书，再作废这一份；材料其实齐全的，请出具受理回执。"
        )
    return step


def _counted_as_received(unit: CaseUnit, case: Case) -> date:
    """Return the day the telling was counted from, which custody remembers."""
    for segment in reversed(unit.custody.history(case_subject(case.id))):
        if segment.holding.step == TELLING and segment.holding.start is not None:
            return segment.holding.start
    return case.received_on


def _recounted(step: Step, calendar: WorkCalendar) -> Step:
    """Count a paper's date by today's calendar; what the paper grants beyond that stays granted."""
    due = step.due
    if due is None or not due.count:
        return step
    fresh = calendar.due(due.start, due.count, due.unit)
    if due.due <= fresh.due:
        return replace(step, due=fresh)
    return replace(step, due=_granted(due, calendar))


def _granted(due: Due, calendar: WorkCalendar) -> Due:
    return due._replace(provisional=not calendar.is_known(due.due.year))


def _withdraw_service(unit: CaseUnit, proof: Document, papers: tuple[Document, ...]) -> None:
    """Take back the service that rests on the proof."""
    served_on = proof.fields.get("received_on")
    numbers = {str(row.get("number", "")) for row in proof.fields.get("documents", ())}
    _refuse_archived(unit, proof, [paper for paper in papers if str(paper.number) in numbers])
    for paper in papers:
        served = paper.state is DocumentState.SERVED and paper.served_on is not None
        if served and str(paper.number) in numbers and served_on and paper.served_on == _day(served_on):
            unit.documents.withdraw_service(paper.id, paper.version)


def _refuse_archived(unit: CaseUnit, proof: Document, listed: list[Document]) -> None:
    clearance = unit.denials.clearance(CaseId(proof.case or 0))
    if clearance is None or clearance.state != ARCHIVED:
        return
    if any(paper.type_key == "non_acceptance_notice" for paper in listed):
        text = "它证明的送达已随否定报备归档，救济期限自这一天起算。文字有误的，请另行书面更正。"
        raise RestsOnIt(f"{proof.number}不能作废：{text}")


def _day(text: str) -> date:
    return date.fromisoformat(text)
