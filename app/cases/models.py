"""A case (办件): an applicant's matter at the counter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NewType

from app.catalogue.models import MatterId, MatterKind, Regime

CaseId = NewType("CaseId", int)
DeferredId = NewType("DeferredId", int)


class CaseState(Enum):
    """Where a case stands; the value is what users read."""

    ENQUIRY = "咨询"
    RECEIVED = "已收件"
    CORRECTING = "待补正"
    ACCEPTED = "已受理"
    CLOSED = "已结束"


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
class Case:
    """A case; ``received_on`` starts the clocks and is never counted itself.

    The date its present step is due by is kept by custody alone. ``version`` guards every change.
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
    version: int = 1


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
    """The regime's clock of a case: what must happen until when, and what follows if it does not."""

    what: str
    last_day: date | None
    provisional: bool
    remaining: int  # working days, negative when past
    consequence: str
    run_out: bool


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """What is looked for among cases; empty parts do not narrow."""

    words: str = ""
    state: CaseState | None = None
    divisions: frozenset[int] | None = field(default=None)
