from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.screens.hotline.conftest import ARRIVED, CENTRE, HANDLER, HEAD

Key = Qt.Key
TITLE_BAR = 32


def said(part):
    return " ".join(each.text() for each in part.findChildren(QLabel) if not each.isHidden())


def looked_at(office, order):
    entries = office.desk.orders.history(office.actor(CENTRE), order.id)
    return [each.actor_name for each in entries if each.act == "uncover"]


def test_the_form_of_a_call_shows_whom_to_call_and_each_time_the_ledger_tells(enter, office, orders):
    order = orders.signed(secrecy="诉求人信息保密")
    hands = enter(HANDLER)
    for times in (1, 2):
        assert ARRIVED["telephone"] not in said(hands.screen.pane)
        hands.press(Key.Key_L)
        for words in (ARRIVED["caller"], ARRIVED["telephone"], ARRIVED["content"]):
            assert words in said(hands.screen.asking.dialog)
        assert looked_at(office, order) == [office.actor(HANDLER).name] * times
        hands.press(Key.Key_Escape)
        hands.come_back()


def test_the_form_of_a_call_back_shows_whom_to_call_and_what_he_was_answered(enter, orders):
    orders.completed(telephone="")
    hands = enter(CENTRE)
    hands.press(Key.Key_9)
    hands.press(Key.Key_H)
    form = hands.screen.asking.dialog
    for words in (ARRIVED["caller"], "没有留下电话", "已责令整改"):
        assert words in said(form)
    assert form.form.input("satisfaction").isAncestorOf(QApplication.focusWidget())


def test_forms_in_which_nobody_is_called_show_no_caller(enter, office, orders):
    order = orders.called()
    hands = enter(HANDLER)
    hands.press(Key.Key_D)
    assert ARRIVED["telephone"] not in said(hands.screen.asking.dialog)
    assert looked_at(office, order) == []


def test_an_answer_that_came_back_is_asked_for_with_the_reason_why(enter, orders):
    orders.did(orders.replied(), "send_down", HEAD, opinion="请写明整改期限。")
    hands = enter(HANDLER)
    hands.press(Key.Key_D)
    assert "意见：请写明整改期限。" in said(hands.screen.asking.dialog)
    assert "退回修改" in said(hands.screen.asking.dialog)


def test_feedback_is_asked_for_with_what_was_demanded(enter, orders):
    asked = {"way": "提醒", "problem": "未联系。", "demand": "当天联系诉求人", "due": "2026-11-04"}
    orders.did(orders.signed(), "supervise", CENTRE, **asked)
    hands = enter(HANDLER)
    hands.press(Key.Key_I)
    for words in ("存在问题：未联系；办理要求：当天联系诉求人", "反馈期限：2026年11月4日（周三）"):
        assert words in said(hands.screen.asking.dialog)


def test_the_longest_form_leaves_its_buttons_on_a_small_screen(enter, orders):
    orders.did(orders.dispatched(), "return", HANDLER, reason="不属于本处", basis="三定规定")
    hands = enter(CENTRE)
    hands.press(Key.Key_6)
    hands.press(Key.Key_N)
    dialog = hands.screen.asking.dialog
    room = dialog.screen().availableGeometry().height() - TITLE_BAR
    assert dialog.form.wanted_height() > dialog.form.height()  # it is turned over inside
    assert dialog.height() <= room
