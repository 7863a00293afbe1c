"""What asks for an act of a person, and how much: what he holds, and what whoever has his rights takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from app.hotline.models import OrderState
from app.hotline.ports import OrderUnit
from app.hotline.queue import OrderQuery, QueueView, Turn
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, reach_of_all, require

TAKEN_BY = {
    OrderState.ARRIVED: (Right.DISPATCH_ORDER,),
    OrderState.RETURNING: (Right.DISPATCH_ORDER,),
    OrderState.DISPUTED: (Right.ARBITRATE_ORDER,),
    OrderState.TO_SIGN: (Right.HANDLE_ORDER,),
    OrderState.REVIEWING: (Right.REVIEW_ORDER, Right.HANDLE_ORDER),  # a division's head, not the leader
    OrderState.TO_CALL_BACK: (Right.CALL_BACK_ORDER,),
}
_UNDER_WAY = Turn(states=(OrderState.TO_SIGN, OrderState.HANDLING, OrderState.REVIEWING))
_WATCHED = frozenset({QueueView.SUPERVISED, QueueView.LATE})


def waiting_of(unit: OrderUnit, actor: Actor, mine: OrderQuery) -> int:
    """Return the number, parts of others' orders among them; ``mine`` asks for what he holds and may see."""
    states = tuple(state for state, rights in TAKEN_BY.items() if all(may(actor, right) for right in rights))
    held = unit.orders.count(mine)
    if not states:
        return held
    anybody = replace(mine, view=QueueView.DIVISION, turns=(Turn(states=states, divisions=mine.divisions),))
    owed = unit.orders.count_owed(replace(mine, divisions=reach_of(actor, Right.HANDLE_ORDER)))
    taken = unit.orders.count(replace(anybody, states=states, turns=()))
    return held + unit.orders.count(replace(anybody, states=states)) - taken + owed


def turns_of(actor: Actor, view: QueueView) -> tuple[Turn, ...]:
    """Return what waits for whoever has the person's rights.

    Who supervises is given what others have under way only where he has nothing else to do, or looks through
    what is late or supervised: for the time he has it they cannot go on.
    """
    turns = tuple(_turns(actor))
    if may(actor, Right.SUPERVISE_ORDER) and (view in _WATCHED or not turns):
        return (*turns, _UNDER_WAY)
    return turns


def _turns(actor: Actor) -> Iterator[Turn]:
    places: defaultdict[frozenset[int] | None, list[OrderState]] = defaultdict(list)
    for state, rights in TAKEN_BY.items():
        reach = reach_of_all(actor, rights)
        if reach is None or reach:
            places[reach].append(state)
    for reach, states in places.items():
        others = tuple(state for state in states if state is not OrderState.REVIEWING)
        if others:
            yield Turn(states=others, divisions=reach)
        if OrderState.REVIEWING in states:
            yield Turn(states=(OrderState.REVIEWING,), divisions=reach, others=True)


def within_reach(actor: Actor, query: OrderQuery) -> OrderQuery:
    """Narrow to what the person may see."""
    require(actor, Right.SEE_ORDERS)
    return replace(
        query,
        staff=actor.holder,
        divisions=reach_of(actor, Right.SEE_ORDERS),
        reviews=reach_of(actor, Right.REVIEW_ORDER) or frozenset(),
        secret=may(actor, Right.SEE_CALLERS),
    )
