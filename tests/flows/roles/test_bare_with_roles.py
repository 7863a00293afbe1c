"""Cases and contacts without any paper on a server: two people agree, one gate takes them away, nobody else."""

from __future__ import annotations

import pytest

from app.cases.models import Party
from app.forms.masking import GONE
from tests.app.contacts.at_the_door import view as door
from tests.app.counter.at_work import PERSON, opened
from tests.app.retention.old import ARCHIVIST, LEADER, NOW, decided, destroyed, hold, proposed
from tests.app.retention.test_without_papers import answered, asked, case_of, heard
from tests.app.retention.test_without_papers import question as asked_later
from tests.flows.roles.test_what_sql_refuses import is_refused

OTHERS = (LEADER, "linxiaoyan", "wuzhihong", "xujianguo", "suhaiyun", "luguoqiang", "guanliyuan")
EVERYBODY = (ARCHIVIST, *OTHERS)
LISTED = "SELECT number FROM rules.bare_things('{}', '1900-01-01', '2999-01-01', '2999-01-01')"
CLEARS = "SELECT rules.clear_left('{}', {}, '', ARRAY[]::integer[], ARRAY[]::bigint[])"


@pytest.fixture(scope="module")
def agreed(office, tmp_path_factory):
    """A case and a contact signed away, another case held back since, and one that is young."""
    folder = tmp_path_factory.mktemp("packages")
    case, kept, contact = asked(office), asked(office), answered(office)
    question = heard(office, asked_later(office))
    office.wall.put(NOW)
    young = asked(office)
    disposal = decided(office, proposed(office, folder))
    hold(office, kept.number)
    return case, kept, contact, question, young, disposal, folder / "包.zip"


def test_what_is_without_papers_is_told_to_those_who_appraise_and_agree_alone(agreed, seen, tried):
    case, _kept, contact, question, young, _disposal, _package = agreed
    for kind, key in (("case", case.id), ("contact", contact.id), ("deferred", question)):
        for login in OTHERS[1:]:
            assert seen(login, LISTED.format(kind)) == [], login
        for login in OTHERS:
            assert is_refused(tried(login, f"SELECT * FROM rules.left_told('{kind}', {key})"), "EW001"), login
            assert is_refused(tried(login, f"SELECT * FROM rules.left_words('{kind}', {key})"), "EW001"), login
    for login in EVERYBODY:
        assert is_refused(tried(login, f"SELECT * FROM rules.left_told('case', {young.id})"), "EW001"), login


def test_the_gate_takes_away_only_what_two_people_signed_and_enters_it(office, agreed, tried):
    _case, kept, _contact, _question, young, _disposal, _package = agreed
    for login in EVERYBODY:
        for key in (kept.id, young.id, opened(office).id):
            assert is_refused(tried(login, CLEARS.format("case", key)), "EW001"), login
    for login in OTHERS:
        assert is_refused(tried(login, "INSERT INTO left_behind VALUES (1, 'case', 1, 'x', 0, 0, 0, '')")), (
            login
        )


def test_an_archivist_takes_it_away_by_his_own_role(office, agreed):
    case, kept, contact, question, young, disposal, package = agreed
    result = destroyed(office, disposal, package)
    assert result.stays == ((kept.number, "暂缓销毁"),)
    assert case_of(office, case).applicant == Party(name=GONE)
    assert door(office, contact).contact.visitor == GONE
    assert office.desk.deferring.get(office.clerk, question).party == GONE
    assert [case_of(office, each).applicant.name for each in (kept, young)] == [PERSON.name] * 2
    assert office.desk.ledger.verify().faults == ()
