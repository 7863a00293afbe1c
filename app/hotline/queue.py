"""The queue: its saved views, what is looked for in it, and who works on an order now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from app.hotline.models import OrderId, OrderState, OrderType


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who works on an order now (领办), until when unless he goes on; ``until`` is never long."""

    order: OrderId
    staff: int
    staff_name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What a claim stands on: the version of the claimant, still in office, and the office's minutes."""

    version: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Orders that wait for whoever has some rights: their states, where they are held (None: anywhere).

    ``others`` leaves out those that the person who looks handles himself.
    """

    states: tuple[OrderState, ...]
    divisions: frozenset[int] | None = None
    others: bool = False


class AtLeast(int):
    """How many there are at least: of very many, not all were looked at."""


class QueueView(Enum):
    """A saved view of the queue; the value is its title."""

    MINE = "我的"
    DIVISION = "本单位"
    ARRIVED = "待分派"
    TODAY = "今日到期"
    LATE = "已逾期"
    RETURNED = "退单"
    SUPERVISED = "督办"
    TO_CALL_BACK = "待回访"
    ALL = "全部"


WITH_PARTS = (QueueView.DIVISION, QueueView.TODAY, QueueView.LATE)
"""The views that also show the parts (协办) one's divisions owe to others, each by its own day.

我的 shows those that were given to oneself by name.
"""


class OrderSort(Enum):
    """By what the queue is put in order; the value is the column's title. Ties go by id."""

    DUE = "到期时间"
    DISPATCHED = "派单时间"
    ARRIVED = "收到时间"
    NUMBER = "工单编号"


class OrderMark(Enum):
    """What happened to an order, or what it is besides its type; the value is what users read."""

    SUPERVISED = "督办过"
    RETURNED = "退单过"
    REWORKED = "重办过"
    URGENT = "紧急"
    CONFIDENTIAL = "要求保密"


@dataclass(frozen=True, kw_only=True)
class OrderQuery:
    """What is looked for in the queue; empty parts do not narrow. ``words`` match as in the register.

    ``staff`` is who looks, ``divisions`` bounds what he may see (None: all): where the petition centre is,
    the lead's, the co-handling ones'. ``reviews`` are those whose answers he
    reviews; ``secret`` says whether confidential callers may be found and seen;
    ``today`` is the day that the views 今日到期 and 已逾期 are about. ``since`` and ``until`` bound the days
    of arrival, ``due_since`` and ``due_until`` those by which the view is sorted as due. ``turns`` narrow
    to what is anybody's turn who has the rights, beside what the person holds (None: not narrowed).
    """

    view: QueueView
    staff: int
    today: date
    divisions: frozenset[int] | None = None
    reviews: frozenset[int] = frozenset()
    secret: bool = False
    words: str = ""
    types: tuple[OrderType, ...] = ()
    states: tuple[OrderState, ...] = ()
    lead: int | None = None
    topic: str = ""
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    handler: int | None = None
    mark: OrderMark | None = None
    sort: OrderSort = OrderSort.DUE
    descending: bool = False
    turns: tuple[Turn, ...] | None = None
