"""Reading a filled form: every problem found at once, a sentence each; nothing given can make it fall over."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app.errors import BadInput, Problem
from app.forms.characters import first_fault, tidy
from app.forms.document_type import DocumentType
from app.forms.fields import Field, Kind, Section, Values, all_fields
from app.forms.telephones import is_telephone

MOST_ROWS = 500
_MOST_COUNT = 1_000_000
_MOST_UNKNOWN = 10
_FEW_CHOICES = 8  # a sentence that names more (all colleagues) is not read
_SHOWN = 30  # characters of a foreign text quoted in a sentence
_YEARS = range(1900, 2201)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")


class _Unfit(Exception):
    """The value of a field cannot be taken; the text follows the field's name in the sentence."""


def read_values(sections: tuple[Section, ...], raw: object) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what can be read of a filled form and every problem found in it; never raises.

    Fields left empty are absent from the values. A problem in row 2 of a list carries the field
    ``materials.1.name`` (rows from 0) and speaks of 第 2 行.
    """
    if not isinstance(raw, Mapping):
        return {}, (Problem("", "填写的内容应当是“字段名：值”的一组数据（JSON 对象）。"),)
    return _read_row(all_fields(sections), raw, path="", where="")


def check_all(document_type: DocumentType, raw: object) -> Values:
    """Return the values of a form that is fit to be printed.

    Raises ``BadInput`` listing every problem of the fields and of the type's rules.
    """
    values, problems = read_values(document_type.sections, raw)
    problems += document_type.rules(values)
    if problems:
        raise BadInput.listing(problems)
    return values


def _read_row(
    fields: tuple[Field, ...], raw: Mapping[Any, Any], *, path: str, where: str
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    values: dict[str, Any] = {}
    problems = _unknown_keys(fields, raw, path=path, where=where)
    for field in fields:
        value, found = _read_field(field, raw.get(field.key), path=path, where=where)
        problems += found
        if value is not None:
            values[field.key] = value
    return values, tuple(problems)


def _unknown_keys(fields: tuple[Field, ...], raw: Mapping[Any, Any], *, path: str, where: str) -> list[Problem]:
    known = {field.key: field.label for field in fields}
    unknown = [key for key in raw if key not in known]
    problems = [
        Problem(f"{path}{_short(key)}", f"{where}没有叫“{_short(key)}”的字段{_guess(key, known)}。")
        for key in unknown[:_MOST_UNKNOWN]
    ]
    if len(unknown) > _MOST_UNKNOWN:
        problems.append(Problem("", f"{where}共有 {len(unknown)} 个不认识的字段，只列出前几个。"))
    return problems


def _guess(key: object, known: Mapping[str, str]) -> str:
    asked = str(key)[:_SHOWN]
    by_label = {label: name for name, label in known.items()}
    for found in difflib.get_close_matches(asked, [*known, *by_label], n=1):
        name = by_label.get(found, found)
        return f"，是否想写“{name}”（{known[name]}）"
    return ""


def _short(text: object) -> str:
    shown = text if isinstance(text, str) else type(text).__name__
    shown = "".join(c if c.isprintable() else "?" for c in shown[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _read_field(field: Field, raw: object, *, path: str, where: str) -> tuple[Any, tuple[Problem, ...]]:
    key, name = f"{path}{field.key}", f"{where}“{field.label}”"
    if field.kind is Kind.LIST and isinstance(raw, list | tuple) and raw:
        return _read_list(field, raw, key=key, name=name)
    try:
        value = _READERS[field.kind](field, raw) if raw is not None else None
    except _Unfit as unfit:
        return None, (Problem(key, f"{name}{unfit}。"),)
    if value is None and field.required:
        return None, (Problem(key, f"{name}{_what_is_missing(field)}。"),)
    return value, ()


def _what_is_missing(field: Field) -> str:
    if field.kind is Kind.LIST:
        return "一行也没有，至少要填写一行"
    return "必须填写，现在是空的" if field.kind is not Kind.CHOICE else f"必须选定{_listed_short(field)}"


def _read_list(
    field: Field, raw: list[Any] | tuple[Any, ...], *, key: str, name: str
) -> tuple[list[dict[str, Any]] | None, tuple[Problem, ...]]:
    most = field.most or MOST_ROWS
    if len(raw) > most:
        return None, (Problem(key, f"{name}有 {len(raw)} 行，最多 {most} 行，请分开办理。"),)
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for index, row in enumerate(raw):
        where = f"{name}第 {index + 1} 行"
        if not isinstance(row, Mapping):
            problems.append(Problem(f"{key}.{index}", f"{where}应当是“列名：值”的一组数据。"))
            rows.append({})
            continue
        values, found = _read_row(field.columns, row, path=f"{key}.{index}.", where=where)
        problems += found
        rows.append(values)
    return rows, tuple(problems)


def _read_text(field: Field, raw: object) -> str | None:
    lines = field.kind is Kind.LONG
    if not isinstance(raw, str):
        raise _Unfit("应当是文字")
    if len(raw) > field.longest and len(raw.strip()) > field.longest:
        raise _Unfit(f"有 {len(raw)} 个字，最多 {field.longest} 个字，请精简后再填")
    text = tidy(raw, lines=lines)
    if fault := first_fault(text, lines=lines):
        raise _Unfit(f"{fault}，请删去或改正")
    if text and field.check == "telephone" and not is_telephone(text):
        raise _Unfit(
            f"“{_short(text)}”不像电话号码，请按 13800000000、0592-5123456 或 0592-5123456转801 的样子填写"
        )
    return text or None


def _read_choice(field: Field, raw: object) -> str | None:
    if raw == "":
        return None
    if not isinstance(raw, str) or raw.strip() not in field.choices:
        raise _Unfit(f"只能是：{_listed(field)}")
    return raw.strip()


def _listed_short(field: Field) -> str:
    return f"：{_listed(field)}" if len(field.choices) <= _FEW_CHOICES else "其中一项"


def _listed(field: Field) -> str:
    return "、".join(field.choices)


def _read_count(field: Field, raw: object) -> int | None:
    if raw == "":
        return None
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _Unfit("应当是整数")
    least = 0 if field.least is None else field.least
    most = _MOST_COUNT if field.most is None else field.most
    if not least <= raw <= most:
        raise _Unfit(f"应当在 {least} 到 {most} 之间")
    return raw


def _read_yes(_field: Field, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _Unfit("应当是“是”或“否”（true 或 false）")
    return raw


def _read_date(_field: Field, raw: object) -> str | None:
    return _read_time(raw, _DATE, "2026-11-08", date.fromisoformat)


def _read_moment(_field: Field, raw: object) -> str | None:
    text = _read_time(raw, _MOMENT, "2026-11-08 09:30", datetime.fromisoformat)
    return text.replace(" ", "T") if text is not None else None


def _read_time(raw: object, shape: re.Pattern[str], example: str, parse: Callable[[str], date]) -> str | None:
    if raw == "":
        return None
    if not isinstance(raw, str) or not shape.fullmatch(raw.strip()):
        raise _Unfit(f"应当按 {example} 的样子填写")
    text = raw.strip()
    try:
        year = parse(text).year
    except ValueError:
        raise _Unfit(_no_such_time(text)) from None
    if year not in _YEARS:
        raise _Unfit(f"“{text.replace('T', ' ')}”的年份应当在 {_YEARS[0]} 到 {_YEARS[-1]} 之间")
    return text


def _no_such_time(text: str) -> str:
    """Return which half of a moment there is not; a date alone has but one."""
    day, _, hour = text.replace("T", " ").partition(" ")
    try:
        date.fromisoformat(day)
    except ValueError:
        return f"“{day}”不存在，请查对日历"
    return f"“{hour}”不是一天中的时间，应当在 00:00 到 23:59 之间"


def _read_no_list(_field: Field, raw: object) -> None:
    if not isinstance(raw, list | tuple) and raw != "":
        raise _Unfit("应当是若干行（JSON 数组）")


_READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _read_text,
    Kind.LONG: _read_text,
    Kind.DATE: _read_date,
    Kind.MOMENT: _read_moment,
    Kind.CHOICE: _read_choice,
    Kind.COUNT: _read_count,
    Kind.YES: _read_yes,
    Kind.LIST: _read_no_list,
}
