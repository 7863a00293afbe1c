"""A simulated office day: 200 clients replay 40,000 acts of a year's busiest day against one server.

Every client has its own database role and connections (one for its acts, one that listens) and does what the
window does without its windows; the mix is in ``tests/flows/day/acts.py``. The acts of seven working hours come
compressed: DAY_FACTOR says how much (1: as they are, 1.6 a second), DAY_ACTS and DAY_CLIENTS how many;
with DAY_SHOWN=0 lists are not read anew when others wrote.
Clients and server share one machine: what a client computes is taken from the server, so that it is told what
each of them has of a processor for an act and all that follows from it (the lists read anew by it among them).
"""

from __future__ import annotations

import os
import tempfile
import time

from tests.flows.day.acts import LIST, LOOK, SAVE
from tests.flows.day.people import founded
from tests.flows.day.running import Plan, lived, of_kind
from tests.flows.day.telling import by_act, computed_by, faults_of, heard, server_of, told, unheard
from tests.postgres import running_server

CLIENTS, ACTS, HOURS = 200, 40_000, 7
PROCESSES = 20  # clients of one process wait for each other, as those of 200 machines do not
FACTOR = 10
SERVER = {
    "max_connections": "700",
    "shared_buffers": "256MB",
    "autovacuum": "on",
    "fsync": "on",
    "full_page_writes": "on",
}
UNKNOWN = float("inf")  # what was not measured is not within
LIMITS = {SAVE: 100, LIST: 150, "heard": 300}  # ms at p95


def day() -> dict[str, object]:
    """Replay the day, and look whether everything is as it must be."""
    factor, acts = float(os.environ.get("DAY_FACTOR", FACTOR)), int(os.environ.get("DAY_ACTS", ACTS))
    clients = int(os.environ.get("DAY_CLIENTS", CLIENTS))
    seconds = acts / ACTS * HOURS * 3600 / factor * CLIENTS / clients
    shown, processes = os.environ.get("DAY_SHOWN") != "0", min(PROCESSES, clients)
    plan = Plan(acts=acts, seconds=seconds, processes=processes, shown=shown)
    server: dict[str, float] = {}
    with running_server(folder=tempfile.gettempdir(), **SERVER) as running, running.fresh() as url:
        people = founded(url, clients)
        began, postmaster, computed = time.monotonic(), running._running.pid, []
        note = lambda: computed.append(computed_by(postmaster))  # noqa: E731
        log = lived(url, people, plan, lambda: server.update(server_of(url)), note)
        note()
        spent = time.monotonic() - began
        wrong = faults_of(url)
    measured = {SAVE: told(of_kind(log, SAVE)), LIST: told(of_kind(log, LIST)), "heard": told(heard(log))}
    return {
        "clients": len(people),
        "acts": acts,
        "factor": factor,
        "acts_a_second": round(acts / seconds, 1),
        "seconds": round(spent),
        **measured,
        "within": {name: measured[name].get("p95_ms", UNKNOWN) < limit for name, limit in LIMITS.items()},
        LOOK: told(of_kind(log, LOOK)),
        "lists read anew": len(log.again),
        "behind": told(log.behind),
        "unheard": unheard(log),
        "shown what is not so": len(log.stale),
        "acts by name": by_act(log),
        "errors": dict(log.faults),
        "told to try again": dict(log.busy),
        "wrong afterwards": wrong,
        "server": server,
        "processor_ms_an_act": {
            "server": round((computed[1] - computed[0]) / acts * 1e3, 1),
            "clients": round(sum(log.computed) / acts * 1e3, 1),
        },
        "load": os.getloadavg()[0],
    }


CASES = {"day": day}
