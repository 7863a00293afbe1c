"""What happens at first contacts: a visitor is registered, the list is read, one is read, its acts are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from app.contacts.commands import RegisterContact
from app.contacts.models import ContactId, ContactQuery, ContactState, FirstContact
from app.contacts.showing import is_part_of
from app.contacts.steps import contact_subject
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.people.models import Actor
from app.people.permissions import Right, may
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.contacts.doing import Asked, Doing, DoingPlace
from ui.screens.contacts.reading import Reading, acts_of
from ui.screens.contacts.rows import Row, due_of, row_of
from ui.screens.contacts.words import Tab
from ui.screens.saved import VISITOR
from ui.tables.models import Count, PageOf

KEY = "contacts"
Submit = Callable[[dict[str, Any]], None]


class AskingPlace(DoingPlace, Protocol):
    """What is asked over the screen."""

    def ask_visitor(self, asked: Asked, submit: Submit) -> None:
        """Ask for a visitor or caller."""


class ContactsPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_counts(self, counts: dict[Tab, int]) -> None: ...
    def show_source(self, count: Count, page: PageOf) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def show_nothing(self) -> None: ...
    def show_contact(self, contact: ContactId) -> None: ...


class ContactsPresenter:
    """The view that is shown and the first contact that is read."""

    def __init__(self, place: ContactsPlace, asking: AskingPlace, context: Context) -> None:
        self._place = place
        self._asking = asking
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self.tab = Tab.MINE
        self._words = ""
        self.reading: Reading | None = None
        self._wanted: ContactId | None = None
        self.doing = Doing(asking, context, self.read_again)

    # --- the list

    def choose_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.look()

    def search(self, words: str) -> None:
        self._words = words.strip()
        self.look()

    def look(self) -> None:
        """Show the view as it now stands, and how much the views hold."""
        room, actor, query = self._desk.contacts, self._actor, self._query(self.tab, self._words)
        today = self._context.today()

        def page(offset: int, limit: int) -> tuple[Row, ...]:
            calendar = self._desk.calendar.current()
            found = room.find(actor, query, offset=offset, limit=limit)
            return tuple(row_of(each, today, calendar) for each in found)

        self._place.show_source(partial(room.count, actor, query), page)
        self.count()

    def count(self) -> None:
        self._context.jobs.run(self._read_counts).then(self._show_counts).start()

    def _read_counts(self) -> tuple[dict[Tab, int], int]:
        room = self._desk.contacts
        counted = (Tab.MINE, Tab.TO_SIGN, Tab.TO_CALL, Tab.LATE)
        counts = {tab: room.count(self._actor, self._query(tab, "")) for tab in counted}
        return counts, room.waiting(self._actor)

    def _show_counts(self, found: tuple[dict[Tab, int], int]) -> None:
        counts, waiting = found
        self._context.set_count(KEY, waiting)
        self._place.show_counts(counts)

    def _query(self, tab: Tab, words: str) -> ContactQuery:
        me, every = self._actor.holder, ContactQuery(words=words)
        return {
            Tab.MINE: replace(every, concerns=me),
            Tab.TO_SIGN: replace(every, held_by=me, states=(ContactState.TO_SIGN,)),
            Tab.TO_CALL: replace(every, held_by=me, states=(ContactState.TO_CALL,)),
            Tab.LATE: replace(every, late_on=self._context.today()),
            Tab.ALL: every,
        }[tab]

    # --- one of them

    def choose(self, contact: ContactId) -> None:
        self._wanted = contact
        uncovered = self.reading is not None and self.reading.uncovered and self.reading.contact.id == contact
        self._context.jobs.run(partial(self._read, contact, uncovered=uncovered)).then(self._take).start()

    def forget(self) -> None:
        self._wanted, self.reading = None, None
        self._place.show_nothing()

    def read_again(self) -> None:
        self.look()
        if self._wanted is not None:
            self.choose(self._wanted)

    def uncover(self) -> None:
        reading = self.reading
        if reading is None or reading.uncovered:
            return
        work = partial(self._read, reading.contact.id, uncovered=True, enter=True)
        self._context.jobs.run(work).then(self._take).start()

    def _read(self, key: ContactId, *, uncovered: bool, enter: bool = False) -> Reading:
        room = self._desk.contacts
        view = room.uncover(self._actor, key) if enter else room.get(self._actor, key)
        today, calendar = self._context.today(), self._desk.calendar.current()
        segment = view.segment
        sees = segment is not None and may(self._actor, Right.SEE_WORK, segment.holding.division)
        return Reading(
            view=view,
            acts=acts_of(view),
            history=room.history(self._actor, key),
            due=due_of(segment, today, calendar),
            proof=self._desk.work_list.proof(self._actor, contact_subject(key)) if sees else None,
            uncovered=uncovered and (enter or is_part_of(self._actor, view.contact)),
        )

    def _take(self, reading: Reading) -> None:
        if reading.contact.id == self._wanted and reading != self.reading:
            self.reading = reading
            self._context.page.look_at(contact_subject(reading.contact.id))
            self._place.show_reading(reading)

    # --- its acts

    def act(self, key: str) -> None:
        """Do an act of the one that is read, or tell why it is closed."""
        reading = self.reading
        act = reading.act(key) if reading is not None else None
        if reading is None or act is None:
            return
        if act.closed:
            about = contact_subject(reading.contact.id)
            self._context.show_banner(Notice(text=act.refusal, kind="warning", about=about))
        else:
            self.doing.do(key, reading)

    # --- a visitor is registered

    def begin(self) -> None:
        """Ask for a visitor or caller."""
        self._context.jobs.run(partial(self.doing.asked, VISITOR, 0)).then(self._ask).start()

    def _ask(self, asked: Asked) -> None:
        self._asking.ask_visitor(asked, self.register)

    def register(self, values: dict[str, Any]) -> None:
        """Register what was filled in; problems stand at their fields."""
        work = partial(self._desk.contacts.register, self._actor, RegisterContact(fields=values))
        job = self._context.jobs.run(work).then(self._registered).otherwise(self._not_registered)
        job.while_busy(self._asking.show_busy).start()

    def _registered(self, contact: FirstContact) -> None:
        self._asking.dialog_done()
        self._context.toast(f"已登记 {contact.number}，现为“{contact.state.value}”")
        self._place.show_contact(contact.id)

    def _not_registered(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        self._asking.show_problems(found or (Problem("", str(trouble)),))
