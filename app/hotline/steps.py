"""Who holds the ball of a work order at each state, and until when; and of each co-handling division's part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.calendar.dues import Due
from app.clock import office_date
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.custody.ports import CustodyBook
from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE
from app.hotline.clocks import OrderRules
from app.hotline.models import UNANSWERED, OrderId, OrderState, Secrecy, Share, ShareId, WorkOrder
from app.ledger.models import Subject, subject

_S = OrderState
STEPS = {
    _S.ARRIVED: "分派12345工单",
    _S.TO_SIGN: "签收12345工单",
    _S.HANDLING: "办理答复12345工单",
    _S.RETURNING: "核实退单",
    _S.DISPUTED: "审核派单异议",
    _S.REVIEWING: "审核12345工单答复",
    _S.TO_CALL_BACK: "回访诉求人",
}
SHARE_STEP = "协办12345工单"
WITH_CENTRE = (_S.ARRIVED, _S.RETURNING, _S.DISPUTED, _S.TO_CALL_BACK)
_CENTRE_STEPS = tuple(STEPS[state] for state in WITH_CENTRE)
_TITLE = 40  # characters of the title in a list


def order_subject(order: OrderId) -> Subject:
    """Name a work order for custody and ledger."""
    return subject("order", order)


def share_subject(share: ShareId) -> Subject:
    """Name a co-handling division's part for custody."""
    return subject("order_share", share)


@dataclass(frozen=True, kw_only=True)
class Handing:
    """Why an order goes on, by whom and when, to whom of the division (None: to whoever takes it).

    ``answer_by`` is the order's own limit, None before it was dispatched.
    """

    why: str
    at: datetime
    by: int
    staff: int | None = None
    answer_by: Due | None = None


def next_holding(book: CustodyBook, order: WorkOrder, rules: OrderRules, handing: Handing) -> Holding | None:
    """Return how whoever must act now holds the order, None once it has ended."""
    return _going_on(book, holding_of(order, rules, handing)) if order.is_open else None


def dated(order: WorkOrder, holding: Holding | None) -> WorkOrder:
    """Return the order with the date by which whoever holds it must answer."""
    if holding is None or order.state not in UNANSWERED:
        return order
    return replace(order, due=holding.due, provisional=holding.provisional)


def pass_on(book: CustodyBook, order: OrderId, holding: Holding | None, handing: Handing) -> None:
    """Let whoever must act now hold the order, or nobody once it has ended."""
    if holding is None:
        finish(book, order_subject(order), handing.at)
    else:
        hand(book, holding, handing.at, by=handing.by)


def _going_on(book: CustodyBook, holding: Holding) -> Holding:
    """Return the holding with the date it has already, where the petition centre is at the same step still."""
    now = book.open_of(holding.subject)
    if now is None or now.holding.step != holding.step or holding.step not in _CENTRE_STEPS:
        return holding
    before = now.holding
    return replace(
        holding,
        due=before.due,
        provisional=before.provisional,
        start=before.start,
        count=before.count,
        unit=before.unit,
        pauses=before.pauses,
    )


def holding_of(order: WorkOrder, rules: OrderRules, handing: Handing) -> Holding:
    """Return who holds an open order from now on, and until when."""
    with_centre = order.state in WITH_CENTRE
    place = order.division if with_centre else order.lead
    assert place is not None
    due = _centre_due(order, rules, handing.at) if with_centre else handing.answer_by
    assert due is not None
    return Holding(
        subject=order_subject(order.id),
        division=place,
        staff=handing.staff,
        why=handing.why,
        step=STEPS[order.state],
        title=title_of(order),
        party=party_of(order),
        number=order.number,
        due=due.due,
        provisional=due.provisional,
        start=due.start,
        count=due.count,
        unit=due.unit.value,
        pauses=due.suspensions,
    )


def dispatch_by(rules: OrderRules, at: datetime) -> Due:
    """Return until when the petition centre must dispatch an order that it has in hand from a moment on."""
    return rules.days_after(office_date(at), rules.settings.dispatch_days)


def _centre_due(order: WorkOrder, rules: OrderRules, at: datetime) -> Due:
    if order.state is not _S.TO_CALL_BACK:
        return dispatch_by(rules, at)
    return rules.days_after(office_date(at), rules.settings.call_back_days)


def title_of(order: WorkOrder) -> str:
    """Return the order as lists of work show it; an efficiency complaint does not say what about."""
    if order.secrecy is Secrecy.WHOLE:
        return HIDDEN_TITLE
    words = " ".join(order.title.split())
    return f"{order.type.value}：{words if len(words) <= _TITLE else f'{words[:_TITLE]}…'}"


def party_of(order: WorkOrder) -> str:
    """Return the caller as lists of work show him; one who asked to be kept secret has no name there."""
    return WITHHELD if order.is_confidential else order.caller.name


def ask_share(book: CustodyBook, order: WorkOrder, share: Share, rules: OrderRules, handing: Handing) -> None:
    """Let the co-handling division hold its part until the day it was given, or nobody once it is done."""
    if not share.is_open:
        finish(book, share_subject(share.id), handing.at)
        return
    now = book.open_of(share_subject(share.id))
    holding = Holding(
        subject=share_subject(share.id),
        division=share.division,
        staff=now.holding.staff if now is not None else None,
        why=f"{order.lead_name}主办，协办" + ("" if order.secrecy is Secrecy.WHOLE else f"：{share.task}"),
        step=SHARE_STEP,
        title=title_of(order),
        party=party_of(order),
        number=order.number,
        due=share.due,
        provisional=not rules.calendar.is_known(share.due.year),
    )
    hand(book, holding, handing.at, by=handing.by)
