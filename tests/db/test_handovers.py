from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict, Refusal, Spoilt
from app.founding.demo import furnish
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.posts.hand_commands import GiveBack, MakeHandover, TakeOver
from app.posts.handed import Handover, HandoverItem, Stage
from db.engine import writing
from db.store import open_store
from tests.app.counter.at_work import issued, opened
from tests.app.posts.away import back, gone, hat, posted
from tests.app.posts.test_behalf import CORRECTIONS
from tests.db.test_posts import an_absence, kept
from tests.db.test_posts import people as _people
from tests.db.things import NOON, later
from tests.office import Office, Wall

people = _people  # a fixture
ITEM = HandoverItem(
    key="case:7", kind="办件", title="首次登记", division=1, number="DJ-1", party="单雄", step="审查",
    due=date(2026, 11, 9), provisional=True, next_act="办结", place="柜", risk="急", remark="无",
    stage=Stage.TAKEN, taken_by_name="陈嘉", taken_at=NOON, objection="不在",
)  # fmt: skip


@pytest.fixture
def handover(store, office, people):
    (absence,) = kept(store, None, an_absence(people))
    return Handover(
        id=0,
        absence=absence,
        staff=people[0],
        division=office.division,
        post_name="受理岗",
        receiver_name="陈嘉",
        items=(ITEM, HandoverItem(key="hand:1", kind="会议", title="例会", division=1)),
        made_at=NOON,
        made_by_name="林晓",
    )


def test_a_handover_is_read_as_it_was_kept(store, handover):
    with store.begin() as unit:
        key = unit.handovers.add(handover)
    with store.read() as unit:
        found = unit.handovers.get(key)
        assert unit.handovers.find_of(handover.absence) == found
        assert unit.handovers.find_of(99) is None
        assert unit.handovers.of_post(handover.division, "受理岗") == (found,)
        assert unit.handovers.of_post(handover.division, "审批岗") == ()
    assert replace(found, id=0, staff_name="", division_name="") == handover
    assert found.staff_name
    closed = replace(found, items=(), returned_at=later(days=1), returned_by_name="林晓")
    with store.begin() as unit:
        unit.handovers.save(closed)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.handovers.save(closed)
    with store.read() as unit:
        assert unit.handovers.get(key) == replace(closed, version=2)
    with pytest.raises(Refusal, match="没有找到"), store.read() as unit:
        unit.handovers.get(99)


def test_an_absence_has_one_handover_that_is_never_deleted(store, handover):
    with store.begin() as unit:
        unit.handovers.add(handover)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.handovers.add(handover)
    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM handovers")


@pytest.mark.parametrize("spoilt", ["{", '[{"key":"case:7"}]', "[7]"])
def test_items_that_cannot_be_read_are_told_so(store, handover, spoilt):
    with store.begin() as unit:
        key = unit.handovers.add(handover)
    with writing(store.engine) as connection:
        connection.exec_driver_sql(f"UPDATE handovers SET items = '{spoilt}'")
    with pytest.raises(Spoilt), store.read() as unit:
        unit.handovers.get(key)


def test_what_was_done_in_somebodys_place_is_found_half_open_in_time(store, people):
    def deed(day, behalf):
        return Deed(
            at=later(days=day), actor=people[1], actor_name="陈嘉", act="x", subject=subject("case", day),
            summary="办", detail={}, behalf=behalf, behalf_name="林晓", ground="休假",
        )  # fmt: skip

    with store.begin() as unit:
        for day, behalf in enumerate((people[0], people[0], None, people[2], people[0])):
            enter(unit.ledger, deed(day, behalf))
    with store.read() as unit:
        spans = ((0, 4), (0, 5), (1, 4), (2, 4))
        found = [unit.ledger.on_behalf(people[0], later(days=a), later(days=b)) for a, b in spans]
    assert [[each.subject for each in part] for part in found] == [
        ["case:0", "case:1"],
        ["case:0", "case:1", "case:4"],
        ["case:1"],
        [],
    ]


def test_on_either_database_work_is_handed_over_taken_and_given_back(url, tmp_path):
    store = open_store(url)
    furnish(store, Wall())
    store.close()
    bureau = Office(url, tmp_path)
    posted(bureau)
    case = opened(bureau)
    issued(bureau, case, "correction_notice", CORRECTIONS)
    absence = gone(bureau, "linxiaoyan", who=bureau.head)
    b, desk = bureau.actor("chenjiaming"), bureau.desk.handovers
    made = desk.make(b, MakeHandover(absence=absence.id))
    assert [each.key for each in made.items] == [f"case:{case.id}", "document:1"]
    taken = desk.take(b, TakeOver(handover=made.id, version=made.version))
    assert {each.stage for each in taken.items} == {Stage.TAKEN}
    new = opened(bureau, who=hat(bureau, "chenjiaming"))
    bureau.wall.at += timedelta(minutes=5)
    back(bureau, absence, bureau.clerk)
    done = desk.give_back(bureau.clerk, GiveBack(absence=absence.id))
    assert {each.key for each in done.listed(Stage.BACK)} == {
        f"case:{case.id}", "document:1", f"case:{new.id}",
    }  # fmt: skip
    paper = desk.of_absence(bureau.clerk, absence.id).return_sheet
    assert [row["number"] for row in paper.fields["done"]] == [new.number]
    assert bureau.desk.ledger.verify().faults == ()
    bureau.close()
