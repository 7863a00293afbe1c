"""What each room says of its own items when they change hands: who may hold one, and what moves with it.

Custody names no room: the rooms say it themselves, by the first word of their subjects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from app.custody.clocks import Taken
from app.custody.models import Holding, Segment
from app.custody.ports import CustodyUnit
from app.people.models import Actor
from app.people.permissions import Right, reach_of_all

Unit_contra = TypeVar("Unit_contra", bound=CustodyUnit, contravariant=True)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One item changing hands: from whom (its segment) to whom, by whom and why."""

    actor: Actor
    segment: Segment
    to: Actor
    why: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Turned:
    """The new holding, and the room's own record as it was before (None: it keeps none)."""

    holding: Holding
    before: object = None


def as_it_is(_unit: CustodyUnit, turn: Turn) -> Turned:
    """Let the item go on at its step and date in the other's hands."""
    return Turned(holding=replace(turn.segment.holding, staff=int(turn.to.id), why=turn.why))


def nothing_kept(_unit: CustodyUnit, _before: Any) -> None:
    """Have no record of one's own to put back."""


@dataclass(frozen=True, kw_only=True)
class Room(Generic[Unit_contra]):
    """What a room says of its items: why somebody may not hold one ("": he may), and what moves with it.

    ``followed``: what was handed to another division and is late stays in sight of the head of whoever handed
    it on, till it is taken on. ``taken_by``: by step, with which rights one takes up what nobody holds by name.
    """

    why_not: Callable[[Unit_contra, Segment, Actor], str]
    hand_on: Callable[[Unit_contra, Turn], Turned] = as_it_is
    put_back: Callable[[Unit_contra, Any], None] = nothing_kept
    followed: bool = False
    taken_by: Mapping[str, tuple[Right, ...]] = field(default_factory=dict)


def followed_of(rooms: Mapping[str, Room[Any]]) -> tuple[str, ...]:
    """Return the first words of the subjects whose rooms have them followed."""
    return tuple(kind for kind, room in rooms.items() if room.followed)


def taken_by(rooms: Mapping[str, Room[Any]], actor: Actor) -> tuple[Taken, ...]:
    """Return what the actor may take up himself of what nobody holds by name."""
    steps = [(step, rights) for room in rooms.values() for step, rights in room.taken_by.items()]
    reaches = ((step, reach_of_all(actor, rights)) for step, rights in steps)
    return tuple(Taken(step, reach) for step, reach in reaches if reach is None or reach)
