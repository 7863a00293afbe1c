"""How quickly eight processes take 25,000 work orders one by one, beside the plain SQL that bounds it.

All wait to be called back, and the petition centre's people take them: through the archive, and by the whole
use case, which sees who acts, what he may do and what waits for him. Both take turns with the plain SQL on the
same database within the same minute: a machine that others use slows all alike.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import psycopg

from app.calendar.shelf import CalendarShelf
from app.errors import Unavailable
from app.hotline.models import OrderId
from app.hotline.orders import WorkOrders
from app.hotline.queue import Claim, OrderQuery, QueueView
from db.engine import file_of, parse_url
from db.store import open_store
from tests.bench.many_orders import crowded
from tests.office import START

KINDS = ("sqlite", "postgresql")
ORDERS, WORKERS, TURNS = 25_000, 8, 5
WARM = 12  # claims of each process before the clock runs: a new program reads and plans everything once
WAITING = "UPDATE orders SET state = '待回访' WHERE held_division_id IS NOT NULL"
FORKS = multiprocessing.get_context("fork")
PLAIN = (
    "CREATE TABLE plain (id integer PRIMARY KEY, due date, staff integer, name text, until_at timestamp)",
    "INSERT INTO plain (id, due) SELECT order_id, held_due_on FROM order_claims",
    "CREATE INDEX plain_free ON plain (due, id) WHERE staff IS NULL",
)
TAKE = (
    "UPDATE plain SET staff = {0}, name = '员', until_at = {0} WHERE id ="
    " (SELECT id FROM plain WHERE staff IS NULL ORDER BY due, id LIMIT 1{1}) RETURNING id"
)


def claims() -> dict[str, object]:
    """Take every order once, in turns with the bare statement."""
    return {"orders": ORDERS, "workers": WORKERS, **{kind: _claims(kind) for kind in KINDS}}


def _claims(kind: str) -> dict[str, object]:
    with crowded(kind, ORDERS * 5) as office:
        with office.store.engine.connect() as connection:
            at_once = connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in (WAITING, *PLAIN):
                at_once.exec_driver_sql(statement)
            if kind == "postgresql":
                at_once.exec_driver_sql("VACUUM ANALYZE")
        office.store.close()
        bare = _bare_in_file if kind == "sqlite" else _bare_on_server
        told = {"plain": _Told(), "claims": _Told(), "use_case": _Told()}
        each = ORDERS // TURNS // WORKERS // 2 - WARM
        for _turn in range(TURNS):
            _together(told["plain"], bare, office, each)
            _together(told["claims"], _archive, office, each)
            _together(told["use_case"], _desk, office, each)
    found = {name: each.told() for name, each in told.items()}
    ratio = round(found["claims"]["a_second"] / found["plain"]["a_second"], 2)
    return {
        **found,
        "claims_by_plain": ratio,
        "goal_a_second": 4000 if kind == "postgresql" else None,
        "goal_by_plain": round(4000 / 7000, 2) if kind == "postgresql" else None,
        "worst_wait_limit_ms": 300 if kind == "sqlite" else None,
        "load": os.getloadavg()[0],
    }


class _Told:
    """What was taken in all turns."""

    def __init__(self) -> None:
        self.keys: list[int] = []
        self.counted, self.seconds, self.worst = 0, 0.0, 0.0

    def told(self) -> dict[str, object]:
        return {
            "taken": len(self.keys),
            "twice": len(self.keys) - len(set(self.keys)),
            "a_second": round(self.counted / self.seconds),
            "worst_wait_ms": round(self.worst * 1e3),
        }


def _together(told: _Told, work, office, each: int) -> None:
    """Let every process take so many orders at the same time."""
    start, answers = FORKS.Barrier(WORKERS), FORKS.Queue()

    def run(number: int) -> None:
        take = work(office, number)
        keys = [take() for _ in range(WARM)]
        start.wait()
        began, worst = time.perf_counter(), 0.0
        for _ in range(each):
            asked = time.perf_counter()
            keys.append(take())
            worst = max(worst, time.perf_counter() - asked)
        answers.put((keys, time.perf_counter() - began, worst))

    children = [FORKS.Process(target=run, args=(number,)) for number in range(WORKERS)]
    for child in children:
        child.start()
    found = [answers.get() for _ in children]
    for child in children:
        child.join()
    told.keys += [int(key) for keys, _, _ in found for key in keys]
    told.counted += each * WORKERS
    told.seconds += max(seconds for _, seconds, _ in found)
    told.worst = max(told.worst, *(worst for _, _, worst in found))


def _bare_on_server(office, number: int):
    connection = psycopg.connect(office.url, autocommit=True, prepare_threshold=0)
    take = TAKE.format("%s", " FOR UPDATE SKIP LOCKED").replace(
        "until_at = %s", "until_at = '2026-11-02 10:00'"
    )
    return lambda: connection.execute(take, (number,)).fetchone()[0]


def _bare_in_file(office, number: int):
    connection = sqlite3.connect(file_of(parse_url(office.url)), timeout=0, isolation_level=None)
    _until_free(connection, "PRAGMA synchronous = NORMAL")
    take = TAKE.format("?", "").replace("until_at = ?", "until_at = '2026-11-02 10:00'")

    def taken():
        _until_free(connection, "BEGIN IMMEDIATE")
        key = connection.execute(take, (number,)).fetchone()[0]
        connection.execute("COMMIT")
        return key

    return taken


def _until_free(connection: sqlite3.Connection, statement: str) -> None:
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError:
            time.sleep(random.uniform(0.0002, 0.002))
        else:
            return


def _archive(office, number: int):
    store = open_store(office.url)
    query = OrderQuery(view=QueueView.DIVISION, staff=number + 1, today=START, secret=True)
    clock = _passing(office)

    def taken():
        at = clock()
        until = at + timedelta(hours=9)
        claim = Claim(order=OrderId(0), staff=number + 1, staff_name="员", since=at, until=until)
        with store.lease() as unit:
            return unit.claims.claim_next(query, claim)

    return taken


def _desk(office, _number: int):
    clock = _passing(office)
    orders = WorkOrders(open_store(office.url, clock=clock), clock, CalendarShelf())
    actor = office.actor("suhaiyun")
    query = orders.query(actor, QueueView.DIVISION)
    return lambda: orders.claim_next(actor, query)


def _passing(office):
    """Return a clock on which time passes as it does: the tests' own is a second later at each look."""
    at, began = office.wall.at, time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def claims_killed() -> dict[str, object]:
    """Take 25,000 orders while processes are killed at any moment and new ones come: none twice, none lost."""
    return {"orders": ORDERS, "workers": WORKERS, **{kind: _killed(kind) for kind in KINDS}}


def _killed(kind: str) -> dict[str, object]:
    chance, kills, told = random.Random(9), 0, []
    with crowded(kind, ORDERS * 5) as office:
        office.store.close()
        running = [_begun(office, number) for number in range(WORKERS)]
        number, began = WORKERS, time.perf_counter()
        while running:
            time.sleep(chance.uniform(0.02, 0.2))
            child, reader = running.pop(chance.randrange(len(running)))
            if os.waitpid(child, os.WNOHANG)[0]:
                told += _read(reader)
                continue
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            told += _read(reader)
            kills += 1
            running.append(_begun(office, number))
            number += 1
        seconds = time.perf_counter() - began
        later = office.wall.at + timedelta(hours=10)
        held = _holders(office, kind)
        again = _all_of(office, number, later)
    return {
        "kills": kills,
        "seconds": round(seconds, 1),
        "told": len(told),
        "told_twice": len(told) - len({key for _, key in told}),
        "told_to_another_than_holds_it": sum(held.get(key) != staff for staff, key in told),
        "held": len(held),
        "held_untold": len(held) - len(told),
        "free_again_when_lapsed": len(again),
        "lost": ORDERS - len(set(again)),
        "load": os.getloadavg()[0],
    }


def _begun(office, number: int) -> tuple[int, int]:
    """Start a process that takes orders until there is none, and tells of each once it has it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        os.close(reader)
        _all_of(office, number, office.wall.at, writer)
    finally:
        os._exit(0)


def _all_of(office, number: int, at, writer: int | None = None) -> list[int]:
    """Take orders until there is none; who finds the archive shaken by another's end asks again."""
    store, staff, keys = open_store(office.url), number % WORKERS + 1, []
    query = OrderQuery(view=QueueView.DIVISION, staff=staff, today=START, secret=True)
    claim = Claim(order=OrderId(0), staff=staff, staff_name="员", since=at, until=at + timedelta(hours=9))
    while True:
        try:
            with store.lease() as unit:
                key = unit.claims.claim_next(query, claim)
        except Unavailable:
            continue
        if key is None:
            store.close()
            return keys
        keys.append(int(key))
        if writer is not None:
            os.write(writer, f"{staff} {key}\n".encode())


def _read(reader: int) -> list[tuple[int, int]]:
    with os.fdopen(reader) as lines:
        return [(int(staff), int(key)) for staff, key in (line.split() for line in lines)]


def _holders(office, kind: str) -> dict[int, int]:
    """Return who holds which order, read without the program."""
    asked = "SELECT order_id, staff_id FROM order_claims WHERE staff_id IS NOT NULL"
    opened = (
        psycopg.connect(office.url) if kind == "postgresql" else sqlite3.connect(file_of(parse_url(office.url)))
    )
    with closing(opened) as connection:
        return dict(connection.execute(asked).fetchall())


CASES = {"claims": claims, "claims_killed": claims_killed}
