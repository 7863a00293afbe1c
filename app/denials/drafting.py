"""Drafting a denial: begun by whoever stands at the counter, changed, handed in by a handler, or given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.cases.facts import Facts
from app.cases.life import find_way, why_closed
from app.cases.models import Situation
from app.cases.refusing import denial_holding, denial_subject, has_lapsed
from app.catalogue.models import Regime
from app.custody.handing import finish, hand
from app.denials.acts import (
    CHECK_STEPS,
    Act,
    deny_case,
    entered,
    hand_denial,
    put_back,
    refuse_changed,
    refuse_elsewhere,
    stood_in,
)
from app.denials.commands import (
    ChangeDenial,
    DraftDenial,
    GiveUpDenial,
    NoDenialHere,
    SubmitDenial,
)
from app.denials.form import FORM, completed, known_fields, page_of, typed_fields, with_policies
from app.denials.models import CHECKING, Check, Denial, DenialId, DenialState, Opinion, Station
from app.denials.ports import DenialUnit
from app.denials.stations import check_named, check_person, meant_for
from app.documents.catalogue import get_type
from app.errors import BadInput
from app.forms.characters import text_faults
from app.forms.checks import check_all
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, require
from app.press.preflight import preflight
from app.register.issuing import CannotBePrinted

LONGEST_REASON = 1_000
_UNMET = ("correction_notice", "one_time_notice")
_TEXTS = 500  # characters of the reasons that a denial is found by


def draft(unit: DenialUnit, actor: Actor, facts: Facts, command: DraftDenial, at: datetime) -> DenialId:
    """Begin the registration form of a case; raises ``NoDenialHere``, ``BadInput``."""
    require(actor, Right.DRAFT_DENIAL, facts.case.division)
    _refuse_denying(facts)
    check_situation(facts, command.situation)
    denial = _new(unit, actor, facts, command, at)
    denial = replace(denial, id=unit.denials.add(denial, _texts(facts, denial.fields)))
    act = Act(actor=actor, denial=denial, facts=facts, at=at)
    step, why = "填写否定报备登记表", f"{actor.signed}起草否定报备"
    hand(unit.custody, denial_holding(facts.case, denial.id, actor.holder, step, why), at)
    unit.documents.drop_draft(actor.id, FORM, facts.case.id)
    entered(unit, act, "draft_denial", f"起草{facts.case.number}的否定报备（{denial.situation.value}）")
    return denial.id


def _refuse_denying(facts: Facts) -> None:
    way = find_way("deny")
    if way is not None and (closed := why_closed(way, facts)):
        raise NoDenialHere(closed)


def check_situation(facts: Facts, situation: Situation) -> None:
    """Raise ``NoDenialHere`` for a situation in which the case is not."""
    if situation is Situation.LAPSED and not has_lapsed(facts):
        raise NoDenialHere(
            "补正期限还没有过（或没有出具过补正告知书），不能以“逾期未补正”否定；"
            "材料不齐的请先一次性告知补正（否定报备制四（二））。"
        )
    if situation is Situation.ON_THE_SPOT and facts.case.regime is not Regime.REAL_ESTATE:
        raise NoDenialHere("只有不动产登记可以当场书面不予受理，请另选情形。")


def _new(unit: DenialUnit, actor: Actor, facts: Facts, command: DraftDenial, at: datetime) -> Denial:
    case, division = facts.case, unit.people.get_division(DivisionId(facts.case.division))
    unmet = next(filter(None, map(facts.last, _UNMET)), None)
    return Denial(
        id=DenialId(0),
        case=case.id,
        case_number=case.number,
        division=case.division,
        division_name=division.name,
        matter_name=case.matter_name,
        party=case.applicant.name,
        situation=command.situation,
        ground=command.ground,
        kind=command.kind,
        fields=_fields(unit, actor, facts, command.fields),
        state=DenialState.DRAFT,
        prepared_by=actor.id,
        prepared_by_name=actor.signed,
        opened_at=at,
        unmet=unmet.id if unmet is not None else 0,
        case_state_before=case.state.value,
    )


def _fields(unit: DenialUnit, actor: Actor, facts: Facts, given: Mapping[str, Any]) -> dict[str, Any]:
    typed = typed_fields(given, facts.today)
    division = unit.people.get_division(DivisionId(facts.case.division))
    return completed(typed, known_fields(facts, division.name, actor.signed))


def _texts(facts: Facts, fields: Mapping[str, Any]) -> tuple[str, ...]:
    texts = (str(fields.get("reasons") or "")[:_TEXTS], facts.case.applicant.telephone, facts.case.matter_code)
    return tuple(filter(None, texts))


def change(unit: DenialUnit, act: Act, command: ChangeDenial) -> None:
    """Change a draft; raises ``Conflict``, ``OnePersonOneStation`` for one who checked it before."""
    _begin(unit, act, command.version)
    if not act.denial.after:
        check_situation(act.facts, command.situation)
    changed = replace(
        act.denial,
        situation=act.denial.situation if act.denial.after else command.situation,
        ground=command.ground,
        kind=command.kind,
        fields=_fields(unit, act.actor, act.facts, command.fields),
        head=check_named(unit.people, act.denial, Station.HEAD, command.head),
        leader=check_named(unit.people, act.denial, Station.LEADER, command.leader),
    )
    unit.denials.save(changed)
    unit.documents.drop_draft(act.actor.id, FORM, act.case.id)
    entered(unit, act, "change_denial", f"修改{act.denial.case_number}的否定报备登记表")


def _begin(unit: DenialUnit, act: Act, version: int) -> None:
    require(act.actor, Right.DRAFT_DENIAL, act.denial.division)
    refuse_changed(act, version)
    refuse_elsewhere(act, DenialState.DRAFT)
    check_person(act.actor, Station.DRAFT, stood_in(unit, act.denial))


def submit(unit: DenialUnit, act: Act, command: SubmitDenial) -> None:
    """Hand a draft to the division head; the case is now under its denial and can go no other way."""
    require(act.actor, Right.SUBMIT_DENIAL, act.denial.division)
    _begin(unit, act, command.version)
    if not act.denial.after:
        _refuse_moved_on(act)
        check_situation(act.facts, act.denial.situation)
    denial = _checked(unit, act, command)
    unit.denials.save(denial)
    said = Check(
        station=Station.DRAFT,
        staff=act.actor.id,
        staff_name=act.actor.signed,
        opinion=Opinion.AGREE,
        text="",
        at=act.at,
    )
    unit.denials.add_check(denial.id, said)
    if not denial.after:
        deny_case(unit, act)
    hand_denial(unit, act, denial.head, CHECK_STEPS[DenialState.HEAD], f"{act.actor.signed}提交")
    entered(unit, act, "submit_denial", f"提交{denial.case_number}的否定报备，请单位负责人核查")


def _refuse_moved_on(act: Act) -> None:
    way = find_way("deny")
    if way is not None and act.case.state not in way.sources:
        raise NoDenialHere(f"办件{act.case.number}现为“{act.case.state.value}”，不能再提交否定报备。")


def _checked(unit: DenialUnit, act: Act, command: SubmitDenial) -> Denial:
    """Return the denial as submitted; raises ``BadInput`` with everything wrong in the form."""
    files = unit.denials.attachments(act.denial.id)
    fields = _fields(unit, act.actor, act.facts, act.denial.fields)
    values = check_all(get_type(FORM), with_policies(fields, files))
    if problems := preflight(page_of(unit, act.actor, act.facts, values)):
        raise CannotBePrinted("\n".join(problem.text for problem in problems))
    stood = stood_in(unit, act.denial) | {int(act.actor.id): Station.DRAFT}
    stood.setdefault(int(act.actor.holder), Station.DRAFT)
    head = meant_for(unit.people, act.denial, Station.HEAD, command.head, stood)
    stood[int(head.id)] = Station.HEAD
    leader = meant_for(unit.people, act.denial, Station.LEADER, command.leader, stood)
    return replace(
        act.denial,
        fields=fields,
        state=DenialState.HEAD,
        handler=act.actor.holder,
        handler_name=act.actor.signed,
        head=head.id,
        leader=leader.id,
        submitted_at=act.denial.submitted_at or act.at,
        case_state_before=act.denial.case_state_before if act.denial.after else act.case.state.value,
    )


def give_up(unit: DenialUnit, act: Act, command: GiveUpDenial) -> None:
    """Take a denial back before it is filed; the case goes on where it stood."""
    begun = act.denial.state is not DenialState.DRAFT
    require(act.actor, Right.SUBMIT_DENIAL if begun else Right.DRAFT_DENIAL, act.denial.division)
    refuse_changed(act, command.version)
    refuse_elsewhere(act, DenialState.DRAFT, *CHECKING)
    if act.denial.after:
        raise NoDenialHere("通知书已经告知申请人，补报不能撤回；须补报完成，或由领导不同意后作废通知书。")
    reason = reason_of(command.reason)
    unit.denials.save(replace(act.denial, state=DenialState.GIVEN_UP))
    if begun:
        put_back(unit, act, f"否定报备已撤回：{reason}")
    finish(unit.custody, denial_subject(act.denial.id), act.at)
    entered(unit, act, "give_up_denial", f"撤回{act.denial.case_number}的否定报备：{reason}", reason=reason)


def reason_of(text: str) -> str:
    """Return the reason, trimmed; raises ``BadInput`` for none, or one no ledger can hold."""
    reason = text.strip()
    if not reason:
        raise BadInput("撤回否定报备须写明原因。")
    if faults := text_faults("撤回原因", reason, lines=True, longest=LONGEST_REASON):
        raise BadInput(faults[0])
    return reason
