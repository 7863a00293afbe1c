"""A table of statistics, and what is behind a figure, on paper for reading; no official document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.clock import chinese_date
from app.forms.layout import BLOCK_MM, FORM_PAGE, NOTE_PT, continued
from app.forms.sheet import TITLE_PT, Align, Block, Cell, Face, Grid, Item, Items, Note, Paragraph, Row, Sheet
from app.statistics.definitions import order_of_rows
from app.statistics.models import CaseRow, Cut, Figure, Group, Table, TableRow, Unit

_PT = 10.0
_NUMBER_MM = 16.0
_HEAD_MM, _ROW_MM = 9.0, 7.0
_FOOT = "“—”表示除数为零。本页供工作参考，不编号，不作公文。"
_CASE_HEADS = (
    ("日期", 20.0), ("编号", 29.0), ("事项", 37.0), ("申请人", 20.0), ("处室", 24.0), ("现状", 26.0),
)  # fmt: skip


def page_of_table(table: Table, group: Group, made_on: date) -> Sheet:
    """Return the figures of a group as printed: the rows, the total, and how each figure is reckoned."""
    title = f"{table.domain.value}统计：{group.title}"
    blocks: tuple[Block, ...] = (
        _title(title),
        _said(f"{table.span}　{table.where}　{table.cut.value}"),
        _figures(table, group),
        Note(text=order_of_rows(table.domain, table.cut), size=NOTE_PT, clings=True),
        Paragraph(text="口径", face=Face.HEI, size=12.0, before=4.0, after=1.5, keep_with_next=True),
        _definitions(group),
        Note(text=f"数据截至{chinese_date(made_on)}。{_FOOT}", size=NOTE_PT),
    )
    return Sheet(title=title, blocks=blocks, page=FORM_PAGE, continuation=continued(title), author="")


def page_of_cases(title: str, rows: Sequence[CaseRow], made_on: date) -> Sheet:
    """Return what is behind a figure as printed, applicants masked as in the list."""
    lines = [_case(row) for row in rows]
    blocks: tuple[Block, ...] = (
        _title("统计明细"),
        _said(f"{title}　共{len(rows)}条"),
        _grid([head for head, _wide in _CASE_HEADS], [wide for _head, wide in _CASE_HEADS], lines),
        Note(text=f"数据截至{chinese_date(made_on)}。{_FOOT}", size=NOTE_PT),
    )
    return Sheet(
        title=f"统计明细 {title}", blocks=blocks, page=FORM_PAGE, continuation=continued(title), author=""
    )


def _title(text: str) -> Paragraph:
    return Paragraph(
        text=text, face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=2.0, keep_with_next=True
    )


def _said(text: str) -> Paragraph:
    return Paragraph(text=text, size=12.0, align=Align.CENTRE, after=3.0, keep_with_next=True)


def _figures(table: Table, group: Group) -> Grid:
    heads = (
        table.cut.value.removeprefix("按") if table.cut is not Cut.NONE else "范围",
        *map(_head, group.figures),
    )
    widths = (BLOCK_MM - _NUMBER_MM * len(group.figures), *[_NUMBER_MM] * len(group.figures))
    lines = [_line(row, group, bold=row.is_class) for row in table.rows_of(group)]
    return _grid(heads, widths, [*lines, _line(table.total, group, bold=True)])


def _head(figure: Figure) -> str:
    return figure.title if figure.unit is Unit.PERCENT else f"{figure.title}\n（{figure.unit.value}）"


def _line(row: TableRow, group: Group, *, bold: bool) -> tuple[Cell, ...]:
    face = Face.HEI if bold else None
    numbers = (Cell(text=row.cells[figure.key].shown, align=Align.RIGHT, face=face) for figure in group.figures)
    return (Cell(text=row.name, align=Align.LEFT, face=face), *numbers)


def _case(row: CaseRow) -> tuple[Cell, ...]:
    state = "，".join(filter(None, (row.state, row.note)))
    texts = (row.day.isoformat(), row.number, row.matter_name, row.party, row.division, state)
    return tuple(Cell(text=text, align=Align.LEFT) for text in texts)


def _grid(heads: Sequence[str], widths: Sequence[float], lines: Sequence[tuple[Cell, ...]]) -> Grid:
    top = Row(cells=tuple(Cell(text=head, label=True) for head in heads), height=_HEAD_MM, keep_with_next=True)
    rows = tuple(Row(cells=cells, height=_ROW_MM) for cells in lines)
    return Grid(widths=tuple(widths), rows=(top, *rows), heading=1, size=_PT)


def _definitions(group: Group) -> Items:
    items = tuple(
        Item(mark=f"{place}.", text=f"{figure.title}：{figure.definition}")
        for place, figure in enumerate(group.figures, 1)
    )
    return Items(items=items, size=NOTE_PT, hang=2.0, indent=0.0)
