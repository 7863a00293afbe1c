from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.custody.asking import WallQuery
from app.custody.clocks import Limit
from app.ledger.models import subject
from tests.db.things import NOON, a_holding, later

TODAY = date(2026, 11, 23)
SUBJECTS = ("case", "extension", "extensions", "extension-old", "estimate", "denial")


@pytest.fixture
def wall(store, office):
    """Open items of several kinds, steps and holders, a day apart from each other."""
    with store.begin() as unit:
        for place, kind in enumerate(SUBJECTS * 3):
            holding = a_holding(
                office,
                subject(kind, place + 1),
                staff=None if place % 3 == 0 else office.clerk,
                step=("审查", "补正")[place % 2],
                due=None if place == 17 else TODAY + timedelta(days=place),
                unit="workday" if place % 2 else "",
                count=20 if place % 2 else 0,
            )
            unit.custody.start(holding, NOON)
        unit.custody.start(a_holding(office, subject("extension", 99)), NOON)
        unit.custody.close(subject("extension", 99), later(hours=1))
    return store


QUERIES = (
    WallQuery(),
    WallQuery(kind="extension"),
    WallQuery(step="审查"),
    WallQuery(undated=True),
    WallQuery(since=TODAY, until=TODAY + timedelta(days=2)),
    WallQuery(since=TODAY, until=TODAY, longer=(Limit("workday", 20, TODAY + timedelta(days=4)),)),
    WallQuery(since=TODAY + timedelta(days=3), but=(Limit("workday", 20, TODAY + timedelta(days=9)),)),
)


def told(query, each):
    holding, limit = each.holding, None
    if query.kind and holding.subject.split(":")[0] != query.kind:
        return False
    if query.step and holding.step != query.step:
        return False
    if query.undated or holding.due is None:
        return holding.due is None and query.since is None
    for limit in (*query.longer, *query.but):
        if (holding.unit, holding.count) == (limit.unit, limit.count):
            break
    else:
        limit = None
    first = query.since
    if query.but and limit is not None:
        first = limit.until + timedelta(days=1)
    last = limit.until if query.longer and limit is not None else query.until
    return (first is None or holding.due >= first) and (last is None or holding.due <= last)


@pytest.mark.parametrize("query", QUERIES)
def test_rows_and_count_are_those_asked_for_in_order(wall, query):
    with wall.read() as unit:
        wanted = [each for each in unit.custody.open_all() if told(query, each)]
        found = unit.custody.page_open(query, offset=0, limit=100)
        assert list(found) == wanted
        assert unit.custody.count_open(query) == len(wanted)
        assert list(unit.custody.page_open(query, offset=1, limit=2)) == wanted[1:3]


def test_a_person_and_what_nobody_holds_are_told_apart(wall, office):
    with wall.read() as unit:
        everything = unit.custody.open_all()
        own = unit.custody.page_open(WallQuery(holder=office.clerk), offset=0, limit=100)
        pool = unit.custody.page_open(WallQuery(pool=everything[0].holding.division), offset=0, limit=100)
        held = unit.custody.held(None)
        nothing = unit.custody.held(frozenset({999_999}))
    assert {each.id for each in own} | {each.id for each in pool} == {each.id for each in everything}
    assert all(each.holding.staff is None for each in pool)
    assert sum(each.items for each in held) == len(everything)
    assert {each.staff_name for each in held} == {"", own[0].staff_name}
    assert nothing == ()
