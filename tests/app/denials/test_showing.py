"""What a denial shows: to whom, how far, and on which paper."""

from __future__ import annotations

from app.press import press_pdf
from tests.app.counter.at_work import PERSON, issued, opened, ticked
from tests.app.denials.at_the_chain import checked, drafted, filed, handler, leader, submitted
from tests.app.press.paper import text_of


def test_offers_say_what_is_open_to_whom(office):
    denial = submitted(office, drafted(office, opened(office)))

    def open_to(who):
        offers = office.desk.denials.get(who, denial.id).offers
        return {offer.key for offer in offers if not offer.closed}

    assert open_to(office.head) == {"agree", "back", "down"}
    assert open_to(handler(office)) == {"give_up"}
    assert open_to(leader(office)) == set()


def test_the_station_waits_for_one_person_whose_list_says_so(office):
    denial = drafted(office, opened(office))
    assert office.desk.denials.waiting(office.clerk) == 1
    submitted(office, denial)
    assert office.desk.denials.waiting(office.clerk) == 0
    assert office.desk.denials.waiting(office.head) == 1


def test_overseers_see_the_applicant_masked_and_uncover_him_in_the_ledger(office):
    denial = submitted(office, drafted(office, opened(office)))
    view = office.desk.denials.get(leader(office), denial.id)
    assert view.denial.party == "陈**"
    assert view.case.applicant.name == "陈**"
    assert view.denial.fields["applicant_contact"] == "138****1234"
    assert office.desk.denials.uncover(leader(office), denial.id).denial.party == "陈大文"
    assert office.desk.denials.history(leader(office), denial.id)[-1].act == "uncover"


def test_the_form_bears_the_mark_of_what_is_not_approved_until_it_is_filed(office):
    case = opened(office)
    denial = submitted(office, drafted(office, case))
    assert office.desk.denials.sheet(office.head, denial.id).watermark == "未经审批"
    assert office.desk.denials.draft_sheet(office.clerk, case.id, {"reasons": "理由"}).watermark == "未经审批"
    denial = checked(office, denial, office.head, text="情况属实")
    words = text_of(press_pdf(office.desk.denials.sheet(leader(office), denial.id)).pdf)
    assert "同意。情况属实" in words
    checked(office, denial, leader(office))
    assert office.desk.denials.sheet(leader(office), denial.id).watermark == ""


def test_opinions_stay_blank_for_the_pen_where_the_office_says_so(office):
    office.decide(typed_opinions=False)
    view = office.desk.denials.get(handler(office), filed(office).id)
    assert "head_opinion" not in view.form.fields
    assert "leader_name" not in view.form.fields
    assert [check.staff_name for check in view.denial.checks] == ["吴志宏", "许建国", "杨振华"]


def test_the_notice_that_could_not_be_met_stands_beside_the_denial(office):
    case = ticked(office, opened(office), m0="缺少")
    asked = issued(office, case, "correction_notice")
    denial = drafted(office, office.desk.counter.get(office.clerk, case.id).case)
    assert office.desk.denials.get(office.clerk, denial.id).unmet.id == asked.id
    seen = office.desk.denials.get(leader(office), denial.id).unmet
    assert (seen.number, seen.party) == (asked.number, "陈**")
    plain = drafted(office, opened(office, applicant=PERSON))
    assert office.desk.denials.get(office.clerk, plain.id).unmet is None
