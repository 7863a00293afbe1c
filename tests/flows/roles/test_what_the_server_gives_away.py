"""What a server tells beside its rows - how many it expects, who waits - tells of nobody one may not read."""

from __future__ import annotations

import psycopg
import pytest

from app.cases.models import Party
from tests.app.contacts.at_the_door import registered
from tests.app.counter.at_work import issued, opened, ticked
from tests.app.hotline.order_life import went

STRANGER, CALLER, TELEPHONE = "huangyating", "欧阳若水", "13912345678"


@pytest.fixture(scope="module")
def taken(office):
    """Somebody known to another division in every way, often, and the server's estimates taken."""
    person = Party(name=CALLER, telephone=TELEPHONE)
    for nth in range(6):
        went(
            office, "dispatch", number=f"G-{nth}", caller=CALLER, telephone=TELEPHONE, secrecy="诉求人信息保密"
        )
        went(office, "dispatch", number=f"H-{nth}", caller=CALLER, telephone=TELEPHONE)
        case = ticked(office, opened(office, application=False, applicant=person), m0="缺少")
        issued(office, case, "one_time_notice")
        registered(office, responsible="wuzhihong", visitor_name=CALLER, telephone=TELEPHONE)
    with psycopg.connect(office.url, autocommit=True) as owner:
        owner.execute("ANALYZE")
    return office


def expected(sql, login, table, column, value):
    with sql(login) as connection:
        asked = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {table} WHERE {column} = %s"
        cursor = psycopg.ClientCursor(connection)
        plan = cursor.execute(asked, [value]).fetchone()[0][0]["Plan"]
    return plan["Plan Rows"], plan["Total Cost"]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("order_callers", "name", CALLER),
        ("order_callers", "telephone", TELEPHONE),
        ("orders", "caller", CALLER),
        ("orders", "telephone", TELEPHONE),
        ("contacts", "visitor", CALLER),
        ("contacts", "telephone", TELEPHONE),
        ("documents", "party", CALLER),
        ("documents", "telephone", TELEPHONE),
        ("segments", "party", CALLER),
    ],
)
def test_how_many_rows_are_expected_is_the_same_for_who_is_known_and_who_is_not(
    taken, sql, table, column, value
):
    assert expected(sql, STRANGER, table, column, value) == expected(sql, STRANGER, table, column, "无此人")


def test_no_value_that_was_counted_is_read(taken, seen):
    kept = "SELECT most_common_vals::text FROM pg_stats WHERE most_common_vals::text LIKE '%%' || %s || '%%'"
    for login in (STRANGER, "linxiaoyan", "guanliyuan"):
        assert seen(login, kept, CALLER) == seen(login, kept, TELEPHONE) == [], login


def test_what_others_ask_is_not_told(taken, sql, seen):
    with sql("wuzhihong") as busy:
        busy.execute("SELECT 'another''s question'")
        told = (
            "SELECT query FROM pg_stat_activity WHERE query LIKE '%%another''s%%' AND usename <> current_user"
        )
        assert seen(STRANGER, told) == []


def test_whoever_leaves_a_transaction_open_or_waits_holds_up_nobody_for_long(seen):
    for login in ("linxiaoyan", "guanliyuan"):
        for name, span in (
            ("idle_in_transaction_session_timeout", "5min"),
            ("lock_timeout", "1min"),
            ("statement_timeout", "10min"),
        ):
            assert seen(login, f"SHOW {name}") == [span], (login, name)


LOCKED = 0x45576B63  # whoever acts shares it; whoever has it alone lets nobody act


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT pg_advisory_lock({LOCKED})",
        f"SELECT pg_advisory_lock_shared({LOCKED})",
        f"SELECT pg_try_advisory_lock({LOCKED})",
        f"SELECT pg_advisory_xact_lock({LOCKED})",
        "SELECT pg_try_advisory_xact_lock(1163225442, 1)",
        "LOCK TABLE alembic_version",
        "LOCK TABLE ledger_entries IN EXCLUSIVE MODE",
        "LOCK TABLE ledger_heads IN EXCLUSIVE MODE",
        "LOCK TABLE documents IN EXCLUSIVE MODE",
        "LOCK TABLE number_counters IN EXCLUSIVE MODE",
        "SELECT lo_creat(-1)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
    ],
)
def test_nobody_stops_the_others_for_as_long_as_he_stays_nor_keeps_files_on_the_server(tried, statement):
    for login in (STRANGER, "guanliyuan"):
        assert tried(login, statement).startswith("42501"), login
