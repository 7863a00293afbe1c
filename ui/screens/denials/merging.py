"""Two changed one registration form: both versions field by field, and what is kept of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.dialogs.difference import Difference
from ui.screens.denials.filling import ENTERED, KINDS

_LABELS = {
    "situation": "情形",
    "ground": "适用依据",
    "kind": "类别",
    "form_date": "填表日期",
    "joint_department": "联办部门",
    "applicant_contact": "申办人联系方式",
    "returned_on": "退回日期",
    "reasons": "否定理由和依据",
    "policies": "所附政策",
    "head": "单位负责人",
    "leader": "分管局领导",
}
_KEYS = (*KINDS, *ENTERED, "head", "leader")


def differences(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """Return what differs between both; mine is kept at first where I changed it."""
    return tuple(
        Difference(
            key=key,
            label=_LABELS[key],
            mine=_said(mine.get(key)),
            theirs=_said(theirs.get(key)),
            keep_mine=_said(mine.get(key)) != _said(base.get(key)),
        )
        for key in _KEYS
        if _said(mine.get(key)) != _said(theirs.get(key))
    )


def merged(mine: Mapping[str, Any], theirs: Mapping[str, Any], kept: frozenset[str]) -> dict[str, Any]:
    """Return theirs with mine where ``kept`` says so; a field left empty comes as None."""
    return {key: (mine if key in kept else theirs).get(key) for key in _KEYS}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(row.get("name", "")) for row in value)
    return str(value or "")
