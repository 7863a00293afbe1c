from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.errors import BadInput
from app.statistics.definitions import ALL_FIGURES, GROUPS_OF
from app.statistics.events import Event
from app.statistics.models import Cut, Span, Unit, last_month, this_month, this_quarter, this_year
from app.statistics.naming import Names, named
from app.statistics.tables import shown


@pytest.mark.parametrize(
    ("make", "today", "since", "until"),
    [
        (this_month, date(2026, 11, 23), date(2026, 11, 1), date(2026, 11, 30)),
        (this_month, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (last_month, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (last_month, date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (this_quarter, date(2026, 5, 31), date(2026, 4, 1), date(2026, 6, 30)),
        (this_quarter, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (this_quarter, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (this_year, date(2026, 7, 2), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_named_span_has_whole_months(make, today, since, until):
    assert make(today) == Span(since, until)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadInput, match="2026-11-02晚于截止日2026-11-01"):
        Span(date(2026, 11, 2), date(2026, 11, 1))


def test_the_months_of_a_span_cover_it_and_nothing_else():
    span = Span(date(2026, 11, 15), date(2027, 2, 3))
    parts = [span.within(month) for month in span.months]
    assert span.months == ("2026-11", "2026-12", "2027-01", "2027-02")
    assert (parts[0], parts[-1]) == (
        Span(date(2026, 11, 15), date(2026, 11, 30)),
        Span(date(2027, 2, 1), date(2027, 2, 3)),
    )
    days = sum((part.until - part.since).days + 1 for part in parts)
    assert days == (span.until - span.since).days + 1


def test_figures_are_rounded_half_up_and_a_zero_divisor_is_a_dash():
    assert shown(Fraction(1, 8), Unit.PERCENT) == "12.5%"
    assert shown(Fraction(2, 3), Unit.PERCENT) == "66.7%"
    assert shown(Fraction(1, 2000), Unit.PERCENT) == "0.1%"
    assert shown(Fraction(7, 5), Unit.PERCENT) == "140.0%"
    assert shown(Fraction(1, 200), Unit.EACH) == "0.01"
    assert shown(Fraction(23, 20), Unit.EACH) == "1.15"
    assert shown(1204, Unit.CASES) == "1,204"
    assert shown(None, Unit.PERCENT) == "—"


def test_every_figure_has_a_definition_and_a_heading_of_its_own():
    for groups in GROUPS_OF.values():
        titles = [figure.title for group in groups for figure in group.figures]
        assert len(titles) == len(set(titles))
    figures = [figure for groups in GROUPS_OF.values() for group in groups for figure in group.figures]
    assert len(ALL_FIGURES) == len(figures)
    for figure in figures:
        assert figure.definition.endswith("。")
        assert len(figure.title) <= 5, "headings stand in narrow columns"
    counted = {figure.event for figure in figures} | {figure.part for figure in figures}
    assert set(Event) <= counted


def test_two_of_one_name_say_their_division():
    names = Names(
        divisions={"1": "甲处"},
        staff={"1": ("林海", "甲处"), "2": ("林海", "乙处"), "3": ("安然", "甲处")},
        matters={},
    )
    span = Span(date(2026, 11, 1), date(2026, 11, 1))
    assert [name for _, name in named(Cut.CLERK, span, ("1", "2", "3"), names)] == [
        "安然", "林海（甲处）", "林海（乙处）",
    ]  # fmt: skip
    assert named(Cut.MATTER, span, ("~征收咨询",), names) == (("~征收咨询", "征收咨询（未入目录）"),)
    assert named(Cut.KIND, span, ("~", "承诺件"), names) == (("承诺件", "承诺件"), ("~", "未登记办件"))
