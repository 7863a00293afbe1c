from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.statistics.definitions_orders import ORDER_FIGURES
from tests.flows.line import Line
from tests.spreadsheets import sheets_of

YEARS = ("--from", "2000-01-01", "--to", "2099-12-31")


@pytest.fixture(scope="module")
def line(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("line")
    return Line(folder, f"sqlite:///{shutil.copy(demo_file, folder / 'office.sqlite')}")


def test_the_hotlines_figures_add_up_and_go_to_a_spreadsheet(line, tmp_path):
    path = tmp_path / "热线.xlsx"
    said = line.answer("hotline", "stats", *YEARS, "--by", "type", "--xlsx", path, login="suhaiyun")
    assert [each["key"] for each in said["figures"]] == list(ORDER_FIGURES)
    single = [row for row in said["rows"] if "," not in row["key"]]
    assert said["total"]["orders_received"] == sum(row["orders_received"] for row in single) > 0
    assert sheets_of(path)["统计"][0][0] == "12345热线统计（按类型）"
    refused = line("hotline", "stats", *YEARS, login="linxiaoyan")
    assert (refused.returncode, "查看12345热线统计" in refused.stderr) == (1, True)


def test_a_month_comes_as_papers_and_a_spreadsheet(line, tmp_path):
    first = line("hotline", "list", login="suhaiyun").stdout.splitlines()[0]
    month = json.loads(first)["dispatched"][:7]
    said = line.answer("hotline", "report", month, "--out", tmp_path / "月报", login="suhaiyun")
    assert [Path(each).suffix for each in said["files"]] == [".pdf", ".docx", ".xlsx"]
    assert all(Path(each).stat().st_size for each in said["files"])
    wrong = line("hotline", "report", "2026-13", "--out", tmp_path, login="suhaiyun")
    assert (wrong.returncode, "2026-13" in wrong.stderr) == (2, True)
