"""An office is set up by keys alone: back loses nothing, problems stand in place."""

from __future__ import annotations

import sys

import psycopg
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.founding.demo_people import PASSWORD
from app.office.office_file import NAME
from app.this_machine import find_office
from db.store import open_store
from tests.postgres import free_port
from tests.roles import login_url
from tests.ui.setting_up.hands import OFFICE, OWNER, fill, on, press, to_server
from ui.setting_up.asked import Step, Way
from ui.start import SetUp, Shell, Start


def test_esc_puts_the_help_away_and_leaves_the_page_as_it_is(window):
    press(window, Qt.Key.Key_2)
    assert window.presenter.step is Step.SERVER
    press(window, Qt.Key.Key_F1)
    assert window._help.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not window._help.isVisible()
    assert (window.presenter.step, window.isVisible()) == (Step.SERVER, True)
    press(window, Qt.Key.Key_Escape)
    assert window.presenter.step is Step.WAYS


def test_an_office_of_one_machine_is_made_and_opened(window, home, qtbot):
    press(window, Qt.Key.Key_1)
    assert window.presenter.step is Step.OFFICE
    fill(window, {**OFFICE, "again": "other-2026"})
    on(window)
    assert "不一样" in window.forms[Step.OFFICE].entries["again"].problem
    fill(window, {"again": OFFICE["again"]})
    with qtbot.waitSignal(window.finished):
        press(window, Qt.Key.Key_Return)
        assert window.presenter.step is Step.DONE
        on(window)
    found = find_office()
    assert (found.missing, found.bureau) == (False, OFFICE["bureau"])
    store = open_store(found.url)
    with store.read() as unit:
        assert [each.login for each in unit.people.staff()] == ["guanli"]
    store.close()


def test_every_missing_field_is_named_in_its_place(window):
    press(window, Qt.Key.Key_1)
    on(window)
    form = window.forms[Step.OFFICE]
    told = {key for key, entry in form.entries.items() if entry.problem}
    assert told == {"bureau", "division_name", "division_mark", "name", "login", "password"}
    assert form.line("bureau").hasFocus()
    QTest.keyClicks(form.line("login"), "g")
    assert (form.entries["login"].problem, bool(form.entries["bureau"].problem)) == ("", True)


def test_going_back_and_on_again_loses_nothing_that_was_typed(window):
    press(window, Qt.Key.Key_3)
    fill(window, {"host": "10.0.0.8", "database": "office_x"})
    on(window)
    fill(window, {"owner": "bureau"})
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert window.presenter.step is Step.WAYS
    press(window, Qt.Key.Key_3)
    assert window.forms[Step.SERVER].line("host").text() == "10.0.0.8"
    on(window)
    assert window.forms[Step.OWNER].line("owner").text() == "bureau"


def test_an_office_file_fills_in_the_address_and_joins(window, server, tmp_path, home):
    text = f'bureau = "示例局"\nserver = "127.0.0.1"\nport = {server.port}\ndatabase = "office"\n'
    (file := tmp_path / NAME).write_text(text)
    press(window, Qt.Key.Key_2)
    window.presenter.open_file(file)
    assert window.forms[Step.SERVER].line("host").text() == "127.0.0.1"
    on(window)
    assert window.presenter.step is Step.CHECKS
    assert window.next.hasFocus()
    press(window, Qt.Key.Key_Space)
    assert window.presenter.step is Step.DONE
    assert find_office().url == f"postgresql://127.0.0.1:{server.port}/office"
    file.write_text('server = "a"\ndatabase = "b"\npassword = "c"')
    window.presenter.open_file(file)
    assert "不能放密码" in window.problem.text()


def test_a_server_that_does_not_answer_is_not_joined_and_the_window_keeps_its_size(window, home):
    size = window.size()
    press(window, Qt.Key.Key_2)
    fill(window, {"host": "127.0.0.1", "port": str(port := free_port())})
    on(window)
    on(window)
    assert window.presenter.step is Step.CHECKS
    assert f"127.0.0.1，端口 {port}" in window.checks.accessibleDescription()
    assert "按“上一步”改正" in window.problem.text()
    assert (find_office().missing, window.size()) == (True, size)


def test_the_bureau_is_asked_once_by_the_server_where_nothing_else_tells_it(window):
    named = window.forms[Step.SERVER].entries["bureau"]
    for key, asked in ((Qt.Key.Key_2, True), (Qt.Key.Key_3, False), (Qt.Key.Key_2, True)):
        press(window, key)
        assert named.isVisible() is asked
        press(window, Qt.Key.Key_Escape)


def test_a_fault_of_ours_leaves_the_way_back_open(window, server, monkeypatch, capsys):
    def fail(_room, _address):
        raise TypeError

    monkeypatch.setattr("app.founding.setting_up.SettingUp.knock", fail)
    monkeypatch.setattr(sys, "excepthook", lambda *_fault: None)
    press(window, Qt.Key.Key_2)
    fill(window, {"host": "127.0.0.1"})
    on(window)
    assert window.presenter.step is Step.CHECKS
    press(window, Qt.Key.Key_Escape)
    assert window.presenter.step is Step.SERVER


def test_an_office_is_made_on_a_server_and_its_administrator_signs_in(window, server, home, monkeypatch):
    server.run("CREATE DATABASE made OWNER bureau TEMPLATE template0")
    press(window, Qt.Key.Key_3)
    url = to_server(window, server, "made", monkeypatch)
    assert window.presenter.step is Step.OFFICE, window.problem.text()
    fill(window, OFFICE)
    on(window)
    assert window.presenter.step is Step.DONE, window.problem.text()
    psycopg.connect(login_url(url, "guanli", OFFICE["password"])).close()
    assert OWNER not in (home / NAME).read_text()
    server.run("DROP DATABASE made WITH (FORCE)")


def test_what_the_server_lacks_is_listed_and_stops_the_way(window, server, monkeypatch):
    server.run("CREATE DATABASE lacking OWNER postgres TEMPLATE template0")
    press(window, Qt.Key.Key_3)
    to_server(window, server, "lacking", monkeypatch)
    assert window.presenter.step is Step.CHECKS
    assert "标红" in window.problem.text()
    assert "不能在这个数据库里建表" in window.checks.accessibleDescription()
    server.run("DROP DATABASE lacking WITH (FORCE)")


def test_the_first_start_opens_it_and_the_sign_in_follows(theme, qtbot, room, home):
    starts = []

    def start_again():
        starts.append(1)
        return Start(open_desk=lambda: None, bureau="示例局", database="本机数据库")

    asked = SetUp(room=lambda: room, needed=True, start_again=start_again)
    shell = Shell(QApplication.instance(), Start(open_desk=None, bureau="", database="", setting_up=asked))
    shell.open()
    assert shell._setting_up.isVisible()
    assert not shell.sign_in.isVisible()
    shell._setting_up.finish()
    assert starts == [1]
    assert shell.sign_in.isVisible()
    qtbot.waitUntil(lambda: shell._lanes.idle, timeout=20_000)
    shell.sign_in.close()
    shell.close()


def test_the_way_without_anything_to_carry_is_closed(window):
    row = next(each for each in window.ways.rows if each.way is Way.CARRY)
    assert not row.isEnabled()
    assert PASSWORD not in window.windowTitle()
