"""The knowledge base in the archive, found as everything else is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from app.hotline.knowledge import Answer, AnswerId, AnswerQuery, AnswerState
from db.denial_rows import word_of
from db.hotline.likes import alike_keys
from db.models.hotline_office import answer_rows
from db.rows import AnyRow, conflict, insert_counted, missing
from db.search.index import Index, Kind, tied
from db.search.words import Findable, findable

_rows = answer_rows.c
_ADD = insert(answer_rows)
_ONE = select(answer_rows).where(_rows.id == bindparam("key"))
_OF_ORDER = select(answer_rows).where(_rows.order_number == bindparam("number")).order_by(_rows.id)
_BY_KEYS = select(answer_rows).where(_rows.id.in_(bindparam("keys", expanding=True)))
_SAVE = (
    update(answer_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)


class StoredAnswers:
    """Answers of the knowledge base over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.ANSWER)

    def get(self, answer: AnswerId) -> Answer:
        """Return the answer; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": answer}).one_or_none()
        return missing("知识库条目") if row is None else _answer(row)

    def add(self, answer: Answer) -> AnswerId:
        """Save a new answer (``id`` ignored)."""
        key = insert_counted(self._connection, _ADD, {**_row(answer), "version": answer.version})
        self._index.add(key, _found_by(answer))
        return AnswerId(key)

    def save(self, answer: Answer) -> None:
        """Save where ``answer.version`` still stands (the archive adds one); else ``Conflict``."""
        row = {**_row(answer), "key": answer.id, "stood": answer.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("知识库条目", self.get(answer.id))
        self._index.replace(answer.id, _found_by(answer))

    def withhold(self, number: str) -> None:
        """Keep what came from an order, now an efficiency complaint, from whoever may not know of it."""
        for answer in self.of_order(number):
            if not answer.withheld:
                self.save(replace(answer, withheld=True))

    def of_order(self, number: str) -> tuple[Answer, ...]:
        """Return the answers that came from an order."""
        return tuple(map(_answer, self._connection.execute(_OF_ORDER, {"number": number})))

    def find(self, query: AnswerQuery, *, limit: int) -> tuple[Answer, ...]:
        """Return the newest matches."""
        match = self._index.matching(query.words, _rows.id)
        statement = select(answer_rows).where(*tied(match))
        if query.citable_on is not None:
            citable = and_(_rows.state == AnswerState.APPROVED.value, _rows.withheld.is_(other=False))
            statement = statement.where(citable, _rows.valid_until >= query.citable_on)
        if not query.secret:
            statement = statement.where(_rows.withheld.is_(other=False))
        if query.states:
            statement = statement.where(_rows.state.in_([each.value for each in query.states]))
        rows = self._connection.execute(statement.order_by(match.order.desc()).limit(limit))
        return tuple(map(_answer, rows))

    def alike(self, text: str, *, limit: int) -> tuple[Answer, ...]:
        """Return those that share most of the text's rarer pairs of characters, most first."""
        keys = alike_keys(self._connection, Kind.ANSWER, text, limit)
        found = {row.id: _answer(row) for row in self._connection.execute(_BY_KEYS, {"keys": list(keys)})}
        return tuple(found[key] for key in keys)


def _found_by(answer: Answer) -> Findable:
    told = () if answer.withheld else (answer.question, answer.content, answer.basis, answer.topic)
    texts = [*told, answer.order]
    return findable(texts=texts, names=[])


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "content": answer.content,
        "basis": answer.basis,
        "topic": answer.topic,
        "state": answer.state.value,
        "dated_on": answer.dated,
        "valid_until": answer.valid_until,
        "division_id": answer.division,
        "division_name": answer.division_name,
        "order_number": answer.order,
        "proposed_by_id": answer.proposed_by,
        "proposed_by_name": answer.proposed_by_name,
        "proposed_at": answer.proposed_at,
        "approved_by_name": answer.approved_by_name,
        "approved_at": answer.approved_at,
        "withheld": answer.withheld,
    }


def _answer(row: AnyRow) -> Answer:
    return Answer(
        id=AnswerId(row.id),
        question=row.question,
        content=row.content,
        basis=row.basis,
        topic=row.topic or "",
        state=word_of(AnswerState, row.state),
        dated=row.dated_on,
        valid_until=row.valid_until,
        division=row.division_id,
        division_name=row.division_name or "",
        order=row.order_number,
        proposed_by=row.proposed_by_id,
        proposed_by_name=row.proposed_by_name or "",
        proposed_at=row.proposed_at,
        approved_by_name=row.approved_by_name or "",
        approved_at=row.approved_at,
        withheld=row.withheld,
        version=row.version,
    )
