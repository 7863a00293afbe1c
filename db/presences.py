"""Who has which record open: one row for each person and record, renewed while it is so."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, text, update

from app.ledger.models import Subject
from app.presence.models import Present
from db.leases import Briefly
from db.models.people import staff_rows
from db.models.presences import presence_rows

_rows = presence_rows.c
_MINE = (_rows.record == bindparam("of_record"), _rows.staff_id == bindparam("of_staff"))
_RENEW = update(presence_rows).where(*_MINE, _rows.until_at > bindparam("now_at", type_=_rows.until_at.type))
_BEGIN = text(
    "INSERT INTO presences (record, staff_id, since, until_at) VALUES (:record, :staff, :since, :until_at)"
    " ON CONFLICT (record, staff_id) DO UPDATE SET since = excluded.since, until_at = excluded.until_at"
).bindparams(bindparam("since", type_=_rows.since.type), bindparam("until_at", type_=_rows.until_at.type))
_END = delete(presence_rows).where(*_MINE)
_LAPSED = delete(presence_rows).where(
    _rows.staff_id == bindparam("of_staff"), _rows.until_at <= bindparam("now_at", type_=_rows.until_at.type)
)
_NOW = (
    select(presence_rows, staff_rows.c.name)
    .join(staff_rows, staff_rows.c.id == _rows.staff_id)
    .where(_rows.until_at > bindparam("now_at", type_=_rows.until_at.type))
    .order_by(_rows.since, _rows.staff_id)
)
SPOKEN = "presence"
_SPEAK = f"SELECT pg_notify('office', '{SPOKEN}')"


class StoredPresences:
    """Presences over one connection."""

    def __init__(self, connection: Connection, briefly: Briefly = nullcontext) -> None:
        self._connection = connection
        self._briefly = briefly

    def stay(self, record: Subject, staff: int, at: datetime, until: datetime) -> bool:
        """Begin or renew a presence; True where it begins. What of his lapsed goes with it."""
        mine = {"of_record": record, "of_staff": staff, "now_at": at}
        row = {"record": record, "staff": staff, "since": at, "until_at": until}
        with self._briefly():
            if self._connection.execute(_RENEW, {**mine, "until_at": until}).rowcount:
                return False
            self._connection.execute(_LAPSED, {"of_staff": staff, "now_at": at})
            self._connection.execute(_BEGIN, row)
            self._speak()
        return True

    def leave(self, record: Subject, staff: int) -> None:
        """End a presence."""
        with self._briefly():
            if self._connection.execute(_END, {"of_record": record, "of_staff": staff}).rowcount:
                self._speak()

    def now(self, at: datetime) -> tuple[Present, ...]:
        """Return everybody's presences that hold at the moment, the longest first."""
        return tuple(
            Present(
                record=Subject(row.record),
                staff=row.staff_id,
                name=row.name,
                since=row.since,
                until=row.until_at,
            )
            for row in self._connection.execute(_NOW, {"now_at": at})
        )

    def _speak(self) -> None:
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql(_SPEAK)
