"""The use cases of talks: list, confirm or decline, notice, record, feedback; the ladder; the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.documents.catalogue import get_type
from app.errors import BadInput, Conflict, Problem
from app.forms.characters import text_faults
from app.forms.sheet import Sheet
from app.hotline.models import OrderId
from app.hotline.papers import issue_once, rules_of
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.showing import require_sight
from app.hotline.talks_evidence import Evidence, evidence_of
from app.hotline.talks_models import Talk, TalkId, TalkState, talk_subject
from app.hotline.talks_papers import notice_fields, record_fields, time_of_talk
from app.hotline.talks_proposing import title_of
from app.hotline.talks_showing import (
    Rung,
    TalkView,
    check_act,
    may_see_talk,
    require_talk,
    rung_of_division,
    view_of_talk,
)
from app.ledger.entering import enter
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.staffing import holders
from app.people.standing import standing
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import Drafted, draft_of
from app.register.models import Document

NOTICE, RECORD = "talk_notice", "talk_record"
DECIDED = ("talked_division", "supervisions", "notice_number")  # nobody types these
LONGEST = 5_000


@dataclass(frozen=True, kw_only=True)
class DoTalk:
    """Do something with a talk; ``text`` is the reason or the feedback, ``fields`` what a paper is filled with.

    ``version`` is that of the talk that was looked at, 0 where nobody looked.
    """

    talk: TalkId
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


class Talks:
    """Talks with divisions that were supervised three times in a row."""

    def __init__(self, store: OrderStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def all(self, actor: Actor) -> tuple[Talk, ...]:
        """Return the talks the person may see, newest first."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return tuple(each for each in unit.talks.all() if may_see_talk(actor, each))

    def get(self, actor: Actor, talk: TalkId) -> TalkView:
        """Return a talk; raises ``NotAllowed`` for a stranger's."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.talks.get(talk)
            require_talk(actor, found)
            return view_of_talk(unit, actor, found)

    def by_number(self, actor: Actor, number: str) -> TalkView:
        """Return the talk of a number; raises ``BadInput`` where there is none."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.talks.find_by_number(number.strip())
            if found is None:
                raise BadInput(f"没有编号为“{number[:60]}”的约谈。")
            require_talk(actor, found)
            return view_of_talk(unit, actor, found)

    def ladder(self, actor: Actor) -> tuple[Rung, ...]:
        """Return how the divisions the person sees stand, the most supervised first, those that were at all."""
        now = self._clock()
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            reach = reach_of(actor, Right.SEE_ORDERS)
            rungs = [
                rung_of_division(unit, actor, each.id, now)
                for each in unit.people.divisions()
                if reach is None or each.id in reach
            ]
        found = [each for each in rungs if each.consecutive or each.talk]
        return tuple(sorted(found, key=lambda each: (-each.consecutive, each.division)))

    def rung_of(self, actor: Actor, order: OrderId) -> Rung | None:
        """Return how the division that answers an order stands; None for an order nobody answers yet."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.orders.get(order)
            require_sight(unit, actor, found, unit.course.shares(order))
            if found.lead is None:
                return None
            return rung_of_division(unit, actor, found.lead, self._clock())

    @once
    def confirm(self, actor: Actor, command: DoTalk) -> Talk:
        """Confirm that the talk is held; raises ``TalkClosed``, ``NotAllowed``, ``Conflict``."""

        def confirmed(_unit: OrderUnit, actor: Actor, talk: Talk, at: datetime) -> _Step:
            after = replace(
                talk,
                state=TalkState.CONFIRMED,
                decided_at=at,
                decided_by_name=actor.signed,
                reason=command.text,
            )
            told = f"确认约谈{talk.division_name}（{talk.number}）"
            return _Step(after, told, _held(after, "发约谈通知", f"{actor.signed}确认约谈", staff=actor.holder))

        return self._do(actor, "confirm", command, confirmed)

    @once
    def decline(self, actor: Actor, command: DoTalk) -> Talk:
        """Decide that no talk is held; the reason is asked for."""
        _said(command.text, "不约谈的理由")

        def declined(_unit: OrderUnit, actor: Actor, talk: Talk, at: datetime) -> _Step:
            after = replace(
                talk, state=TalkState.DECLINED, decided_at=at, decided_by_name=actor.signed, reason=command.text
            )
            return _Step(after, f"不约谈{talk.division_name}（{talk.number}）：{command.text}", None)

        return self._do(actor, "decline", command, declined)

    @once
    def feedback(self, actor: Actor, command: DoTalk) -> Talk:
        """Report what was mended; the talk has ended."""
        _said(command.text, "整改情况")

        def answered(_unit: OrderUnit, actor: Actor, talk: Talk, at: datetime) -> _Step:
            late = talk.rectify_by is not None and office_date(at) > talk.rectify_by
            after = replace(
                talk,
                state=TalkState.ANSWERED,
                feedback=command.text,
                feedback_at=at,
                feedback_by_name=actor.signed,
            )
            return _Step(after, f"反馈约谈{talk.number}的整改情况{'（逾期）' if late else ''}", None)

        return self._do(actor, "feedback", command, answered)

    def prefilled(self, actor: Actor, talk: TalkId, type_key: str) -> dict[str, Any]:
        """Return what the notice or the record begins with."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.talks.get(talk)
            check_act("notice" if type_key == NOTICE else "record", found, actor)
            return _prefilled(unit, found, actor, type_key)

    def draft_sheet(self, actor: Actor, command: DoTalk, type_key: str) -> Sheet:
        """Return the notice or the record as it would print now, marked as a draft."""
        fields = self.prefilled(actor, command.talk, type_key) | dict(command.fields)
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            drafted = Drafted(actor.division, office_date(self._clock()), get_type(type_key).draft_mark)
            return draft_of(unit, actor, IssueDocument(type_key=type_key, fields=fields), drafted)

    @once
    def notice(self, actor: Actor, command: DoTalk) -> Document:
        """Issue the notice; the same contents are issued once. Raises as ``confirm`` does, and ``BadInput``."""
        return self._paper(actor, command, NOTICE, _noticed)

    @once
    def record(self, actor: Actor, command: DoTalk) -> Document:
        """Issue the record of the talk; from then on the division mends until the day it was given."""
        return self._paper(actor, command, RECORD, _recorded)

    def bundle(self, actor: Actor, talk: TalkId) -> bytes:
        """Return the evidence as one PDF; raises ``NotAllowed`` for others than the efficiency office."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.talks.get(talk)
            require(actor, Right.HOLD_TALK, found.office)
            evidence: Evidence = evidence_of(
                unit, actor, found, rules_of(unit, self._shelf), office_date(self._clock())
            )
        from app.hotline.talks_bundle import bind  # noqa: PLC0415  (pypdf is loaded when it is wanted)

        return bind(evidence)

    def _do(self, actor: Actor, key: str, command: DoTalk, step: _Doer) -> Talk:
        now = self._clock()
        with self._store.begin() as unit:
            actor, talk = standing(unit.people, actor), _looked_at(unit, command)
            check_act(key, talk, actor)
            _keep(unit, actor, key, step(unit, actor, talk, now), now)
            return unit.talks.get(talk.id)

    def _paper(self, actor: Actor, command: DoTalk, type_key: str, step: _PaperDoer) -> Document:
        now = self._clock()
        key = "notice" if type_key == NOTICE else "record"
        with self._store.begin() as unit:
            actor, talk = standing(unit.people, actor), _looked_at(unit, command)
            check_act(key, talk, actor)
            known = _prefilled(unit, talk, actor, type_key)
            decided = {name: known[name] for name in DECIDED if name in known}
            asked = IssueDocument(type_key=type_key, fields=known | dict(command.fields) | decided)
            link = CaseLink(case=None, number=talk.number, division=talk.office, right=Right.HOLD_TALK)
            document = issue_once(unit, actor, asked, link, lambda: now)
            _keep(unit, actor, key, step(unit, actor, talk, document), now)
            return document


@dataclass(frozen=True)
class _Step:
    """What became of a talk: the talk, the sentence for the ledger, who holds it now (None: it has ended)."""

    talk: Talk
    told: str
    holding: Holding | None


_Doer = Callable[[OrderUnit, Actor, Talk, datetime], _Step]
_PaperDoer = Callable[[OrderUnit, Actor, Talk, Document], _Step]


def _noticed(_unit: OrderUnit, actor: Actor, talk: Talk, document: Document) -> _Step:
    at = time_of_talk(document, held=False)
    after = replace(talk, notice=document.id, talk_at=at)
    told = f"发约谈通知{document.number}，约谈{talk.division_name}"
    holding = _held(
        after, "约谈并记录", f"已发约谈通知{document.number}", staff=actor.holder, due=office_date(at)
    )
    return _Step(after, told, holding)


def _recorded(unit: OrderUnit, _actor: Actor, talk: Talk, document: Document) -> _Step:
    until = date.fromisoformat(document.fields["rectify_by"])
    at = time_of_talk(document, held=True)
    after = replace(talk, state=TalkState.MENDING, record=document.id, rectify_by=until, talk_at=at)
    heads = [
        each
        for each in holders(unit.people, Right.REVIEW_ORDER, talk.division)
        if each.division == talk.division
    ]
    staff = int(heads[0].id) if len(heads) == 1 else None
    told = f"约谈{talk.division_name}（{talk.number}），整改期限{until}"
    return _Step(after, told, _held(after, "反馈约谈整改", "约谈后整改", staff=staff, due=until))


def _held(talk: Talk, step: str, why: str, *, staff: int | None, due: date | None = None) -> Holding:
    mending = talk.state is TalkState.MENDING
    return Holding(
        subject=talk_subject(talk.id),
        division=talk.division if mending else talk.office,
        staff=staff,
        why=why,
        step=step,
        title=title_of(talk),
        number=talk.number,
        due=due,
    )


def _keep(unit: OrderUnit, actor: Actor, key: str, step: _Step, at: datetime) -> None:
    unit.talks.save(step.talk)
    about = talk_subject(step.talk.id)
    if step.holding is None:
        finish(unit.custody, about, at)
    else:
        hand(unit.custody, step.holding, at, by=actor.holder)
    enter(unit.ledger, deed_of(actor, at, f"{key}_talk", about, step.told))


def _prefilled(unit: OrderUnit, talk: Talk, actor: Actor, type_key: str) -> dict[str, Any]:
    return (notice_fields if type_key == NOTICE else record_fields)(unit, talk, actor)


def _looked_at(unit: OrderUnit, command: DoTalk) -> Talk:
    talk = unit.talks.get(command.talk)
    if command.version not in (0, talk.version):
        raise Conflict(f"约谈{talk.number}刚被别人办过。已填的内容还在，请核对后再办。")
    return talk


def _said(text: str, label: str) -> None:
    faults = text_faults(label, text, lines=True, longest=LONGEST)
    if not text.strip() or faults:
        raise BadInput.listing((Problem("text", faults[0] if faults else f"请写明{label}。"),))
