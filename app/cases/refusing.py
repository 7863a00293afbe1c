"""What a notice of non-acceptance needs and brings: the chain before it, or the report after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.calendar.dues import Due
from app.cases.commands import NeedsDenial
from app.cases.facts import Facts
from app.cases.models import REPORTED_AFTER, AfterReport, Case, CaseState, Situation
from app.cases.moving import end_custody
from app.cases.ports import CaseUnit
from app.catalogue.models import Regime
from app.clock import office_date
from app.custody.handing import hand
from app.custody.models import Holding
from app.errors import Problem
from app.ledger.models import Subject, subject
from app.people.models import Actor
from app.register.models import Document

REPORT_DAYS = 1  # working days for a report made after the refusal
_ENDS = {
    Situation.NOT_OURS: CaseState.GUIDED,
    Situation.NOT_NEEDED: CaseState.NOT_NEEDED,
    Situation.LAPSED: CaseState.RETURNED,
}


def denial_subject(denial: int) -> Subject:
    """Name a denial for custody and ledger."""
    return subject("denial", denial)


def denial_holding(case: Case, denial: int, staff: int | None, step: str, why: str) -> Holding:
    """Return the holding of a denial without a date of its own; ``staff`` None leaves it with the division."""
    return Holding(
        subject=denial_subject(denial),
        division=case.division,
        staff=staff,
        why=why,
        step=step,
        title=case.matter_name,
        party=case.applicant.name,
        number=case.number,
    )


def situation_of(text: object) -> Situation | None:
    """Return the situation of a form's word, None where it is none."""
    return next((each for each in Situation if each.value == text), None)


def check_refusal(facts: Facts, situation: object) -> None:
    """Raise ``NeedsDenial`` where the notice would refuse before the chain is complete."""
    clearance, found = facts.clearance, situation_of(situation)
    if clearance is not None and clearance.cleared:
        return
    if found is None or found not in REPORTED_AFTER:
        raise NeedsDenial(
            f"办件{facts.case.number}的不予受理、不予办理须先填《否定报备登记表》，"
            "经单位负责人和分管局领导核查同意后才能出具通知书。"
        )
    if found is Situation.ON_THE_SPOT:
        _check_on_the_spot(facts)


def _check_on_the_spot(facts: Facts) -> None:
    case = facts.case
    if case.regime is not Regime.REAL_ESTATE:
        raise NeedsDenial("只有不动产登记可以当场书面不予受理；行政许可事项请走否定报备。")
    if facts.today != case.received_on:
        raise NeedsDenial(f"收件日（{case.received_on}）已过，不是当场不予受理；请走否定报备。")


def refusal_problems(facts: Facts, situation: object) -> tuple[Problem, ...]:
    """Return what in the notice is not what the chain agreed to."""
    clearance = facts.clearance
    if clearance is not None and clearance.cleared and situation != clearance.situation:
        text = f"“情形”应与已报备的“{clearance.situation}”一致。"
        return (Problem("situation", text),)
    if situation == Situation.LAPSED.value and not has_lapsed(facts):
        return (Problem("situation", "补正期限还没有过，不能以“逾期未补正”退回。"),)
    return ()


def has_lapsed(facts: Facts) -> bool:
    """Tell whether the applicant's time to make up is over."""
    notice = facts.last("correction_notice")
    return notice is not None and facts.today > date.fromisoformat(str(notice.fields["correct_by"]))


def decision_of(facts: Facts) -> str:
    """Return what is decided: an accepted case (also one accepted by law) is 不予办理, any other 不予受理."""
    return "不予办理" if facts.case.accepted_on is not None or facts.deemed else "不予受理"


def after_refusal(unit: CaseUnit, actor: Actor, facts: Facts, notice: Document, at: datetime) -> None:
    """End the case with the notice, and hand its denial on: to be served, or to be reported by tomorrow."""
    case, clearance = facts.case, facts.clearance
    situation = situation_of(notice.fields.get("situation")) or Situation.OTHER
    end = _ENDS.get(situation, CaseState.REFUSED)
    why = f"{notice.title}（{notice.number}）"
    cleared = clearance is not None and clearance.cleared
    unit.cases.save(replace(case, state=end, closed_why=why), None)
    end_custody(unit, case, at, but_denials=cleared)
    if clearance is not None and cleared:
        unit.denials.told(clearance.denial, clearance.version, notice.id)
        holding = denial_holding(case, clearance.denial, actor.holder, "送达通知书并归档", why)
    else:
        due = facts.calendar.due(_first_told(facts), REPORT_DAYS)
        denial = unit.denials.begin_report(_report(actor, facts, notice, at, due.due))
        holding = _dated(denial_holding(case, denial, actor.holder, "一个工作日内补报否定报备", why), due)
    hand(unit.custody, holding, at)


def _first_told(facts: Facts) -> date:
    """Return the day the applicant was first told: a notice written anew gives no more time to report it.

    One made void on its own day does not count, nor what was reported before.
    """
    forms = [paper.id for paper in facts.papers if paper.type_key == "denial_registration"]
    told = [
        paper.issued_on
        for paper in facts.papers
        if paper.type_key == "non_acceptance_notice"
        and paper.id > max(forms, default=0)
        and (paper.voided_at is None or office_date(paper.voided_at) > paper.issued_on)
    ]
    return min(told, default=facts.today)


def _report(actor: Actor, facts: Facts, notice: Document, at: datetime, report_by: date) -> AfterReport:
    case = facts.case
    return AfterReport(
        case=case.id,
        case_number=case.number,
        division=case.division,
        division_name=notice.division_name,
        matter_name=case.matter_name,
        party=case.applicant.name,
        situation=str(notice.fields.get("situation", "")),
        notice=notice.id,
        fields={"reasons": notice.fields.get("reasons", "")},
        by=actor.id,
        by_name=actor.signed,
        at=at,
        report_by=report_by,
        case_state_before=case.state.value,
    )


def _dated(holding: Holding, due: Due) -> Holding:
    return replace(
        holding,
        due=due.due,
        provisional=due.provisional,
        start=due.start,
        count=due.count,
        unit=due.unit.value,
    )
