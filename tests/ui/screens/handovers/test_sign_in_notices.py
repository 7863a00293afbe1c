from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.people.halves import end_of
from app.posts.commands import EnterSudden
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
