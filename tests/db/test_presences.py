from __future__ import annotations

from datetime import timedelta
from queue import SimpleQueue

from app.clock import now
from app.ledger.models import subject
from db.feed import Feed
from db.listening import follow
from db.store import open_store

CASE = subject("case", 12)


def test_others_hear_at_once_that_a_record_was_opened_and_left(store, office, url):
    told, other = SimpleQueue(), open_store(url)
    stop = follow(store, Feed(store), told.put)
    at = now()
    with other.lease() as unit:
        assert unit.presences.stay(CASE, office.clerk, at, at + timedelta(seconds=45))
    assert told.get(timeout=5).others_moved
    with other.lease() as unit:
        assert not unit.presences.stay(CASE, office.clerk, at, at + timedelta(seconds=60))  # renewed
    with store.read() as unit:
        (present,) = unit.presences.now(at)
        assert present.until == at + timedelta(seconds=60)
        assert unit.presences.now(at + timedelta(seconds=60)) == ()
    with other.lease() as unit:
        unit.presences.leave(CASE, office.clerk)
    assert told.get(timeout=5).others_moved
    stop()
    other.close()
