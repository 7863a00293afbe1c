from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.hotline.models import OrderState
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER
from ui.screens.hotline.rows import CALLER, TITLE
from ui.screens.hotline.words import LETTERS

Key = Qt.Key
NUMBER = "复制编号\tCtrl+C"


def row_of(hands, order):
    return hands.screen.list.search.model.place_of(order.id)


def test_the_right_button_offers_what_the_keys_do_with_the_row_that_was_pointed_at(enter, orders):
    signed, called = orders.signed(), orders.called()
    hands = enter(HANDLER)
    table = hands.screen.list.table
    first = hands.right_click(table, row_of(hands, signed), TITLE)
    second = hands.right_click(table, row_of(hands, called), TITLE)

    assert first[0] == "联系诉求人\tL"
    assert second[0].endswith("\tD")
    assert "显示完整信息\tAlt+U" in second
    assert "期限怎样推算\tAlt+T" in second
    assert second[-2:] == ["复制“工地夜间施工扰民”", NUMBER]
    open_ones = [
        f"{act.title}\t{LETTERS[act.key]}" for act in hands.screen.presenter.reading.acts if not act.closed
    ]
    assert set(open_ones) <= set(second)

    hands.from_menu(table, second[0].split("\t")[0])
    assert hands.screen.asking.dialog is not None
    assert hands.screen.presenter.reading.order.id == called.id


def test_a_cell_is_copied_as_it_is_shown_and_the_number_by_key_too(enter, orders):
    order = orders.signed()
    hands = enter(HANDLER)
    table = hands.screen.list.table
    table.setColumnHidden(CALLER, False)
    table.scrollTo(table.model().index(0, CALLER))
    hands.right_click(table, 0, CALLER)
    hands.from_menu(table, "复制“")
    assert QGuiApplication.clipboard().text() == "王**"

    hands.control(Key.Key_C)
    assert QGuiApplication.clipboard().text() == order.number


def test_the_menu_key_opens_it_at_the_chosen_row(enter, orders):
    orders.signed()
    order = orders.signed()
    hands = enter(HANDLER)
    hands.press(Key.Key_End)
    table = hands.screen.list.table
    place = table.visualRect(table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)

    assert table.menu.isVisible()
    hands.from_menu(table, "复制编号")
    assert QGuiApplication.clipboard().text() == order.number


def test_by_keys_alone_it_opens_and_a_letter_in_it_does_what_stands_before_it(enter, orders):
    order = orders.signed()
    hands = enter(HANDLER)
    hands.press(Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = hands.screen.list.table.menu
    assert menu.isVisible()
    QTest.keyClick(menu, Key.Key_L)
    hands.settle()
    assert not menu.isVisible()
    assert hands.screen.asking.dialog is not None
    assert orders.now(order).claim.staff_name == "吴志宏"


def test_of_a_marked_row_all_marked_ones_are_meant_and_of_another_that_one(enter, orders):
    one, two, other = orders.arrived(), orders.arrived(), orders.arrived()
    hands = enter(CENTRE)
    table = hands.screen.list.table
    hands.screen.mark((one.id, two.id))
    hands.right_click(table, row_of(hands, other), TITLE)
    hands.from_menu(table, "分派")
    assert hands.screen.asking.dialog is not None
    assert hands.screen.presenter.reading.order.id == other.id


def test_nothing_is_done_with_another_row_that_came_to_be_chosen_while_the_menu_was_open(enter, orders):
    order, other = orders.dispatched(), orders.dispatched()
    hands = enter(HANDLER)
    hands.press(Key.Key_2)
    table = hands.screen.list.table
    hands.right_click(table, row_of(hands, order), TITLE)
    table.choose(other.id)
    hands.from_menu(table, "签收")
    assert {orders.now(each).order.state for each in (order, other)} == {OrderState.TO_SIGN}
    assert hands.screen.asking.dialog is None


def test_a_refusal_of_one_order_goes_when_another_is_read(enter, office, orders):
    taken, free = orders.dispatched(), orders.dispatched()
    hands = enter("xujianguo")
    hands.press(Key.Key_2)
    assert hands.screen.list.table.choose(taken.id)
    office.desk.orders.claim(office.actor(HANDLER), taken.id)
    hands.press(Key.Key_T)
    assert "正在办理" in hands.page.banner.notice.text
    hands.screen.look_again()
    assert "正在办理" in hands.page.banner.notice.text

    assert hands.screen.list.table.choose(free.id)
    assert hands.page.banner.notice.text == ""
