"""Denials in the archive, with their checks, and what they allow a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    func,
    insert,
    or_,
    select,
    update,
)

from app.cases.models import AfterReport, Clearance
from app.clock import SHANGHAI
from app.denials.models import (
    Attachment,
    AttachmentId,
    Check,
    Complaint,
    ComplaintId,
    Denial,
    DenialId,
    DenialQuery,
    DenialState,
)
from db.attachments import StoredAttachments
from db.complaints import StoredComplaints
from db.denial_rows import check_of, check_row, clearance_of, denial_of, denial_row, reported
from db.models.custody import segment_rows
from db.models.denials import check_rows, complaint_rows, denial_rows
from db.rows import AnyRow, conflict, insert_counted, missing
from db.search.index import Index, Kind, counted, tied
from db.search.words import findable

_rows = denial_rows.c
_ADD = insert(denial_rows)
_ONE = select(denial_rows).where(_rows.id == bindparam("key"))
_OF_CASE = select(denial_rows).where(_rows.case_id == bindparam("case")).order_by(_rows.id.desc())
_STANDING = _OF_CASE.where(_rows.state != DenialState.GIVEN_UP.value).limit(1)
_STANDS = (_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
_SAVE = update(denial_rows).where(*_STANDS).values(version=_rows.version + 1)
_TELL = _SAVE.where(_rows.state == DenialState.FILED.value).values(state=DenialState.TOLD.value)
_BY_NOTICE = select(_rows.id).where(_rows.notice_id == bindparam("notice"))
_UNTELL = (
    update(denial_rows)
    .where(_rows.id == bindparam("key"), _rows.state != DenialState.ARCHIVED.value)
    .values(
        state=case((_rows.told_before, DenialState.GIVEN_UP.value), else_=DenialState.FILED.value),
        notice_id=None,
        version=_rows.version + 1,
    )
)
_DRAFTS = (
    select(_rows.id)
    .where(
        _rows.case_id == bindparam("case"),
        _rows.state == DenialState.DRAFT.value,
        _rows.told_before.is_(False),
    )
    .order_by(_rows.id)
)
_GIVE_UP = (
    update(denial_rows)
    .where(_rows.id.in_(bindparam("keys", expanding=True)))
    .values(state=DenialState.GIVEN_UP.value, version=_rows.version + 1)
)
_ADD_CHECK = insert(check_rows)
_CHECKS = (
    select(check_rows)
    .where(check_rows.c.denial_id.in_(bindparam("keys", expanding=True)))
    .order_by(check_rows.c.id)
)


class StoredDenials:
    """Denials, checks, files and complaints over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.DENIAL)
        self._files = StoredAttachments(connection)
        self._complaints = StoredComplaints(connection)

    # --- what the counter asks

    def clearance(self, case: int) -> Clearance | None:
        """Return what the case's newest denial (given up ones aside) allows."""
        row = self._connection.execute(_STANDING, {"case": case}).one_or_none()
        return None if row is None else clearance_of(row)

    def told(self, denial: int, version: int, notice: int) -> None:
        """Write the notice into a filed denial, which is now told; else ``Conflict``."""
        change = {"key": denial, "stood": version, "notice_id": notice}
        if self._connection.execute(_TELL, change).rowcount != 1:
            conflict("否定报备", self.get(DenialId(denial)))

    def untold(self, notice: int) -> int | None:
        """Take the notice, made void, out of its denial: filed again, or given up if told before its chain.

        Return the denial's id, None where none has the notice; raises ``Conflict`` for one archived since.
        """
        key = self._connection.execute(_BY_NOTICE, {"notice": notice}).scalar_one_or_none()
        if key is not None and self._connection.execute(_UNTELL, {"key": key}).rowcount != 1:
            conflict("否定报备", self.get(DenialId(key)))
        return key

    def begin_report(self, report: AfterReport) -> int:
        """Open the report of a refusal that was told before the chain; return the denial's id."""
        return self.add(reported(report), ())

    def drop_drafts(self, case: int) -> tuple[int, ...]:
        """Give up the case's drafts (reports of what was told aside); return their ids."""
        keys = tuple(self._connection.execute(_DRAFTS, {"case": case}).scalars())
        if keys:
            self._connection.execute(_GIVE_UP, {"keys": keys})
        return keys

    # --- denials

    def add(self, denial: Denial, search_text: Iterable[str]) -> DenialId:
        """Save a new denial (``id`` and ``checks`` ignored) with the texts it is found by; return its id."""
        row = {**denial_row(denial), "version": denial.version}
        key = insert_counted(self._connection, _ADD, row)
        found = findable(texts=[denial.case_number, *search_text], names=[denial.party, denial.matter_name])
        self._index.add(key, found)
        return DenialId(key)

    def get(self, denial: DenialId) -> Denial:
        """Return the denial with its checks; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": denial}).one_or_none()
        return missing("否定报备") if row is None else self._whole([row])[0]

    def of_case(self, case: int) -> tuple[Denial, ...]:
        """Return the case's denials, oldest first."""
        return self._whole(self._connection.execute(_OF_CASE, {"case": case}).all())[::-1]

    def save(self, denial: Denial) -> None:
        """Save where ``denial.version`` still stands (the archive adds one); else ``Conflict``.

        ``checks`` are left as they are.
        """
        row = {**denial_row(denial), "key": denial.id, "stood": denial.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("否定报备", self.get(denial.id))

    def add_check(self, denial: DenialId, check: Check) -> None:
        """Keep a step of the chain for ever."""
        self._connection.execute(_ADD_CHECK, check_row(denial, check))

    def find(self, query: DenialQuery, *, offset: int, limit: int) -> tuple[Denial, ...]:
        """Return a page of matches, newest first; reports made afterwards by the day they are due."""
        match = self._index.matching(query.words, _rows.id)
        order = (_rows.report_by, match.order) if query.after else (match.order.desc(),)
        statement = select(denial_rows).where(*tied(match), *_narrowing(query)).order_by(*order)
        return self._whole(self._connection.execute(statement.offset(offset).limit(limit)).all())

    def count(self, query: DenialQuery) -> int:
        """Return how many match."""
        return counted(self._connection, self._index.matching(query.words, _rows.id), _narrowing(query))

    # --- files

    def attach(self, attachment: Attachment, content: bytes) -> AttachmentId:
        """Keep a file with a draft (``id`` ignored); return its id."""
        return self._files.add(attachment, content)

    def get_attachment(self, attachment: AttachmentId) -> Attachment:
        """Return what is known of a file; raises ``Refusal`` where there is none."""
        return self._files.get(attachment)

    def attachments(self, denial: DenialId) -> tuple[Attachment, ...]:
        """Return the denial's files in the order they came."""
        return self._files.of(denial)

    def content(self, attachment: AttachmentId) -> bytes:
        """Return what is in the file; raises ``Refusal`` where there is none."""
        return self._files.content(attachment)

    def detach(self, attachment: AttachmentId) -> None:
        """Forget a file of a draft; raises ``Refusal`` where there is none."""
        self._files.drop(attachment)

    # --- complaints

    def add_complaint(self, complaint: Complaint) -> ComplaintId:
        """Keep a complaint (``id`` ignored); return its id."""
        return self._complaints.add(complaint)

    def get_complaint(self, complaint: ComplaintId) -> Complaint:
        """Return the complaint; raises ``Refusal`` where there is none."""
        return self._complaints.get(complaint)

    def complaints(self, denial: DenialId) -> tuple[Complaint, ...]:
        """Return the denial's complaints, oldest first."""
        return self._complaints.of(denial)

    def answer_complaint(self, complaint: Complaint, at: datetime) -> None:
        """Save state and answer where ``complaint.version`` still stands; else ``Conflict``."""
        self._complaints.answer(complaint, at)

    def _whole(self, rows: Sequence[AnyRow]) -> tuple[Denial, ...]:
        """Return the rows as denials with their checks."""
        checks: dict[int, list[Check]] = {row.id: [] for row in rows}
        for row in self._connection.execute(_CHECKS, {"keys": list(checks)}) if rows else ():
            checks[row.denial_id].append(check_of(row))
        return tuple(denial_of(row, tuple(checks[row.id])) for row in rows)


def _narrowing(query: DenialQuery) -> list[ColumnElement[bool]]:
    """Return a condition for each part of the query that is given."""
    until = query.until and query.until + timedelta(days=1)
    given: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
        ([state.value for state in query.states] or None, _rows.state.in_),
        (query.after, _rows.told_before.is_),
        (query.case, _rows.case_id.__eq__),
        (query.since and _start_of(query.since), _rows.opened_at.__ge__),
        (until and _start_of(until), _rows.opened_at.__lt__),
        (query.divisions, _rows.division_id.in_),
        (query.held_by, _held_by),
    ]
    return [narrow(part) for part, narrow in given if part is not None]


def _held_by(staff: int) -> ColumnElement[bool]:
    """Return that the person holds the denial, or a complaint about it."""
    complaints = select(complaint_rows.c.denial_id).where(
        complaint_rows.c.id.in_(_open_keys("complaint:", staff))
    )
    return or_(_rows.id.in_(_open_keys("denial:", staff)), _rows.id.in_(complaints))


def _open_keys(kind: str, staff: int) -> Select[Any]:
    """Return the keys of what the person holds of a kind; the archive keeps them behind the kind's name."""
    held = segment_rows.c
    key = cast(func.substr(held.open_key, len(kind) + 1), Integer)
    return select(key).where(held.staff_id == staff, held.open_key.startswith(kind))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
