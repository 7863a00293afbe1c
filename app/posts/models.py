"""Posts and absences (岗位目标责任制度三至七)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NewType

PostId = NewType("PostId", int)
AbsenceId = NewType("AbsenceId", int)

TESTS = {
    "clear": "任务明",
    "measurable": "可衡量",
    "achievable": "可实现",
    "relevant": "相关联",
    "timed": "有时限",
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal of the year with its five tests (岗位目标责任制度四)."""

    goal: str
    measure: str = ""
    target: str = ""
    due_on: date | None = None
    clear: bool = False
    measurable: bool = False
    achievable: bool = False
    relevant: bool = False
    timed: bool = False


class Filing(Enum):
    """How far a post's arrangement is agreed to; the value is shown."""

    WAITS = "待批准"
    APPROVED = "待备案"
    FILED = "已备案"


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post with its A, B and second B holder, held so from ``effective_from`` until (not on) the other day.

    ``a``, ``b`` and ``second_b`` are staff; the archive fills in the names.
    """

    id: PostId
    division: int
    name: str
    duties: str
    a: int
    b: int
    effective_from: date
    second_b: int | None = None
    section_duties: str = ""
    goals: tuple[Goal, ...] = ()
    secret: bool = False
    effective_until: date | None = None
    approved_by_name: str = ""
    approved_on: date | None = None
    filed_on: date | None = None
    active: bool = True
    version: int = 1
    division_name: str = ""
    a_name: str = ""
    b_name: str = ""
    second_b_name: str = ""

    @property
    def filing(self) -> Filing:
        """Whether the leader in charge approved it as it stands, and the office filed it."""
        if self.approved_on is None:
            return Filing.WAITS
        return Filing.APPROVED if self.filed_on is None else Filing.FILED

    def stands_within(self, first: date, last: date) -> bool:
        """Tell whether the post is held on a day from the first to the last."""
        ends = self.effective_until
        return self.active and self.effective_from <= last and (ends is None or first < ends)


class Reason(Enum):
    """Why somebody is away; the value is the word on the handover sheet."""

    LEAVE = "休假"
    STUDY = "学习"
    MEETING = "会议"
    TRAVEL = "出差"
    PERSONAL = "请假"
    SICK = "病假"
    OTHER = "其他"


class AbsenceState(Enum):
    """Where an absence stands; the value is shown."""

    ASKED = "待批准"
    APPROVED = "已批准"
    DECLINED = "未批准"
    ENDED = "已返岗"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Somebody away from ``starts`` up to but not including ``ends`` (None: until further notice).

    ``ended_at`` is when it ended before its time. ``substitute`` stands in before B, on the ground the head
    gave. The archive fills in the names of ``staff`` and ``substitute``, and the person's division.
    """

    id: AbsenceId
    staff: int
    reason: Reason
    sudden: bool
    starts: datetime
    ends: datetime | None
    state: AbsenceState
    entered_by: int
    entered_by_name: str
    entered_at: datetime
    decided_by: int | None = None
    decided_by_name: str = ""
    decided_at: datetime | None = None
    opinion: str = ""
    substitute: int | None = None
    substitute_ground: str = ""
    ended_at: datetime | None = None
    note: str = ""
    version: int = 1
    staff_name: str = ""
    substitute_name: str = ""
    division: int = 0
    division_name: str = ""

    @property
    def until(self) -> datetime | None:
        """The first moment at which the person is back; None: not known."""
        return self.ended_at if self.ended_at is not None else self.ends

    @property
    def holds(self) -> bool:
        """Whether it was agreed to, and so is in force in its time."""
        return self.state in (AbsenceState.APPROVED, AbsenceState.ENDED)

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back before it began: the person never left."""
        return self.state is AbsenceState.ENDED and self.until is not None and self.until <= self.starts

    @property
    def told_until(self) -> datetime | None:
        """The end as it is told: what never began is told as it was planned."""
        return self.ends if self.withdrawn else self.until

    @property
    def word(self) -> str:
        """Where it stands, in a word."""
        return "已撤回" if self.withdrawn else self.state.value

    def overlaps(self, since: datetime, until: datetime | None) -> bool:
        """Tell whether the person is away at some moment of the span."""
        first = max(self.starts, since)
        ends = [each for each in (self.until, until) if each is not None]
        return not ends or first < min(ends)
