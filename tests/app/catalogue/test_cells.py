from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.cells import working_days


@given(
    st.integers(0, 9999), st.sampled_from(["", "个工作日", "工作日", " 个工作日", "（工作日）", "(个工作日)"])
)
def test_a_limit_is_read_however_it_is_written(days, unit):
    assert working_days(f" {days}{unit}") == days


@pytest.mark.parametrize(
    ("text", "days"), [("二十个工作日", 20), ("十五", 15), ("十个工作日", 10), ("七", 7), ("即办", 1)]
)
def test_a_limit_in_chinese_numerals_is_read(text, days):
    assert working_days(text) == days


@given(st.text(max_size=20))
def test_a_limit_is_a_number_or_a_sentence(text):
    try:
        said = str(working_days(text))
    except ValueError as fault:
        said = str(fault)

    assert said.isdecimal() or "应写成" in said
