from __future__ import annotations

from app.contacts.models import ContactQuery, ContactState, Outcome
from db.store import open_store


def test_visitors_of_every_outcome_came_to_the_demo(demo):
    path, today = demo
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        found = unit.contacts.find(ContactQuery(), offset=0, limit=100)
        late = unit.contacts.count(ContactQuery(late_on=today.date()))
    store.close()

    assert {each.outcome for each in found} == set(Outcome)
    assert {each.state for each in found} >= {
        ContactState.TO_SIGN, ContactState.TO_CALL, ContactState.TO_ANSWER, ContactState.ANSWERED,
        ContactState.GUIDED, ContactState.LED,
    }  # fmt: skip
    assert 0 < late < 4, "some are late, few are"
