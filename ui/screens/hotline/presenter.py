"""What happens in the queue: a view is read, one order of it is read, its acts are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from app.hotline.models import OrderId
from app.hotline.queue import Claim, OrderQuery, OrderSort, QueueView
from app.hotline.steps import order_subject
from app.people.models import Actor
from app.people.permissions import Right, may
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.acts import Act
from ui.screens.hotline.bulk import Bulk, BulkPlace
from ui.screens.hotline.doing import Doing, Submit
from ui.screens.hotline.filtering import Filter, filter_of, filter_problems
from ui.screens.hotline.look import Look, choosable, look_from
from ui.screens.hotline.opening import open_order
from ui.screens.hotline.reading import Reading
from ui.screens.hotline.registering import Registering, RegisteringPlace
from ui.screens.hotline.rows import Row, Shown, row_of, works_words
from ui.screens.hotline.words import MANY
from ui.screens.saved import QUEUE_LOOK
from ui.tables.models import Count, PageOf

KEY = "hotline"
_NONE = "-"  # the subject of no record


class AskingPlace(BulkPlace, RegisteringPlace, Protocol):
    """What is asked over the screen."""

    def ask_filter(self, now: Filter, submit: Submit) -> None: ...
    def ask_columns(self, columns: tuple[Shown, ...], look: Look, submit: Submit) -> None: ...


class QueuePlace(Protocol):
    """What the presenter asks of the screen."""

    def show_counts(self, counts: Mapping[QueueView, int]) -> None: ...
    def show_source(self, count: Count, page: PageOf) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def show_nothing(self) -> None: ...
    def show_order(self, order: OrderId) -> None: ...
    def want(self, order: OrderId) -> None: ...
    def move_on(self) -> None: ...
    def show_look(self, look: Look, narrowed: str) -> None: ...
    def mark(self, orders: tuple[OrderId, ...]) -> None: ...
    def unmark(self, orders: tuple[OrderId, ...]) -> None: ...
    def look_again(self) -> None: ...


class HotlinePresenter:
    """The view that is shown and the order that is read."""

    def __init__(self, place: QueuePlace, asking: AskingPlace, context: Context) -> None:
        self._place = place
        self._asking = asking
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self.view = QueueView.MINE
        self.queue_look = Look()
        self.filter = Filter()
        self._words = ""
        self._wanted: OrderId | None = None
        self.reading: Reading | None = None
        self._refused: tuple[Act, Notice] | None = None
        self.doing = Doing(asking, context, self.read_again, self._done)
        self.registering = Registering(asking, context, place.show_order)
        self.bulk = Bulk(asking, context, self.doing, self._bulk_done)

    # --- the list

    def begin(self) -> None:
        """Show the queue as the person had it last."""
        read = partial(self._desk.register.find_draft, self._actor, QUEUE_LOOK, 0)
        self._context.jobs.run(read).then(self._remember).start()

    def _remember(self, kept: Draft | None) -> None:
        self.queue_look = look_from(kept.fields) if kept is not None else Look()
        self._place.show_look(self.queue_look, self.filter.words)

    def choose_view(self, view: QueueView) -> None:
        self.view = view
        self.look()

    def search(self, words: str) -> None:
        self._words = words.strip()
        self.look()

    def look(self) -> None:
        """Show the view as it now stands, and how much the views hold."""
        room, actor, query, me = self._desk.orders, self._actor, self.query(), self._actor.id
        today, view = self._context.today(), self.view

        def page(offset: int, limit: int) -> tuple[Row, ...]:
            calendar = self._desk.calendar.current()
            found = room.find(actor, query, offset=offset, limit=limit)
            return tuple(row_of(each, today, calendar, me, view) for each in found)

        self._place.show_source(partial(room.count, actor, query), page)
        self._context.jobs.run(self._read_counts).then(self._show_counts).start()

    def query(self) -> OrderQuery:
        """Return what the queue shows now."""
        plain = self._desk.orders.query(self._actor, self.view, self._words)
        look = self.queue_look
        return replace(self.filter.narrow(plain), sort=look.sort, descending=look.descending)

    def _read_counts(self) -> tuple[Mapping[QueueView, int], int]:
        return self._desk.orders.counts(self._actor), self._desk.orders.waiting(self._actor)

    def _show_counts(self, found: tuple[Mapping[QueueView, int], int]) -> None:
        counts, waiting = found
        self._context.set_count(KEY, waiting)
        self._place.show_counts(counts)

    # --- how it is sorted, narrowed and shown

    def sort_on(self) -> None:
        """Sort by the next thing there is to sort by."""
        sorts = tuple(OrderSort)
        self.wear(replace(self.queue_look, sort=sorts[(sorts.index(self.queue_look.sort) + 1) % len(sorts)]))

    def turn(self) -> None:
        """Sort the other way round."""
        self.wear(replace(self.queue_look, descending=not self.queue_look.descending))

    def wear(self, look: Look) -> None:
        """Show the queue so, and remember it."""
        self.queue_look = look
        save = partial(self._desk.register.save_draft, self._actor, QUEUE_LOOK, 0, look.kept())
        self._context.jobs.run(save).then(lambda _saved: None).start()
        self._place.show_look(look, self.filter.words)
        self.look()

    def ask_columns(self, columns: tuple[Shown, ...]) -> None:
        """Ask which columns there are."""
        self._asking.ask_columns(choosable(columns), self.queue_look, self._choose_columns)

    def _choose_columns(self, values: Mapping[str, Any]) -> None:
        self._asking.dialog_done()
        chosen = frozenset(key for key, shown in values.items() if shown)
        self.wear(replace(self.queue_look, columns=chosen))

    def ask_filter(self) -> None:
        """Ask what the queue is narrowed to."""
        self._context.jobs.run(self._known).then(
            lambda known: self._asking.ask_filter(known, self._narrow)
        ).start()

    def _known(self) -> Filter:
        """Return the filter as it is, with the divisions and handlers there are to choose."""
        people = self._desk.staffing
        divisions = people.divisions()
        able = (each for place in divisions for each in people.holders_of(Right.HANDLE_ORDER, place.id))
        handlers = tuple({each.id: each for each in able}.values())
        return replace(self.filter, divisions=divisions, handlers=handlers)

    def _narrow(self, values: Mapping[str, Any]) -> None:
        self._context.jobs.run(self._known).then(lambda known: self._narrowed(filter_of(values, known))).start()

    def _narrowed(self, wanted: Filter) -> None:
        problems = filter_problems(wanted)
        if problems:
            self._asking.show_problems(problems)
            return
        self._asking.dialog_done()
        self.narrow(wanted)

    def clear_filter(self) -> None:
        """Narrow the queue no longer."""
        self.narrow(Filter())

    def narrow(self, wanted: Filter) -> None:
        """Narrow the queue to what is asked for."""
        self.filter = wanted
        self._place.show_look(self.queue_look, wanted.words)
        self.look()

    # --- one of them

    def choose(self, order: OrderId) -> None:
        self._wanted = order
        uncovered = self.reading is not None and self.reading.uncovered and self.reading.order.id == order
        if not uncovered:
            self._context.jobs.run(partial(self._read, order)).then(self._take).start()

    def open_number(self, number: str) -> None:
        """Show the order of a number."""
        read = partial(self._desk.orders.by_number, self._actor, number)
        self._context.jobs.run(read).then(lambda view: self._place.show_order(view.order.id)).start()

    def forget(self) -> None:
        self._wanted, self.reading = None, None
        self._context.page.look_at(_NONE)
        self._place.show_nothing()

    def read_again(self) -> None:
        self.look()
        if self._wanted is not None:
            self._context.jobs.run(partial(self._read, self._wanted)).then(self._take).start()

    def _done(self) -> None:
        """Show what became of an order that was done, or the next one where it left the view."""
        self._place.move_on()
        self.read_again()

    def uncover(self) -> None:
        reading = self.reading
        if reading is None or reading.uncovered:
            return
        work = partial(self._read, reading.order.id, uncover=True)
        self._context.jobs.run(work).then(self._take).start()

    def _read(self, key: OrderId, *, uncover: bool = False) -> Reading:
        return open_order(self._desk, self._actor, key, self._context.today(), uncover=uncover)

    def _take(self, reading: Reading) -> None:
        if reading.order.id == self._wanted and reading != self.reading:
            self.reading = reading
            self._context.page.look_at(order_subject(reading.order.id))
            self._look_at_refusal(reading)
            self._place.show_reading(reading)

    # --- its acts

    def act(self, key: str, marked: tuple[OrderId, ...] = ()) -> None:
        """Do an act of the marked orders, or of the one that is read; tell why a closed one is."""
        if marked:
            self.bulk.begin(key, marked)
            return
        reading = self.reading
        act = reading.act(key) if reading is not None else None
        if reading is None or act is None:
            return
        if act.closed:
            about = order_subject(reading.order.id)
            notice = Notice(text=act.refusal, kind="warning", about=about)
            self._refused = act, notice
            self._context.show_banner(notice)
        else:
            self.doing.do(key, reading)

    def _look_at_refusal(self, reading: Reading) -> None:
        """Say no more why an act was closed, where it stands otherwise by now."""
        if self._refused is not None and reading.act(self._refused[0].key) != self._refused[0]:
            self._context.page.take_back(self._refused[1])
            self._refused = None

    def take_next(self) -> None:
        """Take the first order of the view that nobody works on, and show it."""
        work = partial(self._desk.orders.claim_next, self._actor, self.query())
        self._context.jobs.run(work).then(self._taken).start()

    def _taken(self, order: OrderId | None) -> None:
        if order is None:
            self._context.toast("这个视图里没有等您办、又没有人在办的工单了。")
            return
        self._context.toast("已领办一件，别人看得见是您在办。")
        self._place.want(order)
        self.choose(order)
        self.look()

    def let_go(self) -> None:
        """Let the order go that is read, where the person has it."""
        reading = self.reading
        if reading is not None and reading.mine:
            work = partial(self._desk.orders.release, self._actor, reading.order.id)
            self._context.jobs.run(work).then(lambda _gone: self.read_again()).start()

    def watch(self, rows: tuple[Row, ...]) -> None:
        """Read anew where others took an order of these or let it go, or a claim lapsed."""
        read = partial(self._desk.orders.present, self._actor, [row.order.id for row in rows])
        self._context.jobs.run(read).then(partial(self._watched, rows)).otherwise(lambda _: None).start()

    def _watched(self, rows: tuple[Row, ...], held: Mapping[OrderId, Claim]) -> None:
        if any(row.works != works_words(held.get(row.order.id), self._actor.id) for row in rows):
            self._place.look_again()

    def acts_for_many(self) -> tuple[str, ...]:
        """Return what the person may do with several orders at once."""
        return tuple(act for act, right in MANY.items() if may(self._actor, right))

    def mark_all(self) -> None:
        """Mark the orders of the view, as many as can be done at once."""
        find = partial(self._desk.orders.find, self._actor, self.query())
        self._context.jobs.run(find).then(
            lambda rows: self._place.mark(tuple(row.order.id for row in rows))
        ).start()

    def _bulk_done(self, done: tuple[OrderId, ...]) -> None:
        self._place.unmark(done)
        self._done()
