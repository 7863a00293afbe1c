from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from app.errors import Refusal
from app.people.halves import start_of
from app.people.rota import present
from app.posts.commands import EnterSudden, PlanAbsence, ProlongAbsence, Stopgap
from app.posts.models import Reason
from tests.app.posts.away import back, decided, posted
from tests.office import START, copied

LOGINS = ("linxiaoyan", "chenjiaming", "wuzhihong")
HALF = timedelta(hours=12)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(LOGINS),
        st.sampled_from(("ask", "ask", "agree", "agree", "agree", "back", "prolong", "let", "ill")),
        st.integers(0, 7),
        st.integers(1, 4),
    ),
    min_size=6,
    max_size=24,
)


@pytest.fixture(scope="module")
def ring(furnished, tmp_path_factory):
    """Three people, each B of the next."""
    office = copied(furnished, tmp_path_factory.mktemp("ring"))
    for place, login in enumerate(LOGINS):
        posted(office, login, LOGINS[place - 1], name=f"岗{place}")
    yield office
    office.close()


def take(office, step, week):
    login, act, first, length = step
    actor, absences = office.actor(login), office.desk.absences
    starts = start_of(START + timedelta(days=7 * week)) + first * HALF
    known = [
        each
        for each in absences.away(actor, office_day(office), office_day(office, 30))
        if each.staff == actor.id
    ]
    newest = known[-1] if known else None
    if act == "ask":
        absences.plan(actor, PlanAbsence(reason=Reason.LEAVE, starts=starts, ends=starts + length * HALF))
    elif act == "let":
        other = next(each for each in LOGINS[first % 3 :] + LOGINS if each != login)
        stopgap = Stopgap(staff=office.actor(other).id, ground="都须离岗")
        plan = PlanAbsence(
            reason=Reason.STUDY, starts=starts, ends=starts + length * HALF, staff=actor.id, stopgap=stopgap
        )
        absences.plan(office.head, plan)
    elif act == "ill":
        ends = starts + length * HALF
        absences.enter_sudden(office.head, EnterSudden(staff=actor.id, reason=Reason.SICK, ends=ends))
    elif newest is not None and act == "agree":
        decided(office, newest)
    elif newest is not None and act == "back":
        back(office, newest, actor)
    elif newest is not None and newest.ends is not None:
        longer = ProlongAbsence(absence=newest.id, version=newest.version, ends=newest.ends + length * HALF)
        absences.prolong(office.head, longer)


def office_day(office, later=0):
    return (office.wall.at + timedelta(days=later)).date()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@whatever(steps=STEPS)
def test_no_calendar_agreed_to_leaves_a_post_by_both_or_an_item_to_nobody(ring, steps):
    ring.weeks = getattr(ring, "weeks", 0) + 5  # far from what earlier examples planned
    ring.wall.put(START + timedelta(days=7 * ring.weeks))
    for step in steps:
        try:
            take(ring, step, ring.weeks)
        except Refusal:
            continue
        ring.wall.at += timedelta(minutes=37)
    with ring.store.read() as unit:
        agreed = [each for each in unit.absences.between(ring.wall.at, None) if each.holds]
        posts = unit.posts.all()
        moments = sorted({each.starts for each in agreed} | {each.until for each in agreed if each.until})
        rotas = [(unit.people.rota(at), at) for at in moments]
    for post in posts:
        assert not left_alone(post, agreed, ring.wall.at)
    for rota, at in rotas:
        each_has_one(rota, at)


def left_alone(post, agreed, now):
    """Return the two planned absences that leave the post, with nobody named for either."""
    planned = [each for each in agreed if not each.sudden and each.substitute is None]
    return [
        (first, second)
        for first, second in product(planned, planned)
        if (first.staff, second.staff) == (post.a, post.b)
        and first.overlaps(max(now, second.starts), second.until)
    ]


def each_has_one(rota, at):
    there = present(rota, at)
    for staff, division in product(rota.staff, rota.divisions):
        found = there.substitute_of(staff, division)
        assert found.staff is not None
        assert found.uncovered or there.is_there(found.staff)
