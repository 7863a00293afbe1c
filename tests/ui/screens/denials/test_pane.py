from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from tests.ui.screens.denials.conftest import SMALL


def test_the_pane_is_turned_by_keys_while_the_list_keeps_them(room, show, qtbot):
    room.submitted()
    screen = show(room.head)
    screen.resize(SMALL[0], 420)
    screen.activateWindow()
    qtbot.wait_until(screen.isActiveWindow)
    screen.browse.list.setFocus()
    bar = screen.browse.pane.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(screen.browse.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bar.value() > 0
    qtbot.keyClick(screen.browse.list.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert bar.value() == 0


def test_another_denial_is_read_from_its_top(room, show, qtbot):
    room.submitted()
    screen = show(room.head)
    screen.resize(SMALL[0], 420)
    pane = screen.browse.pane
    bar = pane.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    reading = screen.presenter.reading
    pane.show_reading(reading, opened=False)
    assert bar.value() > 0, "what is only read again stays where it is"
    denial = replace(reading.denial, id=reading.denial.id + 1)
    other = replace(reading, view=replace(reading.view, denial=denial))
    pane.show_reading(other, opened=False)
    assert bar.value() == 0
