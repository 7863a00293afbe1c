from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from app.custody.models import Holding
from app.errors import Conflict
from app.hotline.models import Caller, OrderId, OrderState, OrderType, Secrecy, WorkOrder
from app.hotline.queue import OrderQuery, QueueView
from app.ledger.models import subject
from db.founding.upgrade import create
from db.models.tallies import so_far
from db.store import open_store
from tests.db.filed_things import pairs_of
from tests.db.order_things import an_arrival
from tests.db.things import furnish

NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


def an_order(office, number, **changed):
    plain = WorkOrder(
        id=OrderId(0),
        number=number,
        type=OrderType.COMPLAINT,
        state=OrderState.ARRIVED,
        title=f"夜间施工{number}",
        content="示例路工地，夜里还在打桩。",
        division=office.division,
        division_name="窗口",
        arrived_at=NOON,
        caller=Caller(name="陈嘉禾", telephone="13800005678"),
        extra={"网格": "甲"},
    )
    return replace(plain, **changed)


def many(office):
    orders = [an_order(office, f"X-{place}") for place in range(40)]
    orders[7] = an_order(
        office, "X-7", secrecy=Secrecy.CALLER, caller=Caller(name="林秘", telephone="13900001111")
    )
    return orders


def filed(connection, keys):
    """Everything the search keeps, by how far the order is from the first."""
    first = min(keys)
    found = connection.exec_driver_sql("SELECT * FROM search_texts WHERE kind IN (5, 6, 8)").mappings().all()
    callers = connection.exec_driver_sql("SELECT pair, id FROM search_pairs WHERE kind = 8").all()
    texts = sorted(
        tuple(str(value - first if name == "id" else value) for name, value in row.items()) for row in found
    )
    return {
        "search_texts": texts,
        "search_pairs": sorted((pair, key - first) for pair, key in pairs_of(connection)),
        "callers": sorted((pair, key - first) for pair, key in callers),
    }


def test_many_orders_are_kept_and_filed_as_each_alone_would_be(store, office):
    with store.begin() as unit:
        kept = [unit.orders.add(order) for order in many(office)]
        alone = filed(unit._connection, kept)
        unit._connection.execute(text("DELETE FROM search_pairs"))
        unit._connection.execute(text("DELETE FROM search_texts"))
        again = [replace(order, number=f"Y{order.number[1:]}", title=order.title) for order in many(office)]
        first = [unit.orders.get(key) for key in kept]
        keys = unit.orders.add_many([replace(order, number=f"Z{order.number}") for order in again])
        second = [unit.orders.get(key) for key in keys]
        assert len(filed(unit._connection, keys)["search_texts"]) == len(alone["search_texts"])

    assert list(keys) == sorted(set(keys))
    assert not set(keys) & set(kept)
    assert [replace(order, id=0, number="") for order in second] == [
        replace(order, id=0, number="") for order in first
    ]


def filed_alone(unit, keys, orders):
    """Return what the search keeps of the orders once each is filed by itself, in place of all it kept."""
    for table in ("search_pairs", "search_lots", "search_texts", "order_callers"):
        unit._connection.execute(text(f"DELETE FROM {table}"))
    for key, order in zip(keys, orders, strict=True):
        unit.orders._index.add(key, order)
        if order.is_confidential:
            unit.orders._callers.add(key, order)
    return filed(unit._connection, keys)


@pytest.mark.parametrize("between", [0, 1])
@pytest.mark.parametrize("ready_of", [slice(0), slice(None), slice(1, None)], ids=["none", "these", "others"])
def test_many_orders_are_filed_as_each_alone_whatever_was_ready_and_whatever_keys_they_get(
    store, office, between, ready_of
):
    with store.begin() as unit:
        orders = many(office)
        taken = unit.orders.new_keys(len(orders) + between)
        ready = unit.orders.made_ready(orders[ready_of])
        keys = unit.orders.add_many(orders, taken[:20] + taken[20 + between :], ready=ready)
        together = filed(unit._connection, keys)

        assert filed_alone(unit, keys, orders) == together


def test_many_more_orders_than_one_statement_takes_are_all_kept(store, office):
    orders = [an_order(office, f"X-{place}", content=f"第{place}件") for place in range(700)]
    with store.begin() as unit:
        keys = unit.orders.add_many(orders)
    with store.read() as unit:
        assert [order.content for order in unit.orders.of_keys(keys)] == [order.content for order in orders]
        query = OrderQuery(
            view=QueueView.ALL, staff=office.clerk, today=date(2026, 11, 2), secret=True, words="第699"
        )
        assert [order.number for order in unit.orders.find(query, offset=0, limit=5)] == ["X-699"]


def held(office, keys):
    return [
        Holding(
            subject=subject("order", key), division=office.division, staff=None, why="派单", step="分派",
            title="工单", due=date(2026, 11, 3),
        )
        for key in keys
    ]  # fmt: skip


def explained(connection):
    """Return what the server tells of every plan from now on, those of its triggers too."""
    told = []
    connection.connection.driver_connection.add_notice_handler(
        lambda notice: told.append(notice.message_primary)
    )
    connection.execute(text("LOAD 'auto_explain'"))
    settings = {
        "log_min_duration": "0",
        "log_analyze": "on",
        "log_nested_statements": "on",
        "log_level": "notice",
    }
    for name, value in settings.items():
        connection.execute(text(f"SET LOCAL auto_explain.{name} = {value}"))
    connection.execute(text("SET LOCAL client_min_messages = notice"))
    return told


def test_a_server_that_took_one_order_does_not_compare_hundreds_each_with_all(server):
    with server.office(create) as url, closing(open_store(url)) as store:
        office = furnish(store)
        for many in (1, 300):
            with store.begin() as unit:
                told = explained(unit._connection)
                with unit.orders.counted_together():
                    keys = unit.orders.add_many([an_order(office, f"{many}-{place}") for place in range(many)])
                    unit.custody.start_many(held(office, keys), NOON, by=office.clerk)

    assert any("Named Tuplestore Scan" in plan for plan in told)
    removed = [int(number) for number in re.findall("Rows Removed by Join Filter: ([0-9]+)", "".join(told))]
    assert max(removed, default=0) < 300 * 50


def test_a_number_that_is_taken_keeps_the_whole_lot_out(store, office):
    with store.begin() as unit:
        unit.orders.add(an_order(office, "X-1"))
    with pytest.raises(Conflict, match="这一批没有导入"), store.begin() as unit:
        unit.orders.add_many([an_order(office, "X-0"), an_order(office, "X-1")])
    with store.read() as unit:
        assert unit.orders.find_by_number("X-0") is None


def test_who_was_not_told_of_a_caller_never_saves_an_order_without_him(store, office):
    with store.begin() as unit:
        opened = unit.orders.get(unit.orders.add(an_order(office, "X-1")))
        untold = replace(opened, secrecy=Secrecy.CALLER, caller=Caller(withheld=True))
        with pytest.raises(Conflict):
            unit.orders.save(untold)
        unit.orders.save(replace(opened, secrecy=Secrecy.CALLER))
        unit.orders.save(replace(untold, version=2, topic="规划"))
        kept = unit.orders.get(opened.id)
        with pytest.raises(Conflict):
            unit.orders.save(replace(untold, version=3, secrecy=Secrecy.NONE))
        unit.orders.save(replace(kept, secrecy=Secrecy.NONE))
        again = unit.orders.get(opened.id)

    assert (kept.caller, kept.extra, kept.topic) == (opened.caller, opened.extra, "规划")
    assert (again.caller, again.extra) == (opened.caller, opened.extra)


def test_an_order_registered_after_many_has_its_own_key(store, office):
    with store.begin() as unit:
        keys = unit.orders.add_many(many(office))
        later = unit.orders.add(an_order(office, "N-1"))

    assert later > max(keys)


def test_many_are_held_and_on_record(store, office):
    with store.begin() as unit:
        keys = unit.orders.add_many(many(office))
        unit.custody.start_many(held(office, keys), NOON, by=office.clerk)
        unit.course.record_many([an_arrival(key, office.division, office.clerk) for key in keys])
        query = OrderQuery(view=QueueView.ARRIVED, staff=office.clerk, today=date(2026, 11, 2), secret=True)
        assert unit.orders.count(query) == len(keys)
        assert unit.custody.open_of(subject("order", keys[0])).holding.due == date(2026, 11, 3)
        assert [each.fields for each in unit.course.records(keys[-1])] == [{"file": "a.xlsx"}]


def has(connection, keys):
    parts = "o.id, o.held_division_id, o.holder_id, o.held_due_on, c.held_division_id, c.held_due_on"
    sql = f"SELECT {parts} FROM orders o LEFT JOIN order_claims c ON c.order_id = o.id ORDER BY o.id"
    return [tuple(row) for row in connection.exec_driver_sql(sql) if row[0] in keys]


def test_who_has_an_order_that_came_in_with_him_is_who_has_it_by_custody(store, office):
    with store.begin() as unit:
        keys = unit.orders.new_keys(2)
        holdings = [replace(each, staff=office.clerk) for each in held(office, keys)]
        said = dict(zip(keys, [holdings[0], replace(holdings[1], staff=None)], strict=True))
        with unit.orders.counted_together():
            orders = [an_order(office, f"X-{key}") for key in keys]
            assert unit.orders.add_many(orders, keys, said) == keys
            unit.custody.start_many(holdings, NOON, by=office.clerk)
        came, told = has(unit._connection, keys)

    assert came[1:3] == (office.division, office.clerk)
    assert came[1:] == told[1:]
    assert (came[1], came[3]) == came[4:]


STRANGE = ('“引号"与\\反斜杠', "NULL", "{甲,乙}", "一行\n又一行\t", "", '"', "'; --", "\\", "🈶𠮷")


def test_words_are_kept_as_they_are_written_however_strange(store, office):
    orders = [
        an_order(office, f"X-{place}", content=said, title=said or "无", place=said, extra={said: said})
        for place, said in enumerate(STRANGE)
    ]
    with store.begin() as unit:
        keys = unit.orders.add_many(orders)
    with store.read() as unit:
        found = unit.orders.of_keys(keys)
    assert [(each.content, each.place, dict(each.extra)) for each in found] == [
        (said, said, {said: said}) for said in STRANGE
    ]


def counted(connection):
    parts = "tally, on_day, lead_id, division_id, share_id, held_id, order_type, state, topic, whole"
    sql = f"SELECT {parts}, sum(items) FROM order_tallies GROUP BY {parts} HAVING sum(items) <> 0"
    return sorted(tuple(map(str, row)) for row in connection.exec_driver_sql(sql))


def test_what_is_counted_together_is_what_counting_everything_anew_gives(store, office):
    with store.begin() as unit:
        unit.orders.add(an_order(office, "A-1", topic="噪声"))
        with unit.orders.counted_together():
            keys = unit.orders.add_many(many(office))
            holdings = [
                Holding(
                    subject=subject("order", key), division=office.division, staff=office.clerk, why="派单",
                    step="分派", title="工单", due=date(2026, 11, 3 + key % 2),
                )
                for key in keys[::2]
            ]  # fmt: skip
            unit.custody.start_many(holdings, NOON, by=office.clerk)
        unit.orders.add(an_order(office, "A-2", topic="噪声"))
        connection = unit._connection
        kept = counted(connection)
        connection.exec_driver_sql("DELETE FROM order_tallies")
        connection.exec_driver_sql(so_far(connection.dialect.name))
        assert kept == counted(connection)
