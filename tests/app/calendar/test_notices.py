"""The notice's own text of every year since 2008 is understood; one that contradicts is refused."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import holidays
import pytest

from app.calendar.builtin import builtin_arrangement
from app.calendar.engine import WorkCalendar
from app.calendar.notice import read_notice
from app.errors import BadInput

sys.path.insert(0, str(Path(__file__).parent))
import notices

# What later notices changed, so that the table of all years has it and the year's notice has not.
LATER = {
    2011: ("", "1231"),
    2015: ("0903 0904", "0906"),
    2018: ("1231", "1229"),
    2019: ("0502 0503", "0428 0505"),
    2020: ("0131", "0201"),
}


def _days(year, words):
    return {date(year, int(word[:2]), int(word[2:])) for word in words.split()}


@pytest.mark.parametrize("year", notices.ITEMS)
def test_the_notice_of_every_year_is_understood(year):
    arrangement = read_notice(notices.notice(year))
    table = holidays.China(years=year)
    off, worked = (_days(year, words) for words in LATER.get(year, ("", "")))
    assert {d for d in arrangement.days_off if d.year == year} ^ off == {d for d in table if d.weekday() < 5}
    assert {d for d in arrangement.make_up if d.year == year} ^ worked == {
        d for d in table.weekend_workdays if d.year == year
    }
    assert arrangement.source_number == notices.ITEMS[year][0]
    assert {each.source for each in arrangement.days} == {arrangement.source_number}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_pasted_notice_is_the_built_in_year(year):
    assert read_notice(notices.notice(year)) == builtin_arrangement(year)


def test_the_long_opening_of_2025_is_no_hindrance():
    text = notices.notice(2025)
    begin, end = text.index("　　经国务院"), text.index("一、元旦")
    assert read_notice(text[:begin] + notices.PRINCIPLES_OF_2025 + text[end:]) == (builtin_arrangement(2025))


def test_days_of_the_year_before_are_read_with_the_new_year():
    first = read_notice(notices.notice(2023))
    assert [str(each.day) for each in first.days[:3]] == ["2022-12-31", "2023-01-01", "2023-01-02"]
    older = read_notice(notices.notice(2012))
    assert date(2011, 12, 31) in older.make_up
    both = WorkCalendar((read_notice(notices.notice(2011)), older))
    assert both.is_workday(date(2011, 12, 31))
    assert both.describe(date(2011, 12, 31)).source == "国办发明电〔2011〕45号"


def _spaced(text):
    return re.sub(r"(\d+)", r" \1 ", text)


def _full_width(text):
    return text.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)})


def _half_width(text):
    return text.translate(str.maketrans("（），：；〔〕", "(),:;[]"))


def _one_line(text):
    return "".join(text.split())


def _broken_heads(text):
    return re.sub(r"(节|旦)：", r"\1：\n", text)


def _named_weekdays(text):
    return re.sub(r"（周(.)）", r"（星期\1）", text)


def _dressed(text):
    return f"\ufeff新华社北京11月4日电　{text}\n来源：新华网 2025-11-04 22:15\n［责任编辑］"


@pytest.mark.parametrize(
    "change",
    [_spaced, _full_width, _half_width, _one_line, _broken_heads, _named_weekdays, _dressed],
)
@pytest.mark.parametrize("year", [2024, 2026])
def test_digits_brackets_spaces_and_line_breaks_do_not_matter(change, year):
    assert read_notice(change(notices.notice(year))) == builtin_arrangement(year)


def test_a_list_without_numbers_is_read_too():
    text = re.sub(r"[一二三四五六七]、", "——", notices.notice(2026))
    assert read_notice(text) == builtin_arrangement(2026)


def test_a_notice_without_its_number_is_known_by_its_name():
    arrangement = read_notice(notices.notice(2026).replace("国办发明电〔2025〕7号", ""))
    assert arrangement.source_number == ""
    assert arrangement.source == "国务院办公厅关于2026年部分节假日安排的通知"


# --- refusals

WRONG = [
    # what is pasted instead, what the refusal must say, the sentence it must show
    ("1月1日（周四）至3日", "1月1日（周五）至3日", "1月1日是周四", "1月1日（周五）至3日"),
    ("1月4日（周日）上班", "1月4日（周六）上班", "1月4日是周日", "1月4日（周六）上班。"),
    ("放假调休，共9天", "放假调休，共8天", "共8天", "共8天。"),
    ("5月9日（周六）上班", "5月8日（周五）上班", "不是周末", "5月8日（周五）上班。"),
    ("2月14日（周六）、", "2月15日（周日）、", "前面已写明放假", "2月15日（周日）、2月28日"),
    ("2月28日（周六）上班", "2月30日上班", "不存在", "2月30日上班"),
    ("2月28日（周六）上班", "13月28日上班", "不存在", "13月28日上班"),
    ("6月19日（周五）至21日（周日）", "6月26日（周五）至28日（周日）", "缺少端午节", ""),
    ("（农历正月初七、周一）", "（农历正月初六、周一）", "不是农历正月初六", "正月初六"),
    ("5月9日（周六）上班。", "5月9日（周六）原则上照旧。", "看不懂", "5月9日（周六）原则上照旧。"),
    ("共3天。1月4日", "共3天。除夕放假。1月4日", "看不懂", "除夕放假。"),
    ("6月19日（周五）至21日（周日）放假，共3天", "6月16日放假，与周末连休", "前后都不是周末", "与周末连休"),
    ("6月19日（周五）至21日（周日）放假，共3天", "6月19日放假，6月20日（周六）补休", "补休", "6月20日"),
    ("9月25日（周五）至27日（周日）", "9月25日（周五）至11月27日（周五）", "起止日期", "11月27日"),
    ("4月4日（周六）至6日（周一）", "2025年4月4日至6日", "不属于2026年", "2025年4月4日"),
    ("4月4日（周六）至6日（周一）放假，共3天。", "", "没有写明清明节", ""),
    ("9月20日（周日）、10月10日", "9月27日（周日）、10月10日", "中秋节", "9月27日"),
    ("五、端午节", "五、中秋节", "没有找到端午节", ""),
    ("五、端午节：", "五、端午节、中秋节：", "出现了两次", "端午节、中秋节"),
    ("确保人民群众", "1月5日（周一）放假，确保人民群众", "不属于任何节日", "1月5日（周一）放假"),
    ("经国务院批准，", "1月5日放假。经国务院批准，", "不属于任何节日", "1月5日放假。"),
    ("10月1日（周四）至7日", "10月1日（周四周五）至7日", "括号", "周四周五"),
    ("共3天。1月4日", "共3天，与周末连三休。1月4日", "看不懂", "与周末连三休。"),
    ("2月28日（周六）上班", "2月14日（周六）上班", "写了两次", "2月14日"),
    ("9月20日（周日）、10月10日", "9月6日（周日）、10月10日", "离假期太远", "9月6日"),
    ("1月4日（周日）上班", "14日（第3个周日）上班", "括号", "第3个周日"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "instead", "fault", "shown"), WRONG)
def test_a_notice_that_contradicts_itself_is_refused_with_the_sentence(told, instead, fault, shown):
    text = notices.notice(2026)
    assert told in text
    with pytest.raises(BadInput) as refused:
        read_notice(text.replace(told, instead))
    assert fault in str(refused.value)
    assert shown in str(refused.value)


def test_a_text_without_a_year_is_refused():
    text = notices.notice(2026).replace("2026年", "")
    with pytest.raises(BadInput, match="没有找到年份"):
        read_notice(text)


@pytest.mark.parametrize("other", [2025, 2024])
def test_two_notices_at_once_are_refused(other):
    with pytest.raises(BadInput, match=f"{other}年、2026年"):
        read_notice(notices.notice(other) + notices.notice(2026))


def test_a_year_before_2008_is_refused():
    with pytest.raises(BadInput, match="2008"):
        read_notice(notices.notice(2026).replace("2026年", "2007年"))


@pytest.mark.parametrize("year", [2025, 2027])
def test_last_years_text_under_another_year_is_refused(year):
    with pytest.raises(BadInput):
        read_notice(notices.notice(2026).replace("2026年", f"{year}年"))


@pytest.mark.parametrize("festival", ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
def test_a_missing_festival_is_named(festival):
    text = re.sub(rf"\n[一二三四五六七]、{festival}：[^\n]*", "", notices.notice(2026))
    with pytest.raises(BadInput, match=festival):
        read_notice(text)


@pytest.mark.parametrize("text", ["", " \n", "放假", "。。。", "一、元旦：", "元旦1", "x" * 30_000])
def test_what_is_no_notice_is_refused(text):
    with pytest.raises(BadInput):
        read_notice(text)


# --- later notices on the same year


def _loaded(*years):
    return {year: read_notice(notices.notice(year)) for year in years}


def test_a_labour_day_moved_later_replaces_the_festival():
    changed = read_notice(notices.LABOUR_DAY_MOVED, _loaded(2019))
    calendar = WorkCalendar((changed,))
    assert calendar.is_workday(date(2019, 4, 28))
    assert calendar.is_workday(date(2019, 5, 5))
    assert not calendar.is_workday(date(2019, 5, 3))
    assert calendar.describe(date(2019, 5, 3)).source == "国办发明电〔2019〕3号"
    assert calendar.describe(date(2019, 10, 1)).source == "国办发明电〔2018〕15号"
    assert changed.source_number == "国办发明电〔2018〕15号"


def test_a_holiday_lengthened_later_takes_back_a_make_up_day():
    changed = read_notice(notices.SPRING_FESTIVAL_LENGTHENED, _loaded(2020))
    calendar = WorkCalendar((changed,))
    assert calendar.due(date(2020, 1, 23), 1).due == date(2020, 2, 3)
    assert date(2020, 2, 1) not in changed.make_up
    assert date(2020, 1, 19) in changed.make_up


def test_a_day_given_once_is_added():
    changed = read_notice(notices.VICTORY_DAY, _loaded(2015))
    calendar = WorkCalendar((changed,))
    assert calendar.due(date(2015, 9, 2), 1).due == date(2015, 9, 6)


@pytest.mark.parametrize(
    "text", [notices.LABOUR_DAY_MOVED, notices.SPRING_FESTIVAL_LENGTHENED, notices.VICTORY_DAY]
)
def test_a_change_to_a_year_not_loaded_is_refused(text):
    with pytest.raises(BadInput, match="请先载入"):
        read_notice(text, _loaded(2026))


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("2月2日（农历正月初九，星期日）", "2月2日（农历正月初九，星期一）"),
        ("2月3日（星期一）起", "2月4日（星期二）起"),
        ("至2月2日（农历正月初九，星期日）", "至1月29日"),
    ],
)
def test_a_lengthening_that_contradicts_itself_is_refused(told, instead):
    text = notices.SPRING_FESTIVAL_LENGTHENED
    assert told in text
    with pytest.raises(BadInput):
        read_notice(text.replace(told, instead), _loaded(2020))
