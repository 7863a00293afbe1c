from __future__ import annotations

import re
import zipfile

import pytest

from app.errors import Unavailable
from app.statistics.definitions import FIGURES
from app.statistics.models import Cut
from app.statistics.sheet import DEFINITIONS_SHEET, FIGURES_SHEET, numbers_of, write_sheet
from tests.spreadsheets import sheets_of


def test_a_sheet_holds_every_figure_and_every_definition(story, tmp_path):
    table = story.figures("xujianguo", Cut.CLERK)
    path = tmp_path / "统计.xlsx"
    write_sheet(path, table)
    sheets = sheets_of(path)
    rows = sheets[FIGURES_SHEET]
    assert rows[0][0] == "办件统计（按经办人）"
    assert "2026-11-01至2026-11-30　行政审批处" in rows[1][0]
    assert "不作排名" in rows[1][1]
    titles = [said.partition("（")[0].strip() for said in rows[3][1:]]
    assert titles == [each.title for each in FIGURES.values()]
    for line, row in zip(rows[4:], table.lines, strict=True):
        assert line[0] == row.name
        for found, cell in zip(line[1:], row.cells.values(), strict=True):
            if cell.value is None:
                assert found == "—"
            else:
                assert found == pytest.approx(float(cell.value))
    told = {line[1]: line[3] for line in sheets[DEFINITIONS_SHEET][1:]}
    assert all(told[figure.title] == figure.definition for figure in FIGURES.values())


def test_a_file_that_cannot_be_written_is_told(story, tmp_path):
    with pytest.raises(Unavailable, match="无法写入"):
        write_sheet(tmp_path / "没有" / "统计.xlsx", story.figures("xujianguo", Cut.NONE))


def test_plain_numbers_keep_a_dash_as_nothing(story):
    empty = numbers_of(story.figures("caiwenjuan", Cut.NONE).total)
    assert (empty["received"], empty["in_time_rate"]) == (0, None)
    assert numbers_of(story.figures("xujianguo", Cut.NONE).total)["in_time_rate"] == 0.6667


def test_on_paper_every_group_of_figures_has_a_page_of_its_own(story, tmp_path):
    table, path = story.figures("xujianguo", Cut.MONTH), tmp_path / "统计.xlsx"
    write_sheet(path, table)
    with zipfile.ZipFile(path) as parts:
        figures = parts.read("xl/worksheets/sheet1.xml").decode()
        titles = parts.read("xl/workbook.xml").decode()
    breaks = [int(place) for place in re.findall(r'<brk id="(\d+)" max="1048575"', figures)]
    wide = [len(group.figures) for group in table.groups]
    assert breaks == [1 + sum(wide[:place]) for place in range(1, len(wide))]
    assert "fitToPage" not in figures
    assert "$A:$A" in titles


def test_the_counts_of_the_first_group_are_drawn_from_the_table_itself(tmp_path, story):
    table, path = story.figures("xujianguo", Cut.MATTER), tmp_path / "统计.xlsx"
    write_sheet(path, table)
    with zipfile.ZipFile(path) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    rows = len(table.rows_of(table.groups[0]))
    for column in "BCDE":
        assert f"统计!${column}$5:${column}${4 + rows}" in drawn
    assert f"统计!$A$5:$A${4 + rows}" in drawn
    assert "$F$5" not in drawn  # a share is no count
