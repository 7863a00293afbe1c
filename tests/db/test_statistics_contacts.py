from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.contacts.models import ContactState, Outcome
from app.contacts.steps import STEPS
from app.ledger.models import subject
from app.statistics.events import Event
from app.statistics.models import UNDIVIDED, Cut
from tests.db.test_contacts import a_contact
from tests.db.test_posts import people as _people
from tests.db.test_statistics_posts import counts, listed
from tests.db.things import NOON, a_holding

people = _people  # a fixture


@pytest.fixture
def contacts(store, office, people):
    """Keep contacts: how each was handed over and called, the last day of the call a fixed one."""

    def keep(number, **changes):
        made = a_contact(office, number=f"S{number}", registered_at=NOON, **changes)
        with store.begin() as unit:
            key = unit.contacts.add(made)
            if made.handed_on:
                step = STEPS[ContactState.TO_SIGN]
                holding = a_holding(
                    office,
                    subject("contact", key),
                    staff=people[1],
                    step=step,
                    due=date(2026, 11, 12),
                    count=3,
                    unit="工作日",
                )
                unit.custody.start(holding, NOON)
        return key

    return keep


TO = {"state": ContactState.TO_SIGN, "handed_on": date(2026, 11, 9), "handed_at": NOON}


def test_first_contacts_are_counted_by_when_they_were_handed_over_and_called(store, office, people, contacts):
    other = {"responsible": people[1], "responsible_name": "陈嘉", "responsible_division": office.division}
    contacts(1, outcome=Outcome.OWN, state=ContactState.TO_ANSWER, **other)
    contacts(2, state=ContactState.TO_HAND)
    contacts(3, **other, **TO)
    contacts(4, **other, **{**TO, "handed_on": date(2026, 11, 10)})
    contacts(5, **other, **TO, called_at=datetime(2026, 11, 12, 15, 59, tzinfo=UTC))
    contacts(6, **other, **TO, called_at=datetime(2026, 11, 12, 16, 0, tzinfo=UTC))
    contacts(7, **other, **{**TO, "state": ContactState.IN_CASE})
    found = counts(store)
    assert {event: count for (event, _), count in found.items()} == {
        Event.CONTACT: 7,
        Event.HAND_DUE: 6,
        Event.HANDED: 4,
        Event.CALL_DUE: 4,
        Event.CALLED: 1,
    }
    before = counts(store, today=date(2026, 11, 12))
    assert before[Event.CALL_DUE, ""] == 2, "who has a day left is not yet due"
    assert counts(store, today=date(2026, 11, 9))[Event.HAND_DUE, ""] == 5
    called = {each.number: each.mark for each in listed(store, Event.CALL_DUE)}
    assert called == dict.fromkeys(("S3", "S4", "S5", "S6"), "应在2026-11-12前联系")
    assert counts(store, cut=Cut.CLERK)[Event.CALL_DUE, str(people[1])] == 4
    assert counts(store, cut=Cut.KIND)[Event.CONTACT, UNDIVIDED] == 7
