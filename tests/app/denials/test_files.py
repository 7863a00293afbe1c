from __future__ import annotations

import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.denials.commands import AttachFile, DetachFile, HostileName, NotAtThisStation, TooLarge
from app.denials.file_kinds import KINDS, check_content, check_name, kind_of
from app.denials.files import MOST_FILES
from app.errors import BadInput, Refusal, Unavailable
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import drafted, filed, handler, leader, submitted
from tests.app.denials.samples_of_files import docx, pdf, png, text
from tests.office import WITHHELD


def attached(office, denial, path, content=None, who=None):
    if content is not None:
        path.write_bytes(content)
    return office.desk.denial_files.attach(who or office.clerk, AttachFile(denial=denial.id, path=path))


def names(office, denial):
    return [each.name for each in office.desk.denials.get(office.clerk, denial.id).attachments]


@pytest.fixture
def denial(office):
    return drafted(office, opened(office))


def test_a_policy_is_kept_read_back_and_taken_off_again(office, denial, tmp_path):
    kept = attached(office, denial, tmp_path / "详细规划（节选）.pdf", pdf())
    assert (kept.size, kept.added_by_name) == (len(pdf()), "林晓燕")
    assert office.desk.denial_files.content(leader(office), kept.id) == pdf()
    office.desk.denial_files.detach(handler(office), DetachFile(attachment=kept.id))
    assert names(office, denial) == []
    acts = [each.act for each in office.desk.denials.history(office.clerk, denial.id)]
    assert acts == ["draft_denial", "attach_file", "detach_file"]


def test_files_are_named_on_the_form_where_no_policies_were_listed(office, denial, tmp_path):
    attached(office, denial, tmp_path / "详细规划.pdf", pdf())
    submitted(office, denial)
    sheet = office.desk.denials.sheet(office.head, denial.id)
    assert "附：1. 详细规划" in str(sheet)


def test_files_are_kept_with_a_draft_alone(office, tmp_path):
    denial = drafted(office, opened(office))
    kept = attached(office, denial, tmp_path / "a.pdf", pdf())
    denial = submitted(office, denial)
    with pytest.raises(NotAtThisStation):
        attached(office, denial, tmp_path / "b.pdf", pdf("另一份"))
    with pytest.raises(NotAtThisStation):
        office.desk.denial_files.detach(office.clerk, DetachFile(attachment=kept.id))


def test_a_file_of_fifty_megabytes_is_refused_and_says_why(office, denial, tmp_path):
    path = tmp_path / "扫描件.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(50_000_000)
    with pytest.raises(TooLarge, match=r"扫描件.pdf”有50.0MB，每个文件最多20MB"):
        attached(office, denial, path)
    assert names(office, denial) == []


def test_an_empty_file_is_refused(office, denial, tmp_path):
    with pytest.raises(BadInput, match="0字节"):
        attached(office, denial, tmp_path / "空.pdf", b"")


def test_what_is_no_file_is_refused_at_once(office, denial, tmp_path):
    (tmp_path / "夹.pdf").mkdir()
    os.mkfifo(tmp_path / "管道.pdf")
    (tmp_path / "断.pdf").symlink_to(tmp_path / "没有")
    for name, said in (
        ("夹", "不是文件"),
        ("管道", "不是文件"),
        ("断", "没有这个文件"),
        ("无", "没有这个文件"),
    ):
        with pytest.raises(BadInput, match=said):
            attached(office, denial, tmp_path / f"{name}.pdf")


def test_the_same_content_is_kept_once(office, denial, tmp_path):
    attached(office, denial, tmp_path / "a.pdf", pdf())
    with pytest.raises(Refusal, match="内容相同"):
        attached(office, denial, tmp_path / "b.pdf", pdf())


def test_thirty_files_are_enough(office, denial, tmp_path):
    for number in range(MOST_FILES):
        attached(office, denial, tmp_path / f"{number}.txt", text(f"第{number}件"))
    with pytest.raises(TooLarge, match="最多附30个"):
        attached(office, denial, tmp_path / "x.txt", text("再来一件"))


def test_all_files_together_stay_under_a_hundred_megabytes(office, denial, tmp_path):
    for number in range(5):
        path = tmp_path / f"{number}.pdf"
        with path.open("wb") as file:
            file.write(b"%PDF-1.7\n" + str(number).encode())
            file.truncate(19_900_000)
        attached(office, denial, path)
    with pytest.raises(TooLarge, match="最多100MB"):
        attached(office, denial, tmp_path / "x.txt", b"x" * 600_000)
    assert len(names(office, denial)) == 5


@pytest.mark.file
def test_a_disk_that_fills_up_keeps_nothing_by_halves(office, denial, tmp_path):
    from sqlalchemy import event

    def short(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    office.store.engine.dispose()
    event.listen(office.store.engine, "connect", short)
    before = office.desk.ledger.verify().entries
    with pytest.raises(Unavailable, match="已满"):
        attached(office, denial, tmp_path / "大.txt", os.urandom(600_000).replace(b"\0", b"1").hex().encode())
    assert names(office, denial) == []
    verdict = office.desk.ledger.verify()
    assert (verdict.entries, verdict.faults) == (before, ())


def test_nobody_attaches_whose_work_it_is_not(office, denial, tmp_path):
    for who in (office.head, leader(office), office.registrar):
        with pytest.raises(WITHHELD):
            attached(office, denial, tmp_path / "a.pdf", pdf(), who)


def test_a_file_is_refused_before_it_is_read_once_the_chain_is_complete(office, tmp_path):
    with pytest.raises(NotAtThisStation):
        attached(office, filed(office), tmp_path / "a.pdf", pdf())


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf", "..\\windows.pdf", "a/b.pdf", "C:\\a.pdf", "CON.pdf", "com1.txt", "LPT9.docx",
        "nul.pdf", "合同\u202efdp.exe.pdf", "零\u200b宽.pdf", "换\n行.pdf", "\x00.pdf",
        "尾空格.pdf ", "尾点.pdf.", " 头空格.pdf", "-rf.pdf", "~根.pdf", "a" * 117 + ".pdf", "坏\udcff.pdf",
        "a|b.pdf", "问?.pdf", "星*.pdf", "\ufffd.pdf",
    ],
)  # fmt: skip
def test_a_hostile_name_is_refused_and_says_what_to_do(name):
    with pytest.raises(HostileName, match="请改名后再添加"):
        check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "详细规划（2025年修订）.pdf",
        "会议纪要-3.docx",
        "𠮷林路.jpg",
        "a" * 116 + ".pdf",
        "console.txt",
        "第1批.附件.ofd",
    ],
)
def test_an_ordinary_name_is_taken(name):
    assert check_name(name) == name
    assert kind_of(name) in KINDS


@pytest.mark.parametrize("name", ["a.zip", "a.exe", "a", ".pdf", "a.pdf.exe", "a.html", "a.lnk", "a.docm"])
def test_what_is_not_kept_is_named_with_what_is(name):
    with pytest.raises(BadInput, match="可以添加：pdf"):
        kind_of(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\0"), ("a.jpg", b"%PDF-1.7"), ("a.png", b"\xff\xd8\xff"), ("a.docx", docx("a/b")),
        ("a.xlsx", docx()), ("a.docx", b"PK\x03\x04broken"), ("a.doc", docx()), ("a.txt", b"\0\1\2"),
        ("a.ofd", docx()), ("a.wps", b"abc"), ("a.txt", b"\xff\xff\xff"),
    ],
)  # fmt: skip
def test_a_file_whose_content_is_another_kind_is_refused(name, content):
    with pytest.raises(BadInput, match="的内容不是"):
        check_content(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.PDF", pdf()), ("a.jpeg", b"\xff\xd8\xff\xe0"), ("a.png", png()), ("a.docx", docx()),
        ("a.xlsx", docx("xl/workbook.xml")), ("a.ofd", docx("OFD.xml")), ("a.txt", text()),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), ("a.txt", "带签名".encode("utf-8-sig")),
    ],
)  # fmt: skip
def test_a_file_that_is_what_it_says_is_taken(name, content):
    check_content(name, content)


@given(st.text(max_size=130))
def test_no_name_makes_the_check_fall_over(name):
    with suppress(HostileName):
        assert not set(check_name(name)) & set('/\\:*?"<>|\0\n\r')


@given(st.binary(max_size=300), st.sampled_from(KINDS))
def test_no_content_makes_the_check_fall_over(content, kind):
    with suppress(BadInput):
        check_content(f"a.{kind}", content)
