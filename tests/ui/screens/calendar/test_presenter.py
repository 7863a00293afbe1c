from __future__ import annotations

from datetime import date

import pytest

from app.calendar.dues import Unit
from app.people.models import Role
from tests.ui.screens.calendar.notice_2027 import NOTICE
from tests.ui.screens.stage import staged
from ui.screens.calendar.presenter import CalendarPresenter


class Place:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.shown = {}

    def __getattr__(self, name):
        def remember(*args, **more):
            self.shown[name] = more or (args[0] if args else True)

        return remember


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def presenter(place, context):
    made = CalendarPresenter(place, context)
    made.open()
    return made


def test_the_calendar_opens_at_this_year_with_its_notice(presenter, place):
    year = place.shown["show_year"]

    assert (year.year, year.known, year.missing) == (2026, True, "")
    assert "国办发明电" in year.source


def test_a_year_not_loaded_is_said_to_be_provisional(presenter, place):
    presenter.turn(1)
    year = place.shown["show_year"]

    assert not year.known
    assert "暂定" in year.missing


def test_from_november_the_window_warns_of_next_year(presenter, context):
    assert context.window.warnings == ("2027年的放假安排尚未载入",)


def test_a_deadline_is_reckoned_with_its_proof(presenter, place):
    presenter.reckon(date(2026, 9, 28), 7, Unit.WORKDAY)
    reckoned = place.shown["show_reckoned"]

    assert reckoned.due.due == date(2026, 10, 13)
    assert any(not line.counted and "国庆节" in line.reason for line in reckoned.trace)


def test_a_deadline_without_a_start_is_asked_for(presenter, place):
    presenter.reckon(None, 5, Unit.WORKDAY)

    assert "起始日" in place.shown["show_reckoning_problem"]


def test_a_notice_that_contradicts_itself_is_shown_with_the_sentence(presenter, place):
    presenter.rehearse_notice(NOTICE.replace("周五", "周四", 1))

    assert "1月1日（周四）至3日" in place.shown["show_loading_problem"]
    assert "show_rehearsal" not in place.shown


def test_a_notice_is_rehearsed_then_applied_then_taken_back(presenter, place, context, desk):
    presenter.rehearse_notice(NOTICE)
    assert not desk.calendar.current().is_known(2027)

    presenter.apply()
    assert desk.calendar.current().is_known(2027)
    assert place.shown["show_year"].year == 2027
    text, undo = context.window.toasts[-1]
    assert "2027年放假安排" in text

    undo()
    assert not desk.calendar.current().is_known(2027)


def test_a_closure_moves_the_open_items_listed_before(presenter, place, desk):
    presenter.rehearse_closure(date(2026, 11, 24), date(2026, 11, 25), "台风停工", "市防指通告")
    moved = place.shown["show_rehearsal"].moved
    assert moved
    assert all(item.new > item.old for item in moved)

    presenter.apply()
    open_ones = {each.holding.subject: each.holding for each in _open_all(desk)}
    assert all(item.new in (open_ones[item.subject].due, open_ones[item.subject].outer_due) for item in moved)


def _open_all(desk):
    with desk.calendar._store.read() as unit:
        return unit.custody.open_all()


def test_a_closure_without_reason_is_refused_at_its_field(presenter, place):
    presenter.rehearse_closure(date(2026, 11, 24), date(2026, 11, 24), "", "市防指通告")

    assert [problem.field for problem in place.shown["show_closing_problems"]] == ["reason"]


def test_nothing_to_undo_is_said_on_the_page(presenter, context):
    presenter.rehearse_undo()

    assert "没有可撤销" in context.page.troubles[-1]


def test_a_clerk_may_not_change_the_calendar(desk, actor, place):
    CalendarPresenter(place, staged(desk, actor(Role.COUNTER_CLERK))).open()

    assert place.shown["show_rights"] == {"edits": False}
