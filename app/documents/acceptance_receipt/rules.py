"""What must hold in an acceptance receipt beyond its fields."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import (
    agents_can_be_reached,
    committed_never_longer_than_statutory,
    not_before,
    organisations_name_a_contact,
)
from app.forms.vocabulary import MAIN


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the receipt."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *committed_never_longer_than_statutory(values),
        *not_before(values, "accepted_on", "received_on", labels=("受理日期", "收件日期")),
        *not_before(values, "due_on", "accepted_on", labels=("承诺办结日期", "受理日期")),
        *_no_main_material_is_missing(values),
        *_missing_materials_have_a_day(values),
        *_missing_materials_were_promised(values),
        *not_before(values, "accepted_on", "undertaking_signed_on", labels=("受理日期", "容缺承诺书签署日期")),
    )


def _no_main_material_is_missing(values: Values) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"missing_materials.{index}.main",
            f"“未收材料”第 {index + 1} 行“{row.get('name', '')}”是主要材料，缺主要材料的不能受理，请先补正。",
        )
        for index, row in enumerate(values.get("missing_materials") or ())
        if row.get("main") == MAIN
    )


def _missing_materials_have_a_day(values: Values) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"missing_materials.{index}.submit_by",
            f"“未收材料”第 {index + 1} 行没有“补交期限”，容缺受理应当写明何时补交。",
        )
        for index, row in enumerate(values.get("missing_materials") or ())
        if not row.get("submit_by")
    )


def _missing_materials_were_promised(values: Values) -> tuple[Problem, ...]:
    """Ask for the signed undertaking before anything is accepted without a material (政务服务办理制度四)."""
    if not values.get("missing_materials") or values.get("undertaking_signed_on"):
        return ()
    text = (
        "有“未收材料”的是容缺受理，“容缺承诺书签署日期”必须填写；申请人还没有签署的，请先出具容缺受理承诺书。"
    )
    return (Problem("undertaking_signed_on", text),)
