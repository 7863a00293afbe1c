from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from app.errors import Conflict
from app.ledger.entering import enter, next_head, sealed
from app.ledger.models import Head, Seal, subject
from app.ledger.verifying import verify
from db import ledger
from db.engine import writing
from tests.db.things import a_deed, issue, later


def test_a_new_book_is_empty(store):
    with store.read() as unit:
        assert unit.ledger.head() == Head(count=0, chain="", at=None)
        assert list(unit.ledger.entries()) == []


def chained(entry, kept):
    """The entry with what a server gives it by itself: its place and its hashes."""
    return replace(entry, place=kept.place, previous=kept.previous, hash=kept.hash)


def test_entries_come_back_as_they_were_written(store, office, kind):
    with store.begin() as unit:
        first = enter(unit.ledger, a_deed(office, subject("case", 1)))
        other = enter(unit.ledger, a_deed(office, subject("case", 2), actor=None, at=later(seconds=1)))
        second = enter(unit.ledger, a_deed(office, subject("case", 1), behalf=office.clerk, ground="AB岗"))
    with store.read() as unit:
        assert verify(unit.ledger.entries(), unit.ledger.head(), unit.ledger.seals()) == ()
        if kind == "postgresql":
            written, kept = (first, other, second), tuple(unit.ledger.entries())
            first, other, second = (chained(entry, by) for entry, by in zip(written, kept, strict=True))
            assert (first.place, other.place, second.place) == (1, 1, 2)
            assert second.previous == first.hash
        assert list(unit.ledger.entries()) == [first, other, second]
        assert list(unit.ledger.entries(after=1)) == [other, second]
        assert unit.ledger.entries_of(subject("case", 1)) == (first, second)
        assert unit.ledger.last_of(subject("case", 1)) == second
        assert unit.ledger.last_of(subject("case", 3)) is None
        assert unit.ledger.head().count == 3
        assert unit.ledger.head().at == later(seconds=1)


def test_a_long_book_is_read_page_by_page(store, office, monkeypatch):
    monkeypatch.setattr(ledger, "_PAGE", 3)
    with store.begin() as unit:
        for _ in range(7):
            enter(unit.ledger, a_deed(office, subject("case", 1)))
    with store.read() as unit:
        assert [entry.seq for entry in unit.ledger.entries()] == list(range(1, 8))


def test_an_entry_that_does_not_follow_the_head_is_refused_or_chained_by_the_server(store, office, kind):
    with store.begin() as unit:
        entry = enter(unit.ledger, a_deed(office, subject("case", 1)))
    stale = sealed(replace(entry, place=2))
    refused = pytest.raises(Conflict) if kind == "sqlite" else nullcontext()
    with refused, store.begin() as unit:
        unit.ledger.append(stale, next_head(Head(count=0, chain=""), stale))
    with store.read() as unit:
        assert verify(unit.ledger.entries(), unit.ledger.head(), unit.ledger.seals()) == ()
        assert unit.ledger.head().count == (1 if kind == "sqlite" else 2)


def test_seals_come_back_by_day(store):
    seals = [Seal(day=date(2026, 11, day), last_seq=day, chain="c", previous="", hash="h") for day in (9, 10)]
    with store.begin() as unit:
        for seal in reversed(seals):
            unit.ledger.add_seal(seal)
    with store.read() as unit:
        assert unit.ledger.seals() == tuple(seals)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET summary = '改' WHERE seq = 1",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_heads SET entry_count = 0",
        "DELETE FROM ledger_heads",
        "UPDATE documents SET party = '别人'",
        "UPDATE documents SET fields = '{}'",
        "UPDATE documents SET number_sequence = 7",
        "DELETE FROM documents",
        "UPDATE number_counters SET last_number = 0",
        "DELETE FROM number_counters",
    ],
)
def test_the_archive_itself_keeps_what_must_not_change(store, office, statement):
    issue(store, office)

    with pytest.raises(DBAPIError, match="不得"), writing(store.engine) as connection:
        connection.exec_driver_sql(statement)


def test_a_void_document_stays_void(store, office):
    issued = issue(store, office)
    with store.begin() as unit:
        unit.documents.void(issued.id, 1, "写错", later(hours=1), "林晓")

    with pytest.raises(DBAPIError, match="不得"), writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE documents SET state = '已签发'")
