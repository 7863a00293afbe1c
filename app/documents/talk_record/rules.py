"""What must hold in the record of a talk (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import date_not_before_moment
from app.forms.shared_rules import after, different_people

_PEOPLE = {"talk_hosts": "约谈人", "talked_people": "被约谈人", "recorder": "记录人"}


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the record: nobody in two roles, mended after the talk."""
    return (
        *different_people(values, _PEOPLE),
        *after(values, "ended_at", "talk_at", labels=("结束时间", "约谈时间")),
        *date_not_before_moment(values, "rectify_by", "talk_at", labels=("整改期限", "约谈时间")),
    )
