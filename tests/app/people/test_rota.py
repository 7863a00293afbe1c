from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.denials.commands import OnePersonOneStation
from app.denials.models import Station
from app.denials.stations import check_person
from app.people.halves import end_of, from_words, noon_of, start_of, until_words
from app.people.models import Actor, Behalf
from app.people.rota import (
    Away,
    Posting,
    Rota,
    Why,
    holders_of,
    present,
    standing_in_for,
    substitute_of,
)

DAY = date(2026, 11, 23)
HALVES = (start_of(DAY), noon_of(DAY), end_of(DAY), noon_of(DAY + timedelta(days=1)))
HERE, THERE = 1, 2
HEAD, LEADER = 8, 9
SECOND = timedelta(seconds=1)


def office(postings=(), away=(), heads=(HEAD,), leaders=(LEADER,), staff=range(1, 10), gone=()):
    known = frozenset(staff)
    both = (HERE, THERE)
    return Rota(
        postings=tuple(postings),
        away=tuple(away),
        heads={each: tuple(head for head in heads if head not in gone) for each in both},
        leaders={each: tuple(leader for leader in leaders if leader not in gone) for each in both},
        working=known - frozenset(gone),
        staff=known,
    )


def post(key, a, b, second_b=None, division=HERE, **given):
    return Posting(id=key, name=f"岗{key}", division=division, a=a, b=b, second_b=second_b, **given)


def off(staff, first=0, last=3, substitute=None, key=0):
    """Away from the beginning of one half day to that of another."""
    return Away(id=key or staff, staff=staff, since=HALVES[first], until=HALVES[last], substitute=substitute)


# --- the order of those who answer


def test_whoever_is_there_answers_himself():
    assert substitute_of(office([post(1, 1, 2)]), 1, HERE, HALVES[0]).why is Why.SELF


@pytest.mark.parametrize(
    ("absent", "answers", "why"),
    [
        ((), 5, Why.TEMPORARY),
        ((5,), 2, Why.B),
        ((5, 2), 3, Why.SECOND_B),
        ((5, 2, 3), 4, Why.B),
        ((5, 2, 3, 4), HEAD, Why.HEAD),
        ((5, 2, 3, 4, HEAD), 6, Why.HEADS_DEPUTY),
        ((5, 2, 3, 4, HEAD, 6), 7, Why.HEADS_DEPUTY),
        ((5, 2, 3, 4, HEAD, 6, 7), LEADER, Why.LEADER),
        ((5, 2, 3, 4, HEAD, 6, 7, LEADER), HEAD, Why.NOBODY),
    ],
)
def test_the_next_of_the_list_answers_while_those_before_him_are_away(absent, answers, why):
    posts = [post(1, 1, 2, 3), post(2, 1, 4, division=THERE), post(3, HEAD, 6, 7)]
    found = substitute_of(office(posts, [off(1, substitute=5), *map(off, absent)]), 1, HERE, HALVES[0])
    assert (found.staff, found.why, found.uncovered) == (answers, why, why is Why.NOBODY)


def test_the_post_of_the_items_division_comes_first_then_the_older_one():
    posts = [post(1, 1, 2), post(2, 1, 3, division=THERE)]
    rota = office(posts, [off(1)])
    assert [substitute_of(rota, 1, each, HALVES[0]).staff for each in (HERE, THERE, 7)] == [2, 3, 2]


def test_who_left_the_office_is_answered_for_and_answers_for_nobody():
    rota = office([post(1, 1, 2), post(2, 3, 1)], [off(3)], gone=(1,))
    assert substitute_of(rota, 1, HERE, HALVES[0]).staff == 2
    assert substitute_of(rota, 3, HERE, HALVES[0]).staff == HEAD


def test_what_a_division_holds_falls_to_its_head_and_upwards():
    assert substitute_of(office(), None, HERE, HALVES[0]).staff == HEAD
    assert substitute_of(office(away=[off(HEAD)]), None, HERE, HALVES[0]).staff == LEADER
    assert substitute_of(office(heads=(), leaders=()), None, HERE, HALVES[0]).staff is None


def test_an_absence_holds_from_its_first_second_to_the_one_before_its_end():
    rota = office([post(1, 1, 2)], [off(1, 1, 2)])
    moments = (HALVES[1] - SECOND, HALVES[1], HALVES[2] - SECOND, HALVES[2])
    assert [substitute_of(rota, 1, HERE, at).staff for at in moments] == [1, 2, 2, 1]
    instant = timedelta(microseconds=1)
    assert substitute_of(rota, 1, HERE, HALVES[2] - instant).staff == 2
    assert substitute_of(rota, 1, HERE, HALVES[1] - instant).staff == 1


def test_a_post_is_held_from_its_first_day_to_the_one_before_its_last():
    held = post(1, 1, 2, since=DAY, until=DAY + timedelta(days=1))
    rota = office([held], [Away(id=1, staff=1, since=HALVES[0] - timedelta(days=9), until=None)])
    moments = (start_of(DAY) - SECOND, start_of(DAY), end_of(DAY) - SECOND, end_of(DAY))
    assert [substitute_of(rota, 1, HERE, at).staff for at in moments] == [HEAD, 2, 2, HEAD]


def test_half_days_are_said_as_people_say_them():
    assert from_words("2026-11-23") == from_words("2026-11-23上午") == HALVES[0]
    assert from_words("2026-11-23下午") == until_words("2026-11-23上午") == HALVES[1]
    assert until_words("2026-11-23") == until_words("2026-11-23下午") == HALVES[2]
    assert HALVES[0] == datetime(2026, 11, 22, 16, tzinfo=UTC)


# --- every small office

PEOPLE = (1, 2, 3, 4)
PLACES = [(a, b, second) for a, b, second in permutations((*PEOPLE, None), 3) if a and b]
# All assignments up to renaming: the first post's A is 1, its B 2, and its second B, if any, 3.
SETTINGS = [
    [],
    [post(1, 1, 2)],
    [post(1, 1, 2, 3)],
    *(
        [post(1, 1, 2, second), post(2, *other, division=division)]
        for second, other, division in product((None, 3), PLACES, (HERE, THERE))
    ),
]
RULERS = [(head, leader) for head in (None, *PEOPLE) for leader in (None, *PEOPLE)]
AWAY = [frozenset(some) for count in range(5) for some in combinations(PEOPLE, count)]


def snapshots():
    """Every office of four people and two posts, whoever heads and leads it, whoever is away.

    Time enters by who is away at a moment alone, so that these are the moments of all calendars. Those away
    have a stopgap, in turn each of the four and none.
    """
    for turn, (postings, (head, leader), absent) in enumerate(product(SETTINGS, RULERS, AWAY)):
        stopgap = (*PEOPLE, None, None, None)[turn // len(AWAY) % 7]
        away = [off(each, substitute=stopgap if each != stopgap else None) for each in sorted(absent)]
        heads, leaders = (head,) if head else (), (leader,) if leader else ()
        yield office(postings, away, heads, leaders, PEOPLE), absent


def test_in_no_small_office_has_an_open_item_nobody_and_the_two_questions_are_each_others_inverse():
    for rota, absent in snapshots():
        there = present(rota, HALVES[0])
        answers = {
            (staff, division): there.substitute_of(staff, division)
            for staff in PEOPLE
            for division in (HERE, THERE)
        }
        for (staff, division), found in answers.items():
            assert found.staff in PEOPLE
            if staff not in absent:
                assert (found.staff, found.why) == (staff, Why.SELF)
            elif not found.uncovered:
                assert found.staff not in absent
            else:
                assert not reachable(rota, staff, division) - absent
        covered = {
            (cover.absent, division): staff
            for staff in PEOPLE
            for cover in there.covers_of(staff)
            for division in cover.divisions
        }
        expected = {place: found.staff for place, found in answers.items() if found.staff != place[0]}
        assert covered == expected


def reachable(rota, staff, division):
    """Everybody who could ever answer for the person there, by the words of the rule."""
    heads, leaders = rota.heads[division], rota.leaders[division]
    named = {each.substitute for each in rota.away if each.staff in (staff, *heads)}
    held = {holder for each in rota.postings if each.a in (staff, *heads) for holder in (each.b, each.second_b)}
    return (named | held | {*heads, *leaders}) - {None}


SPANS = [(first, last) for first, last in combinations(range(4), 2)]


def test_over_half_days_the_answer_changes_only_when_somebody_goes_or_comes():
    """Two posts over all patterns of absence of A and both Bs within three half days."""
    postings = [post(1, 1, 2, 3), post(2, 2, 1, division=THERE)]
    patterns = [None, *SPANS]
    for spans in product(patterns, repeat=3):
        away = [off(staff, *span) for staff, span in enumerate(spans, start=1) if span]
        rota = office(postings, away, (4,), (), PEOPLE)
        for half in range(3):
            gone = {each.staff for each in away if each.covers(HALVES[half])}
            first = next(each for each in (1, 2, 3, 4) if each not in gone)
            for at in (HALVES[half], HALVES[half + 1] - SECOND):
                assert substitute_of(rota, 1, HERE, at).staff == first
                answering = [
                    staff
                    for staff in PEOPLE
                    for cover in standing_in_for(rota, staff, at)
                    if cover.absent == 1 and HERE in cover.divisions
                ]
                assert answering == ([first] if 1 in gone else [])


# --- nobody gains what he is barred from


def acting(natural, absent=None):
    behalf = Behalf(staff=absent, name="某人", ground="离岗", absence=1) if absent else None
    return Actor(
        id=natural, login="x", name="某人", division=HERE, division_name="处", grants=(), behalf=behalf
    )


def test_no_chain_of_absences_lets_one_person_stand_at_two_stations():
    """Any three people at the stations, any hats: the rule sees through them to the natural person."""
    hats = [None, *PEOPLE]
    for naturals in product(PEOPLE, repeat=3):
        for worn in product(hats, repeat=3):
            stood, refused = {}, False
            for station, natural, hat in zip(Station, naturals, worn, strict=True):
                try:
                    check_person(acting(natural, hat if hat != natural else None), station, stood)
                except OnePersonOneStation:
                    refused = True
                    break
                stood[natural] = station
            assert refused == (len(set(naturals)) < 3)


# --- random calendars

MOMENTS = st.integers(0, 28).map(lambda half: start_of(DAY) + timedelta(hours=12 * half))


@st.composite
def calendars(draw):
    staff = range(1, draw(st.integers(3, 9)))
    people = st.sampled_from(staff)
    postings = []
    for key in range(draw(st.integers(0, 6))):
        places = draw(st.lists(people, min_size=2, max_size=3, unique=True))
        postings.append(post(key, *places, division=draw(st.sampled_from((HERE, THERE)))))
    away = []
    for key in range(draw(st.integers(0, 12))):
        since, until = sorted((draw(MOMENTS), draw(MOMENTS)))
        substitute = draw(st.one_of(st.none(), people))
        away.append(
            Away(
                id=key, staff=draw(people), since=since, until=draw(st.sampled_from((until, None))),
                substitute=substitute,
            )
        )  # fmt: skip
    gone = draw(st.sets(people, max_size=1))
    heads, leaders = draw(st.lists(people, max_size=2)), draw(st.lists(people, max_size=1))
    return office(postings, away, tuple(heads), tuple(leaders), staff, gone)


@settings(max_examples=100, deadline=None)
@given(rota=calendars(), at=MOMENTS)
def test_whatever_the_calendar_each_item_is_answered_for_by_one_person(rota, at):
    there = present(rota, at)
    items = [(staff, division) for staff in rota.staff for division in (HERE, THERE)]
    found = holders_of(rota, [*items, *items], at)
    for (staff, division), substitute in found.items():
        assert substitute == substitute_of(rota, staff, division, at)
        assert substitute.staff in rota.staff
        away = {each.staff for each in rota.away if each.covers(at)} | (rota.staff - rota.working)
        assert substitute.uncovered or substitute.staff not in away
        covers = [
            person
            for person in rota.staff
            for cover in there.covers_of(person)
            if cover.absent == staff and division in cover.divisions
        ]
        assert covers == ([substitute.staff] if substitute.staff != staff else [])
