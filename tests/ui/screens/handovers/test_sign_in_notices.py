from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.people.halves import end_of, start_of
from app.posts.commands import DecideAbsence, EnterSudden, PlanAbsence
from app.posts.models import AbsenceState, Reason

TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)


def sudden(office, login="linxiaoyan", who="xujianguo"):
    command = EnterSudden(staff=office.actor(login).id, reason=Reason.SICK, ends=end_of(TUESDAY))
    return office.desk.absences.enter_sudden(office.actor(who), command)


def close(seat):
    seat.window.current().page.banner._close.click()


def test_b_is_told_what_became_his_and_one_key_opens_each(handing, sit):
    items = handing.made().items
    seat = sit("chenjiaming")
    assert f"林晓燕的交接单待您接收{len(items)}项" in seat.banner.text
    assert "由您顶岗" in seat.banner.text
    assert (seat.banner.act_name, seat.banner.act_key) == ("打开代A岗", "Alt+O")
    seat.hands.alt(Qt.Key.Key_H)
    assert seat.window.current().entry.key == "handovers"
    assert seat.hands.screen.presenter.reading.line.absence.id == handing.absence.id


def test_who_was_entered_as_away_is_told_by_whom_and_ends_it_by_a_key(away, sit, lived_in):
    absence = sudden(lived_in)
    seat = sit("linxiaoyan")
    assert "许建国登记了您离岗（病假" in seat.banner.text
    assert "由陈嘉铭顶岗" in seat.banner.text
    seat.hands.alt(Qt.Key.Key_B)
    ended = lived_in.desk.absences.get(lived_in.head, absence.id)
    assert ended.state is AbsenceState.ENDED


def test_what_was_just_signed_is_counted_no_more_in_the_rail(handing, sit):
    handing.made()
    seat = sit("chenjiaming")
    rail = seat.window._rail.item("posts")
    seat.hands.alt(Qt.Key.Key_H)
    assert rail._count == 1
    hands = seat.hands
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Qt.Key.Key_A)
    hands.come_back()
    assert rail._count == 0


def test_who_asked_in_vain_is_told_by_whom_and_why_and_finds_it_again(away, sit, lived_in):
    room = lived_in.desk.absences
    plan = PlanAbsence(reason=Reason.LEAVE, starts=start_of(FRIDAY), ends=end_of(FRIDAY))
    asked = room.plan(lived_in.actor("linxiaoyan"), plan)
    decide = DecideAbsence(absence=asked.id, version=asked.version, agree=False, opinion="当日有检查")
    room.decide(lived_in.head, decide)
    seat = sit("linxiaoyan")
    assert (
        "许建国没有批准您的离岗（休假，2026年11月27日上午至2026年11月27日下午）：当日有检查" in seat.banner.text
    )
    seat.hands.alt(Qt.Key.Key_H)
    screen = seat.hands.screen
    assert screen._absence_list.table.current_row().id == asked.id
    assert "许建国没有批准：当日有检查" in screen._why.text()
    assert screen._strip.lines() == ()
    assert "没有批准" not in sit("chenjiaming").banner.text
    assert room.declined(lived_in.actor("chenjiaming"), TUESDAY) == ()
    assert [each.id for each in room.declined(lived_in.head, TUESDAY)] == [asked.id]
    lived_in.wall.put(TUESDAY, 10)
    room.plan(lived_in.actor("linxiaoyan"), plan)
    assert "没有批准" not in sit("linxiaoyan").banner.text


def test_who_sits_at_the_window_is_told_at_once_that_he_was_entered(away, sit, lived_in):
    seat = sit("linxiaoyan")
    sudden(lived_in)
    seat.keeper._handovers.look()
    assert "许建国登记了您离岗" in seat.banner.text
    close(seat)
    seat.keeper._handovers.look()
    assert "登记了您离岗" not in seat.banner.text  # told once


def test_on_coming_back_a_is_told_what_was_done_for_him(handing, away, sit, lived_in):
    handing.made()
    handing.taken()
    lived_in.wall.put(TUESDAY, 10)
    away.back(handing.absence)
    seat = sit("linxiaoyan")
    assert "您离岗期间" in seat.banner.text
    assert seat.banner.act_name == "看交接"


def test_the_supervisor_is_told_that_a_sheet_waits_for_him(handing, sit):
    handing.made()
    handing.taken()
    seat = sit("xujianguo")
    assert "林晓燕离岗的工作交接单等您签字" in seat.banner.text


def test_several_notices_come_one_after_the_other(handing, away, sit, lived_in):
    handing.made()
    handing.taken()
    away.agreed("wuzhihong", last=FRIDAY)
    lived_in.wall.put(TUESDAY, 10)
    sudden(lived_in, "xujianguo", who="linxiaoyan")
    seat = sit("xujianguo")
    assert "登记了您离岗" in seat.banner.text
    close(seat)
    assert "等您签字" in seat.banner.text
    close(seat)
    assert seat.banner.text == ""


def test_a_trouble_while_ending_is_told_where_the_key_was(away, sit, lived_in):
    absence = sudden(lived_in)
    seat = sit("linxiaoyan")
    away.back(absence)
    seat.hands.alt(Qt.Key.Key_B)
    assert "登记了您离岗" not in seat.banner.text
    assert seat.banner.text
