"""What must hold in a record of lateness beyond its fields (厦资源规划〔2025〕673号 限时办结制三)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the record; the report and the word to the applicant may come in either order."""
    told = {**values, "told_on": (values.get("told_at") or "")[:10]}
    return (
        *not_before(told, "estimated_on", "told_on", labels=("预计办结日期", "告知时间")),
        *_later_than_due(values),
    )


def _later_than_due(values: Values) -> tuple[Problem, ...]:
    due, estimated = values.get("due_on"), values.get("estimated_on")
    if not due or not estimated or estimated > due:
        return ()
    text = f"“预计办结日期”{estimated} 没有超过“应办结日期”{due}，能够按时办结的不必作此记录。"
    return (Problem("estimated_on", text),)
