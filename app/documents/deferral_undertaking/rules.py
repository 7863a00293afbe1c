"""What must hold in a deferral undertaking beyond its fields (厦资源规划〔2025〕673号 政务服务办理制度四)."""

from __future__ import annotations

from app.documents.deferral_undertaking.fields import BLEMISHED
from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, organisations_name_a_contact
from app.forms.vocabulary import MAIN


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the undertaking."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *_no_main_material_is_deferred(values),
        *_credit_is_good(values),
    )


def _no_main_material_is_deferred(values: Values) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"missing_materials.{index}.main",
            f"“容缺材料”第 {index + 1} 行“{row.get('name', '')}”是主要材料，主要材料不能容缺，请先补正。",
        )
        for index, row in enumerate(values.get("missing_materials") or ())
        if row.get("main") == MAIN
    )


def _credit_is_good(values: Values) -> tuple[Problem, ...]:
    if values.get("credit_check") != BLEMISHED:
        return ()
    text = "“信用核查结果”是有失信记录的，不适用容缺受理，请按材料不齐全一次性告知补正。"
    return (Problem("credit_check", text),)
