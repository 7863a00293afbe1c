from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pypdfium2 import PdfDocument

from app.errors import BadInput, NotAllowed
from app.posts.commands import ChangePost, RetirePost
from app.press import press_docx, press_pdf
from app.statistics.person_page import page_of
from app.statistics.sheet import SUMS_SHEET, write_person
from tests.app.cases.living import Life
from tests.app.contacts.at_the_door import registered
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import filed
from tests.app.posts.away import back, contents, gone, hat, posted
from tests.office import copied
from tests.spreadsheets import sheets_of

A, B, HANDLER, HEAD = "linxiaoyan", "chenjiaming", "wuzhihong", "xujianguo"


class Year:
    """A November: A falls ill, B acts in her place; the handler completes a case late, with its record."""

    def __init__(self, office):
        self.office = office
        office.wall.put(date(2026, 11, 2))
        self.post = posted(office, goals=())
        self.denied = opened(office)
        filed(office, self.denied)
        registered(office)
        self.slow = Life(office)
        self.slow.accept()
        office.wall.put(date(2026, 11, 5), 10)
        absence = gone(office, A, who=office.actor(B))
        self.behalf = opened(office, who=hat(office, B))
        office.wall.put(date(2026, 11, 9), 10)
        back(office, absence, office.actor(A))
        workday = office.desk.calendar.current().workday_after
        office.wall.put(self.slow.due)
        self.slow.record(workday(self.slow.due, 1))
        office.wall.put(workday(self.slow.due, 1))
        self.slow.complete()
        office.wall.put(date(2026, 12, 18))

    def of(self, login, who=None, year=2026):
        return self.office.desk.statistics.person_year(self.office.actor(who or login), login, year)

    def sums(self, login):
        return {each.title: each.shown for each in self.of(login).sums}


@pytest.fixture(scope="module")
def year(furnished, tmp_path_factory):
    office = copied(furnished, tmp_path_factory.mktemp("year"))
    yield Year(office)
    office.close()


def test_what_one_did_in_the_year_is_summed_up(year):
    handler = year.sums(HANDLER)
    assert (handler["办结"], handler["逾期办结"], handler["按时率"]) == ("1", "1", "0.0%")
    assert (handler["当日移交"], handler["收件"]) == ("—", "0")
    assert year.sums(A)["由他人代办"] == year.sums(B)["代他人办理"] == "1"
    assert (year.sums(A)["离岗"], year.sums(A)["未交接"], year.sums(B)["离岗"]) == ("1", "1", "0")
    assert (year.sums(A)["首问登记"], year.sums(A)["按时率"]) == ("1", "—")
    assert (year.sums(HEAD)["报备核查"], year.sums(HEAD)["报备起草"]) == ("1", "0")


def test_the_lists_say_for_whom_and_who_in_ones_place(year):
    assert year.of(B).part("behalf").rows == (("代他人办理", "林晓燕", "1", "2026-11-05", "2026-11-05"),)
    assert year.of(A).part("behalf").rows == (("由他人代办", "陈嘉铭", "1", "2026-11-05", "2026-11-05"),)
    (act,) = year.of(B).part("acts").rows
    assert (act[1], "顶岗" in act[3], year.behalf.number in act[2]) == ("代林晓燕", True, True)


def test_an_absence_without_a_sheet_says_so(year):
    assert year.of(A).part("absences").rows == (
        ("2026年11月5日上午至2026年11月9日10:00", "病假", "临时", "没有", "没有"),
    )


def test_why_something_was_late_is_said_by_its_record(year):
    rows = year.of(HANDLER).part("late").rows
    (row,) = (each for each in rows if each[2] == year.slow.case.number)
    assert [each[1] for each in rows if each is not row] == ["在办"] * (len(rows) - 1)
    assert row[4].startswith("征求意见尚未反馈（示资规审逾〔2026〕")


def test_denials_are_told_by_what_was_done_for_them(year):
    drafted, submitted, checked = (year.of(login).part("denials").rows for login in (A, HANDLER, HEAD))
    told = {row[3] for row in (*drafted, *submitted)}
    assert {"起草", "提交"} >= told >= {"提交"}
    assert [row[3] for row in checked] == ["单位负责人核查：同意"]
    assert {row[1] for row in (*submitted, *checked)} == {year.denied.number}


@pytest.mark.parametrize("reader", [HANDLER, HEAD, "yangzhenhua", "luguoqiang"])
def test_he_himself_his_head_and_the_overseers_read_it(year, reader):
    assert year.of(HANDLER, reader).name == "吴志宏"
    logins = {each.login for each in year.office.desk.statistics.colleagues(year.office.actor(reader))}
    assert (HANDLER in logins, reader in logins) == (True, True)


@pytest.mark.parametrize("reader", [A, "caiwenjuan", "jianglihua", "guanliyuan", "suhaiyun"])
def test_nobody_else_reads_it(year, reader):
    with pytest.raises(NotAllowed, match="只供本人"):
        year.of(HANDLER, reader)
    logins = {each.login for each in year.office.desk.statistics.colleagues(year.office.actor(reader))}
    assert (HANDLER in logins, reader in logins) == (False, True)


def test_the_figures_behind_a_name_are_not_read_in_anothers_place(furnished, tmp_path):
    office = copied(furnished, tmp_path)
    posted(office)
    gone(office, A)
    standing_in = hat(office, B)
    for login in (A, B):
        with pytest.raises(NotAllowed, match="代他人办理"):
            office.desk.statistics.person_year(standing_in, login, 2026)
    assert office.desk.statistics.colleagues(standing_in) == ()
    office.close()


@pytest.mark.parametrize("number", [1999, 2027, -1])
def test_a_year_that_has_not_begun_is_refused(year, number):
    with pytest.raises(BadInput, match="年度须在2000至2026之间"):
        year.of(A, year=number)


def test_an_unknown_login_is_bad_input(year):
    with pytest.raises(BadInput, match="没有登录名为“nobody”"):
        year.office.desk.statistics.person_year(year.office.actor(HEAD), "nobody", 2026)


def test_a_year_before_anything_happened_is_empty(year):
    empty = year.of(A, year=2025)
    assert (empty.until, [part.rows for part in empty.parts if part.rows]) == (date(2025, 12, 31), [])
    assert {each.shown for each in empty.sums} == {"0", "—"}


def test_who_held_a_post_before_is_told_by_the_ledger(furnished, tmp_path):
    office = copied(furnished, tmp_path)
    office.wall.put(date(2026, 11, 3))
    post = posted(office, second_b=HANDLER)
    office.wall.put(date(2026, 11, 10))
    post = office.desk.posts.change(
        office.administrator,
        ChangePost(post=post.id, version=post.version, contents=contents(office, duties="受理")),
    )
    office.wall.put(date(2026, 12, 1))
    swapped = replace(contents(office, a=B, b=A), effective_from=date(2026, 12, 1))
    post = office.desk.posts.change(
        office.administrator, ChangePost(post=post.id, version=post.version, contents=swapped)
    )
    office.wall.put(date(2026, 12, 10))
    office.desk.posts.retire(office.administrator, RetirePost(post=post.id, version=post.version))

    def held(login):
        year = office.desk.statistics.person_year(office.actor(login), login, 2026)
        return [(place, since, until) for _post, _division, place, since, until in year.part("posts").rows]

    assert held(A) == [("A岗", "2026-11-03", "2026-12-01"), ("B岗", "2026-12-01", "2026-12-10")]
    assert held(B) == [("B岗", "2026-11-03", "2026-12-01"), ("A岗", "2026-12-01", "2026-12-10")]
    assert held(HANDLER) == [("第二B岗", "2026-11-03", "2026-11-10")]
    office.close()


@pytest.mark.parametrize("login", [A, HANDLER])
def test_the_page_has_no_number_and_says_the_same_in_pdf_and_docx(year, login):
    sheet = page_of(year.of(login))
    assert (sheet.heading_right, sheet.code, sheet.watermark) == ("", None, "")
    pdf = press_pdf(sheet)
    words = "".join(words_of_pdf(pdf.pdf).split())
    assert "个人年度摘录" in words
    assert "不编号，不作公文" in words
    for part in year.of(login).parts:
        if part.printed and part.rows:
            assert part.rows[0][0] in words
    assert press_docx(sheet).startswith(b"PK")
    assert press_pdf(sheet).pdf == pdf.pdf


def test_the_spreadsheet_holds_every_list_and_how_each_figure_is_reckoned(year, tmp_path):
    read = year.of(HANDLER)
    write_person(tmp_path / "年.xlsx", read)
    sheets = sheets_of(tmp_path / "年.xlsx")
    assert list(sheets) == [SUMS_SHEET, *(part.title for part in read.parts)]
    assert [tuple(map(str, row)) for row in sheets[SUMS_SHEET][3:]] == [
        (each.title, each.shown, each.definition) for each in read.sums
    ]
    assert [tuple(row) for row in sheets["逾期及原因"][1:]] == list(read.part("late").rows)
    assert all("陈**" in row or "*" in "".join(row) for row in sheets["办结明细"][1:])


def words_of_pdf(content):
    return "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
