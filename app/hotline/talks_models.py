"""A talk (约谈): proposed after three supervisions in a row, confirmed or declined, held, mended, fed back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType, Protocol

from app.ledger.models import Subject, subject

TalkId = NewType("TalkId", int)


class TalkState(Enum):
    """Where a talk stands; the value is what users read."""

    PROPOSED = "待确认"
    CONFIRMED = "待约谈"
    MENDING = "整改中"
    ANSWERED = "已反馈"
    DECLINED = "不约谈"


OPEN = (TalkState.PROPOSED, TalkState.CONFIRMED, TalkState.MENDING)
ENDED = (TalkState.ANSWERED, TalkState.DECLINED)
TOLD = (TalkState.CONFIRMED, TalkState.MENDING, TalkState.ANSWERED)  # what the division itself may know of


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk with a division; ``office`` is the efficiency office's division.

    ``supervisions`` are the records it rests on, ``orders`` the orders they are of. ``notice`` and ``record``
    are its papers (0: not issued); ``rectify_by`` is the last day for mending.
    """

    id: TalkId
    number: str
    division: int
    division_name: str
    office: int
    supervisions: tuple[int, ...]
    orders: tuple[int, ...]
    state: TalkState
    proposed_at: datetime
    decided_at: datetime | None = None
    decided_by_name: str = ""
    reason: str = ""
    notice: int = 0
    record: int = 0
    talk_at: datetime | None = None
    rectify_by: date | None = None
    feedback: str = ""
    feedback_at: datetime | None = None
    feedback_by_name: str = ""
    version: int = 1


class TalkBook(Protocol):
    """Talks; none is ever deleted."""

    def add(self, talk: Talk) -> TalkId:
        """Save a new talk (``id`` ignored) and return its id."""
        ...

    def get(self, talk: TalkId) -> Talk:
        """Return the talk; raises ``Refusal`` where there is none."""
        ...

    def find_by_number(self, number: str) -> Talk | None:
        """Return the talk of a number."""
        ...

    def save(self, talk: Talk) -> None:
        """Save where ``talk.version`` still stands (the archive adds one); else ``Conflict``."""
        ...

    def all(self, divisions: Iterable[int] | None = None) -> tuple[Talk, ...]:
        """Return the talks with the divisions (None: with all), newest first."""
        ...

    def talked(self, division: int) -> frozenset[int]:
        """Return the supervisions of a division that a talk was proposed for."""
        ...


def talk_subject(talk: TalkId) -> Subject:
    """Name a talk for custody and ledger."""
    return subject("talk", talk)
