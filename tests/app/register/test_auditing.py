from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.register.commands import RecordPrint, VoidDocument
from app.register.models import Query
from tests.app.register.test_register import issued

pytestmark = pytest.mark.file

PAPER = "UPDATE documents SET {} WHERE id = 1"


@pytest.fixture
def register(office):
    """A register of three papers, the first printed twice, the last void."""
    papers = [issued(office) for _ in range(3)]
    for _ in range(2):
        office.desk.register.record_print(
            office.clerk, RecordPrint(document=papers[0].id, copies=1, printer="窗口打印机")
        )
    office.desk.register.void(
        office.clerk, VoidDocument(document=papers[2].id, version=papers[2].version, reason="打错了")
    )
    return office


def by_hand(office, *statements):
    """Edit the file as somebody would who first takes its guards away."""
    path = office.url.removeprefix("sqlite:///")
    office.close()
    with closing(sqlite3.connect(path)) as file:
        for (guard,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{guard}"')
        for statement in statements:
            assert file.execute(statement).rowcount, statement
        file.commit()


def faults(office):
    return [fault.text for fault in (*office.desk.ledger.verify().faults, *office.desk.checking.all_papers())]


def test_a_register_that_was_only_worked_in_agrees_with_its_ledger(register):
    assert faults(register) == []


@pytest.mark.parametrize(
    "change",
    [
        "party = '别人'",
        "matter_name = '别的事项'",
        "telephone = '13900000000'",
        "case_number = 'SP202600999'",
        "division_name = '别的处室'",
        "issuer_name = '别人'",
        "issued_by_id = 5",
        "issued_at = '2026-01-01 00:00:00.000000'",
        "issued_on = '2026-01-01'",
        "issued_on = '去年'",
        "code = 'AAAA-AAAA-AAAA'",
        "title = '受理回执'",
        "type_key = 'nosuch'",
        "number_sequence = 9",
        "id = 9",
        "fields = replace(fields, '1', '2')",
        "fields = 'x'",
        "imprint = '{}'",
        "state = '已作废', void_reason = '不要了'",
        "state = '丢了'",
    ],
)
def test_a_paper_edited_in_the_file_is_named(register, change):
    by_hand(register, PAPER.format(change))
    assert any("〔2026〕1号" in text for text in faults(register))


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE documents SET state = '已签发', void_reason = '' WHERE id = 3", "〔2026〕3号"),
        ("UPDATE documents SET void_reason = '另一个原因' WHERE id = 3", "〔2026〕3号"),
        ("DELETE FROM documents WHERE id = 2", "〔2026〕2号"),
        ("DELETE FROM prints WHERE id = 1", "〔2026〕1号"),
        ("DELETE FROM ledger_entries WHERE act = 'issue_document' AND subject = 'document:2'", "〔2026〕2号"),
    ],
)
def test_what_was_taken_back_or_out_is_named(register, statement, number):
    by_hand(register, statement)
    assert any(number in text for text in faults(register))


def test_a_paper_put_in_by_hand_is_named(register):
    columns = [row[0] for row in _columns(register)]
    changed = {
        "id": "77",
        "number_text": "'示资规审告〔2026〕77号'",
        "number_sequence": "77",
        "request_key": "'by hand'",
    }
    values = ", ".join(changed.get(column, column) for column in columns)
    by_hand(
        register, f"INSERT INTO documents ({', '.join(columns)}) SELECT {values} FROM documents WHERE id = 1"
    )
    assert any("〔2026〕77号" in text and "被插入" in text for text in faults(register))
    assert not register.desk.checking.number("示资规审告〔2026〕77号").is_true


def _columns(office):
    with closing(sqlite3.connect(office.url.removeprefix("sqlite:///"))) as file:
        return file.execute("SELECT name FROM pragma_table_info('documents')").fetchall()


LAST = "(SELECT max(seq) FROM ledger_entries)"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger_heads",
        "UPDATE ledger_heads SET entry_count = 'x'",
        "UPDATE ledger_heads SET chain = ''",
        "UPDATE ledger_heads SET last_at = '2026-01-01 00:00:00.000000'",
        "UPDATE ledger_heads SET last_at = 'x'",
        f"DELETE FROM ledger_entries WHERE seq = {LAST}",
        f"UPDATE ledger_entries SET entered_at = 'x' WHERE seq = {LAST}",
        f"UPDATE ledger_entries SET place = 'x' WHERE seq = {LAST}",
        f"UPDATE ledger_entries SET summary = x'ff' WHERE seq = {LAST}",
        "UPDATE ledger_entries SET detail = 'x' WHERE act = 'issue_document'",
    ],
)
def test_a_ledger_edited_beyond_reading_is_still_read_to_its_end(register, statement):
    by_hand(register, statement)
    assert faults(register)


def test_an_edited_applicant_is_named_as_edited_and_not_by_name(register):
    true = register.desk.register.find(register.head, Query(), limit=9)[-1]
    names = {register.desk.register.uncover(register.head, true.id).party, "别人的名字", "13900000000"}
    by_hand(register, PAPER.format("party = '别人的名字'"), PAPER.format("telephone = '13900000000'"))
    told = "".join(faults(register))
    assert "申请人" in told
    assert "电话" in told
    assert not any(name in told for name in names)
