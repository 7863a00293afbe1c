"""A talk as a person may see it, with what he may do; and how the divisions stand on the ladder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.custody.models import Segment
from app.errors import NotAllowed, Refusal
from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE, TALK_AFTER
from app.hotline.ladder import ladder_of
from app.hotline.models import Record, Secrecy, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.showing import may_see
from app.hotline.talks_models import OPEN, TOLD, Talk, TalkState, talk_subject
from app.hotline.talks_papers import supervised
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, may, reach_of
from app.register.models import Document

_S = TalkState


class TalkClosed(Refusal):
    """The talk stands elsewhere: this cannot be done with it now."""


@dataclass(frozen=True, kw_only=True)
class TalkAct:
    """Something that is done with a talk: by ``right`` in the office (``own``: in the division itself)."""

    key: str
    title: str
    states: tuple[TalkState, ...]
    right: Right = Right.HOLD_TALK
    own: bool = False


ACTS = (
    TalkAct(key="confirm", title="确认约谈", states=(_S.PROPOSED,)),
    TalkAct(key="decline", title="不约谈", states=(_S.PROPOSED, _S.CONFIRMED)),
    TalkAct(key="notice", title="发约谈通知", states=(_S.CONFIRMED,)),
    TalkAct(key="record", title="记约谈记录", states=(_S.CONFIRMED,)),
    TalkAct(key="feedback", title="反馈整改", states=(_S.MENDING,), right=Right.HANDLE_ORDER, own=True),
)
_BY_KEY = {each.key: each for each in ACTS}


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """A supervision behind a talk; ``title`` is withheld of an efficiency complaint."""

    number: str
    title: str
    record: Record


@dataclass(frozen=True, kw_only=True)
class TalkOffer:
    """An act with why it is closed, "" where it is open."""

    act: TalkAct
    closed: str


@dataclass(frozen=True, kw_only=True)
class TalkView:
    """A talk with what it rests on, who has it, its papers, and what may be done."""

    talk: Talk
    segment: Segment | None
    supervised: tuple[Supervised, ...]
    papers: tuple[Document, ...]
    offers: tuple[TalkOffer, ...]


@dataclass(frozen=True, kw_only=True)
class Rung:
    """How a division stands: supervisions in a row, and after how many more a talk is proposed.

    ``run`` says of each of them when and in which way it was made, oldest first.
    """

    division: int
    division_name: str
    consecutive: int
    missing: int
    talk: str = ""
    run: tuple[tuple[datetime, str], ...] = ()


def may_see_talk(actor: Actor, talk: Talk) -> bool:
    """Tell whether the person oversees, or handles orders in the division that was told of the talk."""
    if reach_of(actor, Right.SEE_ORDERS) is None or may(actor, Right.HOLD_TALK, talk.office):
        return True
    return talk.state in TOLD and may(actor, Right.HANDLE_ORDER, talk.division)


def require_talk(actor: Actor, talk: Talk) -> None:
    """Raise ``NotAllowed`` for a talk the person may not see."""
    if not may_see_talk(actor, talk):
        raise NotAllowed(f"{actor.name}没有查看约谈{talk.number}的权限，须由效能办或被约谈单位的人查看。")


def why_closed(act: TalkAct, talk: Talk, actor: Actor) -> str:
    """Return why the person cannot do this with the talk now, "" when he can."""
    if talk.state not in act.states:
        return f"约谈{talk.number}现为“{talk.state.value}”，不能“{act.title}”。"
    if act.key == "record" and not talk.notice:
        return "还没有发约谈通知：先发通知，约谈后再记约谈记录。"
    place = talk.division if act.own else talk.office
    if may(actor, act.right, place):
        return ""
    return f"须由{'被约谈单位' if act.own else '效能办'}有“{act.right.value}”权限的人办理。"


def check_act(key: str, talk: Talk, actor: Actor) -> None:
    """Raise ``TalkClosed`` or ``NotAllowed`` where the act is closed."""
    act = _BY_KEY[key]
    closed = why_closed(act, talk, actor)
    if closed:
        known = talk.state in act.states and not closed.startswith("还没有")
        raise (NotAllowed if known else TalkClosed)(closed)


def view_of_talk(unit: OrderUnit, actor: Actor, talk: Talk) -> TalkView:
    """Return a talk as the person sees it."""
    return TalkView(
        talk=talk,
        segment=unit.custody.open_of(talk_subject(talk.id)),
        supervised=tuple(_supervised(unit, order, record, actor) for order, record in supervised(unit, talk)),
        papers=unit.documents.of_number(talk.number),
        offers=tuple(TalkOffer(act=act, closed=why_closed(act, talk, actor)) for act in ACTS),
    )


def _supervised(unit: OrderUnit, order: WorkOrder, record: Record, actor: Actor) -> Supervised:
    if order.secrecy is not Secrecy.WHOLE:
        return Supervised(number=order.number, title=order.title, record=record)
    if not may_see(unit, actor, order, ()):
        record = replace(record, fields={**record.fields, "problem": WITHHELD, "demand": WITHHELD})
    return Supervised(number=order.number, title=HIDDEN_TITLE, record=record)


def rung_of_division(unit: OrderUnit, actor: Actor, division: int, now: datetime) -> Rung:
    """Return how a division stands now, with the talk that is under way where the person may know of it."""
    run = ladder_of(unit.course, division, now).run
    talked = unit.talks.talked(division)
    talks = (each for each in unit.talks.all((division,)) if each.state in OPEN)
    under_way = [each.number for each in talks if may_see_talk(actor, each)]
    return Rung(
        division=division,
        division_name=unit.people.get_division(DivisionId(division)).name,
        consecutive=len(run),
        missing=max(0, TALK_AFTER - sum(each.id not in talked for each in run)),
        talk=under_way[0] if under_way else "",
        run=tuple((each.at, str(each.fields.get("way", ""))) for each in run),
    )
