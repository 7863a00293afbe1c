from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.hotline.commands import Claimed
from app.hotline.models import OrderState
from tests.app.people.test_standing import changed
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD
from tests.ui.screens.hotline.test_queue_by_keys import said
from ui.screens.saved import order_act

Key = Qt.Key


def works(hands):
    return hands.screen.list.table.current_row().works


def left(hands):
    hands.press(Key.Key_Escape)
    hands.come_back()


def test_who_fills_in_a_form_has_the_order_and_others_see_it_in_their_list(enter, orders):
    order = orders.dispatched()
    head = enter(HEAD)
    head.press(Key.Key_2)
    handler = enter(HANDLER)
    handler.press(Key.Key_2)
    handler.press(Key.Key_T)
    assert orders.now(order).claim.staff_name == "吴志宏"
    head.screen.look_again()
    assert works(head).startswith("吴志宏 至9:3")
    assert "吴志宏正在办理" in said(head.screen.pane)
    assert not head.screen.presenter.reading.primary
    head.come_back()
    head.press(Key.Key_G)
    assert "吴志宏正在办理" in said(head.page.banner)
    assert head.screen.asking.dialog is None


def test_the_list_shows_within_a_second_who_took_an_order(enter, office, orders, qtbot):
    order = orders.dispatched()
    head = enter(HEAD)
    head.press(Key.Key_2)
    office.desk.orders.claim(office.actor(HANDLER), order.id)
    qtbot.waitUntil(lambda: works(head).startswith("吴志宏"))


def test_the_order_is_let_go_by_escape(enter, orders):
    order = orders.dispatched()
    handler = enter(HANDLER)
    handler.press(Key.Key_2)
    handler.press(Key.Key_T)
    assert works(handler).startswith("我")
    left(handler)
    assert orders.now(order).claim is None
    assert works(handler) == ""


def test_a_form_left_alone_lapses_and_loses_nothing(enter, office, orders):
    order = orders.called()
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    handler.type("现场已经核查")
    handler.screen.asking._keeping.save()
    office.wall.at += timedelta(minutes=31)
    assert orders.now(order).claim is None
    office.desk.orders.claim(office.actor(CENTRE), order.id)
    handler.screen.asking.dialog.form.put_values({"basis": "条例", "result": "解决"})
    handler.control(Key.Key_Return)

    assert "苏海云正在办理" in handler.screen.asking.dialog.problem.text()
    kept = office.desk.register.find_draft(office.actor(HANDLER), order_act("reply"), int(order.id))
    assert kept.fields["content"] == "现场已经核查"


def test_who_goes_on_typing_goes_on_having_the_order(enter, office, orders):
    order = orders.called()
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    for _ in range(4):
        office.wall.at += timedelta(minutes=20)
        handler.type("续")
    with pytest.raises(Claimed, match="吴志宏"):
        office.desk.orders.claim(office.actor(CENTRE), order.id)


def test_who_lost_the_order_while_typing_is_told(enter, office, orders):
    order = orders.called()
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    office.wall.at += timedelta(minutes=31)
    office.desk.orders.claim(office.actor(CENTRE), order.id)
    handler.type("还在写")

    assert "您填的内容已经保存" in handler.screen.asking.dialog.problem.text()
    assert handler.screen.asking.dialog.filled()["content"] == "还在写"


def test_what_is_typed_survives_escape(enter, orders):
    order = orders.called()
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    handler.type("现场已经核查")
    left(handler)
    handler.press(Key.Key_D)
    dialog = handler.screen.asking.dialog
    assert "已恢复您" in said(dialog)
    assert dialog.filled()["content"] == "现场已经核查"
    dialog.form.put_values({"basis": "条例第十条", "result": "解决"})
    handler.control(Key.Key_Return)

    assert orders.now(order).order.state is OrderState.REVIEWING


def test_a_new_order_that_was_not_registered_is_there_again(enter):
    hands = enter(CENTRE)
    hands.control(Key.Key_N)
    hands.type("XM77")
    left(hands)
    hands.control(Key.Key_N)
    assert hands.screen.asking.dialog.filled()["number"] == "XM77"


def test_the_answer_sent_back_stands_in_the_form_again(enter, orders):
    orders.did(orders.replied(), "send_down", HEAD, opinion="补充依据")
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    assert handler.screen.asking.dialog.filled()["content"] == "已责令整改"


def test_what_another_did_meanwhile_is_told_and_what_is_typed_can_be_tried_again(enter, office, orders):
    order = orders.called()
    handler = enter(HANDLER)
    handler.press(Key.Key_D)
    form = {"content": "已核查", "basis": "条例第十条", "result": "解决"}
    handler.screen.asking.dialog.form.put_values(form)
    office.desk.orders.release(office.actor(HANDLER), order.id)
    orders.did(order, "change", CENTRE, type="举报", secrecy="不保密", reason="类型登记有误")
    handler.control(Key.Key_Return)
    assert "刚被别人办过" in handler.screen.asking.dialog.problem.text()
    handler.control(Key.Key_Return)

    assert orders.now(order).order.state is OrderState.REVIEWING


def test_the_next_order_nobody_works_on_is_taken_by_a_key(enter, office, orders):
    first, second = orders.arrived(), orders.arrived()
    changed(office, "luguoqiang", grants=office.actor(CENTRE).grants)  # a second person of the centre
    office.desk.orders.claim(office.actor("luguoqiang"), first.id)
    hands = enter(CENTRE)
    hands.alt(Key.Key_N)
    assert hands.screen.presenter.reading.order.id == second.id
    assert orders.now(second).claim.staff_name == "苏海云"
    office.desk.orders.release(office.actor(CENTRE), second.id)
    office.desk.orders.claim(office.actor("luguoqiang"), second.id)
    hands.alt(Key.Key_N)
    assert orders.now(second).claim.staff_name == "卢国强"


def test_what_others_do_keeps_row_place_and_form(enter, office, orders):
    rows = [orders.arrived(title=f"第{number}件") for number in range(40)]
    hands = enter(CENTRE)
    for _ in range(20):
        hands.press(Key.Key_Down)
    table = hands.screen.list.table
    place, there = table.verticalScrollBar().value(), table.current_row().order.id
    orders.did(rows[0], "dispatch", CENTRE, type="投诉", lead="行政审批处")
    hands.screen.look_again()
    hands.settle()

    assert table.current_row().order.id == there
    assert abs(table.verticalScrollBar().value() - place) <= table.rowHeight(0)
    assert hands.screen.list.search.model.rowCount() == 39
