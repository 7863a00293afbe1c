from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.certificates import CERTIFICATE_KINDS, certificate_warning

GOOD = [
    ("身份证", "11010519491231002X"),
    ("身份证", "11010519491231002x"),
    ("身份证", "34052419800101001X"),
    ("统一社会信用代码", "91350100M000100Y43"),
    ("统一社会信用代码", "91512081MA62K0260E"),
    ("护照", "E12345678"),
    ("其他", "军字第 0001 号"),
]


def check_digit(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


@pytest.mark.parametrize(("kind", "number"), GOOD)
def test_a_right_number_gives_no_warning(kind, number):
    assert certificate_warning(kind, number) is None


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_begin_with_their_region(region):
    body = f"{region}19900101123"
    assert certificate_warning("港澳台居民居住证", body + check_digit(body)) is None
    assert certificate_warning("身份证", body + check_digit(body)) is None


def test_a_citizens_number_is_no_residence_permit():
    assert "810000" in certificate_warning("港澳台居民居住证", "11010519491231002X")


def test_the_new_permanent_residence_number_begins_with_nine():
    body = "93502719900101123"
    assert certificate_warning("外国人永久居留证", body + check_digit(body)) is None
    assert "以 9 开头" in certificate_warning("外国人永久居留证", "11010519491231002X")
    assert "旧版" in certificate_warning("外国人永久居留证", "USA310081070801")


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("身份证", "110105194912310021", "校验码"),
        ("身份证", "110105194902310028", "不是存在的日期"),
        ("身份证", "990105194912310020", "行政区划"),
        ("身份证", "110105491231002", "旧身份证号"),
        ("身份证", "1101051949", "现在是 10 位"),
        ("身份证", "", "现在是 0 位"),
        ("统一社会信用代码", "91350100M000100Y44", "校验码"),
        ("统一社会信用代码", "91350100I000100Y43", "不用 I、O、S、V、Z"),
        ("统一社会信用代码", "350200100012345", "营业执照"),
        ("统一社会信用代码", "M000100Y-4", "组织机构代码"),
        ("统一社会信用代码", "M000100Y4", "组织机构代码"),
        ("护照", "12", "护照号"),
        ("其他", "", "空的"),
    ],
)
def test_a_wrong_number_is_a_warning_in_one_sentence(kind, number, said):
    warning = certificate_warning(kind, number)
    assert said in warning
    assert "请核对" in warning
    assert warning.endswith("。")


def test_a_birth_in_the_future_is_noticed():
    body = "35020320301231123"
    number = body + check_digit(body)
    assert "不合情理" in certificate_warning("身份证", number, today=date(2026, 11, 20))


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, by):
    good = "11010519491231002X"
    wrong = good[:place] + str((int(good[place]) + by) % 10) + good[place + 1 :]
    assert certificate_warning("身份证", wrong)


@given(st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_noticed(place):
    good = "34052419800101001X"
    wrong = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    assert wrong == good or certificate_warning("身份证", wrong)


@given(st.sampled_from(CERTIFICATE_KINDS), st.text())
def test_any_text_is_answered(kind, text):
    warning = certificate_warning(kind, text)
    assert warning is None or warning.endswith("。")
