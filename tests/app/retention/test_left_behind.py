from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.cases.models import CaseQuery, Party
from app.denials.models import Opinion
from app.forms.masking import GONE
from app.hotline.queue import OrderQuery, QueueView
from app.ledger.models import subject
from app.retention.commands import LiftHold
from app.retention.models import DisposalState
from tests.app.contacts.at_the_door import called, record
from tests.app.contacts.at_the_door import did as contact_did
from tests.app.contacts.at_the_door import view as contact_view
from tests.app.counter.at_work import PERSON, opened
from tests.app.hotline.order_life import ARRIVED, registered, view
from tests.app.posts.test_handovers import handed, leaving
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
from tests.app.retention.over import LATE, SECRET_WORDS, answered_order, denied, enquired, rows_of


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
    assert (result.now, result.left.said) == (1 + len(acceptance), "办件1件")
    left = office.desk.counter.get(office.clerk, case.id).case
    assert (left.applicant, left.number) == (Party(name=GONE), case.number)
    assert office.desk.counter.get(office.clerk, other.id).case.applicant == other.applicant
    assert (known(office, PERSON.name), known(office, case.number)) == (1, 1)
    told = [each.summary for each in office.desk.ledger.of(subject("case", case.id))]
    assert any(each.startswith(f"销毁办件{case.number}的资料") for each in told)
    (last,) = (e for e in office.desk.ledger.of(subject("disposal", disposal.id)) if e.act == "finish_disposal")
    assert "连同办件1件的资料" in last.summary
    assert is_sound(office)


def test_who_a_case_was_about_stays_while_one_paper_of_it_is_kept(office, tmp_path):
    case, papers = enquired(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    placed = hold(office, str(papers[0].number))
    assert destroyed(office, disposal, tmp_path / "包.zip").left.things == 0
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == case.applicant
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    assert destroyed(office, disposal, tmp_path / "包.zip").left.things == 1
    assert office.desk.counter.get(office.clerk, case.id).case.applicant.name == GONE


def test_who_came_first_goes_with_the_last_paper_of_his_record(office, tmp_path):
    contact = contact_did(office, called(office), "answer", "wuzhihong")
    record(office, contact)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert signed_list(office, disposal) == [("首问", contact.number)]
    assert destroyed(office, disposal, tmp_path / "包.zip").left.things == 1
    left = contact_view(office, contact).contact
    assert (left.visitor, left.telephone, left.content, left.answer) == (GONE, "", "", "")
    assert left.number == contact.number
    with office.store.engine.connect() as connection:
        for table in ("contacts", "search_texts", "documents"):
            assert contact.visitor not in str(connection.execute(text(f"SELECT * FROM {table}")).all())


# --- denials, with their files and complaints


def test_a_denial_goes_with_its_last_paper_its_files_and_complaints_too(office, tmp_path):
    case, denial = denied(office, tmp_path)
    office.wall.put(LATE)
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "办件1件、否定报备1件（附件1个、投诉1件）"
    assert signed_list(office, disposal) == [("办件", case.number), ("否定报备", denial.case_number)]
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.disposal.state, result.left.said) == (DisposalState.DONE, disposal.left.said)
    assert result.stays == ()
    left = rows_of(
        office, "denials", "denial_checks", "complaints", "segments", "search_texts", "cases", "requests"
    )
    assert not [table for table, rows in left.items() if SECRET_WORDS in rows or PERSON.name in rows]
    assert rows_of(office, "attachments", "file_contents") == {"attachments": "[]", "file_contents": "[]"}
    shown = office.desk.denials.get(office.head, denial.id)
    assert (shown.denial.party, shown.denial.fields, shown.denial.situation) == (GONE, {}, denial.situation)
    assert [each.opinion for each in shown.denial.checks] == [Opinion.AGREE] * 3
    (told,) = (e for e in office.desk.ledger.of(subject("denial", denial.id)) if e.act == "destroy_party")
    assert "（附件1个、投诉1件）" in told.summary
    assert is_sound(office)


@pytest.mark.parametrize("agreed", [False, True])
def test_the_archive_lets_no_file_go_that_is_not_signed_or_whose_papers_are_there(office, tmp_path, agreed):
    denied(office, tmp_path)
    office.wall.put(LATE)
    disposal = proposed(office, tmp_path)
    if agreed:
        decided(office, disposal)
    for statement in (
        "DELETE FROM file_contents",
        "DELETE FROM attachments",
        "UPDATE denial_checks SET check_text = NULL",
        "UPDATE denial_checks SET opinion = '退回修改'",
        "DELETE FROM left_behind",
        "UPDATE left_behind SET files = 0",
    ):
        with office.store.engine.connect() as connection, pytest.raises(DatabaseError, match="不得"):
            connection.exec_driver_sql(statement)


# --- work orders


@pytest.mark.parametrize("secrecy", ["不保密", "诉求人信息保密"])
def test_an_order_goes_with_its_last_paper_caller_words_and_all(office, tmp_path, secrecy):
    order = answered_order(office, secrecy=secrecy)
    office.desk.register.save_draft(
        office.actor("suhaiyun"), "order.rework", order.id, {"reason": SECRET_WORDS}
    )
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "工单1件（来电人1人）"
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.left, result.stays) == (disposal.left, ())
    tables = (
        "orders", "order_callers", "order_changes", "order_records", "segments", "search_texts", "requests",
        "drafts",
    )  # fmt: skip
    for rows in rows_of(office, *tables).values():
        assert SECRET_WORDS not in rows
        assert ARRIVED["caller"] not in rows
        assert ARRIVED["telephone"] not in rows
    left = view(office, order).order
    assert (left.number, left.type, left.state, left.satisfaction, left.solved, left.reply.result) == (
        order.number, order.type, order.state, order.satisfaction, order.solved, order.reply.result,
    )  # fmt: skip
    assert left.caller.name == left.title == GONE
    petition = office.actor("suhaiyun")
    asked = OrderQuery(view=QueueView.ALL, staff=petition.id, today=NOW)
    counted = [
        office.desk.orders.count(petition, replace(asked, words=words))
        for words in (order.number, ARRIVED["caller"], ARRIVED["telephone"], "示例路")
    ]
    assert counted == [1, 0, 0, 0]
    assert is_sound(office)


def test_the_records_of_an_order_stay_as_they_are_until_two_people_signed_it_away(office, tmp_path):
    answered_order(office)
    office.wall.put(NOW)
    decided(office, proposed(office, tmp_path))
    for statement in ("UPDATE order_records SET fields = '{}'", "DELETE FROM order_records"):
        with office.store.engine.connect() as connection, pytest.raises(DatabaseError, match="不得"):
            connection.exec_driver_sql(statement)


def test_an_order_goes_with_what_was_merged_into_it(office, tmp_path):
    again = registered(office, number="XM2026110200002", caller="李四海")
    answered_order(office, again)
    other = registered(office, number="XM2026110200003", caller="王五湖")
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "工单2件（来电人2人）"
    destroyed(office, disposal, tmp_path / "包.zip")
    assert view(office, again).order.caller.name == GONE
    assert view(office, other).order.caller.name == "王**"


def test_a_handover_forgets_with_its_sheet_what_was_in_hand(office, tmp_path):
    case = opened(office)
    absence = leaving(office)
    handed(office, absence)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "工作交接1件"
    assert PERSON.name in rows_of(office, "handovers")["handovers"]
    destroyed(office, disposal, tmp_path / "包.zip")
    assert PERSON.name not in rows_of(office, "handovers")["handovers"]
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == case.applicant
    assert is_sound(office)
