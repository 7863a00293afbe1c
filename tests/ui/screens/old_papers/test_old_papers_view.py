from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.people.models import Role
from app.retention.models import Chosen
from tests.app.retention.old import ARCHIVIST, NOW, decided, issued, proposed
from tests.office import copied, furnished_file
from tests.ui.screens.stage import staged
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog
from ui.screens.entries import ENTRIES
from ui.screens.old_papers.view import VIEWS, OldPapersScreen

ENTRY = next(entry for entry in ENTRIES if entry.key == "old_papers")


@pytest.fixture
def shown(qtbot, desk, actor):
    def made(role):
        context = staged(desk, actor(role))
        screen = OldPapersScreen(context)
        qtbot.addWidget(screen)
        screen.resize(1142, 606)
        screen.show()
        screen.arrive({})
        return screen, context

    return made


def offered(screen):
    return {name for name, button in screen.acts.items() if not button.isHidden()}


def test_the_archivist_and_the_leader_alone_open_it(actor):
    assert {role for role in Role if ENTRY.open_to(actor(role))} == {Role.ARCHIVIST, Role.LEADER_IN_CHARGE}


def test_where_nothing_is_due_nothing_is_offered_and_it_says_so(shown):
    screen, _context = shown(Role.ARCHIVIST)
    assert screen.views.value() == VIEWS[0]
    assert offered(screen) == set()
    assert not screen.tables[0].table.isVisible()


def test_each_view_opens_by_its_digit_and_offers_what_its_reader_may_do(shown, qtbot):
    screen, _context = shown(Role.ARCHIVIST)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    for view, acts in ((VIEWS[1], {"propose"}), (VIEWS[2], {"hold"}), (VIEWS[3], {"term"})):
        qtbot.keyClick(screen, str(VIEWS.index(view) + 1))
        assert offered(screen) == acts


def test_the_leader_begins_at_what_waits_for_him_and_proposes_nothing(shown):
    screen, _context = shown(Role.LEADER_IN_CHARGE)
    assert screen.views.value() == VIEWS[1]
    assert offered(screen) == set()
    screen.go_to(VIEWS[3])
    assert offered(screen) == set()


def fill(screen, **values):
    """Type into the open dialog and press its button."""
    dialog = screen.asking._dialog
    dialog.form.set_values(values)
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Space)


def problem_at(screen, key):
    return screen.asking._dialog.form._notes[key].text()


def test_a_period_is_set_from_its_row_and_what_is_refused_stays_to_be_mended(shown):
    screen, context = shown(Role.ARCHIVIST)
    screen.go_to(VIEWS[3])
    screen.acts["term"].click()
    fill(screen, term="十年", since=context.today().isoformat(), basis="本局档案保管期限表")
    assert "保管期限“十年”不对" in problem_at(screen, "term")
    fill(screen, term="5年", since="2020-01-01", basis="本局档案保管期限表")
    assert "只能延长" in screen.asking._dialog.problem.text()
    fill(screen, term="30年", since=context.today().isoformat(), basis="本局档案保管期限表")
    row = screen.tables[3].table.current_row()
    assert (row.now, row.own, len(row.rules)) == ("30年", "10年", 1)
    assert screen.asking._dialog is None


def test_a_number_nobody_knows_is_not_held_and_the_reason_typed_is_kept(shown):
    screen, _context = shown(Role.ARCHIVIST)
    screen.go_to(VIEWS[2])
    screen.acts["hold"].click()
    fill(screen, number="没有〔2026〕1号", reason="诉讼")
    assert "没有文号或关联编号" in problem_at(screen, "number")
    assert screen.asking._dialog.filled()["reason"] == "诉讼"
    assert screen.tables[2].table.current_row() is None


def test_the_table_is_stood_in_on_arrival_and_after_an_act(shown, qtbot):
    screen, _context = shown(Role.ARCHIVIST)
    screen.go_to(VIEWS[3])
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.acts["term"].setFocus()
    screen.show_done()
    screen.refresh()
    assert screen.tables[3].table.hasFocus()


def test_what_is_left_in_a_dialog_does_nothing(shown, monkeypatch):
    screen, _context = shown(Role.ARCHIVIST)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: pytest.fail("nothing was chosen"))
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_: pytest.fail("nothing was chosen"))
    screen._propose()
    screen._export(Chosen())
    screen._destroy()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("template"))


@pytest.fixture
def office(template, tmp_path_factory):
    """The demo's people, and nothing issued yet."""
    made = copied(template, tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture
def agreed(office, qtbot, tmp_path):
    """The archivist's screen before a disposal of three papers that was agreed on."""
    issued(office, times=3)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    context = staged(office.desk, office.actor(ARCHIVIST))
    screen = OldPapersScreen(context)
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive({})
    screen.go_to(VIEWS[1])
    return screen, context, disposal


def test_a_destruction_called_off_says_what_was_destroyed_and_what_is_left(agreed, tmp_path, monkeypatch):
    monkeypatch.setattr("app.retention.destroying.LOT", 2)
    screen, context, disposal = agreed
    show, seen = screen.show_work, []

    def stop(text, done, whole):
        show(text, done, whole)
        enabled = {name for name in offered(screen) if screen.acts[name].isEnabled()}
        seen.append((text, enabled, screen.running.isVisible()))
        if (text, done) == ("销毁", 2):
            screen.running.stop.click()

    monkeypatch.setattr(screen, "show_work", stop)
    screen._presenter.destroy(disposal, tmp_path / "包.zip")
    assert ("销毁", set(), True) in seen
    assert not screen.running.isVisible()
    (notice,) = context.page.notices
    assert "已销毁2件" in notice.text
    assert "还有1件没有销毁" in notice.text
    assert screen.tables[1].table.current_row().destroyed == 2
    monkeypatch.setattr(screen, "show_work", show)
    screen._presenter.destroy(disposal, tmp_path / "包.zip")
    assert context.window.toasts[-1][0] == "已销毁1件，不能恢复"


def test_an_export_called_off_is_told_and_leaves_no_file(agreed, office, tmp_path, monkeypatch):
    screen, context, _disposal = agreed
    issued(office)
    office.wall.put(NOW.replace(year=2048))
    monkeypatch.setattr(screen, "show_work", lambda *_: screen.running.stop.click())
    screen._presenter.export(Chosen(), tmp_path / "又.zip")
    assert "没有留下文件" in context.window.toasts[-1][0]
    assert not (tmp_path / "又.zip").exists()
    assert not list(tmp_path.glob("*.part"))
