"""What must hold in a supervision beyond its fields (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import date_not_before_moment
from app.forms.orders import BY_TELEPHONE
from app.forms.shared_rules import not_before

_CALL = (("told_at", "通话时间"), ("told_person", "接听人"))


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the supervision: a call says when and with whom, the counts fit each other."""
    return (
        *_calls_are_told(values),
        *date_not_before_moment(values, "due", "dispatched_at", labels=("办理期限", "派单时间")),
        *date_not_before_moment(values, "feedback_by", "dispatched_at", labels=("反馈期限", "派单时间")),
        *not_before(values, "told_at", "dispatched_at", labels=("通话时间", "派单时间")),
        *date_not_before_moment(values, "feedback_by", "told_at", labels=("反馈期限", "通话时间")),
    )


def _calls_are_told(values: Values) -> tuple[Problem, ...]:
    if values.get("way") != BY_TELEPHONE:
        return ()
    return tuple(
        Problem(key, f"电话督办的，“{label}”必须填写。") for key, label in _CALL if not values.get(key)
    )
