"""The acts of a work order done from its pane: the order is claimed, its form asked for, then it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.hotline.commands import Claimed, DoOrder
from app.hotline.life import Way, find_way
from app.hotline.models import WorkOrder
from app.hotline.prefilling import begun_with
from app.hotline.steps import order_subject
from app.people.models import Division
from app.people.permissions import Right
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import notice_of
from ui.screens.hotline.calling import CALLING
from ui.screens.hotline.claiming import Claiming
from ui.screens.hotline.course import answered_by
from ui.screens.hotline.reading import Reading
from ui.screens.hotline.words import done_words
from ui.screens.saved import order_act

Submit = Callable[[dict[str, Any]], None]
_CHANGED = "工单{number}刚被别人办过，现为“{state}”。您填的内容还在，核对后再按“办理”。"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a dialog asks with: what it begins with, whom there is to choose from, what was typed before.

    ``told`` says what is wanted, where the way alone does not; ``spoken`` is the order with its caller in full,
    where he is spoken with.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    divisions: tuple[Division, ...] = ()
    handlers: tuple[str, ...] = ()
    draft: Draft | None = None
    told: str = ""
    spoken: WorkOrder | None = None

    def begun_with(self, values: Mapping[str, Any]) -> Asked:
        """Return the same with some of it filled in, over what was typed before."""
        if not values:
            return self
        draft = self.draft and replace(self.draft, fields={**self.draft.fields, **values})
        return replace(self, values={**self.values, **values}, draft=draft)


class DoingPlace(Protocol):
    """What these acts ask of the screen."""

    def ask_way(self, way: Way, order: WorkOrder, asked: Asked, submit: Submit) -> None:
        """Ask for what a way needs."""

    def ask_yes(self, way: Way, order: WorkOrder) -> bool:
        """Ask whether a way without fields is meant."""

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""

    def show_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""

    def dialog_done(self) -> None:
        """Put the open dialog away."""


class Doing:
    """Does one act at a time; ``again`` reads list and order anew, ``after`` an act goes on to the next."""

    def __init__(
        self, place: DoingPlace, context: Context, again: Callable[[], None], after: Callable[[], None]
    ) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._again = again
        self._after = after
        self._order: WorkOrder | None = None
        self.claiming = Claiming(context, self._lost)

    def do(self, key: str, reading: Reading, begun: Mapping[str, Any] | None = None) -> None:
        """Claim the order and ask what the act needs, then have it done; ``begun`` is filled in already."""
        way, order = find_way(key), reading.order
        assert way is not None
        if way.sections:
            told = reading.part if key == "co_reply" else answered_by(key, reading.view.records)
            read = partial(self._begin, way, order, told)
            asking = self._context.jobs.run(read).then(partial(self._ask, way, order, begun or {}))
            asking.otherwise(partial(self._not_done, order)).start()
        elif self._place.ask_yes(way, order):
            self._order = order
            job = self._context.jobs.run(partial(self._take, way, {})).then(partial(self._done, way))
            job.otherwise(partial(self._not_done, order)).start()

    def leave(self) -> None:
        """Let the claimed order go: its form was left."""
        self._order = None
        if self.claiming.release():
            self._again()

    def asked(self, way: Way, order: WorkOrder | None, lead: int | None) -> Asked:
        """Return what a way's dialog asks with; read in a worker."""
        keys = {each.key for section in way.sections for each in section.fields}
        people = self._desk.staffing
        able = people.holders_of(Right.HANDLE_ORDER, lead) if "handler" in keys and lead is not None else ()
        about = int(order.id) if order is not None else 0
        return Asked(
            values=self._begun(way, order) if order is not None else {},
            divisions=people.divisions() if "lead" in keys else (),
            handlers=tuple(each.name for each in able if each.division == lead),
            draft=self._desk.register.find_draft(self._actor, order_act(way.key), about),
        )

    def _begun(self, way: Way, order: WorkOrder) -> Mapping[str, Any]:
        advised = self._desk.hotline.advising.begun_with(self._actor, order.id, way.key)
        return {**begun_with(way.key, order), **advised}

    def _begin(self, way: Way, order: WorkOrder, told: str) -> Asked:
        self.claiming.claim(order.id)
        asked = replace(self.asked(way, order, order.lead), told=told)
        if way.key not in CALLING:
            return asked
        return replace(asked, spoken=self._desk.orders.uncover(self._actor, order.id).order)

    def _ask(self, way: Way, order: WorkOrder, begun: Mapping[str, Any], asked: Asked) -> None:
        self._order = order
        self._place.ask_way(way, order, asked.begun_with(begun), partial(self._submit, way))
        self._again()

    def _submit(self, way: Way, values: Mapping[str, Any]) -> None:
        job = self._context.jobs.run(partial(self._take, way, values)).then(partial(self._kept, way))
        job.otherwise(self._not_kept).while_busy(self._place.show_busy).start()

    def _take(self, way: Way, values: Mapping[str, Any]) -> WorkOrder:
        order = self._order
        assert order is not None
        command = DoOrder(order=order.id, act=way.key, fields=values, version=order.version)
        return self._desk.orders.do(self._actor, command)

    def _kept(self, way: Way, done: WorkOrder) -> None:
        self.claiming.forget()
        self._place.dialog_done()
        self._done(way, done)

    def _done(self, way: Way, done: WorkOrder) -> None:
        self._context.toast(f"{done.number}　{way.title}：{done_words(way.key, done)}")
        self._after()

    def _not_kept(self, trouble: Refusal | Unavailable) -> None:
        order = self._order
        if isinstance(trouble, Conflict) and order is not None:
            read = partial(self._desk.orders.get, self._actor, order.id)
            self._context.jobs.run(read).then(self._look_again).start()
            return
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_problems(found or (Problem("", str(trouble)),))

    def _look_again(self, view: Any) -> None:
        """Keep what is typed, and let it be tried on the order as it is now."""
        self._order = view.order
        text = _CHANGED.format(number=view.order.number, state=view.order.state.value)
        self._place.show_problems((Problem("", text),))

    def _not_done(self, order: WorkOrder, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict | Claimed):
            self._again()
        self._context.show_banner(notice_of(trouble, self._again, order_subject(order.id)))

    def _lost(self, trouble: Refusal | Unavailable) -> None:
        self._place.show_problems((Problem("", f"{trouble}您填的内容已经保存。"),))
