"""What the tables of an import show: headings and their columns, changes, and rows that are not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.hotline.columns import COLUMNS
from app.hotline.importing_models import Heading, Rehearsal
from app.hotline.importing_orders import shown
from app.hotline.reading import ASIDE
from ui.tables.columns import Column

ASIDE_WORDS = "不对应，原样保留"
CHOICES: tuple[tuple[str, str], ...] = (
    (ASIDE_WORDS, ASIDE),
    *((column.title, column.key) for column in COLUMNS),
)


@dataclass(frozen=True)
class Told:
    """A line of the changes or of the rows not taken: which row, whose number, and what there is to say."""

    row: int
    number: str
    field: str
    before: str
    after: str


HEADINGS = (
    Column(title="表头", text=lambda each: each.text or "（空）", width=190, bold=True),
    Column(title="示例", text=lambda each: each.example.replace("\n", " "), tip=lambda each: each.example),
    Column(
        title="对应的列",
        text=lambda each: each.title or ASIDE_WORDS,
        width=190,
        role=lambda each: "text" if each.key else "secondary",
    ),
)
CHANGES = (
    Column(title="行", text=lambda each: str(each.row), width=64, right=True),
    Column(title="工单编号", text=lambda each: each.number, width=190, ends=True),
    Column(title="项目", text=lambda each: each.field, width=130),
    Column(title="现在", text=lambda each: each.before or "（空）", tip=lambda each: each.before),
    Column(title="改为", text=lambda each: each.after, tip=lambda each: each.after),
)
REJECTED = (
    Column(title="行", text=lambda each: str(each.row), width=64, right=True),
    Column(title="工单编号", text=lambda each: each.number, width=190, ends=True),
    Column(title="原因", text=lambda each: each.after, role=lambda _: "late", tip=lambda each: each.after),
)
FIRST = (
    Column(title="行", text=lambda each: str(each.row), width=64, right=True),
    Column(title="工单编号", text=lambda each: each.number, width=190, ends=True),
    Column(title="类型", text=lambda each: shown(each.values["type"]), width=80),
    Column(title="标题", text=lambda each: each.values["title"]),
    Column(title="来电时间", text=lambda each: shown(each.values.get("called_at")), width=160),
    Column(title="主办单位", text=lambda each: each.values.get("lead", ""), width=150),
)


def changes_of(rehearsal: Rehearsal) -> tuple[Told, ...]:
    """Return what changes, a line for each field."""
    return tuple(
        Told(each.row, each.number, one.field, one.before, one.after)
        for each in rehearsal.changed
        for one in each.differences
    )


def rejected_of(rehearsal: Rehearsal) -> tuple[Told, ...]:
    """Return the rows that are not taken, with the reason."""
    place = next((at for at, each in enumerate(rehearsal.headings) if each.key == "number"), None)
    return tuple(
        Told(each.row, each.cells[place] if place is not None else "", "", "", each.reason)
        for each in rehearsal.rejected
    )


def mapped(given: Mapping[str, str], changed: Heading, key: str) -> dict[str, str]:
    """Return the whole mapping once a heading was given another column; who had it before has none."""
    taken = {text: ASIDE if key not in (ASIDE, "") and had == key else had for text, had in given.items()}
    return {**taken, changed.text: key}
