"""Deferred answers (疑难问题登记) in the archive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.cases.models import DeferredAnswer, DeferredId
from db.models.cases import deferred_rows
from db.rows import conflict, insert_counted, missing

_ADD = insert(deferred_rows)
_ONE = select(deferred_rows).where(deferred_rows.c.id == bindparam("key"))
_OPEN = (
    select(deferred_rows)
    .where(deferred_rows.c.answered_at.is_(None))
    .order_by(deferred_rows.c.promised_at, deferred_rows.c.id)
)
_ANSWER = (
    update(deferred_rows)
    .where(
        deferred_rows.c.id == bindparam("key"),
        deferred_rows.c.version == bindparam("stood"),
        deferred_rows.c.answered_at.is_(None),
    )
    .values(version=deferred_rows.c.version + 1)
)


class StoredDeferred:
    """Deferred answers over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, answer: DeferredAnswer) -> DeferredId:
        """Keep a question that is answered later; return its id."""
        return DeferredId(insert_counted(self._connection, _ADD, _row(answer)))

    def get(self, answer: DeferredId) -> DeferredAnswer:
        """Return the deferred answer; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": answer}).one_or_none()
        return missing("疑难问题登记") if row is None else _answer(row)

    def answer(self, answer: DeferredId, version: int, given: dict[str, Any]) -> None:
        """Answer once, where the version still stands; else ``Conflict``."""
        if self._connection.execute(_ANSWER, {"key": answer, "stood": version, **given}).rowcount != 1:
            conflict("疑难问题登记", self.get(answer))

    def open(self) -> tuple[DeferredAnswer, ...]:
        """Return what is still to be answered, by promised time."""
        return tuple(map(_answer, self._connection.execute(_OPEN)))


def _row(answer: DeferredAnswer) -> dict[str, Any]:
    return {
        "division_id": answer.division,
        "clerk_id": answer.clerk,
        "clerk_name": answer.clerk_name,
        "party": answer.party,
        "telephone": answer.telephone,
        "matter_name": answer.matter_name,
        "case_id": answer.case,
        "question": answer.question,
        "asked_at": answer.asked_at,
        "promised_at": answer.promised_at,
        "answer": answer.answer,
        "answered_at": answer.answered_at,
        "answered_by": answer.answered_by,
        "version": answer.version,
    }


def _answer(row: Row[Any]) -> DeferredAnswer:
    return DeferredAnswer(
        id=DeferredId(row.id),
        division=row.division_id,
        clerk=row.clerk_id,
        clerk_name=row.clerk_name or "",
        party=row.party or "",
        telephone=row.telephone or "",
        matter_name=row.matter_name or "",
        case=row.case_id,
        question=row.question or "",
        asked_at=row.asked_at,
        promised_at=row.promised_at,
        answer=row.answer or "",
        answered_at=row.answered_at,
        answered_by=row.answered_by or "",
        version=row.version,
    )
