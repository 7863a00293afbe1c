"""Hiding personal data in lists: enough is left to tell two people apart, not enough to find them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app.forms.fields import Field, Kind, Section, Values, all_fields

STAR = "*"
WITHHELD = "（按规定保密）"  # stands in the place of a caller who asked for confidence; nothing is left to mask
GONE = "（已销毁）"  # stands where the name of a party stood whose papers were destroyed
_COMPOUND = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 司空 轩辕 长孙 宇文 端木 百里 东郭 南宫"
    " 呼延 独孤 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 赫连 拓跋 夹谷 宰父 谷梁 乐正"
    " 漆雕 公西 巫马 梁丘 左丘 东门 西门 第五 万俟 闻人 公羊 亓官 司寇 子车 颛孙 壤驷 羊舌 微生 公良"
    " 叶赫 那拉 完颜 纳兰"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
_ORGANISATION = re.compile(
    r"(?:公司|集团|局|厅|委员会|委|办|处|所|院|校|中心|协会|学会|商会|基金会|合作社|厂|店|行|社|部|会|馆|站|室|队|政府|大学|中学|小学|幼儿园)$"
)
_LONGEST_NAME = 12
_DIGITS = re.compile(r"\d+")
_ROAD = re.compile(r"^.*?(?:大道|大街|路|街|道|巷|弄|胡同|里|村|社区|镇|乡)")
_REGION = re.compile(r"^.*(?:区|县|市)")
_MOBILE_DIGITS = 11
_CERTIFICATE_HEAD = 6
_CERTIFICATE_TAIL = 4


def mask_telephone(text: str) -> str:
    """Return the number with its middle hidden: 138****5678, 0592-****567."""
    return _DIGITS.sub(lambda found: _mask_digits(found.group()), text)


def _mask_digits(digits: str) -> str:
    if len(digits) >= _MOBILE_DIGITS:
        return digits[:-8] + STAR * 4 + digits[-4:]
    if len(digits) > 4:  # noqa: PLR2004 - area codes stay
        return STAR * (len(digits) - 3) + digits[-3:]
    return digits


def mask_certificate(text: str) -> str:
    """Return the number with all but its first six and last four hidden: 350203********1234."""
    hidden = len(text) - _CERTIFICATE_HEAD - _CERTIFICATE_TAIL
    if hidden <= 0:
        return text[:1] + STAR * (len(text) - 1)
    return text[:_CERTIFICATE_HEAD] + STAR * hidden + text[-_CERTIFICATE_TAIL:]


def is_organisation(name: str) -> bool:
    """Tell whether a name is that of an organisation, by its end; people have names of up to four."""
    return len(name) > 4 and _ORGANISATION.search(name) is not None  # noqa: PLR2004 - said above


def mask_name(text: str) -> str:
    """Return the surname with the given name hidden: 张*, 欧阳**; an organisation's name is no secret."""
    if is_organisation(text) or text in (WITHHELD, GONE):
        return text
    if len(text) > _LONGEST_NAME:
        return text[:1] + STAR * (_LONGEST_NAME - 1)
    shown = 2 if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else 1  # noqa: PLR2004
    return text[:shown] + STAR * (len(text) - shown)


def is_masked_name(text: str) -> bool:
    """Tell whether a name is hidden already, or that of an organisation."""
    return mask_name(text) == text


def mask_address(text: str) -> str:
    """Return the address down to the road: 厦门市思明区湖滨南路****; else to the district."""
    if text == WITHHELD:
        return text
    for level in (_ROAD, _REGION):
        if found := level.match(text):
            return found.group() + STAR * 4 if found.end() < len(text) else text
    return text[:3] + STAR * 4 if text else ""


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "telephone": mask_telephone,
    "address": mask_address,
    "certificate": mask_certificate,
}


def masked_values(sections: tuple[Section, ...], values: Values) -> dict[str, Any]:
    """Return the values as lists may show them, every personal field masked by its kind."""
    fields = {field.key: field for field in all_fields(sections)}
    return {key: _masked(fields.get(key), value) for key, value in values.items()}


def _masked(field: Field | None, value: Any) -> Any:
    if field is not None and field.columns and isinstance(value, list | tuple):
        columns = {column.key: column for column in field.columns}
        return [{key: _masked(columns.get(key), cell) for key, cell in row.items()} for row in value]
    if field is None or not isinstance(value, str) or not (field.personal or field.mask):
        return value
    if field.kind not in (Kind.TEXT, Kind.LONG):
        return value
    return MASKS[field.mask](value) if field.mask else STAR * 4
