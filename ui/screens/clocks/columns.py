"""What the tables of the wall show."""

from __future__ import annotations

from collections.abc import Callable

from app.clock import short_date
from app.custody.lights import Light
from app.custody.wall import Load
from app.custody.worklist import WorkItem
from ui.dates.due import day_words
from ui.screens.acts import LIGHT_ROLES, item_due
from ui.screens.clocks.requests import Request
from ui.tables.columns import Column

OUTER, PARTY, NUMBER, DIVISION = 1, 3, 5, 7


def _quiet(_row: object) -> str:
    return "secondary"


def _outer(item: WorkItem) -> str:
    day = item.outer_due
    return short_date(day) if day is not None else ""


def _outer_weekday(item: WorkItem) -> str:
    return day_words(item.outer_due) if item.outer_due is not None else ""


ITEMS = (
    Column(title="期限", text=lambda item: str(item.due or "无期限"), width=232, due=item_due),
    Column(title="法定期限", text=_outer, width=88, wide=38, role=_quiet, tip=_outer_weekday),
    Column(
        title="事项",
        text=lambda item: item.title,
        bold=True,
        ends=True,
        tip=lambda item: f"{item.title}（{item.number}）",
    ),
    Column(
        title="申请人",
        text=lambda item: item.party,
        width=108,
        wide=72,
        masked=True,
        tip=lambda item: item.party,
    ),
    Column(
        title="步骤",
        text=lambda item: item.step,
        width=168,
        wide=32,
        role=_quiet,
        tip=lambda item: item.step,
    ),
    Column(title="受理编号", text=lambda item: item.number, width=124, wide=24, role=_quiet),
    Column(
        title="现由",
        text=lambda item: item.holder,
        width=108,
        wide=16,
        ends=True,
        role=_quiet,
        tip=lambda item: item.holder,
    ),
    Column(title="处室", text=lambda item: item.division, width=132, role=_quiet),
)


def _number(light: Light) -> Callable[[Load], str]:
    return lambda load: str(load.lights[light] or "")


def _ink(light: Light) -> Callable[[Load], str]:
    return lambda load: LIGHT_ROLES[light] if load.lights[light] else "secondary"


def _light(light: Light, title: str) -> Column:
    return Column(title=title, text=_number(light), width=46, right=True, bold=True, role=_ink(light))


LOADS = (
    Column(title="", text=lambda load: load.name, ends=True, tip=lambda load: load.name),
    _light(Light.LATE, "逾期"),
    _light(Light.TODAY, "今日"),
    _light(Light.SOON, "临期"),
    Column(title="合计", text=lambda load: str(load.items), width=46, right=True, role=_quiet),
)

REQUESTS = (
    Column(title="期限", text=lambda each: str(each.item.due), width=240, due=lambda each: item_due(each.item)),
    Column(title="申请延期", text=lambda each: f"{each.days}个工作日", width=96, bold=True),
    Column(title="理由", text=lambda each: each.reason, tip=lambda each: each.reason),
    Column(
        title="事项",
        text=lambda each: each.item.title,
        width=200,
        wide=120,
        ends=True,
        tip=lambda each: each.item.title,
    ),
    Column(title="受理编号", text=lambda each: each.item.number, width=124, role=_quiet),
    Column(title="提出人", text=lambda each: each.asked_by, width=96, role=_quiet),
)


def key_of_item(item: WorkItem) -> str:
    """Return what a row is known by."""
    return item.subject


def key_of_load(load: Load) -> object:
    """Return what a row is known by."""
    return load.chosen


def key_of_request(request: Request) -> int:
    """Return what a row is known by."""
    return request.case.id
