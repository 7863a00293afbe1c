from __future__ import annotations

import io
import re
from collections import Counter

import pypdfium2
import pytest
from docx import Document

from app.forms.fields import Kind, all_fields
from app.forms.sheet import VerificationCode
from app.press import press_docx, press_pdf
from app.press.papers import papers_of
from tests.documents.paper import RICHEST, imprint

BLANK = re.compile(r"\s+")
LONG_TEXT = "".join(chr(0x4E00 + index % 5000) for index in range(20_000))


def joined(text):
    return BLANK.sub("", text)


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


def docx_text(docx):
    return "".join(node.text or "" for node in Document(io.BytesIO(docx)).element.body.iter() if _is_text(node))


def _is_text(node):
    return isinstance(node.tag, str) and node.tag.endswith("}t")


def test_the_pdf_carries_the_words_of_every_sample(sample):
    text = joined("".join(pages_of(press_pdf(sample.type.page(sample.values, imprint())).pdf)))
    assert [word for word in sample.words if joined(word) not in text] == []


def test_the_word_document_carries_the_words_of_every_sample(sample):
    text = joined(docx_text(press_docx(sample.type.page(sample.values, imprint()))))
    assert [word for word in sample.words if joined(word) not in text] == []


def test_the_same_form_gives_the_same_bytes(sample):
    code = VerificationCode(text="7KQ4-9DXM-2P", payload="7KQ49DXM2P")
    sheet = sample.type.page(sample.values, imprint(code=code))
    assert press_pdf(sheet).pdf == press_pdf(sheet).pdf
    assert press_docx(sheet) == press_docx(sheet)


def test_twenty_thousand_characters_in_every_long_field_all_reach_the_paper(document_type):
    long = [field.key for field in all_fields(document_type.sections) if field.kind is Kind.LONG]
    values = {**RICHEST[document_type.key].values, **dict.fromkeys(long, LONG_TEXT)}
    sheet = document_type.page(values, imprint())
    text = joined("".join(pages_of(press_pdf(sheet).pdf)))
    parts = max(1, len(sheet.parts))
    printed, times = Counter(text), len(long) * parts
    assert [c for c, count in Counter(LONG_TEXT).items() if printed[c] < count * times] == []


def test_ordinary_papers_stand_on_one_page(sample):
    if sample.name in ("minimal", "plain", "substitute", "refused", "by_post", "electronic", "organisation"):
        sheet = sample.type.page(sample.values, imprint())
        pages = press_pdf(sheet).pages / max(1, len(sheet.parts)) / len(papers_of(sheet))
        letter = sample.type.key == "correction_notice"
        full = (sample.type.key, sample.name) == ("one_time_notice", "plain")
        assert pages == (2 if letter or full else 1)


@pytest.mark.parametrize("name", ["plain", "long"])
def test_each_part_is_named_and_every_page_carries_the_number(document_type, name):
    from tests.documents.paper import SAMPLES

    (sample,) = [s for s in SAMPLES if s.type is document_type and s.name == name]
    sheet = document_type.page(sample.values, imprint(number="示例告〔2026〕7号"))
    pages = [joined(page) for page in pages_of(press_pdf(sheet).pdf)]
    if document_type.key == "denial_registration":  # the bureau's own table bears no number
        assert not any("示例告〔2026〕7号" in page for page in pages)
        return
    assert all("示例告〔2026〕7号" in page for page in pages)
    for part in sheet.parts:
        assert sum(part in page for page in pages) >= len(pages) // len(sheet.parts)
