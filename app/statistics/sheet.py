"""Writes a table of statistics as XLSX: the figures with their headings, and the definitions beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from app.errors import Unavailable, why
from app.sheets.writing import LINE, set_height
from app.statistics.definitions import BY_CLERK, order_of_rows
from app.statistics.events import Domain
from app.statistics.models import NONE, CaseRow, Cell, Cut, Figure, Table, TableRow, Unit
from app.statistics.person import PersonYear
from app.statistics.sheet_chart import CHART_SHEET, draw_figures

FIGURES_SHEET = "统计"
DEFINITIONS_SHEET = "口径"
SUMS_SHEET = "摘要"
CASES_SHEET = "明细"
_CASE_COLUMNS = ("日期", "编号", "事项", "申请人", "处室", "经办人", "现状", "说明")
_HEAD = 3  # the row of the headings, counted from 0
_A4 = 9  # the writer's number of the paper
_FONT = {"font_name": "宋体", "font_size": 11}
_HEADING = 36  # the height of the headings, which break, pt
_WIDEST, _NAME, _NUMBER = 60, 34, 10  # widths of columns, in digits
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.7}  # inches
_FORMATS = {Unit.PERCENT: "0.0%", Unit.EACH: "0.00"}


def write_sheet(path: Path, table: Table) -> None:
    """Write the table to a file, with its definitions; raises ``Unavailable`` where that fails."""
    content = BytesIO()
    book = _book(content)
    faces = _faces(book)
    _write_figures(book.add_worksheet(FIGURES_SHEET), table, faces, _sum_faces(book))
    drawn = book.add_worksheet(CHART_SHEET)
    draw_figures(book, drawn, FIGURES_SHEET, table, _HEAD + 1)
    _lay_on_paper(drawn)
    _write_definitions(book.add_worksheet(DEFINITIONS_SHEET), table, faces)
    _keep(book, content, path)


def write_tables(path: Path, tables: Mapping[str, Table]) -> None:
    """Write tables alike to one file, each on a sheet of its name, with their definitions; ``Unavailable``."""
    content = BytesIO()
    book = _book(content)
    faces = _faces(book)
    for name, table in tables.items():
        _write_figures(book.add_worksheet(name), table, faces, _sum_faces(book))
    _write_definitions(book.add_worksheet(DEFINITIONS_SHEET), next(iter(tables.values())), faces)
    _keep(book, content, path)


def _keep(book: Any, content: BytesIO, path: Path) -> None:
    book.close()
    try:
        path.write_bytes(content.getvalue())
    except (OSError, ValueError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else "路径不正确"
        raise Unavailable(f"无法写入“{path}”：{reason}。应确认文件夹存在且文件没有被打开。") from fault


def write_person(path: Path, year: PersonYear) -> None:
    """Write a person's year to a file: figures with definitions, then each list on a sheet of its own.

    Raises ``Unavailable`` where that fails.
    """
    content = BytesIO()
    book = _book(content)
    faces = _faces(book)
    sheet = book.add_worksheet(SUMS_SHEET)
    sheet.write_string(0, 0, f"{year.name}　{year.division}　{year.year}年度（至{year.until}）", faces["title"])
    rows = tuple((each.title, each.shown, each.definition) for each in year.sums)
    _write_list(sheet, 2, ("指标", "数值", "口径"), rows, faces)
    for part in year.parts:
        _write_list(book.add_worksheet(part.title), 0, part.columns, part.rows, faces)
    _keep(book, content, path)


def write_cases(path: Path, title: str, rows: Iterable[CaseRow]) -> None:
    """Write the cases behind a figure to a file, as the list shows them; raises ``Unavailable``."""
    content = BytesIO()
    book = _book(content)
    faces = _faces(book)
    sheet = book.add_worksheet(CASES_SHEET)
    sheet.write_string(0, 0, title, faces["title"])
    _write_list(sheet, 2, _CASE_COLUMNS, tuple(map(_line, rows)), faces)
    _keep(book, content, path)


def _line(row: CaseRow) -> tuple[str | date, ...]:
    return (
        row.day, row.number, row.matter_name, row.party, row.division, row.clerk, row.state, row.note,
    )  # fmt: skip


def _write_list(
    sheet: Any,
    first: int,
    columns: tuple[str, ...],
    rows: tuple[tuple[str | date, ...], ...],
    faces: dict[str | Unit, Any],
) -> None:
    widths = [_width_of(row[place] for row in rows) for place in range(len(columns))]
    for place, heading in enumerate(columns):
        sheet.write_string(first, place, heading, faces["head"])
        sheet.set_column(place, place, widths[place])
    for number, row in enumerate(rows, start=first + 1):
        set_height(sheet, number, tuple(zip(row, widths, strict=True)))
        for place, said in enumerate(row):
            if isinstance(said, date):
                sheet.write_datetime(number, place, said, faces["day"])
            else:
                sheet.write_string(number, place, said, faces["text"])
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    sheet.fit_to_pages(1, 0)
    _lay_on_paper(sheet)


def _width_of(said: Iterable[str | date]) -> int:
    """Return the width of a column in digits; a character of Chinese takes two."""
    return min(_WIDEST, max((12, *(2 * len(str(each)) for each in said))))


def _book(content: BytesIO) -> Any:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs the writer

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    return Workbook(content, {**plain, "default_format_properties": _FONT})


def _faces(book: Any) -> dict[str | Unit, Any]:
    edge = {"border": 1, "border_color": "#BFC5CC", "valign": "vcenter"}
    head = {**edge, "bold": True, "bg_color": "#E5EDF8", "align": "center", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "small": book.add_format({"font_color": "#5F6670"}),
        "head": book.add_format(head),
        "name": book.add_format({**edge, "text_wrap": True}),
        "text": book.add_format({**edge, "text_wrap": True}),
        "day": book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "left"}),
        **{unit: book.add_format({**edge, "num_format": _FORMATS.get(unit, "#,##0")}) for unit in Unit},
        NONE: book.add_format({**edge, "align": "right"}),
    }


def _sum_faces(book: Any) -> dict[str | Unit, Any]:
    """Return how the total looks: bold on the ground of the headings."""
    edge = {"border": 1, "border_color": "#BFC5CC", "valign": "vcenter", "bold": True, "bg_color": "#F3F6FB"}
    return {
        "name": book.add_format(edge),
        **{unit: book.add_format({**edge, "num_format": _FORMATS.get(unit, "#,##0")}) for unit in Unit},
        NONE: book.add_format({**edge, "align": "right"}),
    }


def _write_figures(sheet: Any, table: Table, faces: dict[str | Unit, Any], sums: dict[str | Unit, Any]) -> None:
    sheet.write_string(0, 0, f"{table.domain.value}统计（{table.cut.value}）", faces["title"])
    sheet.write_string(1, 0, f"{table.span}　{table.where}", faces["small"])
    order = order_of_rows(table.domain, table.cut)
    sheet.write_string(1, 1, f"{order}口径见“{DEFINITIONS_SHEET}”。", faces["small"])
    sheet.merge_range(_HEAD - 1, 0, _HEAD, 0, _first_heading(table.cut), faces["head"])
    lines = [(row, sums if row is table.total else faces) for row in table.lines]
    place = 1
    for group in table.groups:
        last = place + len(group.figures) - 1
        sheet.merge_range(_HEAD - 1, place, _HEAD - 1, last, group.title, faces["head"])
        for figure in group.figures:
            sheet.write_string(_HEAD, place, f"{figure.title}\n（{figure.unit.value}）", faces["head"])
            for number, (row, look) in enumerate(lines, start=_HEAD + 1):
                _write_cell(sheet, (number, place), figure, row.cells[figure.key], look)
            place += 1
    for number, (row, look) in enumerate(lines, start=_HEAD + 1):
        sheet.write_string(number, 0, row.name, look["name"])
        set_height(sheet, number, ((row.name, _NAME),))
    sheet.set_column(0, 0, _NAME)
    sheet.set_column(1, place - 1, _NUMBER)
    sheet.set_row(_HEAD - 1, LINE)
    sheet.set_row(_HEAD, _HEADING)
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.repeat_rows(_HEAD - 1, _HEAD)
    sheet.repeat_columns(0)
    sheet.set_v_pagebreaks(_breaks(table))
    _lay_on_paper(sheet)


def _breaks(table: Table) -> list[int]:
    """Return before which columns a new page begins: one page a group, so that figures can be read on paper."""
    ends = accumulate((len(group.figures) for group in table.groups), initial=1)
    return list(ends)[1:-1]


def _lay_on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.set_footer("&C第&P页，共&N页")


def _first_heading(cut: Cut) -> str:
    return "范围" if cut is Cut.NONE else cut.value.removeprefix("按")


def _write_cell(
    sheet: Any, place: tuple[int, int], figure: Figure, cell: Cell, faces: dict[str | Unit, Any]
) -> None:
    if cell.value is None:
        sheet.write_string(*place, cell.shown, faces[NONE])
    else:
        sheet.write_number(*place, float(cell.value), faces[figure.unit])


def _write_definitions(sheet: Any, table: Table, faces: dict[str | Unit, Any]) -> None:
    sheet.set_column(0, 2, 12)
    sheet.set_column(3, 3, 90)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    _lay_on_paper(sheet)
    for place, title in enumerate(("类别", "指标", "单位", "口径")):
        sheet.write_string(0, place, title, faces["head"])
    lines = [(g.title, f.title, f.unit.value, f.definition) for g in table.groups for f in g.figures]
    lines += [("说明", "顺序", "", order_of_rows(table.domain, table.cut))]
    lines += [("说明", NONE, "", "除数为零，没有可计算的。")]
    if table.domain is Domain.CASES:
        lines += [("说明", "经办人", "", BY_CLERK), ("说明", "空白", "", "岗位、离岗和首问不分事项和类别。")]
    for number, line in enumerate(lines, start=1):
        set_height(sheet, number, ((line[-1], 90),))
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, faces["text"])


def numbers_of(row: TableRow) -> dict[str, int | float | None]:
    """Return a row's figures as plain numbers, shares as fractions of one to four places."""
    return {key: _plain(cell) for key, cell in row.cells.items()}


def _plain(cell: Cell) -> int | float | None:
    if cell.value is None or isinstance(cell.value, int):
        return cell.value
    return round(float(cell.value), 4)
