from __future__ import annotations

from openpyxl import load_workbook

from app.posts.list_sheet import write_list
from tests.app.posts.away import posted


def test_every_row_of_the_public_list_is_as_high_as_its_text(office, tmp_path):
    posted(office, duties="接待申请人。")
    posted(office, name="二号岗", duties="接待申请人，一次性告知，收件和受理，解答咨询。" * 4)
    path = tmp_path / "名单.xlsx"
    write_list(path, office.desk.posts.for_publication(office.clerk, None, 2026, 2), "名单")
    sheet = load_workbook(path).active
    high = {sheet.cell(row, 2).value: sheet.row_dimensions[row].height for row in (3, 4)}

    assert high["二号岗"] >= 4 * high["窗口受理岗"]
