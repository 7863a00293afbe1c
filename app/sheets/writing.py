"""Writing tables for spreadsheets so that no cell of ours ever becomes a formula of theirs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from app.errors import Unavailable, why

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # characters that a workbook keeps in a cell
MOST_ROWS = 1_048_576
LINE = 19  # the height of a line of text, pt


def harmless(text: str) -> str:
    """Return the text so that a spreadsheet that opens a CSV file takes it for a text, never for a formula."""
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(_FORMULAS) or text.startswith(_FORMULAS) else text


def write_table(path: Path, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table as XLSX, or as CSV where the file's name says so; every cell is text.

    Raises ``Unavailable`` where the file cannot be written.
    """
    content = table_bytes(path.name, title, headings, rows)
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else "路径不正确"
        raise Unavailable(f"无法写入“{path}”：{reason}。应确认文件夹存在且文件没有被打开。") from fault


def table_bytes(name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as XLSX, or as CSV where the file's name says so; every cell is text."""
    in_csv = name.lower().endswith(".csv")
    return _csv(headings, rows) if in_csv else _workbook(title, headings, rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs the writer

    content = BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    face = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(title)
    sheet.set_column(0, max(len(headings) - 1, 0), 18, face)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, head)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell[:LONGEST_CELL], face)
    sheet.freeze_panes(1, 1)
    book.close()
    return content.getvalue()


def set_height(sheet: Any, number: int, said: Iterable[tuple[str | date, int]]) -> None:
    """Make a row as high as its longest text breaks in the width of its column: not every program does."""
    sheet.set_row(number, LINE * max((_lines(str(text), wide) for text, wide in said), default=1))


def _lines(text: str, wide: int) -> int:
    """Return on how many lines a text stands in a column so many digits wide: a Chinese character takes two."""
    widths = (sum(1 if each.isascii() else 2 for each in line) for line in text.split("\n"))
    return sum(max(1, -(-width // wide)) for width in widths)
