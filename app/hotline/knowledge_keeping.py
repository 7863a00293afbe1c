"""The knowledge base's use cases: propose from a completed order, approve, put out of use, look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.clock import Clock, office_date
from app.errors import BadInput, Conflict, NotAllowed, Refusal
from app.forms.checks import read_values
from app.hotline.advising import require_number
from app.hotline.advising_ports import AdviceStore, AdviceUnit
from app.hotline.knowledge import (
    ANSWER,
    Answer,
    AnswerId,
    AnswerQuery,
    AnswerState,
    begun_from,
    filled_answer,
    personal_problems,
    typed_answer,
)
from app.hotline.likeness import pairs_of
from app.hotline.models import OrderId, OrderState, Secrecy, WorkOrder
from app.hotline.showing import knows_secrets, require_sight
from app.ledger.entering import enter
from app.ledger.models import subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, require
from app.people.standing import standing

PAGE = 50
_NEAR = 0.3  # of the pairs of a question
CITABLE = timedelta(days=365)  # until then an answer stands unless somebody says otherwise
_SETTLED = (OrderState.TO_CALL_BACK, OrderState.COMPLETED, OrderState.ARCHIVED)


class NoSource(Refusal):
    """The order gives no answer for the knowledge base: not completed, without a reply, or confidential."""


@dataclass(frozen=True, kw_only=True)
class ProposeAnswer:
    """Propose a completed order's reply as an answer; ``fields`` are those of ``ANSWER``."""

    number: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ApproveAnswer:
    """Approve an answer, as filled in (nothing: as proposed); one to be reviewed gets its new day so too."""

    answer: AnswerId
    version: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)


class Knowledge:
    """Settled answers: found by everybody who handles orders, kept by heads and the petition centre."""

    def __init__(self, store: AdviceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, actor: Actor, query: AnswerQuery) -> tuple[Answer, ...]:
        """Return the newest answers that contain every word, 50 at most."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.SEE_ORDERS)
            return unit.answers.find(replace(query, secret=may(actor, Right.SEE_CALLERS)), limit=PAGE)

    def for_reply(self, actor: Actor, order: OrderId, words: str = "") -> tuple[Answer, ...]:
        """Return the answers a reply may cite: those of the words, or without words those like the order."""
        today = self.today()
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.orders.get(order)
            require_sight(unit, actor, found, unit.course.shares(order))
            if words.strip():
                return unit.answers.find(AnswerQuery(words=words, citable_on=today), limit=PAGE)
            text = f"{found.title}\n{found.content}\n{found.purpose}"
            like = unit.answers.alike(text, limit=PAGE)
            return tuple(each for each in like if each.may_be_cited(today) and _is_near(each, text))

    def begun_with(self, actor: Actor, number: str) -> dict[str, Any]:
        """Return what the form of a new answer begins with; raises ``NoSource`` and as ``propose`` does."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return begun_from(_source(unit, actor, number), self.today() + CITABLE)

    @once
    def propose(self, actor: Actor, command: ProposeAnswer) -> Answer:
        """Propose a completed order's reply; raises ``BadInput`` (also for personal data) and ``NoSource``.

        ``NotAllowed`` where its caller is confidential, and the person may not know him.
        """
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            order = _source(unit, actor, command.number)
            begun = begun_from(order, office_date(now) + CITABLE)
            values = _read({**begun, **command.fields})
            assert order.completed_at is not None
            blank = Answer(
                id=AnswerId(0),
                question="",
                content="",
                basis="",
                dated=office_date(order.completed_at),
                valid_until=office_date(now),
                division=order.lead or order.division,
                division_name=order.lead_name or order.division_name,
                order=order.number,
                proposed_by=actor.id,
                proposed_by_name=actor.signed,
                proposed_at=now,
            )
            answer = filled_answer(blank, values)
            _check(unit, actor, answer, order, office_date(now))
            key = unit.answers.add(answer)
            text = f"提出知识库条目（来自工单{order.number}）"
            deed = deed_of(actor, now, "propose_answer", subject("answer", key), text)
            enter(unit.ledger, deed, newborn=True)
            return unit.answers.get(key)

    @once
    def approve(self, actor: Actor, command: ApproveAnswer) -> Answer:
        """Approve an answer, or confirm one that was to be reviewed; raises as ``propose`` does.

        Who proposed it does not approve it himself; the petition centre may approve every division's.
        """
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = _looked_at(unit, actor, command)
            _require_approver(actor, before)
            if before.withheld:
                raise NoSource(f"工单{before.order}要求保密，不能写入知识库。")
            values = _read({**typed_answer(before), **command.fields})
            source = require_number(unit, before.order)
            kept = replace(
                filled_answer(before, values),
                state=AnswerState.APPROVED,
                approved_by_name=actor.signed,
                approved_at=now,
            )
            _check(unit, actor, kept, source, office_date(now))
            unit.answers.save(kept)
            text = f"审定知识库第{kept.id}号，有效至{kept.valid_until}{_otherwise(before, kept)}"
            enter(unit.ledger, deed_of(actor, now, "approve_answer", subject("answer", kept.id), text))
            return unit.answers.get(kept.id)

    @once
    def retire(self, actor: Actor, answer: AnswerId, reason: str) -> Answer:
        """Put an answer out of use; replies that cited it keep what they said."""
        if not reason.strip():
            raise BadInput("请写明停用的理由。")
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = _known(unit, actor, answer)
            _require_approver(actor, before, own=True)
            if before.state is AnswerState.RETIRED:
                raise Refusal(f"知识库第{answer}号已经停用。")
            unit.answers.save(replace(before, state=AnswerState.RETIRED))
            text = f"停用知识库第{answer}号" + ("" if before.withheld else f"：{reason}")
            enter(unit.ledger, deed_of(actor, self._clock(), "retire_answer", subject("answer", answer), text))
            return unit.answers.get(answer)

    def today(self) -> date:
        """Return the office's date."""
        return office_date(self._clock())


def _is_near(answer: Answer, text: str) -> bool:
    """Tell whether an order asks what an answer is about: enough of its question stands in the text."""
    asked = pairs_of(answer.question)
    return len(asked & pairs_of(text)) >= _NEAR * len(asked)


def _source(unit: AdviceUnit, actor: Actor, number: str) -> WorkOrder:
    """Return the order an answer may come of."""
    order = require_number(unit, number)
    require_sight(unit, actor, order, unit.course.shares(order.id))
    require(actor, Right.PROPOSE_ANSWER)
    if order.secrecy is Secrecy.WHOLE:
        raise NoSource(f"工单{order.number}要求保密，不能写入知识库。")
    if order.state not in _SETTLED or not order.reply.content:
        raise NoSource(f"工单{order.number}现为“{order.state.value}”，办结并有答复的才能写入知识库。")
    return order


def _read(fields: Mapping[str, Any]) -> dict[str, Any]:
    values, problems = read_values(ANSWER, fields)
    if problems:
        raise BadInput.listing(problems)
    return values


def _check(unit: AdviceUnit, actor: Actor, answer: Answer, order: WorkOrder, today: date) -> None:
    """Refuse what names somebody; of a confidential caller only who may know him can say that it does not."""
    if answer.valid_until < today:
        raise BadInput(f"有效期至{answer.valid_until}已经过去，请填今天以后的日期。")
    if order.is_confidential and not knows_secrets(actor, order):
        raise NotAllowed(
            f"工单{order.number}的诉求人信息保密，内容里有没有他的信息只有知道的人能核对，请由经办人提出、信访中心审定。"
        )
    divisions = unit.people.divisions()
    public = [each.counter_telephone for each in divisions] + [each.supervision_telephone for each in divisions]
    if problems := personal_problems(answer, order.caller, public):
        raise BadInput.listing(problems)


def _otherwise(before: Answer, after: Answer) -> str:
    """Return which fields an approval changed; the ledger repeats nothing typed, it may become secret."""
    old, new = typed_answer(before), typed_answer(after)
    changed = [each.label for each in ANSWER[0].fields if old.get(each.key) != new.get(each.key)]
    return f"，修改了{'、'.join(changed)}" if changed else ""


def _known(unit: AdviceUnit, actor: Actor, key: AnswerId) -> Answer:
    """Return an answer; raises ``NotAllowed`` where it is withheld from the person."""
    answer = unit.answers.get(key)
    if answer.withheld and not may(actor, Right.SEE_CALLERS):
        raise NotAllowed(f"知识库第{key}号来自要求保密的工单，由信访中心、效能办查看。")
    return answer


def _looked_at(unit: AdviceUnit, actor: Actor, command: ApproveAnswer) -> Answer:
    answer = _known(unit, actor, command.answer)
    if command.version not in (0, answer.version):
        text = f"知识库第{answer.id}号刚被别人改过，您填的内容还在，请核对后再办。"
        raise Conflict(text, typed_answer(answer))
    return answer


def _require_approver(actor: Actor, answer: Answer, *, own: bool = False) -> None:
    require(actor, Right.APPROVE_ANSWER)
    everywhere = may(actor, Right.DISPATCH_ORDER)
    if not everywhere and not may(actor, Right.APPROVE_ANSWER, answer.division):
        raise NotAllowed(f"知识库第{answer.id}号须由{answer.division_name}的负责人或信访中心审定。")
    if not own and answer.state is AnswerState.PROPOSED and actor.id == answer.proposed_by:
        raise NotAllowed("本人提出的条目不能由本人审定，请由本单位其他负责人或信访中心审定。")
