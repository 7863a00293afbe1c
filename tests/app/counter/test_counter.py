from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from app.cases.commands import CertificateDoubtful, DeemedAccepted, OpenCase, WrongState
from app.cases.models import CaseQuery, CaseState, MaterialStatus, Party, Situation
from app.cases.showing import tick_list
from app.custody.lights import Light
from app.custody.worklist import View
from app.errors import BadInput, Conflict, NotAllowed
from tests.app.counter.at_work import PERSON, done, issued, opened, ticked, why_not, withdrawn
from tests.app.register.test_register import sample
from tests.office import START, WITHHELD


def test_an_enquiry_ends_with_the_one_time_notice(office):
    case = opened(office, application=False)
    assert case.state is CaseState.ENQUIRY
    paper = issued(office, case, "one_time_notice")
    assert str(paper.number) == "示资规审告〔2026〕1号"
    view = office.desk.counter.get(office.clerk, case.id)
    assert view.case.state is CaseState.CLOSED
    assert view.holder is None
    assert [each.id for each in view.papers] == [paper.id]


def test_case_numbers_count_without_gaps_within_division_and_year(office):
    numbers = [opened(office).number for _ in range(3)]
    assert numbers == ["SP202600001", "SP202600002", "SP202600003"]
    assert opened(office, words="zydj", who=office.registrar).number == "DJ202600001"


def test_a_licence_gives_five_working_days_to_tell(office):
    case = opened(office)
    clock = office.desk.counter.get(office.clerk, case.id).clock
    assert clock.last_day == date(2026, 11, 9)
    assert "受理" in clock.consequence
    assert not clock.run_out


def test_real_estate_is_told_on_the_spot(office):
    case = opened(office, words="dyq", who=office.registrar)
    assert office.desk.counter.get(office.registrar, case.id).clock.last_day == START
    office.wall.put(START + timedelta(days=1))
    assert office.desk.counter.get(office.registrar, case.id).clock.run_out
    with pytest.raises(DeemedAccepted, match="视为受理"):
        issued(office, case, "correction_notice", who=office.registrar)


def test_once_the_five_days_are_over_nothing_more_can_be_asked(office):
    case = opened(office)
    office.wall.put(date(2026, 11, 9))
    assert why_not(office, case, "correction_notice") == ""
    office.wall.put(date(2026, 11, 10))
    assert "视为受理" in why_not(office, case, "correction_notice")
    with pytest.raises(DeemedAccepted):
        issued(office, case, "correction_notice")


def test_the_tick_list_drives_the_correction_notice(office):
    case = ticked(office, opened(office), m0="缺少", m2="不符合")
    paper = issued(office, case, "correction_notice")
    names = [row["name"] for row in paper.fields["corrections"]]
    assert names == [case.materials[0].name, case.materials[2].name]
    assert [row["fault"] for row in paper.fields["corrections"]] == ["未提交", "缺签章"]
    view = office.desk.counter.get(office.clerk, case.id)
    assert view.case.state is CaseState.CORRECTING
    assert view.holder.holding.due.isoformat() == paper.fields["correct_by"]


def test_what_government_shares_is_never_asked_for(office):
    matter = next(m for m in office.desk.catalogue.all(office.clerk) if any(x.shared for x in m.materials))
    shared = {each.name for each in matter.materials if each.shared}
    listed = {each.name: each.status for each in tick_list(matter)}
    assert {listed[name] for name in shared} == {MaterialStatus.SHARED}


def test_acceptance_hands_the_case_to_the_division_with_the_committed_date(office):
    case = ticked(office, opened(office))
    paper = issued(office, case, "acceptance_receipt")
    view = office.desk.counter.get(office.clerk, case.id)
    assert view.case.state is CaseState.ACCEPTED
    assert view.holder.holding.staff is None
    limit = view.matter.committed_limit
    expected = office.desk.calendar.current().workday_after(START, limit)
    assert view.holder.holding.due == expected
    assert paper.fields["due_on"] == expected.isoformat()


def test_an_accepted_case_is_not_corrected_any_more(office):
    case = ticked(office, opened(office))
    issued(office, case, "acceptance_receipt")
    with pytest.raises(WrongState):
        issued(office, case, "correction_notice")


def test_the_same_request_is_done_once(office):
    case = opened(office, application=False)
    first = issued(office, case, "one_time_notice", request_key="k-1")
    assert issued(office, case, "one_time_notice", request_key="k-1").id == first.id


def test_a_date_in_an_unannounced_year_is_provisional_on_paper(office):
    office.wall.put(date(2026, 12, 28))
    case = ticked(office, opened(office), m0="缺少")
    paper = issued(office, case, "correction_notice")
    assert paper.fields["correct_by"].startswith("2027")
    assert "correct_by" in paper.imprint["provisional"]


def test_an_enquiry_becomes_an_application_without_typing_again(office):
    case = opened(office, application=False)
    issued(office, case, "one_time_notice")
    closed = office.desk.counter.get(office.clerk, case.id).case
    office.wall.put(date(2026, 11, 4))
    received = office.desk.counter.receive(office.clerk, case.id, closed.version)
    assert received.state is CaseState.RECEIVED
    assert received.received_on == date(2026, 11, 4)
    assert received.applicant == PERSON


def test_a_doubtful_certificate_needs_a_reason(office):
    wrong = Party(name="陈大文", telephone="13800001234", certificate="110105194912310021")
    with pytest.raises(CertificateDoubtful, match="保留理由"):
        opened(office, applicant=wrong)
    kept = Party(
        name="陈大文", telephone="13800001234", certificate="110105194912310021", override_reason="户籍证明如此"
    )
    assert opened(office, applicant=kept).applicant.override_reason == "户籍证明如此"


@pytest.mark.parametrize(
    ("applicant", "words"),
    [
        (Party(name=""), "未填"),
        (Party(name="陈\u202e大文"), "U\\+202E"),
        (Party(name="陈大文", telephone="12"), "电话"),
        (Party(name="陈" * 300), "过长"),
        (Party(name="陈大文", certificate_type="船票"), "证件类型"),
    ],
)
def test_a_bad_applicant_is_refused_in_words(office, applicant, words):
    with pytest.raises(BadInput, match=words):
        opened(office, applicant=applicant)


def test_materials_cannot_be_received_tomorrow(office):
    with pytest.raises(BadInput, match="晚于今天"):
        opened(office, received_on=START + timedelta(days=1))


def test_two_who_change_one_case_meet_a_conflict_that_shows_what_stands(office):
    case = opened(office)
    ticked(office, case)
    with pytest.raises(Conflict):
        ticked(office, case)


def test_nobody_works_on_another_divisions_case(office):
    case = opened(office)
    with pytest.raises(WITHHELD):
        office.desk.counter.get(office.registrar, case.id)
    with pytest.raises(WITHHELD):
        withdrawn(office, case, START, office.registrar)
    with pytest.raises(NotAllowed):
        office.desk.counter.open(
            office.administrator, OpenCase(matter=case.matter, applicant=PERSON, application=True)
        )


def test_a_counter_clerk_has_no_way_to_refuse(office):
    assert not any("refus" in name or "deny" in name for name in dir(office.desk.counter))
    case = opened(office)
    with pytest.raises(BadInput, match="缘由"):
        done(office, case, "withdraw", {"reason": " "})
    for situation in Situation:
        fields = {**sample("non_acceptance_notice"), "situation": situation.value}
        with pytest.raises(NotAllowed, match="经办人办理"):
            issued(office, case, "non_acceptance_notice", fields)
    assert why_not(office, case, "non_acceptance_notice") == "须由经办人办理。"


def test_lists_show_applicants_masked_and_find_them_by_what_is_known(office):
    opened(office)
    for words in ("SP202600001", "陈大文", "1234", "cdw", "陈大"):
        (found,) = office.desk.counter.find(office.clerk, CaseQuery(words=words))
        assert found.applicant.name == "陈**"
        assert found.applicant.telephone == "138****1234"
        assert found.applicant.certificate == ""
    assert office.desk.counter.find(office.clerk, CaseQuery(words="没有这个人")) == ()


def test_every_case_has_one_holder_until_it_ends(office):
    case = opened(office)
    seen = [office.desk.counter.get(office.clerk, case.id).holder]
    ticked(office, case, m0="缺少")
    issued(office, case, "correction_notice")
    seen.append(office.desk.counter.get(office.clerk, case.id).holder)
    assert all(segment is not None for segment in seen)
    with office.store.read() as unit:
        history = unit.custody.history(f"case:{case.id}")
    assert [segment.until is None for segment in history] == [False, True]
    assert history[0].until == history[1].since


def test_the_work_list_shows_mine_and_my_divisions_by_due_date(office):
    first = opened(office)
    office.wall.put(START + timedelta(days=1))
    opened(office, application=False)
    items = office.desk.work_list.items(office.clerk, View.MINE)
    assert [item.due for item in items] == [date(2026, 11, 3), date(2026, 11, 9)]
    assert [item.light for item in items] == [Light.TODAY, Light.ON_TIME]
    assert items[1].number == first.number
    assert items[0].party == "陈**"
    colleague = office.actor("chenjiaming")
    assert office.desk.work_list.items(colleague, View.MINE) == ()
    assert len(office.desk.work_list.items(colleague, View.DIVISION)) == 2
    assert office.desk.work_list.items(office.registrar, View.DIVISION) == ()
    office.wall.put(date(2026, 11, 10))
    assert office.desk.work_list.counts(office.clerk)[View.LATE] == 2


def test_after_the_cut_off_hour_a_receipt_counts_as_the_next_working_days(office):
    office.decide(cut_off=time(17), next_day_start=True)
    office.wall.put(date(2026, 11, 6), 17, 30)
    late = opened(office)
    assert office.desk.counter.get(office.clerk, late.id).clock.last_day == date(2026, 11, 16)
    assert late.received_on == date(2026, 11, 6)
    paper = issued(office, ticked(office, late, m0="缺少"), "correction_notice")
    assert paper.fields["tell_by"] == "2026-11-16"
    office.wall.put(date(2026, 11, 9), 16, 0)
    early = opened(office)
    assert office.desk.counter.get(office.clerk, early.id).clock.last_day == date(2026, 11, 16)


def test_a_case_changed_while_its_form_was_open_is_noticed_at_the_issue(office):
    case = opened(office)
    changed = ticked(office, case, m0="缺少")
    with pytest.raises(Conflict, match="重新打开"):
        issued(office, case, "correction_notice", version=case.version, request_key="k-1")
    paper = issued(office, case, "correction_notice", version=changed.version, request_key="k-1")
    again = issued(office, case, "correction_notice", version=changed.version, request_key="k-1")
    assert again.id == paper.id, "the same request, though the case moved on by it"
