from __future__ import annotations

import shutil

import pytest

from app.statistics.definitions import FIGURES
from tests.flows.line import Line
from tests.spreadsheets import sheets_of

YEARS = ("--from", "2000-01-01", "--to", "2099-12-31")


@pytest.fixture(scope="module")
def line(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("line")
    return Line(folder, f"sqlite:///{shutil.copy(demo_file, folder / 'office.sqlite')}")


def test_the_figures_of_an_office_add_up(line, tmp_path):
    path = tmp_path / "统计.xlsx"
    said = line.answer("stats", "office", *YEARS, "--by", "division", "--xlsx", path, login="luguoqiang")
    assert [each["key"] for each in said["figures"]] == list(FIGURES)
    assert said["by"] == "division"
    assert said["total"]["received"] == sum(row["received"] for row in said["rows"]) > 0
    assert [line[0] for line in sheets_of(path)["统计"][4:]] == [*(row["name"] for row in said["rows"]), "合计"]


def test_who_may_not_see_statistics_is_refused_and_a_wrong_day_is_bad_input(line):
    refused = line("stats", "office", *YEARS, login="linxiaoyan")
    assert (refused.returncode, "查看统计" in refused.stderr) == (1, True)
    wrong = line("stats", "office", "--from", "2026-13-01", "--to", "2026-12-31", login="luguoqiang")
    assert (wrong.returncode, "2026-13-01" in wrong.stderr) == (2, True)
    backwards = line("stats", "office", "--from", "2026-12-31", "--to", "2026-12-01", login="luguoqiang")
    assert (backwards.returncode, "晚于截止日" in backwards.stderr) == (2, True)


def test_a_persons_year_comes_as_a_page_and_a_spreadsheet(line, tmp_path):
    path = tmp_path / "年.xlsx"
    asked = ("stats", "person", "wuzhihong", "--year", "2026")
    said = line.answer(*asked, "--xlsx", path, "--out", tmp_path / "纸", login="xujianguo")
    assert (said["name"], said["year"], set(said["lists"])) == ("吴志宏", 2026, set(list(sheets_of(path))[1:]))
    assert [file.rpartition(".")[2] for file in said["files"]] == ["xlsx", "pdf", "docx"]
    assert len(said["lists"]["办结明细"]) == int(said["figures"][1]["value"]) > 0
    assert line.answer(*asked, login="wuzhihong")["figures"] == said["figures"]


def test_a_persons_year_is_not_for_others(line):
    refused = line("stats", "person", "wuzhihong", "--year", "2026", login="linxiaoyan")
    assert (refused.returncode, "只供本人" in refused.stderr) == (1, True)
    wrong = line("stats", "person", "nobody", "--year", "2026", login="xujianguo")
    assert (wrong.returncode, "nobody" in wrong.stderr) == (2, True)
    early = line("stats", "person", "wuzhihong", "--year", "1899", login="xujianguo")
    assert (early.returncode, "1899" in early.stderr) == (2, True)
