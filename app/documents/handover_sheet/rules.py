"""What must hold in a handover beyond its fields (厦资源规划〔2025〕673号 岗位目标责任制度七)."""

from __future__ import annotations

from app.documents.handover_sheet.fields import SECTIONS
from app.errors import Problem
from app.forms.fields import Values, all_fields
from app.forms.shared_rules import after, different_people, no_passwords

_PEOPLE = {"a_name": "移交人（A岗）", "b_name": "接收人", "supervisor_name": "监交人"}


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the sheet: three different people, times in order, never a password."""
    return (
        *different_people(values, _PEOPLE),
        *after(values, "absent_until", "absent_from", labels=("预计返岗", "离岗时间")),
        *no_passwords(values, all_fields(SECTIONS)),
        *_telephones_have_a_name(values),
    )


def _telephones_have_a_name(values: Values) -> tuple[Problem, ...]:
    if values.get("emergency_telephone") and not values.get("emergency_contact"):
        return (Problem("emergency_contact", "填了“紧急联系电话”，“紧急联系人”也必须填写。"),)
    return ()
