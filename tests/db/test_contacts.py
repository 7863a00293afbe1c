from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from app.contacts.models import (
    Brought,
    ContactChannel,
    ContactId,
    ContactKind,
    ContactQuery,
    ContactState,
    FirstContact,
    Outcome,
)
from app.contacts.steps import contact_subject
from app.custody.handing import hand
from app.custody.models import Holding
from app.errors import Conflict, Refusal, Spoilt
from db.contacts import StoredContacts
from db.engine import writing
from tests.db.things import NOON

TODAY = date(2026, 11, 9)


@pytest.fixture
def keep(store, office):
    """Keep a first contact."""
    numbers = iter(range(1, 100))

    def kept(**changes):
        contact = a_contact(office, number=f"DJS2026{next(numbers):04d}", **changes)
        with store.begin() as unit:
            return replace(contact, id=unit.contacts.add(contact))

    return kept


def a_contact(office, **changes):
    return replace(
        FirstContact(
            id=ContactId(0),
            number="DJS20260001",
            division=office.division,
            division_name="不动产登记窗口",
            first=office.clerk,
            first_name="林晓",
            registered_at=NOON,
            channel=ContactChannel.CALL,
            kind=ContactKind.LOOKUP,
            visitor="欧阳嘉禾",
            telephone="13800005678",
            content="查询宗地图\n带来旧证",
            outcome=Outcome.OTHER_POST,
            state=ContactState.TO_SIGN,
        ),
        **changes,
    )


def found(store, query, **bounds):
    with store.read() as unit:
        rows = unit.contacts.find(query, offset=bounds.get("offset", 0), limit=bounds.get("limit", 50))
        assert bounds or len(rows) == unit.contacts.count(query)
    return [row.id for row in rows]


def test_a_contact_is_kept_whole(store, office, case, notice, keep):
    full = keep(
        address="示例路18号",
        materials=(Brought(name="旧证", copies=2), Brought(name="宗地图")),
        responsible=office.clerk,
        responsible_name="林晓",
        responsible_division=office.division,
        responsible_division_name="不动产登记窗口",
        handed_on=TODAY,
        handed_at=NOON,
        signed_at=NOON + timedelta(hours=1),
        called_at=NOON + timedelta(hours=2),
        call_words="已说明",
        promised_on=TODAY,
        major=True,
        leader=office.clerk,
        leader_name="林晓",
        reported_at=NOON,
        leader_opinion="请当日答复",
        outside_organ="示例局",
        outside_telephone="12345",
        guidance="请到示例局",
        notice_number="示告〔2026〕1号",
        answer="已答复",
        answered_at=NOON,
        answered_by_name="林晓",
        result="清楚",
        case=case.id,
        case_number=case.number,
        record=notice,
    )
    bare = keep()
    with store.read() as unit:
        assert unit.contacts.get(full.id) == full
        assert unit.contacts.get(bare.id) == bare
        assert unit.contacts.find_by_number(full.number) == full
        assert unit.contacts.find_by_number("DJS1") is None
        assert unit.contacts.of_case(case.id) == (full,)


def test_a_change_needs_the_version_that_stands(store, keep):
    contact = keep()
    with store.begin() as unit:
        unit.contacts.save(replace(contact, state=ContactState.TO_CALL, visitor="司徒以安"))
    with pytest.raises(Conflict) as refused, store.begin() as unit:
        unit.contacts.save(replace(contact, state=ContactState.ANSWERED))

    assert refused.value.theirs["state"] is ContactState.TO_CALL
    assert refused.value.theirs["version"] == 2
    assert found(store, ContactQuery(words="司徒")) == [contact.id]
    assert not found(store, ContactQuery(words="欧阳"))


def test_a_contact_that_is_not_there_is_said_so(store):
    with pytest.raises(Refusal, match="首问登记"), store.read() as unit:
        unit.contacts.get(ContactId(99))


@pytest.mark.parametrize(
    "words", ["欧阳", "oyjh", "5678", "13800005678", "宗地图", "DJS20260001", "林晓", "查询 欧阳"]
)
def test_a_contact_is_found_by_what_people_remember(store, keep, words):
    contact = keep()

    assert found(store, ContactQuery(words=words)) == [contact.id]
    assert not found(store, ContactQuery(words=f"{words} 没有这个"))


def test_lists_are_narrowed_and_newest_first(store, office, case, keep):
    first = keep(state=ContactState.ANSWERED, case=case.id)
    second, third = keep(), keep(state=ContactState.TO_CALL)

    assert found(store, ContactQuery()) == [third.id, second.id, first.id]
    assert found(store, ContactQuery(), offset=1, limit=1) == [second.id]
    assert found(store, ContactQuery(states=(ContactState.TO_SIGN, ContactState.ANSWERED))) == [
        second.id,
        first.id,
    ]
    assert found(store, ContactQuery(case=case.id)) == [first.id]
    assert found(store, ContactQuery(concerns=office.clerk)) == [third.id, second.id]
    assert not found(store, ContactQuery(concerns=office.clerk + 1))


def test_what_is_seen_is_the_divisions_and_ones_own(store, office, keep):
    contact, far = keep(), office.division + 100

    assert found(store, ContactQuery(divisions=frozenset({office.division}))) == [contact.id]
    assert not found(store, ContactQuery(divisions=frozenset({far})))
    assert not found(store, ContactQuery(divisions=frozenset(), seen_by=office.clerk + 1))
    assert found(store, ContactQuery(divisions=frozenset(), seen_by=office.clerk)) == [contact.id]


def test_who_holds_it_and_what_is_late_come_from_custody(store, office, keep):
    held, loose = keep(), keep()
    holding = Holding(
        subject=contact_subject(held.id),
        division=office.division,
        staff=office.clerk,
        why="移交",
        step="签收",
        title="查询",
        due=TODAY,
    )
    with store.begin() as unit:
        hand(unit.custody, holding, NOON)
        hand(unit.custody, replace(holding, subject="case:7"), NOON)

    assert found(store, ContactQuery(held_by=office.clerk)) == [held.id]
    assert found(store, ContactQuery(late_on=TODAY + timedelta(days=1))) == [held.id]
    assert not found(store, ContactQuery(late_on=TODAY))
    with store.begin() as unit:
        hand(unit.custody, replace(holding, staff=None), NOON)
    assert not found(store, ContactQuery(held_by=office.clerk))
    assert found(store, ContactQuery(concerns=office.clerk)) == [held.id, loose.id]


def test_work_to_be_done_stands_by_its_day_the_most_overdue_first_and_all_by_the_newest(store, office, keep):
    first, second, third, undated = keep(), keep(), keep(), keep()
    with store.begin() as unit:
        for contact, days in ((first, 2), (second, 3), (third, 1), (undated, None)):
            due = None if days is None else TODAY - timedelta(days=days)
            holding = Holding(
                subject=contact_subject(contact.id),
                division=office.division,
                staff=office.clerk,
                why="移交",
                step="签收",
                title="查询",
                due=due,
            )
            hand(unit.custody, holding, NOON)

    by_day = [second.id, first.id, third.id]
    assert found(store, ContactQuery(late_on=TODAY)) == by_day
    assert found(store, ContactQuery(late_on=TODAY), offset=1, limit=1) == [first.id]
    assert found(store, ContactQuery(held_by=office.clerk)) == [*by_day, undated.id]
    assert found(store, ContactQuery(concerns=office.clerk)) == [*by_day, undated.id]
    assert found(store, ContactQuery()) == [undated.id, third.id, second.id, first.id]


def test_a_contact_can_never_be_deleted(store, keep):
    keep()
    with pytest.raises(DBAPIError, match="不得删除"), writing(store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM contacts")


@pytest.mark.parametrize("change", ["state = 'x'", "materials = '{'", "materials = '[7]'"])
def test_a_spoilt_contact_is_told_apart_from_a_bug(store, keep, change):
    contact = keep()
    with writing(store.engine) as connection:
        connection.exec_driver_sql(f"UPDATE contacts SET {change}")
    with pytest.raises(Spoilt), store.read() as unit:
        unit.contacts.get(contact.id)


def test_only_indices_and_bound_texts_ask_the_archive(store):
    with store.read() as unit:
        assert isinstance(unit.contacts, StoredContacts)
        assert unit.contacts.count(ContactQuery(words="'; DROP TABLE contacts; --")) == 0
