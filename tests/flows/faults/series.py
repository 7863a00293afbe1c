"""A series of faults at random moments, with clients at work, and what must be true after each."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from app.clock import now
from app.desk import desk_for, never
from app.founding.demo import furnish
from db.founding.upgrade import create
from db.store import open_store
from tests.flows.faults.asks import OF
from tests.flows.faults.clients import FORKS, Desk
from tests.flows.faults.judging import Book, head_of, others_last, wrong_in
from tests.flows.faults.places import url_over
from tests.flows.faults.strikes import CLIENT, SERVERS, Struck

SEED = 6
NOT_SHOWN = {-1.0: "does not hear what others did", -2.0: "is shown what is not so"}
BEFORE, AFTER = (0.05, 0.5), (0.05, 0.3)  # seconds at work before it breaks, and when it is whole again


@dataclass(kw_only=True)
class Told:
    """What a series showed."""

    runs: int = 0
    asked: int = 0
    asked_again: int = 0
    heard: list[float] = field(default_factory=list)  # seconds
    resumed: list[float] = field(default_factory=list)  # seconds from whole again to the first answer
    happened: Counter = field(default_factory=Counter)
    words: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __iadd__(self, more: Self) -> Self:
        """Go on with what more runs showed."""
        for each in fields(Told):
            setattr(self, each.name, getattr(self, each.name) + getattr(more, each.name))
        return self


def furnished(url: str) -> None:
    """Make an office whose people have roles of their own."""
    create(url, roles=True)
    store = open_store(url)
    furnish(store, now)
    store.close()


class Series:
    """One kind of fault after the other in one office, with its clients."""

    def __init__(self, url: str, struck: Struck, folder: Path, logins: Sequence[str]) -> None:
        self._url = url
        self._struck = struck
        self._first = head_of(url)
        self._book = Book()
        self._seeds = 0
        self._keys_are_kept = FORKS.Event()
        own = url_over(struck.line, url)
        self._desks = tuple(Desk(own, login, folder, self._keys_are_kept) for login in logins)
        for desk in self._desks:
            self._sit_down(desk)
        for desk in self._desks:
            desk.answer()

    def run(self, kind: str, runs: int) -> Told:
        """Break something so many times; stops at what is wrong, for then the rest says nothing."""
        told = Told()
        self._keys_are_kept.set() if kind == CLIENT else self._keys_are_kept.clear()
        for _ in range(runs):
            self._once(kind, told)
            told.runs += 1
            if told.faults:
                break
        told.happened, self._struck.happened = self._struck.happened, Counter()
        told.words, self._book.words = self._book.words, Counter()
        told.asked, told.asked_again = self._book.asked, self._book.again
        self._book.asked = self._book.again = 0
        return told

    def faults_of_papers(self) -> list[str]:
        """Return what is wrong with any paper of the office."""
        store = open_store(self._url)
        desk = desk_for(store, now, None, Path(tempfile.gettempdir()), never)
        found = [str(fault) for fault in desk.checking.all_papers()]
        store.close()
        return found

    def leave(self) -> None:
        """Send everybody home."""
        for desk in self._desks:
            desk.leave()

    def _sit_down(self, desk: Desk, unanswered=None) -> None:
        self._seeds += 1
        desk.sit_down(self._seeds, unanswered)

    def _once(self, kind: str, told: Told) -> None:
        for desk in self._desks:
            desk.tell("work")
        self._struck.wait(BEFORE[1], BEFORE[0])
        killed = self._kill_some() if kind == CLIENT else ()
        if not killed:
            SERVERS[kind](self._struck)
        whole = time.monotonic()
        self._struck.wait(AFTER[1], AFTER[0])
        self._rest(told, [desk for desk in self._desks if desk not in killed])
        self._begin_again(killed)
        self._book.read(self._desks)
        told.resumed += [min((at - whole for at in self._book.last_answers if at > whole), default=0.0)]
        told.faults += self._book.faults
        told.faults += wrong_in(self._url, self._book, self._first)
        if not told.faults:
            self._listen(told)

    def _rest(self, told: Told, at_work: list[Desk]) -> None:
        for desk in at_work:
            desk.tell("halt")
        for desk in at_work:
            try:
                desk.answer()
            except (EOFError, OSError, TimeoutError) as gone:
                told.faults.append(f"{desk.login} does not answer: {gone!r}")

    def _listen(self, told: Told) -> None:
        for desk in self._desks:
            desk.tell("heard", others_last(self._url, desk.login))
        for desk in self._desks:
            waited = desk.answer()
            if waited < 0:
                told.faults.append(f"{desk.login} {NOT_SHOWN[waited]}")
            told.heard.append(waited)

    def _kill_some(self) -> list[Desk]:
        chance = self._struck.chance
        killed = chance.sample(self._desks, chance.choice((1, 1, 2, 3)))
        for desk in killed:
            desk.kill()
        return killed

    def _begin_again(self, killed: Sequence[Desk]) -> None:
        """Begin new programs for those that were killed; half of them send again what was sent last."""
        self._book.read(tuple(killed))
        for desk in killed:
            unanswered = self._book.unanswered(desk.login)
            again = unanswered is not None and self._struck.chance.random() < 0.5
            if unanswered is not None and not again:
                self._book.forget(desk.login)
            told = (
                "killed and sent again" if again else "killed while asking" if unanswered else "killed between"
            )
            self._struck.happened[told] += 1
            self._sit_down(desk, unanswered if again else None)
        for desk in killed:
            desk.answer()


@contextmanager
def series_on(server, line=None, disk=None, *, seed=SEED, logins=tuple(OF)):
    """Lend an office on a server, with clients at work, to break it."""
    with tempfile.TemporaryDirectory() as folder, server.fresh() as url:
        furnished(url)
        struck = Struck(server=server, chance=random.Random(seed), line=line, disk=disk)
        made = Series(url, struck, Path(folder), logins)
        try:
            yield made
        finally:
            made.leave()
