from __future__ import annotations

from datetime import date

import pytest

from app.people.halves import end_of, start_of
from app.statistics.events import Event
from app.statistics.models import Happened
from app.statistics.noting import note_of

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("event", "mark", "note"),
    [
        (Event.PLANNED, "示资离〔2026〕1号", "2026-11-23上午至2026-11-25下午，交接单示资离〔2026〕1号"),
        (Event.SUDDEN_UNHANDED, "", "2026-11-23上午至2026-11-25下午，没有交接单"),
        (Event.LATE_AWAY, "答复办事人", "答复办事人；病假2026-11-23上午至2026-11-25下午"),
    ],
)
def test_an_absence_tells_its_handover_and_what_came_late_in_it_tells_its_step(event, mark, note):
    happened = Happened(
        case=None,
        number="",
        matter_name="病假",
        party="",
        division=1,
        staff=1,
        day=MONDAY,
        state="病假",
        mark=mark,
        since=start_of(MONDAY),
        until=end_of(WEDNESDAY),
    )
    assert note_of(happened, event, calendar=None) == note


def test_an_absence_without_an_end_says_since_when():
    happened = Happened(
        case=None,
        number="",
        matter_name="病假",
        party="",
        division=1,
        staff=1,
        day=MONDAY,
        state="",
        since=start_of(MONDAY),
    )
    assert note_of(happened, Event.SUDDEN, calendar=None) == "2026-11-23上午起，没有交接单"
