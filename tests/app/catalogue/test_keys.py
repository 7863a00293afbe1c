from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.keys import INITIALS_PREFIX, PINYIN_PREFIX, TEXT_PREFIX, matches, search_keys

HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


def rank(query, text):
    return matches(query, text, search_keys(text))


@given(HANZI)
def test_every_text_is_found_by_its_own_initials_and_pinyin(text):
    keys = search_keys(text)

    assert matches(keys.initials, text, keys) in ({INITIALS_PREFIX} if keys.initials else {None})
    if keys.pinyin:
        assert matches(keys.pinyin.replace(" ", ""), text, keys) <= PINYIN_PREFIX


@given(HANZI, st.data())
def test_every_piece_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    assert rank(text[start:end], text) is not None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_query_against_any_text_gives_a_rank_or_nothing(query, text):
    assert rank(query, text) in {None, *range(7)}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("cq", "重庆"), ("zq", "重庆"), ("chongqing", "重庆"), ("zengx", "曾祥"), ("cengx", "曾祥"),
        ("shan", "单雄"), ("qiu", "仇英"), ("lv", "绿地"), ("lu", "吕"), ("xk", "许可"), ("xz", "行政"),
        ("yh", "银行"), ("gcguih", "工程规划"), ("gongcgh", "工程规划"), ("gong cheng", "工程规划"),
        ("工程 gh", "工程规划"), ("工程gh", "工程规划"), ("ＧＣ", "工程规划"),
        ("xi'an", "西安"), ("3h", "3号窗口"),
    ],
)  # fmt: skip
def test_it_is_found_as_people_type_it(query, text):
    assert rank(query, text) is not None


@pytest.mark.parametrize(
    ("query", "text"), [("gd", "工程"), ("工地", "工程"), ("gcx", "工程"), ("", "工程"), (" ", "工程")]
)
def test_what_is_not_there_is_not_found(query, text):
    assert rank(query, text) is None


def test_the_beginning_comes_before_the_inside_and_initials_before_pinyin():
    ranks = [
        rank("建设", "建设工程"), rank("js", "建设工程"), rank("jians", "建设工程"), rank("工程", "建设工程"),
        rank("gc", "建设工程"), rank("gongc", "建设工程"),
    ]  # fmt: skip

    assert ranks == sorted(set(ranks))
    assert ranks[0] == TEXT_PREFIX


def test_the_dictionary_is_loaded_at_first_use_only_and_without_its_phrases():
    script = (
        "import sys, app.catalogue.matters, app.catalogue.keys as k\n"
        "assert 'pypinyin' not in sys.modules\n"
        "assert k.search_keys('规划').initials == 'gh'\n"
        "import pypinyin.constants as c\n"
        "assert len(c.PHRASES_DICT) < 100"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


def test_importing_matters_needs_no_spreadsheet_library_until_a_sheet_is_read():
    script = (
        "import sys, app.catalogue.matters, app.catalogue.template\n"
        "assert not {'python_calamine', 'xlsxwriter'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
