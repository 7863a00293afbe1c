from __future__ import annotations

from datetime import date, timedelta

from app.documents.catalogue import CATALOGUE
from app.forms.wording import Wording, starting_wording, wording_in_force
from app.hotline.scope import KEYS as SCOPE


def test_each_text_holds_from_its_first_day_until_the_next_begins():
    old = Wording(key="k", text="旧", effective_from=date(2020, 1, 1))
    new = Wording(key="k", text="新", effective_from=date(2024, 1, 1))
    assert wording_in_force((new, old), date(2019, 12, 31)) == {}
    assert wording_in_force((new, old), date(2023, 12, 31)) == {"k": "旧"}
    assert wording_in_force((new, old), date(2024, 1, 1)) == {"k": "新"}


def test_since_2024_reconsideration_lies_with_the_government_at_the_same_level():
    change = date(2024, 1, 1)
    before = wording_in_force(starting_wording(), change - timedelta(days=1))["correction_notice.remedy"]
    after = wording_in_force(starting_wording(), change)["correction_notice.remedy"]
    assert "上一级主管部门" in before
    assert "上一级主管部门" not in after
    assert "本级人民政府" in after


def test_the_starting_wording_is_what_types_and_intake_scope_ask_for_and_names_its_basis():
    asked = {key for document_type in CATALOGUE for key in document_type.wording} | set(SCOPE)
    assert {wording.key for wording in starting_wording()} == asked
    assert [
        wording.key for wording in starting_wording() if not wording.basis or not wording.text.strip()
    ] == []
