"""Request keys in the archive: kept in the unit of work that does what was asked, with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update

from app.clock import now
from app.hotline.models import WorkOrder
from app.once import RequestTaken
from app.register.models import Document, DocumentId
from db.answer_words import value_of, words_of
from db.documents import StoredDocuments
from db.hotline.callers import StoredCallers, open_part
from db.models.requests import request_rows
from db.plans import kept
from db.rows import from_json, to_json

KEPT = timedelta(days=7)  # whoever heard no answer asks again long before
_SWEEPS = "0"  # a key that begins so sweeps: one of sixteen
_rows = request_rows.c
_NEW = kept(
    text(
        "INSERT INTO requests (request_key, staff_id, act, begun_at) VALUES (:key, :staff, :act, :begun)"
        " ON CONFLICT DO NOTHING"
    ).bindparams(bindparam("begun", type_=_rows.begun_at.type))
)
_ONE = select(_rows.act, _rows.answer).where(_rows.request_key == bindparam("key"))
_ANSWERED = kept(
    update(request_rows).where(_rows.request_key == bindparam("key")).values(answer=bindparam("told"))
)
_SWEEP = delete(request_rows).where(
    _rows.staff_id == bindparam("staff"), _rows.begun_at < bindparam("before", type_=_rows.begun_at.type)
)


@dataclass(frozen=True)
class Paper:
    """An issued paper, kept in an answer by its key: it never changes."""

    document: int


@dataclass(frozen=True)
class Veiled:
    """A confidential order that was answered with its caller, who is not kept with the answer."""

    order: WorkOrder


class StoredRequests:
    """Request keys over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, key: str, act: str, staff: int) -> bool:
        """Keep a key from now on; False where it was kept before. Whoever sends the same meanwhile waits."""
        begun = now()
        if key.startswith(_SWEEPS):
            self._connection.execute(_SWEEP, {"staff": staff, "before": begun - KEPT})
        new = {"key": key, "staff": staff, "act": act, "begun": begun}
        return bool(self._connection.execute(_NEW, new).rowcount)

    def was_done(self, key: str) -> bool:
        """Say whether something was done with the key."""
        return self._connection.execute(_ONE, {"key": key}).first() is not None

    def answer(self, key: str, act: str) -> Any:
        """Return what was answered; raises ``RequestTaken`` where the key stands for another act."""
        row = self._connection.execute(_ONE, {"key": key}).first()
        if row is None or row.act != act:
            raise RequestTaken("请求标识已用于另一项操作，这一步没有办。请换一个标识。")
        return value_of(from_json(row.answer), self._restored)

    def answered(self, key: str, answer: Any) -> None:
        """Keep what is answered."""
        told = to_json(words_of(answer, _smaller))
        self._connection.execute(_ANSWERED, {"key": key, "told": told})

    def _restored(self, value: Any) -> Any:
        if isinstance(value, Paper):
            return StoredDocuments(self._connection).get(DocumentId(value.document))
        if isinstance(value, Veiled):
            return StoredCallers(self._connection).told((value.order,))[0]
        return value


def _smaller(value: Any) -> Any:
    """Return what is kept of a part of an answer: a paper's key, an order without a confidential caller."""
    if isinstance(value, WorkOrder) and value.is_confidential and not value.caller.withheld:
        return Veiled(open_part(value))
    return Paper(int(value.id)) if isinstance(value, Document) else value
