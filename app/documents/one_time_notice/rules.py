"""What must hold in a one-time notice beyond its fields."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import (
    agents_can_be_reached,
    committed_never_longer_than_statutory,
    organisations_name_a_contact,
)
from app.forms.vocabulary import SHARED


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice; the six mandatory contents are required by its fields."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *committed_never_longer_than_statutory(values),
        *_questions_have_a_promised_time(values),
        *_shared_materials_name_their_source(values),
    )


def _questions_have_a_promised_time(values: Values) -> tuple[Problem, ...]:
    question, promised = values.get("question"), values.get("promised_reply_at")
    if question and not promised:
        text = "记录了“疑难问题”，“承诺答复时间”必须填写，写明何时一次性答复。"
        return (Problem("promised_reply_at", text),)
    if promised and not question:
        return (Problem("question", "填了“承诺答复时间”，“疑难问题”必须填写，写明要答复什么。"),)
    return ()


def _shared_materials_name_their_source(values: Values) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"materials.{index}.source",
            f"“申请材料”第 {index + 1} 行是共享获取的材料，“来源”必须填写，写明由哪个部门共享。",
        )
        for index, row in enumerate(values.get("materials") or ())
        if row.get("status") == SHARED and not row.get("source")
    )
