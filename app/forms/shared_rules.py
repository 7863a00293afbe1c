"""Rules that several document types share; pure, one sentence a problem."""

from __future__ import annotations

from collections import Counter

from app.errors import Problem
from app.forms.fields import Values
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
