"""One act for several orders: asked for once, previewed order by order, done, and told order by order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from app.clock import short_date
from app.errors import Refusal
from app.hotline.commands import DoOrder
from app.hotline.life import Way, find_way
from app.hotline.models import OrderId, WorkOrder
from app.hotline.prefilling import begun_with
from app.hotline.showing import OrderView
from ui.context import Context
from ui.jobs import Progress
from ui.parts.banner import Notice
from ui.screens.hotline.doing import Asked, Doing, Submit
from ui.screens.hotline.ladder import proposing
from ui.screens.hotline.reading import acts_of
from ui.screens.hotline.words import done_words

MOST = 200
UNDONE = "assign"
OWN = ("type", "topic")  # what a dispatch of many leaves to each order


@dataclass(frozen=True, kw_only=True)
class Line:
    """An order of a bulk act: what will happen to it, or why nothing does; ``done`` once it is over.

    ``talks`` says that it will propose a talk.
    """

    order: WorkOrder
    words: str
    goes: bool
    talks: bool = False
    done: bool = False


@dataclass(frozen=True)
class _Read:
    """The marked orders, what the act asks of them, and whose supervision proposes a talk."""

    views: tuple[OrderView, ...]
    asked: Asked
    talks: frozenset[OrderId]


class BulkPlace(Protocol):
    """What a bulk act asks of the screen."""

    def ask_many(self, way: Way, count: int, asked: Asked, submit: Submit) -> None:
        """Ask once for what a way needs of several orders."""

    def show_preview(self, way: Way, lines: tuple[Line, ...], go: Callable[[], None]) -> None:
        """Show what will happen to each order."""

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far it is."""

    def show_results(self, lines: tuple[Line, ...]) -> None:
        """Show what became of each order."""


class Bulk:
    """Does one act for the marked orders; ``after`` is told which of them are done."""

    def __init__(
        self, place: BulkPlace, context: Context, doing: Doing, after: Callable[[tuple[OrderId, ...]], None]
    ) -> None:
        self._place = place
        self._context = context
        self._desk, self._actor = context.desk, context.actor
        self._doing = doing
        self._after = after

    def begin(self, act: str, orders: tuple[OrderId, ...]) -> None:
        """Ask what the act needs, then show what will happen to each."""
        way = find_way(act)
        assert way is not None
        if not way.many:
            text = f"“{way.title}”不能成批办理，请取消标记（Ctrl+Shift+A）后逐件办理。"
            self._context.show_banner(Notice(text=text, kind="warning"))
            return
        self._context.jobs.run(partial(self._read, way, orders)).then(partial(self._ask, way)).start()

    def _read(self, way: Way, orders: tuple[OrderId, ...]) -> _Read:
        views = tuple(self._desk.orders.get(self._actor, each) for each in orders[:MOST])
        lead = next((view.order.lead for view in views if view.order.lead is not None), None)
        go = (view.order for view in views if way.key == "supervise" and not self._closed(way, view))
        talks = frozenset(proposing(self._desk, self._actor, go))
        return _Read(views, self._doing.asked(way, None, lead), talks)

    def _ask(self, way: Way, read: _Read) -> None:
        preview = partial(self._preview, way, read)
        if way.sections:
            self._place.ask_many(way, len(read.views), read.asked, preview)
        else:
            preview({})

    def _preview(self, way: Way, read: _Read, values: Mapping[str, Any]) -> None:
        lines = tuple(self._line(way, view, read.talks, values) for view in read.views)
        self._place.show_preview(way, lines, partial(self._go, way, lines, values))

    def _closed(self, way: Way, view: OrderView) -> str:
        return next(act.closed for act in acts_of(view, self._actor.id) if act.key == way.key)

    def _line(self, way: Way, view: OrderView, talks: frozenset[OrderId], values: Mapping[str, Any]) -> Line:
        closed = self._closed(way, view)
        words = _of_order(view.order, closed) or _will(way.key, view.order, values, self._actor.signed)
        proposes = not closed and view.order.id in talks
        if proposes:
            words += "，同时提请效能办约谈"
        return Line(order=view.order, words=words, goes=not closed, talks=proposes)

    def _go(self, way: Way, lines: tuple[Line, ...], values: Mapping[str, Any]) -> None:
        work = partial(self._do_all, way, lines, values)
        job = self._context.jobs.run_long(work).progress(self._place.show_progress)
        job.then(partial(self._told, way)).start()

    def _do_all(
        self, way: Way, lines: tuple[Line, ...], values: Mapping[str, Any], progress: Progress
    ) -> tuple[Line, ...]:
        found = []
        for number, line in enumerate(lines, start=1):
            found.append(self._do(way, line, values) if line.goes else line)
            progress.report(number, len(lines))
        return tuple(found)

    def _do(self, way: Way, line: Line, values: Mapping[str, Any]) -> Line:
        order = line.order
        begun = begun_with(way.key, order)
        fields = {**values, **{key: begun[key] for key in OWN if key in begun}}
        command = DoOrder(order=order.id, act=way.key, fields=fields, version=order.version)
        try:
            done = self._desk.orders.do(self._actor, command)
        except Refusal as refusal:
            return Line(order=order, words=_of_order(order, str(refusal)), goes=False)
        return Line(order=order, words=done_words(way.key, done), goes=True, done=True)

    def _told(self, way: Way, lines: tuple[Line, ...]) -> None:
        self._place.show_results(lines)
        done = tuple(line for line in lines if line.done)
        self._after(tuple(line.order.id for line in done))
        before = tuple((line.order.id, line.order.handler_name) for line in done if line.order.handler_name)
        undo = partial(self._undo, before) if way.key == UNDONE and before else None
        if done:
            for_good = len(done) - len(before) if undo is not None else 0
            rest = f"，其中 {for_good} 件原来没有经办人，不能撤销" if for_good else ""
            self._context.toast(f"已{way.title} {len(done)} 件{rest}", undo)

    def _undo(self, before: tuple[tuple[OrderId, str], ...]) -> None:
        self._context.jobs.run(partial(self._give_back, before)).then(self._given_back).start()

    def _give_back(self, before: tuple[tuple[OrderId, str], ...]) -> tuple[str, ...]:
        faults = []
        for order, handler in before:
            try:
                self._desk.orders.do(self._actor, DoOrder(order=order, act=UNDONE, fields={"handler": handler}))
            except Refusal as refusal:
                faults.append(str(refusal))
        return tuple(faults)

    def _given_back(self, faults: tuple[str, ...]) -> None:
        self._after(())
        if faults:
            self._context.show_banner(Notice(text="没有全部改派回去：" + "；".join(faults), kind="warning"))
        else:
            self._context.toast("已改派回原经办人")


def _of_order(order: WorkOrder, words: str) -> str:
    """Return what is said of an order, without its number that stands beside."""
    return words.removeprefix(f"工单{order.number}")


def _will(act: str, order: WorkOrder, values: Mapping[str, Any], who: str) -> str:
    """Return what the act will do to the order."""
    if act == "dispatch":
        days = values.get("limit_days")
        limit = f"{days}个工作日" if days else f"按{order.type.value}的时限"
        beside = "、".join(each["division"] for each in values.get("co_handlers") or ())
        return f"分派{values.get('lead', '')}主办，{limit}" + (f"；协办：{beside}" if beside else "")
    if act == "assign":
        return f"{order.handler_name or '还没有签收'} → {values.get('handler', '')}"
    if act == "supervise":
        due = values.get("due")
        day = date.fromisoformat(due) if due else None
        until = f"，{short_date(day)}前反馈" if day else ""
        return f"督办{order.lead_name}，第{order.supervisions + 1}次{until}"
    return {"sign": f"签收，经办人为{who}", "archive": "归档"}.get(act, "")
