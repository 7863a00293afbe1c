from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.clock import local, office_date
from app.hotline.minutes import WorkClock
from app.hotline.models import RecordKind, Satisfaction
from app.hotline.talks_models import TalkState
from app.office.hours import hours_of
from app.statistics.events import Domain, Event
from app.statistics.models import HOT, ORDER_CUTS, TOTAL, Cut, Scope, Span, Wanted
from app.statistics.spans import span_before
from tests.db.order_lives import K, Lives, S, is_in

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
SPANS = (
    Span(date(2026, 9, 1), date(2026, 12, 31)),
    Span(date(2026, 10, 1), date(2026, 10, 31)),
    Span(date(2026, 10, 20), date(2026, 11, 3)),
    Span(date(2027, 5, 1), date(2027, 5, 31)),
)
CALENDAR = WorkCalendar(builtin_arrangements())
HOURS = hours_of(("08:00-12:00", "15:00-18:00"))
E = Event
PLAIN = {K.REWORK: E.ORDER_REWORKED, K.SUPERVISION: E.ORDER_SUPERVISED}


@pytest.fixture
def past(store, office):
    return Lives(store, office, 3, 50)


def counted_by_hand(past, span, divisions=None):
    """Count every event from the orders' lives, with what each row of each cut is told apart by."""
    found = []
    for life, words in past.words():
        for event, when, division in events_of(life, span):
            row = {**words, "DIVISION": str(-1 if division is None else division), "NONE": TOTAL}
            row["MONTH"] = f"{when if type(when) is date else office_date(when):%Y-%m}"
            if divisions is None or division in divisions or past.centre in divisions:
                found.append((event, row))
    for talk in past.talks:
        told = talk.state in (TalkState.CONFIRMED, TalkState.MENDING, TalkState.ANSWERED)
        seen = divisions is None or {talk.division, past.centre} & divisions
        if told and seen and is_in(talk.decided_at, span.since, span.until):
            row = {"NONE": TOTAL, "DIVISION": str(talk.division), "TYPE": "~~", "TOPIC": "~~", "PLACE": "~~"}
            found.append((E.ORDER_TALK, {**row, "MONTH": f"{office_date(talk.decided_at):%Y-%m}"}))
    return found


def events_of(life, span):
    """Yield what happened to an order within the span."""
    since, until = span.since, span.until
    order = life.order
    if is_in(order.arrived_at, since, until):
        yield from ((event, order.arrived_at, order.lead) for event in arrival_of(order))
        for division in {who for who, _ in life.held if who is not None}:
            yield E.ORDER_HELD, order.arrived_at, division
    if is_in(order.arrived_at, span_before(span).since, span_before(span).until):
        yield E.ORDER_BEFORE, order.arrived_at, order.lead
    for place, (kind, at, division, due, fields) in enumerate(life.records):
        later = life.records[place + 1 :]
        if is_in(at, since, until):
            yield from ((event, at, division) for event in course_of(kind, due, fields, later))
        if due is not None and is_in(due, since, until):
            yield from ((event, due, division) for event in terms_of(kind, at, due, later))
    waits = order.state in (S.TO_SIGN, S.HANDLING, S.REVIEWING)
    if waits and is_in(order.due, since, until) and order.due < TODAY:
        yield E.ORDER_DUE, order.due, order.lead


def arrival_of(order):
    yield E.ORDER_RECEIVED
    if order.state is S.MERGED:
        yield E.ORDER_MERGED
    elif order.state is S.SENT_BACK:
        yield E.ORDER_SENT_BACK
    else:
        yield E.ORDER_TAKEN
        if order.state in (S.REVIEWING, S.TO_CALL_BACK, S.COMPLETED, S.ARCHIVED):
            yield E.ORDER_ANSWERED
        if order.state in (S.TO_CALL_BACK, S.COMPLETED, S.ARCHIVED):
            yield E.ORDER_CLOSED


def course_of(kind, due, fields, later):
    if kind in (K.DISPATCH, K.VERDICT) and due is not None:
        yield E.ORDER_DISPATCHED
    if kind is K.REVIEW and due is not None:
        yield E.ORDER_DONE
        if fields["drawn"]:
            yield from called_of(later)
    if kind is K.RETURN:
        yield E.ORDER_RETURNED
        if fields["disputed"]:
            yield E.ORDER_DISPUTED
    if kind in PLAIN:
        yield PLAIN[kind]
    if kind is K.CALL_BACK and fields["reached"]:
        yield from said_of(Satisfaction(fields["satisfaction"]), fields["solved"])


def called_of(later):
    for kind, _at, _division, due, fields in later:
        if kind is K.REWORK:
            return
        if kind is K.REVIEW and due is not None:
            break
        if kind is K.CALL_BACK and fields["reached"]:
            yield E.ORDER_CALLED
            break
    yield E.ORDER_CALL_DUE


def said_of(grade, solved):
    yield E.ORDER_REACHED
    yield E.ORDER_RATED
    if solved:
        yield E.ORDER_SOLVED
    if grade.is_good:
        yield E.ORDER_CONTENT
    else:
        yield E.ORDER_REWORKED
    if grade in (Satisfaction.VERY, Satisfaction.SATISFIED):
        yield E.ORDER_PLEASED


def terms_of(kind, at, due, later):
    if kind is K.REVIEW:
        yield E.ORDER_DUE
        if office_date(at) <= due:
            yield E.ORDER_IN_TIME
        return
    next_kind, next_on = next(
        (
            (each[0], office_date(each[1]))
            for each in later
            if each[0] in (K.SIGNED, K.RETURN, K.DISPATCH, K.VERDICT)
            or (each[0] is RecordKind.LINK and "main" in each[4])
        ),
        (None, date.max),
    )
    if next_kind is K.SIGNED and next_on <= due:
        yield E.ORDER_SIGNED
        yield E.ORDER_SIGN_DUE
    elif next_on > due and due < TODAY:
        yield E.ORDER_SIGN_DUE


def scope_of(span, divisions=None):
    return Scope(span=span, today=TODAY, divisions=divisions, domain=Domain.ORDERS)


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_what_is_counted_of_orders_is_what_happened(store, past, span):
    for divisions in (None, frozenset({past.divisions[0]}), frozenset({past.centre}), frozenset()):
        by_hand = Counter(event for event, _ in counted_by_hand(past, span, divisions))
        with store.read() as unit:
            tallies = unit.statistics.counts(scope_of(span, divisions), Cut.NONE)
        assert {each.event: each.count for each in tallies} == dict(by_hand)


def test_the_lives_tried_hold_every_event(past):
    happened = {event for event, _ in counted_by_hand(past, SPANS[0])} | {E.ORDER_BEFORE}
    assert happened == {event for event in Event if event.name.startswith("ORDER_")}


@pytest.mark.parametrize("cut", ORDER_CUTS)
def test_every_row_of_orders_counts_and_lists_what_happened_in_it(store, past, cut):
    for span in SPANS[:3]:
        scope = scope_of(span)
        by_hand = Counter((event, row[cut.name]) for event, row in counted_by_hand(past, span))
        with store.read() as unit:
            counted = {}
            for each in unit.statistics.counts(scope, cut):
                if each.key != TOTAL or cut is Cut.NONE:
                    counted[each.event, each.key] = each.count
                    wanted = Wanted(scope=scope, event=each.event, cut=cut, key=each.key)
                    assert len(unit.statistics.page(wanted, offset=0, limit=1000)) == each.count
        if cut is Cut.MONTH:
            assert_months(past, span, counted)
            counted = {key: count for key, count in counted.items() if key[0] is not E.ORDER_BEFORE}
            by_hand = {key: count for key, count in by_hand.items() if key[0] is not E.ORDER_BEFORE}
        if cut in HOT:  # of places and topics those that orders came from in the span
            came = {key for event, key in by_hand if event is E.ORDER_RECEIVED}
            by_hand = {key: count for key, count in by_hand.items() if key[1] in came}
        assert counted == dict(by_hand)


def assert_months(past, span, counted):
    for month in span.months:
        before = span_before(span.within(month))
        came = sum(is_in(life.order.arrived_at, before.since, before.until) for life in past.lives)
        assert counted.get((E.ORDER_BEFORE, month), 0) == came


def test_a_class_of_rows_lists_those_of_all_its_members(store, past):
    key = "".join(f"{division}," for division in past.divisions)
    wanted = Wanted(scope=scope_of(SPANS[0]), event=E.ORDER_DISPATCHED, cut=Cut.DIVISION, key=key)
    with store.read() as unit:
        found = unit.statistics.page(wanted, offset=0, limit=1000)
    rows = Counter(row["DIVISION"] for event, row in counted_by_hand(past, SPANS[0]) if event is wanted.event)
    assert len(found) == sum(rows[str(division)] for division in past.divisions)


@pytest.mark.parametrize("cut", [Cut.NONE, Cut.DIVISION, Cut.TYPE, Cut.PLACE])
def test_minutes_read_by_the_archive_are_those_of_the_segments(store, past, cut):
    clock = WorkClock(calendar=CALENDAR, hours=HOURS)
    by_hand = Counter()
    for life, words in past.words():
        if not is_in(life.order.arrived_at, SPANS[1].since, SPANS[1].until):
            continue
        ends = [at for _, at in life.held[1:]] + [NOW]
        for (division, since), until in zip(life.held, ends, strict=True):
            if division is not None:
                row = {**words, "DIVISION": str(division), "NONE": TOTAL}[cut.name]
                by_hand[row] += minutes_one_by_one(clock.calendar, since, until)
    read = Counter()
    with store.read() as unit:
        for each in unit.statistics.readings(scope_of(SPANS[1]), cut, HOURS, NOW):
            read[each.key] += clock.of(each)
    assert {key: count for key, count in read.items() if count} == dict(+by_hand)


def minutes_one_by_one(calendar, since, until):
    """Count working minutes the slow way: day by day, hour span by hour span."""
    total, day = 0, local(since).date()
    begin, end = (local(at).replace(second=0, microsecond=0, tzinfo=None) for at in (since, until))
    while day <= end.date():
        if calendar.is_workday(day):
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the wall's own time
            for first, last in HOURS:
                start = max(begin, midnight + timedelta(minutes=first))
                stop = min(end, midnight + timedelta(minutes=last))
                total += max(0, int((stop - start).total_seconds()) // 60)
        day += timedelta(days=1)
    return total


def test_random_moments_are_read_alike_by_clock_and_by_counting():
    clock, chance = WorkClock(calendar=CALENDAR, hours=HOURS), Random(5)
    for _ in range(300):
        since = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(400_000))
        until = since + timedelta(minutes=chance.randrange(30_000), seconds=chance.randrange(60))
        assert clock.between(since, until) == minutes_one_by_one(clock.calendar, since, until)
