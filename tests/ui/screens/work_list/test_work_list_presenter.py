from __future__ import annotations

from datetime import datetime

import pytest

from app.cases.commands import DeferAnswer
from app.clock import SHANGHAI
from app.custody.lights import Light
from app.custody.worklist import View
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.acts import item_due
from ui.screens.work_list.presenter import WorkListPresenter
from ui.screens.work_list.reading import promises

EVERYTHING = 1000  # rows, more than the demo office has


class Place:
    """A work list without a window."""

    def __init__(self):
        self.items = ()
        self.reading = None
        self.problems = ()
        self.usual = ()
        self.kept = False

    def show_counts(self, counts, view):
        self.counts, self.view = counts, view

    def show_opened(self, both, page):
        self.source = (both, page)
        self.read_again()

    def read_again(self):
        both, page = self.source
        count, self.items = both(0, EVERYTHING)
        assert len(self.items) == count
        assert page(0, EVERYTHING) == self.items
        self.presenter.was_read()

    def come_back(self):
        pass

    def ask_act(self, form, submit):
        self.form = form

    def show_act_problems(self, problems):
        self.problems = problems

    def show_act_busy(self, busy):
        pass

    def act_done(self):
        pass

    def confirm_act(self, title, text, confirm):
        return True

    def show_reading(self, reading):
        self.reading = reading

    def ask_question(self, usual):
        self.usual = usual

    def show_question_problems(self, problems):
        self.problems = problems

    def question_kept(self):
        self.kept = True

    def confirm_hat(self, name):
        self.hat = name
        return True

    def ask_answer(self, reading):
        return "已核对，可以使用。"


@pytest.fixture
def clerk(actor):
    return actor()


@pytest.fixture
def listed(desk, clerk):
    place = Place()
    presenter = place.presenter = WorkListPresenter(place, staged(desk, clerk), place)
    presenter.refresh()
    return presenter, place


def test_the_rail_counts_what_is_mine(listed):
    presenter, place = listed
    assert presenter._context.window.counts["work_list"] == len(place.items) == place.counts[View.MINE]


def test_each_view_shows_what_its_count_says(listed):
    presenter, place = listed
    for view in View:
        presenter.choose(view)
        assert len(place.items) == place.counts[view]


def test_an_item_past_its_date_is_late_even_over_a_weekend(listed):
    presenter, place = listed
    presenter.choose(View.LATE)
    assert place.items
    for item in place.items:
        assert item.light is Light.LATE
        assert item_due(item).role == "late"
        assert "逾期" in item_due(item).word


def test_reading_an_item_shows_its_case_and_never_more_than_one_primary_act(listed):
    presenter, place = listed
    presenter.choose(View.DIVISION)
    for item in place.items:
        presenter.select(item)
        reading = place.reading
        primary = [act for act in reading.acts if act.primary]
        assert len(primary) <= 1
        assert all(not act.closed for act in primary)


def test_uncovering_is_recorded_and_forgotten_with_the_next_item(listed, desk, clerk):
    presenter, place = listed
    case = next(item for item in place.items if item.subject.startswith("case:"))
    presenter.select(case)
    presenter.uncover()
    assert place.reading.uncovered
    assert desk.counter.history(clerk, place.reading.view.case.id)[-1].act == "uncover"
    presenter.select(case)
    assert not place.reading.uncovered


def test_who_does_not_work_on_a_case_sees_it_in_full_once_it_is_uncovered(desk, clerk, actor, listed):
    own = next(item for item in listed[1].items if item.subject.startswith("case:"))
    case = int(own.subject.partition(":")[2])
    head, place = actor(Role.DIVISION_HEAD), Place()
    presenter = place.presenter = WorkListPresenter(place, staged(desk, head), place)
    presenter.select(own)
    full = desk.counter.get(clerk, case).case.applicant
    assert place.reading.view.case.applicant != full
    presenter.uncover()
    assert place.reading.view.case.applicant == full


def test_the_next_act_leads_to_its_form(listed):
    presenter, place = listed
    presenter.choose(View.DIVISION)
    for item in place.items:
        presenter.select(item)
        primary = next((act.key for act in place.reading.acts if act.primary), "")
        if primary:
            presenter.act(primary)
            break
    assert presenter._context.window.visits[-1][0] == "document_form"


def test_a_question_without_telephone_is_refused_at_its_field(listed, desk):
    presenter, place = listed
    presenter.begin_question()
    command = DeferAnswer(
        party="周晓彤", telephone="", question="何时", promised_at=place.usual[0].at, matter_name=""
    )
    presenter.keep_question(command)
    assert [problem.field for problem in place.problems] == ["telephone"]
    assert not place.kept


def test_a_question_is_answered_once_from_the_list(listed, desk, clerk):
    presenter, place = listed
    presenter.begin_question()
    presenter.keep_question(
        DeferAnswer(party="周晓彤", telephone="13800001357", question="何时", promised_at=place.usual[-1].at)
    )
    assert place.kept
    row = next(item for item in place.items if item.subject.startswith("deferred:") and item.party == "周**")
    presenter.select(row)
    before = len(desk.deferring.open(clerk))
    presenter.answer()
    assert len(desk.deferring.open(clerk)) == before - 1


def test_usual_promises_are_working_days_to_come(desk):
    calendar = desk.calendar.current()
    friday_evening = datetime(2026, 11, 20, 18, 0, tzinfo=SHANGHAI)
    days = [promise.at.date().isoformat() for promise in promises(calendar, friday_evening)]
    assert days == ["2026-11-23", "2026-11-24", "2026-11-27"]
    morning = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    assert promises(calendar, morning)[0].words.startswith("今天下班前")
