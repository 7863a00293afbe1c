from __future__ import annotations

from datetime import date, datetime, time

import pytest
from xlsxwriter import Workbook

from app.errors import BadInput, Unavailable
from app.sheets.headings import Column, Headings
from app.sheets.spreadsheet import Limits, read_spreadsheet, text_of
from app.sheets.writing import harmless, write_table
from tests.spreadsheets import sheets_of, write_sheets

DANGEROUS = ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime.fromisoformat("2026-11-02 09:30"), "2026-11-02 09:30:00"),
        (datetime.fromisoformat("2026-11-02"), "2026-11-02"),
        (date(2026, 11, 2), "2026-11-02"),
        (time(9, 30), "09:30:00"),
        (None, ""),
        (2026110200001.0, "2026110200001"),
        (2026110200000001.0, "2.026110E+15"),
    ],
)
def test_a_cell_is_read_as_it_is_seen_and_a_time_of_day_survives(cell, text):
    assert text_of(cell) == text


def test_the_time_of_day_survives_a_real_workbook(tmp_path):
    book = Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "来电时间")
    sheet.write_datetime(
        0,
        1,
        datetime.fromisoformat("2026-11-02 09:30:15"),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    )
    book.close()

    (grid,) = read_spreadsheet(tmp_path / "a.xlsx").grids

    assert grid.rows == (("来电时间", "2026-11-02 09:30:15"),)


def test_a_table_larger_than_its_room_takes_is_refused(tmp_path):
    write_sheets(tmp_path / "a.xlsx", {"表": [[]] * 49 + [[""] * 49 + ["远处"]]})

    with pytest.raises(BadInput, match="范围异常大"):
        read_spreadsheet(tmp_path / "a.xlsx", Limits(cells=2_000))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_in_either_format(tmp_path, text):
    write_table(tmp_path / "a.csv", "表", ["列"], [[text]])
    write_table(tmp_path / "a.xlsx", "表", ["列"], [[text]])

    (_head, (cell,)) = sheets_of(tmp_path / "a.xlsx")["表"]
    written = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert harmless(text).startswith("'")
    assert cell.strip() == text.strip()  # a formula would have been read as its value
    assert "\n'" in written or "\n\"'" in written


def test_a_text_that_is_no_formula_is_written_as_it_is(tmp_path):
    write_table(tmp_path / "a.csv", "表", ["列"], [["答复，“已办”\n第二行"]])

    (grid,) = read_spreadsheet(tmp_path / "a.csv").grids
    assert grid.rows == (("列",), ("答复，“已办”\n第二行",))


def test_a_file_that_cannot_be_written_is_unavailable(tmp_path):
    with pytest.raises(Unavailable, match="无法写入"):
        write_table(tmp_path / "没有" / "a.csv", "表", ["列"], [])


def test_headings_are_told_by_any_list_of_columns():
    headings = Headings((Column(key="number", title="工单编号", others=("工单号",)),), {"单子": "number"})

    assert headings.key_of("单 子*") == "number"
    assert headings.key_of("工单号") is None  # whoever maps a column by hand means that one
    assert Headings((Column(key="number", title="工单编号"),)).key_of("工单编号（必填）") == "number"
