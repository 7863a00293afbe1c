"""The whole life of a first contact: every way it can go, who may take it and what it needs, in one table.

No other way exists. Handing over comes before signing, signing before the call, the call before the answer,
and the leader in charge before the answer to a major matter (厦资源规划〔2025〕673号 首问负责制三).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.contacts import filling
from app.contacts.commands import ContactClosed, LeaderFirst
from app.contacts.models import ContactState, FirstContact, Outcome
from app.errors import NotAllowed
from app.forms.fields import Section
from app.people.models import Actor
from app.people.permissions import Right, may

_S = ContactState
Closed = Callable[[FirstContact, Actor], str]
RECORD = "first_contact_record"
MAKE_CASE = "make_case"
MAKE_ORDER = "make_order"
LEADER_FIRST = "这是重大事项，须先报告分管领导，有了研究意见才能答复办事人。"


def _always(_contact: FirstContact, _actor: Actor) -> str:
    return ""


def _first(contact: FirstContact, actor: Actor) -> str:
    return "" if actor.holder == contact.first else f"须由首问责任人{contact.first_name}办理。"


def _responsible(contact: FirstContact, actor: Actor) -> str:
    if actor.holder == contact.responsible:
        return ""
    return f"须由承办人{contact.responsible_name or '（还没有移交）'}办理。"


def _giver(contact: FirstContact, actor: Actor) -> str:
    """Let the first person hand over until somebody signed, and the division head hand on at any time."""
    places = (contact.division, contact.responsible_division)
    if any(place is not None and may(actor, Right.REASSIGN_CONTACT, place) for place in places):
        return ""
    if contact.signed_at is None:
        return "" if actor.holder == contact.first else f"须由首问责任人{contact.first_name}或单位负责人办理。"
    return "承办人已经签收，改交他人须由单位负责人办理。"


def _leader(contact: FirstContact, actor: Actor) -> str:
    if actor.holder != contact.leader:
        return f"须由分管领导{contact.leader_name}办理。"
    if actor.id == contact.responsible:
        return "本人承办的重大事项不能由本人研究，请换一人。"
    return ""


def _either(contact: FirstContact, actor: Actor) -> str:
    if actor.holder in (contact.first, contact.responsible):
        return ""
    return f"须由首问责任人{contact.first_name}或承办人办理。"


def _opens_cases(contact: FirstContact, actor: Actor) -> str:
    if not may(actor, Right.OPEN_CASE, actor.division):
        return "须由窗口经办人或经办人办理。"
    return _either(contact, actor)


def _reported_before(contact: FirstContact, _actor: Actor) -> str:
    return f"分管领导{contact.leader_name}已有研究意见。" if contact.leader_opinion else ""


def _before_opinion(contact: FirstContact, _actor: Actor) -> str:
    return LEADER_FIRST if contact.waits_for_opinion else ""


def _complaints_only(contact: FirstContact, _actor: Actor) -> str:
    if contact.kind.is_complaint:
        return ""
    return f"类别是{contact.kind.value}的不引导到信访接待室，只有投诉、举报才引导。"


def _no_case_yet(contact: FirstContact, actor: Actor) -> str:
    if contact.case:
        return f"已经转为办件{contact.case_number}。"
    return _before_opinion(contact, actor)


def _no_order_yet(contact: FirstContact, actor: Actor) -> str:
    if contact.order:
        return f"已经转为工单{contact.order_number}。"
    return _before_opinion(contact, actor)


def _nothing_to_sign(contact: FirstContact, _actor: Actor) -> str:
    """Say what must be done before both can sign: somebody has it, or the visitor was told something."""
    if contact.outcome is Outcome.OTHER_POST and contact.responsible is None:
        return "移交承办人以后才能出具登记表。"
    told = contact.answer or contact.notice_number or contact.case or contact.order
    if contact.outcome is Outcome.OWN and not told:
        return "属于本人职责的，答复办事人或者转为办件、工单以后才能出具登记表。"
    return ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of the table: from which states, by whom, and what it needs in words.

    ``sections`` are what is filled in. ``by`` returns why it is not this person's, ``closed`` why it cannot
    be taken now though the state is right; "" where nothing stands against it.
    """

    key: str
    title: str
    sources: tuple[ContactState, ...]
    by: Closed
    needs: str
    sections: tuple[Section, ...] = ()
    closed: Closed = _always


WAYS: tuple[Way, ...] = (
    Way(
        key="hand",
        title="移交",
        sources=(_S.TO_HAND, _S.TO_SIGN, _S.TO_CALL, _S.TO_ANSWER),
        by=_giver,
        needs="承办人；当天移交",
        sections=filling.HAND,
    ),
    Way(
        key="keep",
        title="本人办理",
        sources=(_S.TO_HAND,),
        by=_first,
        needs="属于首问责任人的职责",
        sections=filling.KEEP,
    ),
    Way(key="take", title="签收", sources=(_S.TO_SIGN,), by=_responsible, needs="承办人本人签收"),
    Way(
        key="give_back",
        title="退回首问责任人",
        sources=(_S.TO_SIGN,),
        by=_responsible,
        needs="不属于承办人职责的原因",
        sections=filling.GIVE_BACK,
    ),
    Way(
        key="called",
        title="已联系办事人",
        sources=(_S.TO_CALL,),
        by=_responsible,
        needs="签收之后，与办事人取得联系",
        sections=filling.CALLED,
    ),
    Way(
        key="report",
        title="报告分管领导",
        sources=(_S.TO_ANSWER, _S.REPORTED),
        by=_responsible,
        needs="重大事项，答复之前；所报告的领导不能研究的，改报另一位",
        sections=filling.REPORT,
        closed=_reported_before,
    ),
    Way(
        key="opinion",
        title="填写研究意见",
        sources=(_S.REPORTED,),
        by=_leader,
        needs="分管领导的意见",
        sections=filling.OPINION,
    ),
    Way(
        key="answer",
        title="答复",
        sources=(_S.TO_ANSWER,),
        by=_responsible,
        needs="答复内容；重大事项须先有分管领导意见",
        sections=filling.ANSWERED,
        closed=_before_opinion,
    ),
    Way(
        key="guide",
        title="引导至承办部门",
        sources=(_S.TO_HAND, _S.TO_ANSWER),
        by=_either,
        needs="不属于本局职责，告知承办部门",
        sections=filling.GUIDE,
        closed=_before_opinion,
    ),
    Way(
        key="lead",
        title="引导至信访接待室",
        sources=(_S.TO_HAND,),
        by=_first,
        needs="投诉、举报",
        closed=_complaints_only,
    ),
    Way(
        key=MAKE_CASE,
        title="转为办件",
        sources=(_S.TO_ANSWER, _S.ANSWERED),
        by=_opens_cases,
        needs="办事人要办的事项",
        closed=_no_case_yet,
    ),
    Way(
        key=MAKE_ORDER,
        title="转为12345工单",
        sources=(_S.TO_HAND, _S.TO_ANSWER, _S.ANSWERED, _S.LED),
        by=_either,
        needs="须由信访中心分派、跟踪和回访的诉求",
        sections=filling.ORDER,
        closed=_no_order_yet,
    ),
    Way(
        key=RECORD,
        title="出具首问负责登记表",
        sources=tuple(_S),
        by=_either,
        needs="首问责任人和承办人签字",
        closed=_nothing_to_sign,
    ),
)
_BY_KEY = {way.key: way for way in WAYS}


def find_way(key: str) -> Way | None:
    """Return the way of a key."""
    return _BY_KEY.get(key)


def why_closed(way: Way, contact: FirstContact, actor: Actor) -> str:
    """Return why this person cannot take the way now, or "" when he can."""
    return _not_here(way, contact) or way.by(contact, actor) or way.closed(contact, actor)


def check_way(way: Way, contact: FirstContact, actor: Actor) -> None:
    """Raise ``ContactClosed``, ``NotAllowed`` or ``LeaderFirst`` where the way is closed."""
    if elsewhere := _not_here(way, contact):
        raise ContactClosed(elsewhere)
    if not_his := way.by(contact, actor):
        raise NotAllowed(not_his)
    if closed := way.closed(contact, actor):
        raise (LeaderFirst if closed == LEADER_FIRST else ContactClosed)(closed)


def _not_here(way: Way, contact: FirstContact) -> str:
    if contact.state in way.sources:
        return ""
    return f"首问登记{contact.number}现为“{contact.state.value}”，不能“{way.title}”。"
