from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.hands import open_window

WHAT = 1  # the column of the matter


def test_the_right_button_offers_the_next_act_opening_the_trace_and_copying(qtbot, theme, lived_in):
    hands = open_window(qtbot, theme, lived_in, "wuzhihong")
    table = hands.screen._list.table
    for place in range(table.model().rowCount()):
        lines = hands.right_click(table, place, WHAT)
        item, reading = table.current_row(), hands.screen._presenter.reading
        assert reading.item.subject == item.subject
        titles = [line.split("\t")[0] for line in lines]
        assert titles[: len(titles) - 2 - bool(reading.proof)]  # something is done with it
        assert [act.title for act in reading.acts if act.primary] == titles[
            : sum(each.primary for each in reading.acts)
        ]
        assert ("期限怎样推算" in titles) == (reading.proof is not None)
        assert titles[-1] == ("复制编号" if item.number else titles[-1])
        table.menu.close()

    hands.right_click(table, 0, WHAT)
    item = table.current_row()
    hands.from_menu(table, "复制“")
    assert QGuiApplication.clipboard().text() == item.title
    hands.control(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == item.number


def test_enter_in_the_menu_is_for_the_line_that_was_walked_to(qtbot, theme, lived_in):
    hands = open_window(qtbot, theme, lived_in, "wuzhihong")
    table = hands.screen._list.table
    hands.right_click(table, 0, WHAT)
    QGuiApplication.clipboard().clear()
    last = table.menu.actions()[-1]
    table.menu.setActiveAction(last)
    QTest.keyClick(table.menu, Qt.Key.Key_Enter)
    hands.settle()
    assert QGuiApplication.clipboard().text() == table.current_row().number
    assert hands.window.current().entry.key == "work_list"


def test_a_head_gives_from_the_menu_what_is_chosen_to_another(qtbot, theme, lived_in):
    hands = open_window(qtbot, theme, lived_in, "xujianguo")
    hands.press(Qt.Key.Key_2)
    table = hands.screen._list.table
    lines = hands.right_click(table, 0, WHAT)
    assert "改派\tA" in lines
    asked = []
    hands.in_dialog(lambda dialog: (asked.append(dialog.windowTitle()), dialog.reject()))
    hands.from_menu(table, "改派")
    hands.settle()
    assert asked
