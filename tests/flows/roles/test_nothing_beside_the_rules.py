"""Beside the policies there is no way in: not by rights, functions, settings, copies nor other roles."""

from __future__ import annotations

import psycopg
import pytest

from app.founding.demo_people import PEOPLE
from db.access import admit
from db.access.policies import POLICIES
from db.engine import bare_engine
from tests.app.counter.at_work import PERSON, opened
from tests.app.posts.away import decided, planned
from tests.flows.roles.test_what_sql_refuses import is_refused
from tests.office import START

CLERK, STRANGER = "linxiaoyan", "huangyating"
LENT = {each.table: each for each in POLICIES}
TABLES = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'rules')"
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def test_every_table_has_its_rules_and_no_right_that_they_do_not_speak_of(office, seen):
    tables = seen(CLERK, TABLES)
    assert {f"public.{table}" for table in LENT} <= set(tables)
    bare = "SELECT relname FROM pg_class WHERE oid = ANY (%s::regclass[]) AND NOT relrowsecurity"
    assert seen(CLERK, bare, [f"public.{table}" for table in LENT]) == []
    has = "SELECT array(SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(%s, r))"
    for table in tables:
        rule = LENT.get(table.removeprefix("public."))
        lent = {} if rule is None else {
            "SELECT": True, "INSERT": rule.add, "DELETE": rule.drop, "UPDATE": rule.change and not rule.columns,
        }  # fmt: skip
        assert seen(CLERK, has, list(RIGHTS), table) == [[each for each in RIGHTS if lent.get(each)]], table


def test_nobody_makes_anything_of_his_own_in_the_database(seen):
    for person in PEOPLE:
        makes = "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')"
        assert seen(person.login, makes) == [], person.login
        for right in ("CREATE", "TEMPORARY"):
            has = seen(person.login, "SELECT has_database_privilege(current_database(), %s)", right)
            assert has == [False], (person.login, right)


def test_what_works_for_the_owner_looks_nowhere_else(seen):
    """A function that works with the owner's rights finds names in the office's own tables before any other."""
    loose = (
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN ('public', 'rules') AND p.prosecdef"
        " AND coalesce(array_to_string(p.proconfig, ';'), '') NOT LIKE '%%search_path=public, pg_temp%%'"
    )
    assert seen(CLERK, loose) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE staff (id bigint, login text, active boolean)",
        "CREATE TEMP VIEW grants AS SELECT 1",
        "CREATE FUNCTION pg_temp.me() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
        "CREATE FUNCTION public.starts_with(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE SCHEMA own",
        "CREATE EXTENSION pgcrypto",
        "CREATE PUBLICATION everything FOR ALL TABLES",
        "CREATE EVENT TRIGGER seen ON ddl_command_end EXECUTE FUNCTION public.keep_as_it_is()",
        "CREATE RULE own AS ON SELECT TO cases DO INSTEAD SELECT 1",
        "CREATE TRIGGER own BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION rules.gate_case()",
        "ALTER TABLE cases OWNER TO linxiaoyan",
        "ALTER FUNCTION rules.me() RESET ALL",
        "ALTER DATABASE postgres SET search_path = pg_temp",
        "ALTER ROLE chenjiaming PASSWORD 'mine-2026'",
        "ALTER ROLE guanliyuan SET search_path = pg_temp",
        "SET ROLE chenjiaming",
        "SET ROLE guanliyuan",
        "SET SESSION AUTHORIZATION chenjiaming",
        "SELECT set_config('session_authorization', 'guanliyuan', false)",
        "SELECT set_config('role', 'postgres', false)",
        "GRANT SELECT ON rules.rights TO PUBLIC",
        "DO $$ BEGIN UPDATE ledger_entries SET summary = 'x'; END $$",
        "DO $$ BEGIN EXECUTE 'SET ROLE guanliyuan'; END $$",
        "DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); END $$",
        "COPY staff FROM PROGRAM 'echo 1'",
        "COPY staff TO PROGRAM 'cat'",
        "COPY staff TO '/tmp/staff'",
        "COPY cases FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/x')",
        "SELECT rolpassword FROM pg_authid",
        "SELECT count(*) FROM pg_largeobject",
        "SELECT rules.concerned('order:1')",
        "SELECT rules.keep_seal('2026-01-01', 1, '', '')",
        "SELECT rules.erase(1, 1)",
        "SELECT rules.file_pairs(5, ARRAY[1], 1)",
        "INSERT INTO rules.clearing VALUES ('order', 1)",
        "INSERT INTO rules.given_orders VALUES (1, 1)",
        "INSERT INTO rules.ways VALUES ('order', '待签收', '已归档', 'SEE_WORK')",
        "SELECT setval(pg_get_serial_sequence('documents', 'id'), 1)",
    ],
)
def test_no_side_door_is_open(office, tried, statement):
    opened(office)
    assert is_refused(tried(CLERK, statement), "42501", "EW001", "23000", "0LP01", "42P01", "0A000"), statement


def test_a_setting_makes_nobody_another(seen, sql, office):
    for name in ("rules.me", "rules.hands", "app.user", "role_me"):
        with sql(CLERK) as connection:
            if "." in name:
                connection.execute("SELECT set_config(%s, '1', false)", [name])
            assert connection.execute("SELECT rules.me()").fetchone() == (office.clerk.id,)


def test_policies_cannot_be_turned_off(tried):
    assert tried(STRANGER, "SET row_security = off", "SELECT count(*) FROM cases").startswith("42501")


@pytest.mark.parametrize("table", ["cases", "segments", "search_texts", "documents", "ledger_entries"])
def test_a_copy_of_a_table_has_no_more_than_one_reads(office, sql, table):
    opened(office)
    with sql(STRANGER) as connection, connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        assert PERSON.name.encode() not in b"".join(copy)


def test_nobody_puts_rows_in_by_a_copy(sql):
    with sql(CLERK) as connection, pytest.raises(psycopg.errors.FeatureNotSupported):
        connection.execute("COPY orders FROM STDIN")


def test_a_condition_that_tells_what_it_looks_at_is_not_asked_of_what_is_hidden(office, tried):
    """A cast that fails says what it failed at: the policy comes first."""
    opened(office)
    for table, column in (("cases", "applicant"), ("segments", "party"), ("search_texts", "words")):
        answer = tried(STRANGER, f"SELECT 1 FROM {table} WHERE {column}::text::integer = 1")
        assert PERSON.name not in str(answer), (table, answer)


def test_what_was_open_to_all_before_is_shut_when_people_are_admitted(office, tried):
    with psycopg.connect(office.url, autocommit=True) as owner:
        owner.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    engine = bare_engine(office.url)
    with engine.begin() as connection:
        admit(connection)
    engine.dispose()
    assert is_refused(tried(CLERK, "CREATE TABLE own (id int)"))


def test_nobody_is_told_why_somebody_elses_leave_was_declined(office, seen):
    asked = planned(office, "chenjiaming", START.replace(day=20))
    declined = decided(office, asked, agree=False, opinion="人手不足")
    read = "SELECT opinion FROM absences WHERE id = %s"
    told = "SELECT summary FROM ledger_entries WHERE subject = %s"
    for login, rows in (("chenjiaming", 1), ("xujianguo", 1), ("huangyating", 0), ("linxiaoyan", 0)):
        assert len(seen(login, read, declined.id)) == rows, login
        assert bool(seen(login, told, f"absence:{declined.id}")) == bool(rows), login
