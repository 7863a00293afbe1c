from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.people.models import Grant, Role
from tests.ui.screens.stage import staged
from ui.dialogs.message import ConfirmDialog
from ui.screens.staff.dialogs import ResetDialog
from ui.screens.staff.view import StaffScreen


@pytest.fixture
def screen(qtbot, desk, actor):
    made = StaffScreen(staged(desk, actor(Role.ADMINISTRATOR)))
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made


def test_the_models_keep_their_promises(screen, qtmodeltester):
    for model in (screen._people, screen._divisions, screen._rights):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_somebody_is_found_by_pinyin_initials(screen):
    screen._words.setText("glyuan")
    screen._words.setText("gly")

    assert screen._people.row(0).staff.name == "管立远"
    assert screen._person._title.text() == "管立远"


def test_a_role_is_ticked_by_keys(screen, qtbot):
    screen._list.table.choose("linxiaoyan")
    before = set(screen._person.grid.grants())
    grid = screen._person.grid
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(grid, key)

    assert set(grid.grants()) - before == {Grant(role=Role.HANDLER, division=None)}


def test_the_whole_bureau_takes_the_place_of_single_divisions(screen):
    grid = screen._person.grid
    division = screen._presenter.office.divisions[0].id
    grid.show_grants(screen._presenter.office.divisions, (Grant(role=Role.HANDLER, division=division),))
    grid.toggle(Role.HANDLER, None)
    assert grid.grants() == (Grant(role=Role.HANDLER, division=None),)

    grid.toggle(Role.HANDLER, division)
    assert grid.grants() == (Grant(role=Role.HANDLER, division=division),)


def test_every_tick_is_found_under_its_own_place(screen):
    grid = screen._person.grid
    wide = grid._wide()
    for row in range(len(Role)):
        for column in range(len(grid._places())):
            from PySide6.QtCore import QPointF

            assert grid._cell_at(QPointF(116 + (column + 0.5) * wide, 30 + (row + 0.5) * 28)) == (row, column)


def test_a_new_member_is_taken_on_through_the_form(screen):
    screen._new_person()
    name = screen._presenter.office.divisions[0].name
    screen._person.fill(login="fangxin", name="方欣", division=name, password="fangxin-2026")
    screen._person.give()
    assert "至少要有一个角色。" in screen._person.problems

    screen._person.grid.toggle(Role.ARCHIVIST, None)
    screen._person.give()
    assert screen._list.table.current_row().staff.name == "方欣"
    assert screen._person._title.text() == "方欣"


def test_all_that_is_wrong_is_told_at_once_and_the_first_is_stood_at_and_seen(screen, qtbot):
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen._new_person()
    pane = screen._person
    pane.give()
    wrong = [key for key, entry in pane._entries.items() if entry.problem]
    assert wrong == ["login", "name", "division", "password"]
    assert "至少要有一个角色。" in pane.problems
    assert pane._inputs["login"].hasFocus()

    pane.fill(login="fangxin", name="方欣", division=screen._presenter.office.divisions[0].name, password="1")
    pane.give()
    assert "8至200" in pane._entries["password"].problem
    assert pane._password.hasFocus()
    qtbot.keyClicks(pane._password, "2345678")
    assert not pane._entries["password"].problem
    pane.give()
    assert pane.grid.hasFocus()
    told = pane._grants_problem
    qtbot.waitUntil(lambda: not told.visibleRegion().isEmpty())
    qtbot.keyClick(pane.grid, Qt.Key.Key_Space)
    assert pane.problems == ()


def test_deactivating_is_asked_once_more(screen, monkeypatch):
    screen._list.table.choose("linxiaoyan")
    monkeypatch.setattr(ConfirmDialog, "ask", classmethod(lambda *_: True))
    screen._act("retire", screen._person._staff)

    assert screen._list.table.current_row().state[0] == "停用"
    assert screen._person.acts["restore"].isVisible()


def test_nobody_is_offered_to_lock_himself(screen):
    screen._list.table.choose("guanliyuan")
    assert screen._person.acts["lock"].isHidden()

    screen._list.table.choose("linxiaoyan")
    assert not screen._person.acts["lock"].isHidden()


def test_a_password_typed_differently_is_refused(qtbot, screen):
    dialog = ResetDialog(screen, "林晓燕")
    qtbot.addWidget(dialog)
    dialog.type("short", "short")
    assert "至少要8位" in dialog.wrong()
    dialog.type("long-enough", "long-enougj")
    assert "不一样" in dialog.wrong()
    dialog.type("long-enough", "long-enough")
    assert dialog.wrong() == ""


def test_a_division_is_added_through_its_form(screen):
    screen._new_division()
    screen._division.fill(name="翔安分局", code="XA", mark="示资规翔")
    assert "示资规翔告〔2026〕1号" in screen._division._sample.text()
    screen._division.give()

    assert screen._divisions.place_of("XA") is not None


def test_the_rights_of_each_role_are_told(screen):
    screen._go_to("角色说明")
    titles = [screen._rights.columns[column].title for column in range(screen._rights.columnCount())]
    row = next(r for r in range(screen._rights.rowCount()) if screen._rights.index(r, 0).data() == "签发文书")

    held = {titles[c] for c in range(1, len(titles)) if screen._rights.index(row, c).data()}
    assert held == {"窗口经办人", "经办人"}
