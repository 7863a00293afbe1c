from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.catalogue import CATALOGUE, get_type
from app.errors import BadInput
from app.retention.models import Rule
from app.retention.terms import cutoff_of, due_spans, is_shorter, term_on, years_of

NOTICE = get_type("one_time_notice")
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
TERMS = st.sampled_from(["永久", "1年", "10年", "30年", "999年"])
RULES = st.lists(st.tuples(DAYS, TERMS), max_size=5, unique_by=lambda each: each[0])


def last_day(years, rested):
    """The last day on which a paper is kept that came to rest on a day."""
    return date(rested.year + years, 12, 31)


def rules_of(pairs):
    return tuple(Rule(type_key=NOTICE.key, term=term, effective_from=day) for day, term in pairs)


@given(RULES, DAYS, DAYS)
def test_nothing_younger_than_its_period_is_ever_due(pairs, issued, today):
    rules = rules_of(pairs)
    due = [
        span
        for span in due_spans(rules, today)
        if span.type_key == NOTICE.key and span.since <= issued < span.before
    ]
    years = years_of(term_on(NOTICE, rules, issued))
    past = years is not None and today > last_day(years, issued)
    assert len(due) == past
    assert all(each.term == term_on(NOTICE, rules, issued) for each in due)


@given(DAYS, st.integers(1, 60))
def test_a_period_counts_full_years_from_the_new_year_after(issued, years):
    last = last_day(years, issued)
    assert (last.month, last.day) == (12, 31)
    assert last.year - issued.year == years
    assert not issued < cutoff_of(years, last)
    assert issued < cutoff_of(years, last + timedelta(days=1))


@given(DAYS)
def test_what_is_kept_for_ever_is_never_due(today):
    for_ever = {each.key for each in CATALOGUE if each.retention == "永久"}
    assert for_ever
    assert for_ever.isdisjoint({span.type_key for span in due_spans((), today)})


@pytest.mark.parametrize("term", ["", "十年", "0年", "1000年", "10", "永久年", "-1年", "10 年"])
def test_what_is_no_period_is_refused(term):
    with pytest.raises(BadInput, match="保管期限"):
        years_of(term)


def test_for_ever_is_the_longest():
    assert is_shorter("30年", "永久")
    assert is_shorter("10年", "30年")
    assert not is_shorter("永久", "30年")
    assert not is_shorter("30年", "30年")


def test_every_type_says_how_long_it_is_kept():
    assert [each.key for each in CATALOGUE if years_of(each.retention) not in (None, 10, 30)] == []
