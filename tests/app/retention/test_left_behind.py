from __future__ import annotations

from sqlalchemy import text

from app.cases.models import CaseQuery, Party
from app.ledger.models import subject
from app.retention.commands import LiftHold
from app.retention.models import GONE
from tests.app.contacts.at_the_door import called, did, record, view
from tests.app.counter.at_work import PERSON, opened, ticked
from tests.app.counter.at_work import issued as of_case
from tests.app.retention.old import (
    ARCHIVIST,
    LEADER,
    NOW,
    decided,
    destroyed,
    hold,
    is_sound,
    issued,
    proposed,
)


def enquired(office, times=1):
    """An enquiry that was answered with one-time notices, and is over."""
    case = opened(office, application=False)
    ticked(office, case, m0="缺少")
    papers = [of_case(office, case, "one_time_notice") for _ in range(times)]
    return office.desk.counter.get(office.clerk, case.id).case, papers


def known(office, words):
    return office.desk.counter.count(office.clerk, CaseQuery(words=words))


def signed_list(office, disposal):
    register = office.desk.register.get(office.actor(LEADER), disposal.register)
    return [(each["kind"], each["number"]) for each in register.fields.get("parties") or ()]


def test_who_a_case_was_about_goes_with_its_last_paper_as_the_signed_list_says(office, tmp_path):
    case, _papers = enquired(office)
    other, _still = enquired(office)
    acceptance = issued(office)
    office.wall.put(NOW)
    hold(office, other.number)
    disposal = decided(office, proposed(office, tmp_path))
    assert signed_list(office, disposal) == [("办件", case.number)]
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.now, result.parties) == (1 + len(acceptance), 1)
    left = office.desk.counter.get(office.clerk, case.id).case
    assert (left.applicant, left.number) == (Party(name=GONE), case.number)
    assert office.desk.counter.get(office.clerk, other.id).case.applicant == other.applicant
    assert (known(office, PERSON.name), known(office, case.number)) == (1, 1)
    told = [each.summary for each in office.desk.ledger.of(subject("case", case.id))]
    assert any("当事人资料" in each for each in told)
    (last,) = (e for e in office.desk.ledger.of(subject("disposal", disposal.id)) if e.act == "finish_disposal")
    assert "连同1件办件、首问的当事人资料" in last.summary
    assert is_sound(office)


def test_who_a_case_was_about_stays_while_one_paper_of_it_is_kept(office, tmp_path):
    case, papers = enquired(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    placed = hold(office, str(papers[0].number))
    assert destroyed(office, disposal, tmp_path / "包.zip").parties == 0
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == case.applicant
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    assert destroyed(office, disposal, tmp_path / "包.zip").parties == 1
    assert office.desk.counter.get(office.clerk, case.id).case.applicant.name == GONE


def test_who_came_first_goes_with_the_last_paper_of_his_record(office, tmp_path):
    contact = did(office, called(office), "answer", "wuzhihong")
    record(office, contact)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert signed_list(office, disposal) == [("首问", contact.number)]
    assert destroyed(office, disposal, tmp_path / "包.zip").parties == 1
    left = view(office, contact).contact
    assert (left.visitor, left.telephone, left.content, left.answer) == (GONE, "", "", "")
    assert left.number == contact.number
    with office.store.engine.connect() as connection:
        for table in ("contacts", "search_texts", "documents"):
            assert contact.visitor not in str(connection.execute(text(f"SELECT * FROM {table}")).all())
