from __future__ import annotations

from datetime import datetime

import pytest

from app.clock import SHANGHAI
from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE
from app.hotline.models import OrderState, RecordKind
from app.hotline.queue import QueueView
from tests.app.hotline.order_life import held
from tests.app.hotline.order_tables import a_row, brought_in, order_of

SENT = {"主办单位": "行政审批处", "分派时间": "2026-10-30 10:00"}


def course(office, order):
    with office.store.read() as unit:
        return unit.course.records(order.id)


def test_who_signed_for_it_on_the_platform_has_it_here(office):
    brought_in(office, a_row(**SENT, 签收时间="2026-10-30 11:00", 经办人="吴志宏"))
    order = order_of(office, "XM2026110100001")
    handler = office.actor("wuzhihong")

    assert (order.state, order.handler, order.handler_name) == (OrderState.HANDLING, handler.id, "吴志宏")
    assert order.signed_at == datetime(2026, 10, 30, 11, tzinfo=SHANGHAI)
    assert (held(office, order).holding.staff, held(office, order).holding.due) == (handler.id, order.due)
    arrival, dispatch, signed = course(office, order)
    assert (arrival.kind, dispatch.kind) == (RecordKind.ARRIVAL, RecordKind.DISPATCH)
    assert (signed.kind, signed.at, signed.staff) == (RecordKind.SIGNED, order.signed_at, handler.id)
    assert brought_in(office, a_row(**SENT, 签收时间="2026-10-30 11:00", 经办人="吴志宏")).same == 1


@pytest.mark.parametrize(
    "told",
    [
        {"签收时间": "2026-10-30 11:00"},
        {"经办人": "吴志宏"},
        {"签收时间": "2026-10-30 09:00", "经办人": "吴志宏"},  # before it was dispatched
        {"签收时间": "2026-10-30 11:00", "经办人": "郑美玲"},  # of another division
        {"签收时间": "2026-10-30 11:00", "经办人": "许建国甲"},  # nobody of ours
    ],
)
def test_a_signature_that_cannot_be_right_is_only_kept_to_be_read(office, told):
    brought_in(office, a_row(**SENT, **told))
    order = order_of(office, "XM2026110100001")

    assert (order.state, order.handler, order.signed_at) == (OrderState.TO_SIGN, None, None)
    assert {name: order.extra[name].removesuffix(":00") for name in told} == {
        name: said.removesuffix(":00") for name, said in told.items()
    }


def test_lists_of_work_tell_an_order_as_a_later_table_has_it(office):
    brought_in(office, a_row())
    brought_in(office, a_row(标题="施工扰民", 诉求人="林二"))

    holding = held(office, order_of(office, "XM2026110100001")).holding
    assert (holding.title, holding.party) == ("投诉：施工扰民", "林二")


@pytest.mark.parametrize(
    ("secrecy", "title"), [("诉求人信息保密", "投诉：夜间施工噪声"), ("效能投诉保密", HIDDEN_TITLE)]
)
def test_what_a_later_table_keeps_secret_is_told_and_found_no_more(office, secrecy, title):
    brought_in(office, a_row())
    brought_in(office, a_row(是否保密=secrecy))

    holding = held(office, order_of(office, "XM2026110100001")).holding
    desk, who = office.desk.orders, office.actor("yangzhenhua")
    assert (holding.title, holding.party) == (title, WITHHELD)
    assert desk.find(who, desk.query(who, QueueView.ALL, "陈嘉禾")) == ()
