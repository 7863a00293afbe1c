from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.app.posts.away import posted
from tests.office import copied, furnished_file
from tests.ui.screens.posts.conftest import Seat


@pytest.fixture
def office(tmp_path):
    """The demo's people on Monday 2 November 2026; the handler's post has the registrar as its B."""
    made = copied(furnished_file(tmp_path), tmp_path)
    posted(made, "wuzhihong", "zhengmeiling", name="审批经办岗")
    yield made
    made.close()


@pytest.fixture
def sit(qapp, theme, office):
    """Sign a person in at the office's real window."""
    seats = []

    def at(login):
        seats.append(Seat(theme, office, login, threads=False))
        seats[-1].window.resize(1366, 768)
        return seats[-1]

    yield at
    for seat in seats:
        seat.keeper.close()
        seat.lanes.close()
    for window in QApplication.topLevelWidgets():
        window.close()
