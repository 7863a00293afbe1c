"""A first contact (首问): who came or called, with what, whose it is, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NewType

from app.documents.first_contact_record.fields import COMPLAINTS, OTHER_POST, OUTSIDE, OWN, PETITION

ContactId = NewType("ContactId", int)


class ContactChannel(Enum):
    """How the visitor reached us; the value is what users read."""

    VISIT = "来人"
    CALL = "来电"
    LETTER = "来信"
    NET = "网络"


class ContactKind(Enum):
    """What the visitor wants (首问负责制二); the value is what users read."""

    REPORT = "举报"
    COMPLAINT = "投诉"
    ENQUIRY = "咨询"
    LOOKUP = "查询"
    MATTER = "办事"

    @property
    def is_complaint(self) -> bool:
        """Whether it belongs to the petition reception (首问负责制三（四）)."""
        return self.value in COMPLAINTS


class Outcome(Enum):
    """Whose the question is (首问负责制三); the value is what users read and the record prints."""

    OWN = OWN
    OTHER_POST = OTHER_POST
    OUTSIDE = OUTSIDE
    PETITION = PETITION


class ContactState(Enum):
    """Where a first contact stands; the value is what users read."""

    TO_HAND = "待移交"
    TO_SIGN = "待签收"
    TO_CALL = "待联系"
    TO_ANSWER = "待答复"
    REPORTED = "待领导研究"
    ANSWERED = "已答复"
    GUIDED = "已引导"
    LED = "已引导信访"
    IN_CASE = "已转为办件"
    IN_ORDER = "已转为工单"


OPEN = (
    ContactState.TO_HAND,
    ContactState.TO_SIGN,
    ContactState.TO_CALL,
    ContactState.TO_ANSWER,
    ContactState.REPORTED,
)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A material the visitor left with us."""

    name: str
    copies: int = 1


@dataclass(frozen=True, kw_only=True)
class FirstContact:
    """A first contact: ``first`` was asked first, ``responsible`` owes the call or the answer.

    ``division`` is that of the first person, ``responsible_division`` that of the responsible one. The call
    is counted from ``handed_on``, the day it was first handed over; ``handed_at`` is when it last was.
    ``case``, ``order`` (12345) and ``record`` (a document of the register) are 0 where there is none.
    """

    id: ContactId
    number: str
    division: int
    division_name: str
    first: int
    first_name: str
    registered_at: datetime
    channel: ContactChannel
    kind: ContactKind
    visitor: str
    telephone: str
    content: str
    outcome: Outcome
    state: ContactState
    address: str = ""
    materials: tuple[Brought, ...] = field(default=())
    responsible: int | None = None
    responsible_name: str = ""
    responsible_division: int | None = None
    responsible_division_name: str = ""
    handed_on: date | None = None
    handed_at: datetime | None = None
    signed_at: datetime | None = None
    called_at: datetime | None = None
    call_words: str = ""
    promised_on: date | None = None
    major: bool = False
    leader: int | None = None
    leader_name: str = ""
    reported_at: datetime | None = None
    leader_opinion: str = ""
    outside_organ: str = ""
    outside_telephone: str = ""
    guidance: str = ""
    notice_number: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    answered_by_name: str = ""
    result: str = ""
    case: int = 0
    case_number: str = ""
    order: int = 0
    order_number: str = ""
    record: int = 0
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes the visitor something."""
        return self.state in OPEN

    @property
    def waits_for_opinion(self) -> bool:
        """Whether a major matter has no opinion of the leader in charge yet, so that nobody may answer it."""
        return self.major and not self.leader_opinion


@dataclass(frozen=True, kw_only=True)
class ContactQuery:
    """What is looked for among first contacts; empty parts do not narrow. ``words`` match as in the register.

    ``concerns`` is a person who was asked first, or has it to do now; ``held_by`` only the latter, and with
    ``or_late_on`` also what should have been done before the day; ``late_on`` asks for that alone.
    ``divisions``, ``seen_by`` and ``orders`` bound what may be seen: what touches one of the divisions, or the
    person himself, or became a work order. For the person ``untold`` words do not find what became a
    confidential order of others.
    """

    words: str = ""
    states: tuple[ContactState, ...] = ()
    concerns: int | None = None
    held_by: int | None = None
    late_on: date | None = None
    or_late_on: date | None = None
    case: int | None = None
    divisions: frozenset[int] | None = None
    seen_by: int | None = None
    orders: bool = False
    untold: int | None = None
