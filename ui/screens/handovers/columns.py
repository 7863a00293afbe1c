"""What the tables of handovers and of their items show."""

from __future__ import annotations

from collections.abc import Callable

from app.people.halves import span_words
from app.posts.hand_overview import HandoverLine
from app.posts.hand_standing import Step
from app.posts.handed import HandoverItem, Stage
from ui.dates.due import DueView, day_words
from ui.screens.spans import short_span
from ui.tables.columns import Column

STEP_ROLES = {
    Step.ASKED: "secondary",
    Step.SHORT: "secondary",
    Step.BARE: "soon",
    Step.WAITING: "soon",
    Step.OBJECTED: "late",
    Step.UNSIGNED: "soon",
    Step.HANDED: "on_time",
    Step.OVER: "soon",
    Step.RETURN_UNSIGNED: "soon",
    Step.CLOSED: "secondary",
}
_STAGE_ROLES = {
    Stage.WAITING: "soon",
    Stage.TAKEN: "on_time",
    Stage.OBJECTED: "late",
    Stage.DONE: "secondary",
    Stage.BACK: "accent",
    Stage.PASSED: "secondary",
}
NEXT, PLACE = 4, 5
_NOT_YET = "未交接"


def _step(line: HandoverLine) -> tuple[str, str]:
    return line.standing.step.value, STEP_ROLES[line.standing.step]


def _tip(line: HandoverLine) -> str:
    absence = line.absence
    told = f"{absence.staff_name}{absence.reason.value}，{span_words(absence.starts, absence.until)}"
    return "\n".join(filter(None, (told, line.standing.waits)))


LINES = (
    Column(title="状态", text=lambda row: row.standing.step.value, width=88, chip=_step, tip=_tip),
    Column(title="离岗人", text=lambda row: row.absence.staff_name, width=68, bold=True, tip=_tip),
    Column(
        title="时间",
        text=lambda row: short_span(row.absence.starts, row.absence.until),
        role=lambda _: "secondary",
        tip=_tip,
    ),
)


def key_of_line(line: HandoverLine) -> object:
    """Return what a row is known by."""
    return int(line.absence.id)


def key_of_item(item: HandoverItem) -> object:
    """Return what a row is known by."""
    return item.key


def _quiet(_item: HandoverItem) -> str:
    return "secondary"


def _told(item: HandoverItem) -> str:
    return "\n".join(f"{name}：{text}" for name, text in facts_of(item))


def facts_of(item: HandoverItem) -> tuple[tuple[str, str], ...]:
    """Return what is known of an item beyond its row."""
    facts = (
        ("当事人", item.party),
        ("环节", item.step),
        ("下一步", item.next_act),
        ("材料", item.place),
        ("风险", item.risk),
        ("备注", item.remark),
        ("异议", item.objection),
        ("接收", item.taken_by_name),
    )
    return tuple((name, text) for name, text in facts if text)


def item_columns(
    due_of: Callable[[HandoverItem], DueView | None], is_made: Callable[[], bool]
) -> tuple[Column, ...]:
    """Return the columns of the items.

    ``due_of`` gives an item's due date as it is shown, ``is_made`` whether anything was handed over.
    """

    def stage(item: HandoverItem) -> tuple[str, str]:
        shown = (item.stage.value, _STAGE_ROLES[item.stage])
        return shown if is_made() or item.stage is not Stage.WAITING else (_NOT_YET, "secondary")

    return (
        Column(title="接收", text=lambda row: stage(row)[0], width=80, chip=stage),
        Column(title="到期", text=_due_words, width=212, due=due_of),
        Column(title="事项", text=lambda row: row.title, bold=True, ends=True, tip=_told),
        Column(title="类型", text=lambda row: row.kind, width=92, role=_quiet),
        Column(title="下一步", text=lambda row: row.next_act or "—", width=148, role=_quiet, wraps=True),
        Column(title="材料位置", text=lambda row: row.place or "—", width=120, role=_quiet, wraps=True),
    )


def _due_words(item: HandoverItem) -> str:
    return day_words(item.due) if item.due else "无期限"
