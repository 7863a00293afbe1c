from __future__ import annotations

import pytest

from app.custody.worklist import View
from tests.app.hotline.order_life import REGISTRY, did, went


def waited_for(office, login):
    return [row.number for row in office.desk.work_list.items(office.actor(login), View.WAITING)]


@pytest.mark.parametrize(
    ("acts", "centre_waits"),
    [
        (("dispatch",), True),
        (("dispatch", "sign", "return"), False),
        (("dispatch", "sign", "return", "redispatch", "return"), True),  # the leader decides the dispute
        (("dispatch", "sign", "call", "reply"), True),
        (("dispatch", "sign", "call", "reply", "approve"), False),
    ],
)
def test_what_came_back_to_be_taken_up_by_oneself_is_not_waited_for(office, acts, centre_waits):
    order = went(office, *acts[:4])
    for act in acts[4:]:
        order = did(office, order, act, who="zhengmeiling" if order.lead_name == REGISTRY else "")

    assert (order.number in waited_for(office, "suhaiyun")) == centre_waits
    seen = office.desk.work_list.items(office.actor("suhaiyun"), View.DIVISION)
    assert centre_waits or order.number in [row.number for row in seen]
    counts = office.desk.work_list.counts(office.actor("suhaiyun"))
    assert counts[View.WAITING] == len(waited_for(office, "suhaiyun"))


def test_who_handed_an_order_back_waits_for_the_centre(office):
    order = went(office, "dispatch", "sign", "return")

    assert waited_for(office, "wuzhihong") == [order.number]


def test_whoever_drafted_a_reply_waits_for_another_to_check_it(office):
    order = went(office, "dispatch")
    for act in ("sign", "call", "reply"):
        order = did(office, order, act, who="xujianguo")

    assert waited_for(office, "xujianguo") == [order.number]
