"""What is asked of posts and absences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.errors import Refusal
from app.people.models import StaffId
from app.posts.models import AbsenceId, Goal, PostId, Reason


class BothAway(Refusal):
    """A and B of a post would be away at one moment, and no head named a temporary substitute."""


class AwayAlready(Refusal):
    """The person is away in that time already."""


class NotSoNow(Refusal):
    """The absence stands where this cannot be done with it."""


@dataclass(frozen=True, kw_only=True)
class SetUpPost:
    """Set up a post; every field of ``Post`` that people fill in."""

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


@dataclass(frozen=True, kw_only=True)
class ChangePost:
    """Put other contents into a post; ``version`` is the one looked at, the division stays."""

    post: PostId
    version: int
    contents: SetUpPost


@dataclass(frozen=True, kw_only=True)
class RetirePost:
    """Take a post out of use from today on."""

    post: PostId
    version: int


@dataclass(frozen=True, kw_only=True)
class ApprovePost:
    """Approve a post as it was looked at (分管局领导批准)."""

    post: PostId
    version: int


@dataclass(frozen=True, kw_only=True)
class FilePost:
    """Put an approved post on file (备案)."""

    post: PostId
    version: int


@dataclass(frozen=True, kw_only=True)
class Stopgap:
    """The head's temporary substitute (临时替代人) for one absence, and why."""

    staff: StaffId
    ground: str


@dataclass(frozen=True, kw_only=True)
class PlanAbsence:
    """Ask to be away; ``staff`` None is oneself, another's is planned by who may approve it."""

    reason: Reason
    starts: datetime
    ends: datetime
    staff: StaffId | None = None
    note: str = ""
    stopgap: Stopgap | None = None


@dataclass(frozen=True, kw_only=True)
class EnterSudden:
    """Enter that somebody else is away now; without ``starts`` since this half day began."""

    staff: StaffId
    reason: Reason
    starts: datetime | None = None
    ends: datetime | None = None
    note: str = ""
    stopgap: Stopgap | None = None


@dataclass(frozen=True, kw_only=True)
class DecideAbsence:
    """Approve or decline; ``opinion`` is needed to decline."""

    absence: AbsenceId
    version: int
    agree: bool
    opinion: str = ""
    stopgap: Stopgap | None = None


@dataclass(frozen=True, kw_only=True)
class EndAbsence:
    """Be back at the desk now (返岗), or take back what was planned."""

    absence: AbsenceId
    version: int


@dataclass(frozen=True, kw_only=True)
class ProlongAbsence:
    """Let an absence last longer (``ends`` None: until further notice), or give one its first end."""

    absence: AbsenceId
    version: int
    ends: datetime | None
    stopgap: Stopgap | None = None
