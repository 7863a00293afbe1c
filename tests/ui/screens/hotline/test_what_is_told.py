from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.hotline.queue import QueueView
from tests.app.hotline.test_co_handling import given
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD, OTHER
from ui.parts.lull import LULL_MS
from ui.screens.hotline.course import said
from ui.screens.hotline.facts import now_words
from ui.screens.hotline.reading import Reading
from ui.screens.hotline.rows import TITLE
from ui.screens.hotline.words import done_words


def test_what_is_done_says_what_it_has_come_to(orders):
    order = orders.completed()
    assert done_words("approve", order) == f"已办理，现为“{order.state.value}”"
    assert done_words("dispatch", orders.dispatched()) == "由行政审批处主办，现为“待签收”"
    asked = {"way": "提醒", "problem": "未联系", "demand": "尽快", "due": "2026-11-04"}
    again = orders.did(order, "rework", CENTRE, reason="诉求人来电")
    assert done_words("supervise", orders.did(again, "supervise", CENTRE, **asked)) == "已记第1次督办"

    called = {"way": "电话", "reached": True, "satisfaction": "不满意", "solved": False, "opinion": "没有解决"}
    told = done_words("call_back", orders.did(orders.completed(), "call_back", CENTRE, **called))
    assert told == "不满意，转吴志宏重办，时限重新计算"


def test_a_long_reason_leaves_the_page_to_the_rest(orders):
    order = orders.completed()
    orders.did(order, "rework", CENTRE, reason="再" * 4_000)
    told = now_words(Reading(view=orders.now(order), acts=()))
    assert told.endswith("再…")
    assert len(told) < 150


def test_what_is_arbitrated_is_called_a_decision_and_not_a_verification(orders):
    asked = {"reason": "不属于本处职责", "basis": "三定规定第五条"}
    order = orders.did(orders.dispatched(), "return", HANDLER, **asked)
    order = orders.did(order, "uphold", CENTRE, opinion="属本处职责")
    order = orders.did(order, "return", HANDLER, **asked)
    orders.did(order, "award", "yangzhenhua", type="投诉", lead="不动产登记中心", opinion="以登记为准")

    verified, _again, decided = [said(each) for each in orders.now(order).records[-3:]]

    assert verified.splitlines()[1:] == ["核实意见：属本处职责"]
    assert decided == "派单异议裁定　不动产登记中心　杨振华\n裁定意见：以登记为准"


def test_what_is_verified_or_arbitrated_is_told_with_the_reasons_of_the_divisions(enter, orders):
    asked = {"reason": "不属于本处职责", "basis": "三定规定第五条"}
    order = orders.did(orders.dispatched(), "return", HANDLER, **asked)
    hands = enter(CENTRE, order=order.id)
    hands.press(Qt.Key.Key_N)
    assert "理由：不属于本处职责；依据：三定规定第五条" in told_by(hands)

    order = orders.did(order, "redispatch", CENTRE, type="投诉", lead="不动产登记中心", opinion="属登记")
    orders.did(order, "return", OTHER, reason="没有登记", basis="登记条例第四条")
    hands = enter("yangzhenhua", order=order.id)
    hands.press(Qt.Key.Key_A)
    hops = told_by(hands).splitlines()[1:]
    assert [hop.split("　")[2] for hop in hops] == [
        "→ 行政审批处",
        "行政审批处",
        "不动产登记中心",
        "不动产登记中心",
    ]
    assert "没有登记" in hops[-1]


def told_by(hands):
    return hands.screen.asking.dialog._text.text()


def test_an_act_that_does_not_fit_is_named_once_in_what_is_told(enter, orders):
    orders.signed()
    hands = enter(HANDLER)
    hands.press(Qt.Key.Key_P)
    text = hands.page.banner.notice.text
    assert (text.count("审核通过并办结"), "办理中" in text) == (1, True)


def test_why_an_act_is_closed_is_said_until_another_order_is_read_or_it_stands_otherwise(enter, orders):
    first, _other = orders.signed(), orders.signed()
    hands = enter(HANDLER)

    def move_on():
        hands.press(Qt.Key.Key_Down)

    def call():
        orders.did(first, "call", HANDLER, way="电话", reached=True, words="已了解")
        hands.screen.refresh()

    for then in (move_on, call):
        hands.press(Qt.Key.Key_Home)
        hands.press(Qt.Key.Key_D)
        hands.alt(Qt.Key.Key_U)
        assert "还没有联系诉求人" in hands.page.banner.notice.text
        then()
        assert hands.page.banner.notice.text == ""


def test_what_is_typed_on_after_a_refused_act_does_nothing_until_the_hands_rest(enter, orders):
    orders.signed()
    hands = enter(HANDLER)
    hands.press(Qt.Key.Key_D)
    for letter in "yijing lianxi":
        QTest.keyClick(QApplication.focusWidget(), letter)
    hands.settle()
    assert hands.screen.asking.dialog is None
    assert "还没有联系诉求人" in hands.page.banner.notice.text

    QTest.qWait(LULL_MS + 100)
    hands.press(Qt.Key.Key_L)
    assert hands.screen.asking.dialog is not None


def test_a_caller_is_not_offered_in_full_to_whom_he_is_kept_from(enter, orders):
    kept, told = orders.signed(secrecy="诉求人信息保密"), orders.signed()
    for who, order, offered in ((HANDLER, kept, True), (HEAD, kept, False), (HEAD, told, True)):
        hands = enter(who, order=order.id)
        assert hands.screen.pane._cover.isVisible() is offered


def test_the_answer_that_is_reviewed_is_in_sight_at_once_on_a_small_screen(enter, orders):
    orders.replied()
    hands = enter(HEAD)
    pane, answer = hands.screen.pane, ("已责令整改", "条例第十条")
    shown = [each for each in pane.findChildren(QLabel) if each.text() in answer]
    foot = pane.foot.mapTo(pane, QPoint(0, 0)).y()

    assert len(shown) == 2
    for each in shown:
        assert each.mapTo(pane, QPoint(0, each.height())).y() < foot


def test_a_part_given_by_name_is_marked_in_its_holders_list_with_its_own_day(enter, office, orders):
    part = {"division": "不动产登记中心", "task": "核查登记", "due": "2026-11-05"}
    order = orders.did(orders.arrived(), "dispatch", CENTRE, type="投诉", lead="行政审批处", co_handlers=[part])
    given(office, order, "caiwenjuan", OTHER)
    hands = enter(OTHER)
    row = hands.screen.list.table.current_row()

    assert hands.screen.presenter.view is QueueView.MINE
    assert hands.screen.list.search.model.index(0, TITLE).data() == f"【协办】{order.title}"
    assert row.due.due == date(2026, 11, 5)
    hands.press(Qt.Key.Key_X)
    hands.type("没有登记")
    hands.control(Qt.Key.Key_Return)
    assert hands.screen.list.search.model.rowCount() == 0
