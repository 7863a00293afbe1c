"""What is asked of a post, and the contents made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.forms.fields import Field, Kind, Section
from app.posts.commands import SetUpPost
from app.posts.models import TESTS, Goal, Post
from app.posts.rules import LONGEST, PLACES
from ui.dialogs.fields import FieldsQuestion
from ui.screens.saved import CHANGED_POST, NEW_POST

Names = Mapping[str, int]
_TEXTS = ("name", "duties", "section_duties", "approved_by_name")
_DAYS = ("effective_from", "effective_until", "approved_on", "filed_on")
_WIDE = 1040  # px: goals, their measures and their targets stand in words beside the five tests
_ALL_TESTS = "、".join(TESTS.values())


def post_question(post: Post | None, people: Names, divisions: Names, today: date) -> FieldsQuestion:
    """Return what is asked to set up a post, or to change one; its division never changes."""
    return FieldsQuestion(
        title=f"修改岗位“{post.name}”" if post else "设置岗位",
        text=f"每个岗位都要有A岗和B岗，一人只占一处。目标须合五项要求：{_ALL_TESTS}。",
        confirm="保存",
        sections=(
            Section(title="岗位", fields=(*_named(post, divisions), *_held(tuple(people)))),
            Section(title="", fields=(_goals(),)),
            Section(title="批准和备案", fields=_approval()),
        ),
        values=typed_post(people, post) if post else _fresh(divisions, today),
        wide=_WIDE,
        kept=(CHANGED_POST, int(post.id)) if post else (NEW_POST, 0),
    )


def contents_of(values: Mapping[str, Any], post: Post | None, people: Names, divisions: Names) -> SetUpPost:
    """Return the contents."""
    holders: dict[str, Any] = {key: people.get(str(values.get(key)), 0) for key in PLACES}
    holders["second_b"] = holders["second_b"] or None
    days = {key: date.fromisoformat(values[key]) if values.get(key) else None for key in _DAYS}
    if post is not None:
        division = post.division
    else:
        division = divisions.get(str(values.get("division")), next(iter(divisions.values())))
    rest: dict[str, Any] = {key: str(values.get(key) or "") for key in _TEXTS} | days
    return SetUpPost(
        division=division,
        secret=values.get("secret") is True,
        goals=tuple(map(_goal, values.get("goals") or ())),
        **holders,
        **rest,
    )


def _goal(row: Mapping[str, Any]) -> Goal:
    passed: dict[str, Any] = {key: row.get(key) is True for key in TESTS}
    due = row.get("due_on")
    return Goal(
        goal=str(row.get("goal") or ""),
        measure=str(row.get("measure") or ""),
        target=str(row.get("target") or ""),
        due_on=date.fromisoformat(due) if due else None,
        **passed,
    )


def _named(post: Post | None, divisions: Names) -> tuple[Field, ...]:
    name = Field(key="name", label="岗位名称", required=True, longest=LONGEST["name"])
    if post is not None or len(divisions) < 2:  # noqa: PLR2004 - one division is no choice
        return (name,)
    choices = tuple(divisions)
    return (
        replace(name, width=6),
        Field(key="division", label="处室", kind=Kind.CHOICE, required=True, choices=choices, width=6),
    )


def _held(people: tuple[str, ...]) -> tuple[Field, ...]:
    holders = (
        Field(key=key, label=label, kind=Kind.CHOICE, required=key != "second_b", choices=people, width=6)
        for key, label in PLACES.items()
    )
    return (
        *holders,
        Field(key="secret", label="涉密岗位", kind=Kind.YES, width=6, help="涉密岗位不公开"),
        Field(
            key="duties", label="岗位职责", kind=Kind.LONG, required=True, lines=2, longest=LONGEST["duties"]
        ),
        Field(key="section_duties", label="科室职责", kind=Kind.LONG, lines=2, longest=2_000),
        Field(key="effective_from", label="生效日期", kind=Kind.DATE, required=True, width=6),
        Field(key="effective_until", label="失效日期", kind=Kind.DATE, width=6, help="当日不计入"),
    )


def _goals() -> Field:
    columns = (
        Field(key="goal", label="目标", required=True, width=4),
        Field(key="measure", label="衡量指标", width=3),
        Field(key="target", label="目标值", width=2),
        Field(key="due_on", label="完成时限", kind=Kind.DATE, width=2),
        *(Field(key=key, label=label, kind=Kind.YES, width=1) for key, label in TESTS.items()),
    )
    return Field(key="goals", label="工作目标", kind=Kind.LIST, columns=columns, most=20)


def _approval() -> tuple[Field, ...]:
    return (
        Field(key="approved_by_name", label="批准人", width=12, longest=LONGEST["approved_by_name"]),
        Field(key="approved_on", label="批准日期", kind=Kind.DATE, width=6),
        Field(key="filed_on", label="备案日期", kind=Kind.DATE, width=6),
    )


def _fresh(divisions: Names, today: date) -> dict[str, Any]:
    return {"effective_from": today.isoformat(), "division": next(iter(divisions), "")}


def typed_post(people: Names, post: Post) -> dict[str, Any]:
    """Return a post as its form shows it."""
    by_id = {key: name for name, key in people.items()}
    values: dict[str, Any] = {key: getattr(post, key) for key in _TEXTS}
    values |= {key: by_id.get(getattr(post, key) or 0, "") for key in PLACES}
    values |= {key: getattr(post, key).isoformat() for key in _DAYS if getattr(post, key)}
    values["secret"] = post.secret
    values["goals"] = [
        {
            "goal": each.goal,
            "measure": each.measure,
            "target": each.target,
            "due_on": each.due_on.isoformat() if each.due_on else "",
            **{key: getattr(each, key) for key in TESTS},
        }
        for each in post.goals
    ]
    return values
