from __future__ import annotations

import itertools
import re

from hypothesis import example, given
from hypothesis import strategies as st

from app.forms.sheet import Face
from app.press.breaking import balanced, lines_of
from tests.app.press.paper import LAW, OWN

CHAIN = OWN.chain(Face.BODY)
NEVER_FIRST = "，。、；：？！）》”’】〕…"
NEVER_LAST = "（《“‘【〔"
texts = st.lists(
    st.sampled_from(
        [
            "告",
            "知",
            "申请人",
            "，",
            "。",
            "（",
            "）",
            "《",
            "》",
            "“",
            "”",
            "：",
            "2026",
            "A4",
            " ",
            "……",
            "——",
        ]
    ),
    min_size=1,
    max_size=120,
).map("".join)


def set_in(text, measure=28.0, first=None, justify=True):
    return lines_of(text, CHAIN, measure, measure if first is None else first, justify)


def tame(text):
    """No run of marks so long that no line could obey the rule."""
    return not re.search(rf"[{NEVER_FIRST}{NEVER_LAST}— ]{{6,}}", text)


@example("告告告告告告告申请人（ 告", 12.0)
@given(texts.filter(tame), st.floats(12, 30))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text, measure):
    lines = [line.text for line in set_in(text, measure)]
    for before, after in itertools.pairwise(lines):
        assert after[0] not in NEVER_FIRST, lines
        assert before[-1] not in NEVER_LAST, lines


@given(texts, st.floats(2, 30), st.floats(1, 30))
def test_no_character_is_lost_between_lines(text, measure, first):
    lines = set_in(text, measure, first)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")


@given(texts, st.floats(4, 30))
def test_no_line_is_wider_than_its_measure(text, measure):
    for line in set_in(text, measure):
        natural = sum(CHAIN.advances(line.text)) - sum(given for _, given in line.pinches)
        assert natural + line.gap * (len(line.text) - 1) <= measure + 0.001


def test_a_mark_that_may_not_begin_a_line_is_pushed_in_when_others_give_room():
    full = "经办人，应当一次告知需要补正的全部内容，不得多次要求提供材料证明"[:28]
    pushed = full + "，" + "后" * 30
    first, *_ = set_in(pushed)
    assert first.text == pushed[:29]
    assert first.pinches


def test_without_room_the_character_before_the_mark_is_carried_over():
    text = "经办人应当一次告知需要补正的全部内容不得多次要求补充材料，后来者" + "也" * 20
    lines = set_in(text[:28].replace("，", "也") + "，" + "也" * 20)
    assert len(lines[0].text) == 27
    assert lines[1].text[1] == "，"
    assert lines[0].gap > 0


def test_words_and_numbers_are_kept_whole():
    lines = [
        line.text for line in set_in("请在二〇二六年十二月十八日以前拨打窗口电话号码0592-7703001查询办理进度")
    ]
    assert "0592-7703001" in lines[1]


def test_a_word_longer_than_a_line_is_cut():
    lines = set_in("a" * 200)
    assert len(lines) > 1
    assert "".join(line.text for line in lines) == "a" * 200


def test_dashes_and_dots_of_one_mark_stay_together():
    for mark in ("——", "……"):
        for before in range(20, 30):
            lines = [line.text for line in set_in("告" * before + mark + "知" * 20)]
            assert any(mark in line for line in lines), lines


def test_a_label_is_parted_before_its_bracket_into_even_lines():
    assert [line.text for line in balanced("承办处室（分局）", CHAIN, 6.0)] == ["承办处室", "（分局）"]
    assert [len(line.text) for line in balanced("单位负责人核查意见", CHAIN, 6.0)] == [5, 4]


def test_a_paragraph_of_nothing_is_one_empty_line():
    (line,) = set_in("")
    assert line.runs == ()


def test_the_last_line_is_not_widened():
    *lines, last = set_in(LAW)
    assert last.gap == 0
    assert all(line.gap < 0.2 for line in lines)
