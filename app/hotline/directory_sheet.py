"""The responsibility directory as a sheet: read by its headings in any order, and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.errors import BadInput, Unavailable, why
from app.forms.fields import Field, Kind, all_fields
from app.hotline.directory import ENTRY, DirectoryEntry, typed_entry
from app.sheets.spreadsheet import Grid, read_spreadsheet

FIELDS = all_fields(ENTRY)
_YES = ("是", "√", "对", "1", "true", "yes", "有")
_ALSO = {
    "topic": ("主题", "职责事项", "事项名称"),
    "keywords": ("关键字", "主题词"),
    "lead": ("责任单位", "承办单位", "主办处室"),
    "co_handling": ("协办单位", "协办"),
    "basis": ("职责依据",),
    "effective_from": ("开始日期",),
    "effective_until": ("截止日期", "有效期至"),
    "fallback": ("兜底", "是否兜底"),
}
_LEAST_HEADINGS = 2
_SEARCHED_ROWS = 20
_WIDTHS = {"keywords": 40, "basis": 40, "co_handling": 30}


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A line as it stands in row ``row`` of the sheet, by field."""

    row: int
    fields: Mapping[str, Any]


def lines_of(path: Path) -> tuple[SheetLine, ...]:
    """Read the lines of a sheet; raises ``BadInput`` where no row has the headings 事项 and 主办单位."""
    for grid in read_spreadsheet(path).grids:
        for place, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
            columns = _columns(row)
            if {"topic", "lead"} <= set(columns.values()) and len(columns) >= _LEAST_HEADINGS:
                return tuple(_lines(grid, place, columns))
    raise BadInput(f"“{path.name}”里没有找到表头。至少要有“事项”“主办单位”两列，可以先导出一份照着填。")


def sheet_of(entries: Iterable[DirectoryEntry]) -> bytes:
    """Return the directory as XLSX, one line a row, in the columns an import reads."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs the writer

    content = BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet("职责目录")
    for place, field in enumerate(FIELDS):
        sheet.set_column(place, place, _WIDTHS.get(field.key, 18))
        sheet.write_string(0, place, field.label, heading)
    for row, entry in enumerate(entries, start=1):
        values = typed_entry(entry)
        for place, field in enumerate(FIELDS):
            sheet.write_string(row, place, _cell(field, values.get(field.key)), text)
    sheet.freeze_panes(1, 1)
    book.close()
    return content.getvalue()


def write_directory(path: Path, entries: Iterable[DirectoryEntry]) -> None:
    """Write the directory to a file; raises ``Unavailable`` where that fails."""
    try:
        path.write_bytes(sheet_of(entries))
    except OSError as fault:
        raise Unavailable(f"无法写入“{path}”：{why(fault)}。应确认文件夹存在且文件没有被打开。") from fault


def _columns(row: tuple[str, ...]) -> dict[int, str]:
    known = {name: field.key for field in FIELDS for name in (field.label, *_ALSO[field.key])}
    return {place: known[cell.strip()] for place, cell in enumerate(row) if cell.strip() in known}


def _lines(grid: Grid, head: int, columns: Mapping[int, str]) -> Iterable[SheetLine]:
    for row, cells in enumerate(grid.rows[head + 1 :], start=head + 2):
        values: dict[str, Any] = {key: cells[at] for at, key in columns.items() if cells[at].strip()}
        if values:
            values["fallback"] = values.get("fallback", "").strip().lower() in _YES
            yield SheetLine(row=row, fields=values)


def _cell(field: Field, value: Any) -> str:
    if field.kind is Kind.YES:
        return "是" if value else ""
    return str(value or "")
