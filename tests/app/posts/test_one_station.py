"""No chain of absences lets one natural person fill two signature roles: every way, in the freest office."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import pytest

from app.denials.commands import OnePersonOneStation
from app.denials.models import DenialState, Opinion, Station
from app.denials.stations import check_person, taken
from app.people.models import Actor, Behalf, Role
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import checked, drafted, submitted
from tests.app.denials.test_stations import given_roles, hired
from tests.app.posts.away import back, gone, posted

PEOPLE = (1, 2, 3, 4)
EVERY = (Role.HANDLER, Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE)
RING = ("linxiaoyan", "wuzhihong", "xujianguo", "helper")


# --- the rule: whoever may sign anywhere, in whoever's place, sent back however often


def acting(natural, hat):
    behalf = Behalf(staff=hat, name="某人", ground="离岗", absence=1) if hat != natural else None
    return Actor(id=natural, login="x", name="某人", division=1, division_name="处", grants=(), behalf=behalf)


def stood_of(checks):
    """Return where everybody stood, as the record of these checks tells."""
    signed = tuple(SimpleNamespace(staff=staff, station=station) for staff, station in checks)
    writer = next((staff for staff, station in checks if station is Station.DRAFT), None)
    return taken(SimpleNamespace(checks=signed, prepared_by=writer, handler=writer), ())


def may_sign(natural, hat, station, checks):
    try:
        check_person(acting(natural, hat), station, stood_of(checks))
    except OnePersonOneStation:
        return False
    return True


NEXT = {Station.DRAFT: Station.HEAD, Station.HEAD: Station.LEADER, Station.LEADER: None}


def steps(station, checks):
    """Yield every next state: signed by anybody, in anybody's place, and passed on or sent back.

    A place at a station is remembered once: the rule asks who stood where, not how often.
    """
    for natural in PEOPLE:
        allowed = {may_sign(natural, hat, station, checks) for hat in PEOPLE}
        assert len(allowed) == 1  # a hat hides nobody and lets nobody in
        if allowed == {True}:
            signed = (*checks, (natural, station))
            yield natural, NEXT[station], signed
            if station is not Station.DRAFT:
                yield None, Station.DRAFT, signed


def test_in_every_history_of_a_denial_its_stations_are_filled_by_different_people():
    """All states of a denial among four people who may each sign everywhere: every office is a part of it."""
    start = (Station.DRAFT, frozenset(), ())
    seen, waiting, filed = {start}, [start], 0
    while waiting:
        station, stood, round_ = waiting.pop()
        for natural, following, signed in steps(station, tuple(stood)):
            places = frozenset(signed)
            assert len({person for person, _ in places}) == len(places)  # each at one station, ever
            now = () if natural is None else (*round_, natural)
            if following is None:
                assert len(set(now)) == 3
                filed += 1
                continue
            state = following, places, now
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    assert filed > len(PEOPLE)


# --- the use cases: every hat of every absence, at every stage, on denials of the real office


@pytest.fixture
def free(office):
    """Four people who each hold every role of the chain, each B of the next."""
    hired(office, "helper", "韩思远", *EVERY)
    for login in RING[:3]:
        given_roles(office, login, *EVERY)
    for place, login in enumerate(RING):
        posted(office, login, RING[place - 1], RING[place - 2], name=f"岗{place}")
    return office


def waiting_denials(office):
    """Hand in a denial by each, and have it checked by each other: (who stood, the denial)."""
    found = []
    for first in RING:
        found.append(((first,), handed_in(office, first, *others(first)[:2])))
        for second in others(first):
            denial = handed_in(office, first, second, others(first, second)[0])
            denial = checked(office, denial, office.actor(second))
            assert denial.state is DenialState.LEADER
            found.append(((first, second), denial))
    return found


def others(*stood):
    return [each for each in RING if each not in stood]


def handed_in(office, login, head, leader):
    who = office.actor(login)
    denial = drafted(office, opened(office, who=office.actor("chenjiaming")), who)
    return submitted(office, denial, who, head=head, leader=leader)


def hats(office, login):
    """Return everybody whom the person may be at the moment: himself, and whom he stands in for."""
    person = office.actor(login)
    standing_in = office.desk.people.standing_in(person)
    return [person, *(office.desk.people.on_behalf(person, each.staff) for each in standing_in)]


def test_whoever_is_away_nobody_signs_where_he_or_his_other_hat_signed_before(free):
    denials = waiting_denials(free)
    worn = 0
    for absent in [some for count in range(3) for some in combinations(RING, count)]:
        gone_now = [gone(free, each, who=free.actor("chenjiaming")) for each in absent]
        for login in (each for each in RING if each not in absent):
            worn += all_refused(free, login, [denial for stood, denial in denials if login in stood])
        for each in gone_now:
            back(free, each, free.actor("chenjiaming"))
    assert worn >= len(RING)
    for stood, denial in denials:
        ended = finished(free, denial, others(*stood))
        signed = [each.staff for each in ended.checks if each.opinion is Opinion.AGREE]
        assert len({*signed, ended.handler}) == 3


def all_refused(office, login, denials):
    """Try to sign these in every hat the person has now; return how many hats that were."""
    faces = hats(office, login)
    for face in faces:
        for denial in denials:
            with pytest.raises(OnePersonOneStation):
                checked(office, denial, face)
    return len(faces) - 1


def finished(office, denial, others):
    """Let others check it until it is filed."""
    for login in others:
        if denial.state is not DenialState.FILED:
            denial = checked(office, denial, office.actor(login))
    assert denial.state is DenialState.FILED
    return denial
