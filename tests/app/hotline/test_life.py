from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import OpenCase
from app.cases.models import Party
from app.custody.worklist import View
from app.errors import BadInput, Conflict, NotAllowed
from app.forms.masking import WITHHELD
from app.hotline.commands import Claimed, DoOrder, DoOrders, NotSilently, OrderClosed
from app.hotline.models import OrderState, RecordKind, Secrecy
from app.hotline.queue import QueueView
from tests.app.hotline.order_life import GIVEN, LICENSING, REGISTRY, course, did, held, registered, view, went
from tests.office import WITHHELD as UNSEEN

ANSWERED = ("dispatch", "sign", "call", "reply", "approve")


def test_an_order_goes_from_arrival_to_the_closed_loop(office):
    order = went(office, *ANSWERED, "call_back")

    assert order.state is OrderState.ARCHIVED
    assert course(office, order) == ["登记", "分派", "签收", "联系诉求人", "答复", "审核", "回访"]
    assert held(office, order) is None


def test_the_limit_runs_from_dispatch_and_not_from_signing(office):
    order = went(office, "dispatch")
    office.wall.put(date(2026, 11, 4))

    signed = did(office, order, "sign")

    assert order.due == signed.due == date(2026, 11, 11)  # seven working days after 2 November
    assert held(office, signed).holding.start == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("咨询", date(2026, 11, 3)),
        ("求助", date(2026, 11, 3)),
        ("建议", date(2026, 11, 5)),
        ("投诉", date(2026, 11, 11)),
        ("举报", date(2026, 11, 11)),
    ],
)
def test_every_type_has_its_limit(office, kind, due):
    assert did(office, registered(office, type=kind), "dispatch", type=kind).due == due


def test_what_waits_to_be_dispatched_is_due_by_the_day_of_its_dispatch_among_all_orders_too(office):
    later = did(office, registered(office, number="XM2026110200009"), "dispatch")
    order = registered(office)
    everything = office.desk.orders.query(office.actor("suhaiyun"), QueueView.ALL)

    found = office.desk.orders.find(office.actor("suhaiyun"), everything)

    assert order.due == held(office, order).holding.due == date(2026, 11, 3)
    assert [each.order.number for each in found] == [order.number, later.number]


def test_nobody_answers_without_having_spoken_with_the_caller(office):
    order = went(office, "dispatch", "sign")
    did(office, order, "call", reached=False, words="两次拨打无人接听")

    with pytest.raises(NotSilently, match="还没有联系诉求人"):
        did(office, order, "reply")


def test_nobody_reviews_his_own_answer(office):
    order = went(office, "dispatch")
    order = did(office, order, "sign", who="xujianguo")
    did(office, order, "call", who="xujianguo")
    did(office, order, "reply", who="xujianguo")

    with pytest.raises(NotAllowed, match="不能由本人审核"):
        did(office, order, "approve", who="xujianguo")
    assert did(office, order, "approve", who="yangzhenhua").completed_at


def test_a_return_wants_reason_and_basis(office):
    order = went(office, "dispatch")

    with pytest.raises(BadInput) as told:
        did(office, order, "return", reason="", basis="")

    assert {problem.field for problem in told.value.problems} == {"reason", "basis"}


def test_a_return_in_time_is_verified_and_dispatched_anew_with_a_new_limit(office):
    order = went(office, "dispatch", "return")
    assert order.state is OrderState.RETURNING
    office.wall.put(date(2026, 11, 4))

    again = did(office, order, "redispatch")

    assert (again.state, again.lead_name, again.due) == (OrderState.TO_SIGN, REGISTRY, date(2026, 11, 13))
    assert again.first_dispatched_at == order.first_dispatched_at


def test_a_return_that_was_wrong_is_not_counted_but_the_limit_goes_on(office):
    order = went(office, "dispatch", "return")
    office.wall.put(date(2026, 11, 4))

    back = did(office, order, "uphold")

    assert (back.state, back.lead_name) == (OrderState.TO_SIGN, LICENSING)
    assert back.due == date(2026, 11, 13)  # two working days lay with the petition centre


def test_a_late_return_goes_to_arbitration(office):
    order = went(office, "dispatch", "sign")
    office.wall.put(date(2026, 11, 4))

    assert did(office, order, "return").state is OrderState.DISPUTED


def test_the_second_return_goes_to_arbitration_and_its_award_is_final(office):
    order = went(office, "dispatch", "return", "redispatch")
    order = did(office, order, "return", who="zhengmeiling")
    assert order.state is OrderState.DISPUTED

    order = did(office, order, "award")

    assert order.lead_name == LICENSING
    with pytest.raises(OrderClosed, match="已经裁定"):
        did(office, order, "return")


def test_the_lead_waits_for_every_co_handling_division(office):
    shares = [{"division": REGISTRY, "task": "核查登记", "due": "2026-11-05"}]
    order = did(office, registered(office), "dispatch", co_handlers=shares)
    order = did(office, order, "sign")
    did(office, order, "call")
    with pytest.raises(OrderClosed, match=REGISTRY):
        did(office, order, "reply")

    did(office, order, "co_reply")

    assert did(office, order, "reply").state is OrderState.REVIEWING


def test_a_division_is_not_asked_twice_for_one_order_nor_for_longer_than_the_lead_has(office):
    twice = {"division": LICENSING, "task": "核查", "due": "2026-11-05"}
    longer = {"division": REGISTRY, "task": "核查", "due": "2026-11-12"}  # the lead answers by the 11th
    for number, share, told in (("1", twice, "不能重复"), ("2", longer, "晚于工单的办理期限")):
        with pytest.raises(BadInput, match=told):
            did(office, registered(office, number=number), "dispatch", co_handlers=[share])


def test_who_is_not_satisfied_has_it_done_again_with_its_own_limit(office):
    order = went(office, *ANSWERED)
    office.wall.put(date(2026, 11, 9))
    again = did(office, order, "call_back", satisfaction="不满意", solved=False, opinion="还在施工")

    assert (again.state, again.reworks, again.due) == (OrderState.HANDLING, 1, date(2026, 11, 18))
    assert held(office, again).staff_name == "吴志宏"


def test_who_was_reached_is_asked_whether_it_is_solved_and_nothing_is_presumed(office):
    order = went(office, *ANSWERED)
    with pytest.raises(BadInput, match="选“是”或“否”"):
        did(office, order, "call_back", solved=None)
    assert did(office, order, "call_back", solved=False).solved is False


def test_a_caller_who_never_answers_is_filed_with_that_remark(office):
    order = went(office, *ANSWERED)
    for _ in range(2):
        order = did(office, order, "call_back", reached=False)
        assert order.state is OrderState.TO_CALL_BACK

    assert did(office, order, "call_back", reached=False).state is OrderState.ARCHIVED
    calls = [each.fields for each in view(office, order).records if each.kind is RecordKind.CALL_BACK]
    assert len(calls) == 3
    assert not any({"solved", "satisfaction"} & set(fields) for fields in calls)  # nobody said so


def test_an_extension_is_closed_until_the_office_allows_it(office):
    order = went(office, "dispatch", "sign")

    with pytest.raises(OrderClosed, match="没有启用延期"):
        did(office, order, "extend")


def test_a_duplicate_goes_into_the_main_order(office):
    main = went(office, "dispatch")
    twin = registered(office, number="XM2026110200002")

    merged = did(office, twin, "merge", main=main.number, reason="同一诉求人同一事项")

    assert (merged.state, held(office, merged)) == (OrderState.MERGED, None)
    assert view(office, main).merged == (twin.number,)


def test_a_taken_number_is_told_of(office):
    registered(office)

    with pytest.raises(Conflict, match="已经登记过"):
        registered(office)


def test_two_people_never_work_on_one_order(office):
    order = went(office, "dispatch")
    wu, xu = office.actor("wuzhihong"), office.actor("xujianguo")
    office.desk.orders.claim(wu, order.id)

    with pytest.raises(Claimed, match="吴志宏正在办理"):
        office.desk.orders.claim(xu, order.id)
    with pytest.raises(Claimed):
        did(office, order, "sign", who="xujianguo")
    office.wall.put(date(2026, 11, 2), hour=10)
    assert office.desk.orders.claim(xu, order.id).staff == xu.id  # what is left open lapses


def test_several_orders_are_done_at_once_and_each_that_was_not_says_why(office):
    one, two = went(office, "dispatch"), registered(office, number="XM2026110200002")
    command = DoOrders(orders=(one.id, two.id), act="sign")

    faults = office.desk.orders.do_many(office.actor("wuzhihong"), command)

    assert list(faults) == [two.id]
    assert view(office, one).order.state is OrderState.HANDLING


def test_an_efficiency_complaint_is_kept_from_everybody_but_named_roles(office):
    order = went(office, "dispatch", secrecy=Secrecy.WHOLE.value, title="某窗口态度恶劣")
    for who in (office.actor("zhengmeiling"), office.clerk):
        with pytest.raises(UNSEEN):
            office.desk.orders.get(who, order.id)
        query = office.desk.orders.query(who, QueueView.ALL)
        assert office.desk.orders.find(who, query) == ()

    items = office.desk.work_list.items(office.actor("xujianguo"), View.DIVISION)
    assert [(each.title, each.party) for each in items] == [("效能投诉（保密）", WITHHELD)]


def test_a_confidential_caller_is_found_and_seen_by_named_roles_only(office):
    order = went(office, "dispatch", secrecy=Secrecy.CALLER.value)
    desk, handler, petition = office.desk.orders, office.actor("wuzhihong"), office.actor("suhaiyun")

    for words, seen in (("陈嘉禾", 0), ("5678", 0), ("夜间施工", 1), ("示例路", 1)):
        assert desk.count(handler, desk.query(handler, QueueView.ALL, words)) == seen, words
        assert desk.count(petition, desk.query(petition, QueueView.ALL, words)) == 1
    assert desk.get(handler, order.id).order.caller.name == WITHHELD

    did(office, order, "sign")  # who handles it must call
    assert desk.uncover(handler, order.id).order.caller.telephone == "13800005678"


def test_the_ledger_never_tells_who_called(office):
    went(office, *ANSWERED, "call_back", secrecy=Secrecy.CALLER.value)

    with office.store.read() as unit:
        told = [f"{each.summary}{each.detail}" for each in unit.ledger.entries()]

    assert not [text for text in told if "陈嘉禾" in text or "5678" in text or "海沧大道" in text]


def test_a_changed_calendar_moves_the_queue_with_custody(office):
    order = went(office, "dispatch")
    keeping, boss = office.desk.calendar, office.administrator
    day = date(2026, 11, 6)

    keeping.apply(boss, keeping.rehearse_closure(day, day, "台风停工", "市防指通知"))

    assert view(office, order).order.due == held(office, order).holding.due == date(2026, 11, 12)


def test_an_order_changed_meanwhile_is_told_of(office):
    order = went(office, "dispatch")
    did(office, order, "sign")

    with pytest.raises(Conflict, match="被别人办过"):
        office.desk.orders.do(
            office.actor("xujianguo"),
            DoOrder(order=order.id, act="return", fields=GIVEN["return"], version=order.version),
        )


def test_an_unknown_act_is_named_with_those_there_are(office):
    order = registered(office)

    with pytest.raises(BadInput, match="没有叫“fly”的工单动作"):
        did(office, order, "fly", who="suhaiyun")


def test_the_petition_centre_has_its_orders_in_its_work_list_and_nothing_else_of_the_bureau(office):
    order = went(office)
    matter = office.matter("建设工程规划许可证")
    opening = OpenCase(
        matter=matter.id, applicant=Party(name="林晓", telephone="13800001111"), application=True
    )
    office.desk.counter.open(office.clerk, opening)

    items = office.desk.work_list.items(office.actor("suhaiyun"), View.DIVISION)

    assert [each.number for each in items] == [order.number]
