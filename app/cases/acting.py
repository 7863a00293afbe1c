"""The use cases of a case's life: what is offered now, what an act asks for, and doing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.cases.commands import DoAct, IssueForCase, WrongState
from app.cases.doing import DOINGS, Doing
from app.cases.facts import Facts, facts_of
from app.cases.life import WAYS, Way, find_way, why_closed
from app.cases.models import Case, CaseId
from app.cases.papers import Papers
from app.cases.ports import CaseStore, CaseUnit
from app.cases.results import usual_result
from app.cases.showing import masked
from app.cases.steps import case_subject
from app.clock import Clock, office_date
from app.errors import BadInput, Conflict
from app.forms.checks import read_values
from app.forms.fields import all_fields
from app.forms.masking import masked_values
from app.ledger.entering import enter
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, require
from app.people.standing import standing
from app.register.models import Document


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A way as the window offers it: ``closed`` says why it cannot be taken now, "" when it can."""

    way: Way
    closed: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of a case by an act, and the paper the act issued."""

    case: Case
    document: Document | None = None


class CaseActs:
    """Every way of a case's life, offered and taken."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf, papers: Papers) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._papers = papers

    def offers(self, actor: Actor, case: CaseId) -> tuple[Offer, ...]:
        """Return every way with why it is closed to this person now."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.cases.get(case)
            require(actor, Right.SEE_WORK, found.division)
            facts = self._facts(unit, found)
        return tuple(
            Offer(way=way, closed=why_closed(way, facts) or _not_by(actor, way, found)) for way in WAYS
        )

    def suggested(self, actor: Actor, case: CaseId, act: str) -> dict[str, Any]:
        """Return what an act's fields begin with (today for its days)."""
        way = _known(act)
        today = office_date(self._clock()).isoformat()
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.cases.get(case)
            require(actor, Right.SEE_WORK, found.division)
        days = ("brought_on", "resumed_on", "served_on", "asked_on")
        usual = {"result": usual_result(found), **dict.fromkeys(days, today)}
        begun = {field.key: usual.get(field.key, field.default) for field in all_fields(way.sections)}
        return {key: value for key, value in begun.items() if value is not None}

    @once
    def do(self, actor: Actor, command: DoAct) -> Done:
        """Take a way, by paper or without.

        Raises ``BadInput``, ``WrongState``, ``NotAllowed``, ``NeedsDenial``, and ``Conflict`` where the case
        is another than the one looked at.
        """
        way = _known(command.act)
        if way.paper:
            return self._by_paper(actor, command)
        doing = DOINGS.get(way.key)
        if doing is None:
            raise WrongState(
                "否定报备请在“否定报备”页起草（命令行：denial draft --case 受理编号 --fields 文件）。"
            )
        values, problems = read_values(way.sections, dict(command.fields))
        if problems:
            raise BadInput.listing(problems)
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.get(command.case)
            require(actor, way.right, case.division)
            _refuse_changed(command, case)
            facts = self._facts(unit, case)
            if closed := why_closed(way, facts):
                raise WrongState(closed)
            text = doing(unit, Doing(actor=actor, facts=facts, values=values, at=now))
            about, told = case_subject(case.id), masked_values(way.sections, values)
            enter(unit.ledger, deed_of(actor, now, f"{way.key}_case", about, text, **told))
            return Done(case=_shown(actor, unit.cases.get(case.id)))

    def _by_paper(self, actor: Actor, command: DoAct) -> Done:
        issue = IssueForCase(
            case=command.case,
            type_key=command.act,
            fields=command.fields,
            version=command.version,
            request_key=command.request_key,
        )
        document = self._papers.issue(actor, issue)
        with self._store.read() as unit:
            return Done(case=unit.cases.get(command.case), document=document)

    def _facts(self, unit: CaseUnit, case: Case) -> Facts:
        return facts_of(unit, case, self._shelf.current(unit.calendars), office_date(self._clock()))


def _known(act: str) -> Way:
    way = find_way(act)
    if way is None:
        known = "、".join(f"{each.key}（{each.title}）" for each in WAYS)
        raise BadInput(f"没有叫“{act[:60]}”的办理动作，现有：{known}。")
    return way


def _not_by(actor: Actor, way: Way, case: Case) -> str:
    return "" if may(actor, way.right, case.division) else f"须由{way.by}办理。"


def _shown(actor: Actor, case: Case) -> Case:
    """Return the case as it is told: a leader who decides about it sees the applicant masked."""
    if may(actor, Right.OPEN_CASE, case.division):
        return case
    return replace(case, applicant=masked(case.applicant))


def _refuse_changed(command: DoAct, case: Case) -> None:
    if command.version not in (0, case.version):
        raise Conflict(f"办件{case.number}在您填写期间被别人改过。已填的内容还在，请重新打开核对后再办。")
