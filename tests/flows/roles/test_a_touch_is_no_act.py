"""By plain SQL a change of nothing, or one that looks at no row, brings nobody what he may not do or see."""

from __future__ import annotations

import psycopg
import pytest

from tests.app.hotline.order_life import did, went
from tests.app.hotline.order_tables import a_row, brought_in, order_of
from tests.flows.roles.test_what_sql_refuses import is_refused

CLERK, HANDLER, HEAD, STRANGER = "linxiaoyan", "wuzhihong", "xujianguo", "zhengmeiling"
LEADER, OVERSEER, ARCHIVIST, ADMIN = "yangzhenhua", "luguoqiang", "jianglihua", "guanliyuan"
ALL = "UPDATE orders SET version = 77"  # looks at no row: which are read is not asked
READ = "SELECT id FROM orders WHERE secrecy = '效能投诉保密'"


@pytest.fixture(scope="module")
def secrets(office):
    """Efficiency complaints that a division leads and only its head reads: by hand and from a table."""
    made = went(office, "dispatch", number="K-1", secrecy="效能投诉保密")
    brought_in(office, a_row("K-2", 诉求人="欧阳若水", 是否保密="是"))
    later = did(office, order_of(office, "K-2"), "change", type="投诉", secrecy="效能投诉保密")
    return made, did(office, later, "dispatch")


@pytest.mark.parametrize("login", [CLERK, HANDLER, STRANGER, ARCHIVIST])
def test_nobody_reads_an_efficiency_complaint_by_changing_all_there_is(office, secrets, sql, login):
    held = "UPDATE segments SET due_on = due_on WHERE open_key = 'order:{}'"
    touches = (ALL, *(held.format(each.id) for each in secrets))
    with sql(login) as connection:
        for touch in touches:
            try:
                connection.execute(touch)
            except psycopg.Error:
                connection.rollback()
            assert connection.execute(READ).fetchall() == [], touch
            connection.rollback()


def test_a_change_that_looks_at_no_row_leaves_what_one_does_not_read(office, secrets, sql):
    with sql(HANDLER) as connection:
        read = "SELECT count(*) FROM orders WHERE rules.may('HANDLE_ORDER', lead_id)"
        (led,) = connection.execute(read).fetchone()
        assert connection.execute(ALL).rowcount == led
        connection.rollback()


def test_whoever_changes_an_order_has_not_made_it(office, tried):
    order = went(office, "dispatch", "sign", number="K-5").id
    touch = f"UPDATE orders SET version = version + 1 WHERE id = {order}"
    came = (
        "INSERT INTO order_records (order_id, kind, recorded_at, staff_id, staff_name, fields)"
        f" SELECT {order}, '登记', rules.moment(), id, name, '{{}}' FROM staff WHERE login = '{HANDLER}'"
    )
    called = f"INSERT INTO order_callers (order_id, anonymous, name) VALUES ({order}, false, '甲某')"
    assert tried(HANDLER, touch) == 1
    assert is_refused(tried(HANDLER, touch, came))
    assert is_refused(tried(HANDLER, touch, called))
