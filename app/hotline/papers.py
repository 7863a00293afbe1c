"""The papers of work orders: made out from what is on record, issued into the register, found by the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.clock import Clock, office_date
from app.documents.catalogue import get_type
from app.forms.sheet import Sheet
from app.hotline.clocks import OrderRules
from app.hotline.models import OrderId, WorkOrder
from app.hotline.papers_day import day_sheet
from app.hotline.papers_kinds import (
    DAY_SHEET,
    KINDS,
    MakeDaySheet,
    MakePaper,
    Part,
    decided,
    kind_of,
    may_issue,
    part_of,
    place_of,
)
from app.hotline.papers_reading import Source
from app.hotline.papers_sight import keeps_from
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.showing import require_sight
from app.once import once
from app.people.models import Actor, Division, DivisionId
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import Drafted, draft_of, issue_in, make_ready
from app.register.models import Document, DocumentState


@dataclass(frozen=True, kw_only=True)
class PaperOffer:
    """A paper the person may make out of an order: its type, the step it is about, its title in words."""

    type_key: str
    part: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Prefilled:
    """What a paper begins with, and the keys of it that nobody types."""

    fields: Mapping[str, Any]
    decided: tuple[str, ...]


class OrderPapers:
    """Makes out, issues and finds the papers of work orders."""

    def __init__(self, store: OrderStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def offers(self, actor: Actor, order: OrderId) -> tuple[PaperOffer, ...]:
        """Return the papers that the person may make out of an order as it stands."""
        with self._store.read() as unit:
            source = self._source(unit, actor, order)
            return tuple(
                PaperOffer(type_key=key, part=part.key, title=_titled(key, part))
                for key, kind in KINDS.items()
                for part in kind.parts(source)
                if may_issue(source, source.actor, key, part.key)
            )

    def of_order(self, actor: Actor, order: OrderId) -> tuple[Document, ...]:
        """Return the papers of an order in order of issue; raises ``NotAllowed`` for a stranger's."""
        with self._store.read() as unit:
            source = self._source(unit, actor, order)
            papers = unit.documents.of_number(source.order.number)
            return tuple(each for each in papers if not keeps_from(source.actor, source.order, each))

    def prefilled(self, actor: Actor, command: MakePaper) -> Prefilled:
        """Return what a paper begins with; raises ``BadInput``, ``NotAllowed``."""
        with self._store.read() as unit:
            source = self._source(unit, actor, OrderId(command.order))
            part = part_of(source, command.type_key, command.part)
            known = kind_of(command.type_key).fields(source, part)
        kept = decided(source, command.type_key, known)
        return Prefilled(fields=known | dict(command.fields or {}) | kept, decided=tuple(sorted(kept)))

    def draft_sheet(self, actor: Actor, command: MakePaper) -> Sheet:
        """Return the paper as it would print now, marked as a draft."""
        fields = self.prefilled(actor, command).fields
        with self._store.read() as unit:
            source = self._source(unit, actor, OrderId(command.order))
            part = part_of(source, command.type_key, command.part)
            place = kind_of(command.type_key).place(source, part) or int(source.actor.division)
            asked = IssueDocument(type_key=command.type_key, fields=fields)
            mark = get_type(command.type_key).draft_mark
            return draft_of(unit, source.actor, asked, Drafted(place, office_date(source.at), mark))

    @once
    def issue(self, actor: Actor, command: MakePaper) -> Document:
        """Issue the paper; the same contents are issued once. Raises ``BadInput``, ``NotAllowed``."""
        with self._store.begin() as unit:
            source = self._source(unit, actor, OrderId(command.order))
            part = part_of(source, command.type_key, command.part)
            place = place_of(source, command.type_key, part)
            kind = kind_of(command.type_key)
            known = kind.fields(source, part)
            fields = known | dict(command.fields or {}) | decided(source, command.type_key, known)
            asked = IssueDocument(type_key=command.type_key, fields=fields, request_key=command.request_key)
            link = CaseLink(case=None, number=source.order.number, division=place, right=kind.right)
            return issue_once(unit, source.actor, asked, link, self._clock)

    @once
    def day_sheet(self, actor: Actor, command: MakeDaySheet) -> Document:
        """Issue the sheet of a division's orders of a day; raises ``BadInput`` for a day without any."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.DISPATCH_ORDER, actor.division)
            division, asked = self._day_sheet(unit, actor, command)
            number = f"{command.day:%Y%m%d}{division.code}"
            link = CaseLink(case=None, number=number, division=actor.division, right=Right.DISPATCH_ORDER)
            return issue_once(unit, actor, asked, link, self._clock)

    def day_sheet_fields(self, actor: Actor, command: MakeDaySheet) -> Mapping[str, Any]:
        """Return what the day's sheet begins with."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.DISPATCH_ORDER, actor.division)
            return self._day_sheet(unit, actor, command)[1].fields

    def day_sheet_draft(self, actor: Actor, command: MakeDaySheet) -> Sheet:
        """Return the day's sheet as it would print now, marked as a draft."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.DISPATCH_ORDER, actor.division)
            _division, asked = self._day_sheet(unit, actor, command)
            mark = get_type(DAY_SHEET).draft_mark
            return draft_of(unit, actor, asked, Drafted(actor.division, office_date(self._clock()), mark))

    def _day_sheet(
        self, unit: OrderUnit, actor: Actor, command: MakeDaySheet
    ) -> tuple[Division, IssueDocument]:
        division = unit.people.get_division(DivisionId(command.division))
        known = day_sheet(unit, rules_of(unit, self._shelf), division, command.day)
        typed = {"handler_name": actor.signed} | dict(command.fields or {})
        return division, IssueDocument(
            type_key=DAY_SHEET, fields=typed | known, request_key=command.request_key
        )

    def _source(self, unit: OrderUnit, actor: Actor, key: OrderId) -> Source:
        actor = standing(unit.people, actor)
        order: WorkOrder = unit.orders.get(key)
        shares = unit.course.shares(key)
        require_sight(unit, actor, order, shares)
        return Source(
            unit=unit,
            actor=actor,
            order=order,
            records=unit.course.records(key),
            shares=shares,
            rules=rules_of(unit, self._shelf),
            at=self._clock(),
        )


def rules_of(unit: OrderUnit, shelf: CalendarShelf) -> OrderRules:
    """Return what the calendar and the office say of orders now."""
    return OrderRules(calendar=shelf.current(unit.calendars), settings=unit.office.settings())


def issue_once(unit: OrderUnit, actor: Actor, command: IssueDocument, link: CaseLink, clock: Clock) -> Document:
    """Issue a paper under its link's number, or return the one that says the same and still stands."""
    ready = make_ready(command)
    require(actor, link.right, link.division)
    for before in unit.documents.of_number(link.number):
        same = before.type_key == command.type_key and before.fields == dict(ready.values)
        if same and before.state is not DocumentState.VOID:
            return before
    return issue_in(unit, actor, ready, clock(), link)


def _titled(type_key: str, part: Part) -> str:
    title = get_type(type_key).title
    return f"{title}（{part.words}）" if part.words else title
