from __future__ import annotations

import pytest

from app.forms.sheet import Signatures
from app.press.papers import papers_of
from tests.documents.paper import SAMPLES, imprint, text_of
from tests.documents.test_rules import PLAIN, problems

PLAIN_SHEET = {s.type.key: s.type.page(s.values, imprint()) for s in SAMPLES if s.name == "plain"}


def page_of(key, **changes):
    (sample,) = [s for s in SAMPLES if s.type.key == key and s.name == "plain"]
    return sample.type.page({**sample.values, **changes}, imprint())


def test_no_main_material_is_deferred():
    row = {"name": "不动产权属证书", "main": "主要", "submit_by": "2026-11-24"}
    found = problems("deferral_undertaking", missing_materials=[row])
    assert list(found) == ["missing_materials.0.main"]
    assert "“不动产权属证书”是主要材料" in found["missing_materials.0.main"]


def test_a_bad_credit_record_bars_a_deferral():
    found = problems("deferral_undertaking", credit_check="有失信记录")
    assert list(found) == ["credit_check"]
    assert "不适用容缺受理" in found["credit_check"]


def test_the_undertaking_and_its_notice_are_two_papers_with_the_same_list_of_what_is_deferred():
    promise, notice = (text_of(paper.sheet) for paper in papers_of(PLAIN_SHEET["deferral_undertaking"]))
    assert "容缺受理承诺书" in promise
    assert "容缺受理通知书" in notice
    for row in PLAIN["deferral_undertaking"]["missing_materials"]:
        assert row["name"] in promise
        assert row["name"] in notice
    assert "承诺人（签字）" in promise
    assert "（窗口单位盖章）" in notice


def test_an_organisation_has_room_for_its_seal_under_the_undertaking():
    def seal(**changes):
        undertaking = papers_of(page_of("deferral_undertaking", **changes))[0].sheet
        (block,) = [block for block in undertaking.blocks if isinstance(block, Signatures)]
        return block.seal

    assert seal() == 0
    assert seal(applicant_kind="单位", contact_name="苏明远") == 45


@pytest.mark.parametrize("key", ["deferral_undertaking", "notice_and_undertaking"])
def test_a_certificate_not_typed_in_is_written_on_the_paper(key):
    assert "证件号码" in text_of(page_of(key, certificate=None))


def test_each_condition_is_undertaken_once():
    row = {"name": "住所使用权证明", "standard": "享有使用权。"}
    assert "出现了 2 次" in problems("notice_and_undertaking", proofs=[row, row])["proofs"]


def test_the_applicant_is_told_that_he_need_not_undertake_anything():
    text = text_of(PLAIN_SHEET["notice_and_undertaking"])
    assert "自愿选择" in text
    assert "依照一般程序办理" in text


def test_what_the_office_writes_of_liability_and_checking_gives_way_to_what_is_filled_in():
    text = text_of(page_of("notice_and_undertaking", liability="责任另述。", checking="逐件核查。"))
    assert "责任另述。" in text
    assert "逐件核查。" in text
    assert "责令限期改正" not in text
    assert "政务信息共享" not in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"suspended_on": "2026-11-15"}, "suspended_on"),
        ({"expected_on": "2026-11-19"}, "expected_on"),
        ({"due_on": "2026-11-15"}, "due_on"),
    ],
)
def test_a_special_step_begins_after_acceptance_and_ends_after_it_began(changes, field):
    assert list(problems("special_step_notice", **changes)) == [field]


def test_a_special_step_may_end_on_the_day_it_began():
    assert problems("special_step_notice", expected_on="2026-11-20") == {}


def test_an_extension_is_approved_before_the_limit_is_over():
    assert problems("extension_notice", approved_on="2026-11-30") == {}
    assert "届满" in problems("extension_notice", approved_on="2026-12-01")["approved_on"]
    assert list(problems("extension_notice", approved_on="2026-11-01")) == ["approved_on"]


def test_the_new_limit_lies_after_the_old_by_no_less_than_its_days():
    assert "应当晚于" in problems("extension_notice", new_due_on="2026-11-30")["new_due_on"]
    assert "不能早于 2026-12-10" in problems("extension_notice", new_due_on="2026-12-09")["new_due_on"]
    assert problems("extension_notice", new_due_on="2026-12-10") == {}


def test_a_late_case_is_promised_for_a_day_after_its_limit_and_not_before_the_word_was_given():
    assert "没有超过" in problems("overdue_record", estimated_on="2026-11-24")["estimated_on"]
    late = {"due_on": "2026-11-20", "told_at": "2026-11-26T10:00"}
    assert list(problems("overdue_record", **late, estimated_on="2026-11-25")) == ["estimated_on"]
    assert problems("overdue_record", **late, estimated_on="2026-11-26") == {}


def test_the_report_to_the_leader_and_the_word_to_the_applicant_come_in_either_order():
    assert problems("overdue_record", reported_at="2026-11-23T15:00", told_at="2026-11-23T10:05") == {}
    assert problems("overdue_record", reported_at="2026-11-23T09:00", told_at="2026-11-23T10:05") == {}


def test_a_record_of_lateness_leaves_room_for_the_leaders_own_hand():
    assert "领导意见" in text_of(page_of("overdue_record", leader_instruction=None))
