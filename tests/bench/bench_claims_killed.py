"""No order is held twice or lost where 25,000 are taken by eight processes that are killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import psycopg

from app.errors import Unavailable
from app.hotline.models import OrderId
from app.hotline.queue import Claim, OrderQuery, QueueView
from db.engine import file_of, parse_url
from db.store import open_store
from tests.bench.bench_claims import KINDS, ORDERS, WORKERS
from tests.bench.many_orders import crowded
from tests.office import START


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


CASES = {"claims_killed": claims_killed}
