"""Orders that came in together are found by whoever may see them, and by nobody else, whatever he asks."""

from __future__ import annotations

import pytest

from app.hotline.queue import QueueView
from db.hotline import costs as order_costs
from db.hotline import walk as order_walk
from tests.app.hotline.order_life import did
from tests.app.hotline.order_tables import a_row, brought_in, order_of

LAST = (1 << 21) - 1
SENT = {"分派时间": "2026-11-01 10:00"}
OURS = a_row("XM-7001", 诉求人="欧阳翡翠", 主办单位="行政审批处", **SENT)
THEIRS = a_row("XM-7002", 诉求人="欧阳翡翠", 主办单位="不动产登记中心", **SENT)
SECRET = a_row("XM-7003", 诉求人="欧阳翡翠", 主办单位="行政审批处", 是否保密="效能投诉", **SENT)


@pytest.fixture(scope="module")
def orders(office):
    outcome = brought_in(office, OURS, THEIRS, SECRET)
    assert (outcome.new, outcome.rejected) == (3, 0)
    return {number: order_of(office, number).id for number in ("XM-7001", "XM-7002", "XM-7003")}


def found(office, login, words):
    actor = office.actor(login)
    query = office.desk.orders.query(actor, QueueView.ALL, words=words)
    rows = office.desk.orders.find(actor, query, offset=0, limit=10)
    assert office.desk.orders.count(actor, query) == len(rows)
    return {row.order.number for row in rows}


@pytest.fixture(params=["as it comes", "as the server tells of a division"])
def way(request, monkeypatch):
    if request.param != "as it comes":
        monkeypatch.setattr(order_walk, "_FEW", -1)
        costs = order_costs.Costs(walked=1e6, listed=1e6, looked_up=1e-6, said=1e6, led=0)
        monkeypatch.setattr(order_costs, "ON_SERVER_BOUNDED", costs)


@pytest.mark.parametrize("words", ["翡翠", "欧阳翡翠", "翡", "欧阳 7002", "7002"])
def test_everybody_finds_what_he_may_see(office, orders, words, way):
    assert "XM-7002" in found(office, "suhaiyun", words)
    assert found(office, "zhengmeiling", words) == {"XM-7002"}
    assert "XM-7002" not in found(office, "wuzhihong", words)


def test_the_petition_centre_finds_a_secret_caller_and_a_handler_does_not(office, orders, way):
    assert found(office, "suhaiyun", "翡翠") == {"XM-7001", "XM-7002", "XM-7003"}
    assert found(office, "wuzhihong", "翡翠") == {"XM-7001"}


def test_lots_are_read_and_changed_by_nobody_himself(office, orders, seen, tried):
    every = "SELECT count(*) FROM search_lots"
    for login in ("suhaiyun", "zhengmeiling", "guanliyuan"):
        assert seen(login, every) == [0]
    assert isinstance(tried("suhaiyun", "DELETE FROM search_lots"), str)
    assert isinstance(tried("suhaiyun", "UPDATE search_lots SET places = ','"), str)


def test_what_the_server_tells_of_lots_is_of_orders_one_sees(office, orders, seen):
    told, ours = "SELECT DISTINCT id FROM rules.filed WHERE id = ANY (%s)", list(orders.values())
    assert set(seen("suhaiyun", told, ours)) == set(ours)
    assert seen("zhengmeiling", told, ours) == [orders["XM-7002"]]
    assert seen("wuzhihong", told, ours) == [orders["XM-7001"]]


def test_of_a_divisions_orders_only_those_one_sees_are_told(office, orders, seen):
    together, alone = ord("翡") << 21 | ord("翠"), 7
    with office.store.begin() as unit:  # filed one by one, as whatever was changed since
        for key in orders.values():
            filed = "INSERT INTO search_pairs VALUES (5, %s, %s)"
            unit.orders._connection.exec_driver_sql(filed, (alone, key))
    told = "SELECT * FROM rules.led(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], %s, 0, '', false, '')"
    ours, theirs = (order_of(office, number).lead for number in ("XM-7001", "XM-7002"))
    for pair in (together, alone):
        assert seen("wuzhihong", told, pair, pair, ours) == [orders["XM-7001"]]
        # Of another's nothing, beside what is one's own.
        assert set(seen("wuzhihong", told, pair, pair, theirs)) <= {orders["XM-7001"]}
        assert set(seen("zhengmeiling", told, pair, pair, ours)) <= {orders["XM-7002"]}
        assert seen("zhengmeiling", told, pair, pair + 1, theirs) == [orders["XM-7002"]]
    assert set(seen("suhaiyun", told, alone, alone, ours)) == {orders["XM-7001"], orders["XM-7003"]}
    assert set(seen("wuzhihong", told, 0, 2**62, ours)) & set(orders.values()) == {orders["XM-7001"]}


def test_what_is_alike_is_told_of_orders_one_sees(office, orders, seen):
    pair = ord("翡") << 21 | ord("翠")
    asked = "SELECT rules.alike({kind}, ARRAY[%s]::bigint[], 12, 300, 400, 60)"
    order = asked.format(kind=5)
    assert set(seen("suhaiyun", order, pair)) == {orders["XM-7001"], orders["XM-7002"]}
    assert seen("zhengmeiling", order, pair) == [orders["XM-7002"]]
    assert seen("wuzhihong", order, pair) == [orders["XM-7001"]]
    for kind in (1, 2, 3, 4, 6, 8):
        assert not seen("suhaiyun", asked.format(kind=kind), pair)


def test_how_rare_a_pair_is_is_told_only_to_who_sees_every_order(office, orders, seen):
    pair = ord("翡") << 21 | ord("翠")
    asked = (
        "SELECT many FROM rules.weighed(5, ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], 500, true)"
        " WHERE place IN (0, -2)"
    )
    begun = pair & ~LAST, pair | LAST  # whatever begins with the first of the two characters
    assert seen("suhaiyun", asked, pair, pair) == [2, 0]  # a confidential caller is in no lot
    assert seen("suhaiyun", asked, *begun) == [2, 0]
    for low, high in ((pair, pair), (1, 1), begun):
        assert seen("zhengmeiling", asked, low, high) == [100, 1]
        assert seen("zhengmeiling", asked.replace("5,", "8,", 1), low, high) == [100, 1]


def test_of_what_is_filed_without_end_no_number_is_told(office, orders, seen):
    rare = "rules.weighed(5, ARRAY[0]::bigint[], ARRAY[%s]::bigint[], 1, true)"
    for login in ("suhaiyun", "zhengmeiling"):
        assert seen(login, f"SELECT many FROM {rare} WHERE place = 0", 2**62) == [None]


def test_nobody_takes_an_order_that_he_does_not_see_out_of_the_search(office, orders, seen):
    pair = ord("翡") << 21 | ord("翠")
    seen("zhengmeiling", "SELECT rules.unfile(5, %s, ARRAY[%s]::bigint[])", orders["XM-7001"], pair)
    assert found(office, "wuzhihong", "翡翠") == {"XM-7001"}


def test_an_order_whose_handler_changes_is_found_by_the_new_name_alone(office, orders):
    order = office.desk.orders.get(office.actor("suhaiyun"), orders["XM-7002"]).order
    did(office, order, "sign", who="zhengmeiling")
    assert found(office, "zhengmeiling", "郑美玲") == {"XM-7002"}


def test_what_others_did_on_the_platform_is_put_on_record_by_whoever_brings_its_table(office, seen):
    signed = {"签收时间": "2026-11-01 11:00", "经办人": "吴志宏"}
    outcome = brought_in(office, a_row("XM-7009", 主办单位="行政审批处", **SENT, **signed))
    who = seen("wuzhihong", "SELECT staff_id FROM order_records WHERE kind = '签收' AND staff_name = '吴志宏'")
    assert (outcome.new, who) == (1, [office.actor("wuzhihong").id])
