"""Our SQL asks for nothing beyond PostgreSQL 13, and a server that lacks what we need is refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg

from db.access.fitness import OLDEST, TRIALS, findings, problems
from db.engine import bare_engine

DB = Path(__file__).resolve().parents[2] / "db"
# What came later, by the version that brought it.
LATER = {
    14: r"multirange|\bSEARCH (DEPTH|BREADTH) FIRST|\bCYCLE \w+ SET|GROUP BY DISTINCT|date_bin\(|BEGIN ATOMIC|"
    r"OR REPLACE TRIGGER|bit_count\(|string_to_table\(|pg_read_all_data|idle_session_timeout|COMPRESSION lz4",
    15: r"\bMERGE INTO|NULLS NOT DISTINCT|security_invoker|regexp_(count|like|substr|instr)\(|"
    r"SET NULL \(|UNLOGGED SEQUENCE",
    16: r"any_value\(|\bIS JSON\b|json_(array|object)agg\(|WITH INHERIT|random_normal\(|pg_input_is_valid",
    17: r"JSON_TABLE\(|json_(exists|query|value)\(|transaction_timeout|\bMAINTAIN\b|WHEN NOT MATCHED BY",
    18: r"uuidv7\(|\bVIRTUAL\b|RETURNING (OLD|NEW)\.|WITHOUT OVERLAPS",
}


def test_nothing_is_asked_that_came_after_the_oldest_server_we_promise():
    files = [path for ending in ("*.py", "*.sql") for path in DB.rglob(ending)]
    found = [
        (path.name, version, match[0])
        for path in files
        for version, later in LATER.items()
        if version > OLDEST
        for match in re.finditer(later, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not found
    assert len(files) > 50


def test_every_trial_is_passed_here_and_leaves_nothing_behind(server):
    with server.fresh() as url:
        engine = bare_engine(url)
        with engine.begin() as connection:
            assert problems(connection, roles=True) == ()
            assert f"{len(TRIALS)}项" in findings(connection, roles=True)[-1].text
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT to_regclass('ew_trial')").scalar() is None
        engine.dispose()


def test_a_server_that_lacks_a_function_is_refused_by_its_name(server):
    with server.fresh() as url:
        server.run("CREATE ROLE lesser LOGIN CREATEROLE PASSWORD 'lesser-2026'")
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("REVOKE EXECUTE ON FUNCTION sha256(bytea) FROM PUBLIC")
            admin.execute("GRANT ALL ON SCHEMA public TO lesser")
            admin.execute(f"GRANT ALL ON DATABASE {admin.info.dbname} TO lesser")
        engine = bare_engine(url.replace("postgres@", "lesser:lesser-2026@"))
        with engine.begin() as connection:
            (lack,) = problems(connection, roles=True)
        assert "缺少摘要函数 sha256" in lack
        engine.dispose()
