"""The use cases of first contacts: register, act, make a case, issue the record; show, find and count."""

from __future__ import annotations

from dataclasses import replace

from app.calendar.shelf import CalendarShelf
from app.cases.counter import checked_opening, open_in
from app.cases.models import Case, CaseId
from app.cases.showing import tick_list
from app.clock import Clock, office_date
from app.contacts.commands import DoContact, IssueRecord, MakeCase, MakeOrder, RegisterContact
from app.contacts.doing import DOINGS, Doing
from app.contacts.life import MAKE_CASE, MAKE_ORDER, RECORD, WAYS, Way, check_way, find_way
from app.contacts.models import ContactId, ContactQuery, ContactState, FirstContact
from app.contacts.one_person import refuse_twice
from app.contacts.ordering import order_in
from app.contacts.party import left_with_us
from app.contacts.people import Colleagues, colleagues_of
from app.contacts.ports import ContactStore, ContactUnit
from app.contacts.record import issue_record
from app.contacts.registering import Registration, read_registration, registered
from app.contacts.showing import (
    ContactRow,
    ContactView,
    keeps_from,
    listed_contact,
    masked_contact,
    masked_segment,
    require_sight,
    require_uncovering,
    sees,
    view_of,
)
from app.contacts.steps import CallClock, contact_subject, pass_on
from app.errors import BadInput, Conflict
from app.forms.checks import read_values
from app.forms.masking import mask_name
from app.hotline.clocks import OrderRules
from app.hotline.models import OrderId, WorkOrder
from app.ledger.entering import enter
from app.ledger.models import Entry
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.register.models import Document, DocumentId

PAGE = 200


class Contacts:
    """First contacts (首问负责): registered by anybody of the staff."""

    def __init__(self, store: ContactStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def register(self, actor: Actor, command: RegisterContact) -> FirstContact:
        """Register a visitor or caller; raises ``BadInput`` with everything wrong in what was filled in."""
        now = self._clock()
        values = read_registration(command.fields, office_date(now))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REGISTER_CONTACT)
            contact = registered(unit, Registration(actor=actor, values=values, at=now))
            contact = replace(contact, id=unit.contacts.add(contact))
            told = f"{contact.kind.value}，{contact.outcome.value}，{contact.state.value}"
            pass_on(
                unit.custody,
                contact,
                f"{contact.first_name}首问登记",
                now,
                self._call_clock(unit),
                actor.holder,
            )
            text = f"首问登记{contact.number}：{mask_name(contact.visitor)}{contact.channel.value}{told}"
            enter(unit.ledger, deed_of(actor, now, "register_contact", contact_subject(contact.id), text))
        return contact

    @once
    def do(self, actor: Actor, command: DoContact) -> FirstContact:
        """Take a way of the contact's life.

        Raises ``BadInput``, ``ContactClosed``, ``LeaderFirst``, ``NotAllowed``, and ``Conflict`` where the
        contact is another than the one looked at.
        """
        way = _known(command.act)
        if way.key not in DOINGS:
            raise BadInput(f"“{way.title}”不是这样办的，请从首问登记的页面或命令办理。")
        values, problems = read_values(way.sections, dict(command.fields))
        if problems:
            raise BadInput.listing(problems)
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            contact = _looked_at(unit, command.contact, command.version)
            check_way(way, contact, actor)
            refuse_twice(unit, way, contact, actor)
            deed = DOINGS[way.key](unit, Doing(actor=actor, contact=contact, values=values, at=now))
            unit.contacts.save(deed.contact)
            pass_on(unit.custody, deed.contact, deed.why, now, self._call_clock(unit), actor.holder)
            about = contact_subject(contact.id)
            enter(unit.ledger, deed_of(actor, now, f"{way.key}_contact", about, deed.summary, **values))
            return unit.contacts.get(contact.id)

    @once
    def make_case(self, actor: Actor, command: MakeCase) -> Case:
        """Register a case from the record, linked both ways; raises as the counter's ``open`` does."""
        now, way = self._clock(), _known(MAKE_CASE)
        opening = checked_opening(command.opening, office_date(now))
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            contact = _looked_at(unit, command.contact, command.version)
            check_way(way, contact, actor)
            calendar, origin = self._shelf.current(unit.calendars), f"首问登记{contact.number}"
            rows = opening.materials or tick_list(unit.matters.get(opening.matter))
            opening = replace(opening, materials=left_with_us(contact, rows))
            case = open_in(unit, actor, opening, calendar, now, origin)
            state = ContactState.IN_CASE if contact.is_open else contact.state
            after = replace(contact, state=state, case=case.id, case_number=case.number)
            unit.contacts.save(after)
            pass_on(unit.custody, after, "", now, self._call_clock(unit), actor.holder)
            text = f"首问登记{contact.number}转为办件{case.number}"
            about = contact_subject(contact.id)
            enter(unit.ledger, deed_of(actor, now, "make_case_contact", about, text, case=case.number))
        return case

    @once
    def make_order(self, actor: Actor, command: MakeOrder) -> WorkOrder:
        """Register a 12345 work order from the record, linked both ways; the petition centre dispatches it.

        Raises ``BadInput``, ``ContactClosed``, ``LeaderFirst``, ``NotAllowed``, and ``Conflict`` where the
        contact is another than the one looked at, or the number is taken.
        """
        now, way = self._clock(), _known(MAKE_ORDER)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            contact = _looked_at(unit, command.contact, command.version)
            check_way(way, contact, actor)
            rules = OrderRules(calendar=self._shelf.current(unit.calendars), settings=unit.office.settings())
            order = order_in(unit, actor, contact, command.fields, rules, now)
            state = ContactState.IN_ORDER if contact.is_open else contact.state
            after = replace(contact, state=state, order=order.id, order_number=order.number)
            unit.contacts.save(after)
            pass_on(unit.custody, after, "", now, self._call_clock(unit), actor.holder)
            text = f"首问登记{contact.number}转为12345工单{order.number}"
            about = contact_subject(contact.id)
            enter(unit.ledger, deed_of(actor, now, "make_order_contact", about, text, order=order.number))
        return order

    @once
    def issue(self, actor: Actor, command: IssueRecord) -> Document:
        """Issue the first contact record as the contact stands; the same contents are issued once."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            contact = unit.contacts.get(command.contact)
            check_way(_known(RECORD), contact, actor)
            made = issue_record(unit, actor, contact, now)
            if made is None:
                return unit.documents.get(DocumentId(contact.record))
            unit.contacts.save(replace(contact, record=made.id))
        return made

    def get(self, actor: Actor, contact: ContactId) -> ContactView:
        """Return a first contact with its holder, paper and acts; raises ``NotAllowed`` for a stranger's."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.contacts.get(contact)
            require_sight(actor, found)
            return view_of(unit, actor, found)

    def by_number(self, actor: Actor, number: str) -> ContactView:
        """Return the first contact of a number; raises ``BadInput`` where there is none."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.contacts.find_by_number(number.strip())
            if found is None:
                raise BadInput(f"没有编号为“{number}”的首问登记。")
            require_sight(actor, found)
            return view_of(unit, actor, found)

    def uncover(self, actor: Actor, contact: ContactId) -> ContactView:
        """Return a first contact with personal data in full, and record that it was looked at."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.contacts.get(contact)
            require_uncovering(unit, actor, found)
            text = f"查看首问登记{found.number}的完整个人信息"
            enter(unit.ledger, deed_of(actor, now, "uncover", contact_subject(contact), text))
            return view_of(unit, actor, found, covers=False)

    def find(
        self, actor: Actor, query: ContactQuery, *, offset: int = 0, limit: int = PAGE
    ) -> tuple[ContactRow, ...]:
        """Return a page of the first contacts the actor may see, newest first, visitors masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.contacts.find(_within_reach(actor, query), offset=offset, limit=limit)
            held = unit.custody.open_of_many(contact_subject(each.id) for each in found)
            shown = [listed_contact(unit, actor, each) for each in found]
        segments = {about: masked_segment(segment) for about, segment in held.items()}
        return tuple(ContactRow(contact=each, segment=segments.get(contact_subject(each.id))) for each in shown)

    def count(self, actor: Actor, query: ContactQuery) -> int:
        """Return how many first contacts match that the actor may see."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return unit.contacts.count(_within_reach(actor, query))

    def waiting(self, actor: Actor) -> int:
        """Return how many wait for the person: those he has, and for who supervises those others let pass."""
        late = office_date(self._clock()) if supervises_contacts(actor) else None
        return self.count(actor, ContactQuery(held_by=actor.holder, or_late_on=late))

    def of_case(self, actor: Actor, case: CaseId) -> tuple[FirstContact, ...]:
        """Return the first contacts a case was made from, visitors masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.SEE_WORK, unit.cases.get(case).division)
            return tuple(listed_contact(unit, actor, each) for each in unit.contacts.of_case(case))

    def of_order(self, actor: Actor, order: OrderId) -> tuple[FirstContact, ...]:
        """Return the first contacts a work order was made from that the actor may know of, visitors masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = [each for each in unit.contacts.of_order(order) if not keeps_from(unit, actor, each)]
        return tuple(masked_contact(each) for each in found if sees(actor, each))

    def colleagues(self, actor: Actor) -> Colleagues:
        """Return whom a visitor can be handed to, and the leaders a major matter is reported to."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.REGISTER_CONTACT)
            return colleagues_of(unit.people, actor)

    def history(self, actor: Actor, contact: ContactId) -> tuple[Entry, ...]:
        """Return everything done with the first contact, in order."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require_sight(actor, unit.contacts.get(contact))
            return unit.ledger.entries_of(contact_subject(contact))

    def _call_clock(self, unit: ContactUnit) -> CallClock:
        days = unit.office.settings().contact_days
        return CallClock(calendar=self._shelf.current(unit.calendars), days=days)


def supervises_contacts(actor: Actor) -> bool:
    """Tell whether the person sees to it that contacts of his division are answered in time."""
    return any(may(actor, right, actor.division) for right in (Right.REASSIGN_CONTACT, Right.REEXAMINE))


def _known(act: str) -> Way:
    way = find_way(act)
    if way is None:
        known = "、".join(f"{each.key}（{each.title}）" for each in WAYS)
        raise BadInput(f"没有叫“{act[:60]}”的首问动作，现有：{known}。")
    return way


def _looked_at(unit: ContactUnit, key: ContactId, version: int) -> FirstContact:
    """Return the contact; raises ``Conflict`` where it is another than the one looked at."""
    contact = unit.contacts.get(key)
    if version not in (0, contact.version):
        raise Conflict(f"首问登记{contact.number}在您填写期间被别人改过。已填的内容还在，请核对后再办。")
    return contact


def _within_reach(actor: Actor, query: ContactQuery) -> ContactQuery:
    """Narrow to what the person may see: his divisions' and his own, and what he dispatches."""
    reach = reach_of(actor, Right.SEE_WORK)
    mine = None if reach is None else actor.holder
    untold = None if may(actor, Right.SEE_CALLERS) else actor.holder
    orders = may(actor, Right.DISPATCH_ORDER)
    return replace(query, divisions=reach, seen_by=mine, orders=orders, untold=untold)
