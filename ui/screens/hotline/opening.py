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
from ui.screens.hotline.rows import due_of


def open_order(desk: Desk, actor: Actor, key: OrderId, today: date, *, uncover: bool = False) -> Reading:
    """Return an order as the person may see it, ``uncover`` with its caller; the ledger is told of that."""
    room, calendar = desk.orders, desk.calendar.current()
    view: OrderView = room.uncover(actor, key) if uncover else room.get(actor, key)
    segment = view.segment
    return Reading(
        view=view,
        acts=acts_of(view, actor.id),
        taken=taken_words(view.claim, actor.id),
        mine=mine_words(view.claim, actor.id),
        part=_part_words(view.shares, actor),
        due=due_of(view.order, segment, today, calendar),
        proof=proof_of(segment.holding, calendar) if segment is not None else None,
        uncovered=uncover,
        papers=desk.hotline.papers.of_order(actor, key),
        came=next(iter(desk.contacts.of_order(actor, key)), None),
        rung=rung_for(desk, actor, view.order),
    )


def _part_words(shares: tuple[Share, ...], actor: Actor) -> str:
    """Return what the person's division is to do beside the lead and until when, "" where it owes nothing."""
    own = next((each for each in shares if each.is_open and each.division == actor.division), None)
    return f"本单位协办：{own.task}（{chinese_date_weekday(own.due)}前反馈）" if own is not None else ""
