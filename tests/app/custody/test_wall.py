from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.custody.lights import Light
from app.custody.models import Holding
from app.custody.wall import Chosen
from app.custody.worklist import View
from app.errors import NotAllowed
from app.ledger.models import subject
from app.people.models import Grant, Role

ITEMS = st.lists(
    st.tuples(
        st.integers(-5, 40),  # days from today
        st.sampled_from([(0, ""), (5, "workday"), (30, "workday"), (60, "day"), (3, "month")]),
        st.booleans(),  # held by a person
        st.sampled_from(["限时办结", "特殊环节：现场勘验"]),
    ),
    max_size=14,
)
HUNDREDS = count(100, 100)
EASY = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def hold(office, rows, first):
    division = office.clerk.division
    with office.store.begin() as unit:
        for place, (days, (limit, unit_name), own, step) in enumerate(rows):
            due = None if days == 40 else date(2026, 11, 2) + timedelta(days=days)
            holding = Holding(
                subject=subject("case", first + place),
                division=division,
                staff=office.clerk.id if own else None,
                why="",
                step=step,
                title="事项",
                due=due,
                count=limit,
                unit=unit_name,
            )
            unit.custody.start(holding, office.wall())


@EASY
@given(rows=ITEMS)
def test_behind_every_number_stand_exactly_its_rows(office, rows):
    hold(office, rows, next(HUNDREDS))
    wall = office.desk.wall
    standing = wall.read(office.clerk)
    assert standing.lights == office.desk.work_list.lights(office.clerk)
    assert sum(standing.lights.values()) == office.desk.work_list.counts(office.clerk)[View.DIVISION]
    for light, number in standing.lights.items():
        found = wall.page(office.clerk, Chosen(light=light), 0, 10_000)
        assert [item.light for item in found] == [light] * number
        assert wall.count(office.clerk, Chosen(light=light)) == number
    for load in (*standing.people, *standing.steps):
        assert wall.count(office.clerk, load.chosen) == load.items
    for loads in (standing.people, standing.steps):
        assert sum(load.items for load in loads) == sum(standing.lights.values())


def test_what_somebody_holds_in_another_division_is_counted_nowhere_on_his_wall(office):
    clerk, elsewhere = office.clerk, office.registrar.division
    assert elsewhere != clerk.division
    holding = Holding(
        subject=subject("case", 7), division=elsewhere, staff=clerk.id, why="", step="办", title="事项"
    )
    with office.store.begin() as unit:
        unit.custody.start(holding, office.wall())
    for chosen in (Chosen(), Chosen(light=Light.NONE)):
        assert office.desk.wall.page(office.clerk, chosen, 0, 10) == ()
        assert office.desk.wall.count(office.clerk, chosen) == 0


def test_the_most_pressed_come_first(office):
    hold(office, [(30, (0, ""), True, "甲"), (30, (0, ""), True, "甲"), (-3, (0, ""), False, "乙")], 1)
    standing = office.desk.wall.read(office.clerk)
    assert [load.name for load in standing.steps] == ["乙", "甲"]
    assert standing.people[0].name.endswith("·待分")
    assert standing.people[0].lights[Light.LATE] == 1


def test_nobody_sees_the_wall_of_another_division(office):
    hold(office, [(-3, (0, ""), True, "甲")], 1)
    assert office.desk.wall.read(office.registrar).people == ()
    stranger = office.actor("guanliyuan")
    assert stranger.grants == (Grant(role=Role.ADMINISTRATOR, division=None),)
    with pytest.raises(NotAllowed):
        office.desk.wall.read(stranger)


def test_the_open_items_of_a_kind_are_found_by_the_first_word_of_their_subject(office):
    division = office.clerk.division
    with office.store.begin() as unit:
        for kind in ("extension", "estimate", "extensions"):
            holding = Holding(
                subject=subject(kind, 7), division=division, staff=None, why="", step="审批", title="事项"
            )
            unit.custody.start(holding, office.wall())
    assert [item.subject for item in office.desk.wall.waiting(office.head, "extension")] == ["extension:7"]
    (found,) = office.desk.work_list.open_of(office.clerk, [subject("estimate", 7), subject("estimate", 8)])
    assert found.subject == "estimate:7"
    assert office.desk.work_list.open_of(office.registrar, [subject("estimate", 7)]) == ()
