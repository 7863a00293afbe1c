"""Rules that several document types share; pure, one sentence a problem."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from app.errors import Problem
from app.forms.fields import Field, Values
from app.forms.vocabulary import ORGANISATION

Problems = tuple[Problem, ...]


def organisations_name_a_contact(values: Values) -> Problems:
    """Ask an organisation for a person to speak with."""
    if values.get("applicant_kind") == ORGANISATION and not values.get("contact_name"):
        return (Problem("contact_name", "申请人是单位的，“联系人”必须填写。"),)
    return ()


def agents_can_be_reached(values: Values) -> Problems:
    """Ask for the name that belongs to an agent's telephone."""
    if values.get("agent_telephone") and not values.get("agent_name"):
        return (Problem("agent_name", "填了“代理人电话”，“代理人”也必须填写。"),)
    return ()


def committed_never_longer_than_statutory(values: Values) -> Problems:
    """Hold the committed limit within the statutory one (both in working days)."""
    committed, statutory = values.get("committed_limit"), values.get("statutory_limit")
    if committed is None or statutory is None or committed <= statutory:
        return ()
    text = (
        f"“承诺时限”{committed} 个工作日长于“法定时限”{statutory} 个工作日，承诺时限不得超过法定时限，请改短。"
    )
    return (Problem("committed_limit", text),)


def each_once(values: Values, key: str, *, label: str) -> Problems:
    """Ask that each name stands once in the list ``key``, called ``label``."""
    names = Counter(row.get("name") for row in values.get(key) or ())
    return tuple(
        Problem(key, f"“{label}”里“{name}”出现了 {count} 次，请合并为一行。")
        for name, count in names.items()
        if name and count > 1
    )


def not_before(values: Values, later: str, earlier: str, *, labels: tuple[str, str]) -> Problems:
    """Ask that the date ``later`` is not before the date ``earlier``; ``labels`` are theirs."""
    if not values.get(later) or not values.get(earlier) or values[later] >= values[earlier]:
        return ()
    text = f"“{labels[0]}”{values[later]} 早于“{labels[1]}”{values[earlier]}，请核对两个日期。"
    return (Problem(later, text),)


def after(values: Values, later: str, earlier: str, *, labels: tuple[str, str]) -> Problems:
    """Ask that the moment ``later`` comes after the moment ``earlier``; ``labels`` are theirs."""
    if not values.get(later) or not values.get(earlier) or values[later] > values[earlier]:
        return ()
    told = tuple(values[key].replace("T", " ") for key in (later, earlier))
    text = f"“{labels[0]}”{told[0]} 应当晚于“{labels[1]}”{told[1]}，请核对两个时间。"
    return (Problem(later, text),)


def different_people(values: Values, roles: Mapping[str, str], *, at: str = "") -> Problems:
    """Ask that nobody stands in two of the roles (label by key); ``at`` is the path of a row."""
    problems = []
    taken: dict[str, str] = {}
    for key, label in roles.items():
        name = values.get(key)
        if not name:
            continue
        if name in taken:
            both = f"“{label}”和“{taken[name]}”都是{name}"
            text = f"{both}，一人不能兼任，请另定一人；同名的两人请在姓名后注明区别。"
            problems.append(Problem(f"{at}{key}", text))
        taken.setdefault(name, label)
    return tuple(problems)


_SECRET = re.compile(
    r"(?:密[\s.·]*码|口\s*令|(?<![a-z])(?:pass(?:word|wd|code)?|pwd|pw|pin码?|mima))"
    r"(?:[（(][^）)]{0,20}[）)])?\s*"
    r"(?:(?:已|现|均|都|仍|统一|暂|还|就|依旧|依然|仍旧|也)*(?:更?改|重?设|换|更新)?(?:[:=]|为|是(?!否)|成)\s*\S"
    r"|\s[0-9]{4}|(?<![a-z])[0-9a-z@#$*])",
    re.IGNORECASE,
)
_TWINS = str.maketrans("碼：＝", "码:=")


def no_passwords(values: Values, fields: Iterable[Field]) -> Problems:
    """Refuse a password written in any text of the fields, rows of lists included."""
    return tuple(problem for field in fields for problem in _secrets_in(field, values.get(field.key)))


def _secrets_in(field: Field, value: object) -> Problems:
    if isinstance(value, list | tuple):
        return tuple(
            Problem(f"{field.key}.{place}.{problem.field}", f"“{field.label}”第 {place + 1} 行{problem.text}")
            for place, row in enumerate(value)
            for problem in no_passwords(row, field.columns)
        )
    if not isinstance(value, str):
        return ()
    return tuple(Problem(field.key, fault) for fault in password_faults(field.label, value))


def password_faults(label: str, text: str) -> tuple[str, ...]:
    """Return that a password is written in the text, nothing where none is."""
    if not _SECRET.search(unicodedata.normalize("NFKC", text).translate(_TWINS)):
        return ()
    return (f"“{label}”里写了密码或者口令，纸上不得留密码，请删去；账号权限由系统管理员另行办理。",)
