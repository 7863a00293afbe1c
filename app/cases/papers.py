"""The papers of a case: filled from what is known, issued, and the case moved on by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.cases.clocks import telling_now
from app.cases.commands import IssueForCase
from app.cases.filling import Filled, fill
from app.cases.issuing import CaseIssue, check_lawful, move_on, why_closed
from app.cases.models import Case, CaseId
from app.cases.paper_dates import Facts, date_problems
from app.cases.ports import CaseStore, CaseUnit
from app.cases.second_notice import SecondNoticeGround, Told, ground_for
from app.cases.steps import case_subject
from app.clock import Clock, office_date
from app.errors import BadInput, Conflict
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.commands import IssueDocument
from app.register.issuing import make_ready, request_done
from app.register.models import Document

PAPERS = ("one_time_notice", "correction_notice", "acceptance_receipt", "proof_of_service")


class Papers:
    """What a case can be answered with on paper."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def choices(self, actor: Actor, case: CaseId) -> dict[str, str]:
        """Return each paper type with why it cannot be issued now ("" when it can)."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.cases.get(case)
            require(actor, Right.SEE_WORK, found.division)
            facts = self._facts(unit, found)
        return {key: why_closed(key, facts) for key in PAPERS}

    def prefill(self, actor: Actor, case: CaseId, type_key: str) -> Filled:
        """Return a paper's fields as far as the case knows them."""
        return self.completed(actor, IssueForCase(case=case, type_key=type_key, fields={}))

    def completed(self, actor: Actor, command: IssueForCase) -> Filled:
        """Return what was entered, completed from the case (dates counted, provisional ones named)."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            require(actor, Right.SEE_WORK, case.division)
            return fill(command.type_key, self._facts(unit, case), command.fields)

    def issue(self, actor: Actor, command: IssueForCase) -> Document:
        """Issue a paper of the case and move the case on.

        Raises ``BadInput``, ``DeemedAccepted``, ``WrongState``, ``SecondNoticeNeedsReason``, and ``Conflict``
        where the case is another than the form was filled from.
        """
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            require(actor, Right.ISSUE_DOCUMENT, case.division)
            before = request_done(unit, command.request_key, command.type_key, case.id)
            if before is not None:
                return before
            if command.version not in (0, case.version):
                raise Conflict(
                    f"办件{case.number}在您填写期间被别人改过。已填的内容还在，请重新打开核对后再签发。"
                )
            facts = self._facts(unit, case)
            check_lawful(command.type_key, facts)
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
            issue = CaseIssue(
                actor=actor,
                case=case,
                ready=ready,
                facts=facts,
                at=now,
                second=_second(unit, facts, ready.values, command),
            )
            return move_on(unit, issue)

    def _facts(self, unit: CaseUnit, case: Case) -> Facts:
        calendar = self._shelf.current(unit.calendars)
        today = office_date(self._clock())
        return Facts(
            case=case,
            matter=unit.matters.get(case.matter),
            calendar=calendar,
            tell=telling_now(case, unit.custody.open_of(case_subject(case.id)), today, calendar),
            today=today,
            bureau=unit.office.settings().bureau,
            papers=unit.documents.of_case(case.id),
        )


def _second(
    unit: CaseUnit, facts: Facts, values: Mapping[str, Any], command: IssueForCase
) -> SecondNoticeGround | None:
    if command.type_key != "correction_notice":
        return None
    told = Told(division=facts.case.division, corrections=tuple(values["corrections"]))
    return ground_for(unit.people, told, facts.papers, command.second)
