"""The counter's use cases: register a case, keep its tick list, close it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.cases.certificates import check_certificates
from app.cases.clocks import clock_of, start_of_clock
from app.cases.commands import ChangeCase, OpenCase, WrongState
from app.cases.facts import clocks_of, facts_of
from app.cases.issuing import number_of_case
from app.cases.life import RECEIVE, why_closed
from app.cases.models import ENDED, Case, CaseId, CaseQuery, CaseState
from app.cases.models import Clock as CaseClock
from app.cases.ports import CaseStore, CaseUnit
from app.cases.receiving import day_of_receipt, take_in
from app.cases.showing import masked, search_texts, tick_list
from app.cases.steps import case_subject, first_step, holding_of
from app.catalogue.models import ASSIGNED, Matter
from app.clock import Clock, office_date
from app.custody.handing import hand
from app.custody.models import Segment
from app.errors import BadInput, Refusal
from app.forms.masking import mask_name
from app.ledger.entering import enter
from app.ledger.models import Entry
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.register.models import Document
from app.register.paper import covered


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case as the counter screen shows it: with its clock, papers and who holds it.

    ``clocks`` are all that run on it: its own first, then what was promised beside it, and its denial's.
    Who neither works on the case nor uncovered it sees the applicant masked; ``uncovers``: the person may be
    shown him in full.
    """

    case: Case
    matter: Matter
    clock: CaseClock
    holder: Segment | None
    papers: tuple[Document, ...]
    clocks: tuple[Segment, ...] = ()
    uncovers: bool = True


class Counter:
    """Cases at the counter (窗口办件)."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def open(self, actor: Actor, command: OpenCase) -> Case:
        """Register an enquiry or an application; raises ``BadInput``, ``CertificateDoubtful``."""
        now = self._clock()
        ready = checked_opening(command, office_date(now))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            return open_in(unit, actor, ready, self._shelf.current(unit.calendars), now)

    def get(self, actor: Actor, case: CaseId) -> CaseView:
        """Return a case with its clock and papers."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return self._view(unit, actor, unit.cases.get(case))

    def by_number(self, actor: Actor, number: str) -> CaseView:
        """Return the case of a number; raises ``BadInput`` where there is none."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            case = unit.cases.find_by_number(number.strip())
            if case is None:
                raise BadInput(f"没有受理编号为“{number}”的办件。")
            return self._view(unit, actor, case)

    def uncover(self, actor: Actor, case: CaseId) -> CaseView:
        """Return a case with personal data in full, and record that it was looked at."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.UNCOVER, unit.cases.get(case).division)
            view = self._view(unit, actor, unit.cases.get(case), covers=False)
            text = f"查看办件{view.case.number}的完整个人信息"
            enter(unit.ledger, deed_of(actor, now, "uncover", case_subject(case), text))
        return view

    @once
    def change(self, actor: Actor, command: ChangeCase) -> Case:
        """Change applicant or tick list; raises ``Conflict`` when somebody was quicker."""
        now = self._clock()
        applicant = check_certificates(command.applicant, office_date(now))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            case = self._to_change(unit, actor, command.case)
            changed = replace(case, applicant=applicant, materials=command.materials, version=command.version)
            self._save(unit, changed)
            text = f"修改办件{case.number}：{_differences(case, changed)}"
            enter(unit.ledger, deed_of(actor, now, "change_case", case_subject(case.id), text))
            return unit.cases.get(case.id)

    @once
    def receive(self, actor: Actor, case: CaseId, version: int, received_on: date | None = None) -> Case:
        """Turn an enquiry into an application: the materials were handed in (收件)."""
        now = self._clock()
        day = day_of_receipt(received_on, office_date(now))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.cases.get(case)
            require(actor, RECEIVE.right, before.division)
            looked_at = replace(before, version=version)
            facts = facts_of(unit, looked_at, self._shelf.current(unit.calendars), office_date(now))
            if closed := why_closed(RECEIVE, facts):
                raise WrongState(closed)
            text = take_in(unit, actor, facts, day, now)
            enter(unit.ledger, deed_of(actor, now, "receive_case", case_subject(case), text))
            return unit.cases.get(case)

    def find(self, actor: Actor, query: CaseQuery, *, offset: int = 0, limit: int = 200) -> tuple[Case, ...]:
        """Return a page of the cases the actor may see, newest first, applicants masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            rows = unit.cases.find(_within_reach(actor, query), offset=offset, limit=limit)
        return tuple(replace(row, applicant=masked(row.applicant)) for row in rows)

    def count(self, actor: Actor, query: CaseQuery) -> int:
        """Return how many cases match that the actor may see."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return unit.cases.count(_within_reach(actor, query))

    def history(self, actor: Actor, case: CaseId) -> tuple[Entry, ...]:
        """Return everything done with the case itself, in order."""
        with self._store.read() as unit:
            require(standing(unit.people, actor), Right.SEE_WORK, unit.cases.get(case).division)
            return unit.ledger.entries_of(case_subject(case))

    def _view(self, unit: CaseUnit, actor: Actor, case: Case, *, covers: bool = True) -> CaseView:
        require(actor, Right.SEE_WORK, case.division)
        holder = unit.custody.open_of(case_subject(case.id))
        calendar = self._shelf.current(unit.calendars)
        view = CaseView(
            case=case,
            matter=unit.matters.get(case.matter),
            clock=clock_of(case, holder, office_date(self._clock()), calendar),
            holder=holder,
            papers=unit.documents.of_case(case.id),
            clocks=clocks_of(unit, case),
            uncovers=may(actor, Right.UNCOVER, case.division),
        )
        return _covered(view) if covers and not may(actor, Right.OPEN_CASE, case.division) else view

    def _to_change(self, unit: CaseUnit, actor: Actor, case: CaseId) -> Case:
        found = unit.cases.get(case)
        require(actor, Right.OPEN_CASE, found.division)
        if found.state in ENDED:
            raise WrongState(f"办件{found.number}已结束（{found.closed_why or found.state.value}），不能再改。")
        return found

    def _save(self, unit: CaseUnit, case: Case) -> None:
        unit.cases.save(case, search_texts(case))


def _covered(view: CaseView) -> CaseView:
    return replace(
        view,
        case=replace(view.case, applicant=masked(view.case.applicant)),
        holder=_held(view.holder) if view.holder is not None else None,
        clocks=tuple(map(_held, view.clocks)),
        papers=tuple(covered(paper) for paper in view.papers),
    )


def _held(segment: Segment) -> Segment:
    return replace(segment, holding=replace(segment.holding, party=mask_name(segment.holding.party)))


def checked_opening(command: OpenCase, today: date) -> OpenCase:
    """Return the command as it can be carried out; raises ``BadInput``, ``CertificateDoubtful``."""
    received_on = day_of_receipt(command.received_on, today)
    return replace(command, applicant=check_certificates(command.applicant, today), received_on=received_on)


def open_in(
    unit: CaseUnit, actor: Actor, command: OpenCase, calendar: WorkCalendar, now: datetime, origin: str = ""
) -> Case:
    """Register a checked case in the caller's transaction; ``origin`` is what it was made from.

    Raises ``NotAllowed``, ``Refusal``.
    """
    require(actor, Right.OPEN_CASE, actor.division)
    matter = unit.matters.get(command.matter)
    if matter.kind in ASSIGNED:
        raise Refusal("来文来函和交办事项请在“限时办结”中登记，不作为申请收件。")
    if not matter.active:
        raise Refusal(f"事项“{matter.name}”已停用，不能再登记办件；请选用现行事项。")
    case = _keep_new(unit, actor, command, matter, now)
    step = first_step(case, calendar, start_of_clock(case, now, calendar, unit.office.settings()))
    hand(unit.custody, holding_of(case, step, actor.holder), now)
    verb = "收件" if command.application else "登记咨询"
    text = f"{verb}：{matter.name}（{case.number}）{origin and f'，由{origin}转来'}"
    enter(unit.ledger, deed_of(actor, now, "open_case", case_subject(case.id), text))
    return case


def _keep_new(unit: CaseUnit, actor: Actor, command: OpenCase, matter: Matter, now: datetime) -> Case:
    received_on = command.received_on or office_date(now)
    state = CaseState.RECEIVED if command.application else CaseState.ENQUIRY
    case = Case(
        id=CaseId(0),
        number=number_of_case(unit, actor, received_on),
        matter=matter.id,
        matter_code=matter.code,
        matter_name=matter.name,
        kind=matter.kind,
        regime=matter.regime,
        division=actor.division,
        clerk=actor.holder,
        clerk_name=actor.signed,
        counter=actor.counter,
        channel=command.channel,
        received_on=received_on,
        created_at=now,
        state=state,
        applicant=command.applicant,
        materials=command.materials or tick_list(matter),
    )
    return replace(case, id=unit.cases.add(case, search_texts(case)))


def _differences(before: Case, after: Case) -> str:
    parts = []
    if before.applicant != after.applicant:
        parts.append("申请人信息")
    if before.materials != after.materials:
        parts.append("材料清单")
    return "、".join(parts) or "无变化"


def _within_reach(actor: Actor, query: CaseQuery) -> CaseQuery:
    require(actor, Right.SEE_WORK)
    reach = reach_of(actor, Right.SEE_WORK)
    if reach is None:
        return query
    asked = reach if query.divisions is None else reach & query.divisions
    return replace(query, divisions=asked)
