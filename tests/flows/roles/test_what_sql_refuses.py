"""With psql and his own role nobody does what the program would refuse: each promise is tried by plain SQL."""

from __future__ import annotations

import psycopg
import pytest

from app.founding.demo_people import PASSWORD
from app.people.models import Grant, Role
from app.people.permissions import verifies
from app.people.staffing import AddStaff
from tests.app.counter.at_work import PERSON, opened
from tests.app.denials.at_the_chain import checked, drafted, filed, noticed, submitted
from tests.app.people.test_standing import changed
from tests.roles import login_url

NO_RIGHT = "42501"
RULE = "EW001"
KEPT = "23000"


def is_refused(answer, *states):
    """Tell whether the server said no, or nothing was changed."""
    return answer == 0 or (isinstance(answer, str) and answer.split()[0] in (states or (NO_RIGHT, RULE, KEPT)))


def test_nobody_connects_without_his_password(office):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(login_url(office.url, "linxiaoyan", "wrong-password"))
    with psycopg.connect(login_url(office.url, "linxiaoyan", PASSWORD)) as connection:
        assert connection.execute("SELECT rules.me()").fetchone() == (office.clerk.id,)


def test_the_server_keeps_no_password_that_could_be_read(office, seen):
    assert seen("guanliyuan", "SELECT DISTINCT coalesce(password, '') FROM staff") == [""]
    with office.store.engine.connect() as connection:
        kept = connection.exec_driver_sql(
            "SELECT rolpassword FROM pg_authid WHERE rolname = 'linxiaoyan'"
        ).scalar_one()
    assert kept.startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize(
    "table", ["cases", "documents", "denials", "segments", "search_texts", "search_pairs", "contacts"]
)
def test_another_divisions_people_are_not_read(office, seen, table):
    filed(office)
    theirs = set(seen("wuzhihong", f"SELECT count(*) FROM {table}"))
    assert theirs != {0} or table == "contacts"
    assert seen("huangyating", f"SELECT count(*) FROM {table}") == [0]
    assert seen("huangyating", f"SELECT 1 FROM {table} t WHERE t::text LIKE '%%{PERSON.name}%%'") == []


def test_of_the_ledger_another_division_reads_nothing_of_a_case(office, seen):
    case = opened(office)
    assert seen("linxiaoyan", "SELECT act FROM ledger_entries WHERE subject = %s", f"case:{case.id}")
    assert seen("huangyating", "SELECT act FROM ledger_entries WHERE subject = %s", f"case:{case.id}") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET summary = 'x'",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_heads SET entry_count = 0",
        "DELETE FROM ledger_seals",
        "TRUNCATE ledger_entries",
        "UPDATE number_counters SET last_number = last_number + 1",
        "UPDATE number_counters SET last_number = 0",
        "DELETE FROM number_counters",
        "UPDATE documents SET fields = '{}'",
        "UPDATE documents SET number_sequence = 99",
        "DELETE FROM documents",
        "DELETE FROM prints",
        "DELETE FROM cases",
        "ALTER TABLE documents DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ALL",
        "DROP POLICY see ON cases",
        "CREATE OR REPLACE FUNCTION rules.me() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
        "INSERT INTO rules.rights VALUES ('REFUSE', 'counter_clerk')",
        "DELETE FROM rules.writers",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "CREATE ROLE helper",
        "CREATE TABLE own (id int)",
    ],
)
def test_what_is_kept_is_neither_changed_nor_taken_away(office, tried, statement):
    filed(office)
    assert is_refused(tried("wuzhihong", statement)), statement
    office.desk.ledger.seal()
    assert office.desk.ledger.verify().faults == ()


def test_a_number_is_not_taken_for_nothing(office, tried):
    opened(office)
    one_more = "UPDATE number_counters SET last_number = last_number + 1 WHERE type_key = 'case'"
    assert tried("linxiaoyan", one_more).startswith(RULE)


ENTRY = (
    "INSERT INTO ledger_entries (seq, place, entered_at, actor_id, actor_name, behalf_id, behalf_name, act,"
    " subject, summary, entry_hash) SELECT 1, 1, rules.moment(), {actor}, {name}, {behalf}, {absent}, 'x',"
    " 'case:1', 'x', 'forged'"
)


def test_an_entry_is_made_in_nobody_elses_name(office, tried, seen):
    me = office.actor("linxiaoyan").id
    other = ENTRY.format(actor=me + 1, name="'陈嘉铭'", behalf="NULL", absent="NULL")
    assert tried("linxiaoyan", other).startswith(RULE)
    behalf = ENTRY.format(actor=me, name="'林晓燕'", behalf=me + 1, absent="'陈嘉铭'")
    assert tried("linxiaoyan", behalf).startswith(RULE)
    late = ENTRY.format(actor=me, name="'林晓燕'", behalf="NULL", absent="NULL").replace(
        "rules.moment()", "rules.moment() - interval '1 day'"
    )
    assert tried("linxiaoyan", late).startswith(RULE)


def test_the_server_chains_an_entry_itself_whatever_hash_it_is_given(office, tried):
    me, case = office.actor("linxiaoyan").id, opened(office).id
    entry = ENTRY.format(actor=me, name="'林晓燕'", behalf="NULL", absent="NULL")
    worked = f"UPDATE cases SET version = version WHERE id = {case}"
    assert tried("linxiaoyan", worked, entry.replace("'case:1'", f"'case:{case}'")) == 1
    assert office.desk.ledger.verify().faults == ()


CHECK = (
    "INSERT INTO denial_checks (denial_id, station, staff_id, staff_name, opinion, checked_at)"
    " SELECT {denial}, '{station}', id, name, '同意', rules.moment() FROM staff WHERE id = {staff}"
)


def test_nobody_checks_his_own_denial(office, tried):
    denial = submitted(office, drafted(office, opened(office), who=office.actor("wuzhihong")))
    mine = CHECK.format(denial=denial.id, station="单位负责人核查", staff=office.actor("wuzhihong").id)
    assert tried("wuzhihong", mine).startswith(RULE)
    heads = CHECK.format(denial=denial.id, station="单位负责人核查", staff=office.head.id)
    assert tried("wuzhihong", heads).startswith(RULE)
    assert tried("xujianguo", heads) == 1


def test_a_head_who_wrote_in_the_draft_checks_it_no_more(office, tried):
    denial = drafted(office, opened(office))
    written = f"UPDATE denials SET fields = fields || ' ' WHERE id = {denial.id}"
    assert tried("xujianguo", written).startswith(RULE)
    grants = office.head.grants
    changed(office, "xujianguo", grants=(*grants, Grant(role=Role.HANDLER, division=office.head.division)))
    assert tried("xujianguo", written) == 1
    changed(office, "xujianguo", grants=grants)
    submitted(office, office.desk.denials.get(office.head, denial.id).denial)
    heads = CHECK.format(denial=denial.id, station="单位负责人核查", staff=office.head.id)
    assert tried("xujianguo", heads).startswith(RULE)


def test_a_denial_is_not_filed_without_head_and_leader(office, tried):
    denial = submitted(office, drafted(office, opened(office)))
    jump = f"UPDATE denials SET state = '已报备' WHERE id = {denial.id}"
    assert tried("wuzhihong", jump).startswith(RULE)
    assert tried("xujianguo", jump).startswith(RULE)
    checked(office, denial, office.head)
    assert tried("yangzhenhua", jump).startswith(RULE)


def test_a_refusal_is_not_issued_without_the_chain(office, sql, tried):
    case = opened(office)
    filed(office, case=case)
    notice = noticed(office, case.id)
    other = opened(office, words="ydgh")
    copied = (
        "INSERT INTO documents (type_key, type_version, title, number_text, number_mark, number_year,"
        " number_sequence, division_id, case_id, state, issued_on, issued_at, issued_by_id, request_key,"
        " version, fields, imprint) SELECT type_key, type_version, title, 'forged', number_mark, number_year,"
        f" number_sequence + 1, division_id, {other.id}, state, issued_on, issued_at, issued_by_id, 'forged',"
        " 1, fields, imprint"
        f" FROM documents WHERE id = {notice.id}"
    )
    counted = (
        "UPDATE number_counters SET last_number = last_number + 1 WHERE type_key = 'non_acceptance_notice'"
    )
    assert tried("wuzhihong", counted, copied).startswith(RULE)
    assert tried("wuzhihong", f"UPDATE cases SET state = '不予受理' WHERE id = {other.id}").startswith(RULE)


def test_nobody_acts_in_a_post_that_is_not_his_by_making_its_holder_absent(office, tried, seen):
    me, head = office.actor("wuzhihong").id, office.head.id
    away = (
        "INSERT INTO absences (staff_id, reason, sudden, starts_at, state, entered_by_id, entered_at,"
        f" substitute_id, version) SELECT {head}, '请假', {{sudden}}, rules.moment(), '已批准', {me},"
        " rules.moment(), {instead}, 1"
    )
    assert tried("wuzhihong", away.format(sudden="false", instead="NULL")).startswith(RULE)
    assert tried("wuzhihong", away.format(sudden="true", instead=me)).startswith(RULE)
    post = (
        "INSERT INTO posts (division_id, name, duties, goals, secret, a_id, b_id, effective_from, active,"
        f" version) SELECT {office.head.division}, 'x', 'x', '[]', false, {head}, {me}, '2026-01-01', true, 1"
    )
    assert is_refused(tried("wuzhihong", post))


@pytest.mark.parametrize("login", ["linxiaoyan", "wuzhihong", "xujianguo", "luguoqiang"])
def test_nobody_makes_himself_more_than_he_is(office, tried, login):
    me = office.actor(login).id
    grant = f"INSERT INTO grants (staff_id, role, division_id) VALUES ({me}, 'administrator', NULL)"
    assert is_refused(tried(login, grant))
    assert is_refused(tried(login, f"UPDATE staff SET division_id = 2 WHERE id = {me}"))
    assert is_refused(tried(login, "UPDATE office_settings SET settings = '{}'"))
    assert is_refused(tried(login, f'ALTER ROLE "{login}" CREATEROLE'))
    assert is_refused(tried(login, f'GRANT postgres TO "{login}"'))
    others = "SELECT rules.set_password('guanliyuan', 'SCRAM-SHA-256$4096:x$y:z')"
    assert is_refused(tried(login, others))


def test_who_is_locked_reads_and_writes_nothing_any_more(office, seen, sql):
    with sql("chenjiaming") as connection:
        assert connection.execute("SELECT count(*) FROM matters").fetchone() != (0,)
        opened(office)
        assert connection.execute("SELECT count(*) FROM cases").fetchone() != (0,)
        connection.rollback()
        office.desk.staffing.lock(office.administrator, office.actor("chenjiaming").id)
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (0,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(login_url(office.url, "chenjiaming"))
    office.desk.staffing.unlock(office.administrator, office.actor("chenjiaming").id)
    assert seen("chenjiaming", "SELECT count(*) FROM cases") != [0]


def test_a_new_person_connects_with_the_first_password_and_a_reset_one(office):
    division = office.clerk.division
    grants = (Grant(role=Role.COUNTER_CLERK, division=division),)
    added = office.desk.staffing.add(
        office.administrator,
        AddStaff(login="xinren", name="新人", division=division, grants=grants, password="first-2026"),
    )
    psycopg.connect(login_url(office.url, "xinren", "first-2026")).close()
    office.desk.staffing.reset_password(office.administrator, added, "second-2026")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(login_url(office.url, "xinren", "first-2026"))
    psycopg.connect(login_url(office.url, "xinren", "second-2026")).close()


def test_an_administrator_changes_his_own_record_and_keeps_his_right(office):
    before = office.administrator.grants
    changed(office, "guanliyuan", counter="5号", grants=(*before, Grant(role=Role.ARCHIVIST, division=None)))
    assert office.actor("guanliyuan").grants == (*before, Grant(role=Role.ARCHIVIST, division=None))
    changed(office, "guanliyuan", grants=before)
    assert office.actor("guanliyuan").grants == before


def test_an_administrator_of_one_division_reads_no_other_divisions_papers_nor_the_whole_book(office, seen):
    paper = noticed(office, filed(office).case)
    before = office.actor("caiwenjuan").grants
    mine = Grant(role=Role.ADMINISTRATOR, division=office.actor("caiwenjuan").division)
    changed(office, "caiwenjuan", grants=(*before, mine))
    read, told = "SELECT 1 FROM documents WHERE id = %s", "SELECT 1 FROM ledger_entries WHERE subject = %s"
    for login, rows in (("caiwenjuan", []), ("guanliyuan", [1]), ("luguoqiang", [1])):
        assert seen(login, read, paper.id) == rows, login
        assert seen(login, told, f"document:{paper.id}")[:1] == rows, login
    assert not verifies(office.actor("caiwenjuan"))
    assert verifies(office.administrator)
    changed(office, "caiwenjuan", grants=before)
