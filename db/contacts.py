"""First contacts in the archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    bindparam,
    cast,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from app.contacts.models import (
    OPEN,
    Brought,
    ContactChannel,
    ContactId,
    ContactKind,
    ContactQuery,
    ContactState,
    FirstContact,
    Outcome,
)
from app.errors import Spoilt
from app.hotline.models import Secrecy
from db.denial_rows import word_of
from db.models.contacts import contact_rows
from db.models.custody import segment_rows
from db.models.orders import order_rows
from db.plans import kept, kept_as_asked
from db.rows import SPOILT, AnyRow, conflict, from_json, insert_counted, missing, to_json
from db.search.index import Index, Kind, counted, tied
from db.search.words import Findable, findable
from db.told import hush_visitor, told_contacts

_rows, _told = contact_rows.c, told_contacts.c
_ADD = kept(insert(contact_rows))
_ONE = kept(select(told_contacts).where(_told.id == bindparam("key")))
_BY_NUMBER = select(told_contacts).where(_told.contact_number == bindparam("number"))
_OF_ORDER = select(told_contacts).where(_told.order_id == bindparam("order")).order_by(_told.id)
_OF_CASE = select(told_contacts).where(_told.case_id == bindparam("case")).order_by(_told.id)
_SAVE = kept(
    update(contact_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)
_OPEN_STATES = tuple(state.value for state in OPEN)
_SUBJECT = "contact:"
# What the archive calls otherwise, for its names must fit every server.
_COLUMNS = {
    "number": "contact_number",
    "division": "division_id",
    "first": "first_id",
    "responsible": "responsible_id",
    "responsible_division": "resp_division_id",
    "responsible_division_name": "resp_division_name",
    "leader": "leader_id",
    "case": "case_id",
    "order": "order_id",
    "record": "record_id",
}
_WORDS = {"channel": ContactChannel, "kind": ContactKind, "outcome": Outcome, "state": ContactState}
_MAY_BE_NONE = {
    "responsible", "responsible_division", "leader", "handed_on", "handed_at", "signed_at", "called_at",
    "promised_on", "reported_at", "answered_at",
}  # fmt: skip
_THINGS = ("case", "order", "record")  # that a contact need not have
_FIELDS = tuple(name for name in FirstContact.__dataclass_fields__ if name not in ("id", "version"))


class StoredContacts:
    """First contacts over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.CONTACT)

    def add(self, contact: FirstContact) -> ContactId:
        """Save a new first contact (``id`` ignored) with the texts it is found by; return its id."""
        row = {**_row(contact), "version": contact.version}
        key = insert_counted(self._connection, _ADD, row)
        self._index.add(key, _found_by(contact))
        return ContactId(key)

    def get(self, contact: ContactId) -> FirstContact:
        """Return the first contact; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": contact}).one_or_none()
        return missing("首问登记") if row is None else _contact(row)

    def find_by_number(self, number: str) -> FirstContact | None:
        """Return the first contact of a number."""
        row = self._connection.execute(_BY_NUMBER, {"number": number}).one_or_none()
        return None if row is None else _contact(row)

    def save(self, contact: FirstContact) -> None:
        """Save where ``contact.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {**_row(contact), "key": contact.id, "stood": contact.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("首问登记", self.get(contact.id))
        self._index.replace(contact.id, _found_by(contact))
        if contact.order:
            hush_visitor(self._connection, contact.order)

    def of_case(self, case: int) -> tuple[FirstContact, ...]:
        """Return the first contacts a case was made from."""
        return tuple(map(_contact, self._connection.execute(_OF_CASE, {"case": case})))

    def of_order(self, order: int) -> tuple[FirstContact, ...]:
        """Return the first contacts a work order was made from."""
        return tuple(map(_contact, self._connection.execute(_OF_ORDER, {"order": order})))

    def find(self, query: ContactQuery, *, offset: int, limit: int) -> tuple[FirstContact, ...]:
        """Return a page of matches: of what somebody has to do, the earliest due first, else the newest."""
        match = self._index.matching(query.words, _told.id)
        statement = select(told_contacts).where(*tied(match), *_narrowing(query))
        page = statement.order_by(*_due_first(query), match.order.desc()).offset(offset).limit(limit)
        page = page if match.conditions else kept_as_asked(page)
        return tuple(map(_contact, self._connection.execute(page)))

    def count(self, query: ContactQuery) -> int:
        """Return how many match."""
        return counted(self._connection, self._index.matching(query.words, _told.id), _narrowing(query))


def _found_by(contact: FirstContact) -> Findable:
    names = [contact.visitor, contact.first_name, contact.responsible_name]
    texts = [contact.number, contact.content[:500], contact.case_number, contact.order_number]
    return findable(texts=texts, names=names, telephones=[contact.telephone])


def _narrowing(query: ContactQuery) -> list[ColumnElement[bool]]:
    """Return a condition for each part of the query that is given."""
    given: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
        ([state.value for state in query.states] or None, _told.state.in_),
        (query.concerns, _concerning),
        (query.held_by, lambda staff: _held(_his_or_late(staff, query.or_late_on))),
        (query.late_on, _late),
        (query.case, _told.case_id.__eq__),
    ]
    conditions = [narrow(part) for part, narrow in given if part is not None]
    if query.words.strip() and query.untold is not None:
        conditions.append(_told_to(query.untold))
    return conditions if query.divisions is None else [*conditions, _seen(query)]


def _told_to(staff: int) -> ColumnElement[bool]:
    """Return that it became no confidential order, or the person is part of it, or handles the order."""
    kept = exists().where(
        order_rows.c.id == _told.order_id,
        order_rows.c.secrecy != Secrecy.NONE.value,
        func.coalesce(order_rows.c.handler_id, 0) != staff,
    )
    return or_(*_is_part_of(staff), ~kept)


def _seen(query: ContactQuery) -> ColumnElement[bool]:
    divisions, staff = query.divisions or frozenset(), query.seen_by
    places = [column.in_(divisions) for column in (_told.division_id, _told.resp_division_id)]
    if query.orders:
        places.append(_told.order_id.is_not(None))
    if staff is None:
        return or_(*places)
    return or_(*places, *_is_part_of(staff))


def _is_part_of(staff: int) -> list[ColumnElement[bool]]:
    return [column == staff for column in (_told.first_id, _told.responsible_id, _told.leader_id)]


def _concerning(staff: int) -> ColumnElement[bool]:
    """Return that it is open and the person was asked first, or has it to do now."""
    own = (_told.first_id == staff) & _told.state.in_(_OPEN_STATES)
    return or_(own, _held(segment_rows.c.staff_id == staff))


def _his_or_late(staff: int, today: date | None) -> ColumnElement[bool]:
    his = segment_rows.c.staff_id == staff
    return his if today is None else or_(his, segment_rows.c.due_on < today)


def _late(today: date) -> ColumnElement[bool]:
    return _held(segment_rows.c.due_on < today)


def _due_first(query: ContactQuery) -> tuple[ColumnElement[Any], ...]:
    """Return the order by the open segment's day for work to be done, none for all there ever was."""
    if (query.concerns, query.held_by, query.late_on) == (None, None, None):
        return ()
    held = segment_rows.c
    key = literal(_SUBJECT) + cast(_told.id, String)
    due = select(held.due_on).where(held.open_key == key).correlate(told_contacts).scalar_subquery()
    return (due.asc().nulls_last(),)


def _held(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return that an open segment of the contact fulfils the condition."""
    held = segment_rows.c
    key = cast(func.substr(held.open_key, len(_SUBJECT) + 1), Integer)
    return _told.id.in_(select(key).where(held.open_key.startswith(_SUBJECT), condition))


def _row(contact: FirstContact) -> dict[str, Any]:
    values = {name: getattr(contact, name) for name in _FIELDS}
    values |= {name: getattr(contact, name).value for name in _WORDS}
    values["materials"] = to_json([[each.name, each.copies] for each in contact.materials])
    values |= {name: getattr(contact, name) or None for name in _THINGS}
    return {_COLUMNS.get(name, name): value for name, value in values.items()}


def _contact(row: AnyRow) -> FirstContact:
    kept = {name: getattr(row, _COLUMNS.get(name, name)) for name in _FIELDS}
    kept = {name: value if value is not None else _empty(name) for name, value in kept.items()}
    kept |= {name: word_of(kind, kept[name]) for name, kind in _WORDS.items()}
    kept["materials"] = _materials(kept["materials"])
    return FirstContact(id=ContactId(row.id), version=row.version, **kept)


def _empty(name: str) -> Any:
    """Return what an empty column means: nothing at all, no case, or an empty text."""
    if name in _MAY_BE_NONE:
        return None
    return 0 if name in _THINGS else ""


def _materials(kept: str) -> tuple[Brought, ...]:
    try:
        return tuple(Brought(name=str(name), copies=int(copies)) for name, copies in from_json(kept))
    except (TypeError, ValueError) as fault:
        raise Spoilt(SPOILT) from fault
