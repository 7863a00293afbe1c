from __future__ import annotations

import pytest

from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.statistics.view import StatisticsScreen


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.EFFICIENCY_OFFICE))


@pytest.fixture
def screen(qtbot, context):
    made = StatisticsScreen(context)
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made
