from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, Refusal
from app.posts.commands import NotSoNow
from app.posts.hand_commands import HandoverStands, TakeOver
from app.posts.hand_taking import given_back, taken
from app.posts.handed import Handover, HandoverItem, Stage
from tests.app.counter.at_work import issued, opened
from tests.app.posts.away import back, gone, hat
from tests.app.posts.test_behalf import CORRECTIONS
from tests.app.posts.test_handovers import busy as _busy
from tests.app.posts.test_handovers import handed, held, leaving, returned, took, words
from tests.office import START, Wall

busy = _busy  # a fixture


def test_the_return_says_what_was_done_by_whom_and_what_comes_back(busy):
    absence = leaving(busy)
    took(busy, handed(busy, absence))
    busy.wall.put(START, 13)
    acting = hat(busy, "chenjiaming")
    new = opened(busy, who=acting)
    paper = issued(busy, new, "correction_notice", CORRECTIONS, who=acting)
    with pytest.raises(NotSoNow, match="还在离岗"):
        returned(busy, absence)
    busy.wall.put(START, 15)
    back(busy, absence, busy.clerk)
    fields = busy.desk.handovers.prefill_return(busy.clerk, absence.id).fields
    assert [row["by_name"] for row in fields["done"]] == ["陈嘉铭", "陈嘉铭"]
    assert fields["done"][1]["number"] == str(paper.number)
    assert fields["done"][1]["result"] == "已签发"
    done = returned(busy, absence, remark="无")
    assert {each.key for each in done.listed(Stage.BACK)} == {*held(busy), "document:2", f"document:{paper.id}"}
    assert done.listed(Stage.DONE) == ()
    view = busy.desk.handovers.of_absence(busy.clerk, absence.id)
    read = words(busy, view.return_sheet.id)
    for said in ("返岗交还单", "陈嘉铭", new.number, "返岗人签字"):
        assert said in read
    assert str(paper.number).replace(" ", "") in read
    with pytest.raises(HandoverStands):
        returned(busy, absence)
    assert busy.desk.ledger.verify().faults == ()


def test_what_b_finished_is_done_and_an_absence_without_a_sheet_has_its_return(busy):
    absence = gone(busy, "linxiaoyan", who=busy.head)
    busy.wall.put(START, 10)
    back(busy, absence, busy.clerk)
    done = returned(busy, absence, busy.actor("chenjiaming"))
    assert (done.sheet, len(done.listed(Stage.BACK))) == (0, 4)
    with pytest.raises(Refusal):
        handed(busy, absence)


def test_what_was_listed_by_hand_comes_back_beside_what_is_listed_by_hand_later(busy):
    absence = leaving(busy)
    handed(busy, absence, items=[{"kind": "会议", "title": "周四例会"}])
    busy.wall.put(START, 15)
    back(busy, absence, busy.clerk)
    done = returned(busy, absence, back=[{"kind": "来访", "title": "周五来人"}])
    assert [each.title for each in done.listed(Stage.BACK)[-2:]] == ["周四例会", "周五来人"]
    assert _lists(done) == sorted({*held(busy), "document:2", "hand:1", "hand:2"})


_KEYS = [f"case:{n}" for n in range(6)]
_SOME = st.lists(st.sampled_from(_KEYS), unique=True)


@given(
    start=_SOME,
    steps=st.lists(st.tuples(st.none() | _SOME, _SOME), max_size=4),
    still=st.lists(st.sampled_from([*_KEYS, "case:7", "case:8"]), unique=True),
)
def test_taking_and_giving_back_leave_every_item_exactly_once_in_exactly_one_list(start, steps, still):
    at = Wall()()
    handover = Handover(
        id=1, absence=1, staff=1, division=1, post_name="岗", receiver_name="乙", items=tuple(map(_item, start))
    )
    for items, objected in steps:
        objections = dict.fromkeys(objected, "不在")
        command = TakeOver(
            handover=1, version=1, items=None if items is None else tuple(items), objections=objections
        )
        try:
            handover, _ = taken(handover, command, frozenset({1}), "乙", at)
        except BadInput:
            continue
        finally:
            assert _lists(handover) == sorted(start)
    closed = given_back(handover, [_item(key) for key in still], "甲", at)
    assert _lists(closed) == sorted({*start, *still})
    assert sorted(each.key for each in closed.listed(Stage.BACK)) == sorted(still)
    assert {each.key for each in closed.listed(Stage.DONE)} == set(start) - set(still)


def _item(key):
    return HandoverItem(key=key, kind="办件", title="事", division=1)


def _lists(handover):
    return sorted(each.key for stage in Stage for each in handover.listed(stage))
