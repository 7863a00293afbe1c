"""Runs the day: every client has its own connections, thread and list; processes share the clients out.

A client is what the window is without its windows: it listens, and where others wrote of what its person sees
it reads its list anew, at most once while the window rests; what its person asks comes at its time, whether
others are done or not.
"""

from __future__ import annotations

import queue
import random
import tempfile
import threading
import time
import traceback
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import select

from app.clock import now
from app.desk import desk_for
from app.errors import Unavailable
from app.office.touching import Touched, concerns, concerns_all, moves_work
from app.people.acting import actor_of
from db.feed import Feed
from db.listening import follow
from db.models.ledger import head_rows
from db.models.people import division_rows, staff_rows
from db.store import open_store
from tests.flows.day.acts import LIST, LOOK, SAVE, Act, Done, Seat, count_rail, moments, read_list, thrown
from tests.flows.day.gate import FORKS, Gate
from tests.flows.day.people import Person
from tests.office import Copies
from tests.roles import login_url

REST = 2.0  # seconds the window rests between two looks
SPREAD, SPREAD_OF_ALL = 0.4, 2.0  # seconds over which windows look
TRIES = 5  # of one who is told that the archive is busy
ASKED = 5  # of so many savings one is looked for at all others
_HEAD = select(head_rows.c.entry_count)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a day is replayed: so many acts in so many seconds by clients shared out over processes."""

    acts: int
    seconds: float
    processes: int
    shown: bool = True  # lists are read anew when others wrote
    seed: int = 6


@dataclass(kw_only=True)
class Log:
    """What some clients saw; times are seconds of the machine's own steady clock."""

    took: list[tuple[str, str, float]] = field(default_factory=list)  # kind, act, seconds
    behind: list[float] = field(default_factory=list)  # how long an act waited for its client
    again: list[float] = field(default_factory=list)  # lists read anew
    wrote: list[tuple[str, float, int]] = field(default_factory=list)  # who, when, head of the ledger
    heard: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    faults: Counter = field(default_factory=Counter)
    busy: Counter = field(default_factory=Counter)  # told to try again
    stale: list[str] = field(default_factory=list)  # who was shown what is not so
    computed: list[float] = field(default_factory=list)  # seconds of a processor, of each process of clients


class _Ear(Feed):
    """Keeps when it heard of which head of the ledger."""

    def __init__(self, store, log: list[tuple[float, int]]) -> None:
        super().__init__(store)
        self._log = log

    def _reached(self, head) -> bool:
        found = super()._reached(head)
        self._log.append((time.monotonic(), head))
        return found


class _Client:
    """One person's client, in a thread of its own."""

    def __init__(self, url: str, seat: int, person: Person, plan: Plan, stack: ExitStack, log: Log) -> None:
        self._plan, self._log = plan, log
        self._told: queue.SimpleQueue = queue.SimpleQueue()
        self._due, self._rested, self._touched = False, 0.0, Touched()
        own = login_url(url, person.login)
        self._store = open_store(own)
        stack.callback(self._store.close)
        log.heard[person.login] = []
        ear = _Ear(self._store, log.heard[person.login])
        folder = Path(tempfile.gettempdir())
        desk = desk_for(self._store, now, Copies(own, self._store.close), folder, lambda tell: tell)
        with self._store.read() as unit:
            actor = actor_of(unit.people, unit.people.find_by_login(person.login))
            ids = dict(unit.people._connection.execute(select(staff_rows.c.login, staff_rows.c.id)).all())
            named = select(division_rows.c.name).where(division_rows.c.name.like("第%"))
            divisions = tuple(unit.people._connection.execute(named).scalars())
        chance = random.Random(plan.seed * 1000 + seat)
        self.seat = Seat(
            person=person, desk=desk, actor=actor, divisions=divisions, chance=chance, ids=ids,
            numbers=count(seat * 100_000 + 1),
        )  # fmt: skip
        stack.callback(follow(self._store, ear, self._told.put))
        while not log.heard[person.login]:  # it listens on a connection of its own
            time.sleep(0.001)
        self._shown = read_list(self.seat)
        self._numbers = count_rail(self.seat, None)

    def work(self, began: float, times: list[float]) -> None:
        """Do the day's acts, each at its time, and look again in between."""
        for at in times:
            self._rest_until(began + at)
            act, due = thrown(self.seat.person.role, self.seat.chance), began + at
            started, entered = time.monotonic(), self._store.entered
            with self._counted(act.name):
                did, opened = self._done(act)
                done = time.monotonic()
                self._log.behind.append(started - due)
                if opened is not None:
                    self._log.took.append((LOOK, f"{act.name}: opened", opened - started))
                    started = opened
                self._log.took.append((act.kind if did else "nothing to do", act.name, done - started))
                if did and act.kind is SAVE and self._store.entered > entered:
                    self._note(self.seat.desk.own_touched())  # what one entered oneself is shown too
                if did and act.kind is SAVE and self.seat.chance.randrange(ASKED) == 0:
                    self._ask_head(done)
        self._rest_until(began + self._plan.seconds)  # a window that nobody touches looks on

    def _done(self, act: Act) -> tuple[bool, float | None]:
        """Do an act; return whether anything came of it, and when what had to be opened first was there.

        Who is told that the archive is busy tries again, as he is told to.
        """
        for _attempt in range(TRIES - 1):
            try:
                return _did(act.do(self.seat))
            except Unavailable as busy:
                self._log.busy[f"{act.name}: {busy}"] += 1
        return _did(act.do(self.seat))

    @contextmanager
    def _counted(self, name: str):
        """Count what fails, to be shown at the end."""
        try:
            yield
        except Exception as fault:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            cause = type(fault.__cause__).__name__
            self._log.faults[f"{name}: {type(fault).__name__}: {fault} ({where.name}, {cause})"[:300]] += 1

    def _rest_until(self, moment: float) -> None:
        while (left := moment - time.monotonic()) > 0:
            wait = left
            if self._due:
                wait = min(left, self._rested + REST - time.monotonic())
                if wait <= 0:
                    self._look()
                    continue
            with suppress(queue.Empty):
                self._heed(self._told.get(timeout=wait))

    def _heed(self, news) -> None:
        """Look again when the window has rested, where others touched what the person sees."""
        if not news.others_wrote or not concerns(self.seat.actor, (), news.touched):
            return
        if not self._due:
            spread = SPREAD_OF_ALL if concerns_all(news.touched) else SPREAD
            soon = time.monotonic() + self.seat.chance.uniform(0, spread)
            self._rested = max(self._rested, soon - REST)
        self._note(news.touched)

    def _note(self, touched: Touched | None) -> None:
        known = self._touched is not None and touched is not None
        self._due, self._touched = True, self._touched | touched if known else None

    def end(self) -> None:
        """Look a last time where that is due, and say whether a row or number shown is not as it stands.

        All do so at one moment when the day is over: how long it takes is no part of the day.
        """
        with suppress(queue.Empty):
            while True:
                self._heed(self._told.get_nowait())
        if self._due and self._plan.shown:
            self._read_anew(self._touched)
        stands = read_list(self.seat), count_rail(self.seat, None)
        if self._plan.shown and (self._shown, self._numbers) != stands:
            self._log.stale.append(self.seat.person.login)

    def _look(self) -> None:
        touched, self._touched = self._touched, Touched()
        self._due, self._rested = False, time.monotonic()
        if not self._plan.shown:
            return
        with self._counted("shown anew"):
            read, counted = self._read_anew(touched)
            if read is not None:
                self._log.again.append(read)
            if counted is not None:
                self._log.took.append((LOOK, "numbers of the rail", counted))

    def _read_anew(self, touched: Touched | None) -> tuple[float | None, float | None]:
        """Read the list and count the rail as far as they can have changed; return how long each took."""
        began, read = time.monotonic(), None
        if moves_work(self.seat.actor, (), touched):
            self._shown = read_list(self.seat)
            read = time.monotonic() - began
        began = time.monotonic()
        counted = count_rail(self.seat, touched)
        self._numbers |= counted
        return read, time.monotonic() - began if counted else None

    def _ask_head(self, done: float) -> None:
        with self._store.engine.connect() as connection:
            self._log.wrote.append((self.seat.person.login, done, connection.execute(_HEAD).scalar_one()))


def _did(done: Done) -> tuple[bool, float | None]:
    if isinstance(done, bool):
        return done, None
    opened = time.monotonic()
    return done(), opened


def lived(url: str, people: tuple[Person, ...], plan: Plan, meanwhile=lambda: None, start=lambda: None) -> Log:
    """Replay the day; ``start`` is called as it begins, ``meanwhile`` once in the middle of it."""
    times, gate = moments(people, plan.acts, plan.seconds, plan.seed), Gate(plan.processes)
    shares = [tuple(enumerate(people))[number :: plan.processes] for number in range(plan.processes)]
    children = [FORKS.Process(target=_share, args=(url, share, plan, times, gate)) for share in shares]
    for child in children:
        child.start()
    gate.open(plan.processes)
    start()
    time.sleep(plan.seconds / 2)
    meanwhile()
    logs = [gate.logs.get() for _ in children]
    for child in children:
        child.join()
    return _together(logs)


def _share(url: str, share, plan: Plan, times: dict[str, list[float]], gate: Gate) -> None:
    """Be the clients of some people, in a process of their own."""
    log = Log()
    try:
        with ExitStack() as stack:
            clients = [_signed_in(url, seat, person, plan, stack, log) for seat, person in share]
            began, computed = gate.pass_through(), time.process_time()
            threads = [
                threading.Thread(target=each.work, args=(began, times[each.seat.person.login]))
                for each in clients
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            log.computed.append(time.process_time() - computed)
            gate.all_done()
            for client in clients:
                client.end()
    except BaseException:
        log.faults[traceback.format_exc()[-1500:]] += 1
        gate.give_up()
        raise
    finally:
        gate.logs.put(log)


def _signed_in(*given) -> _Client:
    """Open somebody's client, again where the server does not answer two hundred at one moment."""
    for _attempt in range(TRIES - 1):
        try:
            return _Client(*given)
        except Unavailable as busy:
            given[-1].busy[f"signing in: {busy}"] += 1
    return _Client(*given)


def _together(logs: list[Log]) -> Log:
    whole = Log()
    for log in logs:
        for name in ("took", "behind", "again", "wrote", "stale", "computed"):
            getattr(whole, name).extend(getattr(log, name))
        whole.heard |= log.heard
        whole.faults += log.faults
        whole.busy += log.busy
    return whole


def of_kind(log: Log, kind: str) -> list[float]:
    """Return how long the acts of a kind took, in seconds; lists read anew count as opened."""
    return [took for of, _name, took in log.took if of == kind] + (log.again if kind == LIST else [])
