"""A new work order is registered by hand: asked for, kept while it is typed, shown once it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from app.errors import BadInput, Problem, Refusal, Unavailable
from app.hotline.commands import RegisterOrder
from app.hotline.models import OrderId, WorkOrder
from app.people.permissions import Right, may
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.hotline.doing import DoingPlace, Submit
from ui.screens.saved import NEW_ORDER


class RegisteringPlace(DoingPlace, Protocol):
    """What registering asks of the screen."""

    def ask_new(self, values: Mapping[str, Any], draft: Draft | None, submit: Submit) -> None:
        """Ask for a new order."""


class Registering:
    """Registers one order at a time; ``show`` is told of each."""

    def __init__(self, place: RegisteringPlace, context: Context, show: Callable[[OrderId], None]) -> None:
        self._place = place
        self._context = context
        self._desk, self._actor = context.desk, context.actor
        self._show = show

    def begin(self) -> None:
        """Ask for a new order."""
        self.begin_with({})

    def begin_with(self, values: Mapping[str, Any]) -> None:
        """Ask for a new order that begins with what was read from the clipboard."""
        if not may(self._actor, Right.DISPATCH_ORDER):
            text = f"登记工单须由有“{Right.DISPATCH_ORDER.value}”权限的人办理。"
            self._context.show_banner(Notice(text=text, kind="warning"))
            return
        read = partial(self._desk.register.find_draft, self._actor, NEW_ORDER, 0)
        self._context.jobs.run(read).then(
            lambda draft: self._place.ask_new(values, draft, self._submit)
        ).start()

    def _submit(self, values: dict[str, Any]) -> None:
        work = partial(self._desk.orders.register, self._actor, RegisterOrder(fields=values))
        job = self._context.jobs.run(work).then(self._registered).otherwise(self._not_registered)
        job.while_busy(self._place.show_busy).start()

    def _registered(self, order: WorkOrder) -> None:
        self._place.dialog_done()
        self._context.toast(f"已登记工单{order.number}，现为“{order.state.value}”")
        self._show(order.id)

    def _not_registered(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_problems(found or (Problem("", str(trouble)),))
