from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from app.errors import Conflict, Refusal
from app.hotline.models import Record, RecordKind
from app.hotline.talks_models import Talk, TalkId, TalkState
from db.engine import writing
from tests.db.order_things import an_order, furnish_centre
from tests.db.things import NOON, Office, issue


@pytest.fixture
def centre(store):
    return furnish_centre(store)


def a_talk(centre, number="BGY20260001", **changes):
    return replace(
        Talk(
            id=TalkId(0),
            number=number,
            division=centre.divisions[1],
            division_name="第1处",
            office=centre.divisions[0],
            supervisions=(3, 5, 8),
            orders=(1, 2),
            state=TalkState.PROPOSED,
            proposed_at=NOON,
        ),
        **changes,
    )


def kept(store, talk):
    with store.begin() as unit:
        return replace(talk, id=unit.talks.add(talk))


def put(store, order, kind, at, division, **fields):
    with store.begin() as unit:
        record = Record(
            order=order,
            kind=kind,
            at=at,
            division=division,
            division_name="第1处",
            staff=1,
            staff_name="员0",
            fields=fields,
        )
        return unit.course.record(record)


def test_a_talk_is_kept_whole(store, centre):
    paper = issue(store, Office(centre.divisions[0], centre.people[0], 0)).id
    full = kept(
        store,
        a_talk(
            centre,
            state=TalkState.ANSWERED,
            decided_at=NOON,
            decided_by_name="卢国强",
            reason="确有必要",
            notice=paper,
            record=paper,
            talk_at=datetime(2026, 11, 10, 7, tzinfo=UTC),
            rectify_by=date(2026, 11, 20),
            feedback="已整改",
            feedback_at=NOON,
            feedback_by_name="许建国",
        ),
    )

    with store.read() as unit:
        assert unit.talks.get(full.id) == full
        assert unit.talks.find_by_number(full.number) == full
        assert unit.talks.find_by_number("没有") is None


def test_talks_come_newest_first_and_by_division(store, centre):
    first = kept(store, a_talk(centre))
    second = kept(store, a_talk(centre, "BGY20260002", division=centre.divisions[2], supervisions=(9,)))

    with store.read() as unit:
        assert unit.talks.all() == (second, first)
        assert unit.talks.all((first.division,)) == (first,)
        assert unit.talks.talked(first.division) == {3, 5, 8}
        assert unit.talks.talked(centre.divisions[0]) == frozenset()


def test_a_talk_changed_meanwhile_is_not_overwritten(store, centre):
    talk = kept(store, a_talk(centre))
    with store.begin() as unit:
        unit.talks.save(replace(talk, state=TalkState.CONFIRMED))

    with pytest.raises(Conflict), store.begin() as unit:
        unit.talks.save(replace(talk, state=TalkState.DECLINED))
    with store.read() as unit:
        assert unit.talks.get(talk.id).version == 2


def test_no_talk_is_ever_deleted(store, centre):
    kept(store, a_talk(centre))

    with pytest.raises(DBAPIError, match="约谈不得删除"), writing(store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM talks")


def test_a_talk_that_is_not_there_is_refused(store):
    with store.read() as unit, pytest.raises(Refusal, match="约谈"):
        unit.talks.get(TalkId(99))


def test_the_last_good_call_back_of_a_division_is_found(store, centre):
    with store.begin() as unit:
        order = unit.orders.add(an_order(centre))
    mine, other = centre.divisions[1], centre.divisions[2]
    hours = [NOON + timedelta(hours=each) for each in range(6)]
    kind = RecordKind.CALL_BACK
    put(store, order, kind, hours[0], mine, reached=True, satisfaction="满意")
    put(store, order, kind, hours[1], mine, reached=True, satisfaction="基本满意")
    put(
        store, order, kind, hours[2], mine, reached=True, satisfaction="不满意", opinion='"satisfaction":"满意"'
    )
    put(store, order, kind, hours[3], mine, reached=False)
    put(store, order, kind, hours[4], other, reached=True, satisfaction="非常满意")
    put(store, order, RecordKind.REVIEW, hours[4], mine, satisfaction="满意")

    with store.read() as unit:
        found = unit.course.last_satisfied
        assert found(mine, hours[5]) == hours[1]
        assert found(mine, hours[1]) == hours[0]
        assert found(mine, hours[0]) is None
        assert found(other, hours[5]) == hours[4]


def test_papers_are_found_by_the_number_they_are_linked_to(store, office, case):
    first = issue(store, office, case_number="XM1")
    second = issue(store, office, case_number="XM1")
    issue(store, office, case_number="XM2")
    issue(store, office, case_number="XM1", case=case.id)

    with store.read() as unit:
        assert [each.id for each in unit.documents.of_number("XM1")] == [first.id, second.id]
