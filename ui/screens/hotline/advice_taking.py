"""Reads the advice on the order at hand, and takes a suggested lead into the form of its dispatch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.hotline.advising_models import Advice
from app.hotline.models import OrderId, OrderState
from app.hotline.showing import OrderView
from ui.context import Context
from ui.screens.hotline.advice import AdvicePart
from ui.screens.hotline.reading import Reading

_PLACING = ("dispatch", "redispatch", "award")
Do = Callable[[str, Reading, Mapping[str, Any]], None]


class AdviceTaking:
    """``do`` begins an act with some of its form filled in, ``show_order`` shows another order."""

    def __init__(
        self, part: AdvicePart, context: Context, do: Do, show_order: Callable[[OrderId], None]
    ) -> None:
        self._part = part
        self._context = context
        self._do = do
        self._reading: Reading | None = None
        self._seen: tuple[int, int, OrderState] | None = None
        self.advice = Advice()
        part.taken.connect(self.take)
        part.opened.connect(lambda key: show_order(OrderId(key)))

    def look(self, reading: Reading) -> None:
        """Read the advice on an order that is shown, once for each version of it."""
        order = reading.order
        seen = (int(order.id), order.version, order.state)
        self._reading = reading
        if seen == self._seen:
            return
        self._seen, self.advice = seen, Advice()
        self._part.clear()
        if order.is_open:
            desk, actor = self._context.desk, self._context.actor
            read = partial(desk.hotline.advising.advise, actor, order.id)
            job = self._context.jobs.run(read).then(partial(self._show, seen))
            job.otherwise(lambda _trouble: None).start()

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._reading, self._seen, self.advice = None, None, Advice()
        self._part.clear()

    def take(self, place: int) -> None:
        """Begin to dispatch to the suggested lead of a place; where there is none, nothing."""
        reading = self._reading
        act = _placing(reading.view) if reading is not None else ""
        if reading is None or not act or place >= len(self.advice.leads):
            self._context.toast("这一件现在没有可以采用的主办建议。")
            return
        self._do(act, reading, {"lead": self.advice.leads[place].name})

    def _show(self, seen: tuple[int, int, OrderState], advice: Advice) -> None:
        if seen == self._seen and self._reading is not None:
            self.advice = advice
            self._part.show_advice(advice, placing=bool(_placing(self._reading.view)))


def _placing(view: OrderView) -> str:
    """Return the act by which this person places the order now, "" where he does not."""
    open_ones = (each.way.key for each in view.offers if not each.closed)
    return next((key for key in open_ones if key in _PLACING), "")
