"""Whose the papers of a room are: who may see, print and void what no counter issues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.people.models import Actor
from app.people.permissions import Right
from app.register.models import Document

# Papers of 12345 work orders are made by those who dispatch, handle, supervise, call back and talk.
ISSUED_WITH: Mapping[str, Right] = {
    "work_order": Right.DISPATCH_ORDER,
    "day_sheet": Right.DISPATCH_ORDER,
    "order_return_sheet": Right.HANDLE_ORDER,
    "co_handling_letter": Right.HANDLE_ORDER,
    "reply_sheet": Right.HANDLE_ORDER,
    "call_back_record": Right.CALL_BACK_ORDER,
    "supervision_letter": Right.SUPERVISE_ORDER,
    "talk_notice": Right.HOLD_TALK,
    "talk_record": Right.HOLD_TALK,
}


class PaperSight(Protocol):
    """What a room says of its own papers."""

    def sees(self, actor: Actor, document: Document) -> bool:
        """Tell whether the person may read a paper of the room."""
        ...

    def secret(self, numbers: frozenset[str]) -> frozenset[str]:
        """Return which of the numbers are of efficiency complaints: lists tell nothing of their papers."""
        ...

    def prints(self, actor: Actor, document: Document) -> bool:
        """Tell whether the person may print a paper of the room, and so read it in full."""
        ...


def right_to_void(type_key: str) -> Right:
    """Return what whoever makes a paper void must hold in its division."""
    return ISSUED_WITH.get(type_key, Right.VOID_DOCUMENT)
