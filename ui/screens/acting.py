"""How an act of a case is begun and done: on paper, by a form, by a plain yes, or in the denials room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from app.calendar.engine import WorkCalendar
from app.cases.acting import Done
from app.cases.commands import DoAct
from app.cases.life import Way, find_way
from app.cases.models import Case, CaseId
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from ui.context import Context
from ui.screens.acts import DENY

CONFIRMED = {
    "receive": ("收件", "申请人已交来申请材料，自今天起计算法定告知期限。", "收件"),
}
_CHANGED = "办件{number}刚被别人改过，现为“{state}”。您填的内容还在，核对后再按“办理”。"


Submit = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class ActForm:
    """What an act asks for: its fields, what they begin with, and the case it is about."""

    way: Way
    case: Case
    values: Mapping[str, Any]
    calendar: WorkCalendar
    due: date | None = None  # the last day of the limit that runs


class ActPlace(Protocol):
    """What the acts ask of the window."""

    def ask_act(self, form: ActForm, submit: Submit) -> None:
        """Open an act's form."""

    def show_act_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open form."""

    def show_act_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""

    def act_done(self) -> None:
        """Put the open form away."""

    def confirm_act(self, title: str, text: str, confirm: str) -> bool:
        """Ask whether an act without a form is meant."""


class Acting:
    """Begins the acts of a case; ``after`` is told when one is done."""

    def __init__(self, place: ActPlace, context: Context, after: Callable[[Done], None]) -> None:
        self._place = place
        self._context = context
        self._after = after
        self._case: Case | None = None
        self._act = ""

    def begin(self, case: Case, act: str) -> None:
        """Begin an act that is open: go to its paper, ask for its fields, or ask whether it is meant."""
        way = find_way(act)
        assert way is not None
        if act == DENY:
            self._context.go_to("denials", case=case.id)
        elif way.paper:
            self._context.go_to("document_form", type_key=act, case=case.id)
        elif way.sections:
            read = partial(self._read, case, act)
            self._context.jobs.run(read).then(self._ask).start()
        elif self._place.confirm_act(*CONFIRMED.get(act, (way.title, f"需要：{way.needs}。", way.title))):
            self._case, self._act = case, act
            command = DoAct(case=case.id, act=act, fields={}, version=case.version)
            self._context.jobs.run(partial(self._do, command)).then(self._done).start()

    def submit(self, values: dict[str, Any]) -> None:
        """Try to do the act whose form is open."""
        case = self._case
        if case is None:
            return
        command = DoAct(case=case.id, act=self._act, fields=values, version=case.version)
        job = self._context.jobs.run(partial(self._do, command)).then(self._done).otherwise(self._not_done)
        job.while_busy(self._place.show_act_busy).start()

    def _read(self, case: Case, act: str) -> ActForm:
        way = find_way(act)
        assert way is not None
        desk, actor = self._context.desk, self._context.actor
        return ActForm(
            way=way,
            case=case,
            values=desk.acts.suggested(actor, case.id, act),
            calendar=desk.calendar.current(),
            due=desk.counter.get(actor, case.id).clock.last_day,
        )

    def _ask(self, form: ActForm) -> None:
        self._case, self._act = form.case, form.way.key
        self._place.ask_act(form, self.submit)

    def _do(self, command: DoAct) -> Done:
        return self._context.desk.acts.do(self._context.actor, command)

    def _done(self, done: Done) -> None:
        way = find_way(self._act)
        assert way is not None
        self._case = None
        self._place.act_done()
        self._context.toast(f"{done.case.number}　已办理“{way.title}”，办件现为“{done.case.state.value}”")
        self._after(done)

    def _not_done(self, trouble: Refusal | Unavailable) -> None:
        match trouble:
            case BadInput() if trouble.problems:
                self._place.show_act_problems(trouble.problems)
            case Conflict() if self._case is not None:
                read = partial(self._context.desk.counter.get, self._context.actor, CaseId(self._case.id))
                self._context.jobs.run(read).then(self._look_again).start()
            case _:
                self._place.show_act_problems((Problem("", str(trouble)),))

    def _look_again(self, view: Any) -> None:
        """Keep what is typed, and let it be tried on the case as it is now."""
        self._case = view.case
        text = _CHANGED.format(number=view.case.number, state=view.case.state.value)
        self._place.show_act_problems((Problem("", text),))
