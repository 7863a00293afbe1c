"""Claims on a server whose people have roles of their own: its policies let pass what the rules let pass."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from app.errors import NotAllowed, Refusal
from app.hotline.commands import Claimed
from app.hotline.queue import QueueView
from tests.app.hotline.order_life import went
from tests.flows.roles.test_what_sql_refuses import is_refused

FREE = "UPDATE order_claims SET staff_id = NULL, until_at = NULL WHERE order_id = {}"


CLAIM = (
    "INSERT INTO order_claims (order_id, staff_id, staff_name, since_at, until_at) SELECT {order}, s.id,"
    " s.name, rules.moment(), rules.moment() + interval '{minutes} minutes' FROM staff s"
    " WHERE s.login = '{who}'"
    " ON CONFLICT (order_id) DO UPDATE SET staff_id = excluded.staff_id, staff_name = excluded.staff_name,"
    " since_at = excluded.since_at, until_at = excluded.until_at"
)


def next_of(office, login):
    actor = office.actor(login)
    return office.desk.orders.claim_next(actor, office.desk.orders.query(actor, QueueView.DIVISION))


def test_a_handler_claims_an_order_of_his_division_and_another_division_is_refused(office, seen, tried):
    order = went(office, "dispatch", number="XM1")
    handler, stranger = office.actor("wuzhihong"), office.actor("zhengmeiling")

    claim = office.desk.orders.claim(handler, order.id)

    assert (claim.staff, claim.staff_name) == (handler.id, "吴志宏")
    with pytest.raises(Refusal, match="没有找到"):
        office.desk.orders.claim(stranger, order.id)
    assert next_of(office, "zhengmeiling") is None
    mine = "SELECT staff_id FROM order_claims WHERE order_id = %s"
    assert seen("wuzhihong", mine, order.id) == [handler.id]
    assert seen("zhengmeiling", mine, order.id) == []
    assert tried("zhengmeiling", FREE.format(order.id)) == 0


def test_the_next_order_of_a_division_is_taken_once_and_by_its_own_people(office):
    orders = {went(office, "dispatch", number=f"XM{number}").id for number in (21, 22, 23)}
    taken = []
    while (key := next_of(office, "wuzhihong")) is not None:
        taken.append(key)

    assert orders <= set(taken)
    assert len(taken) == len(set(taken))
    assert next_of(office, "xujianguo") is None
    with pytest.raises(Claimed, match="吴志宏"):
        office.desk.orders.claim(office.actor("xujianguo"), next(iter(orders)))


def test_a_claim_is_let_go_and_taken_by_another_of_the_division(office):
    order = went(office, "dispatch", number="XM31")
    handler, head = office.actor("wuzhihong"), office.actor("xujianguo")
    office.desk.orders.claim(handler, order.id)

    office.desk.orders.release(head, order.id)
    with pytest.raises(Claimed):
        office.desk.orders.claim(head, order.id)
    office.desk.orders.release(handler, order.id)

    assert office.desk.orders.claim(head, order.id).staff == head.id


def test_who_is_locked_takes_no_other_order(office):
    for number in (41, 42, 43):
        went(office, "dispatch", number=f"XM{number}")
    assert next_of(office, "zhengmeiling") is None
    handler = office.actor("wuzhihong")
    query = office.desk.orders.query(handler, QueueView.DIVISION)
    assert office.desk.orders.claim_next(handler, query)
    assert office.desk.orders.claim_next(handler, query)
    office.desk.staffing.lock(office.administrator, handler.id)
    try:
        with pytest.raises(NotAllowed, match="停用或被锁定"):
            office.desk.orders.claim_next(handler, query)
    finally:
        office.desk.staffing.unlock(office.administrator, handler.id)


def test_by_plain_sql_nobody_claims_for_others_for_ever_or_what_another_works_on(office, tried):
    order = went(office, "dispatch", number="XM51").id
    for login, who, minutes in (
        ("linxiaoyan", "linxiaoyan", 20),
        ("jianglihua", "jianglihua", 20),
        ("xujianguo", "wuzhihong", 20),
        ("wuzhihong", "wuzhihong", 60 * 24),
    ):
        assert is_refused(tried(login, CLAIM.format(order=order, who=who, minutes=minutes))), login
    office.desk.orders.claim(office.actor("wuzhihong"), order)
    for login in ("xujianguo", "suhaiyun", "linxiaoyan", "jianglihua"):
        assert is_refused(tried(login, CLAIM.format(order=order, who=login, minutes=20))), login
        assert is_refused(tried(login, FREE.format(order))), login
        assert is_refused(tried(login, f"DELETE FROM order_claims WHERE order_id = {order}")), login
    moved = f"UPDATE order_claims SET held_division_id = 1 WHERE order_id = {order}"
    assert is_refused(tried("wuzhihong", moved))
    assert tried("wuzhihong", FREE.format(order)) == 1
    assert tried("xujianguo", CLAIM.format(order=order, who="xujianguo", minutes=20)) == 1


def test_a_claim_that_lapsed_is_taken_by_another(office):
    order = went(office, "dispatch", number="XM61")
    office.desk.orders.claim(office.actor("wuzhihong"), order.id)
    office.wall.at += timedelta(minutes=31)
    assert office.desk.orders.claim(office.head, order.id).staff == office.head.id


def test_the_last_minutes_of_a_claim_are_its_holders_too(office, tried, seen):
    order = went(office, "dispatch", number="XM71").id
    office.desk.orders.claim(office.actor("wuzhihong"), order)
    office.wall.at += timedelta(minutes=25)
    office.wall()  # the server is told
    assert is_refused(tried("xujianguo", CLAIM.format(order=order, who="xujianguo", minutes=20)))
    for login in ("xujianguo", "zhengmeiling", "jianglihua"):
        freed = tried(login, "UPDATE order_claims SET staff_id = NULL, staff_name = NULL, until_at = NULL")
        assert isinstance(freed, int) or is_refused(freed), login
    with pytest.raises(Claimed, match="吴志宏"):
        office.desk.orders.claim(office.head, order)
    assert seen("wuzhihong", "SELECT staff_name FROM order_claims WHERE order_id = %s", order) == ["吴志宏"]
    office.wall.at += timedelta(minutes=6)
    office.wall()
    assert tried("xujianguo", CLAIM.format(order=order, who="xujianguo", minutes=20)) == 1


def test_who_has_a_fast_clock_takes_nothing_before_the_servers_own(office):
    order = went(office, "dispatch", number="XM81")
    office.desk.orders.claim(office.actor("wuzhihong"), order.id)
    office.wall.at += timedelta(minutes=31)
    now = office.wall()  # the server is told
    with psycopg.connect(office.url, autocommit=True) as owner:
        owner.execute("UPDATE rules.wall SET stands = stands - interval '3 minutes'")
        with pytest.raises(Claimed, match="吴志宏"):
            office.desk.orders.claim(office.head, order.id)
        owner.execute("UPDATE rules.wall SET stands = stands + interval '3 minutes'")
    assert office.desk.orders.claim(office.head, order.id).since >= now
