"""Issued documents in the archive, and the search over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict, Refusal, Spoilt
from app.register.models import (
    Document,
    DocumentId,
    DocumentNumber,
    DocumentState,
    Draft,
    Found,
    PrintRecord,
    Query,
)  # fmt: skip
from db.drafts import StoredDrafts
from db.models.documents import document_rows, print_rows
from db.plans import kept
from db.prints import StoredPrints
from db.rows import SPOILT, AnyRow, conflict, from_json, insert_counted, missing, to_json
from db.search.index import Index, Kind, counted, tied
from db.search.words import findable

_rows = document_rows.c
_ADD = kept(insert(document_rows))
_ONE = kept(select(document_rows).where(_rows.id == bindparam("key")))
_BY_NUMBER = select(document_rows).where(_rows.number_text == bindparam("number"))
_BY_CODE = select(document_rows).where(_rows.code == bindparam("code")).order_by(_rows.id).limit(1)
_BY_REQUEST = kept(select(document_rows).where(_rows.request_key == bindparam("request")))
_OF_CASE = select(document_rows).where(_rows.case_id == bindparam("case")).order_by(_rows.id)
_OF_NO_CASE = select(document_rows).where(_rows.case_id.is_(None)).order_by(_rows.id)
_OF_NUMBER = _OF_NO_CASE.where(_rows.case_number == bindparam("number"))
_CHANGE = (
    update(document_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)
_LISTED = select(
    _rows.id, _rows.type_key, _rows.title, _rows.number_text, _rows.party, _rows.matter_name, _rows.case_number,
    _rows.division_id, _rows.state, _rows.issued_on, _rows.issuer_name, _rows.destroyed_at,
)  # fmt: skip
_PRINTED = (
    select(print_rows.c.document_id, func.count().label("times"))
    .where(print_rows.c.document_id.in_(bindparam("keys", expanding=True)))
    .group_by(print_rows.c.document_id)
)
_SEQUENCES = (
    select(_rows.number_sequence)
    .where(_rows.type_key == bindparam("type"), _rows.division_id == bindparam("division"))
    .where(_rows.number_year == bindparam("year"))
    .order_by(_rows.number_sequence)
)


class NumberStands(Refusal):
    """A number is borne by one paper only."""


class StoredDocuments:
    """Documents, prints and drafts over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.DOCUMENT)
        self._prints, self._drafts = StoredPrints(connection), StoredDrafts(connection)

    def add(self, document: Document, search_text: Iterable[str]) -> DocumentId:
        """Save a new document (``id`` ignored) with the texts it is found by; return its id.

        Raises ``Conflict`` where the same request was done meanwhile, ``NumberStands`` where another
        division's paper bears the number already.
        """
        key = self._insert(document)
        found = findable(
            texts=[str(document.number), document.case_number, *search_text],
            names=[document.party, document.matter_name],
            telephones=[document.telephone],
        )
        self._index.add(key, found)
        return DocumentId(key)

    def _insert(self, document: Document) -> int:
        try:
            return insert_counted(self._connection, _ADD, _document_row(document))
        except IntegrityError as error:
            if "request_key" in str(error.orig):
                raise Conflict("这份文书刚由另一个窗口签发，没有重复签发。请刷新后再看。") from error
            if "number_" in str(error.orig):
                raise NumberStands(
                    f"文号{document.number}已经用过：别的处室用过同样的机关代字。请系统管理员为本处室换一个机关代字。"
                ) from error
            raise

    def get(self, document: DocumentId) -> Document:
        """Return the document; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": document}).one_or_none()
        return missing("文书") if row is None else _document(row)

    def find_by_number(self, number: str) -> Document | None:
        """Return the document that bears the number."""
        return self._one(self._connection.execute(_BY_NUMBER, {"number": number}).one_or_none())

    def find_by_code(self, code: str) -> Document | None:
        """Return the document that bears the verification code."""
        return self._one(self._connection.execute(_BY_CODE, {"code": code}).one_or_none())

    def find_by_request(self, request_key: str) -> Document | None:
        """Return what this act has already issued."""
        return self._one(self._connection.execute(_BY_REQUEST, {"request": request_key}).one_or_none())

    def of_case(self, case: int) -> tuple[Document, ...]:
        """Return the case's documents as they were issued."""
        return tuple(map(_document, self._connection.execute(_OF_CASE, {"case": case})))

    def of_number(self, number: str) -> tuple[Document, ...]:
        """Return the papers linked to the number of something that is no case, as they were issued."""
        return tuple(map(_document, self._connection.execute(_OF_NUMBER, {"number": number})))

    def hide_words(self, number: str) -> None:
        """Let the papers linked to a number be found by their numbers alone."""
        for paper in self.of_number(number):
            self._index.replace(paper.id, findable(texts=[str(paper.number), number], names=[], telephones=[]))

    def void(self, document: DocumentId, version: int, reason: str, at: datetime, by: str) -> None:
        """Mark as void where the version still stands; else ``Conflict``."""
        voided = {"void_reason": reason, "voided_at": at, "voided_by_name": by}
        self._change(document, version, {"state": DocumentState.VOID.value, **voided})

    def set_served(self, document: DocumentId, version: int, served_on: date) -> None:
        """Mark as served where the version still stands; else ``Conflict``."""
        self._change(document, version, {"state": DocumentState.SERVED.value, "served_on": served_on})

    def withdraw_service(self, document: DocumentId, version: int) -> None:
        """Mark as issued and not served, where the version still stands; else ``Conflict``."""
        self._change(document, version, {"state": DocumentState.ISSUED.value, "served_on": None})

    def find(self, query: Query, *, offset: int, limit: int) -> tuple[Found, ...]:
        """Return a page of matches, newest first."""
        match = self._index.matching(query.words, _rows.id)
        statement = _LISTED.where(*tied(match), *_narrowing(query)).order_by(match.order.desc())
        page = self._connection.execute(statement.offset(offset).limit(limit)).all()
        printed = self._printed(page)
        return tuple(_found(row, printed.get(row.id, 0)) for row in page)

    def count(self, query: Query) -> int:
        """Return how many match."""
        return counted(self._connection, self._index.matching(query.words, _rows.id), _narrowing(query))

    def sequences(self, type_key: str, division: int, year: int) -> tuple[int, ...]:
        """Return every number given, in order (for the gap report)."""
        counter = {"type": type_key, "division": division, "year": year}
        return tuple(self._connection.execute(_SEQUENCES, counter).scalars())

    def add_print(self, record: PrintRecord) -> None:
        """Keep a print."""
        self._prints.add(record)

    def prints(self, document: DocumentId) -> tuple[PrintRecord, ...]:
        """Return the document's prints in order."""
        return self._prints.of(document)

    def save_draft(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before."""
        self._drafts.save(draft)

    def find_draft(self, staff: int, type_key: str, case: int) -> Draft | None:
        """Return the draft of this person, type and case."""
        return self._drafts.find(staff, type_key, case)

    def drafts(self, staff: int) -> tuple[Draft, ...]:
        """Return the person's drafts, the latest first."""
        return self._drafts.of(staff)

    def drop_draft(self, staff: int, type_key: str, case: int) -> None:
        """Forget the draft, where there is one."""
        self._drafts.drop(staff, type_key, case)

    def _one(self, row: Row[Any] | None) -> Document | None:
        return None if row is None else _document(row)

    def _change(self, document: DocumentId, version: int, change: dict[str, Any]) -> None:
        row = {"key": document, "stood": version, **change}
        if self._connection.execute(_CHANGE, row).rowcount != 1:
            conflict("文书", self.get(document))

    def _printed(self, page: Sequence[AnyRow]) -> dict[int, int]:
        keys = [row.id for row in page]
        return {row.document_id: row.times for row in self._connection.execute(_PRINTED, {"keys": keys})}


def _narrowing(query: Query) -> list[ColumnElement[bool]]:
    """Return a condition for each part of the query that is given."""
    given: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
        (query.type_key or None, _rows.type_key.__eq__),
        (query.types, _rows.type_key.in_),
        (query.state and query.state.value, _rows.state.__eq__),
        (query.since, _rows.issued_on.__ge__),
        (query.until, _rows.issued_on.__le__),
        (query.case, _rows.case_id.__eq__),
        (query.divisions, _rows.division_id.in_),
    ]
    return [narrow(part) for part, narrow in given if part is not None]


def _document_row(document: Document) -> dict[str, Any]:
    return {
        "type_key": document.type_key,
        "type_version": document.type_version,
        "title": document.title,
        "number_text": str(document.number),
        "number_mark": document.number.mark,
        "number_year": document.number.year,
        "number_sequence": document.number.sequence,
        "division_id": document.division,
        "division_name": document.division_name,
        "case_id": document.case,
        "case_number": document.case_number,
        "matter_name": document.matter_name,
        "party": document.party,
        "telephone": document.telephone,
        "state": document.state.value,
        "issued_on": document.issued_on,
        "issued_at": document.issued_at,
        "issued_by_id": document.issued_by,
        "issuer_name": document.issuer_name,
        "code": document.code,
        "request_key": document.request_key,
        "void_reason": document.void_reason,
        "voided_at": document.voided_at,
        "voided_by_name": document.voided_by_name,
        "served_on": document.served_on,
        "version": document.version,
        "fields": to_json(document.fields),
        "imprint": to_json(document.imprint),
    }


def _state(word: str) -> DocumentState:
    try:
        return DocumentState(word)
    except ValueError as fault:
        raise Spoilt(SPOILT) from fault


def _document(row: Row[Any]) -> Document:
    return Document(
        id=DocumentId(row.id),
        type_key=row.type_key,
        type_version=row.type_version,
        title=row.title,
        number=DocumentNumber(mark=row.number_mark or "", year=row.number_year, sequence=row.number_sequence),
        division=row.division_id,
        division_name=row.division_name or "",
        case=row.case_id,
        case_number=row.case_number or "",
        matter_name=row.matter_name or "",
        party=row.party or "",
        telephone=row.telephone or "",
        fields=from_json(row.fields),
        imprint=from_json(row.imprint),
        state=_state(row.state),
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=row.issued_by_id,
        issuer_name=row.issuer_name or "",
        code=row.code or "",
        request_key=row.request_key,
        void_reason=row.void_reason or "",
        voided_at=row.voided_at,
        voided_by_name=row.voided_by_name or "",
        served_on=row.served_on,
        version=row.version,
        destroyed_at=row.destroyed_at,
        digest=row.digest or "",
    )


def _found(row: AnyRow, prints: int) -> Found:
    return Found(
        id=DocumentId(row.id),
        type_key=row.type_key,
        title=row.title,
        number=row.number_text,
        party=row.party or "",
        matter_name=row.matter_name or "",
        case_number=row.case_number or "",
        division=row.division_id,
        state=_state(row.state),
        issued_on=row.issued_on,
        issuer_name=row.issuer_name or "",
        prints=prints,
        destroyed=row.destroyed_at is not None,
    )
