"""What must hold in a call-back beyond its fields (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）2)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import (
    confidential_callers_stay_unknown,
    date_not_before_moment,
    telephones_can_be_called,
)
from app.forms.orders import DISSATISFIED
from app.forms.shared_rules import not_before

_SAID = (("solved", "是否解决"), ("satisfaction", "满意度"))


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the record: what was said needs somebody reached, and discontent an answer."""
    return (
        *confidential_callers_stay_unknown(values),
        *telephones_can_be_called(values),
        *not_before(values, "called_back_at", "completed_at", labels=("回访时间", "办结时间")),
        *_said_by_who_was_reached(values),
        *_discontent_is_answered(values),
        *_rework_has_its_date(values),
    )


def _said_by_who_was_reached(values: Values) -> tuple[Problem, ...]:
    if values.get("reached"):
        return tuple(
            Problem(key, f"已联系上诉求人的，“{label}”必须填写。")
            for key, label in _SAID
            if values.get(key) is None
        )
    if values.get("reached") is None:
        return ()
    return tuple(
        Problem(key, f"没有联系上诉求人的，“{label}”应当留空，请核对。")
        for key, label in _SAID
        if values.get(key) is not None
    )


def _discontent_is_answered(values: Values) -> tuple[Problem, ...]:
    if values.get("satisfaction") not in DISSATISFIED:
        return ()
    problems = []
    if not values.get("dissatisfaction"):
        problems.append(Problem("dissatisfaction", "诉求人不满意的，“不满意的原因”必须填写。"))
    if not values.get("rework") and not values.get("remark"):
        problems.append(Problem("rework", "诉求人不满意的应当重办；不重办的请在“备注”写明原因。"))
    return tuple(problems)


def _rework_has_its_date(values: Values) -> tuple[Problem, ...]:
    if values.get("rework") and not values.get("rework_due"):
        return (Problem("rework_due", "需要重办的，“重办期限”必须填写。"),)
    if values.get("rework_due") and not values.get("rework"):
        return (Problem("rework", "填了“重办期限”，“是否重办”应当选是。"),)
    return date_not_before_moment(values, "rework_due", "called_back_at", labels=("重办期限", "回访时间"))
