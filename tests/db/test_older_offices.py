from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from app.cases.models import Pause
from app.custody.clocks import OpenQuery
from db.engine import writing
from db.founding.upgrade import head, upgrade
from db.search.words import findable
from db.store import open_store
from tests.db.things import take

LIVED_IN = """
INSERT INTO divisions (id, code, name, kind, active) VALUES (1, '01', '登记窗口', 'centre', true);
INSERT INTO staff (id, login, name, division_id, failures, active, version)
  VALUES (1, 'lin', '林晓', 1, 0, true, 1);
INSERT INTO matters (id, code, name, kind, regime, division_id, statutory_limit, committed_limit, materials,
  correction_limit, example, active, version)
  VALUES (1, 'M1', '首次登记', '承诺件', '不动产登记', 1, 30, 5, '[]', 0, false, true, 1);
INSERT INTO cases (id, case_number, matter_id, matter_code, matter_name, kind, regime, division_id, clerk_id,
  received_on, created_at, state, version, applicant, materials)
  VALUES (7, 'DJ-2026-1', 1, 'M1', '首次登记', '承诺件', '不动产登记', 1, 1, '2026-11-09',
  '2026-11-09 04:00:00.000000', '已收件', 3, '{"name":"单雄"}', '[]');
INSERT INTO segments (id, subject, open_key, division_id, staff_id, due_on, provisional, start_on, unit_count,
  unit, since_at) VALUES (5, 'case:7', 'case:7', 1, 1, '2026-11-16', false, '2026-11-09', 5, 'workday',
  '2026-11-09 04:00:00.000000');
INSERT INTO documents (id, type_key, type_version, title, number_text, number_year, number_sequence,
  division_id, case_id, state, issued_on, issued_at, issued_by_id, request_key, version, fields, imprint)
  VALUES (9, 'one_time_notice', 1, '一次性告知书', '示告〔2026〕1号', 2026, 1, 1, 7, '已签发', '2026-11-09',
  '2026-11-09 04:00:00.000000', 1, 'r1', 1, '{}', '{}');
INSERT INTO search_texts (kind, id, words) VALUES (2, 7, '单雄');
"""


@pytest.fixture
def lived_in(bare):
    """An office of the form before denials, in which something was done."""
    take(bare, "0002")
    with writing(bare) as connection:
        for statement in LIVED_IN.strip().rstrip(";").split(";\n"):
            connection.exec_driver_sql(statement)
    return bare


def contents_of(engine):
    """Every row of the tables that denials came to later."""
    tables = ("cases", "segments", "documents", "search_texts")
    with engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]
            for table in tables
        }


def test_an_office_before_denials_is_brought_up_with_what_it_holds(bare_url, lived_in, tmp_path):
    lived_in.dispose()
    upgrade(bare_url, tmp_path / "backups")
    store = open_store(bare_url)
    with store.begin() as unit:
        case = unit.cases.get(7)
        (segment,) = unit.custody.open_all()
        assert unit.custody.page(OpenQuery(staff=1), offset=0, limit=9) == (segment,)
        assert unit.denials.clearance(7) is None
        unit.cases.save(
            replace(case, pauses=(Pause(since=case.received_on, until=None, step="勘验", days=3),)), None
        )
    store.close()

    assert (case.version, case.committed, case.statutory, case.pauses, case.extension) == (3, 0, 0, (), None)
    assert (case.reference, case.result, case.completed_on, case.due_on, case.served_on) == (
        "",
        "",
        None,
        None,
        None,
    )
    holding = segment.holding
    assert (holding.pauses, holding.outer_count, holding.outer_due) == ((), 0, None)


def test_an_office_with_denials_goes_back_to_the_form_before(lived_in):
    before = contents_of(lived_in)
    take(lived_in, head())
    with writing(lived_in) as connection:
        connection.exec_driver_sql(
            "INSERT INTO denials (id, case_id, case_number, division_id, situation, ground, kind, fields,"
            " state, prepared_by_id, opened_at, told_before, notice_id, version) VALUES (3, 7, 'DJ-2026-1',"
            " 1, 'x', 'x', 'x', '{}', '起草', 1, '2026-11-09 04:00:00.000000', false, 9, 1)"
        )
        connection.exec_driver_sql("INSERT INTO search_texts (kind, id, words) VALUES (3, 3, '单雄')")
        connection.exec_driver_sql("INSERT INTO search_pairs (kind, pair, id) VALUES (3, 5, 3)")
    take(lived_in, "0002")
    assert contents_of(lived_in) == before
    with lived_in.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search_pairs").scalar() == 0
    take(lived_in, head())
    with pytest.raises(DBAPIError, match="不得"), writing(lived_in) as connection:
        connection.exec_driver_sql("DELETE FROM documents")


def test_numbers_filed_by_pairs_of_digits_are_filed_anew_and_back(bare):
    take(bare, "0014")
    with writing(bare) as connection:
        connection.exec_driver_sql("INSERT INTO search_texts (kind, id, words) VALUES (5, 7, '路12号\n')")
        for pair in ("路1", "12", "2号", "号\n"):
            filed = (
                f"INSERT INTO search_pairs (kind, pair, id) VALUES (5, {ord(pair[0]) << 21 | ord(pair[1])}, 7)"
            )
            connection.exec_driver_sql(filed)
        before = filed_in(connection)
    take(bare, "0015")
    with bare.connect() as connection:
        assert filed_in(connection) == findable(texts=["路12号"], names=[]).pairs()
    take(bare, "0014")
    with bare.connect() as connection:
        assert filed_in(connection) == before


WAITS = """
INSERT INTO orders (id, order_number, order_type, state, division_id, arrived_at, anonymous, secrecy, urgent,
  limit_days, provisional, returns, reworks, supervisions, batch, version)
  VALUES ({key}, 'R{key}', '咨询', '{state}', 1, '2026-11-02 01:00:00.000000', false, '不保密', false,
  0, false, 0, 0, 0, 0, 1);
INSERT INTO segments (subject, open_key, division_id, due_on, provisional, start_on, unit_count, unit, since_at)
  VALUES ('order:{key}', 'order:{key}', 1, '2027-01-04', true, '2026-11-02', 1, 'workday',
  '2026-11-02 01:00:00.000000')
"""


def test_what_waited_to_be_dispatched_is_given_the_day_its_holder_has(bare):
    take(bare, "0016")
    with writing(bare) as connection:
        division = (
            "INSERT INTO divisions (id, code, name, kind, active) VALUES (1, 'X', '信访', 'office', true)"
        )
        connection.exec_driver_sql(division)
        for key, state in ((1, "待分派"), (2, "待回访")):
            for statement in WAITS.format(key=key, state=state).split(";\n"):
                connection.exec_driver_sql(statement)
    take(bare, "0017")
    with bare.connect() as connection:
        rows = connection.exec_driver_sql("SELECT due_on, provisional FROM orders ORDER BY id").all()
    assert [(str(due), bool(moot)) for due, moot in rows] == [("2027-01-04", True), ("None", False)]


def test_orders_filed_together_are_filed_one_by_one_in_the_older_form(bare):
    take(bare, "0019")
    with writing(bare) as connection:
        connection.exec_driver_sql("INSERT INTO search_pairs (kind, pair, id) VALUES (5, 11, 9)")
        for pair, first, many, places in ((11, 20, 3, ",0,5,77,"), (12, 20, 1, ",77,"), (13, 20, 0, ",")):
            lot = f"INSERT INTO search_lots VALUES (5, {pair}, {first}, {many}, '{places}')"
            connection.exec_driver_sql(lot)
    take(bare, "0018")
    with bare.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, pair, id FROM search_pairs ORDER BY pair, id").all()
    assert [tuple(row) for row in rows] == [(5, 11, 9), (5, 11, 20), (5, 11, 25), (5, 11, 97), (5, 12, 97)]


def filed_in(connection):
    """Every pair that is filed."""
    return set(connection.exec_driver_sql("SELECT pair FROM search_pairs").scalars())


SIGNED = """
INSERT INTO documents (id, type_key, type_version, title, number_text, number_year, number_sequence,
  division_id, state, issued_on, issued_at, issued_by_id, request_key, version, fields, imprint)
  VALUES (12, 'destruction_register', 1, '文书销毁清册', '示销〔2037〕1号', 2037, 1, 1, '已签发', '2037-01-04',
  '2037-01-04 04:00:00.000000', 1, 'r2', 1, '{"parties":[{"kind":"办件","number":"DJ-2026-1"}]}', '{}');
INSERT INTO disposals (id, state, division_id, proposed_by_id, proposed_at, package_digest, items, register_id,
  version) VALUES (3, '已批准', 1, 1, '2037-01-04 04:00:00.000000', 'd', 1, 12, 2)
"""


def test_what_two_people_signed_before_the_list_was_kept_is_still_listed(lived_in):
    take(lived_in, "0025")
    with writing(lived_in) as connection:
        for statement in SIGNED.strip().split(";\n"):
            connection.exec_driver_sql(statement)
    take(lived_in, "0026")
    with lived_in.connect() as connection:
        asked = "SELECT disposal_id, kind, thing_id, thing_number FROM left_behind"
        rows = connection.exec_driver_sql(asked).all()
    assert [tuple(row) for row in rows] == [(3, "case", 7, "DJ-2026-1")]
