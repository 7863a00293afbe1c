from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.denials.form import FORM, typed_fields
from app.documents.catalogue import get_type
from app.errors import BadInput
from app.forms.fields import all_fields
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import changed, drafted, handler, submitted

KEYS = [field.key for field in all_fields(get_type(FORM).sections)]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2026-11-02"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FORMS = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), JUNK, max_size=6)


@given(FORMS)
def test_whatever_is_typed_is_kept_or_refused_with_a_sentence(fields):
    with suppress(BadInput):
        typed_fields(fields, date(2026, 11, 2))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=FORMS)
def test_the_live_page_is_set_from_whatever_is_typed(office, fields):
    office.case = getattr(office, "case", None) or opened(office)
    assert office.desk.denials.draft_sheet(office.clerk, office.case.id, fields).watermark == "未经审批"


def test_the_form_begins_with_all_that_the_case_knows(office):
    case = opened(office)
    assert office.desk.denials.prefill(office.clerk, case.id).fields == {
        "form_date": "2026-11-02",
        "division_name": "行政审批处",
        "handler_name": "林晓燕",
        "case_number": case.number,
        "applicant_contact": "13800001234",
        "received_on": "2026-11-02",
        "matter_name": case.matter_name,
        "applicant_name": "陈大文",
        "name_place": "申请办理事项栏",
    }


def test_what_the_case_says_stands_whatever_is_typed(office):
    case = opened(office)
    denial = drafted(
        office, case, case_number="假号", applicant_name="别人", division_name="别处", handler_name="某某"
    )
    assert denial.fields["case_number"] == case.number
    assert denial.fields["applicant_name"] == "陈大文"
    denial = submitted(office, changed(office, denial, fields={"handler_name": "某某"}))
    assert denial.fields["handler_name"] == handler(office).name


@pytest.mark.parametrize("key", ["form_date", "returned_on"])
def test_no_day_of_the_form_lies_in_the_future(office, key):
    tomorrow = (date(2026, 11, 2) + timedelta(days=1)).isoformat()
    with pytest.raises(BadInput, match="晚于今天"):
        drafted(office, opened(office), **{key: tomorrow})
