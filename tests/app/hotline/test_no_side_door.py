"""Every way round the rules of work orders that was tried, and is shut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.custody.worklist import View
from app.errors import BadInput, NotAllowed
from app.forms.masking import WITHHELD
from app.hotline.commands import DoOrders, OrderClosed
from app.hotline.models import OrderId, OrderState, Secrecy
from app.hotline.queue import QueueView
from app.hotline.steps import share_subject
from app.hotline.talks import DoTalk
from tests.app.hotline.order_life import (
    ARRIVED,
    LICENSING,
    REGISTRY,
    did,
    held,
    registered,
    view,
    went,
)
from tests.app.hotline.order_tables import a_row, brought_in, order_of
from tests.office import WITHHELD as UNSEEN

CALLER, WHOLE = Secrecy.CALLER.value, Secrecy.WHOLE.value
ANSWERED = ("dispatch", "sign", "call", "reply", "approve")
SHARES = [{"division": REGISTRY, "task": "核查窗口录像", "due": "2026-11-05"}]
GRAVE = "某某收受礼品"


def asked(office, **fields):
    return did(office, registered(office, **fields), "dispatch", co_handlers=SHARES)


def share_held(office, order):
    (share,) = view(office, order).shares
    with office.store.read() as unit:
        return unit.custody.open_of(share_subject(share.id))


# --- secrets


def test_a_correction_that_does_not_speak_of_secrecy_uncovers_nobody(office):
    order = registered(office, secrecy=WHOLE)

    assert did(office, order, "change", type="举报").secrecy is Secrecy.WHOLE


def test_a_caller_kept_secret_later_is_gone_from_the_co_handling_divisions_work_list_too(office):
    order = asked(office)
    did(office, order, "change", secrecy=WHOLE)

    (item,) = office.desk.work_list.items(office.actor("zhengmeiling"), View.DIVISION)

    assert (item.title, item.party) == ("效能投诉（保密）", WITHHELD)
    assert "录像" not in item.why


def test_the_head_of_a_co_handling_division_answers_for_an_efficiency_complaint_and_nobody_else_there(office):
    order = asked(office, secrecy=WHOLE)
    for who in ("zhengmeiling", "huangyating"):
        with pytest.raises(UNSEEN):
            did(office, order, "co_reply", who=who)

    done = did(office, order, "co_reply", who="caiwenjuan")

    assert share_held(office, done) is None
    assert view(office, order, "caiwenjuan").order.caller.name == WITHHELD


def test_who_may_not_know_a_caller_is_refused_and_not_put_down_as_having_looked(office):
    order = went(office, "dispatch", secrecy=CALLER)
    before = len(office.desk.orders.history(office.actor("suhaiyun"), order.id))

    with pytest.raises(NotAllowed, match="保密"):
        office.desk.orders.uncover(office.head, order.id)

    assert len(office.desk.orders.history(office.actor("suhaiyun"), order.id)) == before


def test_what_is_typed_of_an_efficiency_complaint_reaches_neither_lists_nor_ledger(office):
    order = registered(office, secrecy=WHOLE)
    did(office, order, "dispatch", note=GRAVE)
    did(office, order, "supervise", problem=GRAVE)
    did(office, order, "return", who="xujianguo", reason=GRAVE)
    did(office, order, "uphold", opinion=GRAVE)
    did(office, order, "sign", who="xujianguo")
    did(office, order, "call", who="xujianguo", words=GRAVE)
    did(office, order, "reply", who="xujianguo", content=GRAVE)
    did(office, order, "send_down", who="yangzhenhua", opinion=GRAVE)
    did(office, order, "reply", who="xujianguo")
    did(office, order, "approve", who="yangzhenhua")
    did(office, order, "call_back", satisfaction="不满意", opinion=GRAVE)

    with office.store.read() as unit:
        told = [f"{each.summary}{each.detail}" for each in unit.ledger.entries()]
        told += [each.holding.why for each in unit.custody.history(f"order:{order.id}")]
    assert not [text for text in told if GRAVE in text]


def test_a_talk_tells_its_division_nothing_of_an_efficiency_complaint(office):
    order = went(office, "dispatch", secrecy=WHOLE)
    for _ in range(3):
        did(office, order, "supervise", problem=GRAVE)
    talks, oversees = office.desk.hotline.talks, office.actor("luguoqiang")
    (talk,) = talks.all(oversees)
    talks.confirm(oversees, DoTalk(talk=talk.id))

    assert GRAVE not in str(talks.get(office.actor("jianglihua"), talk.id).supervised)
    assert GRAVE in str(talks.get(oversees, talk.id).supervised)


def test_an_efficiency_complaint_is_not_merged_into_an_order_that_others_read(office):
    open_one = went(office, "dispatch")
    secret = registered(office, number="XM2", secrecy=WHOLE)

    for one, other in ((secret, open_one), (registered(office, number="XM3"), secret)):
        with pytest.raises(BadInput, match="合并"):
            did(office, one, "merge", main=other.number, reason="重复")


def test_what_a_table_changed_of_a_caller_is_not_shown_in_the_course(office):
    brought_in(office, a_row())
    brought_in(office, a_row(联系电话="13900001234"))
    order = order_of(office, "XM2026110100001")
    did(office, order, "change", type="投诉", secrecy=CALLER)
    did(office, order, "dispatch")

    for who in ("suhaiyun", "wuzhihong"):
        assert "13900001234" not in str(view(office, order, who).records)
    known = office.desk.orders.uncover(office.actor("suhaiyun"), order.id)
    assert "13900001234" in str(known.records)


@pytest.mark.parametrize("secrecy", [CALLER, WHOLE])
def test_no_list_of_the_division_tells_a_confidential_caller(office, secrecy):
    asked(office, secrecy=secrecy)
    for who in (
        "linxiaoyan",
        "wuzhihong",
        "xujianguo",
        "zhengmeiling",
        "caiwenjuan",
        "yangzhenhua",
        "jianglihua",
    ):
        actor, desk = office.actor(who), office.desk.orders
        found = desk.find(actor, desk.query(actor, QueueView.ALL))
        for words in ("陈嘉禾", "5678", "13800005678", "CJH", "cjh", "海沧大道"):
            assert desk.count(actor, desk.query(actor, QueueView.ALL, words)) == 0, (who, words)
        assert "陈" not in str([each.order.caller for each in found])
        assert desk.counts(actor)[QueueView.ALL] == len(found)
        items = office.desk.work_list.items(actor, View.DIVISION)
        assert not [each for each in items if "陈" in each.party]


# --- who may


def test_a_supervision_is_not_answered_by_a_division_that_came_later(office):
    order = went(office, "dispatch", "supervise", "return", "redispatch")

    with pytest.raises(OrderClosed, match="没有待反馈"):
        did(office, order, "feedback", who="caiwenjuan")


def test_who_can_do_nothing_with_an_order_does_not_keep_it_from_others(office):
    order = asked(office)
    for who in ("jianglihua", "linxiaoyan", "huangyating"):
        with pytest.raises(NotAllowed, match="领办"):
            office.desk.orders.claim(office.actor(who), order.id)
        query = office.desk.orders.query(office.actor(who), QueueView.ALL)
        with pytest.raises(NotAllowed, match="领办"):
            office.desk.orders.claim_next(office.actor(who), query)

    assert did(office, order, "sign").state is OrderState.HANDLING


def test_a_claim_is_let_go_by_its_holder_only(office):
    order = went(office, "dispatch")
    office.desk.orders.claim(office.actor("wuzhihong"), order.id)

    office.desk.orders.release(office.actor("xujianguo"), order.id)

    assert view(office, order).claim.staff_name == "吴志宏"


def test_an_order_that_was_drawn_is_not_filed_without_the_call(office):
    order = went(office, *ANSWERED)

    with pytest.raises(OrderClosed):
        did(office, order, "archive")


def test_calls_nobody_answered_before_a_rework_do_not_file_the_order_after_it(office):
    order = went(office, *ANSWERED)
    for _ in range(2):
        order = did(office, order, "call_back", reached=False)
    for act in ("rework", "call", "reply", "approve"):
        order = did(office, order, act)

    assert did(office, order, "call_back", reached=False).state is OrderState.TO_CALL_BACK


def test_orders_are_not_merged_in_a_ring(office):
    one, two = registered(office), registered(office, number="XM2")
    did(office, one, "merge", main="XM2", reason="重复")

    with pytest.raises(BadInput, match="没有编号"):
        did(office, two, "merge", main=one.number, reason="重复")


@pytest.mark.parametrize("act", ["redispatch", "send_back"])
def test_no_co_handling_part_is_left_behind(office, act):
    order = asked(office)
    order = did(office, order, "return")

    order = did(office, order, act)

    assert share_held(office, order) is None


def test_a_merged_orders_co_handling_part_is_not_left_behind(office):
    order = asked(office)
    registered(office, number="XM2")

    order = did(office, order, "merge", main="XM2", reason="重复")

    assert share_held(office, order) is None
    assert held(office, order) is None


# --- what is typed


@pytest.mark.parametrize("number", ["ＸＭ2026110200001", " XM2026 1102 00001 ", "XM2026110200001\u3000"])
def test_one_number_written_otherwise_is_the_same_order(office, number):
    registered(office)

    with pytest.raises(BadInput.__base__, match="XM2026110200001"):
        registered(office, number=number)
    assert office.desk.orders.by_number(office.actor("suhaiyun"), number).order.number == ARRIVED["number"]


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "XM\x00"},
        {"number": "　"},
        {"title": "噪声\x07"},
        {"content": "长" * 5001},
        {"caller": "陈\x1b[31m"},
        {"called_at": "2999-01-01T08:00"},
        {"city_dispatched_at": "2999-01-01T08:00"},
        {"number": "1.23E+15"},
    ],
)
def test_what_no_platform_sends_is_not_taken(office, fields):
    with pytest.raises(BadInput):
        registered(office, **fields)


def test_an_order_is_not_dispatched_to_a_division_out_of_use(office):
    with office.store.begin() as unit:
        division = next(each for each in unit.people.divisions() if each.name == REGISTRY)
        unit.people.save_division(replace(division, active=False))

    with pytest.raises(BadInput, match="没有叫"):
        did(office, registered(office), "dispatch", lead=REGISTRY)


def test_hundreds_at_once_each_stand_for_themselves(office):
    orders = [registered(office, number=f"XM{place:04}") for place in range(120)]
    did(office, orders[0], "dispatch")
    command = DoOrders(
        orders=(*(each.id for each in orders), OrderId(999_999), orders[1].id),
        act="dispatch",
        fields={"type": "投诉", "lead": LICENSING},
    )

    faults = office.desk.orders.do_many(office.actor("suhaiyun"), command)

    assert set(faults) == {orders[0].id, orders[1].id, OrderId(999_999)}
    assert all(view(office, each).order.state is OrderState.TO_SIGN for each in orders[:3])
