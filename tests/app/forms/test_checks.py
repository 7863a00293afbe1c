from __future__ import annotations

import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Problem
from app.forms.checks import read_values
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    Section(
        title="全部种类",
        fields=(
            Field(key="name", label="姓名", required=True, longest=50),
            Field(key="story", label="经过", kind=Kind.LONG),
            Field(key="day", label="日期", kind=Kind.DATE),
            Field(key="moment", label="时间", kind=Kind.MOMENT),
            Field(key="colour", label="颜色", kind=Kind.CHOICE, choices=("红", "黄")),
            Field(key="count", label="数量", kind=Kind.COUNT, least=1, most=99),
            Field(key="yes", label="是否", kind=Kind.YES),
            Field(key="telephone", label="电话", check="telephone"),
            Field(
                key="rows",
                label="清单",
                kind=Kind.LIST,
                most=3,
                columns=(
                    Field(key="title", label="名称", required=True),
                    Field(key="n", label="份数", kind=Kind.COUNT),
                ),
            ),
        ),
    ),
)
KEYS = ["name", "story", "day", "moment", "colour", "count", "yes", "telephone", "rows"]


def read(**raw):
    return read_values(SECTIONS, {"name": "张三", **raw})


def only_problem(**raw):
    _, problems = read(**raw)
    (problem,) = problems
    return problem


def test_a_good_form_is_read_as_it_was_filled():
    raw = {
        "name": "张三",
        "story": "一\n二",
        "day": "2028-02-29",
        "moment": "2026-11-08T09:05",
        "colour": "红",
        "count": 99,
        "yes": False,
        "telephone": "0592-7703001转801",
        "rows": [{"title": "甲", "n": 2}, {"title": "乙"}],
    }
    assert read_values(SECTIONS, raw) == (raw, ())


def test_empty_fields_are_absent_and_only_the_required_are_missed():
    empty = {"name": " \u3000\n", "story": "", "day": "", "colour": "", "count": None, "rows": []}
    values, problems = read_values(SECTIONS, empty)
    assert values == {}
    assert problems == (Problem("name", "“姓名”必须填写，现在是空的。"),)


@pytest.mark.parametrize("raw", [None, 3, "x", [], [("name", "x")]])
def test_what_is_no_form_at_all_is_said_to_be_none(raw):
    assert read_values(SECTIONS, raw)[1][0].field == ""


def test_an_unknown_field_is_named_with_a_guess():
    assert only_problem(nmae="x").text == "没有叫“nmae”的字段，是否想写“name”（姓名）。"
    assert "是否想写“telephone”（电话）" in only_problem(电话="x").text
    assert only_problem(zzzzzzz="x").text == "没有叫“zzzzzzz”的字段。"


def test_thousands_of_unknown_fields_are_counted_not_listed():
    _, problems = read(**{f"x{n}": 1 for n in range(5_000)})
    assert len(problems) == 11
    assert "5000" in problems[-1].text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"name": 3}, "“姓名”应当是文字。"),
        ({"story": ["x"]}, "“经过”应当是文字。"),
        ({"count": "3"}, "“数量”应当是整数。"),
        ({"count": True}, "“数量”应当是整数。"),
        ({"count": 2.0}, "“数量”应当是整数。"),
        ({"count": 0}, "“数量”应当在 1 到 99 之间。"),
        ({"count": 10**5000}, "“数量”应当在 1 到 99 之间。"),
        ({"yes": "是"}, "“是否”应当是“是”或“否”（true 或 false）。"),
        ({"colour": "绿"}, "“颜色”只能是：红、黄。"),
        ({"colour": {}}, "“颜色”只能是：红、黄。"),
        ({"day": "2026-02-29"}, "“日期”“2026-02-29”不存在，请查对日历。"),
        ({"day": "2026/2/3"}, "“日期”应当按 2026-11-08 的样子填写。"),
        ({"day": "20260203"}, "“日期”应当按 2026-11-08 的样子填写。"),
        ({"day": "٢٠٢٦-٠١-٠١"}, "“日期”应当按 2026-11-08 的样子填写。"),
        ({"day": 20260203}, "“日期”应当按 2026-11-08 的样子填写。"),
        ({"day": "0001-01-01"}, "“日期”“0001-01-01”的年份应当在 1900 到 2200 之间。"),
        ({"moment": "2026-11-08T24:00"}, "“时间”“24:00”不是一天中的时间，应当在 00:00 到 23:59 之间。"),
        ({"moment": "2026-13-40T25:00"}, "“时间”“2026-13-40”不存在，请查对日历。"),
        ({"moment": "2226-11-08T09:00"}, "“时间”“2226-11-08 09:00”的年份应当在 1900 到 2200 之间。"),
        ({"moment": "2026-11-08"}, "“时间”应当按 2026-11-08 09:30 的样子填写。"),
        ({"rows": "x"}, "“清单”应当是若干行（JSON 数组）。"),
        ({"rows": {"title": "x"}}, "“清单”应当是若干行（JSON 数组）。"),
        ({"rows": ["x"]}, "“清单”第 1 行应当是“列名：值”的一组数据。"),
        ({"rows": [{"title": "x"}, {}]}, "“清单”第 2 行“名称”必须填写，现在是空的。"),
        ({"rows": [{"title": "x", "m": 1}]}, "“清单”第 1 行没有叫“m”的字段。"),
        ({"rows": [{"title": "x"}] * 4}, "“清单”有 4 行，最多 3 行，请分开办理。"),
        ({"name": "张\n三"}, "“姓名”第 2 个字是换行，这一项只能写一行，请删去或改正。"),
        ({"name": "张" * 51}, "“姓名”有 51 个字，最多 50 个字，请精简后再填。"),
    ],
)
def test_what_is_wrong_is_one_sentence(raw, said):
    assert only_problem(**raw).text == said


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        *((chr(code), "改变书写方向的控制符") for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
        *((chr(code), "改变书写方向的控制符") for code in (0x200E, 0x200F, 0x061C)),
        ("\x00", "控制字符"),
        ("\x1b", "控制字符"),
        ("\x7f", "控制字符"),
        ("\u200b", "看不见的格式字符"),
        ("\ufeff", "看不见的格式字符"),
        ("\ue000", "专用区的自造字"),
        ("\U000f0000", "专用区的自造字"),
        ("\u0378", "尚未定义的字符"),
        ("\uffff", "尚未定义的字符"),
        ("\U0002ffff", "尚未定义的字符"),
        ("\ud800", "不成对的代理码"),
        ("\ufffd", "替换符，原字已经丢失"),
    ],
)
def test_a_character_that_hides_or_is_none_is_refused_by_name_and_place(character, kind):
    name = only_problem(name=f"张{character}三").text
    assert name == f"“姓名”第 2 个字是{kind}（U+{ord(character):04X}），公文中不能使用，请删去或改正。"
    story = only_problem(story=f"甲\n乙丙{character}").text
    assert f"第 2 行第 3 个字是{kind}" in story


@pytest.mark.parametrize(
    "text",
    [
        "<b>张三</b>",
        "{{x}} ${y} %s {0}",
        "𠮷𡈽𪚥𫝀𫠝𬺰𰀀",  # extensions B to G
        "\U00031350\U000323af",  # extension H, younger than Python's tables
        "\u5029\ufe00\U000e0100",  # variation selectors
        "\uf900\u2f00",  # compatibility ideographs stay themselves
        "e\u0301",  # decomposed stays decomposed
        "阿卜杜拉·买买提",
        "张　三",
    ],
)
def test_names_and_markup_are_kept_as_typed(text):
    assert read(name=text) == ({"name": text}, ())


def test_blanks_at_the_ends_go_and_line_breaks_become_one_kind():
    values, problems = read(name=" \u3000张 三\u00a0\n", story="\r\n　　甲\t乙 \r　　丙\u2028丁\n\n")
    assert problems == ()
    assert values == {"name": "张 三", "story": "甲 乙\n丙\n丁"}


@pytest.mark.parametrize("key", ["name", "story", "telephone", "colour", "day", "count", "rows"])
def test_ten_megabytes_of_text_are_refused_at_once_and_shortly(key):
    started = time.perf_counter()
    problem = only_problem(**{key: "字" * 10_000_000})
    assert time.perf_counter() - started < 1.0
    assert len(problem.text) < 200
    if key in ("name", "story"):
        assert ("最多 50 个字" if key == "name" else "最多 20000 个字") in problem.text


def test_ten_megabytes_of_key_are_refused_shortly():
    assert len(only_problem(**{"k" * 10_000_000: 1}).text) < 200


@pytest.mark.parametrize(
    "number",
    [
        "13800005678",
        "+86 13800005678",
        "0592-7703001",
        "05927703001",
        "(0592)7703001",
        "010-22345678",
        "0592-7703001转801",
        "0592-7703001-801",
        "7703001",
        "12345",
        "110",
        "400-820-0000",
        "+852 91234567",
        "13800005678、0592-7703001",
        "１３８００００５６７８",
    ],
)
def test_telephones_of_every_usual_shape_are_taken(number):
    assert read(telephone=number)[0]["telephone"] == number


@pytest.mark.parametrize(
    "number", ["1380000567", "138000056789", "abc", "0592-", "12800005678", "13800005678、", "１２"]
)
def test_what_is_no_telephone_is_refused_with_examples(number):
    assert "不像电话号码" in only_problem(telephone=number).text


def test_all_problems_are_listed_at_once_in_order_of_entry():
    _, problems = read_values(SECTIONS, {"story": 1, "day": "x", "rows": [{}, {"title": "\x00", "n": -1}]})
    assert [problem.field for problem in problems] == [
        "name", "story", "day", "rows.0.title", "rows.1.title", "rows.1.n",
    ]  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["title", "n"]) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), JSON, max_size=9))
def test_reading_never_falls_over_and_what_it_reads_reads_the_same_again(raw):
    values, problems = read_values(SECTIONS, raw)
    assert all(problem.text.endswith("。") and "\n" not in problem.text for problem in problems)
    again, left = read_values(SECTIONS, values)
    assert again == values
    assert problems or not left


@given(JSON)
def test_reading_anything_at_all_never_falls_over(raw):
    read_values(SECTIONS, raw)


@given(st.integers(0, sys.maxunicode))
def test_every_character_is_either_kept_or_refused_by_its_code(code):
    character = chr(code)
    values, problems = read(name=f"张{character}三")
    if problems:
        assert f"U+{code:04X}" in problems[0].text or "换行" in problems[0].text
    elif character == "\t":
        assert values["name"] == "张 三"
    else:
        assert values["name"] == f"张{character}三"


def test_a_missing_choice_names_the_few_and_not_a_whole_bureau():
    few = Field(key="half", label="半年", kind=Kind.CHOICE, required=True, choices=("上半年", "下半年"))
    many = replace(few, choices=tuple(f"职员{n}" for n in range(9)))
    told = [read_values((Section(title="一", fields=(each,)),), {})[1][0].text for each in (few, many)]
    assert told == ["“半年”必须选定：上半年、下半年。", "“半年”必须选定其中一项。"]
