"""Papers and matters bear the number, the day and the name of whoever takes them, whatever SQL writes."""

from __future__ import annotations

import pytest

from tests.app.contacts.at_the_door import registered as contacted
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import drafted, submitted
from tests.app.register.test_register import issued
from tests.flows.roles.test_what_sql_refuses import is_refused

CLERK = "linxiaoyan"
PAPER = (
    "INSERT INTO documents (type_key, type_version, title, number_text, number_mark, number_year,"
    " number_sequence, division_id, state, issued_on, issued_at, issued_by_id, issuer_name, request_key,"
    " version, fields, imprint)"
    " SELECT type_key, type_version, title, {text}, number_mark, number_year, number_sequence + {more},"
    " division_id, state, {day}, {at}, issued_by_id, {name}, 'forged', 1, fields, imprint"
    " FROM documents WHERE id = {id}"
)
NEXT = "number_mark || '〔' || number_year || '〕' || (number_sequence + {more}) || '号'"
COUNTED = (
    "UPDATE number_counters SET last_number = last_number + 1 WHERE (type_key, division_id, number_year) ="
    " (SELECT type_key, division_id, number_year FROM documents WHERE id = {id})"
)


@pytest.fixture(scope="module")
def paper(office):
    """Return the last paper of its series."""
    return issued(office).id


def forged(paper, *, more=1, text="", day="rules.today()", at="rules.moment()", name="issuer_name"):
    text = text or NEXT.format(more=more)
    return PAPER.format(id=paper, more=more, text=text, day=day, at=at, name=name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"more": 500},
        {"more": 2},
        {"text": "'厦资源规划〔2026〕9号'"},
        {"day": "rules.today() - 30"},
        {"at": "rules.moment() - interval '1 day'", "day": "rules.today() - 1"},
        {"name": "'许建国'"},
    ],
)
def test_a_paper_bears_the_next_number_its_day_and_its_issuers_name(paper, tried, wrong):
    assert is_refused(tried(CLERK, forged(paper, **wrong)))
    assert is_refused(tried(CLERK, COUNTED.format(id=paper), forged(paper, **wrong)))


def test_no_paper_is_issued_without_taking_its_number_nor_without_an_entry_in_the_ledger(paper, tried):
    assert is_refused(tried(CLERK, forged(paper)))
    assert "台账" in tried(CLERK, COUNTED.format(id=paper), forged(paper))


CASE = (
    "INSERT INTO cases (case_number, {columns}) SELECT '{number}', {columns} FROM cases"
    " WHERE id = {id} AND clerk_id = rules.me()"
)
CONTACT = (
    "INSERT INTO contacts (contact_number, {columns}) SELECT '{number}', {columns} FROM contacts"
    " WHERE id = {id}"
)


@pytest.mark.parametrize(
    ("table", "number", "made", "begun"),
    [("cases", "case_number", CASE, opened), ("contacts", "contact_number", CONTACT, contacted)],
)
def test_a_matter_bears_the_number_that_was_taken_for_it(office, tried, table, number, made, begun):
    key = begun(office, who=office.actor(CLERK)).id
    with office.store.engine.connect() as connection:
        columns = connection.exec_driver_sql(
            "SELECT string_agg(column_name, ', ') FROM information_schema.columns WHERE table_schema = 'public'"
            f" AND table_name = '{table}' AND column_name NOT IN ('id', '{number}')"
        ).scalar_one()
    assert is_refused(tried(CLERK, made.format(columns=columns, number="FORGED-1", id=key)))


CHECK = (
    "INSERT INTO denial_checks (denial_id, station, staff_id, staff_name, opinion, checked_at)"
    " SELECT {denial}, '单位负责人核查', s.id, {name}, '同意', {at} FROM staff s WHERE s.login = 'xujianguo'"
)


def test_a_check_bears_the_name_and_the_moment_of_whoever_checks(office, tried):
    denial = submitted(office, drafted(office, opened(office))).id
    for name, at in (("'杨振华'", "rules.moment()"), ("s.name", "rules.moment() - interval '2 days'")):
        assert is_refused(tried("xujianguo", CHECK.format(denial=denial, name=name, at=at)))
    assert tried("xujianguo", CHECK.format(denial=denial, name="s.name", at="rules.moment()")) == 1
