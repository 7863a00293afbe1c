from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.custody.worklist import View
from ui.screens.work_list.columns import ITEMS

TUESDAY = date(2026, 11, 24)
LIN = "代林晓燕办理（至11-25）"


def test_who_stands_in_for_nobody_is_offered_nothing(away, sit):
    seat = sit("chenjiaming")
    assert seat.menu == []
    assert seat.badge == ""
    assert not seat.banner.text.startswith("林晓燕")


def test_on_signing_in_one_is_told_what_became_his_and_opens_it(away, sit, lived_in):
    away.agreed()
    waiting = lived_in.desk.work_list.counts(lived_in.actor("chenjiaming"))[View.BEHALF]
    seat = sit("chenjiaming")
    assert f"林晓燕（至11-25）离岗，由您顶岗，有 {waiting} 件代办" in seat.banner.text
    assert seat.banner.act_name == "打开代A岗"
    seat.window.current().page.banner._act.click()
    assert seat.hands.screen._presenter.view is View.BEHALF


def test_the_hat_is_put_on_from_the_menu_and_taken_off_again(away, sit, lived_in):
    away.agreed()
    seat = sit("chenjiaming")
    before = seat.window
    assert seat.menu == [LIN]
    seat.choose(LIN)
    assert seat.window is not before
    assert not before.isVisible()
    assert seat.badge == "代 林晓燕 至11-25"
    actor = seat.window._office.actor
    assert actor.name == "陈嘉铭"
    assert actor.behalf.name == "林晓燕"
    assert seat.menu == ["回到本人：陈嘉铭"]
    seat.choose("回到本人：陈嘉铭")
    assert seat.badge == ""
    assert seat.window._office.actor.behalf is None
    assert seat.menu == [LIN]
    assert "由您顶岗" not in seat.banner.text  # told once


def test_the_palette_offers_the_hat_too(away, sit):
    away.agreed()
    seat = sit("chenjiaming")
    seat.window.open_palette()
    seat.window._palette._typed.setText("代林")
    assert LIN in seat.window._palette.titles()


def test_what_is_typed_is_kept_when_the_hat_changes(away, sit, lived_in):
    away.agreed()
    seat = sit("chenjiaming")
    seat.window.go_to("counter", {"new": True})
    left = []
    seat.window.current().screen.leave = lambda: left.append(1)
    seat.choose(LIN)
    assert left == [1]


def test_an_item_of_the_absent_is_opened_with_his_hat_after_one_sentence(away, sit, lived_in):
    away.agreed()
    seat = sit("chenjiaming")
    seat.window.go_to("work_list", {"view": View.BEHALF})
    hands = seat.hands
    item = hands.screen._list.table.current_row()
    assert item.behalf == "林晓燕"
    assert ITEMS[-1].text(item) == "代林晓燕"
    assert hands.screen._presenter.reading.item.subject == item.subject
    hands.in_dialog(lambda dialog: dialog.reject())
    hands.enter()
    assert seat.badge == ""  # not confirmed
    hands.come_back()
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Qt.Key.Key_Return)
    assert seat.badge == "代 林晓燕 至11-25"
    assert seat.window.current().entry.key != "staff"


def test_when_the_absence_ends_the_refusal_offers_to_come_back(away, sit, lived_in):
    absence = away.agreed()
    seat = sit("chenjiaming")
    seat.choose(LIN)
    away.back(absence)
    seat.window.refresh()
    assert "林晓燕现在没有离岗" in seat.banner.text
    assert seat.banner.act_name == "回到本人"
    seat.window.current().page.banner._act.click()
    assert seat.badge == ""
    assert seat.window._office.actor.behalf is None
    assert seat.menu == []


def test_that_the_absence_is_over_is_noticed_without_an_act(away, sit, lived_in):
    away.agreed(last=TUESDAY)
    seat = sit("chenjiaming")
    seat.choose("代林晓燕办理（至11-24）")
    lived_in.wall.put(TUESDAY.replace(day=25), 0, 1)
    seat.keeper._hats.look()
    assert seat.banner.act_name == "回到本人"
    assert "不再由您代林晓燕办理" in seat.banner.text
    assert seat.badge == "代 林晓燕 已结束"


def test_a_hat_that_no_longer_fits_is_not_put_on(away, sit, lived_in):
    absence = away.agreed()
    seat = sit("chenjiaming")
    away.back(absence)
    seat.choose(LIN)
    assert seat.badge == ""
    assert "林晓燕现在没有离岗" in seat.banner.text
    assert seat.menu == []


def test_what_is_typed_is_in_the_archive_before_the_new_window_reads(away, sit, lived_in, qtbot):
    away.agreed()
    seat = sit("chenjiaming", threads=True)
    qtbot.waitUntil(lambda: seat.lanes.idle and seat.menu == [LIN])
    seat.window.go_to("counter", {"new": True})
    qtbot.waitUntil(lambda: seat.lanes.idle)
    hands, before = seat.hands, seat.window
    hands.type("jsydghxkz")
    qtbot.waitUntil(lambda: seat.lanes.idle)
    hands.enter()
    qtbot.waitUntil(lambda: seat.lanes.idle)
    hands.type("周晓彤")
    seat.choose(LIN)
    qtbot.waitUntil(lambda: seat.window is not before and seat.lanes.idle, timeout=10_000)
    assert seat.badge == "代 林晓燕 至11-25"
    seat.choose("回到本人：陈嘉铭")
    qtbot.waitUntil(lambda: seat.badge == "" and seat.lanes.idle, timeout=10_000)
    drafts = lived_in.desk.register.drafts(lived_in.actor("chenjiaming"))
    assert any("周晓彤" in str(each) for each in drafts)
