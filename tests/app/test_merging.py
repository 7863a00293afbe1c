from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.merging import merge

KEYS = st.sampled_from(["name", "telephone", "address", "reason"])
RECORDS = st.dictionaries(KEYS, st.sampled_from(["", "甲", "乙", "丙"]), max_size=4)


@given(base=RECORDS, mine=RECORDS, theirs=RECORDS, kept=st.sets(KEYS))
def test_no_text_disappears_without_a_choice(base, mine, theirs, kept):
    found = merge(base, mine, theirs)
    whole = found.settled(kept)
    for key in {**mine, **theirs}:
        own, other, before = mine.get(key), theirs.get(key), base.get(key)
        typed = {text for text in (own, other) if text != before}
        if len(typed) == 2:
            assert key in found.collides
            assert whole[key] == (own if key in kept else other)
        else:  # one changed it, or both alike, or nobody
            assert key not in found.collides
            assert whole[key] == (typed.pop() if typed else before)


@given(base=RECORDS, mine=RECORDS)
def test_with_nobody_else_mine_stands(base, mine):
    found = merge(base, mine, base)
    assert not found.collides
    assert found.settled(()) == {key: mine.get(key) for key in {**mine, **base}}


@given(base=RECORDS, mine=RECORDS, theirs=RECORDS)
def test_what_one_keeps_the_other_is_asked_too(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.collides) == set(other.collides)
    assert one.settled(one.collides) == other.settled(())
