"""An arrangement from a table: date, kind and name in each row, Chinese or English."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from app.calendar.checks import belongs, problems_of
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement
from app.errors import BadInput, Problem

MOST_ROWS = 400
LONGEST_NAME = 20

_HEADERS = {
    "day": ("date", "日期", "day"),
    "kind": ("kind", "类型", "类别", "性质", "type"),
    "name": ("name", "节日", "名称", "festival"),
}
_KINDS = {
    **dict.fromkeys(("放假", "休", "休息", "off", "holiday", "补休"), ArrangedKind.OFF),
    **dict.fromkeys(("上班", "班", "补班", "调休上班", "work", "workday", "make_up"), ArrangedKind.WORK),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read, with its number in the file (the header is row 1)."""

    number: int
    day: date
    kind: ArrangedKind
    name: str


def read_csv(text: str, *, source_name: str, source_number: str = "", year: int | None = None) -> Arrangement:
    """Return the arrangement of a table; the year is that of most rows unless given.

    ``BadInput`` lists every fault with its row number.
    """
    problems: list[Problem] = []
    rows = _rows(text, problems)
    if problems:
        raise BadInput.listing(tuple(problems))
    year = year or _year(rows)
    problems = [
        *_duplicates(rows),
        *(
            _fault(row.number, f"{row.day.isoformat()}不属于{year}年的放假安排。")
            for row in rows
            if not belongs(row.day, year)
        ),
    ]
    days = tuple(
        ArrangedDay(row.day, row.kind, row.name, source_name, source_number)
        for row in sorted(rows, key=lambda row: row.day)
    )
    arrangement = Arrangement(year, source_name, source_number, days)
    problems += problems_of(arrangement)
    if problems:
        raise BadInput.listing(tuple(problems))
    return arrangement


def _rows(text: str, problems: list[Problem]) -> list[Row]:
    lines = text.removeprefix("\ufeff").replace("，", ",").replace("\t", ",").splitlines()
    reader = csv.reader(io.StringIO("\n".join(lines)), strict=True)
    try:
        table = list(reader)
    except csv.Error:
        raise BadInput(f"第{reader.line_num}行：引号不成对，不是有效的CSV。") from None
    if len(table) > MOST_ROWS:
        raise BadInput(f"表格有{len(table)}行，一年的安排不会超过{MOST_ROWS}行。")
    columns = _columns(table[0] if table else [])
    found = [
        _row(number, cells, columns, problems)
        for number, cells in enumerate(table[1:], 2)
        if any(cell.strip() for cell in cells)
    ]
    rows = [row for row in found if row is not None]
    if not found:
        problems.append(_fault(2, "没有内容：表头之后没有任何日期。"))
    return rows


def _columns(header: list[str]) -> dict[str, int]:
    cells = [cell.strip().lower() for cell in header]
    columns = {key: cells.index(name) for key, names in _HEADERS.items() for name in names if name in cells}
    if len(columns) < len(_HEADERS):
        raise BadInput("第1行：表头须有三列“日期,类型,节日”（或date,kind,name）。")
    return columns


def _row(number: int, cells: list[str], columns: dict[str, int], problems: list[Problem]) -> Row | None:
    values = {key: cells[place].strip() if place < len(cells) else "" for key, place in columns.items()}
    day, kind, name = _day(values["day"]), _KINDS.get(values["kind"].lower()), values["name"]
    faults = [
        *([] if day else [f"日期“{values['day'][:20]}”须写成2027-01-01的样子，且确有这一天。"]),
        *([] if kind else [f"类型“{values['kind'][:20]}”须是“放假”或“上班”。"]),
        *([] if name and len(name) <= LONGEST_NAME else [f"节日名称须填写，不超过{LONGEST_NAME}字。"]),
    ]
    problems += [_fault(number, text) for text in faults]
    return Row(number, day, kind, name) if day and kind and not faults else None


def _day(said: str) -> date | None:
    for sign in "/.":
        said = said.replace(sign, "-")
    parts = said.split("-")
    if len(parts) != len("年月日") or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None


def _duplicates(rows: list[Row]) -> list[Problem]:
    first: dict[date, int] = {}
    return [
        _fault(row.number, f"{row.day.isoformat()}与第{first[row.day]}行重复。")
        for row in rows
        if first.setdefault(row.day, row.number) != row.number
    ]


def _year(rows: list[Row]) -> int:
    years = [row.day.year for row in rows]
    return max(set(years), key=years.count)


def _fault(number: int, text: str) -> Problem:
    return Problem(f"第{number}行", f"第{number}行：{text}")
