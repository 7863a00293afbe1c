"""疑难问题: a question that cannot be answered at once is recorded, kept on the work list, answered once."""

from __future__ import annotations

from datetime import date

from app.calendar.shelf import CalendarShelf
from app.cases.commands import AnswerDeferred, DeferAnswer
from app.cases.models import DeferredAnswer, DeferredId
from app.cases.ports import CaseStore
from app.clock import Clock, chinese_moment, office_date
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.errors import BadInput, Problem, Refusal
from app.forms.characters import first_fault
from app.ledger.entering import enter
from app.ledger.models import Subject, subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require

LONGEST = 20_000


class AnsweredBefore(Refusal):
    """A deferred question is answered once (一次性答复)."""


class Deferring:
    """Deferred answers: recorded with contact and promised time (一次性告知制一)."""

    def __init__(self, store: CaseStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def record(self, actor: Actor, command: DeferAnswer) -> DeferredId:
        """Record the question; raises ``BadInput`` for a missing part or a promise in the past."""
        now = self._clock()
        require(actor, Right.OPEN_CASE, actor.division)
        problems = _problems(command)
        if command.promised_at <= now:
            problems.append(Problem("promised_at", "承诺答复时间必须晚于现在。"))
        if problems:
            raise BadInput.listing(tuple(problems))
        answer = DeferredAnswer(
            id=DeferredId(0),
            division=actor.division,
            clerk=actor.id,
            clerk_name=actor.name,
            party=command.party.strip(),
            telephone=command.telephone.strip(),
            matter_name=command.matter_name,
            case=command.case,
            question=command.question.strip(),
            asked_at=now,
            promised_at=command.promised_at,
        )
        with self._store.begin() as unit:
            made = unit.cases.add_deferred(answer)
            about = deferred_subject(made)
            promised = office_date(command.promised_at)
            provisional = not self._shelf.current(unit.calendars).is_known(promised.year)
            hand(unit.custody, _holding(answer, about, promised, provisional=provisional), now)
            text = f"登记疑难问题，承诺{chinese_moment(command.promised_at)}前答复{answer.party}"
            enter(unit.ledger, deed_of(actor, now, "defer_answer", about, text))
        return made

    def get(self, actor: Actor, answer: DeferredId) -> DeferredAnswer:
        """Return a deferred question."""
        with self._store.read() as unit:
            found = unit.cases.get_deferred(answer)
        require(actor, Right.SEE_WORK, found.division)
        return found

    def open(self, actor: Actor) -> tuple[DeferredAnswer, ...]:
        """Return the unanswered questions the actor may see, the most urgent first."""
        reach = reach_of(actor, Right.SEE_WORK)
        with self._store.read() as unit:
            rows = unit.cases.open_deferred()
        return tuple(row for row in rows if reach is None or row.division in reach)

    def answer(self, actor: Actor, command: AnswerDeferred) -> None:
        """Answer; raises ``AnsweredBefore``, ``BadInput`` for an empty answer, ``Conflict``."""
        text = command.text.strip()
        fault = first_fault(text, lines=True)
        if not text or len(text) > LONGEST or fault:
            raise BadInput(f"答复内容{fault or '未填或超过两万字'}，未保存。")
        now = self._clock()
        with self._store.begin() as unit:
            found = unit.cases.get_deferred(command.answer)
            require(actor, Right.ANSWER, found.division)
            if found.answered_at is not None:
                raise AnsweredBefore(f"该问题已由{found.answered_by}答复，一次性答复后不再改动。")
            unit.cases.answer_deferred(command.answer, command.version, text, now, actor.name)
            about = deferred_subject(command.answer)
            finish(unit.custody, about, now)
            late = "（逾承诺时间）" if now > found.promised_at else ""
            summary = f"答复{found.party}的疑难问题{late}"
            enter(unit.ledger, deed_of(actor, now, "answer_deferred", about, summary))


def deferred_subject(answer: DeferredId) -> Subject:
    """Name a deferred answer for custody and ledger."""
    return subject("deferred", answer)


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


def _problems(command: DeferAnswer) -> list[Problem]:
    needed = (
        ("party", command.party, "咨询人未填。"),
        ("telephone", command.telephone, "联系方式未填，无法答复。"),
        ("question", command.question, "咨询的问题未填，请准确、完整记录。"),
    )
    problems = [Problem(name, text) for name, value, text in needed if not value.strip()]
    for name, value, _text in needed:
        fault = first_fault(value, lines=name == "question")
        if fault:
            problems.append(Problem(name, fault))
        if len(value) > LONGEST:
            problems.append(Problem(name, f"填写的内容过长（{len(value)}字），最多{LONGEST}字。"))
    return problems
