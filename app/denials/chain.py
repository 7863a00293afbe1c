"""The chain: what a checker's opinion does at the station where the denial stands (否定报备制四（四）)."""

from __future__ import annotations

from dataclasses import replace

from app.cases.refusing import denial_holding, denial_subject
from app.custody.handing import finish, hand
from app.denials.acts import (
    CHECK_STEPS,
    ISSUE_STEP,
    SERVE_STEP,
    Act,
    entered,
    hand_denial,
    must_accept,
    put_back,
    refuse_changed,
    refuse_elsewhere,
    stood_in,
)
from app.denials.commands import CheckDenial
from app.denials.form import FORM, page_of, printed_fields
from app.denials.models import CHECKING, Check, DenialState, Opinion, Station
from app.denials.ports import DenialUnit
from app.denials.stations import RIGHTS, STATIONS, check_person
from app.denials.undoing import undo_refusal
from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.people.permissions import require
from app.press.preflight import preflight
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import CannotBePrinted, issue_in, make_ready

LONGEST_OPINION = 1_500  # characters; with 同意 before it the cell still takes it
SHORT = 300


def check(unit: DenialUnit, act: Act, command: CheckDenial) -> None:
    """Say an opinion; raises ``NotAtThisStation``, ``OnePersonOneStation``, ``BadInput``, ``Conflict``."""
    refuse_changed(act, command.version)
    refuse_elsewhere(act, *CHECKING)
    station = STATIONS[act.denial.state]
    require(act.actor, RIGHTS[station], act.denial.division)
    check_person(act.actor, station, stood_in(unit, act.denial))
    said = Check(
        station=station,
        staff=act.actor.id,
        staff_name=act.actor.signed,
        opinion=command.opinion,
        text=opinion_of(command),
        at=act.at,
    )
    act = replace(act, denial=replace(act.denial, checks=(*act.denial.checks, said)))
    {Opinion.AGREE: _agree, Opinion.BACK: _send_back, Opinion.DOWN: _turn_down}[command.opinion](unit, act)
    unit.denials.add_check(act.denial.id, said)
    text = f"{station.value}{act.denial.case_number}的否定报备：{said.opinion.value}"
    entered(unit, act, "check_denial", text, station=station.value, opinion=said.opinion.value, words=said.text)


def opinion_of(command: CheckDenial) -> str:
    """Return the opinion's text, trimmed; raises ``BadInput`` where 退回 or 不同意 says nothing."""
    text = command.text.strip()
    if not text and command.opinion is not Opinion.AGREE:
        raise _wrong(f"“{command.opinion.value}”须写明意见。")
    if faults := text_faults("核查意见", text, lines=True, longest=LONGEST_OPINION):
        raise _wrong(faults[0])
    return text


def _wrong(text: str) -> BadInput:
    return BadInput.listing((Problem("text", text),))


def _agree(unit: DenialUnit, act: Act) -> None:
    _refuse_unprintable(unit, act)
    if act.denial.state is DenialState.LEADER:
        _file(unit, act)
        return
    unit.denials.save(replace(act.denial, state=DenialState.LEADER))
    why = f"{act.actor.signed}核查同意"
    hand_denial(unit, act, act.denial.leader, CHECK_STEPS[DenialState.LEADER], why)


def _refuse_unprintable(unit: DenialUnit, act: Act) -> None:
    fields = printed_fields(unit, act.denial)
    if problems := preflight(page_of(unit, act.actor, act.facts, fields)):
        raise CannotBePrinted("\n".join(problem.text for problem in problems))


def _file(unit: DenialUnit, act: Act) -> None:
    """Complete the chain: the form goes into the register, the notice may go out (or went out before)."""
    denial, case = act.denial, act.case
    ready = make_ready(IssueDocument(type_key=FORM, fields=printed_fields(unit, denial)))
    link = CaseLink(case=case.id, number=case.number, division=case.division, right=RIGHTS[Station.LEADER])
    form = issue_in(unit, act.actor, ready, act.at, link)
    state = DenialState.TOLD if denial.after else DenialState.FILED
    unit.denials.save(replace(denial, state=state, filed_at=act.at, form=form.id))
    step = SERVE_STEP if denial.after else ISSUE_STEP
    hand(
        unit.custody, denial_holding(case, denial.id, denial.handler, step, f"已报备（{form.number}）"), act.at
    )


def _send_back(unit: DenialUnit, act: Act) -> None:
    """Send the draft back to the handler; the case goes on where it stood until it is submitted again."""
    why = f"{act.actor.signed}退回修改：{_short(act)}"
    unit.denials.save(replace(act.denial, state=DenialState.DRAFT))
    if not act.denial.after:
        put_back(unit, act, why)
    hand_denial(unit, act, act.denial.handler, "按退回意见修改登记表", why)


def _short(act: Act) -> str:
    """Return the opinion as work lists and void papers show it; the denial keeps it whole."""
    text = act.denial.checks[-1].text
    return text if len(text) <= SHORT else f"{text[:SHORT]}……"


def _turn_down(unit: DenialUnit, act: Act) -> None:
    """Turn the denial down for good: the case must be accepted; a notice told before is void."""
    why = f"{act.actor.signed}不同意否定：{_short(act)}"
    unit.denials.save(replace(act.denial, state=DenialState.DOWN))
    if act.denial.after:
        undo_refusal(unit, act, why)
    else:
        must_accept(unit, act, why)
    finish(unit.custody, denial_subject(act.denial.id), act.at)
