"""A case (办件): an applicant's matter at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

from app.catalogue.models import MatterId, MatterKind, Regime

CaseId = NewType("CaseId", int)
DeferredId = NewType("DeferredId", int)


class CaseState(Enum):
    """Where a case stands; the value is what users read."""

    ENQUIRY = "咨询"
    RECEIVED = "已收件"
    CORRECTING = "待补正"
    DENYING = "否定报备中"
    TO_ACCEPT = "应予受理"
    ACCEPTED = "已受理"
    SUSPENDED = "特殊环节中"
    COMPLETED = "已办结"
    SERVED = "已送达"
    REFUSED = "不予受理"
    RETURNED = "逾期未补正退回"
    GUIDED = "非本局职权"
    NOT_NEEDED = "无需许可"
    CLOSED = "已结束"


ENDED = (
    CaseState.SERVED,
    CaseState.REFUSED,
    CaseState.RETURNED,
    CaseState.GUIDED,
    CaseState.NOT_NEEDED,
    CaseState.CLOSED,
)
REFUSALS = (CaseState.REFUSED, CaseState.RETURNED, CaseState.GUIDED, CaseState.NOT_NEEDED)


class MaterialStatus(Enum):
    """What the tick list says of one material; the value is what users read."""

    PRESENT = "已具备"
    MISSING = "缺少"
    SHARED = "共享获取"
    FAULTY = "不符合"


@dataclass(frozen=True, kw_only=True)
class Party:
    """An applicant: a natural person or an organisation (自然人 / 单位), with certificate and contact.

    ``override_reason`` says why a certificate number that fails its check was kept.
    """

    name: str
    kind: str = "自然人"
    certificate_type: str = "身份证"
    certificate: str = ""
    override_reason: str = ""
    contact: str = ""
    telephone: str = ""
    sms_telephone: str = ""
    address: str = ""
    agent_name: str = ""
    agent_certificate: str = ""
    agent_telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseMaterial:
    """One line of the case's tick list; ``standard`` and ``fault`` say what is asked and what is wrong."""

    name: str
    main: bool
    form: str
    copies: int
    medium: str
    source: str
    status: MaterialStatus
    standard: str = ""
    fault: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A special step (特殊环节) that stops the case's clock; ``until`` None while it lasts.

    The day of ``since`` still counts, that of ``until`` does not. ``days`` is the step's own limit in
    working days.
    """

    since: date
    until: date | None
    step: str
    days: int


class ExtensionState(Enum):
    """What became of an extension; the value is what users read."""

    ASKED = "待批准"
    APPROVED = "已批准"
    DECLINED = "未批准"
    TOLD = "已告知申请人"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More working days for a case: asked for by a handler, approved by the leader (第四十二条)."""

    state: ExtensionState
    days: int
    reason: str
    asked_by: int
    asked_by_name: str
    asked_on: date
    decided_by: int | None = None
    decided_by_name: str = ""
    decided_on: date | None = None
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case; ``received_on`` starts the clocks and is never counted itself.

    The date its present step is due by is kept by custody alone; ``due_on`` is the date it had to be done
    by, written down when it was completed. ``committed`` and ``statutory`` are the limits in working days
    that run from ``accepted_on``, extensions included (0: none). ``reference`` is the number of a letter
    from outside. ``version`` guards every change.
    """

    id: CaseId
    number: str
    matter: MatterId
    matter_code: str
    matter_name: str
    kind: MatterKind
    regime: Regime
    division: int
    clerk: int
    clerk_name: str
    counter: str
    channel: str  # 窗口 / 电话 / 网上
    received_on: date
    created_at: datetime
    state: CaseState
    applicant: Party
    materials: tuple[CaseMaterial, ...] = ()
    accepted_on: date | None = None
    closed_why: str = ""
    reference: str = ""
    committed: int = 0
    statutory: int = 0
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    result: str = ""
    completed_on: date | None = None
    due_on: date | None = None
    served_on: date | None = None
    version: int = 1


class Situation(Enum):
    """What the notice is about; the value is what the paper says.

    The last three need no chain before the notice but a report within one working day (see ``REPORTED_AFTER``).
    """

    LAPSED = "逾期未补正"
    UNQUALIFIED = "不具备规定的条件"
    FALSE = "隐瞒真实情况或提供虚假材料"
    UNMENDABLE = "无法通过补正满足办理要求"
    OTHER = "其他依法不应办理的情形"
    NOT_OURS = "不属于本机关职权范围"
    NOT_NEEDED = "依法不需要取得行政许可"
    ON_THE_SPOT = "不动产登记当场不予受理"


REPORTED_AFTER = (Situation.NOT_OURS, Situation.NOT_NEEDED, Situation.ON_THE_SPOT)


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """What the denials room says of a case's refusal; ``cleared``: the chain is complete, and unused.

    ``turned_down``: leaders decided that the case must be accepted or done. ``fields`` are what the notice
    takes over from the registration form.
    """

    denial: int
    version: int
    state: str
    cleared: bool
    turned_down: bool
    situation: str
    case_state_before: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class AfterReport:
    """A refusal that was told at once and is reported afterwards (事后补报), by the end of ``report_by``."""

    case: CaseId
    case_number: str
    division: int
    division_name: str
    matter_name: str
    party: str
    situation: str
    notice: int
    fields: Mapping[str, Any]
    by: int
    by_name: str
    at: datetime
    report_by: date
    case_state_before: str


@dataclass(frozen=True, kw_only=True)
class DeferredAnswer:
    """疑难问题登记: a question with contact and promised time, answered once (一次性告知制一)."""

    id: DeferredId
    division: int
    clerk: int
    clerk_name: str
    party: str
    telephone: str
    matter_name: str
    case: int | None
    question: str
    asked_at: datetime
    promised_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class SecondNotice:
    """二次告知: a correction notice that asks for what the first did not.

    ``case`` is None for a paper of a matter that the catalogue does not hold.
    """

    case: int | None
    document: int
    clerk: int
    clerk_name: str
    matter_name: str
    head: int
    head_name: str
    reason: str
    added: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The clock of a case: what must happen until when, and what follows if it does not.

    ``outer_day`` is the last day of the statutory limit behind a committed one; ``soon`` says that the end is
    near by the rule of the limit (临期).
    """

    what: str
    last_day: date | None
    provisional: bool
    remaining: int  # working days, negative when past
    consequence: str
    run_out: bool
    outer_day: date | None = None
    soon: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """What is looked for among cases; empty parts do not narrow."""

    words: str = ""
    state: CaseState | None = None
    divisions: frozenset[int] | None = field(default=None)
