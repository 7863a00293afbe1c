"""Two changed one registration form: both versions field by field, and what is kept of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.merging import Merge, merge
from ui.dialogs.difference import Words, said
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


def merge_of(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Compare what both changed, field by field."""
    before, own, other = ({key: each.get(key) for key in _KEYS} for each in (base, mine, theirs))
    return merge(before, own, other, _same)


def _same(one: Any, other: Any) -> bool:
    return _said("", one) == _said("", other)


def _said(_key: str, value: Any) -> str:
    return "、".join(str(row.get("name", "")) for row in value) if isinstance(value, list) else said(value)


WORDS = Words(label=_LABELS.__getitem__, said=_said)
