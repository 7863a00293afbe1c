"""Whether everything is as it must be after something broke: nothing lost, nothing twice, nothing held."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg

from tests.flows.day.telling import faults_of
from tests.flows.faults.clients import Desk

LET_GO = 25.0  # seconds in which the server knows of a client that is gone
LEASES = "orders still claimed"  # a claim whose holder heard nothing of it lapses by itself
_MARKS = """
    SELECT party FROM documents WHERE type_key = 'one_time_notice'
    UNION ALL SELECT applicant::json->>'name' FROM cases
    UNION ALL SELECT visitor FROM contacts
    UNION ALL SELECT order_number FROM orders
    UNION ALL SELECT 'case ' || case_id FROM denials
"""
_ENTRIES = """SELECT login, act, count(*) FROM ledger_entries JOIN staff ON staff.id = actor_id
    WHERE seq > %s GROUP BY login, act"""
_DRAFTS = "SELECT login, fields::json->>'applicant_name' FROM drafts JOIN staff ON staff.id = staff_id"
_HEAD = "SELECT entry_count FROM ledger_heads"
_OTHERS = """SELECT coalesce(max(seq), 0) FROM ledger_entries JOIN staff ON staff.id = actor_id
    WHERE login <> %s"""
_HELD = """SELECT count(*) FROM pg_stat_activity a WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND (xact_start IS NOT NULL
    OR EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND granted))"""
_LONG_LEASES = "SELECT count(*) FROM order_claims WHERE until_at > timezone('UTC', now()) + interval '1 hour'"
_SENT_TWICE = "SELECT count(*) FROM (SELECT 1 FROM requests GROUP BY request_key HAVING count(*) > 1) twice"


@dataclass(kw_only=True)
class Book:
    """What was asked and answered so far, as the clients' journals tell it."""

    answered: Counter = field(default_factory=Counter)  # login and act
    marks: Counter = field(default_factory=Counter)
    maybe: Counter = field(default_factory=Counter)  # sent by who was killed, and never sent again
    maybe_marks: set[str] = field(default_factory=set)
    drafts: dict[str, set[str]] = field(default_factory=dict)
    words: Counter = field(default_factory=Counter)
    again: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    last_answers: list[float] = field(default_factory=list)
    _open: dict[str, dict] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)

    def read(self, desks: tuple[Desk, ...]) -> None:
        """Read on in the journals."""
        self.last_answers.clear()
        for desk in desks:
            with desk.path.open("rb") as file:
                file.seek(self._read.get(desk.login, 0))
                for line in file:
                    self._take(desk.login, json.loads(line))
                self._read[desk.login] = file.tell()

    def _take(self, login: str, told: dict) -> None:
        if "fault" in told:
            self.faults.append(f"{login}: {told['fault']} ({told['where']})\n{told['trace']}")
        elif "sent" in told:
            self._open[login] = told
        else:
            self._answer(login, told)

    def _answer(self, login: str, told: dict) -> None:
        self._open.pop(login, None)
        self.asked += 1
        self.again += bool(told["words"])
        self.words += Counter(told["words"])
        self.last_answers.append(told["at"])
        if told["acts"]:
            self.answered.update((login, act) for act in told["acts"])
            self.marks[told["mark"]] += 1
        else:
            self.drafts[login] = {told["mark"]}

    def unanswered(self, login: str) -> tuple[str, str] | None:
        """Return key and ask of what a killed client sent last, None where it was answered."""
        told = self._open.get(login)
        return None if told is None else (told["sent"], told["given"])

    def forget(self, login: str) -> None:
        """Keep in mind that what a killed client sent last is not sent again."""
        told = self._open.pop(login)
        if told["acts"]:
            self.maybe.update((login, act) for act in told["acts"])
            self.maybe_marks.add(told["mark"])
        else:
            self.drafts.setdefault(login, set()).add(told["mark"])


def head_of(url: str) -> int:
    """Return how many entries the ledger has."""
    with psycopg.connect(url) as owner:
        return owner.execute(_HEAD).fetchone()[0]


def others_last(url: str, login: str) -> int:
    """Return the last entry of anybody else."""
    with psycopg.connect(url) as owner:
        return owner.execute(_OTHERS, [login]).fetchone()[0]


def wrong_in(url: str, book: Book, first: int) -> list[str]:
    """Return what is not as the clients were told it is, and what is wrong in itself."""
    found = {name: many for name, many in faults_of(url).items() if name != LEASES}
    with psycopg.connect(url, autocommit=True) as owner:
        wrong = [f"{name}: {many}" for name, many in found.items()]
        wrong += _entries(owner, book, first) + _marks(owner, book) + _drafts(owner, book) + _held(owner)
        for name, asked in (("leases without an end", _LONG_LEASES), ("keys kept twice", _SENT_TWICE)):
            if many := owner.execute(asked).fetchone()[0]:
                wrong.append(f"{name}: {many}")
    return wrong


def _entries(owner, book: Book, first: int) -> list[str]:
    there = {(login, act): many for login, act, many in owner.execute(_ENTRIES, [first])}
    return [
        f"{each}: answered {book.answered[each]} times, entered {there.get(each, 0)} times"
        for each in sorted({*there, *book.answered})
        if not 0 <= there.get(each, 0) - book.answered[each] <= book.maybe[each]
    ]


def _marks(owner, book: Book) -> list[str]:
    there = Counter(mark for (mark,) in owner.execute(_MARKS))
    lost = [f"lost: {mark}" for mark in book.marks if mark and not there[mark]]
    twice = [f"twice: {mark}" for mark, many in there.items() if many > 1]
    return (
        lost + twice + [f"never asked: {m}" for m in there if m not in book.marks and m not in book.maybe_marks]
    )


def _drafts(owner, book: Book) -> list[str]:
    there = dict(owner.execute(_DRAFTS).fetchall())
    return [
        f"draft of {login}: {there.get(login)} instead of {marks}"
        for login, marks in book.drafts.items()
        if there.get(login) not in marks
    ]


def _held(owner) -> list[str]:
    """Wait until nobody holds anything; a client that is gone is known to be gone soon."""
    began = time.monotonic()
    while held := owner.execute(_HELD).fetchone()[0]:
        if time.monotonic() - began > LET_GO:
            return [f"sessions that hold something: {held}"]
        time.sleep(0.02)
    return []
