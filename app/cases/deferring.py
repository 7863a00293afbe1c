"""疑难问题: a question that cannot be answered at once is recorded, kept on the work list, answered once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from app.calendar.engine import WorkCalendar
from app.calendar.shelf import CalendarShelf
from app.cases.commands import AnswerDeferred, DeferAnswer
from app.cases.models import DeferredAnswer, DeferredId
from app.cases.ports import CaseStore, CaseUnit
from app.clock import Clock, chinese_moment, office_date
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.errors import BadInput, Problem, Refusal
from app.forms.characters import first_fault, text_faults
from app.forms.masking import mask_name, mask_telephone
from app.ledger.entering import enter
from app.ledger.models import Subject, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing

LONGEST = 20_000
LONGEST_LINE = 200
LONGEST_PROMISE = timedelta(days=366)


class AnsweredBefore(Refusal):
    """A deferred question is answered once (一次性答复)."""


class Deferring:
    """Deferred answers: recorded with contact and promised time (一次性告知制一)."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def record(self, actor: Actor, command: DeferAnswer) -> DeferredId:
        """Record the question; raises ``BadInput`` for a missing part or a promise in the past."""
        now = self._clock()
        if problems := _problems(command, now):
            raise BadInput.listing(tuple(problems))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.OPEN_CASE, actor.division)
            if command.case is not None:
                require(actor, Right.OPEN_CASE, unit.cases.get(command.case).division)
            made = keep_question(unit, _answer(actor, command, now), self._shelf.current(unit.calendars))
            shown = f"{chinese_moment(command.promised_at)}前答复{mask_name(command.party.strip())}"
            deed = deed_of(actor, now, "defer_answer", deferred_subject(made), f"登记疑难问题，承诺{shown}")
            enter(unit.ledger, deed)
        return made

    def get(self, actor: Actor, answer: DeferredId) -> DeferredAnswer:
        """Return a deferred question; who may not answer it sees the asker masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.cases.get_deferred(answer)
        require(actor, Right.SEE_WORK, found.division)
        return found if may(actor, Right.ANSWER, found.division) else _masked(found)

    def open(self, actor: Actor) -> tuple[DeferredAnswer, ...]:
        """Return the unanswered questions the actor may see, the most urgent first, askers masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            rows = unit.cases.open_deferred()
        reach = reach_of(actor, Right.SEE_WORK)
        return tuple(_masked(row) for row in rows if reach is None or row.division in reach)

    @once
    def answer(self, actor: Actor, command: AnswerDeferred) -> None:
        """Answer; raises ``AnsweredBefore``, ``BadInput`` for an empty answer, ``Conflict``."""
        text = command.text.strip()
        fault = first_fault(text, lines=True)
        if not text or len(text) > LONGEST or fault:
            raise BadInput(f"答复内容{fault or '未填或超过两万字'}，未保存。")
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.cases.get_deferred(command.answer)
            require(actor, Right.ANSWER, found.division)
            if found.answered_at is not None:
                raise AnsweredBefore(f"该问题已由{found.answered_by}答复，一次性答复后不再改动。")
            unit.cases.answer_deferred(command.answer, command.version, text, now, actor.signed)
            about = deferred_subject(command.answer)
            finish(unit.custody, about, now)
            late = "（逾承诺时间）" if now > found.promised_at else ""
            summary = f"答复{mask_name(found.party)}的疑难问题{late}"
            enter(unit.ledger, deed_of(actor, now, "answer_deferred", about, summary))


def deferred_subject(answer: DeferredId) -> Subject:
    """Name a deferred answer for custody and ledger."""
    return subject("deferred", answer)


def keep_question(unit: CaseUnit, answer: DeferredAnswer, calendar: WorkCalendar) -> DeferredId:
    """Keep a question and put it on the work list until it is answered, in the caller's transaction."""
    made = unit.cases.add_deferred(answer)
    promised = office_date(answer.promised_at)
    provisional = not calendar.is_known(promised.year)
    holding = _holding(answer, deferred_subject(made), promised, provisional=provisional)
    hand(unit.custody, holding, answer.asked_at)
    return made


def promise_fault(promised_at: datetime, now: datetime) -> str:
    """Return why an answer cannot be promised for then, or ""."""
    if promised_at <= now:
        return "承诺答复时间必须晚于现在。"
    if promised_at > now + LONGEST_PROMISE:
        return "承诺答复时间在一年以后，请核对。"
    return ""


def _answer(actor: Actor, command: DeferAnswer, now: datetime) -> DeferredAnswer:
    return DeferredAnswer(
        id=DeferredId(0),
        division=actor.division,
        clerk=actor.holder,
        clerk_name=actor.signed,
        party=command.party.strip(),
        telephone=command.telephone.strip(),
        matter_name=command.matter_name,
        case=command.case,
        question=command.question.strip(),
        asked_at=now,
        promised_at=command.promised_at,
    )


def _masked(answer: DeferredAnswer) -> DeferredAnswer:
    return replace(answer, party=mask_name(answer.party), telephone=mask_telephone(answer.telephone))


def _holding(answer: DeferredAnswer, about: Subject, promised: date, *, provisional: bool) -> Holding:
    return Holding(
        subject=about,
        division=answer.division,
        staff=answer.clerk,
        why="疑难问题登记",
        step="答复疑难问题",
        title=answer.matter_name or "咨询",
        party=answer.party,
        due=promised,
        provisional=provisional,
    )


def _problems(command: DeferAnswer, now: datetime) -> list[Problem]:
    texts = (
        ("party", "咨询人", command.party, "咨询人未填。", LONGEST_LINE),
        ("telephone", "联系方式", command.telephone, "联系方式未填，无法答复。", LONGEST_LINE),
        ("question", "咨询的问题", command.question, "咨询的问题未填，请准确、完整记录。", LONGEST),
        ("matter_name", "事项名称", command.matter_name, "", LONGEST_LINE),
    )
    problems = [Problem(name, blank) for name, _, value, blank, _ in texts if blank and not value.strip()]
    problems += [
        Problem(name, text)
        for name, label, value, _, longest in texts
        for text in text_faults(label, value, lines=name == "question", longest=longest)
    ]
    fault = promise_fault(command.promised_at, now)
    return [*problems, Problem("promised_at", fault)] if fault else problems
