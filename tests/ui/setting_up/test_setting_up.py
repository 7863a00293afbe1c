"""An office is set up by keys alone: back loses nothing, problems stand in place, passwords are shown once."""

from __future__ import annotations

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.__main__ import OfficeArchive
from app.clock import now
from app.founding.demo_people import PASSWORD
from app.founding.opening import FoundOffice, found_office
from app.founding.password_sheet import password_sheet, password_table
from app.founding.setting_up import SettingUp
from app.office.office_file import NAME
from app.press import preflight
from app.this_machine import find_office
from db.founding.upgrade import create
from db.store import open_store
from tests.postgres import running_server
from tests.roles import login_url
from ui.jobs import AtOnce
from ui.setting_up.asked import Step, Way
from ui.setting_up.window import SettingUpWindow
from ui.start import SetUp, Shell, Start

OFFICE = {
    "bureau": "示例市自然资源局", "division_name": "办公室", "division_mark": "示资规办", "name": "管立远",
    "login": "guanli", "password": "first-2026", "again": "first-2026",
}  # fmt: skip
OWNER = "owner-2026"


@pytest.fixture(scope="module")
def server():
    with running_server() as running:
        running.run(f"CREATE ROLE bureau LOGIN CREATEROLE PASSWORD '{OWNER}'")
        yield running


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def room(home):
    return SettingUp(OfficeArchive(), f"sqlite:///{home / 'office.sqlite'}", home, now)


@pytest.fixture
def window(theme, qtbot, room):
    made = SettingUpWindow(AtOnce(), room)
    qtbot.addWidget(made)
    made.show()
    return made


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def fill(window, values):
    """Type into the page's lines by Enter from one to the next."""
    form = window.forms[window.presenter.step]
    for key, text in values.items():
        form.line(key).setFocus()
        form.line(key).selectAll()
        if text.isascii():
            QTest.keyClicks(form.line(key), text)
        else:
            form.line(key).insert(text)  # as an input method does


def on(window):
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def to_server(window, server, name, monkeypatch):
    """Have an address of a server on this machine's socket, which no clerk would type."""
    url = f"postgresql://bureau:{OWNER}@/{name}?host={server.folder}"
    monkeypatch.setattr("app.founding.setting_up.OwnedServer.url", property(lambda _server: url))
    fill(window, {"host": "localhost", "database": name})
    on(window)
    assert window.presenter.step is Step.OWNER
    fill(window, {"owner": "bureau", "owner_password": OWNER})
    on(window)
    assert window.presenter.step is Step.CHECKS
    on(window)
    return url.replace(f"bureau:{OWNER}@", "postgres@")


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


def test_an_office_file_fills_in_the_address_and_joins(window, room, tmp_path, home, monkeypatch):
    (file := tmp_path / NAME).write_text('bureau = "示例局"\nserver = "127.0.0.1"\ndatabase = "office"\n')
    press(window, Qt.Key.Key_2)
    window.presenter.open_file(file)
    assert window.forms[Step.SERVER].line("host").text() == "127.0.0.1"
    on(window)
    assert window.presenter.step is Step.CHECKS
    on(window)
    assert window.presenter.step is Step.DONE
    assert find_office().url == "postgresql://127.0.0.1:5432/office"
    file.write_text('server = "a"\ndatabase = "b"\npassword = "c"')
    window.presenter.open_file(file)
    assert "不能放密码" in window.problem.text()


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


@pytest.fixture
def own_office(home):
    """An office of this machine, with its administrator."""
    home.mkdir()
    create(url := f"sqlite:///{home / 'office.sqlite'}")
    store = open_store(url)
    values = {key: text for key, text in OFFICE.items() if key != "again"}
    found_office(store, now, FoundOffice(**values, division_code="BG"))
    store.close()
    return url


def test_the_machines_office_is_carried_and_the_first_passwords_are_shown_once(
    own_office, window, server, home, monkeypatch
):
    server.run("CREATE DATABASE carried OWNER bureau TEMPLATE template0")
    press(window, Qt.Key.Key_4)
    url = to_server(window, server, "carried", monkeypatch)
    assert window.presenter.step is Step.KEEPER, window.problem.text()
    fill(window, {"keeper": "guanli", "keeper_password": "wrong-one"})
    on(window)
    assert window.presenter.step is Step.KEEPER
    assert "不正确" in window.problem.text()
    fill(window, {"keeper_password": OFFICE["password"]})
    on(window)
    assert window.presenter.step is Step.PASSWORDS, window.problem.text()
    (first,) = window.passwords._passwords
    psycopg.connect(login_url(url, "guanli", first.password)).close()
    assert not preflight(password_sheet("示例局", (first,)))
    assert first.password in password_table((first,)).decode()
    on(window)
    assert "还没有打印或保存" in window.problem.text()
    on(window)
    assert window.presenter.step is Step.DONE
    assert window.passwords._passwords == ()
    assert first.password not in "".join(path.read_text(errors="replace") for path in home.rglob("*.toml"))
    server.run("DROP DATABASE carried WITH (FORCE)")


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
