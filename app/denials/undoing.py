"""Taking back a refusal that was told: its notice is made void, and the case must be accepted."""

from __future__ import annotations

from app.cases.facts import Facts
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
    must_accept(unit, act, why)


def notice_of(facts: Facts, notice: int) -> Document | None:
    """Return the paper of an id among the case's papers, None where there is none."""
    return next((paper for paper in facts.papers if paper.id == DocumentId(notice)), None)
