"""What must hold in the register of destruction beyond its fields: two people, each paper once, in order."""

from __future__ import annotations

from collections import Counter

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the register: the appraiser never agrees, no paper stands twice."""
    return (
        *_two_people(values),
        *_each_paper_once(values),
        *not_before(values, "approved_on", "appraised_on", labels=("审批日期", "鉴定日期")),
    )


def _two_people(values: Values) -> tuple[Problem, ...]:
    if values.get("approver") and values.get("approver") == values.get("appraiser"):
        return (Problem("approver", "鉴定人和审批人不能是同一人，请由另一人审批。"),)
    return ()


def _each_paper_once(values: Values) -> tuple[Problem, ...]:
    numbers = Counter(row.get("number") for row in values.get("papers") or ())
    return tuple(
        Problem("papers", f"“销毁文书”里文号{number}出现了 {count} 次，请只留一行。")
        for number, count in numbers.items()
        if number and count > 1
    )
