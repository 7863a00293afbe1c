from __future__ import annotations

import pytest

from app.documents.catalogue import get_type
from app.forms.checks import read_values
from tests.documents.paper import RICHEST, SAMPLES

PLAIN = {sample.type.key: sample.values for sample in SAMPLES if sample.name == "plain"}


def problems(key, **changes):
    document_type = get_type(key)
    raw = {name: value for name, value in {**PLAIN[key], **changes}.items() if value is not None}
    values, found = read_values(document_type.sections, raw)
    assert found == ()
    return {problem.field: problem.text for problem in document_type.rules(values)}


@pytest.mark.parametrize("key", ["one_time_notice", "acceptance_receipt"])
def test_the_committed_limit_is_never_longer_than_the_statutory(key):
    assert problems(key, statutory_limit=5, committed_limit=5) == {}
    found = problems(key, statutory_limit=5, committed_limit=6)
    assert list(found) == ["committed_limit"]
    assert "长于“法定时限”5 个工作日" in found["committed_limit"]


@pytest.mark.parametrize("key", ["one_time_notice", "correction_notice", "acceptance_receipt"])
def test_an_organisation_names_a_contact(key):
    assert list(problems(key, applicant_kind="单位", contact_name=None)) == ["contact_name"]
    assert problems(key, applicant_kind="单位", contact_name="苏明远") == {}


def test_a_hard_question_has_a_promised_time():
    assert list(problems("one_time_notice", question="如何？")) == ["promised_reply_at"]
    assert list(problems("one_time_notice", promised_reply_at="2026-11-24T17:30")) == ["question"]
    assert problems("one_time_notice", question="如何？", promised_reply_at="2026-11-24T17:30") == {}


def test_a_material_shared_by_government_names_its_source():
    found = problems("one_time_notice", materials=[{"name": "契税证明", "status": "共享获取"}])
    assert list(found) == ["materials.0.source"]


def test_a_licence_told_after_the_legal_day_counts_as_accepted():
    assert problems("correction_notice", told_on="2026-11-23") == {}
    found = problems("correction_notice", told_on="2026-11-24")
    assert list(found) == ["told_on"]
    assert "视为受理" in found["told_on"]
    assert "2026-11-16" in found["told_on"]


def test_a_registration_is_told_on_the_spot_whatever_the_form_says():
    found = problems("correction_notice", regime="不动产登记", told_on="2026-11-17")
    assert "当场告知" in found["told_on"]
    assert "视为受理" in found["told_on"]
    assert problems("correction_notice", regime="不动产登记", told_on="2026-11-16") == {}


def test_correction_ends_after_it_was_told_and_not_before_its_days_are_over():
    assert "晚于" in problems("correction_notice", correct_by="2026-11-20")["correct_by"]
    days = {"correction_limit": 10, "correction_unit": "自然日"}
    assert "不能早于 2026-11-30" in problems("correction_notice", correct_by="2026-11-29", **days)["correct_by"]
    assert problems("correction_notice", correct_by="2026-11-30", **days) == {}


def test_a_correction_is_not_told_before_the_materials_came():
    assert list(problems("correction_notice", told_on="2026-11-15")) == ["told_on"]


def test_each_material_to_correct_is_written_once():
    row = {"name": "用地范围图", "standard": "盖章", "fault": "没有盖章"}
    assert "出现了 2 次" in problems("correction_notice", corrections=[row, row])["corrections"]


def test_nothing_is_accepted_without_a_main_material():
    missing = {"name": "权属证书", "main": "主要", "submit_by": "2026-12-01"}
    assert list(problems("acceptance_receipt", missing_materials=[missing])) == ["missing_materials.0.main"]


def test_a_deferred_material_has_a_day():
    missing = {"name": "婚姻证明", "main": "次要"}
    assert list(problems("acceptance_receipt", missing_materials=[missing])) == [
        "missing_materials.0.submit_by"
    ]


def test_nothing_is_accepted_without_a_material_before_it_was_promised_in_writing():
    found = problems("acceptance_receipt", undertaking_signed_on=None)
    assert list(found) == ["undertaking_signed_on"]
    assert "容缺受理承诺书" in found["undertaking_signed_on"]
    assert list(problems("acceptance_receipt", undertaking_signed_on="2026-11-21")) == ["accepted_on"]
    assert problems("acceptance_receipt", undertaking_signed_on=None, missing_materials=None) == {}


def test_nothing_is_accepted_before_it_came_or_due_before_it_was_accepted():
    assert list(problems("acceptance_receipt", accepted_on="2026-11-19")) == ["accepted_on"]
    assert list(problems("acceptance_receipt", due_on="2026-11-19")) == ["due_on"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"manner": "邮寄送达"}, "post_number"),
        ({"manner": "电子送达"}, "electronic_address"),
        ({"manner": "留置送达"}, "refusal_reason"),
        ({"receiver_relation": "代理人"}, "substitute_reason"),
        ({"substitute_reason": "外出"}, "receiver_relation"),
        ({"substitute_reason": "外出", "receiver_relation": "本人"}, "receiver_relation"),
        ({"refusal_reason": "拒收"}, "witnesses"),
        ({"received_on": "2026-11-19"}, "received_on"),
        (
            {"manner": "电子送达", "electronic_address": "a@example.cn", "arrived_at": "2026-11-20T10:04"},
            "arrived_at",
        ),
    ],
)
def test_each_manner_of_service_has_its_proof(changes, field):
    assert list(problems("proof_of_service", **changes)) == [field]


def test_the_person_itself_needs_no_reason():
    assert problems("proof_of_service", receiver_relation="本人") == {}


@pytest.mark.parametrize("key", sorted(RICHEST))
def test_rules_are_sentences(key):
    document_type = get_type(key)
    rows = {f.key: [{}] for s in document_type.sections for f in s.fields if f.columns}
    for problem in document_type.rules({"applicant_kind": "单位", **rows}):
        assert problem.text.endswith("。")
