"""What goes with its last paper, on a server with everybody's own role: the gate alone takes it away."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.forms.masking import GONE
from tests.app.hotline.order_life import view
from tests.app.retention.old import ARCHIVIST, LEADER, decided, destroyed, proposed
from tests.app.retention.over import LATE, answered_order, denied
from tests.flows.roles.test_what_sql_refuses import is_refused

EVERYBODY = (ARCHIVIST, LEADER, "linxiaoyan", "wuzhihong", "suhaiyun", "guanliyuan")
CALLER = "欧阳若水"  # of nobody else


@pytest.fixture(scope="module")
def changed(office, tmp_path_factory):
    """A denial and an order without any paper, signed away; the denial was changed since, so it stays."""
    folder = tmp_path_factory.mktemp("packages")
    _case, denial = denied(office, folder)
    order = answered_order(office, secrecy="诉求人信息保密", caller=CALLER)
    office.wall.put(LATE)
    disposal = decided(office, proposed(office, folder))
    with office.store.engine.begin() as connection:
        connection.execute(
            text("UPDATE denials SET matter_name = '另一事项' WHERE id = :key"), {"key": denial.id}
        )
    result = destroyed(office, disposal, folder / "包.zip")
    return denial, order, result


def test_a_confidential_order_is_taken_away_by_an_archivist_who_never_read_it(office, changed):
    _denial, order, result = changed
    assert "工单1件" in result.left.said
    assert "否定报备" not in result.left.said
    assert view(office, order).order.caller.name == GONE
    with office.store.engine.connect() as connection:
        for table in ("orders", "order_callers", "order_records", "search_texts", "segments"):
            assert CALLER not in str(connection.execute(text(f"SELECT * FROM {table}")).all())


@pytest.mark.parametrize("login", EVERYBODY)
def test_by_plain_sql_nobody_takes_away_what_stays(changed, tried, login):
    denial, order, _result = changed
    for statement in (
        "DELETE FROM file_contents",
        f"DELETE FROM attachments WHERE denial_id = {denial.id}",
        f"UPDATE denials SET fields = '{{}}' WHERE id = {denial.id}",
        "UPDATE denial_checks SET check_text = NULL",
        f"UPDATE order_records SET fields = '{{}}' WHERE order_id = {order.id}",
        "DELETE FROM order_changes",
        "DELETE FROM left_behind",
        "UPDATE left_behind SET cleared_at = now()",
        "INSERT INTO left_behind VALUES (1, 'order', 1, 'x', 0, 0, 0, '')",
        "INSERT INTO rules.clearing VALUES ('denial', 1)",
    ):
        assert is_refused(tried(login, statement)), statement


def test_nobody_else_is_told_what_goes_and_nothing_that_is_not_over_is_told(office, changed, tried):
    denial, _order, _result = changed
    young = answered_order(office, number="XM2060010400001", caller="林小雨", telephone="13900001111")
    for login in EVERYBODY:
        assert is_refused(tried(login, f"SELECT * FROM rules.left_told('order', {young.id})"), "EW001")
        if login != ARCHIVIST:
            assert is_refused(tried(login, f"SELECT * FROM rules.left_told('denial', {denial.id})"), "EW001")
            assert is_refused(tried(login, f"SELECT * FROM rules.left_words('denial', {denial.id})"), "EW001")


def test_the_gate_takes_away_nothing_that_is_not_entered_in_the_book(changed, tried):
    denial, _order, _result = changed
    gate = f"SELECT rules.clear_left('denial', {denial.id}, '', ARRAY[]::integer[], ARRAY[]::bigint[])"
    assert tried(ARCHIVIST, gate) == "EW001 销毁资料须同时记入台账"
    assert is_refused(tried("wuzhihong", gate), "EW001")
