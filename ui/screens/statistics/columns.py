"""What the tables of statistics show: every figure as a column, and the cases behind one."""

from __future__ import annotations

from functools import partial

from app.statistics.definitions import ALL_FIGURES
from app.statistics.events import Domain, Event
from app.statistics.models import CaseRow, Figure, TableRow
from ui.tables.columns import Column

FIGURE_WIDE = 84
_KEYS = tuple(ALL_FIGURES)
_NUMBER, _PARTY, _DIVISION, _STATE, _NOTE, _LONG_NOTE = 1, 3, 4, 6, 7, 8
_UNNUMBERED = frozenset({_NUMBER, _PARTY, _STATE, _NOTE})
_ABSENCE = frozenset({_NUMBER, _PARTY, _NOTE})
_SILENT = {
    Event.POST: _UNNUMBERED,
    Event.STAFFED: _UNNUMBERED,
    Event.BEHALF: _UNNUMBERED,
    Event.LATE_AWAY: frozenset({_STATE, _NOTE}),
    Event.PLANNED: _ABSENCE,
    Event.PLANNED_UNHANDED: _ABSENCE,
    Event.SUDDEN: _ABSENCE,
    Event.SUDDEN_UNHANDED: _ABSENCE,
}


def _name(row: TableRow) -> str:
    return row.name


def _said(key: str, row: TableRow) -> str:
    return row.cells[key].shown if key in row.cells else ""


NAME = Column(title="名称", text=_name, tip=_name, ends=True)
COLUMNS = (
    NAME,
    *(
        Column(title=figure.title, text=partial(_said, key), width=FIGURE_WIDE, right=True)
        for key, figure in ALL_FIGURES.items()
    ),
)


def figure_at(column: int) -> Figure | None:
    """Return the figure a column shows, None for the column of names."""
    return ALL_FIGURES[_KEYS[column - 1]] if column > 0 else None


def column_of(figure: Figure) -> int:
    """Return the place of a figure's column."""
    return _KEYS.index(figure.key) + 1


def key_of_row(row: TableRow) -> object:
    """Return what a row is known by."""
    return row.key


def _behind(what: str, who: str) -> tuple[Column, ...]:
    return (
        Column(title="日期", text=lambda row: row.day.isoformat(), width=104),
        Column(title="编号", text=lambda row: row.number, width=150, bold=True),
        Column(title=what, text=lambda row: row.matter_name, tip=lambda row: row.matter_name, ends=True),
        Column(title=who, text=lambda row: row.party, width=132, wide=72, masked=True),
        Column(title="处室", text=lambda row: row.division, width=124, role=lambda _row: "secondary"),
        Column(title="经办人", text=lambda row: row.clerk, width=80),
        Column(title="现状", text=lambda row: row.state, width=100, role=lambda _row: "secondary"),
        Column(title="说明", text=lambda row: row.note, width=232, tip=lambda row: row.note),
        Column(title="说明", text=lambda row: row.note, tip=lambda row: row.note),
    )


BEHIND = {Domain.CASES: _behind("事项", "申请人"), Domain.ORDERS: _behind("诉求", "诉求人")}


def hidden(event: Event, *, narrow: bool) -> frozenset[int]:
    """Return the columns that say nothing of what is listed or have no room; a long note takes half of it."""
    silent = _SILENT.get(event)
    if silent is None:
        return frozenset({_LONG_NOTE, *([_DIVISION] if narrow else [])})
    return silent | ({_DIVISION, _PARTY} if narrow else frozenset())


def key_of_case(row: CaseRow) -> object:
    """Return what a case behind a figure is known by."""
    return row.case, row.number, row.day, row.note
