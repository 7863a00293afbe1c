"""What must hold in a work order beyond its fields (厦资源规划〔2025〕673号 12345热线办理工作机制四、五)."""

from __future__ import annotations

from itertools import pairwise

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import (
    confidential_callers_stay_unknown,
    date_not_before_moment,
    telephones_can_be_called,
)
from app.forms.shared_rules import not_before

_MOMENTS = (
    ("first_dispatched_at", "首次派单时间"),
    ("dispatched_at", "派单时间"),
    ("signed_at", "签收时间"),
    ("completed_at", "办结时间"),
)


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the work order: a confidential caller stays unknown, times in order."""
    return (
        *confidential_callers_stay_unknown(values),
        *telephones_can_be_called(values),
        *_in_order(values),
        *date_not_before_moment(values, "due", "dispatched_at", labels=("办理期限", "派单时间")),
        *_answered_by_somebody(values),
    )


def _in_order(values: Values) -> tuple[Problem, ...]:
    filled = [moment for moment in _MOMENTS if values.get(moment[0])]
    return tuple(
        problem
        for (earlier, first), (later, second) in pairwise(filled)
        for problem in not_before(values, later, earlier, labels=(second, first))
    )


def _answered_by_somebody(values: Values) -> tuple[Problem, ...]:
    if values.get("answer") and not values.get("lead"):
        return (Problem("lead", "填了“答复内容”，“主办单位”也必须填写。"),)
    return ()
