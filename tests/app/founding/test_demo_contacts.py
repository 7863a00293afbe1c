from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.contacts.models import ContactQuery, ContactState, Outcome
from app.founding.demo import found_demo
from db.making import create_filled
from db.store import open_store


@pytest.mark.parametrize("today", [datetime(2026, 11, 23, 3, tzinfo=UTC), datetime(2027, 3, 5, 6, tzinfo=UTC)])
def test_visitors_of_every_outcome_came_to_the_demo(tmp_path, today):
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    create_filled(url, lambda store: found_demo(store, lambda: today))
    store = open_store(url)
    with store.read() as unit:
        found = unit.contacts.find(ContactQuery(), offset=0, limit=100)
        late = unit.contacts.count(ContactQuery(late_on=today.date()))
    store.close()

    assert {each.outcome for each in found} == set(Outcome)
    assert {each.state for each in found} >= {
        ContactState.TO_SIGN, ContactState.TO_CALL, ContactState.TO_ANSWER, ContactState.ANSWERED,
        ContactState.GUIDED, ContactState.LED,
    }  # fmt: skip
    assert late == 1
