from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.fields import Field, Kind, Section
from app.forms.masking import (
    MASKS,
    mask_address,
    mask_certificate,
    mask_name,
    mask_telephone,
    masked_values,
)


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (mask_telephone, "13812345678", "138****5678"),
        (mask_telephone, "0592-7703001", "0592-****001"),
        (mask_telephone, "13812345678、0592-7703001转801", "138****5678、0592-****001转801"),
        (mask_certificate, "350203199001011234", "350203********1234"),
        (mask_certificate, "E1234567", "E*******"),
        (mask_name, "张三", "张*"),
        (mask_name, "张三丰", "张**"),
        (mask_name, "欧阳若曦", "欧阳**"),
        (mask_name, "欧阳修", "欧阳*"),
        (mask_name, "司马", "司*"),
        (mask_name, "𠮷野家", "𠮷**"),
        (mask_name, "厦门鹭江湾示例置业有限公司", "厦门鹭江湾示例置业有限公司"),
        (mask_name, "", ""),
        (mask_name, "（已销毁）", "（已销毁）"),
        (mask_address, "厦门市思明区湖滨南路 334 号 1201 室", "厦门市思明区湖滨南路****"),
        (mask_address, "厦门市同安区莲花镇 12 号", "厦门市同安区莲花镇****"),
        (mask_address, "厦门市思明区", "厦门市思明区"),
        (mask_address, "某处 12 号", "某处 ****"),
        (mask_address, "", ""),
    ],
)
def test_enough_is_left_to_tell_two_apart(mask, text, shown):
    assert mask(text) == shown


@given(st.sampled_from(sorted(MASKS)), st.text())
def test_any_text_can_be_masked(kind, text):
    MASKS[kind](text)


@given(st.text("0123456789", min_size=11, max_size=18))
def test_the_middle_of_a_number_never_shows(number):
    assert "****" in mask_telephone(number)
    assert "*" in mask_certificate(number)


def test_a_form_is_masked_field_by_field_and_the_rest_is_left():
    sections = (
        Section(
            title="",
            fields=(
                Field(key="who", label="", personal=True, mask="name"),
                Field(key="phone", label="", personal=True, mask="telephone"),
                Field(key="secret", label="", kind=Kind.LONG, personal=True),
                Field(key="plain", label=""),
                Field(key="count", label="", kind=Kind.COUNT),
            ),
        ),
    )
    values = {"who": "张三", "phone": "13812345678", "secret": "病历", "plain": "x", "count": 3, "gone": "y"}
    assert masked_values(sections, values) == {
        "who": "张*",
        "phone": "138****5678",
        "secret": "****",
        "plain": "x",
        "count": 3,
        "gone": "y",
    }
