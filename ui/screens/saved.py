"""What was saved to be gone on with: under which key, since when, and where it is gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.clock import short_moment
from app.documents.catalogue import get_type
from app.register.models import Draft, KeptAt

ENTRY = "open_case"
PROVISIONAL = "provisional_receipt"
VISITOR = "register_contact"
NEW_ORDER = "register_order"
NEW_POST = "set_up_post"
CHANGED_POST = "post.change"
CHANGED_CASE = "changed_case"
QUEUE_LOOK = "queue_look"  # how a person has his queue: remembered, not left unfinished
REMEMBERED = frozenset({QUEUE_LOOK})
DENIAL_FORM = "denial_form"  # its ``case`` is the case's id
_CONTACT_ACT = "contact."
_CASE_ACT = "case."
_DENIAL_ACT = "denial."
_ORDER_ACT = "order."


@dataclass(frozen=True, kw_only=True)
class Left:
    """What was left unfinished, in words, and the screen that goes on with it."""

    words: str
    screen: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


_BEGUN = {
    ENTRY: Left(words="没有登记的办件", screen="counter"),
    PROVISIONAL: Left(words="没有换成正式编号的临时收件凭条", screen="counter"),
    VISITOR: Left(words="没有登记的来访", screen="contacts", arguments={"new": True}),
    NEW_POST: Left(words="没有设置完的岗位", screen="posts", arguments={"new": True}),
    NEW_ORDER: Left(words="没有登记的12345工单", screen="hotline", arguments={"new": True}),
}
_ACTS = {
    _CONTACT_ACT: ("没有办理的首问登记", "contacts", "contact"),
    _CASE_ACT: ("没有办完的办理事项", "counter", "case"),
    _DENIAL_ACT: ("没有登记完的投诉或答复", "denials", "denial"),
    CHANGED_CASE: ("没有保存的办件修改", "counter", "case"),
    CHANGED_POST: ("没有改完的岗位", "posts", "post"),
    DENIAL_FORM: ("没有存入的否定报备登记表", "denials", "case"),
    _ORDER_ACT: ("没有办完的12345工单", "hotline", "order"),
}


def contact_act(way: str) -> str:
    """Return the key under which a way of a first contact is kept; its ``case`` is the contact's id."""
    return f"{_CONTACT_ACT}{way}"


def case_act(way: str) -> str:
    """Return the key under which an act of a case is kept; its ``case`` is the case's id."""
    return f"{_CASE_ACT}{way}"


def denial_act(act: str) -> str:
    """Return the key under which an act of a denial is kept; its ``case`` is the denial's id."""
    return f"{_DENIAL_ACT}{act}"


def order_act(act: str) -> str:
    """Return the key under which an act of a work order is kept; its ``case`` is the order's id."""
    return f"{_ORDER_ACT}{act}"


def left(draft: Draft) -> Left:
    """Return what a draft was to become, and where."""
    if draft.type_key in _BEGUN:
        return _BEGUN[draft.type_key]
    for prefix, (words, screen, argument) in _ACTS.items():
        if draft.type_key.startswith(prefix):
            return Left(words=words, screen=screen, arguments={argument: draft.case})
    there = {"type_key": draft.type_key, "case": draft.case}
    return Left(
        words=f"没有签发的《{get_type(draft.type_key).title}》", screen="document_form", arguments=there
    )


def saved_words(draft: Draft) -> str:
    """Return when a draft was saved: 11月22日 10:42."""
    return short_moment(draft.saved_at)


def kept_words(place: KeptAt, words: str) -> str:
    """Return what is said of a draft that was just kept; one kept on this machine is said to lie there."""
    return words if place is KeptAt.OFFICE else "填写的内容已存在本机，连接恢复后自动存到服务器"
