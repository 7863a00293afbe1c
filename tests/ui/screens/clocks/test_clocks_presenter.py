from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.cases.commands import DoAct, IssueForCase, OpenCase
from app.cases.models import CaseState, ExtensionState, MaterialStatus, Party
from app.cases.showing import tick_list
from app.catalogue.models import MatterKind
from app.custody.lights import Light
from app.custody.wall import Chosen
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.clocks.assigning import LETTER, TASK, question_of
from ui.screens.clocks.presenter import ClocksPresenter

PERSON = Party(name="林海", telephone="13800001234", address="示例路1号")


class Place:
    """A wall without a window."""

    def __init__(self):
        self.wall = None
        self.items = ()
        self.problems = ()
        self.done = 0
        self.meant = True
        self.opinion = "承诺时限内可以办结"

    def show_wall(self, wall):
        self.wall = wall

    def show_chosen(self, chosen, words):
        self.chosen, self.words = chosen, words

    def show_source(self, count, page):
        self.source = (count, page)
        self.read_again()

    def read_again(self):
        count, page = self.source
        self.count = count()
        self.items = page(0, 1_000)

    def ask_assignment(self, assigned, submit):
        self.assigned, self.submit = assigned, submit

    def show_assignment_problems(self, problems):
        self.problems = problems

    def assignment_done(self):
        self.done += 1

    def confirm_approval(self, request):
        return self.meant

    def ask_decline(self, request):
        return self.opinion


@pytest.fixture
def wall_of(desk, actor):
    def make(role):
        place = Place()
        presenter = ClocksPresenter(place, staged(desk, actor(role)))
        presenter.begin()
        return presenter, place

    return make


@pytest.fixture
def asked(desk, actor):
    """An accepted case whose handler asks for five working days more."""
    clerk = actor()
    matter = desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]
    rows = tuple(replace(row, status=MaterialStatus.PRESENT) for row in tick_list(matter))
    command = OpenCase(matter=matter.id, applicant=PERSON, application=True, materials=rows)
    case = desk.counter.open(clerk, command)
    fields = desk.papers.prefill(clerk, case.id, "acceptance_receipt").fields
    desk.papers.issue(clerk, IssueForCase(case=case.id, type_key="acceptance_receipt", fields=fields))
    fields = {"days": 5, "reason": "需补充专家论证"}
    return desk.acts.do(actor(Role.HANDLER), DoAct(case=case.id, act="ask_extension", fields=fields)).case


def test_behind_each_tile_stand_as_many_rows_as_it_says(wall_of):
    presenter, place = wall_of(Role.EFFICIENCY_OFFICE)
    assert place.count == sum(place.wall.standing.lights.values())
    for light, number in place.wall.standing.lights.items():
        presenter.look(light)
        assert place.count == len(place.items) == number
        assert all(item.light is light for item in place.items)


def test_a_person_is_looked_at_in_the_light_that_is_chosen(wall_of):
    presenter, place = wall_of(Role.DIVISION_HEAD)
    presenter.look(Light.LATE)
    for load in place.wall.standing.people:
        presenter.look_at(load)
        assert place.count == load.lights[Light.LATE]
        assert place.words == f"{load.name}　已逾期"
    presenter.look()
    assert place.chosen == Chosen()


def request_of(place, case):
    """Return the request of a case among all that wait."""
    return next(each for each in place.wall.requests if each.case.id == case.id)


def test_the_leader_approves_what_waits_and_it_is_gone(wall_of, asked, desk, actor):
    presenter, place = wall_of(Role.LEADER_IN_CHARGE)
    request = request_of(place, asked)
    assert (request.days, request.mine) == (5, True)
    presenter.approve(request)
    assert asked.id not in [each.case.id for each in place.wall.requests]
    case = desk.counter.get(actor(), asked.id).case
    assert case.extension.state is ExtensionState.APPROVED


def test_declining_wants_an_opinion_and_only_the_leader_may(wall_of, asked, desk, actor):
    presenter, place = wall_of(Role.HANDLER)
    request = request_of(place, asked)
    assert not request.mine
    presenter.decline(request)
    assert place.wall.requests
    presenter, place = wall_of(Role.LEADER_IN_CHARGE)
    place.opinion = None
    presenter.decline(request_of(place, asked))
    assert request_of(place, asked)
    place.opinion = "承诺时限内可以办结"
    presenter.decline(request_of(place, asked))
    extension = desk.counter.get(actor(), asked.id).case.extension
    assert (extension.state, extension.opinion) == (ExtensionState.DECLINED, "承诺时限内可以办结")


def test_a_request_decided_elsewhere_meanwhile_is_told_and_read_again(wall_of, asked, desk, actor):
    presenter, place = wall_of(Role.LEADER_IN_CHARGE)
    request = request_of(place, asked)
    leader = actor(Role.LEADER_IN_CHARGE)
    desk.acts.do(leader, DoAct(case=asked.id, act="decide_extension", fields={"decision": "批准"}))
    presenter.approve(request)
    assert presenter._context.page.notices
    assert asked.id not in [each.case.id for each in place.wall.requests]


def test_a_letter_is_registered_and_runs_like_a_case(wall_of, desk):
    presenter, place = wall_of(Role.DIVISION_HEAD)
    presenter.begin_assignment()
    question = question_of(place.assigned, date(2026, 11, 23))
    handler = next(iter(place.assigned.handlers))
    values = {
        **question.values,
        "title": "关于报送数据的函",
        "sender": "市统计局",
        "handler": handler,
        "days": 3,
    }
    place.submit(values)
    assert place.done == 1
    (item,) = [item for item in place.items if item.title == "关于报送数据的函"]
    assert item.due == date(2026, 11, 26)
    assert item.holder == handler


def test_a_task_without_a_leader_is_refused_at_its_field(wall_of):
    presenter, place = wall_of(Role.DIVISION_HEAD)
    presenter.begin_assignment()
    values = {
        **question_of(place.assigned, date(2026, 11, 23)).values,
        "kind": TASK,
        "title": "专项任务",
        "sender": "市政府",
        "handler": next(iter(place.assigned.handlers)),
        "days": 3,
    }
    place.submit(values)
    assert [problem.field for problem in place.problems] == ["leader"]
    place.submit({**values, "kind": LETTER, "days": 0})
    assert [problem.field for problem in place.problems] == ["due_on"]
    assert place.done == 0


def test_the_overdue_path_is_opened_for_a_late_case_and_refused_with_its_reason_for_others(
    wall_of, asked, desk, lived_in
):
    presenter, place = wall_of(Role.HANDLER)
    item = next(item for item in place.items if item.subject == f"case:{asked.id}")
    presenter.report_late(item)
    assert presenter._context.window.visits == []
    assert presenter._context.page.notices
    lived_in.wall.put(date(2026, 12, 1))
    presenter.refresh()
    item = next(item for item in place.items if item.subject == f"case:{asked.id}")
    assert item.light is Light.LATE
    presenter.report_late(item)
    assert presenter._context.window.visits == [
        ("document_form", {"type_key": "overdue_record", "case": asked.id})
    ]


def test_every_kind_of_row_opens_where_it_is_worked_on(wall_of):
    presenter, place = wall_of(Role.HANDLER)
    row = place.items[0]
    wanted = {
        "case:5": ("counter", {"case": 5}),
        "deferred_material:5": ("counter", {"case": 5}),
        "extension:5": ("counter", {"case": 5}),
        "estimate:5": ("counter", {"case": 5}),
        "denial:7": ("denials", {"denial": 7, "number": row.number}),
        "complaint:3": ("denials", {"complaint": 3, "number": row.number}),
        "deferred:9": ("work_list", {}),
    }
    for subject, visit in wanted.items():
        presenter.open(replace(row, subject=subject))
        assert presenter._context.window.visits[-1] == visit


def test_a_letter_is_a_case_of_its_own_kind(wall_of, desk, actor):
    presenter, place = wall_of(Role.HANDLER)
    presenter.begin_assignment()
    question = question_of(place.assigned, date(2026, 11, 23))
    handler = next(iter(place.assigned.handlers))
    place.submit(
        {**question.values, "title": "来函", "sender": "某局", "handler": handler, "due_on": "2026-12-01"}
    )
    (item,) = [item for item in place.items if item.title == "来函"]
    case = desk.counter.by_number(actor(Role.HANDLER), item.number).case
    assert (case.kind, case.state) == (MatterKind.LETTER, CaseState.ACCEPTED)
