from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.posts.hand_standing import Step
from tests.ui.screens.posts.test_one_away_one_in_his_place import open_posts

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)


def agree(hands, key):
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(key)
    hands.come_back()


def open_handover(seat):
    """From the absence's row by one key, the hands on the items."""
    hands = open_posts(seat)
    hands.press(Qt.Key.Key_H)
    hands.enter()
    return hands


def test_a_hands_over_b_takes_over_the_head_signs_and_all_comes_back_by_keys(handing, away, sit, lived_in):
    """A fills in and issues; B takes one item, objects to one, then takes all; they sign the return."""
    absent = sit("linxiaoyan")
    hands = open_handover(absent)
    hands.press(Qt.Key.Key_M)
    assert hands.screen.filling.blank is not None
    hands.control(Qt.Key.Key_Return)
    assert handing.line().standing.step is Step.WAITING

    hands = open_handover(sit("chenjiaming"))
    count = handing.line().waiting
    hands.press(Qt.Key.Key_Space)
    assert handing.line().waiting == count - 1

    def object_(dialog):
        dialog._reason.setPlainText("没有见到案卷")
        dialog.try_accept()

    hands.in_dialog(object_)
    hands.press(Qt.Key.Key_O)
    hands.come_back()
    agree(hands, Qt.Key.Key_A)
    assert handing.line().standing.step is Step.OBJECTED
    table = hands.screen.pane.items.table
    objected = next(each for each in handing.line().handover.items if each.objection)
    table.choose(objected.key)
    hands.press(Qt.Key.Key_Space)
    assert handing.line().standing.waits == "等监交人许建国签字"

    hands = open_handover(sit("xujianguo"))
    agree(hands, Qt.Key.Key_S)
    assert handing.line().standing.step is Step.HANDED

    lived_in.wall.put(TUESDAY, 10)
    hands = open_handover(absent)
    agree(hands, Qt.Key.Key_B)
    assert handing.line().standing.step is Step.OVER

    hands = open_handover(sit("chenjiaming"))
    hands.press(Qt.Key.Key_R)
    hands.control(Qt.Key.Key_Return)
    assert handing.line().standing.waits == "等返岗人林晓燕、监交人许建国签字"
    agree(open_handover(sit("linxiaoyan")), Qt.Key.Key_S)
    agree(open_handover(sit("xujianguo")), Qt.Key.Key_S)
    assert handing.line().standing.step is Step.CLOSED

    entries = lived_in.desk.handovers.history(lived_in.head, handing.absence.id)
    assert [(each.act, each.actor_name) for each in entries] == [
        ("make_handover", "林晓燕"),
        ("take_over", "陈嘉铭"),
        ("take_over", "陈嘉铭"),
        ("take_over", "陈嘉铭"),
        ("take_over", "陈嘉铭"),
        ("sign_handover", "许建国"),
        ("give_back", "陈嘉铭"),
        ("sign_return", "林晓燕"),
        ("sign_return", "许建国"),
    ]
    seat = sit("linxiaoyan")
    seat.window.go_to("handovers", {"absence": int(handing.absence.id)})
    shown = seat.hands.screen
    assert [each.isHidden() for each in shown.pane._papers] == [False, False]
    seat.hands.press(Qt.Key.Key_2)
    assert seat.window.current().page.title == "返岗交还单"
