"""What happens where a division head looks at his people and gives work to another of them."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from app.custody.commands import Candidate, Piece, Reassign, Reassigned
from app.custody.loads import DivisionLoad, PersonLoad
from app.custody.worklist import WorkItem
from app.errors import Refusal, Unavailable
from app.ledger.models import Subject
from app.people.permissions import Right, may
from ui.context import Context
from ui.parts.banner import notice_of


class HeadsPlace(Protocol):
    """What this presenter asks of the window."""

    def show_load(self, load: DivisionLoad) -> None:
        """Show how the division stands."""

    def show_person(self, load: PersonLoad, due: tuple[WorkItem, ...]) -> None:
        """Show one of the people, and what falls due while he is away."""

    def ask_assign(self, items: tuple[WorkItem, ...], candidates: tuple[Candidate, ...]) -> None:
        """Ask to whom items go, and why."""

    def assign_refused(self, problem: str) -> None:
        """Say why nothing was reassigned."""

    def assigned(self, subject: str) -> None:
        """Read everything again: items changed hands, ``subject`` the first of them."""


class HeadsPresenter:
    """The load of a division, and reassigning."""

    def __init__(self, place: HeadsPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk.heads
        self._person: PersonLoad | None = None
        self._due: tuple[WorkItem, ...] = ()
        self.allowed = may(context.actor, Right.REASSIGN)

    def read(self) -> None:
        """Read how the division stands."""
        self._context.jobs.run(partial(self._desk.loads.read, self._context.actor)).then(
            self._place.show_load
        ).start()

    def choose(self, person: PersonLoad) -> None:
        """Read what falls due while the person is away."""
        self._person = person
        read = partial(self._context.desk.work_list.due_of, self._context.actor, person.staff, person.away)
        self._context.jobs.run(read).then(partial(self._chosen, person)).start()

    def _chosen(self, person: PersonLoad, due: tuple[WorkItem, ...]) -> None:
        if person is self._person:
            self._due = due
            self._place.show_person(person, due)

    def reassign_due(self) -> None:
        """Begin to give away what falls due while the person is away."""
        if self._person is not None and not self._due:
            self._context.toast(f"{self._person.name}没有离岗期间到期的件；按 Enter 看其全部待办。")
            return
        self.reassign(self._due)

    def reassign(self, items: tuple[WorkItem, ...]) -> None:
        """Begin to give items to another: read first who can take them."""
        if not self.allowed:
            return
        if not items:
            self._context.toast("请先选要改派的件。")
            return
        read = partial(self._desk.reassigning.candidates, self._context.actor, _pieces(items))
        self._context.jobs.run(read).then(partial(self._place.ask_assign, items)).start()

    def submit(self, items: tuple[WorkItem, ...], login: str, reason: str) -> None:
        """Give them to the person."""
        command = Reassign(items=_pieces(items), to=login, reason=reason)
        work = partial(self._desk.reassigning.reassign, self._context.actor, command)
        self._context.jobs.run(work).then(self._done).otherwise(self._refused).start()

    def _done(self, done: Reassigned) -> None:
        self._place.assigned(done.items[0].was.holding.subject)
        self._context.toast(f"{len(done.items)} 件已改派给{done.to_name}。", partial(self._undo, done))

    def _refused(self, trouble: Refusal | Unavailable) -> None:
        self._place.assign_refused(str(trouble))

    def _undo(self, done: Reassigned) -> None:
        work = partial(self._desk.reassigning.undo, self._context.actor, done)
        self._context.jobs.run(work).then(partial(self._undone, done)).otherwise(
            partial(self._not_undone, done)
        ).start()

    def _undone(self, done: Reassigned, _nothing: None) -> None:
        self._place.assigned(done.items[0].was.holding.subject)
        self._context.toast("改派已撤销。")

    def _not_undone(self, done: Reassigned, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(notice_of(trouble, partial(self._undo, done)))


def _pieces(items: tuple[WorkItem, ...]) -> tuple[Piece, ...]:
    return tuple(Piece(subject=Subject(each.subject), segment=each.segment) for each in items)
