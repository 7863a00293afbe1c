from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest

from app.hotline.models import OrderId
from app.hotline.queue import Claim, OrderQuery, QueueView
from db.store import open_store
from tests.db.order_things import NOON, TODAY, a_holding, an_order, furnish_centre

ORDERS, PROCESSES = 96, 8


@pytest.fixture
def waiting(store):
    """Orders that wait to be taken by four people."""
    centre = furnish_centre(store)
    with store.begin() as unit:
        for number in range(ORDERS):
            key = unit.orders.add(an_order(centre, number=f"XM{number:04}"))
            unit.custody.start(a_holding(centre, key), NOON)
    return centre


def take_next(store, staff, at=NOON, minutes=20):
    query = OrderQuery(view=QueueView.DIVISION, staff=staff, today=TODAY, secret=True)
    until = at + timedelta(minutes=minutes)
    claim = Claim(order=OrderId(0), staff=staff, staff_name="员", since=at, until=until)
    with store.begin() as unit:
        return unit.claims.claim_next(query, claim)


def forked(work):
    """Run the work in a process of its own, and return its number and what it writes."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        os.close(reader)
        work(writer)
    finally:
        os._exit(0)


def taking(url, staff, writer):
    """Take orders until there is none, and tell of each once it is kept."""
    store = open_store(url)
    while True:
        taken = take_next(store, staff)
        if taken is None:
            return
        os.write(writer, f"{taken}\n".encode())


def told_by(reader):
    with os.fdopen(reader) as lines:
        return [int(line) for line in lines]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")
def test_eight_processes_take_every_order_once(url, store, waiting):
    store.engine.dispose()
    children = [
        forked(lambda writer, staff=waiting.people[n % 4]: taking(url, staff, writer)) for n in range(PROCESSES)
    ]
    taken = [key for _, reader in children for key in told_by(reader)]
    for child, _ in children:
        os.waitpid(child, 0)
    assert len(taken) == ORDERS
    assert set(Counter(taken).values()) == {1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")
def test_who_is_killed_loses_no_order_and_what_he_took_is_free_when_it_lapses(url, store, waiting):
    store.engine.dispose()
    children = [
        forked(lambda writer, staff=waiting.people[n % 4]: taking(url, staff, writer)) for n in range(PROCESSES)
    ]
    firsts = [os.read(reader, 4096).decode() for _, reader in children]
    for child, _ in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    told = [int(line) for text in firsts for line in text.split()]
    told += [key for _, reader in children for key in told_by(reader)]
    assert len(told) == len(set(told)), "no order was told to two"

    later = NOON + timedelta(minutes=21)
    again = []
    while (taken := take_next(store, waiting.people[0], later)) is not None:
        again.append(taken)
    assert sorted(again) == sorted(set(again))
    assert len(again) == ORDERS


def test_an_order_taken_is_nobody_elses_until_it_is_let_go_or_lapses(store, waiting):
    first, second = waiting.people[:2]
    with store.read() as unit:
        key = unit.orders.find_by_number("XM0000").id

    def claim(staff, at):
        wanted = Claim(order=key, staff=staff, staff_name="员", since=at, until=at + timedelta(minutes=20))
        with store.begin() as unit:
            return unit.claims.claim(wanted).staff

    assert claim(first, NOON) == first
    assert claim(second, NOON + timedelta(minutes=19)) == first
    assert claim(second, NOON + timedelta(minutes=20)) == second
    with store.begin() as unit:
        unit.claims.release(key, first)
        assert unit.claims.held([key], NOON + timedelta(minutes=21))[key].staff == second
        unit.claims.release(key, second)
        assert unit.claims.held([key], NOON + timedelta(minutes=21)) == {}
