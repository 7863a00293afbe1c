"""What must hold in a special step notice beyond its fields."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, not_before, organisations_name_a_contact


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *not_before(values, "due_on", "accepted_on", labels=("原承诺办结日期", "受理日期")),
        *not_before(values, "suspended_on", "accepted_on", labels=("开始日期", "受理日期")),
        *not_before(values, "expected_on", "suspended_on", labels=("预计结束日期", "开始日期")),
    )
