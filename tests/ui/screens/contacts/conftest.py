from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.office import copied, furnished_file
from tests.ui.hands import open_window


@pytest.fixture(scope="session")
def quiet_file(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("contacts"))


@pytest.fixture
def office(quiet_file, tmp_path):
    """The demo's people and matters on Monday 2 November 2026, nobody came yet."""
    made = copied(quiet_file, tmp_path)
    yield made
    made.close()


@pytest.fixture
def enter(qtbot, theme, office):
    """Open the window for a person on the screen of first contacts."""
    seats = []

    def sit_down(login="linxiaoyan"):
        seats.append(open_window(qtbot, theme, office, login))
        seats[-1].window.go_to("contacts", {})
        seats[-1].settle()
        return seats[-1]

    yield sit_down
    for window in QApplication.topLevelWidgets():
        window.close()
