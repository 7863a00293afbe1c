from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Conflict
from app.hotline.models import OrderState, OrderType, Secrecy
from app.ledger.models import subject
from db.models.tallies import so_far
from db.search.words import Findable
from tests.app.hotline.order_tables import a_row, brought_in, order_of, rehearsed
from tests.db.filed_things import pairs_of
from tests.office import copied

SENT = {"主办单位": "行政审批处", "分派时间": "2026-10-30 10:00"}
COURSES = (
    {},
    SENT,
    {**SENT, "主办单位": "登记中心"},
    {**SENT, "签收时间": "2026-10-30 11:00", "经办人": "吴志宏"},
    {**SENT, "工单状态": "已办结", "办结时间": "2026-10-31 16:00", "答复内容": "已处理", "满意度": "满意"},
)


def tallies(connection):
    return sorted(
        tuple(row) for row in connection.exec_driver_sql("SELECT * FROM order_tallies WHERE items <> 0")
    )


def recounted(connection):
    connection.exec_driver_sql("DELETE FROM order_tallies")
    connection.exec_driver_sql(so_far(connection.dialect.name))
    return tallies(connection)


def filed(connection):
    return {(5, pair, key) for pair, key in pairs_of(connection)}


def to_be_filed(connection):
    found = connection.exec_driver_sql("SELECT id, words, tails, initials FROM search_texts WHERE kind = 5")
    return {
        (5, pair, key)
        for key, *texts in found
        for pair in Findable(**dict(zip(("words", "tails", "initials"), texts, strict=True))).pairs()
    }


def require_whole(office, numbers):
    """Make sure that tallies, search and custody say of the orders what a count of everything says."""
    with office.store.read() as unit:
        for number in numbers:
            order = unit.orders.find_by_number(number)
            segment = unit.custody.open_of(subject("order", order.id))
            assert (segment is not None) == order.is_open
            sql = "SELECT held_division_id, holder_id, held_due_on FROM orders WHERE id = ?"
            kept = tuple(unit._connection.exec_driver_sql(sql, (int(order.id),)).one())
            holding = segment and segment.holding
            assert kept == (
                (holding.division, holding.staff, str(holding.due)) if holding else (None, None, None)
            )
        assert filed(unit._connection) == to_be_filed(unit._connection)
    with office.store.engine.connect() as connection:
        before = tallies(connection)
        assert before == recounted(connection)
        connection.rollback()
    return before


def told(office, numbers):
    """Return the orders without what the moment of their import made them."""
    plain = {"id": 0, "batch": 0, "due": None, "version": 1}
    found = [order_of(office, number) for number in numbers]
    return [replace(order, **plain, arrived_at=None if order.is_open else order.arrived_at) for order in found]


a_table = st.lists(
    st.tuples(
        st.sampled_from(COURSES),
        st.sampled_from([each.value for each in OrderType]),
        st.text("噪声施工号abＡ12，。 ", min_size=1, max_size=10).filter(str.strip),
        st.sampled_from([each.value for each in Secrecy]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.file
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=a_table, chance=st.randoms(use_true_random=False), lot=st.integers(1, 5))
def test_however_a_table_is_split_and_ordered_it_makes_the_same_office(
    furnished, tmp_path_factory, monkeypatch, rows, chance, lot
):
    table = [
        a_row(f"S-{place}", 诉求类型=kind, 标题=title.strip(), 诉求人=title.strip(), 是否保密=secrecy, **course)
        for place, (course, kind, title, secrecy) in enumerate(rows)
    ]
    numbers = [row["工单编号"] for row in table]
    whole, split = (copied(furnished, tmp_path_factory.mktemp("office")) for _office in range(2))
    try:
        brought_in(whole, *table)
        shuffled = chance.sample(table, len(table))
        cut = chance.randint(0, len(table))
        with monkeypatch.context() as patched:
            patched.setattr("app.hotline.importing.CHUNK", lot)
            for name in ("pair_filing", "lot_pairs"):
                patched.setattr(f"db.search.{name}.LOT", max(1, lot - 1))
            for part in (shuffled[:cut], shuffled[cut:], shuffled[:1]):
                if part:
                    brought_in(split, *part)

        assert require_whole(whole, numbers) == require_whole(split, numbers)
        assert told(whole, numbers) == told(split, numbers)
    finally:
        whole.close()
        split.close()


@pytest.mark.file
def test_a_lot_that_fails_leaves_the_archive_counting_order_by_order(office):
    brought_in(office, a_row("S-1"))
    first = order_of(office, "S-1")
    with pytest.raises(Conflict), office.store.begin() as unit, unit.orders.counted_together():
        unit.orders.add_many([replace(first, number="S-2"), first])
    brought_in(office, a_row("S-3"))

    assert order_of(office, "S-2") is None
    assert order_of(office, "S-3").state is OrderState.ARRIVED
    require_whole(office, ["S-1", "S-3"])


def in_lots(office, rows, meanwhile):
    """Bring rows in lot by lot; do something else once the first two are in."""
    rehearsal, desk = rehearsed(office, *rows), office.desk.hotline.importing

    def told(done, _total):
        if done == 2:
            meanwhile()
        return True

    return desk.apply(office.actor("suhaiyun"), rehearsal, told)


@pytest.mark.file
def test_a_number_that_somebody_registers_while_an_import_runs_is_one_order(office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 2)
    rows = [a_row(f"S-{place}", 标题=f"第{place}件") for place in range(6)]
    outcome = in_lots(office, rows, lambda: brought_in(office, a_row("S-3", 标题="另一件")))

    assert (outcome.new, outcome.changed) == (5, 1)
    assert [order_of(office, row["工单编号"]).title for row in rows] == [row["标题"] for row in rows]
    require_whole(office, [row["工单编号"] for row in rows])


@pytest.mark.file
def test_what_was_made_ready_while_the_table_was_read_counts_only_for_the_rows_that_come(office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 3)
    rows = [a_row(f"S-{place}", 标题=f"第{place}件") for place in range(5)]
    rehearsal = rehearsed(office, *rows)
    brought_in(office, a_row("S-1", 标题="另一件"))
    outcome = office.desk.hotline.importing.apply(office.actor("suhaiyun"), rehearsal)

    assert (outcome.new, outcome.changed) == (4, 1)
    assert [order_of(office, row["工单编号"]).title for row in rows] == [row["标题"] for row in rows]
    require_whole(office, [row["工单编号"] for row in rows])


@pytest.mark.file
def test_what_the_office_decides_while_an_import_runs_holds_for_the_rows_to_come(office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 2)
    seen = office.desk.office.settings()
    longer = replace(seen, limit_complaint=9)
    rows = [a_row(f"S-{place}", **COURSES[-1]) for place in range(5)]
    in_lots(office, rows, lambda: office.desk.office.save(office.administrator, longer, seen))

    days = [order_of(office, row["工单编号"]).limit_days for row in rows]
    assert days == [seen.limit_complaint] * 2 + [9] * 3
    require_whole(office, [row["工单编号"] for row in rows])
