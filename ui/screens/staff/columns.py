"""What the tables of staff, divisions and rights show."""

from __future__ import annotations

from functools import partial

from app.people.models import ROLE_NAMES, Division, Role
from app.people.permissions import ROLES, Right
from ui.screens.staff.merging import KIND_NAMES
from ui.screens.staff.presenter import Person
from ui.tables.columns import Column


def _ink(person: Person) -> str:
    return "text" if person.staff.active else "secondary"


PEOPLE = (
    Column(title="姓名", text=lambda each: each.staff.name, width=80, bold=True, role=_ink),
    Column(title="登录名", text=lambda each: each.staff.login, width=132, role=lambda _: "secondary"),
    Column(title="处室", text=lambda each: each.division, width=128, role=_ink),
    Column(title="角色", text=lambda each: each.roles, role=_ink, tip=lambda each: each.roles),
    Column(title="状态", text=lambda each: each.state[0], width=68, chip=lambda each: each.state),
)


def key_of_person(person: Person) -> object:
    """Return what a row is known by."""
    return person.staff.login


def _division_state(division: Division) -> tuple[str, str]:
    return ("在用", "on_time") if division.active else ("停用", "secondary")


DIVISIONS = (
    Column(title="代码", text=lambda each: each.code, width=72),
    Column(title="名称", text=lambda each: each.name, bold=True),
    Column(title="类别", text=lambda each: KIND_NAMES[each.kind], width=72),
    Column(title="机关代字", text=lambda each: each.mark, width=104),
    Column(title="窗口电话", text=lambda each: each.counter_telephone or "—", width=128),
    Column(title="状态", text=lambda each: _division_state(each)[0], width=76, chip=_division_state),
)


def key_of_division(division: Division) -> object:
    """Return what a row is known by."""
    return division.code


def _holds(role: Role, right: Right) -> str:
    return "✓" if role in ROLES[right] else ""


def _accent(_right: Right) -> str:
    return "accent"


RIGHTS = (
    Column(title="可以做什么", text=lambda right: right.value, width=150, bold=True),
    *(Column(title=ROLE_NAMES[role], text=partial(_holds, role), role=_accent) for role in Role),
)


def key_of_right(right: Right) -> object:
    """Return what a row is known by."""
    return right
