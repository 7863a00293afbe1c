"""What must hold in an extension notice beyond its fields (行政许可法 第四十二条)."""

from __future__ import annotations

from datetime import date, timedelta

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, not_before, organisations_name_a_contact


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *not_before(values, "due_on", "accepted_on", labels=("原办结期限", "受理日期")),
        *not_before(values, "approved_on", "accepted_on", labels=("批准日期", "受理日期")),
        *_approved_in_time(values),
        *_extended_by_its_days(values),
    )


def _approved_in_time(values: Values) -> tuple[Problem, ...]:
    due, approved = values.get("due_on"), values.get("approved_on")
    if not due or not approved or approved <= due:
        return ()
    text = f"“批准日期”{approved} 晚于“原办结期限”{due}，期限届满以后不能再延长，请按未能按时办结处理。"
    return (Problem("approved_on", text),)


def _extended_by_its_days(values: Values) -> tuple[Problem, ...]:
    due, new, days = (values.get(key) for key in ("due_on", "new_due_on", "extension_days"))
    if not due or not new:
        return ()
    if new <= due:
        return (Problem("new_due_on", f"“延长后的办结期限”{new} 应当晚于“原办结期限”{due}，请核对。"),)
    earliest = date.fromisoformat(due) + timedelta(days=days or 0)
    if date.fromisoformat(new) >= earliest:
        return ()
    text = f"“延长后的办结期限”{new} 不足自原期限起 {days} 个工作日，不能早于 {earliest}，请核对。"
    return (Problem("new_due_on", text),)
