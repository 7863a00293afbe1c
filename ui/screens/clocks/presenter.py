"""What happens at the wall: numbers are looked behind, extensions decided, letters and tasks registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from app.cases.models import Case, CaseId
from app.custody.lights import Light
from app.custody.wall import Chosen, Load, Standing
from app.custody.worklist import WorkItem
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.people.models import Actor
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.screens.clocks.assigning import Assigned, command_of, read_assigned
from ui.screens.clocks.requests import Request, decision, read_requests
from ui.screens.places import OF_CASE, place_of
from ui.tables.models import Count, PageOf

OVERDUE = "overdue_record"
Submit = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class Wall:
    """All that is read at one look."""

    standing: Standing
    requests: tuple[Request, ...]


class ClocksPlace(Protocol):
    """What the presenter asks of the window."""

    def show_wall(self, wall: Wall) -> None: ...
    def show_chosen(self, chosen: Chosen, words: str) -> None: ...
    def show_source(self, count: Count, page: PageOf) -> None: ...
    def read_again(self) -> None: ...
    def ask_assignment(self, assigned: Assigned, submit: Submit) -> None: ...
    def show_assignment_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def assignment_done(self) -> None: ...
    def confirm_approval(self, request: Request) -> bool: ...
    def ask_decline(self, request: Request) -> str | None: ...


class ClocksPresenter:
    """The wall and what is looked at behind it."""

    def __init__(self, place: ClocksPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._chosen = Chosen()
        self._name = ""

    @property
    def chosen(self) -> Chosen:
        """What is looked at."""
        return self._chosen

    # --- the wall

    def refresh(self) -> None:
        self._read_wall()
        self._place.read_again()

    def look(self, light: Light | None = None) -> None:
        """Look behind a light, whoever holds it; None shows everything."""
        self._name = ""
        self._show(Chosen(light=light))

    def look_at(self, load: Load) -> None:
        """Look behind a person's or a step's number, in the light that is chosen."""
        self._name = load.name
        self._show(replace(load.chosen, light=self._chosen.light))

    def begin(self, light: Light | None = None) -> None:
        """Read the wall, and look behind a light."""
        self._read_wall()
        self.look(light)

    def _show(self, chosen: Chosen) -> None:
        self._chosen = chosen
        words = "　".join(filter(None, (self._name, chosen.light.value if chosen.light is not None else "")))
        self._place.show_chosen(chosen, words)
        count = partial(self._desk.wall.count, self._actor, chosen)
        self._place.show_source(count, partial(self._desk.wall.page, self._actor, chosen))

    def _read_wall(self) -> None:
        self._context.jobs.run(self._read).then(self._show_wall).start()

    def _read(self) -> Wall:
        return Wall(standing=self._desk.wall.read(self._actor), requests=read_requests(self._desk, self._actor))

    def _show_wall(self, wall: Wall) -> None:
        late = wall.standing.lights[Light.LATE]
        self._context.set_count("clocks", late + sum(each.mine for each in wall.requests))
        self._place.show_wall(wall)

    # --- one row

    def open(self, item: WorkItem) -> None:
        """Open what a row stands for where it is worked on."""
        place = place_of(item)
        if place is not None:
            self._context.go_to(place[0], **place[1])
        else:
            self._context.go_to("work_list")

    def report_late(self, item: WorkItem) -> None:
        """Go to 未能按时办结告知 of a case that is late or about to be, or say why it cannot be made."""
        kind, _, key = item.subject.partition(":")
        if kind not in OF_CASE:
            self._context.toast("只有办件才出具未能按时办结告知记录。")
            return
        read = partial(self._why_not_late, CaseId(int(key)))
        self._context.jobs.run(read).then(partial(self._report, int(key))).start()

    def _why_not_late(self, case: CaseId) -> str:
        offers = self._desk.acts.offers(self._actor, case)
        return next(str(offer.closed) for offer in offers if offer.way.key == OVERDUE)

    def _report(self, case: int, closed: str) -> None:
        if closed:
            self._context.show_banner(Notice(text=closed, kind="warning"))
        else:
            self._context.go_to("document_form", type_key=OVERDUE, case=case)

    # --- extensions

    def approve(self, request: Request) -> None:
        if request.mine and self._place.confirm_approval(request):
            self._decide(request, "")

    def decline(self, request: Request) -> None:
        if not request.mine:
            return
        opinion = self._place.ask_decline(request)
        if opinion:
            self._decide(request, opinion)

    def _decide(self, request: Request, opinion: str) -> None:
        work = partial(self._desk.acts.do, self._actor, decision(request, opinion))
        said = f"{request.case.number}　{'不批准' if opinion else '已批准'}延长{request.days}个工作日"
        job = self._context.jobs.run(work).then(partial(self._decided, said))
        job.otherwise(partial(self._not_decided, request, opinion)).start()

    def _decided(self, said: str, _done: object) -> None:
        self._context.toast(said)
        self.refresh()

    def _not_decided(self, request: Request, opinion: str, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(notice_of(trouble, partial(self._decide, request, opinion)))
        self.refresh()

    # --- letters and tasks

    def begin_assignment(self) -> None:
        read = partial(read_assigned, self._desk, self._actor)
        self._context.jobs.run(read).then(self._ask_assignment).start()

    def _ask_assignment(self, assigned: Assigned) -> None:
        if not assigned.handlers:
            text = "本处室没有登记经办人，来文、交办无人承办；请系统管理员先登记。"
            self._context.show_banner(Notice(text=text))
            return
        self._place.ask_assignment(assigned, partial(self._register, assigned))

    def _register(self, assigned: Assigned, values: dict[str, Any]) -> None:
        work = partial(self._desk.assigning.register, self._actor, command_of(values, assigned))
        self._context.jobs.run(work).then(self._registered).otherwise(self._not_registered).start()

    def _registered(self, case: Case) -> None:
        self._place.assignment_done()
        self._context.toast(f"已登记{case.kind.value} {case.number}")
        self.refresh()

    def _not_registered(self, trouble: Refusal | Unavailable) -> None:
        problems = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_assignment_problems(problems or (Problem("", str(trouble)),))
