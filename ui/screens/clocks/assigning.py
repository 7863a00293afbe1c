"""登记来文来函、上级交办: what is filled in, and the command made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.calendar.engine import WorkCalendar
from app.cases.commands import RegisterAssignment
from app.desk import Desk
from app.forms.fields import Field, Kind, Section
from app.people.models import Actor, Staff
from app.people.permissions import Right
from ui.dialogs.fields import FieldsQuestion

LETTER, TASK = "来文来函", "上级交办"
_TEXT = "来文、交办有明确时限的，登记后与办件一样计时、提醒。"


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Whom a letter or a task can go to, by name."""

    handlers: Mapping[str, str]
    leaders: Mapping[str, str]
    calendar: WorkCalendar


def read_assigned(desk: Desk, actor: Actor) -> Assigned:
    """Return the handlers and the leaders of the division."""
    return Assigned(
        handlers=_logins(desk.staffing.holders_of(Right.COMPLETE_CASE, actor.division)),
        leaders=_logins(desk.staffing.holders_of(Right.APPROVE_EXTENSION, actor.division)),
        calendar=desk.calendar.current(),
    )


def _logins(staff: Iterable[Staff]) -> dict[str, str]:
    """Return the login by the name that is shown; who has another's name is shown with his login."""
    found: dict[str, str] = {}
    for each in staff:
        name = f"{each.name}（{each.login}）" if each.name in found else each.name
        found[name] = each.login
    return found


def question_of(assigned: Assigned, today: date) -> FieldsQuestion:
    """Return what is asked."""
    return FieldsQuestion(
        title="登记来文来函、上级交办",
        text=_TEXT,
        confirm="登记",
        sections=_sections(assigned),
        values={"kind": LETTER, "received_on": today.isoformat(), **_only(assigned)},
    )


def _only(assigned: Assigned) -> dict[str, str]:
    return {"handler": next(iter(assigned.handlers))} if len(assigned.handlers) == 1 else {}


def _sections(assigned: Assigned) -> tuple[Section, ...]:
    handlers, leaders = tuple(assigned.handlers), tuple(assigned.leaders)
    return (
        Section(
            title="来文（交办）",
            fields=(
                Field(
                    key="kind", label="类别", kind=Kind.CHOICE, required=True, choices=(LETTER, TASK), width=6
                ),
                Field(key="received_on", label="收文日期", kind=Kind.DATE, required=True, width=6),
                Field(key="title", label="标题", required=True, longest=200),
                Field(key="sender", label="来文单位", required=True, width=6, longest=100),
                Field(key="reference", label="来文文号", width=6, longest=100),
                Field(key="requirement", label="办理要求", kind=Kind.LONG, lines=2, longest=2_000),
                Field(key="due_on", label="办结日期", kind=Kind.DATE, width=6, help="来文写明日期的填这里"),
                Field(
                    key="days", label="工作日数", kind=Kind.COUNT, width=6, least=1, help="只写明天数的填这里"
                ),
                Field(
                    key="handler", label="经办人", kind=Kind.CHOICE, required=True, choices=handlers, width=6
                ),
                *(_leader(leaders) if leaders else ()),
            ),
        ),
    )


def _leader(leaders: tuple[str, ...]) -> tuple[Field, ...]:
    help_text = "上级交办须报告分管局领导（限时办结制四）"
    return (
        Field(key="leader", label="报告的领导", kind=Kind.CHOICE, choices=leaders, width=6, help=help_text),
    )


def command_of(values: Mapping[str, Any], assigned: Assigned) -> RegisterAssignment:
    """Return the command of what was filled in and read without a problem."""

    def day(key: str) -> date | None:
        return date.fromisoformat(str(values[key])) if values.get(key) else None

    received_on = day("received_on")
    assert received_on is not None
    return RegisterAssignment(
        task=values["kind"] == TASK,
        title=str(values["title"]),
        sender=str(values["sender"]),
        received_on=received_on,
        handler=assigned.handlers.get(str(values.get("handler")), ""),
        leader=assigned.leaders.get(str(values.get("leader")), ""),
        reference=str(values.get("reference") or ""),
        due_on=day("due_on"),
        days=int(values.get("days") or 0),
        requirement=str(values.get("requirement") or ""),
    )
