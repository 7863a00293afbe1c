"""Takes orders to work on (领办): only what somebody can do something with; nobody blocks others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from app.clock import Clock
from app.errors import NotAllowed
from app.hotline.commands import Claimed
from app.hotline.models import OrderId, WorkOrder
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.queue import Claim, Footing, OrderQuery
from app.hotline.showing import offers_of, require_sight, standing_of
from app.hotline.waiting import turns_of, within_reach
from app.people.models import Actor
from app.people.permissions import Right, may
from app.people.standing import standing

_WORK = (
    Right.DISPATCH_ORDER,
    Right.HANDLE_ORDER,
    Right.REVIEW_ORDER,
    Right.ARBITRATE_ORDER,
    Right.SUPERVISE_ORDER,
    Right.CALL_BACK_ORDER,
)


class Claiming:
    """Takes orders for whoever may work on them.

    Who acts and the office's minutes are taken to be as they were; the archive sees in the claim's own
    statement whether they are, and only where they are not both are read anew.
    """

    def __init__(self, store: OrderStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._minutes: int | None = None  # as read last
        self._last: tuple[Actor, OrderQuery, OrderQuery | None] | None = None  # who asked for what

    def take(self, actor: Actor, order: OrderId) -> Claim:
        """Take an order, or go on with it; raises ``NotAllowed``, and ``Claimed`` where another has it."""
        now = self._clock()
        with self._store.lease() as unit:
            actor = standing(unit.people, actor)
            _require_deed(unit, actor, unit.orders.get(order))
            return own_claim(unit.claims.claim(_claim(actor, order, now, self._read(unit))), actor)

    def take_next(self, actor: Actor, query: OrderQuery) -> OrderId | None:
        """Take the first order of a view that waits for the person; raises ``NotAllowed``."""
        now = self._clock()
        with self._store.lease() as unit:
            return self._as_known(unit, actor, query, now) or self._anew(unit, actor, query, now)

    def _as_known(self, unit: OrderUnit, actor: Actor, query: OrderQuery, now: datetime) -> OrderId | None:
        minutes = self._minutes
        if minutes is None:
            return None
        last = self._last  # who takes one after the other asks for the very same
        if last is None or last[0] is not actor or last[1] is not query:
            last = self._last = actor, query, _of_his_own(actor, query)
        if last[2] is None:
            return None
        footing = Footing(version=actor.version, minutes=minutes)
        return unit.claims.claim_next(last[2], _claim(actor, OrderId(0), now, minutes), footing)

    def _anew(self, unit: OrderUnit, actor: Actor, query: OrderQuery, now: datetime) -> OrderId | None:
        actor = standing(unit.people, actor)
        if not _works(actor):
            raise NotAllowed(f"{actor.name}只能查看12345工单，不能领办。")
        claim = _claim(actor, OrderId(0), now, self._read(unit))
        return unit.claims.claim_next(_asked(actor, query), claim)

    def _read(self, unit: OrderUnit) -> int:
        self._minutes = unit.office.settings().claim_minutes
        return self._minutes


def own_claim(held: Claim, actor: Actor) -> Claim:
    """Return a claim that is the person's own; raises ``Claimed`` where it is another's."""
    if held.staff != actor.id:
        raise Claimed(f"{held.staff_name}正在办理这一件；对方放下或到时自动放开后再办。")
    return held


def _require_deed(unit: OrderUnit, actor: Actor, order: WorkOrder) -> None:
    """Raise ``NotAllowed`` for an order the person may not see, or with which he can do nothing now."""
    stands = standing_of(unit, order, unit.course.records(order.id))
    require_sight(unit, actor, order, stands.shares)
    if all(offer.closed for offer in offers_of(stands, actor)):
        raise NotAllowed(f"{actor.name}现在对工单{order.number}没有可以办理的事项，不能领办。")


def _works(actor: Actor) -> bool:
    """Tell whether the person does more than read orders."""
    return any(may(actor, right) for right in _WORK)


def _of_his_own(actor: Actor, query: OrderQuery) -> OrderQuery | None:
    """Return what waits for a person who acts for himself, None where nothing can."""
    if actor.behalf is not None or not _works(actor) or not may(actor, Right.SEE_ORDERS):
        return None
    return _asked(actor, query)


@lru_cache(maxsize=64)
def _asked(actor: Actor, query: OrderQuery) -> OrderQuery:
    """Narrow to what the person may see, and what waits for him."""
    return replace(within_reach(actor, query), turns=turns_of(actor, query.view))


def _claim(actor: Actor, order: OrderId, now: datetime, minutes: int) -> Claim:
    until = now + timedelta(minutes=minutes)
    return Claim(order=order, staff=actor.id, staff_name=actor.name, since=now, until=until)
