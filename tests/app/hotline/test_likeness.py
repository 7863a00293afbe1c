from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.hotline.knowledge import Answer, personal_problems
from app.hotline.likeness import folded, likeness, pairs_of
from app.hotline.models import Caller

texts = st.text(st.sampled_from("示例路工地夜间施工，。 Ａa1１"), max_size=40)


@given(one=texts, other=texts)
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one, other):
    pairs = pairs_of(one), pairs_of(other)
    assert likeness(*pairs) == likeness(*reversed(pairs))
    assert 0 <= likeness(*pairs) <= 1
    assert (likeness(*pairs) == 1) == (pairs[0] == pairs[1] != frozenset())


@given(text=texts)
def test_marks_blanks_width_and_case_say_nothing(text):
    assert pairs_of(f" {text}。") == pairs_of(text.upper())
    assert folded(folded(text)) == folded(text)


callers = st.builds(
    Caller,
    name=st.text(st.sampled_from("王李欧阳晓明"), min_size=2, max_size=4),
    telephone=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    certificate=st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    address=st.text(st.sampled_from("示例区大道路号"), min_size=6, max_size=12),
)


@given(
    caller=callers,
    part=st.sampled_from(("name", "telephone", "certificate", "address")),
    field=st.sampled_from(("question", "content", "basis")),
    around=st.text(st.sampled_from("请到窗口办理。，"), max_size=12),
)
def test_whoever_called_never_stands_in_an_answer(caller, part, field, around):
    given = {"question": "怎样办理", "content": "请到窗口办理。", "basis": "《条例》第十条"}
    given[field] = f"{around}{getattr(caller, part)}{around}"
    answer = Answer(
        id=0,
        dated=date(2026, 11, 2),
        valid_until=date(2027, 11, 2),
        division=1,
        division_name="某处",
        order="XM01",
        proposed_by=1,
        proposed_by_name="某人",
        proposed_at=datetime(2026, 11, 2, tzinfo=UTC),
        **given,
    )
    found = personal_problems(answer, caller, ("0592-2220001",))
    assert field in {each.field for each in found}
