from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app.calendar.dues import Suspension
from app.custody.clocks import Counted, Dating, Limit, OpenQuery
from app.errors import Conflict
from app.ledger.models import subject
from db.engine import writing
from tests.db.things import NOON, a_clerk, a_division, a_holding, later

CASE = subject("case", 1)


def test_a_holding_comes_back_with_the_names_of_its_holders(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
    with store.read() as unit:
        segment = unit.custody.open_of(CASE)

    assert segment.holding == a_holding(office, CASE)
    assert (segment.since, segment.until) == (NOON, None)
    assert (segment.staff_name, segment.division_name) == ("林晓", "不动产登记窗口")


def test_a_subject_has_one_holder_at_a_time(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), later(hours=1))


def test_the_archive_itself_allows_one_open_segment(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        unit.custody.start(a_holding(office, CASE), later(hours=1))

    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE segments SET open_key = subject")


def test_history_is_kept_in_order(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        unit.custody.start(a_holding(office, CASE, staff=None, step="归档"), later(hours=1))
    with store.read() as unit:
        history = unit.custody.history(CASE)
        found = unit.custody.open_of_many([CASE, subject("case", 9)])

    assert [(each.since, each.until) for each in history] == [
        (NOON, later(hours=1)),
        (later(hours=1), None),
    ]
    assert [each.staff_name for each in history] == ["林晓", ""]
    assert found == {CASE: history[1]}


def test_open_work_comes_by_due_date_and_what_has_none_comes_last(store, office):
    dues = [None, date(2026, 11, 20), date(2026, 11, 12), None, date(2026, 11, 20)]
    with store.begin() as unit:
        for key, due in enumerate(dues):
            unit.custody.start(a_holding(office, subject("case", key), due=due), later(minutes=-key))
    with store.read() as unit:
        order = [segment.holding.subject for segment in unit.custody.open_all()]

    assert order == [subject("case", key) for key in (2, 4, 1, 3, 0)]


def test_open_work_is_narrowed_to_a_division_or_a_person(store, office):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="用地处"))
        unit.custody.start(a_holding(office, subject("case", 1)), NOON)
        unit.custody.start(a_holding(office, subject("case", 2), staff=None), NOON)
        unit.custody.start(a_holding(replace(office, division=other), subject("case", 3)), NOON)
    with store.read() as unit:
        mine = {segment.holding.subject for segment in unit.custody.open_all(staff=office.clerk)}
        ours = {segment.holding.subject for segment in unit.custody.open_all(division=office.division)}
        both = unit.custody.open_all(division=office.division, staff=office.clerk)

    assert mine == {"case:1", "case:3"}
    assert ours == {"case:1", "case:2"}
    assert [segment.holding.subject for segment in both] == ["case:1"]


def test_dates_move_without_anything_else(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.redate({})
        ((segment,),) = unit.custody.open_clocks().values()
        unit.custody.redate({Dating(date(2026, 12, 1), True, date(2026, 12, 2)): [segment, 99]})
    with store.read() as unit:
        holding = unit.custody.open_of(CASE).holding

    assert holding == a_holding(
        office, CASE, due=date(2026, 12, 1), provisional=True, outer_due=date(2026, 12, 2)
    )


def test_what_is_done_is_never_dated_anew(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        (done,) = unit.custody.history(CASE)
        unit.custody.redate({Dating(date(2026, 12, 1), True, None): [done.id]})
        assert unit.custody.history(CASE) == (done,)
        assert unit.custody.open_clocks() == {}


PAUSES = (
    Suspension(date(2026, 11, 10), date(2026, 11, 12), "现场勘验"),
    Suspension(date(2026, 11, 16), date(2026, 11, 18), ""),
)


def test_clocks_counted_alike_come_together(store, office):
    paused = {"pauses": PAUSES, "outer_count": 20, "outer_due": date(2026, 12, 7), "provisional": True}
    with store.begin() as unit:
        unit.custody.start(a_holding(office, subject("case", 1)), NOON)
        unit.custody.start(a_holding(office, subject("case", 2), title="", step=""), NOON)
        unit.custody.start(a_holding(office, subject("case", 3), **paused), NOON)
        unit.custody.start(a_holding(office, subject("case", 4), due=None), NOON)
        unit.custody.start(a_holding(office, subject("case", 5), start=None, count=0, unit=""), NOON)
    with store.read() as unit:
        found = unit.custody.open_clocks()
        what = unit.custody.clocks_of([segment for alike in found.values() for segment in alike])
        assert unit.custody.open_of(subject("case", 3)).holding == a_holding(
            office, subject("case", 3), **paused
        )
    start, due = date(2026, 11, 9), date(2026, 11, 16)
    assert {counted: [what[segment].subject for segment in alike] for counted, alike in found.items()} == {
        Counted(start, 5, "workday", (), due, False, 0, None): ["case:1", "case:2"],
        Counted(start, 5, "workday", PAUSES, due, True, 20, date(2026, 12, 7)): ["case:3"],
        Counted(None, 0, "", (), due, False, 0, None): ["case:5"],
    }
    assert [clock[1:] for clock in what.values() if clock.subject == "case:2"] == [("SZ-2026-1", "", "")]


def test_what_an_ended_segment_was_about_can_still_be_told(store, office):
    with store.begin() as unit:
        unit.custody.start(a_holding(office, CASE), NOON)
        unit.custody.close(CASE, later(hours=1))
        (ended,) = unit.custody.history(CASE)
        assert unit.custody.clocks_of([ended.id])[ended.id].subject == CASE
        assert unit.custody.clocks_of([]) == {}


@pytest.fixture
def held(store, office):
    """Two divisions and two clerks; open and done items of each, with and without dates."""
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="用地处"))
        colleague = unit.people.add_staff(a_clerk(other, login="chen", name="陈审"))
        for key in range(60):
            division = (office.division, other)[key % 2]
            staff = (office.clerk, colleague, None)[key % 3]
            due = None if key % 7 == 0 else date(2026, 11, 1 + key % 20)
            limit = {"count": 20, "unit": "workday"} if key % 5 == 0 else {"count": 0, "unit": ""}
            about = subject("case", key)
            holding = a_holding(office, about, division=division, staff=staff, due=due, **limit)
            unit.custody.start(holding, later(minutes=key % 4))
            if key % 11 == 0:
                unit.custody.close(about, later(hours=1))
    return SimpleNamespace(here=office.division, there=other, clerk=office.clerk, colleague=colleague)


def asked(unit, query, limit=7):
    pages = [unit.custody.page(query, offset=offset, limit=limit) for offset in range(0, 70, limit)]
    return [segment for page in pages for segment in page]


def test_pages_keep_the_order_of_everything_open(store, held):
    with store.read() as unit:
        assert asked(unit, OpenQuery(staff=held.clerk)) == list(unit.custody.open_all())


@pytest.mark.parametrize("places", ["none", "here", "both"])
def test_one_sees_his_divisions_and_what_he_holds_himself(store, held, places):
    divisions = {"none": [], "here": [held.here], "both": [held.here, held.there]}[places]
    query = OpenQuery(staff=held.colleague, divisions=frozenset(divisions))
    with store.read() as unit:
        everything = unit.custody.open_all()
        seen = asked(unit, query)
        tally = unit.custody.tally(held.colleague, query.divisions, today=NOON.date())
        used = unit.custody.limits(held.colleague, query.divisions, since=date(2026, 11, 9))
        own = asked(unit, replace(query, mine=True))
        assert unit.custody.held_by(held.colleague) == len(own)
    assert seen == [
        each
        for each in everything
        if each.holding.division in divisions or each.holding.staff == held.colleague
    ]
    assert own == [each for each in everything if each.holding.staff == held.colleague]
    limits = [(each.holding.division, each.holding.due, each.holding.unit, each.holding.count) for each in seen]
    counted = Counter(of_day(each, NOON.date(), divisions) for each in limits)
    assert {each[:4]: each.items for each in tally} == counted
    assert used == {(unit, many) for _division, due, unit, many in limits if due and due.day >= 9}


def of_day(limit, today, here):
    """Leave the limit out of what is here and already due, or has no date: its light does not hang on it."""
    division, due, _unit, _many = limit
    return (division, due, "", 0) if division in here and (due is None or due <= today) else limit


def test_the_limits_in_use_leave_none_out_whatever_lies_between(store, held):
    chance, since, units = random.Random(673), date(2027, 1, 3), ("", "day", "workday")
    kept = [
        (chance.choice((held.here, held.there)), units[key % 3], date(2027, 1, 1 + key % 7), key % 4)
        for key in range(40)
    ]
    with store.begin() as unit:
        for key, (division, kind, due, count) in enumerate(kept):
            office = SimpleNamespace(division=division, clerk=held.clerk)
            holding = a_holding(office, subject("deferred", key), unit=kind, due=due, count=count)
            unit.custody.start(holding, NOON)
    with store.read() as unit:
        for here in (frozenset({held.here}), None):
            for staff in (held.clerk, held.colleague):
                assert unit.custody.limits(staff, here, since=since) == {
                    (kind, count)
                    for division, kind, due, count in kept
                    if due >= since and (here is None or division in here or staff == held.clerk)
                }


def test_a_view_is_narrowed_to_days_and_longer_limits_reach_further(store, held):
    first, last, further = date(2026, 11, 4), date(2026, 11, 8), date(2026, 11, 12)
    query = OpenQuery(staff=held.clerk, since=first, until=last, longer=(Limit("workday", 20, further),))
    with store.read() as unit:
        everything = [each for each in unit.custody.open_all() if each.holding.due]
        assert asked(unit, query) == [
            each
            for each in everything
            if first <= each.holding.due <= (further if each.holding.count == 20 else last)
        ]
        assert asked(unit, OpenQuery(staff=held.clerk, until=first)) == [
            each for each in everything if each.holding.due <= first
        ]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)  # a server chooses by what it knows of the rows
def test_the_archive_walks_the_open_items_by_date(store, held):
    plans = []

    def explain(connection, cursor, statement, parameters, _context, _many):
        plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plans.append(" ".join(row[3] for row in plan))

    event.listen(store.engine, "before_cursor_execute", explain)
    here = frozenset({held.here})
    with store.read() as unit:
        for query in (
            OpenQuery(staff=held.clerk),
            OpenQuery(staff=held.clerk, divisions=here),
            OpenQuery(staff=held.clerk, divisions=here, mine=True),
            OpenQuery(staff=held.clerk, divisions=here, since=NOON.date(), until=NOON.date()),
        ):
            unit.custody.page(query, offset=0, limit=5)
        plans.append("then")
        unit.custody.tally(held.clerk, here, today=NOON.date())
        unit.custody.count(OpenQuery(staff=held.clerk, divisions=here, waiting=True))
        unit.custody.held_by(held.clerk)
        unit.custody.count(OpenQuery(staff=held.clerk, divisions=here, mine=True))
    event.remove(store.engine, "before_cursor_execute", explain)
    assert all("USING INDEX ix_segments_due" in plan for plan in plans[:4])
    tally, waiting, held_by, mine = plans[plans.index("then") + 1 :]
    *tallies, elsewhere = tally.split("UNION ALL")
    assert [each.count("USING INDEX ix_segments_tally") for each in tallies] == [1, 1, 1]
    assert not any("TEMP" in each for each in tallies)
    assert "USING INDEX ix_segments_staff" in elsewhere
    assert "segments USING COVERING INDEX ix_segments_open" in waiting
    assert all("USING INDEX ix_segments_staff" in each for each in (held_by, mine))
