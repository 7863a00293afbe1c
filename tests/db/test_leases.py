from __future__ import annotations

import psycopg
import pytest

from app.errors import Unavailable
from tests.db.things import CUT


def leased(store):
    with store.lease() as unit:
        return unit.people.staff()


def test_a_way_for_leases_cut_while_it_rested_is_laid_anew_unnoticed(served, server, monkeypatch):
    store = served[1]
    leased(store)
    server.run(CUT)
    monkeypatch.setattr("db.leases.FRESH", 0.0)

    assert leased(store) == ()


def test_a_way_for_leases_cut_under_an_ask_is_told_and_the_next_works(served, server):
    store = served[1]

    def cut():
        with store.lease() as unit:
            server.run(CUT)
            unit.people.staff()

    with pytest.raises(Unavailable, match="连不上"):
        cut()
    assert leased(store) == ()


def test_ways_for_leases_end_with_the_store(served, server):
    store = served[1]
    leased(store)
    store.close()

    with psycopg.connect(served[0]) as other:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        assert other.execute(asked).fetchone() == (1,)
