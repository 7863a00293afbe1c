from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import chinese_moment
from app.errors import Unavailable
from app.ledger.entering import ClockSetBack, enter, entry_hash
from app.ledger.models import Deed, Head, Seal, subject
from app.ledger.sealing import seal_days
from app.ledger.verifying import verify
from tests.office import START, Wall


class Book:
    """A ledger in memory, as the port asks for it (the archive's own is tested on both databases)."""

    chains_itself = False

    def __init__(self):
        self.kept = []
        self.stands = Head(count=0, chain="")
        self.sealed = []

    def head(self):
        return self.stands

    def last_of(self, about):
        return next((entry for entry in reversed(self.kept) if entry.subject == about), None)

    def append(self, entry, head):
        self.kept.append(entry)
        self.stands = head

    def entries(self, *, after=0):
        return iter([entry for entry in self.kept if entry.seq > after])

    def entries_of(self, about):
        return tuple(entry for entry in self.kept if entry.subject == about)

    def seals(self):
        return tuple(self.sealed)

    def seal_itself(self, today):
        return None

    def add_seal(self, seal):
        self.sealed.append(seal)


def deed(at, about, text):
    return Deed(
        at=at,
        actor=1,
        actor_name="林晓燕",
        act="test",
        subject=subject("case", about),
        summary=text,
        detail={"n": 1},
    )


def lived_in(days=4, a_day=6, subjects=3):
    book, wall, chance = Book(), Wall(), random.Random(7)
    for day in range(days):
        wall.put(START + timedelta(days=day))
        seal_days(book, START + timedelta(days=day))
        for number in range(a_day):
            enter(book, deed(wall(), chance.randrange(subjects), f"第{day}日第{number}笔"))
    seal_days(book, START + timedelta(days=days))
    return book


def faults(book, entries=None):
    return verify(iter(book.kept if entries is None else entries), book.stands, tuple(book.sealed))


def test_a_ledger_as_entered_has_no_fault():
    book = lived_in()
    assert faults(book) == ()
    assert len(book.sealed) == 4


def test_an_empty_ledger_has_no_fault():
    assert faults(Book()) == ()


@given(
    st.integers(0, 23), st.sampled_from(["summary", "detail", "actor_name", "act", "ground", "subject", "at"])
)
def test_an_edited_entry_is_named(which, field):
    book = lived_in()
    entry = book.kept[which]
    changed = entry.at + timedelta(microseconds=1) if field == "at" else f"{getattr(entry, field)}x"
    book.kept[which] = replace(entry, **{field: changed})
    assert entry.seq in {fault.seq for fault in faults(book)}


@given(st.integers(0, 23))
def test_an_edited_entry_with_a_new_hash_is_found_by_what_follows_it(which):
    book = lived_in()
    forged = replace(book.kept[which], summary="改过的")
    book.kept[which] = replace(forged, hash=entry_hash(forged))
    assert faults(book)


@given(st.integers(0, 23))
def test_a_removed_entry_is_named(which):
    book = lived_in()
    gone = book.kept.pop(which)
    assert any(f"第{gone.seq}" in fault.text and "缺失" in fault.text for fault in faults(book))


@given(st.integers(0, 23), st.integers(0, 23))
def test_reordered_entries_are_found(first, second):
    book = lived_in()
    kept = list(book.kept)
    kept[first], kept[second] = kept[second], kept[first]
    assert bool(faults(book, kept)) == (first != second)


def test_an_inserted_entry_at_the_end_is_found():
    book = lived_in()
    before = book.stands
    enter(book, deed(book.kept[-1].at, 1, "插入的"))
    book.stands = before
    assert any("被插入" in fault.text for fault in faults(book))


def test_a_removed_seal_is_found():
    book = lived_in()
    del book.sealed[1]
    assert any("日封" in fault.text for fault in faults(book))


def test_the_last_seal_is_missed_too_once_the_next_day_has_begun():
    book = lived_in()
    enter(book, deed(book.kept[-1].at + timedelta(days=1), 1, "次日"))
    del book.sealed[-1]
    assert any("缺少" in fault.text for fault in faults(book))


def test_the_first_deed_of_a_day_seals_the_days_before():
    book, wall = Book(), Wall()
    for day in (0, 0, 1, 4):
        wall.put(START + timedelta(days=day))
        enter(book, deed(wall(), 1, f"第{day}日"))
    assert [(seal.day, seal.last_seq) for seal in book.sealed] == [(START, 2), (START + timedelta(days=1), 3)]
    assert faults(book) == ()


def test_a_slow_clock_at_midnight_dates_nothing_into_a_sealed_day():
    book, wall = Book(), Wall()
    wall.put(START, 23, 58)
    enter(book, deed(wall(), 1, "先"))
    seal_days(book, START + timedelta(days=1))
    enter(book, deed(wall(), 1, "慢了三分钟的机器"))
    for day in (1, 2):
        wall.put(START + timedelta(days=day))
        enter(book, deed(wall(), 1, "后"))
    assert [seal.day for seal in book.sealed] == [START, START + timedelta(days=1)]
    assert faults(book) == ()


def test_a_forged_seal_is_found():
    book = lived_in()
    seal = book.sealed[1]
    book.sealed[1] = Seal(
        day=seal.day, last_seq=seal.last_seq, chain="0" * 64, previous=seal.previous, hash=seal.hash
    )
    assert any(str(seal.day) in fault.text for fault in faults(book))


def test_a_clock_set_back_stops_every_entry():
    book, wall = Book(), Wall()
    enter(book, deed(wall(), 1, "今天"))
    with pytest.raises(ClockSetBack, match="校准系统时间") as refused:
        enter(book, deed(wall.at - timedelta(minutes=6), 1, "昨天"))
    assert isinstance(refused.value, Unavailable)
    assert chinese_moment(wall.at) in str(refused.value)
    enter(book, deed(wall.at - timedelta(minutes=4), 1, "几台机器之间的小差别"))


def test_sealing_twice_seals_nothing_anew():
    book = lived_in()
    assert seal_days(book, START + timedelta(days=4)) == ()


@pytest.mark.file
def test_any_edited_byte_of_the_stored_ledger_is_found(office, tmp_path):
    desk, clerk = office.desk, office.clerk
    for _ in range(3):
        desk.people.sign_in(clerk.login, "demo-2026")
    assert desk.ledger.verify().faults == ()
    office.close()
    with closing(sqlite3.connect(tmp_path / "office.sqlite")) as file:
        for (guard,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{guard}"')
        file.execute("UPDATE ledger_entries SET summary = summary || '。' WHERE seq = 3")
        file.commit()
    found = desk.ledger.verify().faults
    assert found
    assert found[0].seq == 3
