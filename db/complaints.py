"""Complaints about refusals (否定报备制五) in the archive."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from app.denials.models import Complaint, ComplaintId, ComplaintState, DenialId
from db.denial_rows import word_of
from db.models.denials import complaint_rows
from db.rows import AnyRow, conflict, insert_counted, missing

_rows = complaint_rows.c
_ADD = insert(complaint_rows)
_ONE = select(complaint_rows).where(_rows.id == bindparam("key"))
_OF = select(complaint_rows).where(_rows.denial_id == bindparam("denial")).order_by(_rows.id)
_ANSWER = (
    update(complaint_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)


class StoredComplaints:
    """Complaints over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, complaint: Complaint) -> ComplaintId:
        """Keep a complaint (``id`` ignored); return its id."""
        row = {
            "denial_id": complaint.denial,
            "received_on": complaint.received_on,
            "channel": complaint.channel,
            "content": complaint.content,
            "taken_by_id": complaint.taken_by,
            "taken_by_name": complaint.taken_by_name,
            "due_on": complaint.due_on,
            "state": complaint.state.value,
            "version": complaint.version,
        }
        return ComplaintId(insert_counted(self._connection, _ADD, row))

    def get(self, complaint: ComplaintId) -> Complaint:
        """Return the complaint; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": complaint}).one_or_none()
        return missing("投诉") if row is None else _complaint(row)

    def of(self, denial: DenialId) -> tuple[Complaint, ...]:
        """Return the denial's complaints, oldest first."""
        return tuple(map(_complaint, self._connection.execute(_OF, {"denial": denial})))

    def answer(self, complaint: Complaint, at: datetime) -> None:
        """Save state and answer where ``complaint.version`` still stands; else ``Conflict``."""
        change = {
            "key": complaint.id,
            "stood": complaint.version,
            "state": complaint.state.value,
            "answer": complaint.answer,
            "answered_by_id": complaint.answered_by,
            "answered_by_name": complaint.answered_by_name,
            "answered_at": at,
        }
        if self._connection.execute(_ANSWER, change).rowcount != 1:
            conflict("投诉", self.get(complaint.id))


def _complaint(row: AnyRow) -> Complaint:
    return Complaint(
        id=ComplaintId(row.id),
        denial=DenialId(row.denial_id),
        received_on=row.received_on,
        channel=row.channel or "",
        content=row.content or "",
        taken_by=row.taken_by_id,
        taken_by_name=row.taken_by_name or "",
        due_on=row.due_on,
        state=word_of(ComplaintState, row.state),
        answer=row.answer or "",
        answered_by=row.answered_by_id,
        answered_by_name=row.answered_by_name or "",
        answered_at=row.answered_at,
        version=row.version,
    )
