"""How many orders ask for an act of a person: what he holds, and what whoever has his rights takes."""

from __future__ import annotations

from dataclasses import replace

from app.hotline.models import OrderState
from app.hotline.ports import OrderUnit
from app.hotline.queue import OrderQuery, QueueView
from app.people.models import Actor
from app.people.permissions import Right, may

_TAKEN_BY = {
    OrderState.ARRIVED: (Right.DISPATCH_ORDER,),
    OrderState.RETURNING: (Right.DISPATCH_ORDER,),
    OrderState.DISPUTED: (Right.ARBITRATE_ORDER,),
    OrderState.TO_SIGN: (Right.HANDLE_ORDER,),
    OrderState.REVIEWING: (Right.REVIEW_ORDER, Right.HANDLE_ORDER),  # a division's head, not the leader
    OrderState.TO_CALL_BACK: (Right.CALL_BACK_ORDER,),
}


def waiting_of(unit: OrderUnit, actor: Actor, mine: OrderQuery) -> int:
    """Return the number; ``mine`` asks for what the person holds, within what he may see."""
    states = tuple(state for state, rights in _TAKEN_BY.items() if all(may(actor, right) for right in rights))
    held = unit.orders.count(mine)
    if not states:
        return held
    anybody = replace(mine, view=QueueView.DIVISION, states=states)
    return held + unit.orders.count(anybody) - unit.orders.count(replace(mine, states=states))
