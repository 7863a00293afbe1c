"""How quickly eight processes take 25,000 work orders one by one, beside the plain SQL that bounds it.

All wait to be called back, and the petition centre's people take them: through the archive, and by the whole
use case, which sees who acts, what he may do and what waits for him. Both take turns with the plain SQL on the
same database within the same minute, and on a server with the very statement of a claim run by pgbench: a
machine that others use slows all alike. Before each turn the tables are tidied, as a server does in time.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import sqlite3
import subprocess
import tempfile
import time
from datetime import timedelta
from statistics import median

import psycopg

from app.calendar.shelf import CalendarShelf
from app.hotline.models import OrderId
from app.hotline.orders import WorkOrders
from app.hotline.queue import Claim, OrderQuery, QueueView
from db.engine import file_of, parse_url
from db.hotline.claims import claim_written
from db.store import open_store
from tests.bench.many_orders import crowded
from tests.office import START
from tests.postgres import programs

KINDS = ("sqlite", "postgresql")
ORDERS, WORKERS, TURNS, WAYS = 25_000, 8, 5, 3
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
        ways = {"plain": bare, "claims": _archive, "use_case": _desk}
        told, same = {name: _Told() for name in ways}, []
        each = ORDERS // TURNS // WORKERS // WAYS - WARM
        for _turn in range(TURNS):
            for name, way in ways.items():
                _tidied(office, kind)
                _together(told[name], way, office, each)
            if kind == "postgresql":
                _tidied(office, kind)
                same.append(_by_pgbench(office, each))
    found = {name: each.told() for name, each in told.items()}
    a_second = found["claims"]["a_second"]
    limits: dict[str, object] = {"worst_wait_limit_ms": 300}
    if kind == "postgresql":
        pgbench = round(median(same))
        limits = {"same_by_pgbench": pgbench, "claims_by_pgbench": round(a_second / pgbench, 2)}
        limits |= {"goal_a_second": 4000, "goal_by_pgbench": 0.6}
    return {
        **found,
        "claims_by_plain": round(a_second / found["plain"]["a_second"], 2),
        **limits,
        "load": os.getloadavg()[0],
    }


def _tidied(office, kind: str) -> None:
    """Take away what earlier turns left behind."""
    if kind == "postgresql":
        with psycopg.connect(office.url, autocommit=True) as server:
            server.execute("VACUUM FULL ANALYZE order_claims")
            server.execute("VACUUM FULL ANALYZE plain")


def _by_pgbench(office, each: int) -> float:
    """Return how many a second the archive's own statement takes where nothing but a server's tool runs it."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as script:
        script.write(_own_statement())
        script.flush()
        told = f"-n -M prepared -c {WORKERS} -j 2 -t {each + WARM} -f {script.name}".split()
        done = subprocess.run(
            [str((programs() / "initdb").resolve().with_name("pgbench")), *told, office.url],
            env={**os.environ, "PGOPTIONS": "-c synchronous_commit=off"},
            capture_output=True,
            check=True,
            text=True,
        )
    return float(re.search(r"tps = ([0-9.]+) \(without", done.stdout)[1])


def _own_statement() -> str:
    """Return what a claim asks, its values written into it, each time for another of the staff."""
    query = OrderQuery(view=QueueView.DIVISION, staff=1, today=START, secret=True)
    written = claim_written(query, on_server=True, footed=False)
    lease = {"name": "员", "since": "2026-11-02 10:00", "until": "2026-11-02 19:00"}
    values = {**{name: each.decode() for name, each in written.known.items()}, **lease}
    words = written.words
    for place, name in reversed(list(enumerate(written.names, 1))):
        words = words.replace(f"${place}::", ":staff::" if name == "staff" else f"'{values[name]}'::")
    return f"\\set staff random(1, {WORKERS})\n" + " ".join(words.split())


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


CASES = {"claims": claims}
