"""Who has signed the two papers of a handover, and who still must: read from the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import NotAllowed
from app.ledger.models import Entry, subject
from app.posts.hand_commands import HandoverStands
from app.posts.hand_looking import Look, is_void
from app.posts.hand_papers import PLACES, Hand, Paper
from app.posts.hand_people import stands_in, watches
from app.posts.handed import Handover, Stage
from app.posts.ports import HandoverUnit
from app.register.models import DocumentId

_BEGINS = {Paper.SHEET: "make_handover", Paper.RETURN: "give_back"}
_SIGNING = {
    Paper.SHEET: frozenset({"make_handover", "take_over", "sign_handover"}),
    Paper.RETURN: frozenset({"give_back", "sign_return"}),
}
SIGNED = {Paper.SHEET: "sign_handover", Paper.RETURN: "sign_return"}


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A place for a signature: whose it is, and who signed there when (None: nobody yet)."""

    hand: Hand
    place: str
    expected: str
    staff: int | None = None
    name: str = ""
    at: datetime | None = None

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return f"{self.place}{self.name}已签" if self.at else f"{self.place}{self.expected}待签"


def hand_of(unit: HandoverUnit, look: Look) -> Hand | None:
    """Return as who the actor signs, None for one who has no place on the paper."""
    if look.actor.id == look.absent.id:
        return Hand.A
    if stands_in(look.actor, look.absent, look.there):
        return Hand.B
    return Hand.WATCHER if watches(unit, look.actor, look.absent, look.there) else None


def signatures_of(
    paper: Paper, entries: Iterable[Entry], fields: Mapping[str, Any], handover: Handover
) -> tuple[Signature, ...]:
    """Return the places of a paper that was issued; ``fields`` are what stands on it.

    A supervisor is asked for only where the paper names one; B has signed a sheet with the last item.
    """
    names = {
        Hand.A: fields.get("a_name", ""),
        Hand.B: fields.get("b_name", ""),
        Hand.WATCHER: fields.get("supervisor_name", ""),
    }
    signed = _signed(paper, entries)
    if names[Hand.WATCHER] in {each.actor_name for hand, each in signed.items() if hand is not Hand.WATCHER}:
        names[Hand.WATCHER] = "（另一位负责人）"  # whom the paper names took over himself
    if paper is Paper.SHEET and handover.listed(Stage.WAITING):
        signed.pop(Hand.B, None)
    return tuple(
        _place(hand, place, names[hand], signed.get(hand))
        for hand, place in PLACES[paper].items()
        if hand is not Hand.WATCHER or names[hand] or hand in signed
    )


def _place(hand: Hand, place: str, expected: str, entry: Entry | None) -> Signature:
    if entry is None:
        return Signature(hand=hand, place=place, expected=expected)
    return Signature(
        hand=hand, place=place, expected=expected, staff=entry.actor, name=entry.actor_name, at=entry.at
    )


def _signed(paper: Paper, entries: Iterable[Entry]) -> dict[Hand, Entry]:
    """Return who signed as what, since the paper was issued the last time: of several the last."""
    return dict(_hands(paper, entries))


def _hands(paper: Paper, entries: Iterable[Entry]) -> list[tuple[Hand, Entry]]:
    """Return every hand put to the paper since it was issued the last time, in order."""
    found: list[tuple[Hand, Entry]] = []
    for entry in entries:
        if entry.act == _BEGINS[paper]:
            found.clear()
        hand = json.loads(entry.detail).get("hand") if entry.act in _SIGNING[paper] else None
        if hand:
            found.append((Hand(hand), entry))
    return found


def signed_of(unit: HandoverUnit, handover: Handover, paper: Paper) -> tuple[Signature, ...]:
    """Return the places of a paper of a handover; none where it was not issued or is void."""
    key = handover.sheet if paper is Paper.SHEET else handover.return_sheet
    if not key or is_void(unit, key):
        return ()
    entries = unit.ledger.entries_of(subject("handover", handover.id))
    return signatures_of(paper, entries, unit.documents.get(DocumentId(key)).fields, handover)


def refuse_to_sign(unit: HandoverUnit, look: Look, handover: Handover, paper: Paper) -> Signature:
    """Return the place the actor signs in; raises ``HandoverStands`` or ``NotAllowed`` where he cannot."""
    places = signed_of(unit, handover, paper)
    if not places:
        raise HandoverStands(f"{look.absent.name}这次离岗的{paper.value}还没有签发或已作废，不能签字。")
    hand = hand_of(unit, look)
    place = next((each for each in places if each.hand is hand), None)
    if place is None:
        raise NotAllowed(f"{look.actor.name}不在这张{paper.value}的签字人之列，不能签字。")
    if place.at is not None:
        raise HandoverStands(f"{place.place}已由{place.name}签字，不用再签。")
    entries = unit.ledger.entries_of(subject("handover", handover.id))
    stood = {hand for hand, entry in _hands(paper, entries) if entry.actor == look.actor.id} - {place.hand}
    if stood:
        twice = "、".join(PLACES[paper][each] for each in Hand if each in stood)
        raise NotAllowed(f"{look.actor.name}已在“{twice}”处签字，一人不能签两处。")
    waiting = len(handover.listed(Stage.WAITING))
    if paper is Paper.SHEET and hand is not Hand.A and waiting:
        raise HandoverStands(f"还有{waiting}项待接收，请先由接收人逐项接收或提出异议，再签字。")
    return place
