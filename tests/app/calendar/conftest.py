from __future__ import annotations

import pytest

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar


@pytest.fixture(scope="session")
def calendar():
    return WorkCalendar(builtin_arrangements(), version=1)
