"""Moves a case on by the paper it issues: which papers are lawful when, and what they change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.calendar.dues import Due
from app.cases.clocks import UNITS
from app.cases.commands import DeemedAccepted, WrongState
from app.cases.filling import Facts
from app.cases.models import Case, CaseState, SecondNotice
from app.cases.ports import CaseUnit
from app.cases.showing import search_texts
from app.cases.steps import Step, case_subject, holding_of
from app.custody.handing import finish, hand
from app.people.models import Actor, Staff
from app.register.commands import CaseLink
from app.register.issuing import Ready, issue_in
from app.register.models import Document, DocumentId

_OPEN = (CaseState.RECEIVED, CaseState.CORRECTING)
_LAWFUL: dict[str, tuple[CaseState, ...]] = {
    "one_time_notice": (CaseState.ENQUIRY, CaseState.RECEIVED, CaseState.CLOSED),
    "correction_notice": _OPEN,
    "acceptance_receipt": _OPEN,
    "proof_of_service": tuple(CaseState),
}
SecondNoticeGround = tuple[tuple[str, ...], Staff, str]


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
    if type_key != "correction_notice" or case.state is not CaseState.RECEIVED:
        return
    if facts.today > facts.tell.due:
        raise DeemedAccepted(
            f"办件{case.number}的法定告知期限已过，自收到材料之日（{case.received_on}）起视为受理，"
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
    document = issue_in(unit, issue.actor, issue.ready, issue.at, CaseLink(case=case.id, number=case.number))
    _MOVES[issue.ready.document_type.key](unit, issue, document)
    unit.documents.drop_draft(issue.actor.id, document.type_key, case.id)
    return document


def _after_one_time_notice(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    if issue.case.state is not CaseState.ENQUIRY:
        return
    _save(unit, replace(issue.case, state=CaseState.CLOSED, closed_why=f"已一次性告知（{document.number}）"))
    finish(unit.custody, case_subject(issue.case.id), issue.at)


def _after_correction_notice(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    values = issue.ready.values
    _save(unit, replace(issue.case, state=CaseState.CORRECTING))
    due = Due(
        date.fromisoformat(values["told_on"]),
        int(values["correction_limit"]),
        UNITS[values["correction_unit"]],
        date.fromisoformat(values["correct_by"]),
        date.fromisoformat(values["correct_by"]),
        "correct_by" in issue.ready.provisional,
    )
    step = Step(words="等待申请人补正", why=f"已告知补正（{document.number}）", due=due)
    hand(unit.custody, holding_of(issue.case, step, issue.actor.id), issue.at)
    if issue.second is not None:
        unit.cases.add_second_notice(_second(issue, issue.second, document.id))


def _second(issue: CaseIssue, ground: SecondNoticeGround, document: DocumentId) -> SecondNotice:
    added, head, reason = ground
    return SecondNotice(
        case=issue.case.id,
        document=document,
        clerk=issue.actor.id,
        clerk_name=issue.actor.name,
        matter_name=issue.case.matter_name,
        head=head.id,
        head_name=head.name,
        reason=reason,
        added=added,
        at=issue.at,
    )


def _after_acceptance_receipt(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    values: Any = issue.ready.values
    accepted_on = date.fromisoformat(values["accepted_on"])
    due_on = date.fromisoformat(values["due_on"])
    _save(unit, replace(issue.case, state=CaseState.ACCEPTED, accepted_on=accepted_on))
    due = Due(
        accepted_on,
        max(issue.facts.matter.committed_limit, 1),
        UNITS["工作日"],
        due_on,
        due_on,
        "due_on" in issue.ready.provisional,
    )
    step = Step(words="办理并按承诺时限办结", why=f"已受理（{document.number}）", due=due)
    hand(unit.custody, holding_of(issue.case, step, None), issue.at)


def _after_proof_of_service(unit: CaseUnit, issue: CaseIssue, _document: Document) -> None:
    values = issue.ready.values
    received_on = values.get("received_on")
    if not received_on:
        return
    for row in values.get("documents", ()):
        paper = unit.documents.find_by_number(str(row.get("number", "")))
        if paper is not None and paper.served_on is None and paper.case == issue.case.id:
            unit.documents.set_served(paper.id, paper.version, date.fromisoformat(received_on))


def _save(unit: CaseUnit, case: Case) -> None:
    unit.cases.save(case, search_texts(case))


_MOVES = {
    "one_time_notice": _after_one_time_notice,
    "correction_notice": _after_correction_notice,
    "acceptance_receipt": _after_acceptance_receipt,
    "proof_of_service": _after_proof_of_service,
}
