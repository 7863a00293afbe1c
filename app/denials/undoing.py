"""Taking back a refusal that was told: its notice is made void, and the case must be accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.cases.facts import Facts, deferred_subject_of, estimate_subject, extension_subject
from app.cases.running import by_today
from app.cases.steps import case_subject
from app.custody.handing import hand
from app.denials.acts import Act, must_accept
from app.denials.ports import DenialUnit
from app.register.commands import VoidDocument
from app.register.models import Document, DocumentId, DocumentState
from app.register.voiding import keep_void


def undo_refusal(unit: DenialUnit, act: Act, why: str) -> None:
    """Make the notice void and open the case again, in the caller's unit of work."""
    notice = notice_of(act.facts, act.denial.notice)
    if notice is not None and notice.state is not DocumentState.VOID:
        command = VoidDocument(document=notice.id, version=notice.version, reason=why)
        keep_void(unit, act.actor, notice, command, act.at)
    ended = unit.custody.history(case_subject(act.case.id))[-1].until
    must_accept(unit, act, why)
    if act.case.accepted_on is not None:
        _let_run_again(unit, act, why, ended)


def _let_run_again(unit: DenialUnit, act: Act, why: str, ended: datetime | None) -> None:
    """Open again, dated by today's calendar, the clocks beside the case's own that the notice ended."""
    case = act.case.id
    for about in (deferred_subject_of(case), extension_subject(case), estimate_subject(case)):
        segments = unit.custody.history(about)
        if segments and ended is not None and segments[-1].until == ended:
            holding = by_today(segments[-1].holding, act.facts.calendar)
            hand(unit.custody, replace(holding, why=why), act.at)


def notice_of(facts: Facts, notice: int) -> Document | None:
    """Return the paper of an id among the case's papers, None where there is none."""
    return next((paper for paper in facts.papers if paper.id == DocumentId(notice)), None)
