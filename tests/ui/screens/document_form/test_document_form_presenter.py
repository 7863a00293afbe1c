from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.cases.commands import ChangeCase, IssueForCase, OpenCase, SecondGround
from app.cases.models import MaterialStatus, Party
from app.cases.showing import tick_list
from app.documents.catalogue import CATALOGUE
from app.people.models import Role
from app.register.models import Query
from tests.ui.screens.stage import staged
from ui.screens.document_form.issued_card import _NEXT
from ui.screens.document_form.presenter import DocumentFormPresenter

PERSON = Party(name="林海", telephone="13800001234", address="示例路1号")


class Place:
    """A form without a window."""

    def __init__(self):
        self.new = self.issued = None
        self.values = {}
        self.problems = ()
        self.paper = None
        self.ground = None
        self.asked = ()

    def show_new(self, paper):
        self.new, self.values = paper, paper.values

    def show_issued(self, paper):
        self.issued = paper

    def put_values(self, values):
        self.values = {**self.values, **values}

    def set_page(self, make, *, later):
        self.paper = make()

    def show_problems(self, problems):
        self.problems = tuple(problems)

    def show_busy(self, busy):
        self.busy = busy

    def ask_second(self, added, heads, answer):
        self.asked = (added, heads)
        if self.ground is not None:
            answer(self.ground)


@pytest.fixture
def clerk(actor):
    return actor()


@pytest.fixture
def form(desk, clerk):
    place = Place()
    return DocumentFormPresenter(place, staged(desk, clerk)), place


def opened(desk, clerk, *missing):
    matter = desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]
    rows = tuple(
        replace(row, status=MaterialStatus.MISSING if place in missing else MaterialStatus.PRESENT)
        for place, row in enumerate(tick_list(matter))
    )
    return desk.counter.open(
        clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True, materials=rows)
    )


def test_a_new_form_is_filled_from_the_case(form, desk, clerk):
    presenter, place = form
    presenter.open_new("acceptance_receipt", opened(desk, clerk).id)
    assert place.values["applicant_name"] == "林海"
    assert place.values["due_on"] == "2026-11-30"


def test_a_counted_date_follows_what_it_is_counted_from(form, desk, clerk):
    presenter, place = form
    presenter.open_new("acceptance_receipt", opened(desk, clerk).id)
    presenter.set_page({**place.values, "accepted_on": "2026-11-24"})
    assert place.values["due_on"] == "2026-12-01"


def test_a_date_set_by_hand_is_left_alone(form, desk, clerk):
    presenter, place = form
    presenter.open_new("acceptance_receipt", opened(desk, clerk).id)
    by_hand = {**place.values, "due_on": "2026-11-27"}
    for _ in range(2):
        presenter.set_page(by_hand)
    presenter.issue(by_hand)
    assert place.issued.document.fields["due_on"] == "2026-11-27"


def test_the_page_is_the_paper_as_it_will_print(form, desk, clerk):
    presenter, place = form
    presenter.open_new("one_time_notice", opened(desk, clerk).id)
    presenter.set_page(place.values)
    assert place.paper.pdf.startswith(b"%PDF")
    assert {"applicant_name", "matter_name"} <= {mark.field for mark in place.paper.marks}


def test_problems_are_shown_beside_their_fields_and_nothing_is_issued(form, desk, clerk):
    presenter, place = form
    case = opened(desk, clerk)
    before = desk.register.count(clerk, Query())
    presenter.open_new("one_time_notice", case.id)
    presenter.issue({**place.values, "telephone": "", "basis": ""})
    assert {"basis", "telephone"} <= {problem.field for problem in place.problems}
    assert desk.register.count(clerk, Query()) == before
    assert presenter.new is not None


def test_issuing_twice_from_one_form_gives_one_paper(form, desk, clerk):
    presenter, place = form
    presenter.open_new("one_time_notice", opened(desk, clerk).id)
    paper, key = presenter._new, presenter._request
    presenter.issue(place.values)
    first = place.issued.document
    presenter._new, presenter._request = paper, key
    presenter.issue(place.values)
    assert place.issued.document.id == first.id


def test_a_second_notice_asks_for_reason_and_head_by_name(form, desk, clerk):
    presenter, place = form
    case = opened(desk, clerk, 0)
    presenter.open_new("correction_notice", case.id)
    presenter.issue(place.values)
    presenter.open_new("correction_notice", case.id)
    rows = [*place.values["corrections"], {**place.values["corrections"][0], "name": "授权委托书"}]
    presenter.issue({**place.values, "corrections": rows})
    added, heads = place.asked
    assert added == ("授权委托书",)
    assert [head.name for head in heads] == ["许建国"]
    place.ground = SecondGround(reason="改由代理人办理", head=heads[0].login)
    presenter.issue({**place.values, "corrections": rows})
    assert place.issued.document.number.sequence > 1


def test_an_application_deemed_accepted_is_explained_and_the_receipt_offered(form, desk, clerk, lived_in):
    presenter, place = form
    case = opened(desk, clerk, 0)
    presenter.open_new("correction_notice", case.id)
    lived_in.wall.at += timedelta(days=10)
    presenter.issue(place.values)
    notice = presenter._context.page.notices[-1]
    assert "视为受理" in notice.text
    notice.act()
    assert place.new.document_type.key == "acceptance_receipt"


def test_a_draft_is_kept_offered_again_and_can_be_thrown_away(form, desk, clerk):
    presenter, place = form
    case = opened(desk, clerk)
    presenter.open_new("one_time_notice", case.id)
    presenter.save_draft({**place.values, "address": "打到一半"})
    presenter.open_new("one_time_notice", case.id)
    assert place.values["address"] == "打到一半"
    presenter._context.page.notices[-1].act()
    assert place.values["address"] == "示例路1号"


def test_after_the_issue_the_date_is_proved_and_prints_are_recorded(form, desk, clerk):
    presenter, place = form
    presenter.open_new("acceptance_receipt", opened(desk, clerk).id)
    presenter.issue(place.values)
    assert place.issued.proof.due.due == place.issued.due.due
    assert not place.issued.printed
    presenter.record("窗口打印机", 1)
    presenter.record("窗口打印机", 1)
    assert [record.reprint for record in place.issued.prints] == [False, True]


def test_the_issued_paper_can_be_had_as_pdf_and_docx(form, desk, clerk):
    presenter, place = form
    presenter.open_new("one_time_notice", opened(desk, clerk).id)
    presenter.issue(place.values)
    assert presenter.files("PDF").startswith(b"%PDF")
    assert presenter.files("DOCX").startswith(b"PK")


def test_a_case_changed_by_another_window_meanwhile_is_told_and_what_was_typed_is_kept(form, desk, clerk):
    presenter, place = form
    case = opened(desk, clerk)
    presenter.open_new("acceptance_receipt", case.id)
    desk.counter.change(
        clerk,
        ChangeCase(case=case.id, version=case.version, applicant=PERSON, materials=case.materials[:2]),
    )
    presenter.issue({**place.values, "pickup": "邮寄送达"})
    assert place.issued is None
    (notice,) = presenter._context.page.notices
    assert "重新打开" in notice.text
    notice.act()
    assert place.values["pickup"] == "邮寄送达"
    presenter.issue(place.values)
    assert place.issued.document.fields["pickup"] == "邮寄送达"


def accepted(desk, clerk):
    case = opened(desk, clerk)
    fields = desk.papers.prefill(clerk, case.id, "acceptance_receipt").fields
    desk.papers.issue(clerk, IssueForCase(case=case.id, type_key="acceptance_receipt", fields=fields))
    return case


def form_of(desk, person):
    place = Place()
    return DocumentFormPresenter(place, staged(desk, person)), place


def test_the_end_of_a_special_step_is_counted_from_the_time_it_takes(desk, clerk, actor):
    presenter, place = form_of(desk, actor(Role.HANDLER))
    presenter.open_new("special_step_notice", accepted(desk, clerk).id)
    assert "expected_on" not in place.values
    presenter.set_page({**place.values, "step_days": 3})
    assert place.values["expected_on"] == "2026-11-26"
    presenter.set_page({**place.values, "step_days": 4})
    assert place.values["expected_on"] == "2026-11-27"


def test_what_the_case_decided_is_nobodys_to_type_not_even_an_old_drafts(desk, clerk, actor):
    handler, case = actor(Role.HANDLER), accepted(desk, clerk)
    presenter, place = form_of(desk, handler)
    presenter.open_new("special_step_notice", case.id)
    assert {"accepted_on", "due_on"} <= set(place.new.decided)
    presenter.save_draft({**place.values, "due_on": "2027-01-01", "step_name": "现场勘验"})
    presenter.open_new("special_step_notice", case.id)
    assert place.values["due_on"] == "2026-11-30"
    assert place.values["step_name"] == "现场勘验"


def test_fields_set_beforehand_stand_in_the_form_over_a_draft(desk, clerk, actor):
    handler, case = actor(Role.HANDLER), opened(desk, clerk)
    presenter, place = form_of(desk, handler)
    presenter.open_new("non_acceptance_notice", case.id, {"situation": "不属于本机关职权范围"})
    assert place.values["situation"] == "不属于本机关职权范围"
    presenter.save_draft({**place.values, "situation": "依法不需要取得行政许可"})
    presenter.open_new("non_acceptance_notice", case.id, {"situation": "不属于本机关职权范围"})
    assert place.values["situation"] == "不属于本机关职权范围"


def test_a_refusal_without_its_chain_leads_to_the_denial(desk, clerk, actor):
    handler, case = actor(Role.HANDLER), opened(desk, clerk)
    presenter, place = form_of(desk, handler)
    presenter.open_new("non_acceptance_notice", case.id)
    presenter.issue({**place.values, "situation": "不具备规定的条件", "reasons": "理由", "legal_basis": "依据"})
    notice = presenter._context.page.notices[-1]
    assert notice.act_name == "去否定报备"
    notice.act()
    assert presenter._context.window.visits == [("denials", {"case": case.id})]


def test_a_refusal_told_first_says_until_when_it_is_to_be_reported(desk, clerk, actor):
    handler, case = actor(Role.HANDLER), opened(desk, clerk)
    presenter, place = form_of(desk, handler)
    presenter.open_new("non_acceptance_notice", case.id, {"situation": "不属于本机关职权范围"})
    typed = {"reasons": "理由", "legal_basis": "依据", "right_organ": "示例市水利局"}
    presenter.issue({**place.values, **typed})
    paper = place.issued
    assert "补报" in paper.step
    assert paper.due.remaining == 1
    assert paper.proof.due.count == 1


def test_a_receipt_without_a_secondary_material_asks_for_the_undertaking_first(desk, clerk):
    presenter, place = form_of(desk, clerk)
    presenter.open_new("acceptance_receipt", opened(desk, clerk, 6).id)
    notice = presenter._context.page.notices[-1]
    assert notice.act_name == "先出容缺承诺书"
    notice.act()
    assert place.new.document_type.key == "deferral_undertaking"


def test_a_receipt_without_a_main_material_leads_to_the_correction(desk, clerk):
    presenter, place = form_of(desk, clerk)
    presenter.open_new("acceptance_receipt", opened(desk, clerk, 0).id)
    notice = presenter._context.page.notices[-1]
    assert notice.act_name == "改出补正告知书"
    notice.act()
    assert place.new.document_type.key == "correction_notice"


def test_every_paper_says_what_comes_next():
    assert set(_NEXT) - {""} <= {each.key for each in CATALOGUE}
    assert {"deferral_undertaking", "special_step_notice", "overdue_record"} <= set(_NEXT)
    assert all(unprinted.endswith("。") and printed.endswith("。") for unprinted, printed in _NEXT.values())
