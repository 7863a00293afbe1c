"""The window that sets up an office, on a machine of its own and beside a server."""

from __future__ import annotations

import pytest

from app.__main__ import OfficeArchive
from app.clock import now
from app.founding.setting_up import SettingUp
from tests.postgres import free_port, running_server
from tests.ui.setting_up.hands import OWNER
from ui.jobs import AtOnce
from ui.setting_up.window import SettingUpWindow


@pytest.fixture(scope="module")
def server():
    port = free_port()
    with (
        pytest.MonkeyPatch.context() as machine,
        running_server(listen_addresses="127.0.0.1", port=str(port)) as running,
    ):
        machine.setenv("PGPORT", str(port))
        running.port = port
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
