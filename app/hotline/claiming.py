"""Who may take an order to work on (领办): only who has something to do with it; nobody blocks others."""

from __future__ import annotations

from app.errors import NotAllowed
from app.hotline.models import WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.showing import offers_of, require_sight, standing_of
from app.people.models import Actor
from app.people.permissions import Right, may

_WORK = (
    Right.DISPATCH_ORDER,
    Right.HANDLE_ORDER,
    Right.REVIEW_ORDER,
    Right.ARBITRATE_ORDER,
    Right.SUPERVISE_ORDER,
    Right.CALL_BACK_ORDER,
)


def require_deed(unit: OrderUnit, actor: Actor, order: WorkOrder) -> None:
    """Raise ``NotAllowed`` for an order the person may not see, or with which he can do nothing now."""
    stands = standing_of(unit, order, unit.course.records(order.id))
    require_sight(unit, actor, order, stands.shares)
    if all(offer.closed for offer in offers_of(stands, actor)):
        raise NotAllowed(f"{actor.name}现在对工单{order.number}没有可以办理的事项，不能领办。")


def require_work(actor: Actor) -> None:
    """Raise ``NotAllowed`` for one who only reads orders."""
    if not any(may(actor, right) for right in _WORK):
        raise NotAllowed(f"{actor.name}只能查看12345工单，不能领办。")
