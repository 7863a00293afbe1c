from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput, NotAllowed
from app.statistics.models import CASE_CUTS, TOTAL, Cut, FigureAt, Span
from tests.app.statistics.conftest import NOVEMBER

HEAD, LEADER, OVERSEER, OTHER_HEAD = "xujianguo", "yangzhenhua", "luguoqiang", "caiwenjuan"
EXPECTED = {
    "received": "8",
    "completed": "3",
    "in_time": "2",
    "late": "1",
    "in_time_rate": "66.7%",
    "corrections": "2",
    "correction_rate": "0.25",
    "second_notices": "1",
    "deferred": "1",
    "overdue_records": "1",
    "withdrawn": "1",
    "refused": "1",
    "denials": "1",
    "against_rules": "1",
    "policy_unclear": "0",
    "clause_disputed": "0",
    "materials": "0",
    "policy": "1",
    "checking": "0",
    "agreed": "1",
    "down": "0",
    "overturned": "0",
    "given_up": "0",
    "after": "1",
    "after_late": "1",
}


def behind(story, login, table, row, column, *, offset=0, limit=1000):
    at = FigureAt(span=table.span, cut=table.cut, row=row, column=column)
    return story.office.desk.statistics.behind(story.office.actor(login), at, offset=offset, limit=limit)


@pytest.mark.parametrize("login", [HEAD, LEADER, OVERSEER])
def test_a_month_is_reckoned_as_it_was_counted_by_hand(story, login):
    cells = story.figures(login, Cut.NONE).total.cells
    assert {key: cells[key].shown for key in EXPECTED} == EXPECTED
    three, all_and_one = Fraction(3, story.limit), Fraction(story.limit + 1, story.limit)
    assert cells["share"].value == (three + all_and_one) / 2
    assert cells["share"].behind == 2, "a letter has a date, no limit in working days"


def test_a_head_sees_his_own_division_alone(story):
    assert story.figures(HEAD, Cut.DIVISION).where == "行政审批处"
    assert [row.name for row in story.figures(HEAD, Cut.DIVISION).rows] == ["行政审批处"]
    other = story.figures(OTHER_HEAD, Cut.MATTER)
    assert other.rows == ()
    assert other.total.cells["received"].shown == "0"
    assert [other.total.cells[key].shown for key in ("in_time_rate", "share", "correction_rate")] == ["—"] * 3
    assert story.figures(OVERSEER, Cut.DIVISION).where == "全局"
    at = FigureAt(
        span=NOVEMBER, cut=Cut.DIVISION, row=story.figures(HEAD, Cut.DIVISION).rows[0].key, column="received"
    )
    assert story.office.desk.statistics.behind(story.office.actor(OTHER_HEAD), at, offset=0, limit=9) == ()


@pytest.mark.parametrize("login", ["linxiaoyan", "wuzhihong", "guanliyuan", "jianglihua"])
def test_nobody_else_sees_statistics(story, login):
    with pytest.raises(NotAllowed, match="查看统计"):
        story.figures(login, Cut.NONE)
    at = FigureAt(span=NOVEMBER, cut=Cut.NONE, row=TOTAL, column="received")
    with pytest.raises(NotAllowed):
        story.office.desk.statistics.behind(story.office.actor(login), at, offset=0, limit=9)


def test_what_is_done_is_counted_for_who_did_it(story):
    rows = {row.name: row.cells for row in story.figures(HEAD, Cut.CLERK).rows}
    said = {
        name: tuple(cells[key].shown for key in ("received", "completed", "corrections", "denials"))
        for name, cells in rows.items()
    }
    assert said == {
        "林晓燕": ("7", "0", "2", "0"),
        "吴志宏": ("0", "3", "0", "1"),
        "许建国": ("1", "0", "0", "0"),
    }


def test_letters_are_told_apart_by_kind(story):
    rows = {row.name: row.cells["received"].shown for row in story.figures(HEAD, Cut.KIND).rows}
    assert rows == {"承诺件": "7", "来文来函": "1"}


def test_every_month_of_the_span_has_its_row_in_order(story):
    table = story.figures(HEAD, Cut.MONTH, Span(date(2026, 9, 15), date(2027, 1, 2)))
    assert [row.name for row in table.rows] == [
        "2026年9月", "2026年10月", "2026年11月", "2026年12月", "2027年1月",
    ]  # fmt: skip
    assert [row.cells["received"].shown for row in table.rows] == ["0", "0", "8", "0", "0"]


def test_rows_stand_by_name_whatever_they_achieved(story):
    names = [row.name for row in story.figures(HEAD, Cut.CLERK).rows]
    assert names == ["林晓燕", "吴志宏", "许建国"], "by pinyin"


def test_second_notices_are_those_of_the_registers_report(story):
    for login in (HEAD, OTHER_HEAD, OVERSEER):
        report = story.office.desk.second_notices.counts(story.office.actor(login))
        table = story.figures(login, Cut.NONE, Span(date(2000, 1, 1), date(2099, 12, 31)))
        assert table.total.cells["second_notices"].value == sum(each.count for each in report)


def test_the_list_behind_says_why_a_case_is_in_it(story):
    table = story.figures(HEAD, Cut.NONE)
    (late,) = behind(story, HEAD, table, TOTAL, "late")
    assert (late.case, late.party, late.clerk) == (story.slow.id, "陈**", "吴志宏")
    assert late.note.endswith("前办结，逾期1个工作日")
    notes = {each.case: each.note for each in behind(story, HEAD, table, TOTAL, "share")}
    assert notes[story.quick.id] == f"用3个工作日，时限{story.limit}个"
    assert {each.case for each in behind(story, HEAD, table, TOTAL, "corrections")} == {story.twice.id}
    assert [each.case for each in behind(story, HEAD, table, TOTAL, "withdrawn")] == [story.withdrawn.id]
    assert [each.case for each in behind(story, HEAD, table, TOTAL, "denials")] == [story.denied.id]
    assert [each.case for each in behind(story, HEAD, table, TOTAL, "after_late")] == [story.told.id]
    assert [each.case for each in behind(story, HEAD, table, TOTAL, "deferred")] == [story.deferred.id]


def test_a_column_that_does_not_exist_is_refused(story):
    table = story.figures(HEAD, Cut.NONE)
    with pytest.raises(BadInput, match="没有“best”"):
        behind(story, HEAD, table, TOTAL, "best")


@settings(deadline=None, max_examples=10)
@given(
    first=st.dates(date(2026, 10, 25), date(2026, 12, 5)),
    second=st.dates(date(2026, 10, 25), date(2026, 12, 5)),
    cut=st.sampled_from(CASE_CUTS),
)
def test_a_figure_is_always_as_many_as_the_cases_behind_it(story, first, second, cut):
    table = story.figures(HEAD, cut, Span(min(first, second), max(first, second)))
    for row in table.lines:
        for key, cell in row.cells.items():
            found = behind(story, HEAD, table, row.key, key)
            assert len(found) == cell.behind, (row.name, key)
            assert all(table.span.since <= each.day <= table.span.until for each in found)
    for key, cell in table.total.cells.items():
        assert not table.rows or sum(row.cells[key].behind for row in table.rows) == cell.behind, key


def test_a_long_list_is_read_by_pages(story):
    table = story.figures(HEAD, Cut.NONE)
    whole = behind(story, HEAD, table, TOTAL, "received")
    pages = [behind(story, HEAD, table, TOTAL, "received", offset=offset, limit=3) for offset in (0, 3, 6)]
    assert tuple(each for page in pages for each in page) == whole
    assert [each.day for each in whole] == sorted((each.day for each in whole), reverse=True)
