"""Reads what the document form opens: a paper to be filled in, or one that was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.cases.commands import IssueForCase
from app.cases.counter import CaseView
from app.cases.filling import Filled
from app.cases.models import ENDED, CaseId
from app.cases.steps import case_subject
from app.desk import Desk
from app.documents.catalogue import get_type
from app.ledger.models import Subject
from app.people.models import Actor
from app.register.models import Document, DocumentId
from ui.screens.acts import clock_due, item_due
from ui.screens.document_form.opened import REFUSAL, IssuedPaper, NewPaper
from ui.screens.paper_rooms import PaperRoom

_REPORT = "先告知、后报备：请在“否定报备”填登记表，过期单位负责人和效能办看到红色逾期（否定报备制四）。"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which paper is to be filled in, for which case (0: none), and what is set beforehand."""

    type_key: str
    case: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)


def read_of_room(desk: Desk, actor: Actor, room: PaperRoom) -> NewPaper:
    """Return a room's paper with what the room knows and what was typed before."""
    known, fixed = room.begin(desk, actor)
    kept = room.kept
    return NewPaper(
        document_type=get_type(room.type_key),
        view=None,
        filled=Filled(fields=dict(known), provisional=frozenset()),
        draft=desk.register.find_draft(actor, kept.key, kept.about) if kept is not None else None,
        calendar=desk.calendar.current(),
        room=room,
        fixed=fixed,
    )


def read_new(desk: Desk, actor: Actor, wanted: Wanted) -> NewPaper:
    """Return the paper with what the case knows and what was typed before."""
    case = CaseId(wanted.case)
    filled = Filled(fields=dict(wanted.fields), provisional=frozenset())
    if case:
        command = IssueForCase(case=case, type_key=wanted.type_key, fields=wanted.fields)
        filled = desk.papers.completed(actor, command)
    return NewPaper(
        document_type=get_type(wanted.type_key),
        view=desk.counter.get(actor, case) if case else None,
        filled=filled,
        draft=desk.register.find_draft(actor, wanted.type_key, case),
        calendar=desk.calendar.current(),
        preset=wanted.fields,
    )


def read_issued(desk: Desk, actor: Actor, key: DocumentId) -> IssuedPaper:
    """Return an issued paper with its prints and the date that runs from it."""
    document: Document = desk.register.get(actor, key)
    prints = desk.register.prints(actor, key)
    document_type = get_type(document.type_key)
    if document.case is None:
        return IssuedPaper(document=document, document_type=document_type, prints=prints)
    view = desk.counter.get(actor, CaseId(document.case))
    paper = IssuedPaper(
        document=document,
        document_type=document_type,
        prints=prints,
        due=clock_due(view.clock),
        proof=desk.work_list.proof(actor, case_subject(view.case.id)),
        consequence=view.clock.consequence,
        step=view.clock.what,
    )
    return _to_report(desk, actor, paper, view) if document.type_key == REFUSAL else paper


def _to_report(desk: Desk, actor: Actor, paper: IssuedPaper, view: CaseView) -> IssuedPaper:
    """Date a refusal that was told first by the report that is due for it, while it is."""
    open_items = desk.work_list.open_of(actor, (each.holding.subject for each in view.clocks))
    report = next((item for item in open_items if item.due is not None), None)
    if view.case.state not in ENDED or report is None:
        return paper
    proof = desk.work_list.proof(actor, Subject(report.subject))
    return replace(paper, due=item_due(report), proof=proof, consequence=_REPORT, step=report.step)
