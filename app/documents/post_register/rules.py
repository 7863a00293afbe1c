"""What must hold in the register of posts beyond its fields (厦资源规划〔2025〕673号 岗位目标责任制度七)."""

from __future__ import annotations

from collections import Counter

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import different_people, not_before

_PEOPLE = {"a_name": "A岗", "b_name": "B岗", "second_b_name": "第二B岗"}


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the register: nobody holds a post twice, each post stands once."""
    rows = values.get("posts") or ()
    return (
        *(
            Problem(problem.field, f"“岗位”第 {place + 1} 行{problem.text}")
            for place, row in enumerate(rows)
            for problem in different_people(row, _PEOPLE, at=f"posts.{place}.")
        ),
        *_each_post_once(values),
        *not_before(values, "filed_on", "approved_on", labels=("备案日期", "批准日期")),
    )


def _each_post_once(values: Values) -> tuple[Problem, ...]:
    posts = Counter((row.get("post_name"), row.get("a_name")) for row in values.get("posts") or ())
    return tuple(
        Problem("posts", f"“岗位”里A岗为{holder}的“{name}”出现了 {count} 次，请合并为一行。")
        for (name, holder), count in posts.items()
        if name and holder and count > 1
    )
