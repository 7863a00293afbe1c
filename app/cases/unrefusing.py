"""What a void notice of non-acceptance leaves: its case stands as before, its clocks as they ran."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.cases.commands import VoidWouldAccept
from app.cases.facts import side_clocks
from app.cases.models import REFUSALS, CaseState, Clearance
from app.cases.ports import CaseUnit
from app.cases.refusing import denial_holding, denial_subject
from app.cases.running import by_today
from app.cases.steps import TELLING, case_subject
from app.cases.withdrawing import Withdrawal
from app.clock import office_date
from app.custody.handing import finish, hand
from app.custody.models import Segment
from app.ledger.models import Subject

ISSUE_NOTICE = "出具不予受理通知书"
ARCHIVED = "已归档"


def undo_refusal(unit: CaseUnit, withdrawal: Withdrawal) -> None:
    """Take the refusal back: to the denial that was filed, or to where the case stood before it was told.

    Raises ``RestsOnIt`` for an archived denial, ``VoidWouldAccept`` where nothing else told in time.
    """
    case = withdrawal.case
    clearance = unit.denials.clearance(case.id)
    if case.state not in REFUSALS or not withdrawal.is_newest or clearance is None:
        return
    if clearance.state == ARCHIVED:
        raise withdrawal.refuse("它的否定报备已经归档。")
    last = unit.custody.history(case_subject(case.id))[-1]
    denial = unit.denials.untold(withdrawal.paper.id)
    now = unit.denials.clearance(case.id)
    if now is not None and now.denial == denial and now.cleared:
        _to_denying(unit, withdrawal, now)
    else:
        _to_before(unit, withdrawal, clearance, last)
    granted = clearance.case_state_before == CaseState.CORRECTING.value
    _let_run_again(unit, withdrawal, last.until, granted=granted)


def _to_denying(unit: CaseUnit, withdrawal: Withdrawal, clearance: Clearance) -> None:
    case = replace(withdrawal.case, state=CaseState.DENYING, closed_why="")
    unit.cases.save(case, None)
    staff = _handler_of(unit, denial_subject(clearance.denial)) or withdrawal.paper.issued_by
    holding = denial_holding(case, clearance.denial, staff, ISSUE_NOTICE, withdrawal.why)
    hand(unit.custody, holding, withdrawal.at)


def _handler_of(unit: CaseUnit, about: Subject) -> int | None:
    held = [each.holding for each in unit.custody.history(about) if each.holding.step == ISSUE_NOTICE]
    return held[-1].staff if held else None


def _to_before(unit: CaseUnit, withdrawal: Withdrawal, clearance: Clearance, last: Segment) -> None:
    before, due = CaseState(clearance.case_state_before), last.holding.due
    late = due is not None and office_date(withdrawal.at) > due
    if before is CaseState.RECEIVED and last.holding.step == TELLING and late:
        raise VoidWouldAccept(
            f"办件{withdrawal.case.number}的法定告知期限（{due}）已过，作废{withdrawal.paper.number}后即视为"
            "没有告知而受理。确应受理的，请走投诉复核；文字有误的，请另行书面更正。"
        )
    unit.cases.save(replace(withdrawal.case, state=before, closed_why=""), None)
    finish(unit.custody, denial_subject(clearance.denial), withdrawal.at)


def _let_run_again(unit: CaseUnit, withdrawal: Withdrawal, ended: datetime | None, *, granted: bool) -> None:
    """Open again, counted as before by today's calendar, every clock that the notice ended."""
    case = withdrawal.case.id
    for about in (case_subject(case), *side_clocks(case)):
        segments = unit.custody.history(about)
        if segments and segments[-1].until is not None and segments[-1].until == ended:
            holding = by_today(segments[-1].holding, withdrawal.calendar, granted=granted)
            hand(unit.custody, replace(holding, why=withdrawal.why), withdrawal.at)
