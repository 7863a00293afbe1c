"""Two changed one member of staff, or one division: each field by itself, each role in each place by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from app.people.models import Division, DivisionId, DivisionKind, Grant, Role, Staff
from ui.dialogs.difference import Words, said

PERSON, DIVISION = "这名人员", "这个处室"
KIND_NAMES = {
    DivisionKind.OFFICE: "处室",
    DivisionKind.BRANCH: "分局",
    DivisionKind.CENTRE: "中心",
}
_LABELS = {"name": "姓名", "division": "所在处室", "counter": "窗口", "active": "在用"}
_DIVISION_LABELS = {
    "name": "名称",
    "kind": "类别",
    "code": "代码",
    "mark": "机关代字",
    "counter_telephone": "窗口电话",
    "supervision_telephone": "监督电话",
    "active": "在用",
}
_ROLE = "role."

DIVISION_WORDS = Words(
    label=lambda key: _DIVISION_LABELS.get(key, key),
    said=lambda key, value: KIND_NAMES[value] if key == "kind" else said(value),
)


def person_words(divisions: tuple[Division, ...]) -> Words:
    """Return the words of a person's fields; roles never collide, each is held or not."""
    names = {each.id: each.name for each in divisions}
    return Words(
        label=_LABELS.__getitem__,
        said=lambda key, value: names.get(value, "") if key == "division" else said(value),
    )


def person_values(staff: Staff) -> dict[str, Any]:
    """Return what may be changed of a person."""
    own = {name: getattr(staff, name) for name in _LABELS}
    return own | {f"{_ROLE}{each.role.name}.{each.division or ''}": True for each in staff.grants}


def grants_in(values: Mapping[str, Any]) -> tuple[Grant, ...]:
    """Return the roles in what was merged; the whole bureau takes the place of single divisions."""
    held = [key.removeprefix(_ROLE).split(".") for key, on in values.items() if key.startswith(_ROLE) and on]
    everywhere = {role for role, place in held if not place}
    return tuple(
        Grant(role=Role[role], division=DivisionId(int(place)) if place else None)
        for role, place in sorted(held, key=_rank)
        if not place or role not in everywhere
    )


def division_values(division: Division) -> dict[str, Any]:
    """Return what may be changed of a division."""
    return {each.name: getattr(division, each.name) for each in fields(Division) if each.name != "id"}


def _rank(held: list[str]) -> tuple[int, int]:
    role, place = held
    return [each.name for each in Role].index(role), int(place or 0)
