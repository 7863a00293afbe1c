"""Co-handling parts given by name, on a server whose people have roles of their own."""

from __future__ import annotations

import pytest

from app.hotline.queue import QueueView
from tests.app.hotline.order_life import did, registered
from tests.app.hotline.test_co_handling import PART, given

HOLDER, HEAD = "zhengmeiling", "caiwenjuan"


def mine(office, login):
    actor = office.actor(login)
    query = office.desk.orders.query(actor, QueueView.MINE)
    rows = office.desk.orders.find(actor, query)
    assert office.desk.orders.counts(actor)[QueueView.MINE] == len(rows)
    return [(row.order.number, row.part is not None) for row in rows]


@pytest.mark.parametrize(("number", "secrecy"), [("XM71", "不保密"), ("XM72", "效能投诉保密")])
def test_a_part_given_by_name_is_among_its_holders_orders_and_nobody_elses(office, number, secrecy):
    order = did(office, registered(office, number=number, secrecy=secrecy), "dispatch", co_handlers=[PART])
    given(office, order, HEAD, HOLDER)

    assert (number, True) in mine(office, HOLDER)
    for who in (HEAD, "wuzhihong", "xujianguo"):
        assert number not in dict(mine(office, who))
    did(office, order, "co_reply", who=HOLDER)
    assert number not in dict(mine(office, HOLDER))
