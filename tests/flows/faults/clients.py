"""Clients that go on through everything: what a window does without its windows, each a program of its own.

A client listens, reads anew when others wrote, and asks; where it hears that the archive is unavailable it asks
the same again, as a person does who presses 重试. All it asks and all it is answered stands in its journal,
which outlives it.
"""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import pickle
import queue
import random
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from operator import attrgetter
from pathlib import Path
from uuid import uuid4

from app.clock import now
from app.desk import desk_for
from app.errors import Unavailable
from app.office.news import News
from app.office.touching import concerns
from app.once import sent_as
from app.people.acting import actor_of
from db.feed import Feed
from db.listening import follow
from db.store import open_store
from tests.flows.day.acts import read_list
from tests.flows.faults.asks import Ask, Seat, next_ask, was_answered
from tests.office import Copies
from tests.postgres import die_with_parent
from tests.roles import login_url

FORKS = multiprocessing.get_context("fork")
PATIENCE = 90.0  # seconds in which whoever asks again and again is answered
PAUSE = 0.05  # seconds before somebody presses 重试
FAREWELL = 5.0  # seconds in which a program ends by itself
HEARS = 30.0  # seconds in which a client must hear of what others did


class Journal:
    """What a client asked and was answered, line by line; a killed program's lines stay."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, **told) -> None:
        """Write a line."""
        os.write(self._file, json.dumps(told, ensure_ascii=False).encode() + b"\n")


class Client:
    """One person's client, in the process where it works."""

    def __init__(self, url: str, login: str, journal: Journal, seed: int, keys_are_kept) -> None:
        self._journal = journal
        self._keys_are_kept = keys_are_kept
        self._told: queue.SimpleQueue = queue.SimpleQueue()
        self._wrote = self._due = False
        self._chance = random.Random(seed)
        own = login_url(url, login)
        self._store = open_store(own)
        desk = desk_for(
            self._store, now, Copies(own, self._store.close), Path(tempfile.gettempdir()), lambda tell: tell
        )
        with self._store.read() as unit:
            actor = actor_of(unit.people, unit.people.find_by_login(login))
        self.seat = Seat(login=login, desk=desk, actor=actor, chance=self._chance, birth=f"{seed:05}")
        follow(self._store, Feed(self._store), self._told.put)
        self._seen = self._again(self._head)
        self._shown = self._again(lambda: read_list(self.seat))

    def ask(self) -> None:
        """Ask for the next thing, until it is answered."""
        asked = self._again(lambda: next_ask(self.seat))
        if asked is not None:
            self.send(asked, uuid4().hex)

    def send(self, asked: Ask, key: str, *, before: bool = False) -> None:
        """Send one thing until it is answered; what was sent ``before`` was never answered."""
        given = base64.b64encode(pickle.dumps(asked)).decode()
        self._journal.note(sent=key, acts=asked.acts, mark=asked.mark, given=given)
        room = attrgetter(asked.room)(self.seat.desk)
        words: Counter = Counter()
        # A window keeps the key itself; whoever may be killed must have written it down.
        with sent_as(key) if before or self._keys_are_kept.is_set() else nullcontext():
            answer = self._again(lambda: getattr(room, asked.verb)(self.seat.actor, *asked.given), words)
        was_answered(self.seat, asked, answer)
        self._due = True
        self._journal.note(answered=key, acts=asked.acts, mark=asked.mark, words=words, at=time.monotonic())

    def _again(self, work, words: Counter | None = None):
        began = time.monotonic()
        while True:
            try:
                return work()
            except Unavailable as trouble:
                if words is not None:
                    words[str(trouble)] += 1
                if time.monotonic() - began > PATIENCE:
                    raise
                time.sleep(PAUSE)

    def heard_of(self, entry: int) -> float:
        """Return after how many seconds the client had heard of an entry.

        Negative where it never did (-1), or shows what is not so (-2).
        """
        began = time.monotonic()
        while self._seen < entry:
            if time.monotonic() - began > HEARS:
                return -1.0
            with suppress(queue.Empty):
                self._heed(self._told.get(timeout=0.05))
            self._look()
        waited = time.monotonic() - began
        self._look()
        return waited if self._shown == self._again(lambda: read_list(self.seat)) else -2.0

    def _heed(self, news: News) -> None:
        """Take what was told as a window does."""
        # With no trouble and nothing else it says that the server was found again.
        found = news == News()
        self._wrote = self._wrote or news.others_wrote or found
        self._due = self._due or found or (news.others_wrote and concerns(self.seat.actor, (), news.touched))

    def _look(self) -> None:
        """Read anew what others wrote of."""
        with suppress(queue.Empty):
            while True:
                self._heed(self._told.get_nowait())
        if self._wrote:
            self._wrote = False
            self._seen = self._again(self._head)
        if self._due:
            self._due = False
            self._shown = self._again(lambda: read_list(self.seat))

    def _head(self) -> int:
        with self._store.read() as unit:
            return int(unit.ledger.head().count)


class Desk:
    """A client as the one sees it who orders it about; while ``keys_are_kept`` it may be killed."""

    def __init__(self, url: str, login: str, folder: Path, keys_are_kept) -> None:
        self.login = login
        self.path = folder / f"{login}.jsonl"
        self._url = url
        self._keys_are_kept = keys_are_kept
        self._program = None

    def sit_down(self, seed: int, unanswered: tuple[str, str] | None = None) -> None:
        """Begin a program; it first sends what another sent that was killed."""
        self._line, theirs = FORKS.Pipe()
        orders = theirs, unanswered, self._keys_are_kept
        self._program = FORKS.Process(
            target=_live, args=(self._url, self.login, self.path, seed, orders), daemon=True
        )
        self._program.start()
        theirs.close()

    def tell(self, *words) -> None:
        """Order something; who is gone does not answer."""
        with suppress(OSError):
            self._line.send(words)

    def answer(self, seconds: float = PATIENCE + HEARS):
        """Return what it answers; raises where it is gone."""
        if not self._line.poll(seconds):
            raise TimeoutError(self.login)
        return self._line.recv()

    def kill(self) -> None:
        """End the program as a power cut does."""
        self._program.kill()
        self._program.join()
        self._program.close()
        self._line.close()

    def leave(self) -> None:
        """End the program as its person does."""
        self.tell("leave")
        self._program.join(FAREWELL)
        self.kill()


def _live(url: str, login: str, path: Path, seed: int, given) -> None:
    die_with_parent()
    line, unanswered, keys_are_kept = given
    journal = Journal(path)
    with _noted(journal):
        client = Client(url, login, journal, seed, keys_are_kept)
        if unanswered is not None:
            key, asked = unanswered
            client.send(pickle.loads(base64.b64decode(asked)), key, before=True)  # noqa: S301  # our own
        line.send("here")
        _obey(client, line)
    # Nothing is put in order: a window that is closed may be the last thing of its day.
    os._exit(0)


def _obey(client: Client, line) -> None:
    while True:
        order, *more = line.recv()
        if order == "leave":
            return
        if order == "work":
            while not line.poll(client.seat.chance.uniform(0, 0.03)):
                client.ask()
        elif order == "halt":
            line.send("rests")
        else:
            line.send(client.heard_of(more[0]))


@contextmanager
def _noted(journal: Journal):
    try:
        yield
    except EOFError:
        return
    except BaseException as fault:
        where = traceback.extract_tb(fault.__traceback__)[-1]
        short = f"{type(fault).__name__}: {fault}"[:600]
        journal.note(fault=short, where=f"{where.name} {where.lineno}", trace=traceback.format_exc()[-3000:])
        raise
