"""Holds the claim of the one order that is worked on: taken when its form opens, let go with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.errors import Refusal, Unavailable
from app.hotline.models import OrderId
from app.hotline.queue import Claim
from ui.context import Context

Lost = Callable[[Refusal | Unavailable], None]


class Claiming:
    """Takes, goes on with and lets go a claim; who types goes on, who leaves his form alone lets it lapse."""

    def __init__(self, context: Context, lost: Lost) -> None:
        self._context = context
        self._lost = lost
        self._order: OrderId | None = None
        self._again_at: datetime | None = None

    @property
    def order(self) -> OrderId | None:
        """The order that is held."""
        return self._order

    def claim(self, order: OrderId) -> None:
        """Take an order (in a worker); raises ``Claimed`` where another holds it."""
        self._took(self._context.desk.orders.claim(self._context.actor, order))

    def typed(self) -> None:
        """Go on with the order once a part of its time is gone."""
        if self._order is None or self._again_at is None or self._context.desk.clock() < self._again_at:
            return
        self._again_at = None  # one try at a time
        work = partial(self._context.desk.orders.claim, self._context.actor, self._order)
        self._context.jobs.run(work).then(self._took).otherwise(self._lost).start()

    def release(self) -> bool:
        """Let the order go; say whether one was held."""
        order, self._order = self._order, None
        if order is None:
            return False
        work = partial(self._context.desk.orders.release, self._context.actor, order)
        self._context.jobs.run(work).then(_nothing).start()
        return True

    def forget(self) -> None:
        """Hold none: what was held is done."""
        self._order = None

    def _took(self, claim: Claim) -> None:
        self._order = claim.order
        self._again_at = claim.since + (claim.until - claim.since) / 10


def _nothing(_released: None) -> None:
    """Tell nothing."""
