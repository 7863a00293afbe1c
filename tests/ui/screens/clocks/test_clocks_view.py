from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.custody.lights import Light
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.clocks.tiles import TILES
from ui.screens.clocks.view import STEPS, ClocksScreen

Key = Qt.Key


@pytest.fixture
def screen(qtbot, theme, desk, actor):
    made = ClocksScreen(staged(desk, actor(Role.DIVISION_HEAD)))
    qtbot.addWidget(made)
    made.resize(1142, 640)
    made.show()
    made.activateWindow()
    made.arrive({})
    made.setFocus()
    qtbot.wait_until(made.isActiveWindow)
    return made


def test_digits_look_behind_the_numbers(qtbot, screen):
    for digit, light in zip("1234", TILES[1:], strict=True):
        qtbot.keyClick(QApplication.focusWidget() or screen, digit)
        assert screen._presenter.chosen.light is light
        assert screen._tiles.tile(light).isChecked()
        assert screen._items.rowCount() == screen._wall.standing.lights[light]
    qtbot.keyClick(QApplication.focusWidget() or screen, "0")
    assert screen._items.rowCount() == sum(screen._wall.standing.lights.values())


def test_a_step_is_chosen_by_keys_and_leads_to_its_rows(qtbot, screen):
    qtbot.keyClick(QApplication.focusWidget(), "s")
    assert screen._by.value() == STEPS
    load = screen._load_list.table.current_row()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert screen._items.rowCount() == load.items
    assert screen._list.table.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert screen._said.text() == "全部未结"


def test_the_wall_opened_on_a_light_shows_its_rows(screen):
    screen.arrive({"light": Light.LATE.value})
    assert screen._said.text() == "已逾期"
    assert screen._items.rowCount() == screen._wall.standing.lights[Light.LATE]


def test_coming_back_finds_the_row_that_was_left(screen):
    screen._presenter.look(Light.ON_TIME)
    table = screen._list.table
    table.selectRow(2)
    left = table.current_row().subject
    screen.arrive({})
    assert table.current_row().subject == left
    assert screen._said.text() == "按期"


def test_a_head_sees_requests_without_deciding_and_an_assignment_by_its_key(qtbot, screen):
    assert not screen._approve.isVisible()
    screen._presenter.begin_assignment()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.wait_until(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.form.input("title").part.accessibleDescription()
    dialog.reject()


def test_nothing_of_the_list_is_cut_on_a_small_screen(screen):
    for table in (screen._list.table, screen._load_list.table):
        wide = sum(table.columnWidth(place) for place in range(table.model().columnCount()))
        assert wide <= table.viewport().width()


def test_who_decides_begins_at_the_requests_and_reads_the_new_date(qtbot, theme, desk, actor):
    made = ClocksScreen(staged(desk, actor(Role.LEADER_IN_CHARGE)))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.wait_until(made.isActiveWindow)
    made.setFocus()
    made.arrive({})
    assert made._request_list.hasFocus()
    assert "延至1" in made._request_list.current_row().words
    made._look()
    assert made._list.table.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), "r")
    assert made._request_list.hasFocus()
