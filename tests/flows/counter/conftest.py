from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.office import copied, furnished_file
from tests.ui.hands import open_window


@pytest.fixture(scope="session")
def counter_file(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("counter"))


@pytest.fixture
def office(counter_file, tmp_path):
    """The demo's people and matters on Monday 2 November 2026, nothing done yet."""
    made = copied(counter_file, tmp_path)
    yield made
    made.close()


@pytest.fixture
def enter(qtbot, theme, office):
    """Open the window for a person; a second call is a second window on the same office."""
    seats = []  # a window nobody holds would be swept away while it is still on the screen

    def sit_down(login="linxiaoyan"):
        seats.append(open_window(qtbot, theme, office, login))
        return seats[-1]

    yield sit_down
    for window in QApplication.topLevelWidgets():
        window.close()


@pytest.fixture
def hands(enter):
    return enter()
