"""A work order as a person may see it: with its course, its holder and what may be done; secrets kept.

Name, telephone and address of a caller who asked for it are seen by the petition centre, the efficiency office
and the handler; an efficiency complaint is seen by them, by the heads of the divisions asked
and by whom a head gave it to (条例 第三十四条).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.custody.models import Segment
from app.errors import NotAllowed
from app.forms.masking import WITHHELD, mask_address, mask_certificate, mask_name, mask_telephone
from app.forms.orders import HIDDEN_TITLE
from app.hotline.arriving import origin_of
from app.hotline.corrections import without_names
from app.hotline.gates import Standing
from app.hotline.life import WAYS, Way, why_closed
from app.hotline.models import Caller, OrderId, Record, Secrecy, Share, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.queue import Claim
from app.hotline.returning import is_decided
from app.hotline.steps import order_subject, share_subject
from app.hotline.supervising import owes_feedback, waits_extension
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of


@dataclass(frozen=True, kw_only=True)
class OrderOffer:
    """A way as the window offers it: ``closed`` says why it cannot be taken now, "" when it can."""

    way: Way
    closed: str


@dataclass(frozen=True, kw_only=True)
class OrderRow:
    """An order in the queue, the caller masked: who works on it now, and who holds it until when.

    ``part`` is what who looks, or his divisions, owe to another who has it (协办), None where they owe none.
    """

    order: WorkOrder
    claim: Claim | None
    segment: Segment | None = None
    part: Segment | None = None


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """An order with what belongs to it; ``merged`` are those merged into it, by number.

    ``uncovers``: the person may be shown the caller in full.
    """

    order: WorkOrder
    segment: Segment | None
    shares: tuple[Share, ...]
    records: tuple[Record, ...]
    offers: tuple[OrderOffer, ...]
    claim: Claim | None
    merged: tuple[str, ...] = ()
    uncovers: bool = True


def standing_of(unit: OrderUnit, order: WorkOrder, records: tuple[Record, ...]) -> Standing:
    """Return how the order stands, as far as the ways ask."""
    return Standing(
        order=order,
        shares=unit.course.shares(order.id),
        can_extend=unit.office.settings().orders_extend,
        asked=waits_extension(records),
        owes_feedback=owes_feedback(records, order.lead),
        arbitrated=is_decided(records),
        origin=origin_of(order, records),
        last={each.kind: int(each.staff) for each in records},
    )


def offers_of(standing: Standing, actor: Actor) -> tuple[OrderOffer, ...]:
    """Return every way with why it is closed."""
    return tuple(OrderOffer(way=way, closed=why_closed(way, standing, actor)) for way in WAYS)


def may_see(unit: OrderUnit, actor: Actor, order: WorkOrder, shares: tuple[Share, ...]) -> bool:
    """Tell whether the person may see the order at all."""
    if order.secrecy is Secrecy.WHOLE:
        asked = [order.lead, *(share.division for share in shares if not share.withdrawn)]
        heads = (place is not None and may(actor, Right.REVIEW_ORDER, place) for place in asked)
        return knows_secrets(actor, order) or any(heads) or _was_given(unit, actor, order, shares)
    places = [order.division, order.lead, *(share.division for share in shares)]
    return any(place is not None and may(actor, Right.SEE_ORDERS, place) for place in places)


def _was_given(unit: OrderUnit, actor: Actor, order: WorkOrder, shares: tuple[Share, ...]) -> bool:
    """Tell whether the order or a part of it was given to the person by name: before he signs."""
    subjects = (order_subject(order.id), *(share_subject(each.id) for each in shares))
    held = unit.custody.open_of_many(subjects).values()
    return any(each.holding.staff == actor.holder for each in held)


def require_sight(unit: OrderUnit, actor: Actor, order: WorkOrder, shares: tuple[Share, ...]) -> None:
    """Raise ``NotAllowed`` for an order the person may not see; it does not say more than the number."""
    if not may_see(unit, actor, order, shares):
        raise NotAllowed(f"{actor.name}没有查看工单{order.number}的权限，须由承办单位或信访中心的人查看。")


def require_secrets(actor: Actor, order: WorkOrder) -> None:
    """Raise ``NotAllowed`` for whoever may not know a confidential caller."""
    if order.is_confidential and not knows_secrets(actor, order):
        raise NotAllowed(f"工单{order.number}的诉求人信息保密，由信访中心、效能办和经办人查看。")


def knows_secrets(actor: Actor, order: WorkOrder) -> bool:
    """Tell whether the person may know a confidential caller: a named role, or the order's handler."""
    return knows_callers(actor, order.handler)


def knows_callers(actor: Actor, handler: int | None) -> bool:
    """Tell whether the person may know the confidential caller of an order that ``handler`` has."""
    return may(actor, Right.SEE_CALLERS) or (handler is not None and actor.holder == handler)


def covered(order: WorkOrder, actor: Actor) -> WorkOrder:
    """Return the order as lists and panes show it: the caller masked, or not told at all."""
    if not order.is_confidential or knows_secrets(actor, order):
        caller = order.caller
        return replace(
            order,
            caller=replace(
                caller,
                name=mask_name(caller.name),
                telephone=mask_telephone(caller.telephone),
                certificate=mask_certificate(caller.certificate),
                address=mask_address(caller.address),
            ),
        )
    return without_caller(order)


def without_caller(order: WorkOrder) -> WorkOrder:
    """Return the order with nothing that says who called."""
    return replace(order, caller=Caller(name=WITHHELD, telephone=WITHHELD, address=WITHHELD), extra={})


def for_list(order: WorkOrder, actor: Actor) -> WorkOrder:
    """Return the order as a list shows it; what an efficiency complaint is about stays out of lists."""
    shown = covered(order, actor)
    if order.secrecy is Secrecy.WHOLE and not knows_secrets(actor, order):
        return replace(shown, title=HIDDEN_TITLE, content="", purpose="", place="")
    return shown


def rows_of(unit: OrderUnit, actor: Actor, orders: Sequence[WorkOrder], at: datetime) -> tuple[OrderRow, ...]:
    """Return orders as the queue lists them at the moment."""
    claims = unit.claims.held([each.id for each in orders], at)
    held = unit.custody.open_of_many([order_subject(each.id) for each in orders])
    parts = _parts_of(unit, actor, {each.id: held.get(order_subject(each.id)) for each in orders})
    return tuple(
        OrderRow(
            order=for_list(each, actor),
            claim=claims.get(each.id),
            segment=held.get(order_subject(each.id)),
            part=parts.get(each.id),
        )
        for each in orders
    )


def _parts_of(unit: OrderUnit, actor: Actor, held: Mapping[OrderId, Segment | None]) -> dict[OrderId, Segment]:
    """Return what the person was given by name of orders that others have, else what his divisions owe."""
    divisions = reach_of(actor, Right.SEE_ORDERS)
    others = {key: now for key, now in held.items() if now is not None and now.holding.staff != actor.holder}
    owed = {share_subject(each.id): each.order for each in unit.course.owed(others, divisions)}
    held_by = unit.custody.open_of_many(owed)
    parts: dict[OrderId, Segment] = {}
    for order, part in ((owed[about], held_by[about]) for about in owed if about in held_by):
        if part.holding.staff == actor.holder:
            parts[order] = part
        elif divisions is not None and others[order].holding.division not in divisions:
            parts.setdefault(order, part)
    return parts


def view_of(
    unit: OrderUnit, actor: Actor, order: WorkOrder, claim: Claim | None, *, covers: bool = True
) -> OrderView:
    """Return the order with its course; ``covers`` False shows personal data in full to who may know it."""
    records = unit.course.records(order.id)
    standing = standing_of(unit, order, records)
    known = not order.is_confidential or knows_secrets(actor, order)
    bare = known and not covers
    return OrderView(
        order=order if bare else covered(order, actor),
        segment=unit.custody.open_of(order_subject(order.id)),
        shares=standing.shares,
        records=records if bare else tuple(without_names(each, known=known) for each in records),
        offers=offers_of(standing, actor),
        claim=claim,
        merged=tuple(each.number for each in unit.orders.merged_into(order.id)),
        uncovers=known,
    )
