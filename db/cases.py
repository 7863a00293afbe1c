"""Cases in the archive, with deferred answers and second notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from app.cases.models import (
    Case,
    CaseId,
    CaseMaterial,
    CaseQuery,
    CaseState,
    DeferredAnswer,
    DeferredId,
    Extension,
    ExtensionState,
    MaterialStatus,
    Party,
    Pause,
    SecondNotice,
)  # fmt: skip
from app.catalogue.models import MatterKind, Regime
from db.deferred import StoredDeferred
from db.models.cases import case_rows
from db.rows import conflict, contents, from_json, insert_counted, missing, to_json
from db.search.index import Index, Kind, counted, tied
from db.search.words import Findable, findable
from db.second_notices import StoredSecondNotices

_rows = case_rows.c
_ADD = insert(case_rows)
_ONE = select(case_rows).where(_rows.id == bindparam("key"))
_BY_NUMBER = select(case_rows).where(_rows.case_number == bindparam("number"))
_SAVE = (
    update(case_rows)
    .where(_rows.id == bindparam("key"), _rows.version == bindparam("stood"))
    .values(version=_rows.version + 1)
)


class StoredCases:
    """Cases, deferred answers and second notices over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = Index(connection, Kind.CASE)
        self._deferred = StoredDeferred(connection)
        self._second_notices = StoredSecondNotices(connection)

    def add(self, case: Case, search_text: Iterable[str]) -> CaseId:
        """Save a new case (``id`` ignored) with the texts it is found by; return its id."""
        row = {**_case_row(case), "version": case.version}
        key = insert_counted(self._connection, _ADD, row)
        self._index.add(key, _findable(case, search_text))
        return CaseId(key)

    def get(self, case: CaseId) -> Case:
        """Return the case; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": case}).one_or_none()
        return missing("办件") if row is None else _case(row)

    def find_by_number(self, number: str) -> Case | None:
        """Return the case that bears the number."""
        row = self._connection.execute(_BY_NUMBER, {"number": number}).one_or_none()
        return None if row is None else _case(row)

    def save(self, case: Case, search_text: Iterable[str] | None) -> None:
        """Save where ``case.version`` still stands (the archive adds one); else ``Conflict``.

        ``search_text`` None leaves what the case is found by as it is.
        """
        row = {**_case_row(case), "key": case.id, "stood": case.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("办件", self.get(case.id))
        if search_text is not None:
            self._index.replace(case.id, _findable(case, search_text))

    def find(self, query: CaseQuery, *, offset: int, limit: int) -> tuple[Case, ...]:
        """Return a page of matches, newest first."""
        match = self._index.matching(query.words, _rows.id)
        statement = select(case_rows).where(*tied(match), *_narrowing(query)).order_by(match.order.desc())
        return tuple(map(_case, self._connection.execute(statement.offset(offset).limit(limit))))

    def count(self, query: CaseQuery) -> int:
        """Return how many match."""
        return counted(self._connection, self._index.matching(query.words, _rows.id), _narrowing(query))

    def add_deferred(self, answer: DeferredAnswer) -> DeferredId:
        """Keep a question that is answered later (``id`` ignored); return its id."""
        return self._deferred.add(answer)

    def get_deferred(self, answer: DeferredId) -> DeferredAnswer:
        """Return the deferred answer; raises ``Refusal`` where there is none."""
        return self._deferred.get(answer)

    def answer_deferred(self, answer: DeferredId, version: int, text: str, at: datetime, by: str) -> None:
        """Answer once, where the version still stands; else ``Conflict``."""
        self._deferred.answer(answer, version, {"answer": text, "answered_at": at, "answered_by": by})

    def open_deferred(self) -> tuple[DeferredAnswer, ...]:
        """Return what is still to be answered, by promised time."""
        return self._deferred.open()

    def add_second_notice(self, notice: SecondNotice) -> None:
        """Count a second notice."""
        self._second_notices.add(notice)

    def second_notices(self, divisions: frozenset[int] | None = None) -> tuple[SecondNotice, ...]:
        """Return the second notices of the divisions (None: every one) in order."""
        return self._second_notices.within(divisions)


def _narrowing(query: CaseQuery) -> list[ColumnElement[bool]]:
    """Return a condition for each part of the query that is given."""
    conditions: list[ColumnElement[bool]] = []
    if query.state is not None:
        conditions.append(_rows.state == query.state.value)
    if query.divisions is not None:
        conditions.append(_rows.division_id.in_(query.divisions))
    return conditions


def _findable(case: Case, search_text: Iterable[str]) -> Findable:
    party = case.applicant
    return findable(
        texts=[case.number, case.matter_code, *search_text],
        names=[party.name, case.matter_name],
        telephones=[party.telephone, party.sms_telephone, party.agent_telephone],
    )


def _case_row(case: Case) -> dict[str, Any]:
    return {
        "case_number": case.number,
        "matter_id": case.matter,
        "matter_code": case.matter_code,
        "matter_name": case.matter_name,
        "kind": case.kind.value,
        "regime": case.regime.value,
        "division_id": case.division,
        "clerk_id": case.clerk,
        "clerk_name": case.clerk_name,
        "counter": case.counter,
        "channel": case.channel,
        "received_on": case.received_on,
        "created_at": case.created_at,
        "state": case.state.value,
        "accepted_on": case.accepted_on,
        "closed_why": case.closed_why,
        "reference": case.reference,
        "committed": case.committed,
        "statutory": case.statutory,
        "pauses": to_json(
            [[_said(each.since), _said(each.until), each.step, each.days] for each in case.pauses]
        ),
        "extension": None if case.extension is None else to_json(_extension_words(case.extension)),
        "result": case.result,
        "completed_on": case.completed_on,
        "due_on": case.due_on,
        "served_on": case.served_on,
        "applicant": to_json(contents(case.applicant)),
        "materials": to_json([{**contents(each), "status": each.status.value} for each in case.materials]),
    }


def _case(row: Row[Any]) -> Case:
    return Case(
        id=CaseId(row.id),
        number=row.case_number,
        matter=row.matter_id,
        matter_code=row.matter_code,
        matter_name=row.matter_name,
        kind=MatterKind(row.kind),
        regime=Regime(row.regime),
        division=row.division_id,
        clerk=row.clerk_id,
        clerk_name=row.clerk_name or "",
        counter=row.counter or "",
        channel=row.channel or "",
        received_on=row.received_on,
        created_at=row.created_at,
        state=CaseState(row.state),
        applicant=Party(**from_json(row.applicant)),
        materials=tuple(_material(each) for each in from_json(row.materials)),
        accepted_on=row.accepted_on,
        closed_why=row.closed_why or "",
        reference=row.reference or "",
        committed=row.committed,
        statutory=row.statutory,
        pauses=tuple(_pause(*each) for each in from_json(row.pauses)),
        extension=None if row.extension is None else _extension(from_json(row.extension)),
        result=row.result or "",
        completed_on=row.completed_on,
        due_on=row.due_on,
        served_on=row.served_on,
        version=row.version,
    )


def _material(values: dict[str, Any]) -> CaseMaterial:
    return CaseMaterial(**{**values, "status": MaterialStatus(values["status"])})


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def _pause(since: str, until: str | None, step: str, days: int) -> Pause:
    return Pause(since=date.fromisoformat(since), until=_day(until), step=step, days=days)


def _extension_words(extension: Extension) -> dict[str, Any]:
    days = {"asked_on": _said(extension.asked_on), "decided_on": _said(extension.decided_on)}
    return {**contents(extension), **days, "state": extension.state.value}


def _extension(values: dict[str, Any]) -> Extension:
    days = {"asked_on": _day(values["asked_on"]), "decided_on": _day(values["decided_on"])}
    return Extension(**{**values, **days, "state": ExtensionState(values["state"])})
