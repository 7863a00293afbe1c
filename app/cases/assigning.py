"""Letters and tasks from above with a limit: cases of their own kind on the same clocks (限时办结制二, 四)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.calendar.dues import Due
from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.cases.commands import RegisterAssignment
from app.cases.issuing import number_of_case
from app.cases.models import Case, CaseId, CaseState, Party
from app.cases.paper_steps import promised
from app.cases.ports import CaseStore, CaseUnit
from app.cases.showing import search_texts
from app.cases.steps import WORKING, Step, case_subject, holding_of
from app.catalogue.models import Matter, MatterId, MatterKind, Regime
from app.clock import Clock, office_date
from app.custody.handing import hand
from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.ledger.entering import enter, write_alone
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor, Staff
from app.people.permissions import Right, require
from app.people.staffing import holders
from app.people.standing import standing

FARTHEST = timedelta(days=3660)
MOST_DAYS = 1_000
_CODES = {MatterKind.LETTER: "LW", MatterKind.TASK: "JB"}
_LABELS = {
    "title": ("标题", 200),
    "sender": ("来文（交办）单位", 100),
    "reference": ("来文文号", 100),
    "requirement": ("办理要求", 2_000),
}


class Assigning:
    """Registers letters and tasks."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def register(self, actor: Actor, command: RegisterAssignment) -> Case:
        """Register a letter or a task with its limit and hand it to its handler; raises ``BadInput``."""
        now = self._clock()
        today = office_date(now)
        if problems := _problems(command, today):
            raise BadInput.listing(problems)
        with self._store.begin() as unit:
            write_alone(unit.ledger)
            actor = standing(unit.people, actor)
            require(actor, Right.ASSIGN, actor.division)
            handler = _one_of(unit, Right.COMPLETE_CASE, command.handler, "handler", "经办人", actor)
            leader = _leader(unit, command, actor)
            calendar = self._shelf.current(unit.calendars)
            due = _due(command, calendar)
            case = _kept(unit, actor, command, due, now)
            asked = command.requirement.strip().rstrip("。；，")  # it stands within a sentence
            wanted = f"：{asked}" if asked else ""
            why = f"{case.applicant.name}{'交办' if command.task else '来文'}{wanted}"
            told = f"，已报告{leader.name}" if leader is not None else ""
            step = Step(words=WORKING, why=f"{why}{told}", due=due)
            hand(unit.custody, holding_of(case, step, handler.id), now, by=actor.holder)
            until = f"{due.due}前办结，{handler.name}承办{told}"
            text = f"登记{case.kind.value}：{case.matter_name}（{case.number}），{until}"
            about = case_subject(case.id)
            enter(unit.ledger, deed_of(actor, now, "register_assignment", about, text))
        return case


def _problems(command: RegisterAssignment, today: date) -> tuple[Problem, ...]:
    return (*_of_texts(command), *_of_receipt(command.received_on, today), *_of_limit(command, today))


def _of_texts(command: RegisterAssignment) -> Iterator[Problem]:
    for key, (label, longest) in _LABELS.items():
        value = getattr(command, key)
        for text in text_faults(label, value, lines=key == "requirement", longest=longest):
            yield Problem(key, text)
        if key in ("title", "sender") and not value.strip():
            yield Problem(key, f"“{label}”必须填写。")


def _of_receipt(day: date, today: date) -> Iterator[Problem]:
    if day > today:
        yield Problem("received_on", f"“收文（交办）日期”{day} 晚于今天，请核对。")
    if day < today - FARTHEST:
        yield Problem("received_on", f"“收文（交办）日期”{day} 在十年以前，请核对。")


def _of_limit(command: RegisterAssignment, today: date) -> Iterator[Problem]:
    day = command.due_on
    if day is None and not 1 <= command.days <= MOST_DAYS:
        text = f"来文（交办）的办结日期和工作日数至少填一项；工作日数应在 1 到 {MOST_DAYS} 之间。"
        yield Problem("due_on", text)
    if day is not None and day > today + FARTHEST:
        yield Problem("due_on", f"“办结日期”{day} 在十年以后，请核对。")
    if day is not None and day < command.received_on:
        yield Problem("due_on", f"“办结日期”{day} 早于收文日期，请核对。")


def _due(command: RegisterAssignment, calendar: WorkCalendar) -> Due:
    if command.due_on is None:
        return calendar.due(command.received_on, command.days)
    return promised(command.due_on, calendar)


def _one_of(unit: CaseUnit, right: Right, login: str, key: str, what: str, actor: Actor) -> Staff:
    found = [staff for staff in holders(unit.people, right, actor.division) if staff.login == login.strip()]
    if not found:
        raise BadInput.listing((Problem(key, f"“{login}”不是本处室的{what}，请另选。"),))
    return found[0]


def _leader(unit: CaseUnit, command: RegisterAssignment, actor: Actor) -> Staff | None:
    """Return the leader it was reported to; a task from above must name one (限时办结制四)."""
    if command.leader:
        return _one_of(unit, Right.APPROVE_EXTENSION, command.leader, "leader", "分管局领导", actor)
    if command.task:
        raise BadInput.listing((Problem("leader", "上级交办的任务须向分管局领导报告，请选定报告的领导。"),))
    return None


def _kept(unit: CaseUnit, actor: Actor, command: RegisterAssignment, due: Due, now: datetime) -> Case:
    kind = MatterKind.TASK if command.task else MatterKind.LETTER
    matter = _matter(unit, actor, kind)
    case = Case(
        id=CaseId(0),
        number=number_of_case(unit, actor, command.received_on),
        matter=matter.id,
        matter_code=matter.code,
        matter_name=command.title.strip(),
        kind=kind,
        regime=matter.regime,
        division=actor.division,
        clerk=actor.holder,
        clerk_name=actor.signed,
        counter=actor.counter,
        channel="来文" if kind is MatterKind.LETTER else "交办",
        received_on=command.received_on,
        created_at=now,
        state=CaseState.ACCEPTED,
        applicant=Party(name=command.sender.strip(), kind="单位", certificate_type="统一社会信用代码"),
        accepted_on=command.received_on,
        committed=due.count,
        reference=command.reference.strip(),
    )
    return replace(case, id=unit.cases.add(case, search_texts(case)))


def _matter(unit: CaseUnit, actor: Actor, kind: MatterKind) -> Matter:
    """Return the built-in matter of the kind, made when it is first needed."""
    code = f"{_CODES[kind]}-{actor.division}"
    if (found := unit.matters.find_by_code(code)) is not None:
        return found
    made = Matter(
        id=MatterId(0),
        code=code,
        name=kind.value,
        kind=kind,
        regime=Regime.LICENCE,
        division=actor.division,
        basis="限时办结制二、四",
        conditions="来文或交办有明确时限",
        procedure="登记、承办、办结、反馈",
        requirements="在时限内办结",
        statutory_limit=0,
        committed_limit=0,
        materials=(),
    )
    return replace(made, id=unit.matters.add(made))
