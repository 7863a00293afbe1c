"""What must hold in the day's sheet (厦资源规划〔2025〕673号 12345热线办理工作机制四（二）1)."""

from __future__ import annotations

from collections import Counter

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import callers_are_masked
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the sheet: callers masked, each order once, due on its day or later."""
    rows = values.get("orders") or ()
    return (
        *(
            problem
            for place, row in enumerate(rows)
            for problem in callers_are_masked(row, at=f"orders.{place}.", where=f"“工单”第 {place + 1} 行的")
        ),
        *(problem for place, row in enumerate(rows) for problem in _not_due_before(values, row, place)),
        *_each_order_once(values),
    )


def _not_due_before(values: Values, row: Values, place: int) -> tuple[Problem, ...]:
    dates = {"due": row.get("due"), "handed_on": values.get("handed_on")}
    return tuple(
        Problem(f"orders.{place}.due", f"“工单”第 {place + 1} 行的{problem.text}")
        for problem in not_before(dates, "due", "handed_on", labels=("期限", "交办日期"))
    )


def _each_order_once(values: Values) -> tuple[Problem, ...]:
    numbers = Counter(row.get("number") for row in values.get("orders") or ())
    return tuple(
        Problem("orders", f"“工单”里{number}出现了 {count} 次，请只列一行。")
        for number, count in numbers.items()
        if number and count > 1
    )
