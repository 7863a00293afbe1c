"""A client that vanishes in the middle of an act: its cable is cut, and it never says that it is gone."""

from __future__ import annotations

import time

import psycopg

from db.store import open_store
from tests.flows.faults.clients import FORKS
from tests.postgres import die_with_parent
from tests.roles import login_url

PATIENCE = 120.0  # seconds
_HOLDS = """SELECT count(*) FROM pg_stat_activity
    WHERE client_addr IS NOT NULL AND state = 'idle in transaction'"""


def let_go_after(server, line, url: str) -> float:
    """Return after how many seconds the server lets go of what such a client held."""
    holds = FORKS.Event()
    program = FORKS.Process(target=_hold, args=(login_url(url, "linxiaoyan"), holds), daemon=True)
    program.start()
    assert holds.wait(PATIENCE)
    with line.cut(near=True):
        began = time.monotonic()
        program.kill()
        program.join()
        while _holding(server):
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.1)
        return time.monotonic() - began


def _hold(url: str, holds) -> None:
    die_with_parent()
    with open_store(url).begin() as unit:
        unit.ledger.head()
        holds.set()
        time.sleep(PATIENCE)


def _holding(server) -> int:
    with psycopg.connect(server.url("postgres")) as owner:
        return owner.execute(_HOLDS).fetchone()[0]
