from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.documents.catalogue import CATALOGUE
from app.errors import BadInput, Conflict, NotAllowed
from app.people.permissions import Right
from app.press import press_docx, press_pdf
from app.register.commands import (
    AlreadyVoid,
    CaseLink,
    IssueDocument,
    NeedsCase,
    NumberTaken,
    RecordPrint,
    RecordService,
    SetStartNumber,
    VoidDocument,
    VoidNeedsReason,
)
from app.register.issuing import issue_in, make_ready, right_to
from app.register.models import DocumentState, Query
from tests.office import START

SAMPLES = Path(__file__).resolve().parents[3] / "app" / "documents"


def sample(type_key, name="plain"):
    return json.loads((SAMPLES / type_key / "samples" / f"{name}.json").read_text("utf-8"))


def issued(office, type_key="one_time_notice", who=None, **changes):
    fields = {**sample(type_key), **changes}
    return office.desk.register.issue(who or office.clerk, IssueDocument(type_key=type_key, fields=fields))


def issued_of(office, document_type):
    """Issue a paper of any type as the register does; which case may have it is asked elsewhere."""
    ready = make_ready(IssueDocument(type_key=document_type.key, fields=sample(document_type.key)))
    right = right_to(document_type.key)
    who = {
        Right.ISSUE_DOCUMENT: office.clerk,
        Right.SET_POSTS: office.head,
        Right.APPROVE_DESTRUCTION: office.actor("yangzhenhua"),
    }[right]
    link = CaseLink(case=None, number="", division=office.clerk.division, right=right)
    with office.store.begin() as unit:
        return issue_in(unit, who, ready, office.desk.register._clock(), link)


@pytest.mark.parametrize("document_type", CATALOGUE, ids=lambda each: each.key)
def test_every_type_is_issued_numbered_and_pressed(office, document_type):
    paper = issued_of(office, document_type)
    assert str(paper.number) == f"示资规审{document_type.mark}〔2026〕1号"
    pressed = press_pdf(office.desk.register.sheet(office.clerk, paper.id))
    assert pressed.pdf.startswith(b"%PDF")
    assert press_docx(office.desk.register.sheet(office.clerk, paper.id)).startswith(b"PK")


def test_numbers_run_by_type_division_and_year_without_zeros(office):
    assert [str(issued(office).number) for _ in range(3)][-1] == "示资规审告〔2026〕3号"
    assert str(issued(office, who=office.registrar).number) == "示资规登告〔2026〕1号"
    assert str(issued(office, "proof_of_service").number) == "示资规审送〔2026〕1号"
    office.wall.put(date(2027, 1, 4))
    assert str(issued(office).number) == "示资规审告〔2027〕1号"


@pytest.mark.parametrize("type_key", ["correction_notice", "acceptance_receipt"])
def test_a_paper_that_moves_a_case_is_not_issued_without_one(office, type_key):
    with pytest.raises(NeedsCase, match="登记办件"):
        issued(office, type_key)


def test_a_refused_paper_burns_no_number(office):
    issued(office)
    with pytest.raises(BadInput, match="办理依据"):
        issued(office, basis="")
    assert str(issued(office).number) == "示资规审告〔2026〕2号"


def test_a_character_no_face_can_draw_stops_the_issue_and_is_named(office):
    with pytest.raises(Exception, match=r"U\+2FFFD|U\+1F9A6|U\+2FA1D"):
        issued(office, requirements="须提交\U0001f9a6一份")
    assert office.desk.register.count(office.clerk, Query()) == 0


def test_a_void_number_stays_with_its_reason(office):
    paper = issued(office)
    with pytest.raises(VoidNeedsReason):
        office.desk.register.void(office.clerk, VoidDocument(document=paper.id, version=1, reason="  "))
    office.desk.register.void(office.clerk, VoidDocument(document=paper.id, version=1, reason="电话有误"))
    kept = office.desk.register.by_number(office.clerk, str(paper.number))
    assert (kept.state, kept.void_reason) == (DocumentState.VOID, "电话有误")
    with pytest.raises(AlreadyVoid, match="电话有误"):
        office.desk.register.void(office.clerk, VoidDocument(document=paper.id, version=2, reason="再次"))
    assert str(issued(office).number) == "示资规审告〔2026〕2号"


def test_two_who_void_the_same_paper_meet_a_conflict(office):
    paper = issued(office)
    with pytest.raises(Conflict):
        office.desk.register.void(office.clerk, VoidDocument(document=paper.id, version=7, reason="电话有误"))


def test_every_print_after_the_first_is_a_reprint(office):
    paper = issued(office)
    record = RecordPrint(document=paper.id, copies=2, printer="窗口打印机")
    assert not office.desk.register.record_print(office.clerk, record).reprint
    assert office.desk.register.record_print(office.clerk, record).reprint
    prints = office.desk.register.prints(office.clerk, paper.id)
    assert [(p.staff_name, p.copies, p.reprint) for p in prints] == [("林晓燕", 2, False), ("林晓燕", 2, True)]


def test_service_is_recorded_on_a_day_that_can_be(office):
    paper = issued(office)
    for day, words in ((START + timedelta(days=1), "晚于今天"), (START - timedelta(days=1), "早于")):
        with pytest.raises(BadInput, match=words):
            office.desk.register.record_service(
                office.clerk, RecordService(documents=(paper.id,), served_on=day)
            )
    office.desk.register.record_service(office.clerk, RecordService(documents=(paper.id,), served_on=START))
    assert office.desk.register.get(office.clerk, paper.id).served_on == START


def test_a_start_number_continues_the_paper_register(office):
    start = SetStartNumber(type_key="one_time_notice", division=office.clerk.division, year=2026, last=120)
    with pytest.raises(NotAllowed):
        office.desk.register.set_start_number(office.clerk, start)
    office.desk.register.set_start_number(office.administrator, start)
    assert str(issued(office).number) == "示资规审告〔2026〕121号"
    lower = SetStartNumber(type_key="one_time_notice", division=office.clerk.division, year=2026, last=5)
    with pytest.raises(NumberTaken, match="121"):
        office.desk.register.set_start_number(office.administrator, lower)


def test_papers_are_found_by_what_a_clerk_remembers(office):
    paper = issued(office)
    name, tail = paper.party, paper.telephone[-4:]
    for words in (str(paper.number), name, name[:2], tail, paper.matter_name[:4]):
        found = office.desk.register.find(office.clerk, Query(words=words))
        assert [row.id for row in found] == [paper.id], words
    assert office.desk.register.find(office.registrar, Query(words=name)) == ()
    assert office.desk.register.count(office.clerk, Query(since=START, until=START)) == 1
    assert office.desk.register.count(office.clerk, Query(until=START - timedelta(days=1))) == 0


def test_looking_at_personal_data_is_recorded(office):
    paper = issued(office)
    assert office.desk.register.uncover(office.clerk, paper.id).telephone == paper.telephone
    acts = [entry.act for entry in office.desk.register.history(office.clerk, paper.id)]
    assert acts == ["issue_document", "uncover"]


def test_a_draft_is_found_as_typed_and_goes_when_thrown_away(office):
    office.desk.register.save_draft(office.clerk, "one_time_notice", 0, {"applicant_name": "陈大"})
    kept = office.desk.register.find_draft(office.clerk, "one_time_notice", 0)
    assert kept.fields == {"applicant_name": "陈大"}
    assert office.desk.register.find_draft(office.registrar, "one_time_notice", 0) is None
    office.desk.register.drop_draft(office.clerk, "one_time_notice", 0)
    assert office.desk.register.drafts(office.clerk) == ()


def test_a_true_paper_is_told_from_an_altered_one(office, tmp_path):
    paper = issued(office)
    file = tmp_path / "paper.pdf"
    file.write_bytes(press_pdf(office.desk.register.sheet(office.clerk, paper.id)).pdf)
    verdict = office.desk.checking.paper(file)
    assert verdict.is_true, verdict.faults
    assert office.desk.checking.number(str(paper.number)).is_true
    other = {**sample("one_time_notice"), "committed_limit": 1}
    forged = office.desk.register.draft_sheet(
        office.clerk, IssueDocument(type_key="one_time_notice", fields=other)
    )
    file.write_bytes(press_pdf(_as_if_issued(forged, paper, office)).pdf)
    assert not office.desk.checking.paper(file).is_true


def _as_if_issued(draft, paper, office):
    true = office.desk.register.sheet(office.clerk, paper.id)
    return type(draft)(
        **{name: getattr(draft, name) for name in draft.__dataclass_fields__}
        | {"code": true.code, "heading_right": true.heading_right, "watermark": ""}
    )


def test_the_same_paper_is_pressed_the_same_for_ever(office):
    paper = issued(office)
    first = press_pdf(office.desk.register.sheet(office.clerk, paper.id)).pdf
    office.wall.put(START + timedelta(days=40))
    assert press_pdf(office.desk.register.sheet(office.clerk, paper.id)).pdf == first


def test_a_new_wording_leaves_issued_papers_as_they_were(office):
    from app.office.models import Wording

    paper = issued(office)
    before = press_pdf(office.desk.register.sheet(office.clerk, paper.id)).pdf
    key = next(iter(paper.imprint["wording"]))
    office.desk.office.add_wording(
        office.administrator, Wording(key=key, text="自今日起的新说法。", effective_from=START)
    )
    assert press_pdf(office.desk.register.sheet(office.clerk, paper.id)).pdf == before
    assert issued(office).imprint["wording"][key] == "自今日起的新说法。"
