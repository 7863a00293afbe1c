from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.custody.clocks import Dating
from app.hotline.queue import QueueView
from app.hotline.steps import share_subject
from db.hotline import costs as order_costs
from db.hotline import pages as order_pages
from db.hotline import walk as order_walk
from db.hotline.parts import count_of
from db.hotline.queue import whole
from db.search import weighing
from db.search.index import Match
from db.search.words import Findable
from tests.db.filed_things import pairs_of
from tests.db.order_telling import Known, told
from tests.db.order_things import (
    NOON,
    TODAY,
    a_holding,
    a_share,
    about,
    furnish_centre,
    orders,
    queries,
)

QUICK = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
EACH_WAY = settings(QUICK, max_examples=10)  # four ways on two databases


SHARE_STATES = ({}, {}, {"replied_at": NOON, "reply": "已核实"}, {"withdrawn": True})


@contextmanager
def tried(store):
    """Lend a unit of work that leaves nothing behind."""
    with store.begin() as unit, unit.orders._connection.begin_nested() as whole_example:
        yield unit
        whole_example.rollback()


@pytest.fixture
def centre(store):
    return furnish_centre(store)


def fill(unit, centre, data, most=8):
    """Keep some orders as they may come and go, and return what is known of them."""
    known = [_kept(unit, centre, data, number) for number in range(data.draw(st.integers(1, most)))]
    for place, each in enumerate(known):
        if data.draw(st.booleans()):
            known[place] = _changed(unit, centre, data, each)
    return known


def _kept(unit, centre, data, number):
    order = data.draw(orders(centre))
    order = replace(order, number=f"XM{number % 3}{number}")
    key = unit.orders.add(order)
    known = Known(order=replace(order, id=key))
    for division in data.draw(st.lists(st.sampled_from(centre.divisions), max_size=3)):
        _share(unit, centre, data, known, division)
    if data.draw(st.booleans()):
        known.holding = _hold(unit, centre, data, key)
    return known


def _share(unit, centre, data, known, division):
    """Give a division a part, maybe by name; it may have answered or lost it since."""
    due, state = TODAY + timedelta(days=data.draw(st.integers(-2, 2))), data.draw(st.sampled_from(SHARE_STATES))
    share = a_share(known.order.id, division, due=due)
    share = replace(share, id=unit.course.add_share(share))
    if state:
        share = replace(share, **state)
        unit.course.save_share(share)
    else:
        known.names[share.id] = _give(unit, centre, data, share)
    known.parts += (share,)


def _give(unit, centre, data, share):
    holding = a_holding(centre, share.id, staff=data.draw(st.none() | st.integers(0, 3)), due=share.due)
    unit.custody.start(replace(holding, subject=share_subject(share.id), division=share.division), NOON)
    return holding.staff


def _hold(unit, centre, data, key):
    holding = a_holding(
        centre,
        key,
        division=data.draw(st.integers(0, 2)),
        staff=data.draw(st.none() | st.integers(0, 3)),
        due=data.draw(st.none() | st.integers(-2, 2).map(lambda n: TODAY + timedelta(days=n))),
    )
    unit.custody.start(holding, NOON)
    return holding


def _changed(unit, centre, data, known):
    """Take an order on: saved anew, handed on, dated anew, given a share, ended."""
    key = known.order.id
    act = data.draw(st.sampled_from(("save", "hand", "redate", "share", "end")))
    if act == "save":
        new = replace(data.draw(orders(centre)), number=known.order.number, id=key, version=known.order.version)
        unit.orders.save(new)
        return replace(known, order=replace(new, version=new.version + 1))
    if act == "share":
        division = data.draw(st.sampled_from(centre.divisions))
        _share(unit, centre, data, known, division)
        return known
    if known.holding is None:
        return known
    if act == "redate":
        return _redated(unit, known)
    unit.custody.close(about(key), NOON)
    holding = None if act == "end" else _hold(unit, centre, data, key)
    return replace(known, holding=holding)


def _redated(unit, known):
    due = TODAY + timedelta(days=1)
    segment = unit.custody.open_of(about(known.order.id))
    unit.custody.redate({Dating(due=due, provisional=False, outer_due=None): [segment.id]})
    order = unit.orders.get(known.order.id)
    return replace(known, order=order, holding=replace(known.holding, due=due))


@QUICK
@given(data=st.data())
def test_the_queue_shows_what_a_plain_reading_of_all_orders_would(store, centre, data):
    with tried(store) as unit:
        known = fill(unit, centre, data)
        for _ in range(6):
            query = data.draw(queries(centre))
            expected = [each.order.id for each in told(known, query)]
            offset = data.draw(st.integers(0, 9))
            assert [each.id for each in unit.orders.find(query, offset=0, limit=50)] == expected
            assert [each.id for each in unit.orders.each(query, lot=3)] == expected
            page = unit.orders.find(query, offset=offset, limit=3)
            assert [each.id for each in page] == expected[offset : offset + 3]
            assert unit.orders.count(query) == len(expected)


# Few characters, so that words meet texts; some that SQL or folding would trip over.
LETTERS = "施工路王12号%_/\\aB𠮷😀"


LITTLE, MUCH = 1e-6, 1e6
COSTS = {
    "walked by lists": {"walked": LITTLE, "listed": LITTLE, "looked_up": MUCH, "said": MUCH},
    "walked by texts": {"walked": LITTLE, "listed": MUCH, "looked_up": MUCH, "said": LITTLE},
    "gathered": {"walked": MUCH, "listed": LITTLE, "looked_up": LITTLE, "said": MUCH},
    "drawn": {"walked": MUCH, "listed": MUCH, "looked_up": LITTLE, "said": LITTLE},
    "led": {"walked": MUCH, "listed": MUCH, "looked_up": LITTLE, "said": MUCH},  # where a server tells it
}


@pytest.fixture(params=[*COSTS, "as shipped"])
def way(request, monkeypatch):
    """However words are looked for: on a walk, from what is filed, from what can be seen, or as it comes."""
    if request.param != "as shipped":
        monkeypatch.setattr(order_walk, "_FEW", -1)
        monkeypatch.setattr(order_costs, "_LEAST", 2)
        costs = order_costs.Costs(**COSTS[request.param])
        monkeypatch.setattr(order_costs, "IN_FILE", costs)
        monkeypatch.setattr(
            order_costs, "ON_SERVER", replace(costs, led=LITTLE if request.param == "led" else MUCH)
        )
        monkeypatch.setattr(weighing, "_SAMPLE", 1)
        monkeypatch.setattr(weighing, "_ENOUGH", 2)


@EACH_WAY
@given(data=st.data())
def test_words_find_what_is_in_the_texts_whichever_way_is_taken(store, centre, way, data):
    texts = st.text(LETTERS, max_size=8)
    with tried(store) as unit:
        drawn = [
            replace(order, number=f"XM2026{number}", title=data.draw(texts), content=data.draw(texts))
            for number, order in enumerate(data.draw(st.lists(orders(centre), min_size=1, max_size=8)))
        ]
        together = data.draw(st.integers(0, len(drawn)))
        keys = [*unit.orders.add_many(drawn[:together]), *map(unit.orders.add, drawn[together:])]
        known = [Known(order=replace(order, id=key)) for key, order in zip(keys, drawn, strict=True)]
        for place in data.draw(st.sets(st.integers(0, len(drawn) - 1), max_size=3)):
            told_anew = replace(known[place].order, title=data.draw(texts), content=data.draw(texts))
            unit.orders.save(told_anew)
            known[place] = Known(order=replace(told_anew, version=told_anew.version + 1))
        for place in data.draw(st.sets(st.integers(0, len(drawn) - 1), max_size=3)):
            _share(unit, centre, data, known[place], data.draw(st.sampled_from(centre.divisions)))
        assert pairs_of(unit.orders._connection) == {
            (pair, key)
            for key, *said in unit.orders._connection.exec_driver_sql(
                "SELECT id, words, tails, initials FROM search_texts WHERE kind = 5"
            )
            for pair in Findable(**dict(zip(("words", "tails", "initials"), said, strict=True))).pairs()
        }
        for words in data.draw(st.lists(st.text(LETTERS, min_size=1, max_size=3), min_size=1, max_size=6)):
            asked = data.draw(queries(centre))
            reach = data.draw(st.sampled_from((asked.divisions, frozenset(centre.divisions[2:]))))
            query = replace(
                whole(replace(asked, divisions=reach), QueueView.ALL),
                words=words,
                sort=asked.sort,
                descending=asked.descending,
            )
            expected = [each.order.id for each in told(known, query)]
            pages = [unit.orders.find(query, offset=offset, limit=3) for offset in range(0, 9, 3)]
            assert [each.id for page in pages for each in page] == expected
            assert [each.id for each in unit.orders.each(query, lot=3)] == expected
            assert unit.orders.count(query) == len(expected)


@QUICK
@given(data=st.data())
def test_counts_of_views_are_what_counting_would_find(store, centre, data):
    with tried(store) as unit:
        known = fill(unit, centre, data)
        for _ in range(4):
            query = data.draw(queries(centre))
            views = {view: len(told(known, whole(query, view))) for view in QueueView}
            assert unit.orders.counts(query) == views
            for view in QueueView:
                every = Match(conditions=(), order=None)
                counted = unit.orders._connection.execute(count_of(whole(query, view), every)).scalar_one()
                assert counted == views[view]


@QUICK
@given(data=st.data())
def test_far_pages_of_all_orders_begin_where_their_month_does(store, centre, data):
    near, order_pages._NEAR = order_pages._NEAR, 1
    try:
        with tried(store) as unit:
            known = fill(unit, centre, data)
            query = data.draw(queries(centre))
            query = replace(whole(query, QueueView.ALL), sort=query.sort, descending=query.descending)
            expected = [each.order.id for each in told(known, query)]
            for offset in range(len(expected) + 2):
                page = unit.orders.find(query, offset=offset, limit=2)
                assert [each.id for each in page] == expected[offset : offset + 2]
    finally:
        order_pages._NEAR = near
