"""A plain Python telling of what the queue shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.clock import SHANGHAI
from app.custody.models import Holding
from app.hotline.models import OrderState, Secrecy, Share, WorkOrder
from app.hotline.queue import WITH_PARTS, OrderMark, OrderSort, QueueView
from db.search.words import END, findable, normalise


@dataclass
class Known:
    """What the telling knows of one order besides itself: who holds it until when, and its shares."""

    order: WorkOrder
    holding: Holding | None = None
    parts: tuple[Share, ...] = ()
    names: dict[int, int] = field(default_factory=dict)  # who was given a part by name

    @property
    def shares(self) -> tuple[int, ...]:
        """The divisions that have or had a share."""
        return tuple(each.division for each in self.parts)

    def owed(self, divisions) -> date | None:
        """Until when one of the divisions owes a part of the order that another has; None for none."""
        if divisions is None or self.holding is None or self.holding.division in divisions:
            return None
        return min(
            (each.due for each in self.parts if each.is_open and each.division in divisions), default=None
        )

    def given(self, query) -> date | None:
        """Until when who looks owes a part that he was given by name, of an order that another has."""
        if self.holding is None or self.holding.staff == query.staff:
            return None
        mine = (each for each in self.parts if each.is_open and self.names.get(each.id) == query.staff)
        return min((each.due for each in mine if _within(each.division, query)), default=None)


def _within(division, query):
    return query.divisions is None or division in query.divisions


def told(known, query):
    """Return the orders that a query must find, in order."""
    found = [each for each in known if _shown(each, query) and _asked(each, query) and _says(each, query)]
    return sorted(found, key=lambda each: _place(each, query))


def _place(each, query):
    value = _sort_value(each, query)
    sign = -1 if query.descending else 1
    key = 0 if value is None else value.timestamp() if isinstance(value, datetime) else value
    if isinstance(key, date):
        key = key.toordinal()
    if isinstance(key, str):
        return (False, [sign * ord(letter) for letter in key], sign * each.order.id)
    return (value is None, [sign * key], sign * each.order.id)


def _sort_value(each, query):
    order = each.order
    if query.sort is OrderSort.DUE:
        return order.due if query.view is QueueView.ALL else _due(each, query)
    if query.sort is OrderSort.NUMBER:
        return order.number
    return order.dispatched_at if query.sort is OrderSort.DISPATCHED else order.arrived_at


def _due(each, query):
    owed = each.owed(query.divisions) if query.view in WITH_PARTS else None
    if query.view is QueueView.MINE:
        owed = each.given(query)
    return owed or (each.holding.due if each.holding else None)


def _is_by_holder(each, query):
    """Tell whether an order is in a view by its holder's day, or by the day of a part that is owed."""
    order, places = each.order, query.divisions
    own = query.staff in (order.handler, each.holding.staff)
    return places is None or own or bool({order.division, order.lead} & places) or bool(each.owed(places))


def _shown(each, query):
    return _in_view(each, query) and _may_see(each, query)


def _in_view(each, query):
    view, holding, state = query.view, each.holding, each.order.state
    if view is QueueView.ALL:
        return True
    if holding is None:
        return False
    return {
        QueueView.MINE: holding.staff == query.staff or bool(each.given(query)),
        QueueView.DIVISION: (
            query.divisions is None or holding.division in query.divisions or bool(each.owed(query.divisions))
        ),
        QueueView.ARRIVED: state is OrderState.ARRIVED,
        QueueView.TODAY: _is_by_holder(each, query) and _due(each, query) == query.today,
        QueueView.LATE: _is_by_holder(each, query) and (_due(each, query) or query.today) < query.today,
        QueueView.RETURNED: state in (OrderState.RETURNING, OrderState.DISPUTED),
        QueueView.SUPERVISED: each.order.supervisions > 0,
        QueueView.TO_CALL_BACK: state is OrderState.TO_CALL_BACK,
    }[view]


def _may_see(each, query):
    order = each.order
    own = query.staff in (order.handler, each.holding.staff if each.holding else None)
    if query.divisions is not None:
        where = {order.division, order.lead, *each.shares}
        if not own and not where & query.divisions:
            return False
    heads = bool({order.lead, *(part.division for part in each.parts if not part.withdrawn)} & query.reviews)
    given = query.view is QueueView.MINE and bool(each.given(query))
    return query.secret or order.secrecy is not Secrecy.WHOLE or own or heads or given


def _asked(each, query):
    order = each.order
    day = order.arrived_at.astimezone(SHANGHAI).date()
    return (
        (not query.types or order.type in query.types)
        and (not query.states or order.state in query.states)
        and query.lead in (None, order.lead)
        and query.topic in ("", order.topic)
        and (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and query.handler in (None, order.handler)
        and (query.mark is None or _is_marked(order, query.mark))
        and _is_due(each, query)
    )


def _is_marked(order, mark):
    return {
        OrderMark.SUPERVISED: order.supervisions > 0,
        OrderMark.RETURNED: order.returns > 0,
        OrderMark.REWORKED: order.reworks > 0,
        OrderMark.URGENT: order.urgent,
        OrderMark.CONFIDENTIAL: order.secrecy is not Secrecy.NONE,
    }[mark]


def _is_due(each, query):
    if query.due_since is query.due_until is None:
        return True
    due = _sort_value(each, replace(query, sort=OrderSort.DUE))
    return due is not None and (query.due_since or due) <= due <= (query.due_until or due)


def _says(each, query):
    words = normalise(query.words).split()
    order = each.order
    hides = order.secrecy is not Secrecy.NONE and not query.secret and order.handler != query.staff
    return all(word in _all_text(order) or _tail(order, word) for word in words) and (
        not hides or all(word in _open_text(order) for word in words)
    )


def _texts(order):
    return [order.number, order.serial, order.title, order.content, order.place, order.topic]


def _all_text(order):
    names = [order.caller.name, order.handler_name]
    found = findable(texts=[*_texts(order), order.lead_name], names=names, telephones=[order.caller.telephone])
    return found.words + found.initials


def _open_text(order):
    if order.secrecy is Secrecy.WHOLE:
        return findable(texts=[order.number], names=[]).words
    found = findable(texts=[*_texts(order), order.lead_name], names=[order.handler_name])
    return found.words


def _tail(order, word):
    digits = "".join(letter for letter in order.caller.telephone if letter.isdigit())
    return len(word) >= 4 and word.isdigit() and bool(digits) and (digits + END).endswith(word + END)
