"""Talks with divisions in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from app.hotline.talks_models import Talk, TalkId, TalkState
from db.denial_rows import word_of
from db.models.talks import talk_rows
from db.rows import AnyRow, conflict, from_json, insert_counted, missing, to_json

_rows = talk_rows.c
_ADD = insert(talk_rows)
_ONE = select(talk_rows).where(_rows.id == bindparam("key"))
_BY_NUMBER = select(talk_rows).where(_rows.talk_number == bindparam("number"))
_ALL = select(talk_rows).order_by(_rows.id.desc())
_RESTS_ON = select(_rows.supervisions).where(_rows.division_id == bindparam("division"))
# A server counts for a division with what it does not tell it of yet.
_RESTS_ON_SERVER = text("SELECT supervisions FROM rules.talked(:division) AS t (supervisions)")
_SAVE = (
    update(talk_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)
_SAME = ("division_name", "proposed_at", "decided_at", "talk_at", "rectify_by", "feedback_at")
_TEXTS = ("decided_by_name", "reason", "feedback", "feedback_by_name")


class StoredTalks:
    """Talks over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, talk: Talk) -> TalkId:
        """Save a new talk (``id`` ignored) and return its id."""
        row = {**_row(talk), "version": talk.version}
        return TalkId(insert_counted(self._connection, _ADD, row))

    def get(self, talk: TalkId) -> Talk:
        """Return the talk; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": talk}).one_or_none()
        return missing("约谈") if row is None else _talk(row)

    def find_by_number(self, number: str) -> Talk | None:
        """Return the talk of a number."""
        row = self._connection.execute(_BY_NUMBER, {"number": number}).one_or_none()
        return None if row is None else _talk(row)

    def save(self, talk: Talk) -> None:
        """Save where ``talk.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {**_row(talk), "key": talk.id, "stood": talk.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("约谈", self.get(talk.id))

    def all(self, divisions: Iterable[int] | None = None) -> tuple[Talk, ...]:
        """Return the talks with the divisions (None: with all), newest first."""
        statement = _ALL if divisions is None else _ALL.where(_rows.division_id.in_(list(divisions)))
        return tuple(map(_talk, self._connection.execute(statement)))

    def talked(self, division: int) -> frozenset[int]:
        """Return the supervisions of a division that a talk was proposed for."""
        on_server = self._connection.dialect.name == "postgresql"
        rests_on = _RESTS_ON_SERVER if on_server else _RESTS_ON
        found = self._connection.execute(rests_on, {"division": division}).scalars()
        return frozenset(key for kept in found for key in from_json(kept))


def _row(talk: Talk) -> dict[str, Any]:
    return {
        **{name: getattr(talk, name) for name in (*_SAME, *_TEXTS)},
        "talk_number": talk.number,
        "division_id": talk.division,
        "office_id": talk.office,
        "supervisions": to_json(list(talk.supervisions)),
        "orders": to_json(list(talk.orders)),
        "state": talk.state.value,
        "notice_id": talk.notice or None,
        "record_id": talk.record or None,
    }


def _talk(row: AnyRow) -> Talk:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    kept |= {name: getattr(row, name) or "" for name in _TEXTS}
    return Talk(
        id=TalkId(row.id),
        number=row.talk_number,
        division=row.division_id,
        office=row.office_id,
        supervisions=tuple(from_json(row.supervisions)),
        orders=tuple(from_json(row.orders)),
        state=word_of(TalkState, row.state),
        notice=row.notice_id or 0,
        record=row.record_id or 0,
        version=row.version,
        **kept,
    )
