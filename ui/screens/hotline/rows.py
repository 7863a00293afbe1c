"""What a row of the queue shows of a work order, and which columns there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.calendar.engine import WorkCalendar
from app.clock import chinese_date_weekday, local, short_moment
from app.custody.lights import Light, light_of, light_on, soon_until
from app.custody.models import Segment
from app.hotline.models import OrderId, OrderState, Share, WorkOrder
from app.hotline.queue import WITH_PARTS, Claim, QueueView
from app.hotline.showing import OrderRow
from ui.dates.due import DueView
from ui.screens.hotline.facts import times_facts
from ui.screens.hotline.words import SHORT, STATE_ROLES
from ui.tables.columns import Column

IsMarked = Callable[[OrderId], bool]


@dataclass(frozen=True, kw_only=True)
class Row:
    """An order in the queue: who works on it now ("" for nobody), who has it, and until when.

    ``part`` says what the person's own division owes of another's order, "" for none.
    """

    order: WorkOrder
    works: str
    mine: bool
    holder: str
    due: DueView | None
    part: str = ""


def row_of(row: OrderRow, today: date, calendar: WorkCalendar, me: int, view: QueueView) -> Row:
    """Return the row of an order for a person (``me``: his staff id).

    全部 shows until when an order had to be answered, also where its caller is only to be called back; the
    views that show parts show until when the part is owed.
    """
    segment, claim = row.segment, row.claim
    if row.part is not None and (view is QueueView.MINE or view in WITH_PARTS):
        segment = row.part
    over = view is QueueView.ALL and row.order.state is OrderState.TO_CALL_BACK
    return Row(
        order=row.order,
        works=works_words(claim, me),
        mine=claim is not None and claim.staff == me,
        holder=(segment.staff_name or segment.division_name) if segment else "",
        due=due_of(row.order, None if over else segment, today, calendar),
        part=part_words(row.part),
    )


def part_words(part: Segment | None) -> str:
    """Return until when one's division owes a part, and who there has it: 协办，11月25日 周三前反馈（郑某）."""
    if part is None or part.holding.due is None:
        return ""
    who = f"，由{part.staff_name}办" if part.staff_name else ""
    return f"本单位协办，{chinese_date_weekday(part.holding.due)}前反馈{who}"


def due_of(order: WorkOrder, segment: Segment | None, today: date, calendar: WorkCalendar) -> DueView | None:
    """Return until when whoever has the order has time; of a done one, its limit as it was."""
    if segment is None or segment.holding.due is None:
        return DueView(due=order.due, remaining=0, done=True) if order.due is not None else None
    day, light = segment.holding.due, light_of(segment.holding, today, calendar)
    return DueView(
        due=day,
        remaining=calendar.workdays_between(today, day),
        provisional=segment.holding.provisional,
        late=day < today,
        soon=None if light is Light.TODAY else light is Light.SOON,
    )


def due_of_part(part: Share, today: date, calendar: WorkCalendar) -> DueView:
    """Return until when a division owes its part of another's order."""
    light = light_on(part.due, soon_until(0, "", today, calendar), today)
    return DueView(
        due=part.due,
        remaining=calendar.workdays_between(today, part.due),
        provisional=not calendar.is_known(part.due.year),
        late=part.due < today,
        soon=None if light is Light.TODAY else light is Light.SOON,
    )


def works_words(claim: Claim | None, me: int) -> str:
    """Return who works on an order and until when it is his: 吴志宏 至10:42; "" for nobody."""
    if claim is None:
        return ""
    until = local(claim.until)
    return f"{'我' if claim.staff == me else claim.staff_name} 至{until.hour}:{until.minute:02d}"


def times_words(order: WorkOrder) -> str:
    """Return how often it was supervised, returned and done again: 督2 退1."""
    times = (("督", order.supervisions), ("退", order.returns), ("重", order.reworks))
    return " ".join(f"{word}{count}" for word, count in times if count)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A column of the queue: its name in what is remembered, and how soon it gives way (0: never)."""

    key: str
    gives_way: int
    column: Column


def _title() -> Column:
    return Column(
        title="标题",
        text=lambda row: (
            f"{'【急】' if row.order.urgent else ''}{'【协办】' if row.part else ''}{row.order.title}"
        ),
        bold=True,
        role=lambda row: "late" if row.order.urgent else "text",
        tip=lambda row: "\n".join(filter(None, (f"{row.order.title}（{row.order.number}）", row.part))),
    )


def _arrived(row: Row) -> str:
    return short_moment(row.order.arrived_at)


def _state(row: Row) -> tuple[str, str]:
    state = row.order.state
    return SHORT.get(state, state.value), STATE_ROLES[state]


def _works(row: Row) -> tuple[str, str] | None:
    return (row.works, "on_time" if row.mine else "soon") if row.works else None


def _quiet(_row: Row) -> str:
    return "secondary"


def _accent(_row: Row) -> str:
    return "accent"


def _lead(row: Row) -> str:
    return "text" if row.order.lead_name else "secondary"


def _times(row: Row) -> str:
    return "late" if row.order.supervisions or row.order.reworks else "secondary"


def _lead_words(row: Row) -> str:
    return row.order.lead_name or "未分派"


def _times_text(row: Row) -> str:
    return times_words(row.order)


_TABLE = (
    (
        "due",
        0,
        Column(
            title="到期",
            text=lambda row: str(row.due or ""),
            width=234,
            wide=14,
            due=lambda row: row.due,
            role=_quiet,
        ),
    ),
    ("type", 3, Column(title="类型", text=lambda row: row.order.type.value, width=56, role=_quiet)),
    ("title", 0, _title()),
    ("state", 1, Column(title="状态", text=lambda row: row.order.state.value, width=112, chip=_state)),
    ("works", 2, Column(title="正在办理", text=lambda row: row.works, width=128, chip=_works)),
    ("lead", 5, Column(title="主办", text=_lead_words, width=124, role=_lead, ends=True)),
    ("handler", 6, Column(title="经办人", text=lambda row: row.order.handler_name, width=80, role=_quiet)),
    (
        "times",
        4,
        Column(title="次数", text=_times_text, width=92, role=_times, tip=lambda row: times_facts(row.order)),
    ),
    ("caller", 7, Column(title="诉求人", text=lambda row: row.order.caller.name, width=92, masked=True)),
    (
        "number",
        8,
        Column(title="工单编号", text=lambda row: row.order.number, width=148, role=_quiet, ends=True),
    ),
    ("topic", 9, Column(title="业务分类", text=lambda row: row.order.topic, width=84, role=_quiet)),
    ("arrived", 10, Column(title="收到", text=_arrived, width=112, role=_quiet)),
)
MARK, DUE, TITLE, CALLER = 0, 1, 3, 9  # places in the table


def shown_columns(is_marked: IsMarked) -> tuple[Shown, ...]:
    """Return every column in its place; ``is_marked`` tells which rows a bulk act is for."""
    mark = Column(title="", text=lambda row: "✓" if is_marked(row.order.id) else "", width=36, role=_accent)
    table = (("mark", 0, mark), *_TABLE)
    return tuple(Shown(key=key, gives_way=way, column=column) for key, way, column in table)


def key_of(row: Row) -> OrderId:
    """Return what a row is known by."""
    return row.order.id
