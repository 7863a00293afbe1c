from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn

from app.forms.sheet import PageBreak, Paragraph, Sheet
from app.press import preflight, press_docx, press_pdf
from app.press.papers import papers_of
from tests.app.press.paper import OWN, joined, page_texts

PARTS = ("机关存", "申请人存")


def two_papers(lines=2, **more):
    promise = Paragraph(text="承诺按期补齐。\n" * lines + "承诺。")
    notice = Paragraph(text="通知如下。\n" * lines + "通知。")
    blocks = (promise, PageBreak(continuation="通知书（续页）"), notice)
    return Sheet(title="承诺书", blocks=blocks, continuation="承诺书（续页）", **more)


def test_a_plain_break_begins_no_other_paper():
    blocks = (Paragraph(text="甲"), PageBreak(), Paragraph(text="乙"))
    sheet = Sheet(title="样张", blocks=blocks, continuation="样张（续页）")
    assert [each.sheet for each in papers_of(sheet)] == [sheet]


def test_each_paper_begins_on_its_own_page_without_a_continuation_heading():
    pages = [joined(page) for page in page_texts(press_pdf(two_papers(parts=PARTS), OWN).pdf)]
    assert [[part in page for part in PARTS] for page in pages] == [[True, False]] * 2 + [[False, True]] * 2
    assert not any("续页" in page for page in pages)
    assert all("第1页共1页" in page for page in pages)


def test_each_paper_counts_its_own_pages_and_heads_them_by_its_own_name():
    pages = [joined(page) for page in page_texts(press_pdf(two_papers(lines=30), OWN).pdf)]
    assert ["承诺书（续页）" in page for page in pages] == [False, True, False, False]
    assert ["通知书（续页）" in page for page in pages] == [False, False, False, True]
    assert ["第2页共2页" in page for page in pages] == [False, True, False, True]


def bound(lines=2):
    letter = Paragraph(text="通知如下。\n" * lines + "通知。")
    behind = Paragraph(text="一件。\n" * lines + "完。")
    blocks = (letter, PageBreak(continuation="一览表（续页）", counts_on=True), behind)
    return Sheet(title="通知", blocks=blocks, continuation="通知（续页）")


def test_an_attachment_is_counted_on_from_its_letter_and_headed_by_its_own_name():
    pages = [joined(page) for page in page_texts(press_pdf(bound(lines=30), OWN).pdf)]
    assert [f"第{number}页共4页" in page for number, page in enumerate(pages, 1)] == [True] * 4
    assert ["一览表（续页）" in page for page in pages] == [False, False, False, True]


def test_in_word_an_attachment_goes_on_counting():
    document = Document(io.BytesIO(press_docx(bound(), OWN)))
    first, second = (section._sectPr.find(qn("w:pgNumType")) for section in document.sections)
    assert (first.get(qn("w:start")), second) == ("1", None)
    assert "NUMPAGES" in document.sections[0].first_page_footer._element.xml


def test_in_word_each_paper_of_each_part_is_a_section():
    sections = Document(io.BytesIO(press_docx(two_papers(parts=PARTS), OWN))).sections
    heads = [section.first_page_header.paragraphs[0].text for section in sections]
    assert heads == ["机关存", "机关存", "申请人存", "申请人存"]
    later = ["".join(p.text for p in section.header.paragraphs) for section in sections]
    assert ["通知书（续页）" in text for text in later] == [False, True, False, True]
    assert {s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in sections} == {"1"}


def test_the_heading_of_every_paper_is_checked_before_printing():
    blocks = (Paragraph(text="甲"), PageBreak(continuation="\U0001f600"), Paragraph(text="乙"))
    assert len(preflight(Sheet(title="样张", blocks=blocks), OWN)) == 1
