"""Taking over and giving back leave every item exactly once in exactly one list."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations, product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from app.custody.worklist import View
from app.errors import BadInput, Refusal
from app.people.rota import present
from app.posts.hand_commands import TakeOver
from app.posts.hand_taking import given_back, taken
from app.posts.handed import Handover, HandoverItem, Stage
from tests.app.counter.at_work import opened
from tests.app.posts.away import back, gone, posted
from tests.app.posts.test_handovers import handed, returned, took
from tests.office import Wall, copied

KEYS = ("case:1", "case:2", "case:3")
RING = ("linxiaoyan", "chenjiaming", "wuzhihong")


def some_of(keys):
    return [tuple(some) for count in range(len(keys) + 1) for some in combinations(keys, count)]


# --- every handover of three items, whatever is taken and objected to in two steps, whatever is open at the end


def listed(handover):
    return sorted(each.key for stage in Stage for each in handover.listed(stage))


def test_every_way_of_taking_and_giving_back_keeps_each_item_in_one_list():
    at = Wall()()
    items = tuple(HandoverItem(key=key, kind="办件", title="事", division=1) for key in KEYS)
    start = Handover(id=1, absence=1, staff=1, division=1, post_name="岗", receiver_name="乙", items=items)
    commands = [
        TakeOver(handover=1, version=1, items=taking, objections=dict.fromkeys(objected, "不在"))
        for taking, objected in product((None, *some_of(KEYS)), some_of(KEYS))
    ]
    reached = {start.items: start}
    for _ in range(2):
        for handover in list(reached.values()):
            for command in commands:
                try:
                    after, _told = taken(handover, command, frozenset({1}), "乙", at)
                except BadInput:
                    continue
                assert listed(after) == sorted(KEYS)
                reached[after.items] = after
    assert len(reached) >= 3 ** len(KEYS)  # each waiting, taken or objected to
    for handover, still in product(reached.values(), some_of((*KEYS, "case:4"))):
        closed = given_back(
            handover, [HandoverItem(key=key, kind="办件", title="事", division=1) for key in still], "甲", at
        )
        assert listed(closed) == sorted({*KEYS, *still})
        assert sorted(each.key for each in closed.listed(Stage.BACK)) == sorted(still)
        assert not {*closed.listed(Stage.WAITING), *closed.listed(Stage.TAKEN), *closed.listed(Stage.OBJECTED)}


# --- the work lists of the real office, whoever leaves, hands over, takes over and comes back


@pytest.fixture(scope="module")
def ring(furnished, tmp_path_factory):
    """Three people with two cases each, each B of the next."""
    office = copied(furnished, tmp_path_factory.mktemp("lists"))
    for place, login in enumerate(RING):
        posted(office, login, RING[place - 1], name=f"岗{place}")
        for _ in range(2):
            opened(office, who=office.actor(login))
    office.away = {}
    yield office
    office.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(RING), st.sampled_from(("leave", "take", "take", "come")), st.booleans()),
    min_size=4,
    max_size=12,
)


def step(office, login, act, whole):
    absence = office.away.get(login)
    if act == "leave" and absence is None:
        office.away[login] = gone(office, login, who=office.head)
    elif act == "take" and absence is not None:
        hand_and_take(office, login, absence, whole)
    elif act == "come" and absence is not None:
        back(office, absence, office.actor(login))
        del office.away[login]
        if whole:
            returned(office, absence, office.actor(login))


def hand_and_take(office, login, absence, whole):
    """Let whoever answers now make the sheet from the record, or take over all that waits or one item."""
    answering = office.desk.absences.answering(office.head, office.actor(login).id)
    if answering.staff is None:
        return
    b = named(office, answering.staff)
    handover = office.desk.handovers.of_absence(office.head, absence.id).handover
    if handover is None:
        handover = handed(office, absence, office.actor(b))
    waiting = [each.key for each in handover.listed(Stage.WAITING)]
    took(office, handover, b, None if whole else tuple(waiting[:1]))


def named(office, staff):
    with office.store.read() as unit:
        return unit.people.get_staff(staff).login


def each_once(office):
    """Every open item is its holder's, and on the list of the one who answers for him now."""
    people = [office.actor(each) for each in (*RING, "xujianguo", "yangzhenhua")]
    mine = {each.id: office.desk.work_list.items(each, View.MINE) for each in people}
    behalf = {each.id: office.desk.work_list.items(each, View.BEHALF) for each in people}
    times = Counter(row.subject for row in chain.from_iterable(mine.values()))
    with office.store.read() as unit:
        held = unit.custody.open_all()
        there = present(unit.people.rota(office.wall()), office.wall())
    assert times == Counter(each.holding.subject for each in held)
    for each in held:
        holding = each.holding
        assert holding.subject in {row.subject for row in mine[holding.staff]}
        answers = there.substitute_of(holding.staff, holding.division)
        on = [person for person, rows in behalf.items() if holding.subject in {row.subject for row in rows}]
        assert on == ([] if answers.staff == holding.staff or answers.uncovered else [answers.staff])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@whatever(steps=STEPS)
def test_whoever_leaves_takes_over_and_comes_back_every_item_is_on_the_list_of_one(ring, steps):
    for login, act, whole in steps:
        try:
            step(ring, login, act, whole)
        except Refusal:
            continue
        each_once(ring)
    for login, absence in list(ring.away.items()):
        back(ring, absence, ring.actor(login))
        del ring.away[login]
    each_once(ring)
