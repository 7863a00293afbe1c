"""Moves a case on by the paper it issues: which papers are lawful when, and what they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.cases.commands import DeemedAccepted, WrongState
from app.cases.deferring import keep_question, promise_fault
from app.cases.models import Case, CaseState, DeferredAnswer, DeferredId
from app.cases.paper_dates import Facts
from app.cases.paper_steps import step_after_acceptance, step_after_correction
from app.cases.ports import CaseUnit
from app.cases.second_notice import SecondNoticeGround, counted
from app.cases.steps import case_subject, holding_of
from app.clock import SHANGHAI
from app.custody.handing import finish, hand
from app.errors import BadInput, Problem
from app.people.models import Actor
from app.register.commands import CaseLink
from app.register.issuing import Ready, issue_in
from app.register.models import Document
from app.register.serving import check_service

_OPEN = (CaseState.RECEIVED, CaseState.CORRECTING)
_LAWFUL: dict[str, tuple[CaseState, ...]] = {
    "one_time_notice": (CaseState.ENQUIRY, CaseState.RECEIVED, CaseState.CLOSED),
    "correction_notice": _OPEN,
    "acceptance_receipt": _OPEN,
    "proof_of_service": tuple(CaseState),
}


@dataclass(frozen=True, kw_only=True)
class CaseIssue:
    """A paper ready to be issued for a case."""

    actor: Actor
    case: Case
    ready: Ready
    facts: Facts
    at: datetime
    second: SecondNoticeGround | None


def number_of_case(unit: CaseUnit, actor: Actor, received_on: date) -> str:
    """Take the next case number (受理编号): division code, year, five digits."""
    code = unit.people.get_division(actor.division).code
    sequence = unit.numbers.take("case", actor.division, received_on.year)
    return f"{code}{received_on.year}{sequence:05d}"


def check_lawful(type_key: str, facts: Facts) -> None:
    """Raise ``WrongState`` or ``DeemedAccepted`` where the paper is not lawful for the case now."""
    case = facts.case
    if case.state not in _LAWFUL[type_key]:
        raise WrongState(f"办件{case.number}现为“{case.state.value}”，不能出具这种文书。")
    if type_key == "correction_notice" and facts.deemed:
        raise DeemedAccepted(
            f"办件{case.number}的法定告知期限已过，自收到材料之日（{facts.tell.start}）起视为受理，"
            "不能再要求补正，请出具受理回执。"
        )


def why_closed(type_key: str, facts: Facts) -> str:
    """Return why a paper cannot be issued now, or "" when it can."""
    try:
        check_lawful(type_key, facts)
    except (WrongState, DeemedAccepted) as refusal:
        return str(refusal)
    return ""


def move_on(unit: CaseUnit, issue: CaseIssue) -> Document:
    """Issue the paper and move the case on, in the caller's transaction."""
    case = issue.case
    link = CaseLink(case=case.id, number=case.number, division=case.division)

    def follow(document: Document) -> None:
        _MOVES[issue.ready.document_type.key](unit, issue, document)
        unit.documents.drop_draft(issue.actor.id, document.type_key, case.id)

    return issue_in(unit, issue.actor, issue.ready, issue.at, link, follow)


def _after_one_time_notice(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    if document.fields.get("question"):
        keep_question(unit, _question(issue, document), issue.facts.calendar)
    if issue.case.state is not CaseState.ENQUIRY:
        return
    _save(unit, replace(issue.case, state=CaseState.CLOSED, closed_why=closed_by(document)))
    finish(unit.custody, case_subject(issue.case.id), issue.at)


def _question(issue: CaseIssue, notice: Document) -> DeferredAnswer:
    """Return the question the notice promises to answer (一次性告知制一)."""
    case, wall = issue.case, datetime.fromisoformat(notice.fields["promised_reply_at"])
    promised_at = wall.replace(tzinfo=SHANGHAI)
    if fault := promise_fault(promised_at, issue.at):
        raise BadInput.listing((Problem("promised_reply_at", fault),))
    return DeferredAnswer(
        id=DeferredId(0),
        division=case.division,
        clerk=issue.actor.id,
        clerk_name=issue.actor.name,
        party=case.applicant.name,
        telephone=notice.telephone,
        matter_name=case.matter_name,
        case=case.id,
        question=notice.fields["question"],
        asked_at=issue.at,
        promised_at=promised_at,
    )


def closed_by(notice: Document) -> str:
    """Return why an enquiry is closed that a one-time notice answered."""
    return f"已一次性告知（{notice.number}）"


def _after_correction_notice(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    _save(unit, replace(issue.case, state=CaseState.CORRECTING))
    step = step_after_correction(document)
    hand(unit.custody, holding_of(issue.case, step, issue.actor.id), issue.at)
    if issue.second is not None:
        unit.cases.add_second_notice(counted(document, issue.second, issue.case.matter_name))


def _after_acceptance_receipt(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    accepted_on = date.fromisoformat(str(document.fields["accepted_on"]))
    _save(unit, replace(issue.case, state=CaseState.ACCEPTED, accepted_on=accepted_on))
    step = step_after_acceptance(document)
    hand(unit.custody, holding_of(issue.case, step, None), issue.at)


def _after_proof_of_service(unit: CaseUnit, issue: CaseIssue, proof: Document) -> None:
    received_on = proof.fields.get("received_on")
    day = date.fromisoformat(received_on) if received_on else None
    for paper in _listed(unit, proof):
        check_service(paper, day or paper.issued_on, issue.facts.today)
        if day is not None and paper.served_on is None and paper.case == issue.case.id:
            unit.documents.set_served(paper.id, paper.version, day)


def _listed(unit: CaseUnit, proof: Document) -> Iterator[Document]:
    """Yield the papers of this office that the proof lists."""
    for row in proof.fields.get("documents", ()):
        paper = unit.documents.find_by_number(str(row.get("number", "")))
        if paper is not None:
            yield paper


def _save(unit: CaseUnit, case: Case) -> None:
    unit.cases.save(case, None)


_MOVES = {
    "one_time_notice": _after_one_time_notice,
    "correction_notice": _after_correction_notice,
    "acceptance_receipt": _after_acceptance_receipt,
    "proof_of_service": _after_proof_of_service,
}
