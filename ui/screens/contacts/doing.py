"""The acts of a first contact done from its pane: asked for by a form, a yes, or a matter for its case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from app.cases.commands import OpenCase
from app.cases.models import Case
from app.catalogue.models import Matter
from app.contacts.commands import DoContact, IssueRecord, MakeCase, MakeOrder
from app.contacts.life import MAKE_CASE, MAKE_ORDER, RECORD, Way, find_way
from app.contacts.models import ContactId, FirstContact
from app.contacts.party import channel_of, party_of
from app.contacts.people import Colleagues
from app.contacts.steps import contact_subject
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.hotline.models import WorkOrder
from app.register.models import Document, Draft
from ui.context import Context
from ui.parts.banner import notice_of
from ui.screens.contacts.reading import Reading
from ui.screens.saved import contact_act

Submit = Callable[[dict[str, Any]], None]
CaseSubmit = Callable[[Matter, bool], None]
MOST_FOUND = 8


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a dialog asks with: the colleagues to choose from, and what was typed there before."""

    colleagues: Colleagues
    draft: Draft | None


class DoingPlace(Protocol):
    """What these acts ask of the screen."""

    def ask_way(self, way: Way, contact: FirstContact, asked: Asked, submit: Submit) -> None:
        """Ask for what a way needs."""

    def ask_yes(self, way: Way, contact: FirstContact) -> bool:
        """Ask whether a way without fields is meant."""

    def ask_case(self, contact: FirstContact, find: Callable[[str], None], submit: CaseSubmit) -> None:
        """Ask for the matter of the case that is made."""

    def offer_matters(self, found: tuple[Matter, ...]) -> None:
        """Show the matters that were found."""

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""

    def show_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""

    def dialog_done(self) -> None:
        """Put the open dialog away."""


class Doing:
    """Does one act at a time; ``again`` reads list and contact anew."""

    def __init__(self, place: DoingPlace, context: Context, again: Callable[[], None]) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._again = again
        self._elsewhere = {RECORD: self._issue, MAKE_CASE: self._ask_case}

    def do(self, key: str, reading: Reading) -> None:
        """Ask what the act needs, then have it done."""
        way, contact = find_way(key), reading.contact
        assert way is not None
        if key in self._elsewhere:
            self._elsewhere[key](contact)
        elif way.sections:
            read = partial(self.asked, contact_act(key), int(contact.id))
            self._context.jobs.run(read).then(partial(self._ask, way, contact)).start()
        elif self._place.ask_yes(way, contact):
            self._context.jobs.run(partial(self._take, way, contact, {})).then(
                partial(self._done, way)
            ).otherwise(partial(self._not_done, contact)).start()

    def asked(self, key: str, about: int) -> Asked:
        """Return what a dialog asks with; read in a worker."""
        return Asked(
            colleagues=self._desk.contacts.colleagues(self._actor),
            draft=self._desk.register.find_draft(self._actor, key, about),
        )

    def _issue(self, contact: FirstContact) -> None:
        work = partial(self._desk.contacts.issue, self._actor, IssueRecord(contact=contact.id))
        self._context.jobs.run(work).then(self._issued).otherwise(partial(self._not_done, contact)).start()

    def _ask_case(self, contact: FirstContact) -> None:
        self._place.ask_case(contact, self.find_matters, partial(self._make_case, contact))

    def find_matters(self, words: str) -> None:
        """Find the matters that fit the words."""
        find = partial(self._desk.catalogue.find, self._actor, words)
        self._context.jobs.run(find).then(self._found).start()

    def _found(self, found: tuple[Matter, ...]) -> None:
        self._place.offer_matters(found[:MOST_FOUND])

    def _ask(self, way: Way, contact: FirstContact, asked: Asked) -> None:
        self._place.ask_way(way, contact, asked, partial(self._submit, way, contact))

    def _submit(self, way: Way, contact: FirstContact, values: Mapping[str, Any]) -> None:
        if way.key == MAKE_ORDER:
            self._make_order(contact, values)
            return
        job = self._context.jobs.run(partial(self._take, way, contact, values)).then(partial(self._kept, way))
        job.otherwise(self._not_kept).while_busy(self._place.show_busy).start()

    def _take(self, way: Way, contact: FirstContact, values: Mapping[str, Any]) -> FirstContact:
        command = DoContact(contact=contact.id, act=way.key, fields=values, version=contact.version)
        return self._desk.contacts.do(self._actor, command)

    def _make_order(self, contact: FirstContact, values: Mapping[str, Any]) -> None:
        command = MakeOrder(contact=contact.id, fields=values, version=contact.version)
        job = self._context.jobs.run(partial(self._desk.contacts.make_order, self._actor, command))
        job.then(partial(self._ordered, contact)).otherwise(self._not_kept).while_busy(
            self._place.show_busy
        ).start()

    def _make_case(self, contact: FirstContact, matter: Matter, application: bool) -> None:
        opening = OpenCase(
            matter=matter.id,
            applicant=party_of(contact),
            application=application,
            channel=channel_of(contact),
        )
        command = MakeCase(contact=ContactId(contact.id), opening=opening, version=contact.version)
        job = self._context.jobs.run(partial(self._desk.contacts.make_case, self._actor, command))
        job.then(partial(self._made, contact)).otherwise(self._not_kept).while_busy(
            self._place.show_busy
        ).start()

    def _made(self, contact: FirstContact, case: Case) -> None:
        self._place.dialog_done()
        self._context.toast(f"首问登记{contact.number}已转为办件{case.number}")
        self._again()
        self._context.go_to("counter", case=case.id)

    def _ordered(self, contact: FirstContact, order: WorkOrder) -> None:
        self._place.dialog_done()
        self._context.toast(f"首问登记{contact.number}已转为工单{order.number}，由{order.division_name}分派")
        self._again()

    def _issued(self, paper: Document) -> None:
        self._again()
        self._context.go_to("document_form", document=int(paper.id))

    def _kept(self, way: Way, done: FirstContact) -> None:
        self._place.dialog_done()
        self._done(way, done)

    def _done(self, way: Way, done: FirstContact) -> None:
        self._context.toast(f"{done.number}　{way.title}：已办理，现为“{done.state.value}”")
        self._again()

    def _not_kept(self, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict):
            self._again()
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_problems(found or (Problem("", str(trouble)),))

    def _not_done(self, contact: FirstContact, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict):
            self._again()
        self._context.show_banner(notice_of(trouble, self._again, contact_subject(contact.id)))
