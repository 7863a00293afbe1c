"""Whatever is pasted, damaged or shuffled: an arrangement or a refusal, nothing else."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.builtin import builtin_arrangement
from app.calendar.notice import read_notice
from app.errors import BadInput

sys.path.insert(0, str(Path(__file__).parent))
import notices

BITS = st.sampled_from(
    [
        *re.split(r"(?<=[。，：；\n])", notices.notice(2026)),
        *re.split(r"(?<=[。，：；\n])", notices.notice(2008)),
        *re.split(r"(?<=[。，：；\n])", notices.SPRING_FESTIVAL_LENGTHENED),
        "至", "、", "2月29日", "31日", "（星期八）", "99月99日", "共十天", "\ue000", "（", "—",
        "0000年1月1日放假", "9999年12月31日", "与周末连休", "调至", "²日", "①月①日", "１２月３１日",
    ]
)  # fmt: skip


@given(st.lists(BITS, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_shuffled_pieces_of_notices_never_break_the_reader(text):
    loaded = {2020: builtin_arrangement(2026), 2026: builtin_arrangement(2026)}
    _read_or_refuse(text, loaded)


@given(st.integers(0, 2000), st.integers(0, 30), st.text(max_size=8), st.sampled_from([2008, 2026]))
@settings(max_examples=400, deadline=None)
def test_a_notice_damaged_anywhere_is_read_or_refused(place, length, instead, year):
    text = notices.notice(year)
    place %= len(text)
    _read_or_refuse(text[:place] + instead + text[place + length :], {})


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text):
    _read_or_refuse(text, {})
    _read_or_refuse(f"国务院办公厅关于延长2026年春节假期的通知{text}", {2026: builtin_arrangement(2026)})


def _read_or_refuse(text, loaded):
    try:
        return read_notice(text, loaded)
    except BadInput:
        return None


@pytest.mark.parametrize("year", [2024, 2026])
def test_one_wrong_number_is_seen_unless_the_text_still_agrees_with_itself(year):
    """What passes can only be another make-up day, on the same weekday, near the festival."""
    text, told = notices.notice(year), read_notice(notices.notice(year))
    begin, end = text.index("一、"), text.index("节假日期间")
    text = re.sub("鼓励.*", "", text[begin:end]).join((text[:begin], text[end:]))
    passed = [
        arrangement
        for digits in re.finditer(r"\d+", text)
        if begin <= digits.start() < end
        for number in range(32)
        if number != int(digits[0])
        and (arrangement := _read_or_refuse(_with(text, digits, number), {})) is not None
    ]
    for arrangement in passed:
        (new,) = set(arrangement.days) - set(told.days)
        (old,) = set(told.days) - set(arrangement.days)
        assert new.kind == old.kind == "work"
        assert new.day.weekday() == old.day.weekday()
    assert len(passed) < 30


def _with(text, digits, number):
    return f"{text[: digits.start()]}{number}{text[digits.end() :]}"
