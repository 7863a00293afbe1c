from __future__ import annotations

import re
from zipfile import ZipFile

from app.posts.list_sheet import write_list
from tests.app.posts.away import posted


def test_every_row_of_the_public_list_is_as_high_as_its_text(office, tmp_path):
    posted(office, duties="接待申请人。")
    posted(office, name="二号岗", duties="接待申请人，一次性告知，收件和受理，解答咨询。" * 4)
    path = tmp_path / "名单.xlsx"
    listed = office.desk.posts.for_publication(office.clerk, None, 2026, 2)
    write_list(path, listed, "名单")
    with ZipFile(path) as book:
        said = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    high = [float(each) for each in re.findall(r'<row r="[34]"[^>]* ht="([\d.]+)"', said)]
    by_name = dict(zip((post.name for post in listed), high, strict=True))

    assert by_name["二号岗"] >= 4 * by_name["窗口受理岗"]
