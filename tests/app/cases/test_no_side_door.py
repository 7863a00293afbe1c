"""Side doors that were found open once: each would have ended, or stopped, an application without the chain."""

from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import OpenCase, RestsOnIt, WrongState
from app.cases.models import CaseQuery, CaseState, Situation
from app.denials.commands import ArchiveDenial
from app.denials.models import ComplaintState
from app.errors import BadInput
from app.register.commands import IssueDocument, NeedsCase
from app.statistics.models import Cut, Span
from tests.app.cases.living import GOOD, Life
from tests.app.counter.at_work import PERSON
from tests.app.custody.test_calendar_keeping import NOTICE
from tests.app.denials.at_the_chain import (
    BACK,
    DOWN,
    REASONS,
    changed,
    checked,
    drafted,
    filed,
    handler,
    leader,
    noticed,
    submitted,
    told_before,
)
from tests.app.denials.test_complaints import answered, complained
from tests.app.register.test_register import sample

MORE = {"corrections": [{"name": "补充说明", "standard": "加盖公章", "fault": "未提交"}]}


@pytest.fixture
def life(office):
    return Life(office)


def as_twin(life, other):
    return life.do("withdraw", {"reason": "重复登记", "other_case": other.number}, life.clerk)


def turned_down(life):
    denial = submitted(life.office, drafted(life.office, life.case))
    checked(life.office, denial, life.office.head, DOWN, "符合规定，应当受理")


# --- registered twice


def test_two_cases_do_not_end_each_other_as_registered_twice(office, life):
    twin = Life(office)
    as_twin(life, twin.case)
    with pytest.raises(BadInput, match="没有在继续办理"):
        as_twin(twin, life.case)
    assert twin.case.state is CaseState.RECEIVED


def test_an_application_is_no_twin_of_an_enquiry(office, life):
    with pytest.raises(BadInput, match="没有在继续办理"):
        as_twin(life, Life(office, application=False).case)


def test_an_application_for_another_matter_is_no_twin(office, life):
    other = next(each for each in office.desk.catalogue.find(life.clerk, "") if each.id != life.case.matter)
    case = office.desk.counter.open(life.clerk, OpenCase(matter=other.id, applicant=PERSON, application=True))
    with pytest.raises(BadInput, match="同一事项"):
        as_twin(life, case)


def test_a_twin_of_a_case_that_was_completed_may_end(office, life):
    twin = Life(office)
    life.accept()
    life.complete()
    assert as_twin(twin, life.case).case.state is CaseState.CLOSED


# --- what leaders turned down


def test_a_void_receipt_leaves_a_case_that_must_be_accepted_where_it_must_be_accepted(life):
    turned_down(life)
    before = life.view.holder.holding
    life.void(life.accept())
    after = life.view.holder.holding
    assert (life.case.state, after.step, after.due) == (CaseState.TO_ACCEPT, before.step, before.due)
    with pytest.raises(WrongState):
        life.issue("correction_notice", MORE, life.clerk)
    life.accept()


def test_a_void_receipt_of_a_case_turned_down_once_accepted_asks_for_nothing_more(life):
    paper = life.accept()
    turned_down(life)
    life.void(paper)
    assert life.case.state is CaseState.TO_ACCEPT
    with pytest.raises(WrongState):
        life.issue("correction_notice", MORE, life.clerk)
    life.issue("acceptance_receipt", None, life.clerk)
    assert life.case.accepted_on == date(2026, 11, 2)


# --- the limit of an accepted case


def test_a_receipt_written_anew_does_not_begin_the_limit_anew(life):
    paper = life.accept()
    due = life.due
    life.put((11, 6))
    life.void(paper)
    with pytest.raises(BadInput, match="仍自原受理日起算"):
        life.issue("acceptance_receipt", {"accepted_on": "2026-11-06"}, life.clerk)
    life.issue("acceptance_receipt", None, life.clerk)
    assert life.due == due


def test_a_receipt_written_anew_after_a_correction_does_not_begin_the_limit_anew(life):
    life.issue("correction_notice", MORE, life.clerk)
    life.put((11, 10))
    paper = life.accept()
    due = life.due
    life.put((11, 30))
    life.void(paper)
    with pytest.raises(BadInput, match="仍自原受理日起算"):
        life.issue("acceptance_receipt", {"accepted_on": "2026-11-30"}, life.clerk)
    life.issue("acceptance_receipt", None, life.clerk)
    assert life.due == due


def test_what_is_deferred_anew_is_accepted_from_the_day_it_was_promised_anew(life):
    undertaking, receipt = life.accept_deferred()
    life.put((11, 4))
    life.void(receipt)
    life.void(undertaking)
    life.issue("deferral_undertaking", GOOD, life.clerk)
    signed = {"undertaking_signed_on": "2026-11-04", "accepted_on": "2026-11-04"}
    life.issue("acceptance_receipt", signed, life.clerk)
    assert life.case.accepted_on == date(2026, 11, 4)


@pytest.mark.parametrize(
    "fields",
    [
        {"committed_limit": 15},
        {"committed_limit": 900, "statutory_limit": 900},
        {"special_steps": "现场勘验", "due_on": "2035-01-01"},
    ],
)
def test_no_receipt_promises_later_than_the_office_published_and_the_law_allows(life, fields):
    life.tick()
    with pytest.raises(BadInput, match="不能延长"):
        life.issue("acceptance_receipt", fields, life.clerk)
    assert life.case.state is CaseState.RECEIVED


# --- returned for not being made up


def test_a_correction_notice_is_not_made_void_under_the_return_that_rests_on_it(office, life):
    paper = life.issue("correction_notice", MORE, life.clerk)
    life.put((12, 7))
    denial = submitted(office, drafted(office, life.case, situation=Situation.LAPSED))
    denial = checked(office, denial, office.head)
    checked(office, denial, leader(office))
    notice = noticed(office, life.id)
    with pytest.raises(RestsOnIt, match="逾期未补正"):
        life.void(paper, life.clerk)
    life.void(notice)
    noticed(office, life.id)
    assert life.case.state is CaseState.RETURNED


# --- reported afterwards


def test_a_notice_written_anew_on_a_later_day_gives_no_more_time_to_report_it(office, life):
    notice, first = told_before(office, life.case)
    for day in (3, 4, 5):
        life.put((11, day))
        life.void(notice)
        notice, denial = told_before(office, life.case)
        assert denial.report_by == first.report_by == date(2026, 11, 3)


def test_a_notice_made_void_on_its_own_day_begins_no_report(office, life):
    life.void(told_before(office, life.case)[0])
    life.put((11, 4))
    assert told_before(office, life.case)[1].report_by == date(2026, 11, 5)


def test_what_was_reported_and_told_anew_is_reported_anew_in_its_own_time(office, life):
    notice, denial = told_before(office, life.case)
    denial = submitted(office, changed(office, denial, handler(office), {"reasons": REASONS}))
    checked(office, checked(office, denial, office.head), leader(office))
    life.put((11, 4))
    life.void(notice)
    assert told_before(office, life.case)[1].report_by == date(2026, 11, 5)


# --- papers that move a limit


@pytest.mark.parametrize("key", ["special_step_notice", "extension_notice", "overdue_record"])
def test_no_paper_that_moves_a_limit_is_issued_beside_its_case(office, life, key):
    life.accept()
    padded = {**sample(key), "case_number": f" {life.case.number} "}
    assert office.desk.cases_by_fields.case_for(life.clerk, key, padded) == life.id
    for fields in (padded, {**padded, "case_number": "自编一号"}):
        with pytest.raises(NeedsCase, match="须从已受理的办件出具"):
            office.desk.caseless_papers.issue(life.handler, IssueDocument(type_key=key, fields=fields))


def test_no_case_is_opened_for_a_paper_that_moves_a_limit(office):
    own = {"case_number": "自编一号", "matter_name": office.matter("gcgh").name}
    fields = {**sample("extension_notice"), **own}
    with pytest.raises(NeedsCase):
        office.desk.cases_by_fields.case_for(office.clerk, "extension_notice", fields)
    assert office.desk.counter.find(office.clerk, CaseQuery()) == ()


# --- after the notice


def test_a_proof_of_service_is_not_made_void_once_the_refusal_is_archived(office, life):
    denial = filed(office, life.case)
    notice = noticed(office, life.id)
    life.put((11, 5))
    listed = [{"title": notice.title, "number": str(notice.number), "copies": 1}]
    told = {"documents": listed, "received_on": "2026-11-03", "manner": "直接送达", "place": "窗口"}
    proof = life.issue("proof_of_service", {**told, "served_at": "2026-11-03T09:00"})
    version = office.desk.denials.get(life.handler, denial.id).denial.version
    office.desk.archiving.archive(life.handler, ArchiveDenial(denial=denial.id, version=version))
    with pytest.raises(RestsOnIt, match="归档"):
        life.void(proof)
    assert office.desk.denials.get(life.handler, denial.id).remedies.served_on == date(2026, 11, 3)


def test_a_report_handed_in_in_time_and_sent_back_is_not_counted_as_late(office, life):
    denial = told_before(office, life.case)[1]
    denial = submitted(office, changed(office, denial, handler(office), {"reasons": REASONS}))
    denial = checked(office, denial, office.head, BACK, "请写明依据的条款")
    life.put((11, 9))
    denial = submitted(office, denial)
    span = Span(date(2026, 11, 1), date(2026, 11, 30))
    row = office.desk.statistics.figures(office.head, span, Cut.NONE).total
    assert (row.cells["after"].value, row.cells["after_late"].value) == (1, 0)


def test_a_denial_submitted_again_stays_in_the_month_it_was_submitted_in(office, life):
    denial = submitted(office, drafted(office, life.case))
    denial = checked(office, denial, office.head, BACK, "请写明依据的条款")
    life.put((12, 1))
    submitted(office, denial)
    span = Span(date(2026, 11, 1), date(2026, 11, 30))
    row = office.desk.statistics.figures(office.head, span, Cut.NONE).total
    assert (row.cells["denials"].value, row.cells["denials"].behind) == (1, 1)


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("back", ["void", "overturned"])
def test_a_clock_that_begins_again_is_dated_by_the_calendar_of_its_new_day(office, back, accepted):
    began = date(2026, 12, 25)
    office.wall.put(began)
    life = Life(office)
    if accepted:
        life.accept()
    denial = filed(office, life.case)
    was = life.view.holder.holding
    notice = noticed(office, life.id)
    load_2027(office)
    if back == "void":
        life.void(notice)
    else:
        answered(office, complained(office, denial, received_on=began), ComplaintState.OVERTURNED, "应当办理。")
    now, calendar = life.view.holder.holding, office.desk.calendar.current()
    assert was.provisional
    assert not now.provisional
    assert now.due == calendar.due(began, was.count).due
    assert now.outer_due == (calendar.due(began, was.outer_count).due if accepted else None)


def load_2027(office):
    keeping = office.desk.calendar
    keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(NOTICE)))
