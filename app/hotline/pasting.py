"""A work order copied as text: lines of name and value, or a heading row above its values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.forms.fields import Kind, all_fields
from app.hotline.filling import ARRIVAL

_COLON = re.compile(r"^\s*[【\[]?([^：:【】\[\]]{2,12})[】\]]?\s*[：:]\s*(.*)$")
_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:：时](\d{1,2}))?")
_OTHER_NAMES = {
    "工单号": "number",
    "编号": "number",
    "类型": "type",
    "工单类型": "type",
    "来源": "channel",
    "分类": "topic",
    "工单标题": "title",
    "诉求标题": "title",
    "内容": "content",
    "来电内容": "content",
    "反映内容": "content",
    "地点": "place",
    "地址": "address",
    "联系地址": "address",
    "派单时间": "city_dispatched_at",
    "办理时限": "city_due",
    "截止时间": "city_due",
    "姓名": "caller",
    "来电人": "caller",
    "诉求人姓名": "caller",
    "电话": "telephone",
    "来电号码": "telephone",
    "手机号": "telephone",
    "流水号": "serial",
}
_FIELDS = {field.key: field for field in all_fields(ARRIVAL)}
_KEYS = {**_OTHER_NAMES, **{field.label: key for key, field in _FIELDS.items()}}
_YES = ("是", "有", "保密", "匿名", "紧急", "1", "√")


def read_pasted(text: str) -> dict[str, object]:
    """Return the fields that the text names; a line without a name goes on with the one above."""
    named: dict[str, str] = {}
    for key, words in _headed(text) if "\t" in text else _lined(text):
        named[key] = f"{named[key]}\n{words}" if key in named else words
    read = {key: _value(key, words.strip()) for key, words in named.items() if words.strip()}
    return {key: value for key, value in read.items() if value is not None}


def _lined(text: str) -> Iterator[tuple[str, str]]:
    key = ""
    for line in text.splitlines():
        found = _COLON.match(line)
        name = _KEYS.get(re.sub(r"\s", "", found.group(1))) if found else None
        if found is not None and name is not None:
            key = name
            yield key, found.group(2)
        elif key and line.strip():
            yield key, line


def _headed(text: str) -> Iterator[tuple[str, str]]:
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    if len(rows) == 1:
        return
    for name, words in zip(rows[0], rows[1], strict=False):
        key = _KEYS.get(re.sub(r"\s", "", name))
        if key is not None:
            yield key, words


def _value(key: str, words: str) -> object:
    """Return the words as the field takes them; None for what it cannot take."""
    field = _FIELDS[key]
    if field.kind is Kind.YES:
        return words in _YES
    if field.kind is Kind.CHOICE:
        return words if words in field.choices else None
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return _day(words, with_time=field.kind is Kind.MOMENT)
    return words if field.kind is Kind.LONG else " ".join(words.split())


def _day(words: str, *, with_time: bool) -> str | None:
    found = _MOMENT.search(words)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    date = f"{year:04d}-{month:02d}-{day:02d}"
    return f"{date}T{hour:02d}:{minute:02d}" if with_time else date
