from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject

from app.errors import BadInput
from app.forms.sheet import Cell, Grid, Paragraph, Row, Sheet
from app.press import press_pdf
from app.press.verify import LETTERS, code_for, fingerprint, read_code, same_paper
from tests.app.press.paper import LAW, OWN

NUMBER = "厦资规告〔2026〕12号"
VALUES = {"applicant": "王某", "reason": LAW, "count": 3}


def paper(reason=LAW, number=NUMBER, values=None):
    row = Row(cells=(Cell(text="理由", label=True), Cell(text=reason)))
    return Sheet(
        title="一次性告知书",
        heading_right=number,
        blocks=(Paragraph(text="一次性告知书"), Grid(widths=(30, 126), rows=(row,))),
        code=code_for("one_time_notice", number, VALUES if values is None else values),
    )


@pytest.fixture(scope="module")
def issued():
    return press_pdf(paper(), OWN).pdf


def changed_page(pdf, change):
    """The same PDF with the drawing of its first page changed."""
    for stream in re.finditer(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            drawing = zlib.decompress(stream[1])
        except zlib.error:
            continue
        if b" Tm" in drawing:
            writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
            content = DecodedStreamObject()
            content.set_data(change(drawing))
            writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
            target = io.BytesIO()
            writer.write(target)
            return target.getvalue()
    raise AssertionError("no drawing found")


def test_a_true_paper_has_no_difference(issued):
    assert same_paper(issued, issued) == ()
    assert same_paper(press_pdf(paper(), OWN).pdf, issued) == ()


def test_a_paper_written_anew_by_a_viewer_is_still_true(issued):
    assert same_paper(changed_page(issued, lambda drawing: drawing), issued) == ()


def test_the_paper_says_its_number_and_code(issued):
    claim = read_code(issued)
    assert claim.number == NUMBER
    assert claim.code == fingerprint(VALUES, "one_time_notice", NUMBER)


def test_a_paper_without_a_code_says_nothing():
    claim = read_code(press_pdf(replace(paper(), code=None, heading_right=""), OWN).pdf)
    assert (claim.number, claim.code) == ("", "")


def test_the_code_changes_with_every_part_of_the_document():
    codes = {
        fingerprint(VALUES, "one_time_notice", NUMBER),
        fingerprint({**VALUES, "count": 4}, "one_time_notice", NUMBER),
        fingerprint({**VALUES, "applicant": "王某 "}, "one_time_notice", NUMBER),
        fingerprint(VALUES, "correction_notice", NUMBER),
        fingerprint(VALUES, "one_time_notice", "厦资规告〔2026〕13号"),
    }
    assert len(codes) == 5
    assert all(re.fullmatch(rf"([{LETTERS}]{{4}}-?){{3}}", code) for code in codes)
    assert fingerprint(dict(reversed(VALUES.items())), "one_time_notice", NUMBER) in codes


def test_altered_words_are_quoted_as_they_should_be_and_as_they_are(issued):
    altered = press_pdf(paper(LAW.replace("5个工作日", "9个工作日")), OWN).pdf
    (difference,) = same_paper(altered, issued)
    assert difference.page == 1
    assert "应为“" in difference.text
    assert "5个工作日" in difference.text.replace("9个工作日", "")[: difference.text.index("纸面")]
    assert "9个工作日" in difference.text[difference.text.index("纸面") :]


def test_a_moved_line_is_found_though_every_word_is_there(issued):
    altered = changed_page(
        issued, lambda drawing: re.sub(rb"(\d)\.\d\d Tm", rb"\g<1>.99 Tm\n0 3 Td", drawing, count=3)
    )
    differences = same_paper(altered, issued)
    assert differences
    assert "画面" in differences[0].text


def test_a_stroke_drawn_over_the_page_is_found(issued):
    for extra in (b"\n1 g 80 640 440 100 re f", b"\n2 w 100 500 m 300 500 l S"):
        (difference,) = same_paper(changed_page(issued, lambda drawing, extra=extra: drawing + extra), issued)
        assert "第1页" in difference.text


def test_a_swapped_outline_is_found_though_the_text_reads_the_same(issued):
    def swapped(drawing):
        codes = re.search(rb"<([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})> Tj", drawing)
        return drawing.replace(b"/T1 ", b"/T2 ", 1) if codes is None else drawing.replace(b"0.5 w", b"3 w")

    assert same_paper(changed_page(issued, swapped), issued)


def test_a_note_laid_over_the_page_is_found(issued):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(issued))
    note = FreeText(text="同意", rect=(100, 500, 200, 540))
    writer.add_annotation(0, note)
    target = io.BytesIO()
    writer.write(target)
    assert any("批注" in difference.text for difference in same_paper(target.getvalue(), issued))


def test_what_is_appended_to_the_file_is_found(issued):
    appended = issued + b"\n9 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    assert any("追加" in difference.text for difference in same_paper(appended, issued))


def test_a_missing_page_is_found():
    long = press_pdf(paper(LAW * 30), OWN).pdf
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(long))
    writer.remove_page(1)
    target = io.BytesIO()
    writer.write(target)
    assert any("应为" in difference.text for difference in same_paper(target.getvalue(), long))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 rubbish", b"PK\3\4"])
def test_what_is_no_pdf_is_refused_in_words(content):
    with pytest.raises(BadInput, match="PDF"):
        read_code(content)
