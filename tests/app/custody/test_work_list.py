from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from app.calendar.dues import Suspension, Unit
from app.cases.taking import CASE_ROOMS
from app.contacts.steps import contact_subject
from app.contacts.taking import CONTACT_ROOMS
from app.custody.lights import Light
from app.custody.models import Holding
from app.custody.rooms import followed_of
from app.custody.worklist import View, proof_of
from app.denials.taking import DENIAL_ROOMS
from app.errors import NotAllowed
from app.hotline.taking import ORDER_ROOMS
from app.ledger.models import subject
from tests.app.contacts.at_the_door import did, handed
from tests.office import START

LIMITS = ((0, ""), (1, "workday"), (5, "workday"), (15, "workday"), (20, "workday"), (30, "day"), (2, "month"))
HEADS = ("xujianguo", "caiwenjuan")
LIGHTS = {View.TODAY: Light.TODAY, View.LATE: Light.LATE, View.SOON: Light.SOON}


@pytest.fixture
def crowd(office):
    """An office in which three divisions hold open items of every kind, some due over the same days."""
    chance = random.Random(673)
    with office.store.read() as unit:
        staff = [each for each in unit.people.staff() if each.active]
    with office.store.begin() as unit:
        for key in range(400):
            holder = chance.choice(staff)
            count, kind = chance.choice(LIMITS)
            due = None if chance.random() < 0.1 else START + timedelta(days=chance.randint(-9, 40))
            unit.custody.start(
                Holding(
                    subject=subject("case", key),
                    division=chance.choice(staff).division,
                    staff=None if chance.random() < 0.2 else holder.id,
                    why="窗口收件",
                    step="审查",
                    title="许可",
                    party="陈大文",
                    due=due,
                    count=count,
                    unit=kind,
                    start=START - timedelta(days=9),
                ),
                office.wall(),
            )
    office.wall.put(START)
    return office


LOGINS = ("linxiaoyan", "wuzhihong", "caiwenjuan", "luguoqiang", "suhaiyun")


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("view", View)
def test_pages_put_together_are_the_whole_view(crowd, login, view):
    listed, actor = crowd.desk.work_list, crowd.actor(login)
    whole = listed.items(actor, view)
    pages = [listed.page(actor, view, offset, 7) for offset in range(0, len(whole) + 7, 7)]
    assert tuple(row for page in pages for row in page) == whole
    assert listed.counts(actor)[view] == len(whole)


@pytest.mark.parametrize("login", LOGINS)
def test_a_view_shows_what_its_light_says_and_nothing_else(crowd, login):
    listed, actor = crowd.desk.work_list, crowd.actor(login)
    seen = listed.items(actor, View.DIVISION)
    for view, light in LIGHTS.items():
        assert listed.items(actor, view) == tuple(item for item in seen if item.light is light)
    assert listed.items(actor, View.MINE) == tuple(item for item in seen if item.mine)


@pytest.mark.parametrize("login", LOGINS)
def test_the_most_urgent_comes_first_and_what_has_no_date_last(crowd, login):
    dues = [item.due for item in crowd.desk.work_list.items(crowd.actor(login), View.DIVISION)]
    dated = [due for due in dues if due]
    assert dues == sorted(dated) + [None] * (len(dues) - len(dated))


def test_nobody_sees_what_his_roles_do_not_reach_but_what_he_holds_himself(crowd):
    actor = crowd.clerk
    seen = crowd.desk.work_list.items(actor, View.DIVISION)
    with crowd.store.read() as unit:
        everything = unit.custody.open_all()
    allowed = [
        segment.holding.subject
        for segment in everything
        if segment.holding.division == actor.division or segment.holding.staff == actor.id
    ]
    assert [item.subject for item in seen] == allowed
    assert any(item.division != actor.division_name for item in seen)


def test_the_wall_counts_lights_of_one_division_or_of_all(crowd):
    listed = crowd.desk.work_list
    boss = crowd.actor("luguoqiang")
    rows = listed.items(boss, View.DIVISION)
    assert listed.lights(boss) == {light: sum(row.light is light for row in rows) for light in Light}
    with crowd.store.read() as unit:
        divisions = unit.people.divisions()
    for division in divisions:
        here = [row for row in rows if row.division == division.name]
        counted = {light: sum(row.light is light for row in here) for light in Light}
        assert listed.lights(boss, division.id) == counted


def test_the_wall_of_another_division_is_closed(crowd):
    with pytest.raises(NotAllowed):
        crowd.desk.work_list.lights(crowd.head, crowd.registrar.division)
    assert sum(crowd.desk.work_list.lights(crowd.head, crowd.head.division).values()) > 0


def test_a_row_tells_the_statutory_date_and_a_proof_leaves_pauses_out(office):
    calendar = office.desk.calendar.current()
    pause = Suspension(START, START + timedelta(days=7), "现场勘验")
    due = calendar.due_with_suspensions(START, 5, (pause,), Unit.WORKDAY)
    holding = Holding(
        subject=subject("case", 1), division=office.clerk.division, staff=office.clerk.id, why="", step="",
        title="", due=due.due, start=START, count=5, unit="workday", pauses=(pause,), outer_count=20,
        outer_due=START + timedelta(days=40),
    )  # fmt: skip
    with office.store.begin() as unit:
        unit.custody.start(holding, office.wall())
    (row,) = office.desk.work_list.page(office.clerk, View.MINE, 0, 10)
    assert row.outer_due == holding.outer_due
    proof = office.desk.work_list.proof(office.clerk, subject("case", 1))
    assert proof.due == due
    assert proof_of(replace(holding, pauses=()), calendar).due.due < due.due


def test_it_is_the_rooms_that_say_what_is_followed():
    assert followed_of({**CASE_ROOMS, **DENIAL_ROOMS, **ORDER_ROOMS}) == ()
    assert followed_of(CONTACT_ROOMS) == ("contact",)


def test_the_head_of_who_handed_a_visitor_on_sees_that_nobody_signed_for_him_in_time(office):
    contact = handed(office, to="zhengmeiling")
    about = contact_subject(contact.id)
    late = {each: office.desk.work_list.counts(office.actor(each))[View.LATE] for each in HEADS}
    assert late == dict.fromkeys(HEADS, 0)
    office.wall.put(START + timedelta(days=7))
    for login in HEADS:
        rows = office.desk.work_list.items(office.actor(login), View.LATE)
        assert [each.subject for each in rows] == [about]
        assert office.desk.work_list.counts(office.actor(login))[View.LATE] == 1
    assert office.desk.contacts.get(office.head, contact.id)
    did(office, contact, "take", "zhengmeiling")
    assert not office.desk.work_list.items(office.head, View.LATE)
    assert office.desk.work_list.counts(office.head)[View.LATE] == 0
