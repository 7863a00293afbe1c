"""What reassigning is asked for, what it did, and why it does not."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.custody.models import Segment
from app.errors import Refusal
from app.ledger.models import Subject


class CannotTake(Refusal):
    """The person may not hold the item, or nobody may move it; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An item as somebody looked at it; ``segment`` 0: whoever holds it now."""

    subject: Subject
    segment: int = 0


@dataclass(frozen=True, kw_only=True)
class Reassign:
    """Give items to the person of a login, for a reason."""

    items: tuple[Piece, ...]
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One item that changed hands: the segment before, the one now, and the room's record before."""

    was: Segment
    now: Segment
    before: object = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Reassigned:
    """What changed hands, and to whom; it can be taken back while nobody went on with it."""

    to_name: str
    items: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A colleague items could be given to: how much he holds, and why he cannot take them ("": he can)."""

    login: str
    name: str
    items: int
    closed: str
