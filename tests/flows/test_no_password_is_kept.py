"""After a session on a server and one on this machine no file the program wrote holds a password."""

from __future__ import annotations

import sys

import psycopg
import pytest

from app import __main__ as start
from app.clock import now
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from app.people.signing_in import WrongPassword
from app.seating import Seats
from db.founding.upgrade import create
from db.store import open_store
from tests.postgres import running_server
from ui.start import Shell, make_application

LONG = 30_000  # ms
WRONG = "mistyped-2026"


@pytest.fixture(scope="module")
def server():
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def office(server):
    """An office on a server by the clock of today, as staff write its address."""
    with server.fresh() as url:
        create(url, roles=True)
        store = open_store(url)
        furnish(store, now)
        store.close()
        yield url.replace("postgres@", "")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Everything the program could take for its own place."""
    for name in ("HOME", "WORKBENCH_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
        (tmp_path / name.lower()).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def holding(folder, secret):
    return [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def session(qtbot, settings, login):
    """Mistype, sign in, type a form, have an error reported, change the look, leave."""
    shell = Shell(make_application(), settings)
    shell.open()
    for password in (WRONG, PASSWORD):
        shell.sign_in._login.setText(login)
        shell.sign_in._password.setText(password)
        shell.sign_in.enter()
        qtbot.waitUntil(lambda: shell._lanes.idle, timeout=LONG)
    qtbot.waitUntil(lambda: shell.office is not None and shell.office.window.isVisible(), timeout=LONG)
    settings.write_report(f"{sys.version}\n{settings!r}\n{shell.office._desk!r}\n{shell.office._actor!r}")
    settings.keep_scheme("dark")
    shell.office.window.close()
    qtbot.waitUntil(lambda: shell._lanes.idle, timeout=LONG)
    shell.sign_in.close()
    shell.close()


def test_nothing_written_in_a_session_on_a_server_holds_a_password(office, home, qtbot, theme):
    session(qtbot, start._start(office), "linxiaoyan")
    assert (home / "workbench_home" / "settings.toml").exists()
    assert holding(home, PASSWORD) == []
    assert holding(home, WRONG) == []
    seats = start._seats(office)
    seats._archive.close(seats._taken)
    start._seats.cache_clear()


def test_nothing_written_in_a_session_on_this_machine_holds_a_password(home, qtbot, theme):
    url = f"sqlite:///{home / 'workbench_home' / 'office.sqlite'}"
    create(url)
    store = open_store(url)
    furnish(store, now)
    store.close()
    session(qtbot, start._start(""), "linxiaoyan")
    assert list((home / "workbench_home" / "backups").iterdir())
    assert holding(home, PASSWORD) == []
    assert holding(home, WRONG) == []


def test_signing_in_meets_the_server_twice_and_a_wrong_password_once(office, monkeypatch):
    met = []
    connect = psycopg.Connection.connect.__func__

    def counted(cls, *given, **named):
        met.append(1)
        return connect(cls, *given, **named)

    monkeypatch.setattr(psycopg.Connection, "connect", classmethod(counted))
    monkeypatch.setattr(psycopg, "connect", psycopg.Connection.connect)
    seats = Seats(start.OfficeArchive(), office)
    with pytest.raises(WrongPassword):
        seats.take("linxiaoyan", WRONG)
    assert len(met) == 1
    met.clear()
    desk = seats.take("linxiaoyan", PASSWORD)
    actor = desk.people.sign_in("linxiaoyan", PASSWORD)
    assert actor.login == "linxiaoyan"
    assert len(met) == 2
    seats._archive.close(seats._taken)
