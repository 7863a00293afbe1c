"""The ladder of supervision in the pane: what was done, which step is next, and when a talk is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.clock import local, short_date
from app.desk import Desk
from app.forms.orders import TALK_AFTER
from app.hotline.models import UNANSWERED, OrderId, WorkOrder
from app.hotline.talks_showing import Rung
from app.people.models import Actor
from app.people.permissions import Right, may


def rung_for(desk: Desk, actor: Actor, order: WorkOrder) -> Rung | None:
    """Return how the order's division stands, where it was supervised or this person may supervise it now."""
    open_to_it = order.state in UNANSWERED and may(actor, Right.SUPERVISE_ORDER)
    if order.supervisions or open_to_it:
        return desk.hotline.talks.rung_of(actor, order.id)
    return None


def proposing(desk: Desk, actor: Actor, orders: Iterable[WorkOrder]) -> Iterator[OrderId]:
    """Yield at which of the orders, supervised one after another, a talk is proposed."""
    missing: dict[int, int] = {}
    for order in orders:
        if order.lead is None:
            continue
        if order.lead not in missing:
            rung = desk.hotline.talks.rung_of(actor, order.id)
            missing[order.lead] = rung.missing if rung is not None else TALK_AFTER
        missing[order.lead] -= 1
        if missing[order.lead] <= 0:
            missing[order.lead] = TALK_AFTER
            yield order.id


def steps_of(order: WorkOrder, rung: Rung | None) -> Iterator[tuple[str, str]]:
    """Yield the steps of the ladder, each with its mark; none where nobody was supervised."""
    if rung is None or not (rung.run or order.supervisions):
        return
    yield "本件", f"督办{order.supervisions}次" if order.supervisions else "没有督办过"
    shown = rung.run[-TALK_AFTER:]
    for place, (at, way) in enumerate(shown, len(rung.run) - len(shown) + 1):
        yield f"连续第{place}次", f"{short_date(local(at))}　{way}"
    yield "下一步", _next(rung)


def _next(rung: Rung) -> str:
    if rung.talk:
        return f"已提请效能办约谈（{rung.talk}）"
    if not rung.run:
        return f"{rung.division_name}此后有满意办结，连续次数从头计；连续{TALK_AFTER}次提请约谈"
    step = len(rung.run) + 1
    if rung.missing > 1:
        return f"第{step}次督办；再督办{rung.missing}次，提请效能办约谈"
    return f"第{step}次督办，同时提请效能办约谈"
