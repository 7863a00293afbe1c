"""The papers of a case: filled from what is known, issued, and the case moved on by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.cases.commands import IssueForCase
from app.cases.facts import Facts, facts_of
from app.cases.filling import Filled, fill
from app.cases.issuing import CaseIssue, check_lawful, move_on
from app.cases.life import find_way
from app.cases.models import Case, CaseId
from app.cases.paper_dates import date_problems
from app.cases.ports import CaseStore, CaseUnit
from app.cases.refusing import check_refusal
from app.cases.second_notice import SecondNoticeGround, Told, ground_for
from app.clock import Clock, office_date
from app.documents.catalogue import get_type
from app.errors import BadInput, Conflict
from app.forms.document_type import DRAFT
from app.forms.sheet import Sheet
from app.once import once
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.commands import IssueDocument
from app.register.issuing import Drafted, Ready, draft_of, make_ready, request_done
from app.register.models import Document


class Papers:
    """What a case can be answered with on paper."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def prefill(self, actor: Actor, case: CaseId, type_key: str) -> Filled:
        """Return a paper's fields as far as the case knows them."""
        return self.completed(actor, IssueForCase(case=case, type_key=type_key, fields={}))

    def completed(self, actor: Actor, command: IssueForCase) -> Filled:
        """Return what was entered, completed from the case (dates counted, provisional ones named).

        Raises ``NotAllowed`` for who issues no papers: to overseers the applicant stays masked.
        """
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            require(actor, Right.ISSUE_DOCUMENT, case.division)
            return fill(command.type_key, self._facts(unit, case, actor), command.fields)

    def draft_sheet(self, actor: Actor, command: IssueForCase) -> Sheet:
        """Return the paper as the case's division would print it now, marked as a draft.

        A refusal is marked 未经审批 until its chain is complete (否定报备制四).
        """
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            require(actor, Right.ISSUE_DOCUMENT, case.division)
            facts = self._facts(unit, case, actor)
            filled = fill(command.type_key, facts, command.fields)
            wanted = IssueDocument(
                type_key=command.type_key, fields=filled.fields, provisional=filled.provisional
            )
            cleared = facts.clearance is not None and facts.clearance.cleared
            mark = DRAFT if cleared else get_type(command.type_key).draft_mark
            return draft_of(unit, actor, wanted, Drafted(case.division, facts.today, mark))

    @once
    def issue(self, actor: Actor, command: IssueForCase) -> Document:
        """Issue a paper of the case and move the case on.

        Raises ``BadInput``, ``DeemedAccepted``, ``WrongState``, ``SecondNoticeNeedsReason``, and ``Conflict``
        where the case is another than the form was filled from.
        """
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            _check_rights(actor, command.type_key, case)
            before = request_done(unit, command.request_key, command.type_key, case.id)
            if before is not None:
                return before
            if command.version not in (0, case.version):
                raise Conflict(
                    f"办件{case.number}在您填写期间被别人改过。已填的内容还在，请重新打开核对后再签发。"
                )
            facts = self._facts(unit, case, actor)
            ready = _ready(facts, command)
            second = _second(unit, facts, ready.values, command)
            issue = CaseIssue(actor=actor, case=case, ready=ready, facts=facts, at=now, second=second)
            return move_on(unit, issue)

    def _facts(self, unit: CaseUnit, case: Case, actor: Actor) -> Facts:
        facts = facts_of(unit, case, self._shelf.current(unit.calendars), office_date(self._clock()))
        return replace(facts, by=actor.signed)


def _check_rights(actor: Actor, type_key: str, case: Case) -> None:
    require(actor, Right.ISSUE_DOCUMENT, case.division)
    if (way := find_way(type_key)) is not None:
        require(actor, way.right, case.division)


def _ready(facts: Facts, command: IssueForCase) -> Ready:
    """Return the paper, lawful now and filled; raises for whatever forbids it."""
    check_lawful(command.type_key, facts)
    if command.type_key == "non_acceptance_notice":
        check_refusal(facts, command.fields.get("situation") or facts.situation)
    filled = fill(command.type_key, facts, command.fields)
    ready = make_ready(
        IssueDocument(
            type_key=command.type_key,
            fields=filled.fields,
            request_key=command.request_key,
            provisional=filled.provisional,
        )
    )
    if problems := date_problems(command.type_key, facts, ready.values):
        raise BadInput.listing(problems)
    return ready


def _second(
    unit: CaseUnit, facts: Facts, values: Mapping[str, Any], command: IssueForCase
) -> SecondNoticeGround | None:
    if command.type_key != "correction_notice":
        return None
    told = Told(division=facts.case.division, corrections=tuple(values["corrections"]))
    return ground_for(unit.people, told, facts.papers, command.second)
