from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.people.models import Role
from tests.ui.screens.calendar.notice_2027 import NOTICE
from tests.ui.screens.stage import staged
from ui.screens.calendar.view import CalendarScreen


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def screen(qtbot, context):
    made = CalendarScreen(context)
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made


def test_walking_by_arrows_tells_each_day(screen, qtbot):
    screen.show_day(date(2026, 9, 30))
    qtbot.keyClick(screen._year, Qt.Key.Key_Right)

    assert "10月1日" in screen._day.said
    assert "国庆节（法定节假日）" in screen._day.said
    assert "国办发明电" in screen._day.said


def test_a_make_up_day_is_told_as_worked(screen):
    screen.show_day(date(2026, 10, 10))

    assert "调休上班" in screen._day.said


def test_every_day_is_found_under_its_own_place(screen):
    boxes = screen._year.boxes()
    for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)):
        centre = boxes[day.month - 1].cell(day).center()
        assert screen._year.day_at(centre) == day


def test_walking_past_new_year_turns_the_year(screen, qtbot):
    screen.show_day(date(2026, 12, 31))
    qtbot.keyClick(screen._year, Qt.Key.Key_Right)

    assert screen._year.day == date(2027, 1, 1)
    assert "暂定" in screen._missing.text()
    assert screen._loading.isVisible()


def test_the_calculator_marks_the_period_in_the_year(screen):
    screen._calculator.start_at(date(2026, 9, 28))

    assert screen._calculator.said == "2026年10月10日 周六"
    assert screen._year._period.end == date(2026, 10, 10)
    assert len(screen._year._period.counted) == 5


def test_the_proof_opens_by_key(screen, qtbot):
    screen._calculator.open_trace()

    popover = next(w for w in screen.window().findChildren(object) if w.objectName() == "popover")
    assert popover.isVisible()
    popover.close()


def test_a_wrong_notice_is_refused_in_its_place(screen):
    screen._loading.put_text(NOTICE.replace("共7天", "共6天", 1))
    screen._loading._give()

    assert "春节" in screen._loading.problem
    assert screen._stack.currentIndex() == 0


def test_a_rehearsal_takes_the_years_place_until_it_is_applied(screen, qtbot):
    screen._loading.put_text(NOTICE)
    screen._loading._give()
    assert screen._stack.currentIndex() == 1
    assert "载入2027年放假安排" in screen._rehearsal.said

    screen._presenter.apply()
    assert screen._stack.currentIndex() == 0


def test_the_model_of_moved_items_keeps_its_promises(screen, qtmodeltester):
    screen._closing.fill(date(2026, 11, 24), date(2026, 11, 25), "台风停工", "市防指通告")
    screen._closing._give()

    assert screen._rehearsal.model.rowCount() > 0
    qtmodeltester.check(screen._rehearsal.model)


def test_an_arrangement_in_csv_is_rehearsed_at_once(screen, tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text("2027-01-01,休,元旦\n", encoding="utf-8")
    screen._loading.take_file(file)

    assert screen._stack.currentIndex() == 1 or screen._loading.problem


def test_the_administrator_is_warned_and_led_to_the_missing_year(screen, context):
    notice = context.page.notices[-1]
    assert "2027年的放假安排尚未载入" in notice.text

    notice.act()
    assert screen._year.day.year == 2027
    assert screen._loading.isVisible()
    assert context.page.notices == []


def test_a_clerk_sees_no_act_that_changes(qtbot, desk, actor):
    made = CalendarScreen(staged(desk, actor(Role.COUNTER_CLERK)))
    qtbot.addWidget(made)
    made.show()
    made.arrive({})

    assert not made._tasks.isVisible()
    assert not made._undo.isVisible()
    assert {command.title for command in made.commands()} == {"工作日历：今年", "期限计算"}
