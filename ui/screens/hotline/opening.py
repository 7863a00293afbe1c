"""An order is opened: everything its pane shows is read at one time, in a worker."""

from __future__ import annotations

from datetime import date

from app.clock import chinese_date_weekday
from app.custody.worklist import proof_of
from app.desk import Desk
from app.hotline.models import OrderId, Share
from app.hotline.showing import OrderView
from app.people.models import Actor
from ui.screens.hotline.ladder import rung_for
from ui.screens.hotline.reading import Reading, acts_of, mine_words, taken_words
from ui.screens.hotline.rows import due_of, due_of_part


def open_order(desk: Desk, actor: Actor, key: OrderId, today: date, *, uncover: bool = False) -> Reading:
    """Return an order as the person may see it, ``uncover`` with its caller; the ledger is told of that."""
    room, calendar = desk.orders, desk.calendar.current()
    view: OrderView = room.uncover(actor, key) if uncover else room.get(actor, key)
    segment, own = view.segment, _own_part(view, actor)
    due = due_of(view.order, segment, today, calendar)
    return Reading(
        view=view,
        acts=acts_of(view, actor.id),
        taken=taken_words(view.claim, actor.id),
        mine=mine_words(view.claim, actor.id),
        part=_part_words(own),
        due=due if own is None else due_of_part(own, today, calendar),
        proof=proof_of(segment.holding, calendar) if segment is not None and own is None else None,
        uncovered=uncover,
        papers=desk.hotline.papers.of_order(actor, key),
        came=next(iter(desk.contacts.of_order(actor, key)), None),
        rung=rung_for(desk, actor, view.order),
    )


def _own_part(view: OrderView, actor: Actor) -> Share | None:
    """Return what the person's division owes to another that has the order."""
    elsewhere = view.segment is not None and view.segment.holding.division != actor.division
    mine = (each for each in view.shares if each.is_open and each.division == actor.division)
    return next(mine, None) if elsewhere else None


def _part_words(own: Share | None) -> str:
    return f"本单位协办：{own.task}（{chinese_date_weekday(own.due)}前反馈）" if own is not None else ""
