from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import SHANGHAI
from app.hotline import reading_cells as cells
from app.hotline.models import OrderType, Result, Satisfaction, Secrecy

EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)
SHAPES = (
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S",
    "%Y.%m.%d %H:%M:%S", "%Y年%m月%d日%H:%M:%S", "%Y-%m-%d %H:%M:%S.0", "%Y-%m-%d  %H：%M：%S ",
    "%Y/%m/%d %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S+08:00",
)  # fmt: skip
WIDE = str.maketrans("0123456789-/:", "０１２３４５６７８９－／：")
moments = st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-12-31T23:59:59")).map(
    lambda at: at.replace(microsecond=0, tzinfo=SHANGHAI)
)


@given(moments, st.sampled_from(SHAPES))
def test_a_moment_is_read_in_every_shape_it_is_written_in(at, shape):
    written = at.strftime(shape)

    assert cells.moment(written) == at
    assert cells.moment(written.translate(WIDE)) == at


@given(moments)
def test_without_noughts_in_front_it_is_the_same_moment(at):
    written = f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute}:{at.second}"
    spoken = f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分"

    assert cells.moment(written) == at
    assert cells.moment(spoken) == at.replace(second=0)


@given(moments)
def test_a_spreadsheets_day_number_is_read_to_the_second(at):
    serial = (at - EPOCH) / timedelta(days=1)

    assert cells.moment(repr(serial)) == at
    assert cells.moment(str(int(serial))) == at.replace(hour=0, minute=0, second=0)


@given(st.integers(1, 31), st.integers(1, 31), st.integers(0, 9999), st.sampled_from("-/."))
def test_a_date_whose_year_is_not_first_is_refused_with_what_to_write(first, second, year, mark):
    with pytest.raises(ValueError, match=r"看不出哪个是年|没有这一天"):
        cells.moment(f"{first}{mark}{second}{mark}{year:02}")


@given(st.text(max_size=20))
def test_whatever_stands_there_is_a_moment_or_refused(text):
    try:
        year = cells.moment(text).year
    except ValueError:
        year = None

    assert year is None or 2000 <= year <= 2100


@pytest.mark.parametrize("text", ["2026-13-02", "2026-02-30 09:00", "2026-11-02 25:00", "20261301"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match="没有这一天或这个时刻"):
        cells.moment(text)


@pytest.mark.parametrize("text", ["1999-12-31", "2101-01-01"])
def test_a_year_of_another_century_is_refused(text):
    with pytest.raises(ValueError, match="请核对年份"):
        cells.moment(text)


@pytest.mark.parametrize("text", ["是", " 是 ", "√", "Y", "ｙ", "1", "有", "TRUE", "匿名"])
def test_yes_is_said_in_many_ways(text):
    assert cells.yes(text)


@pytest.mark.parametrize("text", ["否", "无", "N", "０", "×", "未解决", "实名"])
def test_no_is_said_in_many_ways(text):
    assert not cells.yes(text)


@given(st.integers(0, 10**14).map(str), st.sampled_from(["{}", " {} ", "'{}", "{}.0", "{}.00"]))
def test_a_number_is_the_same_however_a_spreadsheet_keeps_it(number, shape):
    assert cells.number(shape.format(number)) == number
    assert cells.number(shape.format(number).translate(WIDE)) == number


@pytest.mark.parametrize("text", ["1.2E+15", "2.026110E+15", "2E15", "1.135e+30"])
def test_a_number_that_lost_its_digits_is_refused(text):
    with pytest.raises(ValueError, match="科学计数"):
        cells.number(text)


@pytest.mark.parametrize("text", ["投诉", "投诉类", "投诉件", "投 诉".replace(" ", ""), " 投诉 "])
def test_a_type_is_known_by_its_word(text):
    assert cells.kind(text) is OrderType.COMPLAINT


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (cells.secrecy, "是", Secrecy.CALLER),
        (cells.secrecy, "保密", Secrecy.CALLER),
        (cells.secrecy, "公开", Secrecy.NONE),
        (cells.secrecy, "效能投诉", Secrecy.WHOLE),
        (cells.result, "已解决", Result.SOLVED),
        (cells.satisfaction, "一般", Satisfaction.BASICALLY),
        (cells.channel, "12345热线", "电话"),
        (cells.channel, "微信小程序", "APP"),
        (cells.channel, "别的", "其他"),
        (cells.topic, "自然资源-土地管理", "土地"),
        (cells.urgent, "特急", True),
        (cells.urgent, "一般", False),
        (cells.is_closed, "已办结", True),
        (cells.is_closed, "未办结", False),
        (cells.is_closed, "办理中", False),
    ],
)
def test_the_platforms_words_are_understood(read, text, meant):
    assert read(text) == meant


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    once = cells.folded(text)

    assert cells.folded(once) == once or unicodedata.normalize("NFKC", once) != once
