"""A 12345 work order (工单): what the caller wants, whose it is, how far it is, and what was put on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType, TypeVar

OrderId = NewType("OrderId", int)
ShareId = NewType("ShareId", int)
Thing = TypeVar("Thing")


class OrderType(Enum):
    """What the caller wants; the value is what users read (热线工作机制四（一）, 条例 第十三条)."""

    ENQUIRY = "咨询"
    HELP = "求助"
    SUGGESTION = "建议"
    COMPLAINT = "投诉"
    REPORT = "举报"


class Secrecy(Enum):
    """Who may know of whom the order comes (条例 第三十四条); the value is what users read.

    ``CALLER`` keeps name, telephone and address for named roles, ``WHOLE`` (效能投诉) all of the order.
    """

    NONE = "不保密"
    CALLER = "诉求人信息保密"
    WHOLE = "效能投诉保密"


class OrderState(Enum):
    """Where a work order stands; the value is what users read."""

    ARRIVED = "待分派"
    TO_SIGN = "待签收"
    HANDLING = "办理中"
    RETURNING = "退单待核实"
    DISPUTED = "派单异议审核"
    REVIEWING = "待审核"
    TO_CALL_BACK = "待回访"
    COMPLETED = "已办结"
    ARCHIVED = "已归档"
    SENT_BACK = "已退回市热线中心"
    MERGED = "已并入"


OPEN = (
    OrderState.ARRIVED,
    OrderState.TO_SIGN,
    OrderState.HANDLING,
    OrderState.RETURNING,
    OrderState.DISPUTED,
    OrderState.REVIEWING,
    OrderState.TO_CALL_BACK,
)
# Whose clock of handling runs: the reply has not gone out.
UNANSWERED = OPEN[:-1]


class Result(Enum):
    """What came of it; the value is what users read."""

    SOLVED = "解决"
    PARTLY = "部分解决"
    EXPLAINED = "解释说明"
    UNSOLVED = "无法解决"


class Satisfaction(Enum):
    """What the caller says when called back; the value is what users read."""

    VERY = "非常满意"
    SATISFIED = "满意"
    BASICALLY = "基本满意"
    NOT = "不满意"
    NOT_AT_ALL = "非常不满意"

    @property
    def is_good(self) -> bool:
        """Whether the loop may be closed on it."""
        return self in (Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.BASICALLY)


DECIDED = "裁定"  # how the verdicts of an arbitration begin


class RecordKind(Enum):
    """What is put on record in the course of an order; the value is what users read."""

    ARRIVAL = "登记"
    DISPATCH = "分派"
    SIGNED = "签收"
    HANDED = "改派经办人"
    RETURN = "退单申请"
    VERDICT = "核实意见"
    CALL = "联系诉求人"
    REPLY = "答复"
    REVIEW = "审核"
    CO_REPLY = "协办反馈"
    EXTENSION = "延期申请"
    EXTENDED = "延期审批"
    SUPERVISION = "督办"
    FEEDBACK = "督办反馈"
    CALL_BACK = "回访"
    REWORK = "重办"
    LINK = "关联工单"
    ARCHIVE = "归档"
    CHANGE = "更正"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who called (诉求人); empty parts are not known.

    ``withheld`` says that the archive tells whoever asks nothing of him, and keeps what it knows.
    """

    name: str = ""
    telephone: str = ""
    certificate: str = ""
    address: str = ""
    anonymous: bool = False
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The answer (答复): contents, legal basis with number and source, result, and the caller's attitude."""

    content: str = ""
    basis: str = ""
    result: Result | None = None
    attitude: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkOrder:
    """A work order: ``number`` is the platform's, ``division`` the petition centre that received it.

    ``lead`` is the division that answers (主办), ``handler`` its person. The limit of ``limit_days`` working
    days is counted from ``dispatched_at``, the last dispatch; the first one is kept for reporting. ``due``
    mirrors custody's date while the order is unanswered, and stays as it was at completion; ``city_due`` is
    the platform's own. ``returns``, ``reworks`` and ``supervisions`` count what is on record. ``main`` is the
    order this one was merged into (0: none), ``extra`` holds the columns of an import that are not ours.
    ``satisfaction`` and ``solved`` are the last call-back's, ``reply`` the last answer, sent or in review.
    """

    id: OrderId
    number: str
    type: OrderType
    state: OrderState
    title: str
    content: str
    division: int
    division_name: str
    arrived_at: datetime
    caller: Caller = Caller()
    secrecy: Secrecy = Secrecy.NONE
    serial: str = ""
    query_code: str = ""
    channel: str = ""
    urgent: bool = False
    place: str = ""
    purpose: str = ""
    topic: str = ""
    called_at: datetime | None = None
    city_dispatched_at: datetime | None = None
    city_due: date | None = None
    lead: int | None = None
    lead_name: str = ""
    handler: int | None = None
    handler_name: str = ""
    first_dispatched_at: datetime | None = None
    dispatched_at: datetime | None = None
    limit_days: int = 0
    due: date | None = None
    provisional: bool = False
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    reply: Reply = Reply()
    reviewer_name: str = ""
    completed_at: datetime | None = None
    returns: int = 0
    reworks: int = 0
    supervisions: int = 0
    called_back_at: datetime | None = None
    satisfaction: Satisfaction | None = None
    solved: bool | None = None
    archived_at: datetime | None = None
    main: int = 0
    batch: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes it something."""
        return self.state in OPEN

    @property
    def is_confidential(self) -> bool:
        """Whether its caller is told to named roles alone (条例 第三十四条)."""
        return self.secrecy is not Secrecy.NONE


_UNSAID = {each.name: each.default for each in fields(WorkOrder) if each.default is not MISSING}


def order_of(said: Mapping[str, Any]) -> WorkOrder:
    """Make an order of its fields, ``extra`` among them, all in one go: of thousands, one by one takes long."""
    order = object.__new__(WorkOrder)
    vars(order).update(_UNSAID)
    vars(order).update(said)
    return order


def alike(thing: Thing, otherwise: Mapping[str, Any]) -> Thing:
    """Return a frozen thing with some fields otherwise, as ``replace`` does, at a fraction of its cost."""
    made = object.__new__(type(thing))
    vars(made).update(vars(thing))
    vars(made).update(otherwise)
    return made


@dataclass(frozen=True, kw_only=True)
class Share:
    """A co-handling division's part (协办): its task and date, and what it answered to the lead."""

    id: ShareId
    order: OrderId
    division: int
    division_name: str
    task: str
    due: date
    reply: str = ""
    replied_at: datetime | None = None
    replied_by_name: str = ""
    withdrawn: bool = False
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether the lead still waits for it."""
        return self.replied_at is None and not self.withdrawn


@dataclass(frozen=True, kw_only=True)
class Record:
    """A thing put on record (every act leaves one): who, of which division, when, and what, by field keys.

    ``division`` is the one concerned: where an order was dispatched to, who returned it, who is supervised.
    ``due`` is the last day for what is on record: of a dispatch for signing, of a completion for answering.
    """

    order: OrderId
    kind: RecordKind
    at: datetime
    division: int | None
    division_name: str
    staff: int
    staff_name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    due: date | None = None
    id: int = 0

    @property
    def is_decided(self) -> bool:
        """Whether the arbiter decided it (派单异议裁定); else the petition centre verified it (核实意见)."""
        return self.kind is RecordKind.VERDICT and str(self.fields.get("verdict", "")).startswith(DECIDED)

    @property
    def title(self) -> str:
        """What users read of what was put on record."""
        return "派单异议裁定" if self.is_decided else self.kind.value
