"""The fields of the two papers of posts, as far as the record knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.posts.models import TESTS, Filing, Goal, Post

HALVES = ("上半年", "下半年")


def register_fields(posts: Sequence[Post], division: str, year: int, half: int) -> dict[str, Any]:
    """Return the fields of the register of posts; its approval is that of all its posts, or none."""
    return {
        "division_name": division,
        "year": year,
        "half": HALVES[half - 1],
        "posts": [_row(each) for each in posts],
        **_approval(posts),
    }


def _row(post: Post) -> dict[str, str]:
    row = {
        "post_name": post.name,
        "duties": post.duties,
        "a_name": post.a_name,
        "b_name": post.b_name,
        "second_b_name": post.second_b_name,
        "effective_on": post.effective_from.isoformat(),
        "remark": post.filing.value if post.filing is Filing.WAITS else "",
    }
    return {key: value for key, value in row.items() if value}


def _approval(posts: Sequence[Post]) -> dict[str, str]:
    names = {each.approved_by_name for each in posts}
    days = [each.approved_on for each in posts if each.approved_on]
    if len(names) != 1 or len(days) != len(posts):
        return {}
    filed = [each.filed_on for each in posts if each.filed_on]
    known = {"approved_by": names.pop(), "approved_on": max(days).isoformat()}
    if len(filed) == len(posts) and max(filed) >= max(days):
        known["filed_on"] = max(filed).isoformat()
    return known


def responsibility_fields(post: Post, year: int, head: str) -> dict[str, Any]:
    """Return the fields of a post's statement of responsibility, with the goals that are due in the year."""
    known = {
        "division_name": post.division_name,
        "year": year,
        "post_name": post.name,
        "a_name": post.a_name,
        "b_name": post.b_name,
        "second_b_name": post.second_b_name,
        "head_name": head,
        "section_duties": post.section_duties,
        "duties": post.duties,
        "goals": [_goal(each) for each in _of_year(post.goals, year)],
    }
    return {key: value for key, value in known.items() if value}


def _of_year(goals: Iterable[Goal], year: int) -> list[Goal]:
    return [each for each in goals if each.due_on is None or each.due_on.year == year]


def _goal(goal: Goal) -> dict[str, Any]:
    due = {"due_on": goal.due_on.isoformat()} if goal.due_on else {}
    texts = {key: text for key in ("goal", "measure", "target") if (text := getattr(goal, key))}
    return {**texts, **due, **{key: getattr(goal, key) for key in TESTS}}
