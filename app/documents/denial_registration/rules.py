"""What must hold in a registration form beyond its fields."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the form."""
    return (
        *not_before(values, "form_date", "received_on", labels=("填表日期", "受理日期")),
        *not_before(values, "returned_on", "received_on", labels=("退回日期", "受理日期")),
        *not_before(values, "head_date", "form_date", labels=("单位负责人核查日期", "填表日期")),
        *not_before(values, "leader_date", "head_date", labels=("分管局领导核查日期", "单位负责人核查日期")),
        *_opinions_have_their_author(values),
    )


def _opinions_have_their_author(values: Values) -> tuple[Problem, ...]:
    """Ask for the name behind a typed opinion; what is left to the pen is left out whole."""
    labels = (("head", "单位负责人"), ("leader", "分管局领导"))
    return tuple(
        Problem(f"{key}_name", f"填了“{label}核查意见”，“{label}姓名”也必须填写；手写意见的两项都留空。")
        for key, label in labels
        if values.get(f"{key}_opinion") and not values.get(f"{key}_name")
    )
