"""What must hold in a reply beyond its fields (厦资源规划〔2025〕673号 12345热线办理工作机制五（一）)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import (
    callers_are_masked,
    confidential_callers_stay_unknown,
    date_not_before_moment,
    sources_are_cited,
)
from app.forms.shared_rules import different_people, not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the reply: the caller unknown, the source cited, reviewed by somebody else."""
    hidden = confidential_callers_stay_unknown(values)
    return (
        *(hidden or callers_are_masked(values)),
        *sources_are_cited(values, "basis", label="处理依据"),
        *not_before(values, "contacted_at", "dispatched_at", labels=("联系时间", "派单时间")),
        *date_not_before_moment(values, "due", "dispatched_at", labels=("办理期限", "派单时间")),
        *different_people(values, {"handler_name": "经办人", "reviewer_name": "审核人"}),
    )
