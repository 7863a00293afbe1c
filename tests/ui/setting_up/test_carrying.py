"""An office is carried to a server by keys alone, goes on where it broke off, and shows passwords once."""

from __future__ import annotations

import psycopg
import pytest
from PySide6.QtCore import Qt

from app.clock import now
from app.founding.opening import FoundOffice, found_office
from app.founding.password_sheet import password_sheet, password_table
from app.press import preflight
from db.founding.upgrade import create
from db.store import open_store
from tests.roles import login_url
from tests.ui.setting_up.hands import OFFICE, fill, on, press, to_server
from ui.setting_up.asked import Step


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


def test_a_carrying_that_was_broken_off_goes_on_from_there(own_office, window, server, monkeypatch):
    server.run("CREATE DATABASE twice OWNER bureau TEMPLATE template0")
    told = []

    def break_off(what, done, whole):
        told.append(what)
        if len(told) == 3:
            window.presenter.back()

    monkeypatch.setattr(window, "show_progress", break_off)
    press(window, Qt.Key.Key_4)
    to_server(window, server, "twice", monkeypatch)
    fill(window, {"keeper": "guanli", "keeper_password": OFFICE["password"]})
    on(window)
    assert (window.presenter.step, len(told)) == (Step.CARRYING, 3)
    assert "接着搬" in window.problem.text()
    assert window.next.hasFocus()
    assert "张表" in told[0]
    press(window, Qt.Key.Key_Space)
    assert window.presenter.step is Step.PASSWORDS, window.problem.text()
    server.run("DROP DATABASE twice WITH (FORCE)")
