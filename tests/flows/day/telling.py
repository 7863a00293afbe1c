"""What is told of a simulated day: how long things took, and whether everything is as it must be."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path

import psycopg

from app.clock import now
from app.ledger.reading import LedgerReading
from db.store import open_store
from tests.flows.day.running import Log

# What must be found nowhere: gaps in numbers, and things that are in nobody's hands, in two, or overlap.
WRONG = {
    "series with a gap": (
        "SELECT count(*) FROM (SELECT 1 FROM documents d LEFT JOIN number_counters n USING (type_key,"
        " division_id, number_year) GROUP BY type_key, division_id, number_year, last_number"
        " HAVING count(*) <> max(number_sequence) OR max(number_sequence) IS DISTINCT FROM last_number) gaps"
    ),
    "subjects with two open segments": (
        "SELECT count(*) FROM (SELECT 1 FROM segments WHERE until_at IS NULL"
        " GROUP BY subject HAVING count(*) > 1) twice"
    ),
    "open orders in nobody's hands": (
        "SELECT count(*) FROM orders o WHERE state NOT IN ('已办结', '已归档', '已退回市热线中心', '已并入')"
        " AND NOT EXISTS (SELECT FROM segments s WHERE s.open_key = 'order:' || o.id)"
    ),
    "segments that overlap or leave time out": (
        "SELECT count(*) FROM (SELECT until_at, lead(since_at) OVER"
        " (PARTITION BY subject ORDER BY since_at, id) AS next FROM segments WHERE subject LIKE 'order:%') held"
        " WHERE next IS NOT NULL AND next IS DISTINCT FROM until_at"
    ),
    "orders still claimed": "SELECT count(*) FROM order_claims WHERE staff_id IS NOT NULL",
}


def faults_of(url: str) -> dict[str, int]:
    """Return what is not as it must be, each with how often; empty where all is well."""
    with psycopg.connect(url) as connection:
        found = {name: connection.execute(asked).fetchone()[0] for name, asked in WRONG.items()}
    store = open_store(url)
    found["faults of the ledger"] = len(LedgerReading(store, now).verify().faults)
    store.close()
    return {name: many for name, many in found.items() if many}


def told(seconds: list[float]) -> dict[str, float]:
    """Return how many there were, and median, 95th in a hundred and worst in ms."""
    if not seconds:
        return {"times": 0}
    lined = sorted(seconds)
    named = {"p50_ms": len(lined) // 2, "p95_ms": len(lined) * 95 // 100, "worst_ms": len(lined) - 1}
    return {"times": len(lined)} | {name: round(lined[place] * 1e3, 1) for name, place in named.items()}


def by_act(log: Log) -> dict[str, dict[str, float]]:
    """Return the same for each act that did something."""
    found = defaultdict(list)
    for kind, name, took in log.took:
        found[name if kind != "nothing to do" else kind].append(took)
    return {name: told(found[name]) for name in sorted(found)}


def heard(log: Log) -> list[float]:
    """Return how long after a saving each other client had heard of it."""
    waits = []
    for writer, done, head in log.wrote:
        for login, moments in log.heard.items():
            # Heads only grow: the first that is high enough tells of it.
            place = bisect_left(moments, head, key=lambda each: each[1])
            if login != writer and place < len(moments):
                waits.append(max(0.0, moments[place][0] - done))
    return waits


def unheard(log: Log) -> int:
    """Return how often a client never heard of a saving."""
    furthest = {login: max((head for _at, head in moments), default=0) for login, moments in log.heard.items()}
    return sum(
        furthest[login] < head for writer, _done, head in log.wrote for login in furthest if login != writer
    )


def server_of(url: str) -> dict[str, float]:
    """Return how many connections there are, and what the server's processes take of the memory."""
    with psycopg.connect(url) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
        pids = [row[0] for row in connection.execute(asked)]
    kept = [_own(pid) for pid in pids]
    return {"connections": len(pids) - 1, "memory_mb": round(sum(kept) / 1024)}


def computed_by(postmaster: int) -> float:
    """Return how many seconds of a processor a server and its processes, ended ones too, have had."""
    ticks, own = 0, str(postmaster)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if path.parent.name == own:
            ticks += sum(map(int, words[11:15]))
        elif words[1] == own:
            ticks += sum(map(int, words[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _own(pid: int) -> int:
    """Return a process's proportional share of the memory in kB, 0 where it cannot be read."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
