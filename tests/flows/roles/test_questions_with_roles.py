"""How a server finds what somebody may see: row by row, after what he asks for, and never by listing all."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.dialects import postgresql

from app.custody.clocks import Handed, OpenQuery
from app.hotline.queue import OrderQuery, QueueView
from db.clocks.open_clocks import count_of_wanted
from db.hotline.parts import count_of
from db.hotline.queue import EVERY

TODAY = date(2026, 11, 2)


@pytest.fixture
def plan(sql):
    """Return how the server would answer somebody."""

    def told(login, statement):
        with sql(login) as connection:
            return [line for (line,) in connection.execute(f"EXPLAIN {statement}")]

    return told


TABLES = ("segments", "orders", "order_records", "order_shares", "contacts", "search_texts", "search_pairs")


@pytest.mark.parametrize("table", TABLES)
def test_what_somebody_may_see_is_looked_up_row_by_row(plan, table):
    lines = plan("zhengmeiling", f"SELECT 1 FROM {table}")
    assert any("SubPlan" in line or "rules." in line for line in lines)
    assert not any("hashed" in line for line in lines)


def written(statement):
    return str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))


def is_asked_first(lines, words):
    """Tell whether what is asked for comes before whether the person may see it."""
    (asked,) = [line for line in lines if "Filter:" in line and words in line]
    return asked.index(words) < asked.index("SubPlan")


def test_a_work_list_asks_for_its_own_before_the_row_policies(office, plan):
    head = office.actor("caiwenjuan")
    here = frozenset({head.division})
    handed = Handed(divisions=here, kinds=("case", "order"))
    mine = count_of_wanted(OpenQuery(staff=head.id, divisions=here, mine=True), on_server=True)
    by_index = f"Index Cond: (staff_id = {head.id})"  # what one holds oneself is the least there is to look at
    assert any(by_index in line for line in plan("caiwenjuan", written(mine)))
    for query in (
        OpenQuery(staff=head.id, divisions=here),
        OpenQuery(staff=head.id, divisions=here, handed=handed, until=TODAY),
    ):
        lines = plan("caiwenjuan", written(count_of_wanted(query, on_server=True)))
        assert is_asked_first(lines, "IS TRUE"), query


def test_a_queue_asks_for_a_lead_before_the_row_policies(office, plan):
    handler = office.actor("zhengmeiling")
    query = OrderQuery(view=QueueView.ALL, staff=handler.id, today=TODAY, lead=handler.division, secret=True)
    assert is_asked_first(plan("zhengmeiling", written(count_of(query, EVERY))), "IS TRUE")
