"""What must hold in a statement of responsibility (厦资源规划〔2025〕673号 岗位目标责任制度四)."""

from __future__ import annotations

from app.documents.post_responsibility.fields import TESTS
from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import different_people

_PEOPLE = {"a_name": "责任人（A岗）", "b_name": "B岗", "second_b_name": "第二B岗"}
_SHOWN_BY = (("measurable", "measure", "衡量指标"), ("timed", "due_on", "完成时限"))


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the statement: each goal stands all five tests, and shows that it does."""
    found = list(different_people(values, _PEOPLE))
    for place, goal in enumerate(values.get("goals") or ()):
        found += _goal(place, goal)
    return tuple(found)


def _goal(place: int, goal: Values) -> list[Problem]:
    where = f"“工作目标”第 {place + 1} 行"
    failed = [
        Problem(f"goals.{place}.{key}", f"{where}没有达到“{label}”的要求：请改写目标，达到后再选“是”。")
        for key, label in TESTS.items()
        if not goal.get(key)
    ]
    unshown = [
        Problem(f"goals.{place}.{shown}", f"{where}选了“{TESTS[test]}”，“{label}”必须填写。")
        for test, shown, label in _SHOWN_BY
        if goal.get(test) and not goal.get(shown)
    ]
    return failed + unshown
