from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.hotline.models import OrderId, OrderState, OrderType, Secrecy
from app.hotline.queue import Claim, OrderQuery, OrderSort, QueueView
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
    with store.lease() as unit:
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
        with store.lease() as unit:
            return unit.claims.claim(wanted).staff

    assert claim(first, NOON) == first
    assert claim(second, NOON + timedelta(minutes=19)) == first
    assert claim(second, NOON + timedelta(minutes=20)) == second
    with store.begin() as unit:
        unit.claims.release(key, first)
        assert unit.claims.held([key], NOON + timedelta(minutes=21))[key].staff == second
        unit.claims.release(key, second)
        assert unit.claims.held([key], NOON + timedelta(minutes=21)) == {}


def held_now(store, at=NOON):
    with store.read() as unit:
        keys = [unit.orders.find_by_number(f"XM{number:04}").id for number in range(ORDERS)]
        return unit.claims.held(keys, at)


def test_what_lapsed_is_the_next_again_though_others_are_free(store, waiting):
    first, second = waiting.people[:2]
    lapsed = take_next(store, first, minutes=5)
    later = take_next(store, first)

    assert take_next(store, second, NOON + timedelta(minutes=6)) == lapsed
    assert held_now(store)[later].staff == first


def test_who_goes_on_with_an_order_has_it_since_he_began(store, waiting):
    first, second = waiting.people[:2]
    key = take_next(store, first)

    def claim(staff, at):
        wanted = Claim(order=key, staff=staff, staff_name="员", since=at, until=at + timedelta(minutes=20))
        with store.lease() as unit:
            return unit.claims.claim(wanted)

    assert claim(first, NOON + timedelta(minutes=10)).since == NOON
    assert held_now(store)[key].until == NOON + timedelta(minutes=30)
    assert claim(second, NOON + timedelta(minutes=40)).since == NOON + timedelta(minutes=40)


def test_an_order_that_ends_waits_for_nobody_and_one_that_goes_on_stays_claimed(store, waiting):
    first, second = waiting.people[:2]
    moved = take_next(store, first)
    with store.begin() as unit:
        last = unit.orders.find_by_number(f"XM{ORDERS - 1:04}")
        unit.orders.save(replace(last, state=OrderState.COMPLETED))
        ended = last.id
        for key in (moved, ended):
            unit.custody.close(a_holding(waiting, key).subject, NOON + timedelta(minutes=1))
        unit.custody.start(a_holding(waiting, moved), NOON + timedelta(minutes=1))

    taken = []
    while (key := take_next(store, second)) is not None:
        taken.append(key)
    assert len(taken) == ORDERS - 2
    assert not {moved, ended} & set(taken)
    assert held_now(store)[moved].staff == first


def test_a_confidential_order_is_never_the_next_of_one_who_may_not_see_it(store, waiting):
    first, second = waiting.people[:2]
    with store.begin() as unit:
        secret = an_order(waiting, number="XM9", secrecy=Secrecy.WHOLE)
        key = unit.orders.add(secret)
        unit.custody.start(a_holding(waiting, key, due=date(2026, 11, 3)), NOON)
    claim = Claim(
        order=OrderId(0), staff=first, staff_name="员", since=NOON, until=NOON + timedelta(minutes=20)
    )
    query = OrderQuery(view=QueueView.DIVISION, staff=first, today=TODAY)

    def next_of(query):
        with store.lease() as unit:
            return unit.claims.claim_next(query, claim)

    every = set()
    while (taken := next_of(query)) is not None:
        every.add(taken)
    assert len(every) == ORDERS
    assert key not in every
    assert next_of(replace(query, staff=second, secret=True)) == key


def test_words_and_filters_narrow_what_is_the_next(store, waiting):
    with store.begin() as unit:
        order = an_order(waiting, number="XM9", title="围墙挡住通道", type=OrderType.ENQUIRY)
        key = unit.orders.add(order)
        unit.custody.start(a_holding(waiting, key), NOON)
    claim = Claim(order=OrderId(0), staff=waiting.people[0], staff_name="员", since=NOON, until=NOON)
    query = OrderQuery(view=QueueView.DIVISION, staff=1, today=TODAY, secret=True)
    asked = (
        replace(query, words="围墙"),
        replace(query, types=(OrderType.ENQUIRY,), since=NOON.date(), sort=OrderSort.ARRIVED, descending=True),
        replace(query, divisions=frozenset(waiting.divisions), types=(OrderType.ENQUIRY,)),
    )
    for one in asked:
        with store.lease() as unit:
            assert unit.claims.claim_next(one, claim) == key


def test_a_lease_leaves_an_act_as_safe_as_it_was(store, kind):
    asked = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}[kind]
    with store.lease() as unit:
        unit.claims.held([], NOON)
    with store.begin() as unit:
        assert unit._connection.exec_driver_sql(asked).scalar() in (2, "on")
