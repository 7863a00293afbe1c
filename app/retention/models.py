"""How long papers are kept, what is due, what is held back, and what is to be destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import NewType

from app.register.models import Document, DocumentId, DocumentNumber
from app.retention.left import NOTHING_LEFT, LeftCounts

HoldId = NewType("HoldId", int)
DisposalId = NewType("DisposalId", int)


class KeptBack(Enum):
    """Why a paper that is past its time is kept all the same; the value is what users read."""

    HELD = "暂缓销毁"
    CASE = "办件未办结"
    DENIAL = "否定报备未办结"
    COMPLAINT = "投诉复核中"
    CONTACT = "首问未办结"
    ORDER = "工单未办结"
    TALK = "约谈未办结"
    SECRET = "效能投诉保密"  # noqa: S105 - a reason, no password
    PROPOSED = "已列入销毁批次"


class DisposalState(Enum):
    """Where a disposal stands; the value is what users read."""

    PROPOSED = "待审批"
    APPROVED = "已批准"
    DECLINED = "未批准"
    WITHDRAWN = "已撤回"
    DONE = "已销毁"


OPEN = (DisposalState.PROPOSED, DisposalState.APPROVED)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long papers of a type are kept that were issued on or after a day; ``term`` is 永久 or N年."""

    type_key: str
    term: str
    effective_from: date
    basis: str = ""
    set_by_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A number of a paper, a case or an order whose papers must not be destroyed, and why."""

    id: HoldId
    number: str
    reason: str
    placed_at: datetime
    placed_by: int
    placed_by_name: str


@dataclass(frozen=True, kw_only=True)
class Span:
    """Papers of one type, issued from ``since`` up to but not including ``before``, are past their time.

    They are so where nothing they are about lived on until ``before`` their period's last new year
    (``cutoff``).
    """

    type_key: str
    term: str
    since: date
    before: date
    cutoff: date


@dataclass(frozen=True, kw_only=True)
class Bare:
    """Things of a kind that never had any paper: kept as long as papers of the type ``kept_as``."""

    title: str
    kept_as: str


# Each stands for a type, under its kind of ``left.WORDS``. A denial that has none goes as its case does;
# questions answered later never have any, and go by themselves where they are about no case.
BARE = MappingProxyType(
    {
        "case": Bare(title="办件（没有文书的）", kept_as="acceptance_receipt"),
        "contact": Bare(title="首问登记（没有文书的）", kept_as="first_contact_record"),
        "denial": Bare(title="否定报备（没有文书的）", kept_as="acceptance_receipt"),
        "deferred": Bare(title="疑难问题登记", kept_as="first_contact_record"),
        "order": Bare(title="12345工单（没有文书的）", kept_as="work_order"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Papers of one type, year and period past their time: how many, and why some of them are kept.

    Under a kind of ``BARE`` it counts things without any paper by the year in which they came.
    """

    type_key: str
    title: str
    year: int
    term: str
    due: int
    kept: tuple[tuple[KeptBack, int], ...] = ()

    @property
    def all(self) -> int:
        """How many there are with those that are kept."""
        return self.due + sum(count for _why, count in self.kept)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which of the due papers are meant: types and years; empty parts do not narrow."""

    types: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class DuePaper:
    """A paper past its time as lists show it; ``why`` None is one that may be destroyed."""

    id: DocumentId
    type_key: str
    title: str
    number: str
    case_number: str
    division: int
    issued_on: date
    term: str
    why: KeptBack | None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A paper of a disposal: what stays of it, and the hash over what it said."""

    document: DocumentId
    type_key: str
    title: str
    number: DocumentNumber
    issued_on: date
    digest: str
    destroyed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Disposal:
    """Papers that one person proposes to destroy and another agrees to; ``digest`` is the package's.

    ``proposed_for`` and ``decided_for`` are those in whose place somebody acted; ``left`` counts what goes
    with the last papers.
    """

    id: DisposalId
    state: DisposalState
    division: int
    opinion: str
    proposed_by: int
    proposed_for: int | None
    proposed_by_name: str
    proposed_at: datetime
    package: str
    digest: str
    items: int
    decided_by: int | None = None
    decided_for: int | None = None
    decided_by_name: str = ""
    decided_at: datetime | None = None
    decision: str = ""
    register: DocumentId | None = None
    register_number: str = ""
    destroyed: int = 0
    finished_at: datetime | None = None
    left: LeftCounts = NOTHING_LEFT
    version: int = 1

    @property
    def proposers(self) -> frozenset[int]:
        """Who proposed it, himself and in whose place: none of them decides."""
        return frozenset(each for each in (self.proposed_by, self.proposed_for) if each is not None)


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """A paper to be erased by a disposal: the hash of what it said stays, with number, type and dates."""

    disposal: DisposalId
    document: Document
    digest: str
    at: datetime
