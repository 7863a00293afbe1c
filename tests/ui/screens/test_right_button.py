from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.hands import open_window


class Room(NamedTuple):
    """A room with a list, who looks at it, in which view, and the number of its rows."""

    key: str
    login: str
    view: Qt.Key | None
    list_of: Callable[[Any], Any]
    number_of: Callable[[Any], str]


CONTACTS = Room(
    "contacts", "wuzhihong", Qt.Key.Key_5, lambda screen: screen.list, lambda row: row.contact.number
)
DENIALS = Room(
    "denials", "wuzhihong", Qt.Key.Key_8, lambda screen: screen.browse.list, lambda row: row.denial.case_number
)
REGISTER = Room("register", "linxiaoyan", None, lambda screen: screen._list, lambda row: row.number)


@pytest.mark.parametrize("room", [CONTACTS, DENIALS, REGISTER], ids=lambda room: room.key)
def test_a_row_has_a_menu_of_its_acts_and_of_what_can_be_copied(qtbot, theme, lived_in, room):
    hands = open_window(qtbot, theme, lived_in, room.login)
    hands.window.go_to(room.key, {})
    hands.settle()
    if room.view is not None:
        hands.press(room.view)
    table = room.list_of(hands.screen).table
    assert table.model().rowCount()
    lines = hands.right_click(table, 0, 0)
    assert lines[-1] == "复制编号\tCtrl+C"
    if room is not REGISTER:
        acts = hands.screen.presenter.reading.acts
        shown = [line.split("\t")[0] for line in lines]
        assert [act.title for act in acts if act.primary and act.title not in shown] == []
    hands.from_menu(table, "复制编号")
    assert QGuiApplication.clipboard().text() == room.number_of(table.current_row())
