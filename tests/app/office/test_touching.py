from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.touching import KNOWN, Hands, Touched, concerns, moves_work
from app.people.models import Actor, Behalf, Grant, Role

KEYS = st.frozensets(st.integers(1, 4), max_size=3)
HANDS = st.none() | st.builds(Hands, places=KEYS, people=KEYS)
TOUCHES = st.builds(
    Touched,
    kinds=st.frozensets(st.sampled_from(sorted(KNOWN)), max_size=3),
    places=KEYS,
    people=KEYS,
    hands=HANDS,
)
GRANTS = st.lists(
    st.builds(Grant, role=st.sampled_from(Role), division=st.none() | st.integers(1, 4)), max_size=2
).map(tuple)


def person(*grants, behalf=None):
    return Actor(
        id=7, login="a", name="甲", division=1, division_name="窗口", grants=tuple(grants), behalf=behalf
    )


CLERK = Grant(role=Role.COUNTER_CLERK, division=1)


@given(grants=GRANTS, touched=TOUCHES, more=TOUCHES)
def test_whom_something_concerns_is_concerned_by_it_with_anything_beside(grants, touched, more):
    if concerns(person(*grants), (), touched):
        assert concerns(person(*grants), (), touched | more)
        assert concerns(person(*grants), (9,), touched)


@given(grants=GRANTS, touched=TOUCHES, more=TOUCHES)
def test_what_moves_ones_work_moves_it_with_anything_before_or_after(grants, touched, more):
    if touched.kinds and moves_work(person(*grants), (), touched):
        assert moves_work(person(*grants), (), touched | more)
        assert moves_work(person(*grants), (), more | touched)


@pytest.mark.parametrize(
    ("kind", "hands", "moved"),
    [
        ("document", Hands(), False),
        ("order", Hands(), False),
        ("order", Hands(places=frozenset({2}), people=frozenset({8})), False),
        ("order", Hands(places=frozenset({1, 2}), people=frozenset({8})), True),
        ("order", None, True),
        ("absence", Hands(), True),
        ("calendar", Hands(), True),
    ],
)
def test_a_work_list_changes_by_what_passed_where_its_person_works(kind, hands, moved):
    touched = Touched(kinds=frozenset({kind}), places=frozenset({1, 2}), people=frozenset({8}), hands=hands)
    assert moves_work(person(CLERK), (), touched) is moved


def test_a_work_list_changes_by_what_one_had_and_what_ones_people_handed_on():
    elsewhere = Hands(places=frozenset({2}), people=frozenset({8}))
    touched = Touched(
        kinds=frozenset({"order"}), places=frozenset({1, 2}), people=frozenset({7, 8}), hands=elsewhere
    )
    head = Grant(role=Role.DIVISION_HEAD, division=1)
    beside = Touched(kinds=frozenset({"case", "contact"}), places=frozenset({1, 2}), hands=elsewhere)
    assert moves_work(person(CLERK), (), beside)
    assert moves_work(person(CLERK), (), touched)
    others = Touched(kinds=frozenset({"order"}), places=frozenset({1, 2}), hands=elsewhere)
    assert not moves_work(person(CLERK), (), others)
    assert moves_work(person(head), (), others)
    assert moves_work(
        person(CLERK), (9,), Touched(kinds=frozenset({"order"}), people=frozenset({9}), hands=elsewhere)
    )


@given(grants=GRANTS)
def test_what_nobody_knows_concerns_everybody(grants):
    assert concerns(person(*grants), (), None)
    assert concerns(person(*grants), (), Touched(kinds=frozenset({"case", "calendar"}), places=frozenset({99})))


@pytest.mark.parametrize(
    ("grants", "kind", "place", "seen"),
    [
        ([CLERK], "case", 1, True),
        ([CLERK], "case", 2, False),
        ([CLERK], "order", 2, False),
        ([Grant(role=Role.COUNTER_CLERK, division=2)], "document", 2, True),
        ([Grant(role=Role.LEADER_IN_CHARGE, division=None)], "denial", 2, True),
        ([Grant(role=Role.PETITION_CENTRE, division=None)], "order", 2, True),
        ([Grant(role=Role.PETITION_CENTRE, division=None)], "document", 2, False),
        ([Grant(role=Role.PETITION_CENTRE, division=None)], "contact", 1, True),
        ([Grant(role=Role.ADMINISTRATOR, division=None)], "contact", 2, True),
    ],
)
def test_a_thing_concerns_whom_his_roles_reach_to_it(grants, kind, place, seen):
    touched = Touched(kinds=frozenset({kind}), places=frozenset({place}))
    assert concerns(person(*grants), (), touched) is seen


def test_what_names_the_person_or_one_he_may_stand_in_for_concerns_him_wherever_it_is():
    touched = Touched(kinds=frozenset({"contact"}), places=frozenset({3}), people=frozenset({8}))
    assert not concerns(person(CLERK), (), touched)
    assert concerns(person(CLERK), (8,), touched)
    hat = Behalf(staff=8, name="乙", ground="乙公出，由甲顶岗", absence=1)
    assert concerns(person(CLERK, behalf=hat), (), touched)
