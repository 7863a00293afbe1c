"""Moves a case on by the paper it issues: which papers are lawful when, and what they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.cases.commands import DeemedAccepted, NeedsDenial, WrongState
from app.cases.deferring import keep_question, promise_fault
from app.cases.extending import give_up_telling
from app.cases.facts import Facts, deferred_subject_of, estimate_subject, extension_subject
from app.cases.life import find_way, why_closed
from app.cases.models import Case, CaseState, DeferredAnswer, DeferredId, ExtensionState, Pause
from app.cases.moving import end, move
from app.cases.paper_steps import (
    step_after_acceptance,
    step_after_correction,
    step_after_deferral,
    step_after_overdue,
)
from app.cases.ports import CaseUnit
from app.cases.refusing import after_refusal
from app.cases.running import longer, paused
from app.cases.second_notice import SecondNoticeGround, counted
from app.cases.steps import Step, holding_of
from app.clock import SHANGHAI
from app.custody.handing import finish, hand
from app.errors import BadInput, Problem
from app.people.models import Actor
from app.register.commands import CaseLink
from app.register.issuing import Ready, issue_in
from app.register.models import Document
from app.register.serving import check_service


@dataclass(frozen=True, kw_only=True)
class CaseIssue:
    """A paper ready to be issued for a case."""

    actor: Actor
    case: Case
    ready: Ready
    facts: Facts
    at: datetime
    second: SecondNoticeGround | None

    @property
    def holder(self) -> int | None:
        """Who holds the case now; None where its division does."""
        return self.facts.segment.holding.staff if self.facts.segment is not None else None


def number_of_case(unit: CaseUnit, actor: Actor, received_on: date) -> str:
    """Take the next case number (受理编号): division code, year, five digits."""
    code = unit.people.get_division(actor.division).code
    sequence = unit.numbers.take("case", actor.division, received_on.year)
    return f"{code}{received_on.year}{sequence:05d}"


def check_lawful(type_key: str, facts: Facts) -> None:
    """Raise ``WrongState`` or ``DeemedAccepted`` where the paper is not lawful for the case now."""
    way = find_way(type_key)
    if way is None or not way.paper:
        raise WrongState("这种文书不能直接从办件出具；否定报备登记表请在“否定报备”页办理。")
    if closed := why_closed(way, facts):
        late = type_key == "correction_notice" and facts.deemed
        denying = type_key == "non_acceptance_notice" and facts.case.state is CaseState.DENYING
        raise (DeemedAccepted if late else NeedsDenial if denying else WrongState)(closed)


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
    end(unit, replace(issue.case, state=CaseState.CLOSED, closed_why=closed_by(document)), issue.at)


def _question(issue: CaseIssue, notice: Document) -> DeferredAnswer:
    """Return the question the notice promises to answer (一次性告知制一)."""
    case, wall = issue.case, datetime.fromisoformat(notice.fields["promised_reply_at"])
    promised_at = wall.replace(tzinfo=SHANGHAI)
    if fault := promise_fault(promised_at, issue.at):
        raise BadInput.listing((Problem("promised_reply_at", fault),))
    return DeferredAnswer(
        id=DeferredId(0),
        division=case.division,
        clerk=issue.actor.holder,
        clerk_name=issue.actor.signed,
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
    step = step_after_correction(document)
    move(unit, replace(issue.case, state=CaseState.CORRECTING), step, issue.actor.holder, issue.at)
    if issue.second is not None:
        unit.cases.add_second_notice(counted(document, issue.second, issue.case.matter_name))


def _after_acceptance_receipt(unit: CaseUnit, issue: CaseIssue, document: Document) -> None:
    facts, values = issue.facts, document.fields
    accepted = replace(
        issue.case,
        state=CaseState.ACCEPTED,
        accepted_on=date.fromisoformat(str(values["accepted_on"])),
        committed=int(values["committed_limit"]),
        statutory=facts.matter.statutory_limit,
    )
    step = step_after_acceptance(document, facts.calendar, facts.matter.statutory_limit)
    move(unit, accepted, step, None, issue.at)
    if values.get("missing_materials"):
        _await_deferred(unit, issue, document)


def _await_deferred(unit: CaseUnit, issue: CaseIssue, receipt: Document) -> None:
    """Let the clock of the deferred materials run: the first day promised counts (容缺受理)."""
    step = step_after_deferral(receipt, issue.facts.calendar)
    holding = replace(
        holding_of(issue.case, step, issue.case.clerk), subject=deferred_subject_of(issue.case.id)
    )
    hand(unit.custody, holding, issue.at)


def _after_special_step(unit: CaseUnit, issue: CaseIssue, notice: Document) -> None:
    """Stop the committed limit; the step has a limit of its own (行政许可法第四十五条)."""
    values, case = notice.fields, issue.case
    since = date.fromisoformat(str(values["suspended_on"]))
    pause = Pause(since=since, until=None, step=str(values["step_name"]), days=int(values["step_days"]))
    due = issue.facts.calendar.due(since, pause.days)
    step = Step(words=f"特殊环节：{pause.step}", why=f"已告知申请人（{notice.number}）", due=due)
    finish(unit.custody, estimate_subject(case.id), issue.at)
    move(unit, replace(paused(case, pause), state=CaseState.SUSPENDED), step, issue.holder, issue.at)


def _after_extension_notice(unit: CaseUnit, issue: CaseIssue, notice: Document) -> None:
    """Make the limit longer by what the leader approved (行政许可法第四十二条); a denial stays."""
    case, segment = issue.case, issue.facts.segment
    extension = case.extension
    assert extension is not None
    assert segment is not None
    longer_case = replace(
        case,
        extension=replace(extension, state=ExtensionState.TOLD),
        committed=case.committed + extension.days,
        statutory=case.statutory + extension.days if case.statutory else 0,
    )
    step = longer(segment.holding, extension.days, issue.facts.calendar, f"已延长（{notice.number}）")
    if case.state is CaseState.DENYING:
        step = replace(step, words=segment.holding.step)
    finish(unit.custody, estimate_subject(case.id), issue.at)
    unit.cases.save(longer_case, None)
    finish(unit.custody, extension_subject(case.id), issue.at)
    hand(unit.custody, holding_of(longer_case, step, issue.holder), issue.at)


def _after_overdue_record(unit: CaseUnit, issue: CaseIssue, record: Document) -> None:
    """Keep the new estimate as a promise of its own; the limit itself stays as it was."""
    step = step_after_overdue(record, issue.facts.calendar)
    holding = replace(holding_of(issue.case, step, issue.holder), subject=estimate_subject(issue.case.id))
    hand(unit.custody, holding, issue.at)
    give_up_telling(unit, issue.case, issue.facts.due, issue.at)


def _after_refusal(unit: CaseUnit, issue: CaseIssue, notice: Document) -> None:
    after_refusal(unit, issue.actor, issue.facts, notice, issue.at)


def _nothing(_unit: CaseUnit, _issue: CaseIssue, _document: Document) -> None:
    """Leave the case where it stands."""


def _after_proof_of_service(unit: CaseUnit, issue: CaseIssue, proof: Document) -> None:
    received_on = proof.fields.get("received_on")
    day = date.fromisoformat(received_on) if received_on else None
    for paper in _listed(unit, proof):
        try:
            check_service(paper, day or paper.issued_on, issue.facts.today)
        except BadInput as wrong:
            raise BadInput.listing((Problem("received_on", str(wrong)),)) from wrong
        if day is not None and paper.served_on is None and paper.case == issue.case.id:
            unit.documents.set_served(paper.id, paper.version, day)


def _listed(unit: CaseUnit, proof: Document) -> Iterator[Document]:
    """Yield the papers of this office that the proof lists."""
    for row in proof.fields.get("documents", ()):
        paper = unit.documents.find_by_number(str(row.get("number", "")))
        if paper is not None:
            yield paper


_MOVES = {
    "one_time_notice": _after_one_time_notice,
    "correction_notice": _after_correction_notice,
    "acceptance_receipt": _after_acceptance_receipt,
    "proof_of_service": _after_proof_of_service,
    "deferral_undertaking": _nothing,
    "notice_and_undertaking": _nothing,
    "special_step_notice": _after_special_step,
    "extension_notice": _after_extension_notice,
    "overdue_record": _after_overdue_record,
    "non_acceptance_notice": _after_refusal,
}
