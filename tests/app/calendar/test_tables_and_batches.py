"""Arrangements from tables, many deadlines at once, and what a new calendar moves."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendar.arrangement_csv import read_csv
from app.calendar.batch import answers, read_batch
from app.calendar.builtin import builtin_arrangement, builtin_arrangements
from app.calendar.changes import OpenItem, changed_dues
from app.calendar.days import ArrangedKind
from app.calendar.dues import Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.errors import BadInput

SOURCE = {
    "source_name": "国务院办公厅关于2026年部分节假日安排的通知",
    "source_number": "国办发明电〔2025〕7号",
}


def _table(header="date,kind,name", off="off", work="work", sep=","):
    lines = [header.replace(",", sep)]
    for each in builtin_arrangement(2026).days:
        kind = off if each.kind is ArrangedKind.OFF else work
        lines.append(sep.join((each.day.isoformat(), kind, each.festival)))
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        _table(),
        _table("日期,类型,节日", "放假", "上班"),
        _table("日期，类型，名称", "休", "班"),
        _table("DATE,Kind,NAME", "holiday", "workday"),
        _table(sep="\t"),
        "\ufeff" + _table().replace("\n", "\r\n") + "\r\n\r\n",
        _table().replace("2026-", "2026/"),
        "\n".join([_table().split("\n")[0], *reversed(_table().split("\n")[1:])]),
    ],
)
def test_a_table_gives_the_same_year_as_the_notice(text):
    assert read_csv(text, **SOURCE) == builtin_arrangement(2026)


def test_columns_may_stand_in_any_order_beside_others():
    lines = [line.split(",") for line in _table().split("\n")]
    text = "\n".join(f"{name},x,{day},{kind}" for day, kind, name in lines)
    assert read_csv(text, **SOURCE) == builtin_arrangement(2026)


@pytest.mark.parametrize(
    ("told", "instead", "fault"),
    [
        ("2026-01-02,off", "2026-13-02,off", "第3行"),
        ("2026-01-02,off", "2026-01-02,调休", "第3行：类型“调休”"),
        ("2026-01-02,off,元旦", "2026-01-02,off,", "第3行：节日名称"),
        ("2026-01-02,off", "2026-01-01,off", "第3行：2026-01-01与第2行重复"),
        ("2026-01-04,work", "2026-01-05,work", "不是周末"),
        ("2026-06-19,off,端午节\n", "", "缺少端午节"),
        ("2026-01-02,off", "2027-03-02,off", "第3行：2027-03-02不属于2026年"),
        ("date,kind,name", "date,kind", "第1行"),
        ("元旦", '"元旦', "引号"),
    ],
)
def test_a_faulty_table_is_refused_with_the_row(told, instead, fault):
    text = _table()
    assert told in text
    with pytest.raises(BadInput, match=fault):
        read_csv(text.replace(told, instead, 1), **SOURCE)


def test_all_faulty_rows_are_listed_at_once():
    text = _table().replace("2026-01-02,off", "昨天,off").replace("2026-10-10,work", "2026-10-10,?")
    with pytest.raises(BadInput) as refused:
        read_csv(text, **SOURCE)
    assert [problem.field for problem in refused.value.problems] == ["第3行", "第40行"]


@given(st.text(max_size=300), st.sampled_from(["", "date,kind,name\n", "日期,类型,节日\n2026-01-01,放假,"]))
@settings(max_examples=200, deadline=None)
def test_any_table_is_read_or_refused(text, head):
    with pytest.raises(BadInput):
        read_csv(head + text, **SOURCE)


# --- batches


def _ask(calendar, text):
    return [json.loads(line) for line in answers(calendar, read_batch(text))]


def test_a_batch_answers_line_by_line_with_the_agreed_keys(calendar):
    text = (
        "\ufeffdate,days,unit\r\n2026-09-30,7,workday\r\n\r\n2026-09-01, 30 ,day\n"
        "2026-09-30,5,month\n2026-12-31,1\n"
    )
    assert _ask(calendar, text) == [
        {"from": "2026-09-30", "days": 7, "unit": "workday", "raw": "2026-10-15",
         "due": "2026-10-15", "provisional": False},
        {"from": "2026-09-01", "days": 30, "unit": "day", "raw": "2026-10-01",
         "due": "2026-10-08", "provisional": False},
        {"from": "2026-09-30", "days": 5, "unit": "month", "raw": "2027-02-28",
         "due": "2027-02-28", "provisional": True},
        {"from": "2026-12-31", "days": 1, "unit": "workday", "raw": "2027-01-04",
         "due": "2027-01-04", "provisional": True},
    ]  # fmt: skip


def test_an_empty_batch_answers_nothing(calendar):
    assert _ask(calendar, "") == []
    assert _ask(calendar, "date,days,unit\n\n") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2026-02-30,1,day", "日期"),
        ("20260230,1,day", "日期"),
        ("2026-W01-1,1,day", "日期"),
        ("2026-1-5,1,day", "日期"),
        ("1999-12-31,1,day", "2000"),
        ("2026-01-05,0,day", "3660"),
        ("2026-01-05,-3,day", "3660"),
        ("2026-01-05,3661", "3660"),
        ("2026-01-05,１,day", "3660"),
        ("2026-01-05,1e3,day", "3660"),
        ("2026-01-05," + "9" * 5000, "3660"),
        ("2026-01-05,1,week", "单位“week”"),
        ("2026-01-05", "日期,天数,单位"),
        ("2026-01-05,1,day,4", "日期,天数,单位"),
        ("2100-12-01,3000,day", "2100"),
        ("2100-12-31,1,workday", "2100"),
    ],
)
def test_a_bad_line_is_named_and_refuses_the_file(calendar, line, fault):
    with pytest.raises(BadInput) as refused:
        _ask(calendar, f"2026-01-05,1,day\n{line}\n2026-01-05,2")
    assert str(refused.value).startswith("第2行：")
    assert fault in str(refused.value)
    assert refused.value.exit_code == 2


def test_all_bad_lines_are_listed_and_many_are_summed_up(calendar):
    with pytest.raises(BadInput) as refused:
        _ask(calendar, "2026-01-05,1\nx,1\n2026-01-05,x\n")
    assert [problem.field for problem in refused.value.problems] == ["第2行", "第3行"]
    with pytest.raises(BadInput, match="另有50行有误"):
        _ask(calendar, "x,1\n" * 100)


@given(st.text(max_size=100))
@settings(max_examples=200, deadline=None)
def test_any_batch_is_answered_or_refused(calendar, text):
    with suppress(BadInput):
        assert _ask(calendar, f"2026-01-05,1\n{text}")


def test_a_hundred_thousand_lines_are_quick(calendar):
    text = "\n".join(f"2026-{n % 12 + 1:02d}-{n % 28 + 1:02d},{n % 60 + 1},workday" for n in range(100_000))
    began = time.perf_counter()
    assert sum(1 for _ in answers(calendar, read_batch(text))) == 100_000
    assert time.perf_counter() - began < 10


# --- what moves


def _without_storm_and_with():
    arrangement = builtin_arrangement(2026)
    old = WorkCalendar((arrangement,))
    kept = tuple(each for each in arrangement.days if each.day != date(2026, 10, 10))
    return old, WorkCalendar((replace(arrangement, days=kept),), version=1)


def test_only_items_whose_date_moves_are_listed():
    old, new = _without_storm_and_with()
    items = [
        OpenItem("moves", date(2026, 9, 30), 7),
        OpenItem("stays", date(2026, 9, 1), 5),
        OpenItem("natural", date(2026, 9, 10), 30, Unit.DAY),
        OpenItem("paused", date(2026, 9, 28), 5, Unit.WORKDAY, (
            Suspension(date(2026, 9, 29), date(2026, 10, 8)),)),
    ]  # fmt: skip
    moved = changed_dues(old, new, items)
    assert [(each.key, str(each.old.due), str(each.new.due)) for each in moved] == [
        ("moves", "2026-10-15", "2026-10-16"),
        ("natural", "2026-10-10", "2026-10-12"),
        ("paused", "2026-10-13", "2026-10-14"),
    ]
    assert all(each.date_moves for each in moved)


def test_loading_the_next_year_makes_dates_firm():
    old = WorkCalendar(builtin_arrangements()[:2])
    new = WorkCalendar(builtin_arrangements())
    items = [("firm", date(2025, 12, 31), 5, Unit.WORKDAY, ())]
    items = [OpenItem(*each) for each in items]
    assert [(each.key, each.old.provisional, each.new.provisional) for each in (
        changed_dues(old, new, items, marks_too=True)
    )] == [("firm", True, False)]  # fmt: skip


@given(st.integers(0, 700), st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_the_same_calendar_moves_nothing(calendar, day, count):
    item = OpenItem(1, date(2024, 6, 1) + timedelta(day), count)
    assert changed_dues(calendar, calendar, [item], marks_too=True) == ()
