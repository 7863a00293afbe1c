"""Moves a case: its new state and holder together, and an end to the clocks and drafts it leaves behind."""

from __future__ import annotations

from datetime import datetime

from app.cases.facts import side_clocks
from app.cases.models import Case
from app.cases.ports import CaseUnit
from app.cases.steps import Step, case_subject, holding_of
from app.custody.handing import finish, hand
from app.ledger.models import subject


def move(unit: CaseUnit, case: Case, step: Step, staff: int | None, at: datetime) -> None:
    """Save the case and hand it on; a denial that was only drafted is given up with it."""
    unit.cases.save(case, None)
    hand(unit.custody, holding_of(case, step, staff), at)
    _drop_drafts(unit, case, at)


def end(unit: CaseUnit, case: Case, at: datetime) -> None:
    """Save the case at its end; nobody holds it any more."""
    unit.cases.save(case, None)
    end_custody(unit, case, at)


def end_custody(unit: CaseUnit, case: Case, at: datetime, *, but_denials: bool = False) -> None:
    """End every clock of the case; its denial's goes on where the case ends by it."""
    for about in (case_subject(case.id), *side_clocks(case.id)):
        finish(unit.custody, about, at)
    if not but_denials:
        _drop_drafts(unit, case, at)


def _drop_drafts(unit: CaseUnit, case: Case, at: datetime) -> None:
    for denial in unit.denials.drop_drafts(case.id):
        finish(unit.custody, subject("denial", denial), at)
