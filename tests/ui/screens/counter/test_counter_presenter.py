from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from app.cases.commands import ChangeCase, OpenCase
from app.cases.models import CaseState, MaterialStatus
from app.cases.showing import tick_list
from app.people.models import Role
from tests.ui.screens.counter.at_the_counter import PERSON, Place
from tests.ui.screens.stage import staged
from ui.screens.counter.drafting import entry_of, fields_of, is_begun
from ui.screens.counter.entry import NewEntry, doubt, missing, party_of
from ui.screens.counter.presenter import CounterPresenter
from ui.screens.saved import ENTRY


@pytest.fixture
def clerk(actor):
    return actor()


@pytest.fixture
def matter(desk, clerk):
    return desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]


@pytest.fixture
def counter(desk, clerk):
    place = Place()
    return CounterPresenter(place, staged(desk, clerk), place), place


@pytest.fixture
def case(desk, clerk, matter):
    return desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True))


def test_own_matters_come_before_those_of_other_divisions(counter, clerk):
    presenter, place = counter
    presenter.find_matters("jsyd")
    assert [each.division == clerk.division for each in place.found] == sorted(
        (each.division == clerk.division for each in place.found), reverse=True
    )


def test_everything_missing_in_an_entry_is_said_at_once(matter):
    empty = NewEntry(matter=None, application=False, values={}, materials=())
    assert [problem.field for problem in missing(empty)] == ["matter", "name", "telephone"]
    wrong = {"name": "林海", "telephone": "12", "received_on": "昨日"}
    entry = NewEntry(matter=matter, application=True, values=wrong, materials=())
    assert [problem.field for problem in missing(entry)] == ["telephone", "received_on"]


def test_a_doubtful_number_is_told_while_it_is_typed(desk):
    from datetime import date

    party = party_of({"name": "林海", "certificate": "350203199001011230"})
    assert "校验码" in doubt(party, date(2026, 11, 23))
    assert doubt(party_of({"name": "林海"}), date(2026, 11, 23)) == ""


def test_opening_a_case_shows_it_masked_until_it_is_uncovered_on_record(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    assert not place.case.open
    presenter.uncover()
    assert place.case.open
    assert desk.counter.history(clerk, case.id)[-1].act == "uncover"


def test_who_does_not_work_on_a_case_sees_it_in_full_while_it_is_uncovered(desk, actor, case):
    place = Place()
    presenter = CounterPresenter(place, staged(desk, actor(Role.DIVISION_HEAD)), place)
    presenter.load(case.id)
    assert place.case.view.case.applicant != case.applicant
    presenter.uncover()
    assert place.case.open
    assert place.case.view.case.applicant == case.applicant
    presenter.look_again()
    assert place.case.view.case.applicant == case.applicant
    presenter.again()
    assert not place.case.open
    assert place.case.view.case.applicant != case.applicant


def test_ticks_are_saved_before_an_act_is_begun(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    place.rows = tuple(replace(row, status=MaterialStatus.PRESENT) for row in place.rows)
    presenter.act("acceptance_receipt")
    saved = desk.counter.get(clerk, case.id).case
    assert all(row.status is MaterialStatus.PRESENT for row in saved.materials)
    assert presenter._context.window.visits == [
        ("document_form", {"type_key": "acceptance_receipt", "case": case.id})
    ]


def test_a_closed_act_is_not_begun(counter, case):
    presenter, _place = counter
    presenter.load(case.id)
    presenter.act("receive")
    assert presenter._context.window.visits == []


def test_saving_over_another_persons_change_merges_field_by_field(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    there = replace(case.applicant, telephone="13900009999")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    place.rows = (replace(place.rows[0], status=MaterialStatus.PRESENT), *place.rows[1:])
    presenter.save()
    saved = desk.counter.get(clerk, case.id).case
    assert saved.applicant.telephone == "13900009999"
    assert saved.materials[0].status is MaterialStatus.PRESENT
    assert place.merge is None  # nothing collides: nothing is asked


def test_only_what_both_changed_is_asked(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    presenter.uncover()
    there = replace(case.applicant, telephone="13900009999", address="对方路1号")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    place.values = {**asdict(case.applicant), "address": "我的路2号"}
    presenter.save()
    assert [(each.label, each.mine, each.theirs) for each in place.merge] == [
        ("联系地址", "我的路2号", "对方路1号")
    ]
    saved = desk.counter.get(clerk, case.id).case
    assert (saved.applicant.telephone, saved.applicant.address) == ("13900009999", "我的路2号")


def test_what_nobody_decides_stays_unsaved_and_is_said(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    presenter.uncover()
    there = replace(case.applicant, telephone="13900009999")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    place.ask_merge = lambda found: None
    place.rows = (replace(place.rows[0], status=MaterialStatus.PRESENT), *place.rows[1:])
    place.values = {**asdict(case.applicant), "telephone": "13700007777"}
    presenter.save()
    assert "还没有保存" in presenter._context.page.notices[-1].text
    assert place.rows[0].status is MaterialStatus.PRESENT


def test_what_waits_for_a_decision_keeps_no_other_case_from_saving_itself(counter, desk, clerk, matter, case):
    presenter, place = counter
    presenter.load(case.id)
    presenter.uncover()
    there = replace(case.applicant, telephone="13900009999")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    place.ask_merge = lambda found: None
    place.values = {**asdict(case.applicant), "telephone": "13700007777"}
    presenter.save()
    other = desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True))
    presenter.load(other.id)
    place.rows = (replace(place.rows[0], status=MaterialStatus.PRESENT), *place.rows[1:])
    presenter.save_by_itself()
    assert desk.counter.get(clerk, other.id).case.materials[0].status is MaterialStatus.PRESENT
    presenter.load(other.id)
    assert place.case.view.case.id == other.id
    presenter.begin()
    place.values = {"name": "林海"}
    presenter.save_by_itself()
    assert desk.register.find_draft(clerk, ENTRY, 0).fields["values"]["name"] == "林海"


@pytest.mark.parametrize("meanwhile", [False, True])
def test_what_is_given_up_of_a_case_that_was_left_is_not_brought_back_again(
    counter, desk, clerk, case, meanwhile
):
    presenter, place = counter
    presenter.load(case.id)
    presenter.uncover()
    there = replace(case.applicant, telephone="13900009999")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    place.ask_merge = lambda found: presenter._put(None) if meanwhile else None
    place.values = {**asdict(case.applicant), "telephone": "13700007777"}
    presenter.save()
    presenter.start_new()
    presenter._context.page.notices[-1].act()
    assert place.case.view.case.applicant.telephone == "13700007777"

    presenter._context.page.notices[-1].act()
    assert place.case.view.case.applicant.telephone == "13900009999"
    assert desk.register.drafts(clerk) == ()


def test_withdrawing_asks_for_its_ground_and_ends_custody(counter, desk, clerk, case):
    presenter, place = counter
    presenter.load(case.id)
    place.answers = {"reason": "申请人书面撤回申请", "asked_on": "2026-11-23"}
    presenter.act("withdraw")
    assert place.acts_done == 1
    assert "申请人书面撤回申请" in place.case.view.case.closed_why
    assert not place.case.workable
    assert place.case.view.holder is None


def test_what_an_act_lacks_is_said_at_its_field_and_nothing_is_done(counter, case):
    presenter, place = counter
    presenter.load(case.id)
    presenter.act("withdraw")
    assert [problem.field for problem in place.act_problems[0]] == ["reason"]
    assert place.acts_done == 0


def test_an_act_on_a_case_changed_meanwhile_keeps_what_is_typed_and_may_be_tried_again(
    counter, desk, clerk, case
):
    presenter, place = counter
    presenter.load(case.id)
    held = []
    place.ask_act = lambda form, submit: held.append((form, submit))
    presenter.act("withdraw")
    there = replace(case.applicant, telephone="13900009999")
    desk.counter.change(clerk, ChangeCase(case=case.id, version=1, applicant=there, materials=case.materials))
    typed = {"reason": "申请人书面撤回申请", "asked_on": "2026-11-23"}
    held[0][1](typed)
    assert "刚被别人改过" in place.act_problems[-1][0].text
    held[0][1](typed)
    assert place.acts_done == 1


def test_an_act_without_fields_is_asked_for_plainly(counter, desk, clerk, matter):
    presenter, place = counter
    enquiry = desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=PERSON, application=False))
    presenter.load(enquiry.id)
    place.meant = False
    presenter.act("receive")
    assert desk.counter.get(clerk, enquiry.id).case.state is CaseState.ENQUIRY
    place.meant = True
    presenter.act("receive")
    assert place.asked == "收件"
    assert place.case.view.case.state is CaseState.RECEIVED


def test_a_denial_is_begun_in_its_own_room(counter, case):
    presenter, _place = counter
    presenter.load(case.id)
    presenter.act("deny")
    assert presenter._context.window.visits == [("denials", {"case": case.id})]


def test_an_entry_is_the_same_after_it_was_kept(matter):
    rows = (
        replace(tick_list(matter)[0], status=MaterialStatus.FAULTY, fault="未盖章"),
        *tick_list(matter)[1:],
    )
    entry = NewEntry(matter=matter, application=True, values={"name": "林海"}, materials=rows)
    assert entry_of(fields_of(entry), matter) == entry
    assert is_begun(entry)
    standing = {"kind": "自然人", "certificate_type": "身份证", "channel": "窗口", "received_on": "2026-11-23"}
    assert not is_begun(NewEntry(matter=None, application=False, values=standing, materials=()))


def test_a_handler_of_another_division_does_not_see_the_case(desk, actor, case, lived_in):
    place = Place()
    context = staged(desk, lived_in.actor("zhengmeiling"))
    CounterPresenter(place, context, place).load(case.id)
    assert place.case is None
    assert context.page.troubles
