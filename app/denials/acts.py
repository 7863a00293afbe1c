"""What every act on a denial looks at, and the two balls it keeps in the air: the denial's and its case's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.calendar.engine import WorkCalendar
from app.cases.facts import Facts, facts_of
from app.cases.models import Case, CaseId, CaseState
from app.cases.refusing import denial_holding, denial_subject
from app.cases.running import by_today
from app.cases.steps import ACCEPTING, case_subject
from app.clock import office_date
from app.custody.handing import hand
from app.custody.models import Holding
from app.denials.commands import NotAtThisStation
from app.denials.models import Denial, DenialId, DenialState, Station
from app.denials.ports import DenialUnit
from app.denials.stations import taken
from app.errors import Conflict
from app.ledger.entering import enter
from app.people.deeds import deed_of
from app.people.models import Actor

CHECKING_STEP = "否定报备核查"
ISSUE_STEP = "出具不予受理通知书"
SERVE_STEP = "送达通知书并归档"
CHECK_STEPS = {DenialState.HEAD: "单位负责人核查", DenialState.LEADER: "分管局领导核查"}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on a denial: who, on which denial of which case, and when."""

    actor: Actor
    denial: Denial
    facts: Facts
    at: datetime

    @property
    def case(self) -> Case:
        """The denial's case as it stood before."""
        return self.facts.case


def act_on(unit: DenialUnit, actor: Actor, key: DenialId, calendar: WorkCalendar, at: datetime) -> Act:
    """Return the act, on the denial as it stands in the unit of work."""
    denial = unit.denials.get(key)
    case = unit.cases.get(CaseId(denial.case))
    return Act(actor=actor, denial=denial, facts=facts_of(unit, case, calendar, office_date(at)), at=at)


def refuse_changed(act: Act, version: int) -> None:
    """Raise ``Conflict``, with what stands now, where the denial is another than the one looked at."""
    denial = act.denial
    if version != denial.version:
        theirs = {name: getattr(denial, name) for name in Denial.__dataclass_fields__}
        text = (
            f"办件{denial.case_number}的否定报备刚被别人改过（现为“{denial.state.value}”），您的操作没有保存，"
            "已填的内容还在。请核对对方的内容后再办。"
        )
        raise Conflict(text, theirs)


def refuse_elsewhere(act: Act, *states: DenialState) -> None:
    """Raise ``NotAtThisStation`` where the denial stands in none of the states."""
    if act.denial.state not in states:
        raise NotAtThisStation(elsewhere(act.denial))


def elsewhere(denial: Denial) -> str:
    """Say where the denial stands, for one who wants it elsewhere."""
    return f"办件{denial.case_number}的否定报备现为“{denial.state.value}”，不能这样办理。请刷新后再看。"


def hand_denial(unit: DenialUnit, act: Act, staff: int | None, step: str, why: str) -> None:
    """Hand the denial on; a report made afterwards keeps its date until it is filed."""
    holding = denial_holding(act.case, act.denial.id, staff, step, why)
    open_now = unit.custody.open_of(denial_subject(act.denial.id))
    if act.denial.after and open_now is not None:
        holding = replace(open_now.holding, staff=staff, step=step, why=why)
    hand(unit.custody, holding, act.at)


def move_case(unit: DenialUnit, act: Act, state: CaseState, holding: Holding) -> None:
    """Put the case into a state under a holding; its denial stays."""
    unit.cases.save(replace(act.case, state=state, closed_why=""), None)
    hand(unit.custody, holding, act.at)


def deny_case(unit: DenialUnit, act: Act) -> None:
    """Put the case under its denial; its clock runs on with the same date and count."""
    holding = _held(unit, act)
    why = f"{act.actor.signed}已提交否定报备"
    move_case(
        unit, act, CaseState.DENYING, replace(holding, staff=int(act.actor.holder), step=CHECKING_STEP, why=why)
    )


def put_back(unit: DenialUnit, act: Act, why: str) -> None:
    """Put the case back to where it stood before its denial, with the date it has now."""
    now, before = _held(unit, act), _before(unit, act.case)
    holding = replace(now, staff=before.staff, step=before.step, why=why)
    move_case(unit, act, CaseState(act.denial.case_state_before), holding)


def must_accept(unit: DenialUnit, act: Act, why: str) -> None:
    """Put a case that may not be refused where it must be accepted, or go on where it had been accepted."""
    now, before = _held(unit, act), _before(unit, act.case)
    if act.case.accepted_on is not None:
        holding = replace(now, staff=before.staff, step=before.step, why=why)
        move_case(unit, act, CaseState.ACCEPTED, holding)
        return
    holding = replace(now, staff=act.case.clerk, step=ACCEPTING, why=why)
    move_case(unit, act, CaseState.TO_ACCEPT, holding)


def _held(unit: DenialUnit, act: Act) -> Holding:
    """Return the case's newest holding: the open one, or that of an ended case, by today's calendar."""
    last = unit.custody.history(case_subject(act.case.id))[-1]
    if last.until is None:
        return last.holding
    granted = act.denial.case_state_before == CaseState.CORRECTING.value
    return by_today(last.holding, act.facts.calendar, granted=granted)


def _before(unit: DenialUnit, case: Case) -> Holding:
    """Return the newest holding under which the case was not at its denial."""
    segments = unit.custody.history(case_subject(case.id))
    earlier = [each.holding for each in segments if each.holding.step != CHECKING_STEP]
    return earlier[-1] if earlier else segments[-1].holding


def stood_in(unit: DenialUnit, denial: Denial) -> dict[int, Station]:
    """Return who took part at which station so far."""
    return taken(denial, unit.ledger.entries_of(denial_subject(denial.id)))


def entered(unit: DenialUnit, act: Act, deed: str, text: str, **detail: object) -> None:
    """Enter what was done with the denial."""
    about = denial_subject(act.denial.id)
    enter(unit.ledger, deed_of(act.actor, act.at, deed, about, text, **detail))
