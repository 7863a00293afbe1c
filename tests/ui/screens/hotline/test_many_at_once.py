from __future__ import annotations

from PySide6.QtCore import Qt

from app.hotline.models import OrderState
from app.hotline.queue import QueueView
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD
from tests.ui.screens.hotline.test_queue_by_keys import said

Key = Qt.Key
S = OrderState


def shown(preview):
    model = preview.model
    rows = [[model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())]
    return {row[1]: (row[0], row[3]) for row in rows}


def test_marked_orders_are_dispatched_together_after_a_preview_each_by_its_own_type(enter, orders):
    first, second, third = orders.arrived(), orders.arrived(type="咨询"), orders.arrived()
    hands = enter(CENTRE)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Space)
    assert "已标记 2 件" in said(hands.screen.list)
    hands.press(Key.Key_F)
    hands.type("xzsp")
    hands.enter()
    hands.control(Key.Key_Return)
    preview = hands.screen.asking.preview
    assert shown(preview)[first.number][0] == "将办"
    assert "分派行政审批处主办，按投诉的时限" in shown(preview)[first.number][1]
    assert "按咨询的时限" in shown(preview)[second.number][1]
    assert "分派不能撤销" in said(preview)
    assert orders.now(first).order.state is S.ARRIVED
    hands.control(Key.Key_Return)
    assert shown(preview)[first.number] == ("已办", "由行政审批处主办，现为“待签收”")
    hands.enter()
    hands.come_back()

    states = [orders.now(each).order.state for each in (first, second, third)]
    assert states == [S.TO_SIGN, S.TO_SIGN, S.ARRIVED]
    assert orders.now(second).order.type.value == "咨询"
    assert hands.screen.list.marked == ()
    assert hands.screen.asking.dialog is None


def test_the_preview_says_which_are_left_and_why_and_the_results_keep_them_marked(enter, orders):
    to_sign, signed = orders.dispatched(), orders.signed()
    hands = enter(HANDLER)
    hands.press(Key.Key_2)
    hands.control(Key.Key_A)
    assert len(hands.screen.list.marked) == 2
    hands.press(Key.Key_S)
    preview = hands.screen.asking.preview
    assert shown(preview)[signed.number][0] == "不办"
    assert "办理中" in shown(preview)[signed.number][1]
    hands.control(Key.Key_Return)
    assert "已办理 1 件，1 件没有办理" in said(preview)
    hands.enter()
    hands.come_back()

    assert orders.now(to_sign).order.state is S.HANDLING
    assert hands.screen.list.marked == (signed.id,)


def test_leaving_the_preview_goes_back_to_the_form_as_it_was_typed(enter, orders):
    order = orders.arrived()
    hands = enter(CENTRE)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_F)
    hands.type("xzsp")
    hands.enter()
    hands.control(Key.Key_Return)
    hands.press(Key.Key_Escape)

    assert hands.screen.asking.dialog.filled()["lead"] == "行政审批处"
    assert hands.screen.asking.dialog.confirm.isEnabled()
    assert orders.now(order).order.state is S.ARRIVED


def test_what_another_does_between_preview_and_yes_is_not_done_twice(enter, orders):
    order = orders.dispatched()
    hands = enter(HANDLER)
    hands.press(Key.Key_2)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_S)
    orders.did(order, "assign", HEAD, handler=HANDLER)
    hands.control(Key.Key_Return)

    assert "别人办过" in shown(hands.screen.asking.preview)[order.number][1]
    assert orders.now(order).order.state is S.TO_SIGN


def test_orders_given_to_another_handler_can_be_given_back(enter, office, orders):
    order = orders.signed()
    hands = enter(HEAD)
    hands.press(Key.Key_2)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_G)
    hands.screen.asking.dialog.form.put_values({"handler": "许建国"})
    hands.control(Key.Key_Return)
    assert "吴志宏 → 许建国" in shown(hands.screen.asking.preview)[order.number][1]
    hands.control(Key.Key_Return)
    hands.window._toast._timer.timeout.emit()  # the results are read for long
    hands.enter()
    hands.come_back()
    assert orders.now(order).order.handler_name == "许建国"
    hands.alt(Key.Key_Z)

    assert orders.now(order).order.handler_name == "吴志宏"


def test_the_preview_of_many_supervisions_says_which_of_them_propose_a_talk(enter, office, orders):
    every = [orders.dispatched() for _each in range(6)] + [orders.dispatched("不动产登记中心")]
    fields = {"way": "电话", "problem": "没有联系诉求人", "demand": "三日内联系", "due": "2026-11-06"}
    orders.did(every[0], "supervise", CENTRE, **fields)
    hands = enter(CENTRE, view=QueueView.ALL)
    hands.control(Key.Key_A)
    hands.press(Key.Key_U)
    hands.screen.asking.dialog.form.put_values(fields)
    hands.control(Key.Key_Return)
    preview = hands.screen.asking.preview
    told = {number: "提请效能办约谈" in words for number, (_mark, words) in shown(preview).items()}
    assert list(told.values()) == [True] * 2 + [False] * 5  # they are read without scrolling
    assert "其中 2 件同时提请效能办约谈" in said(preview)
    hands.control(Key.Key_Return)
    hands.enter()
    hands.come_back()

    talks = office.desk.hotline.talks.all(office.actor("luguoqiang"))
    assert len(talks) == sum(told.values()) == 2
    assert not told[every[-1].number]
    assert {each.id for each in every if told[each.number]} == {talk.orders[-1] for talk in talks}


def test_an_act_that_cannot_be_done_for_many_says_so(enter, orders):
    orders.arrived()
    hands = enter(CENTRE)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_M)

    assert "不能成批办理" in said(hands.page.banner)
    assert hands.screen.asking.dialog is None


def test_the_bar_offers_what_the_person_may_do_with_many(enter, orders):
    orders.dispatched()
    offered = {login: tuple(enter(login).screen.list.mark_bar.buttons) for login in (CENTRE, HANDLER, HEAD)}
    assert offered == {
        CENTRE: ("dispatch", "supervise", "archive"),
        HANDLER: ("sign",),
        HEAD: ("sign", "assign"),
    }


def test_marks_are_taken_away_by_a_key(enter, orders):
    orders.arrived()
    hands = enter(CENTRE)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert hands.screen.list.marked == ()
