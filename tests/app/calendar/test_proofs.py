"""The proof of a deadline in words and in JSON."""

from __future__ import annotations

from datetime import date

import pytest

from app.calendar.builtin import builtin_arrangements
from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.calendar.explain import as_json


def test_the_explanation_names_the_notice_the_make_up_day_and_the_end(calendar):
    text = calendar.text(calendar.due(date(2025, 9, 30), 3))
    assert "2025年9月30日（周二）　起始日不计入" in text
    assert "国庆节、中秋节放假（国办发明电〔2024〕12号）" in text
    assert "2025年10月11日（周六）　调休上班（国办发明电〔2024〕12号），计入第3日" in text
    assert text.endswith("截止日：2025年10月11日（周六）")


def test_the_explanation_of_a_rolled_period_shows_both_dates(calendar):
    text = calendar.text(calendar.due(date(2026, 9, 1), 30, Unit.DAY))
    assert "计入第30日，末日遇国庆节放假（国办发明电〔2025〕7号），顺延" in text
    assert "2026年10月8日（周四）　顺延至本日" in text
    assert "计满之日：2026年10月1日（周四）" in text


def test_the_explanation_of_months_shows_the_corresponding_dates(calendar):
    due = calendar.due(date(2026, 9, 30), 5, Unit.MONTH)
    assert [each.ordinal for each in calendar.trace(due) if each.counted] == [1, 2, 3, 4, 5]
    assert "当月无对应日，以月末日为准" in calendar.text(due)
    assert "（暂定）" in calendar.text(due)


def test_the_json_carries_the_agreed_keys(calendar):
    due = calendar.due(date(2026, 9, 30), 7)
    answer = as_json(calendar, due, trace=True)
    assert {key: answer[key] for key in list(answer)[:6]} == {
        "from": "2026-09-30",
        "days": 7,
        "unit": "workday",
        "raw": "2026-10-15",
        "due": "2026-10-15",
        "provisional": False,
    }
    assert answer["trace"][-1] == {
        "date": "2026-10-15",
        "counted": True,
        "n": 7,
        "reason": "计入第7日",
        "provisional": False,
    }


def test_a_calendar_never_changes_and_equals_its_like():
    one, other = WorkCalendar(builtin_arrangements()), WorkCalendar(builtin_arrangements()[::-1])
    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(AttributeError):
        one.version = 3
