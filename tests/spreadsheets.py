"""Spreadsheets for tests: read with calamine, written anew with XlsxWriter."""

from __future__ import annotations

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook


def sheets_of(path):
    """Return each sheet's rows by its name."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def write_sheets(path, sheets, hidden=()):
    """Write the sheets to the file, those named hidden out of sight."""
    book = Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name in hidden:
            sheet.hide()
    book.close()
