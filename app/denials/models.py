"""A denial (否定报备): why an application is to be refused, who checked it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

from app.cases.models import Situation

DenialId = NewType("DenialId", int)
AttachmentId = NewType("AttachmentId", int)
ComplaintId = NewType("ComplaintId", int)


class DenialState(Enum):
    """Where a denial stands; the value is what users read."""

    DRAFT = "起草"
    HEAD = "待单位负责人核查"
    LEADER = "待分管局领导核查"
    FILED = "已报备"
    TOLD = "已告知申请人"
    ARCHIVED = "已归档"
    DOWN = "未同意"
    OVERTURNED = "复核撤销"
    GIVEN_UP = "已撤回"


OPEN = (DenialState.DRAFT, DenialState.HEAD, DenialState.LEADER, DenialState.FILED, DenialState.TOLD)
CHECKING = (DenialState.HEAD, DenialState.LEADER)


class Ground(Enum):
    """When a denial is used (否定报备制二); the value is what users read."""

    AGAINST_RULES = "不符合法律法规规章等有关规定"
    POLICY_UNCLEAR = "政策未明确清晰规定"
    CLAUSE_DISPUTED = "所适用政策条款解读有分歧"


class DenialClass(Enum):
    """The two classes of a denial (否定报备制三); the value is what users read."""

    MATERIALS = "材料未按规定提供或经审核不符合要求"
    POLICY = "不符合政策、法律法规等有关规定"


class Station(Enum):
    """A place of the chain; the value is what users read."""

    DRAFT = "经办人起草"
    HEAD = "单位负责人核查"
    LEADER = "分管局领导核查"


class Opinion(Enum):
    """What a checker says; the value is what users read, the name (lower case) what the command line takes."""

    AGREE = "同意"
    BACK = "退回修改"
    DOWN = "不同意"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One step of the chain: who did it at which station, with which opinion; kept in order for ever."""

    station: Station
    staff: int
    staff_name: str
    opinion: Opinion
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file kept with a denial (并附相关政策); ``size`` in bytes, ``digest`` is its SHA-256."""

    id: AttachmentId
    denial: DenialId
    name: str
    size: int
    digest: str
    added_at: datetime
    added_by_name: str


class ComplaintState(Enum):
    """Where a complaint stands; the value is what users read."""

    OPEN = "复核中"
    UPHELD = "维持原决定"
    OVERTURNED = "撤销原决定"


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """The applicant's complaint to the efficiency office and its re-examination (否定报备制五)."""

    id: ComplaintId
    denial: DenialId
    received_on: date
    channel: str
    content: str
    taken_by: int
    taken_by_name: str
    due_on: date
    state: ComplaintState = ComplaintState.OPEN
    answer: str = ""
    answered_by: int | None = None
    answered_by_name: str = ""
    answered_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Denial:
    """A denial of one case: ``fields`` are those of the registration form, ``number`` its inner serial.

    ``after`` marks a report made after the notice (事后补报), due by ``report_by``. ``prepared_by`` wrote the
    first draft, ``handler`` submitted it; ``head`` and ``leader`` are whom it is meant for. ``notice`` and
    ``form`` are documents of the register (0: none yet), ``unmet`` the notice that could not be met.
    """

    id: DenialId
    case: int
    case_number: str
    division: int
    division_name: str
    matter_name: str
    party: str
    situation: Situation
    ground: Ground
    kind: DenialClass
    fields: Mapping[str, Any]
    state: DenialState
    prepared_by: int
    prepared_by_name: str
    opened_at: datetime
    after: bool = False
    report_by: date | None = None
    handler: int | None = None
    handler_name: str = ""
    head: int | None = None
    leader: int | None = None
    submitted_at: datetime | None = None
    filed_at: datetime | None = None
    archived_at: datetime | None = None
    archived_by_name: str = ""
    form: int = 0
    notice: int = 0
    unmet: int = 0
    case_state_before: str = ""
    checks: tuple[Check, ...] = ()
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class DenialQuery:
    """What is looked for among denials; empty parts do not narrow. ``words`` match as in the register.

    ``held_by`` is the person who has the denial, or a complaint about it, to do now.
    """

    words: str = ""
    states: tuple[DenialState, ...] = ()
    after: bool | None = None
    case: int | None = None
    since: date | None = None
    until: date | None = None
    divisions: frozenset[int] | None = field(default=None)
    held_by: int | None = None
