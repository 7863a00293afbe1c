"""The use cases of work orders: register, act, show, find, count; who works on one now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.errors import BadInput, Conflict, Refusal
from app.forms.checks import read_values
from app.hotline.answering import ANSWERING
from app.hotline.arriving import arrive, record_of
from app.hotline.claiming import Claiming, own_claim
from app.hotline.clocks import OrderRules
from app.hotline.commands import DoOrder, DoOrders, RegisterOrder
from app.hotline.doing import DISPATCHING, Deed, Doer, Doing, keep_shares
from app.hotline.filling import filled
from app.hotline.hushing import hush_past, hushed
from app.hotline.life import WAYS, Way, check_way, find_way
from app.hotline.linking import LINKING
from app.hotline.models import OrderId, OrderState, Record, WorkOrder
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.queue import Claim, OrderQuery, QueueView
from app.hotline.registering import new_order, number_of, read_arrival
from app.hotline.returning import RETURNING
from app.hotline.showing import (
    OrderRow,
    OrderView,
    require_secrets,
    require_sight,
    rows_of,
    standing_of,
    view_of,
)
from app.hotline.steps import Handing, dated, next_holding, order_subject, pass_on
from app.hotline.supervising import CLOSING
from app.hotline.waiting import waiting_of, within_reach
from app.ledger.entering import enter
from app.ledger.models import Entry
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

PAGE = 200
DOERS: dict[str, Doer] = {**DISPATCHING, **LINKING, **RETURNING, **ANSWERING, **CLOSING}
_DISPATCHED = (OrderState.TO_SIGN, OrderState.HANDLING, OrderState.REVIEWING)


class WorkOrders:
    """12345 work orders: their whole life."""

    def __init__(self, store: OrderStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._claiming = Claiming(store, clock)

    @once
    def register(self, actor: Actor, command: RegisterOrder) -> WorkOrder:
        """Register an order by hand; raises ``BadInput``, and ``Conflict`` for a number that is taken."""
        now = self._clock()
        values = read_arrival(command.fields, now)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.DISPATCH_ORDER)
            return arrive(unit, new_order(values, actor, now), actor, self._rules(unit), now)

    @once
    def do(self, actor: Actor, command: DoOrder) -> WorkOrder:
        """Take a way of the order's life.

        Raises ``BadInput``, ``OrderClosed``, ``NotAllowed``, ``NotSilently``, ``Claimed``, and ``Conflict``
        where the order is another than the one looked at.
        """
        way = _known(command.act)
        values, problems = read_values(way.sections, filled(way.sections, command.fields))
        if problems:
            raise BadInput.listing(problems)
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            order = _looked_at(unit, command.order, command.version)
            records = unit.course.records(order.id)
            stands = standing_of(unit, order, records)
            require_sight(unit, actor, order, stands.shares)
            check_way(way, stands, actor)
            self._refuse_claimed(unit, order, actor, now)
            doing = Doing(
                actor=actor, standing=stands, records=records, values=values, at=now, rules=self._rules(unit)
            )
            return _carry_out(unit, way, hushed(DOERS[way.key](unit, doing), way.title, doing), doing)

    def do_many(self, actor: Actor, command: DoOrders) -> dict[OrderId, str]:
        """Take the same way with several orders; return why each of those that were not done was not."""
        way = _known(command.act)
        if not way.many:
            raise BadInput(f"“{way.title}”不能成批办理，请逐件办理。")
        faults: dict[OrderId, str] = {}
        for order in command.orders:
            try:
                self.do(actor, DoOrder(order=order, act=command.act, fields=command.fields))
            except Refusal as refusal:
                faults[order] = str(refusal)
        return faults

    def get(self, actor: Actor, order: OrderId) -> OrderView:
        """Return an order with its course, its holder and what may be done; ``NotAllowed`` for a stranger's."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return self._view(unit, actor, unit.orders.get(order))

    def by_number(self, actor: Actor, number: str) -> OrderView:
        """Return the order of a number; raises ``BadInput`` where there is none."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.orders.find_by_number(number_of(number, "number"))
            if found is None:
                raise BadInput(f"没有编号为“{number}”的工单。")
            return self._view(unit, actor, found)

    def uncover(self, actor: Actor, order: OrderId) -> OrderView:
        """Return an order with the caller in full, and record that he was looked at."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.orders.get(order)
            view = self._view(unit, actor, found, covers=False)
            require_secrets(actor, found)
            text = f"查看工单{found.number}的诉求人信息"
            enter(unit.ledger, deed_of(actor, now, "uncover", order_subject(order), text))
            return view

    def find(
        self, actor: Actor, query: OrderQuery, *, offset: int = 0, limit: int = PAGE
    ) -> tuple[OrderRow, ...]:
        """Return a page of the queue as the actor may see it, callers masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.orders.find(within_reach(actor, query), offset=offset, limit=limit)
            return rows_of(unit, actor, found, self._clock())

    def count(self, actor: Actor, query: OrderQuery) -> int:
        """Return how many orders of the queue match that the actor may see; for common words ``AtLeast``."""
        with self._store.read() as unit:
            return unit.orders.count(within_reach(standing(unit.people, actor), query))

    def counts(self, actor: Actor) -> Mapping[QueueView, int]:
        """Return how many orders each view has for the actor."""
        with self._store.read() as unit:
            query = OrderQuery(view=QueueView.ALL, staff=actor.holder, today=office_date(self._clock()))
            return unit.orders.counts(within_reach(standing(unit.people, actor), query))

    def waiting(self, actor: Actor) -> int:
        """Return how many orders ask for an act of this person, held by him or by nobody yet."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return waiting_of(unit, actor, within_reach(actor, self.query(actor, QueueView.MINE)))

    def query(self, actor: Actor, view: QueueView, words: str = "") -> OrderQuery:
        """Return the query of a view for the actor, as of today."""
        return OrderQuery(view=view, staff=actor.holder, today=office_date(self._clock()), words=words)

    def claim(self, actor: Actor, order: OrderId) -> Claim:
        """Take an order to work on (or go on with it) for the office's minutes; raises ``Claimed``."""
        return self._claiming.take(actor, order)

    def claim_next(self, actor: Actor, query: OrderQuery) -> OrderId | None:
        """Take the first order of a view that waits for the actor, and nobody works on; never waits itself."""
        return self._claiming.take_next(actor, query)

    def release(self, actor: Actor, order: OrderId) -> None:
        """Let an order go that the actor worked on."""
        with self._store.begin() as unit:
            unit.claims.release(order, standing(unit.people, actor).id)

    def present(self, actor: Actor, orders: Iterable[OrderId]) -> Mapping[OrderId, Claim]:
        """Return who works on which of some orders now."""
        with self._store.read() as unit:
            require(standing(unit.people, actor), Right.SEE_ORDERS)
            return unit.claims.held(orders, self._clock())

    def history(self, actor: Actor, order: OrderId) -> tuple[Entry, ...]:
        """Return everything done with the order, in order."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require_sight(unit, actor, unit.orders.get(order), unit.course.shares(order))
            return unit.ledger.entries_of(order_subject(order))

    def _view(self, unit: OrderUnit, actor: Actor, order: WorkOrder, *, covers: bool = True) -> OrderView:
        require_sight(unit, actor, order, unit.course.shares(order.id))
        claim = unit.claims.held([order.id], self._clock()).get(order.id)
        return view_of(unit, actor, order, claim, covers=covers)

    def _rules(self, unit: OrderUnit) -> OrderRules:
        return OrderRules(calendar=self._shelf.current(unit.calendars), settings=unit.office.settings())

    def _refuse_claimed(self, unit: OrderUnit, order: WorkOrder, actor: Actor, now: datetime) -> None:
        held = unit.claims.held([order.id], now).get(order.id)
        if held is not None:
            own_claim(held, actor)


def _carry_out(unit: OrderUnit, way: Way, deed: Deed, doing: Doing) -> WorkOrder:
    record = record_of(deed.order, doing.actor, doing.at, deed.kind, deed.division, deed.fields)
    record = replace(record, due=deed.due)
    after = hush_past(unit, doing.order, deed.order)
    handing = _handing(after, deed, doing, record) if deed.moves else None
    holding = next_holding(unit.custody, after, doing.rules, handing) if handing else None
    after = dated(after, holding)
    unit.orders.save(after)
    record = replace(record, id=unit.course.record(record))
    if handing:
        pass_on(unit.custody, after.id, holding, handing)
    if deed.follow is not None:
        deed.follow(unit, doing.actor, record)
    keep_shares(unit, after, deed, doing)
    unit.claims.release(after.id, doing.actor.id)
    about = order_subject(after.id)
    enter(unit.ledger, deed_of(doing.actor, doing.at, f"{way.key}_order", about, deed.summary))
    return unit.orders.get(after.id)


def _handing(order: WorkOrder, deed: Deed, doing: Doing, record: Record) -> Handing:
    counted = order.state in _DISPATCHED
    answer_by = doing.rules.due_of(order, (*doing.records, record)) if counted else None
    return Handing(why=deed.why, at=doing.at, by=doing.actor.holder, staff=deed.staff, answer_by=answer_by)


def _known(act: str) -> Way:
    way = find_way(act)
    if way is None:
        known = "、".join(f"{each.key}（{each.title}）" for each in WAYS)
        raise BadInput(f"没有叫“{act[:60]}”的工单动作，现有：{known}。")
    return way


def _looked_at(unit: OrderUnit, key: OrderId, version: int) -> WorkOrder:
    """Return the order; raises ``Conflict`` where it is another than the one looked at."""
    order = unit.orders.get(key)
    if version not in (0, order.version):
        raise Conflict(f"工单{order.number}在您填写期间被别人办过。已填的内容还在，请核对后再办。")
    return order
