from __future__ import annotations

import re
import zipfile
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest

from app.forms.sheet import Face
from app.press import Faces, press_docx, press_pdf
from app.press.faces import machine_faces
from app.register.commands import IssueDocument
from app.register.issuing import CannotBePrinted
from app.register.models import Query
from tests.flows.bad_input.line import one_time

MARKUP = [
    "<b>甲</b>&amp;<script>alert(1)</script>",
    "<font color=red>x</font><br/>",
    ") Tj ET (\\134",
    "{0} {name} %s %(x)d $x",
    "'; DROP TABLE documents; --",
    "]]></w:t>&#x41;",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text_on_paper_in_the_register_and_in_search(office, text):
    paper = office.desk.register.issue(
        office.clerk, IssueDocument(type_key="one_time_notice", fields=one_time(applicant_name=text))
    )
    assert paper.party == text
    assert_on_both_papers(office, paper, text)
    assert [found.id for found in office.desk.register.find(office.clerk, Query(words=text))] == [paper.id]


EXTENSIONS = {
    "A": (0x3400, 0x4DBF),
    "B": (0x20000, 0x2A6DF),
    "C": (0x2A700, 0x2B739),
    "D": (0x2B740, 0x2B81D),
    "E": (0x2B820, 0x2CEA1),
    "F": (0x2CEB0, 0x2EBE0),
    "G": (0x30000, 0x3134A),
    "H": (0x31350, 0x323AF),
}


def drawn_of(block, faces):
    characters = "".join(map(chr, range(block[0], block[1] + 1)))
    missing = set().union(*(faces.chain(role).missing(characters) for role in Face))
    return [each for each in characters if each not in missing], sorted(missing)


@pytest.mark.parametrize("block", EXTENSIONS.values(), ids=EXTENSIONS)
def test_a_name_of_every_extension_is_issued_and_found_or_the_character_is_named(office, block):
    drawn, missing = drawn_of(block, machine_faces())
    for character in drawn[:1]:
        name = f"欧阳{character}"
        paper = office.desk.register.issue(
            office.clerk, IssueDocument(type_key="one_time_notice", fields=one_time(applicant_name=name))
        )
        assert_on_both_papers(office, paper, name)
        for words in (name, f"阳{character}"):
            assert [found.id for found in office.desk.register.find(office.clerk, Query(words=words))] == [
                paper.id
            ]
    for character in missing[:1]:
        fields = one_time(applicant_name=f"欧阳{character}")
        with pytest.raises(CannotBePrinted, match=re.escape(f"U+{ord(character):04X}")) as told:
            office.desk.register.issue(office.clerk, IssueDocument(type_key="one_time_notice", fields=fields))
        assert "字体" in str(told.value)
    assert drawn or missing


@pytest.mark.parametrize("name", "ABCDE")
def test_our_own_faces_draw_the_names_of_the_national_table_in_the_extensions(name):
    assert drawn_of(EXTENSIONS[name], Faces(machine=False))[0]


def assert_on_both_papers(office, paper, text):
    sheet = office.desk.register.sheet(office.clerk, paper.id)
    blank = re.compile(r"\s")
    with closing(pypdfium2.PdfDocument(press_pdf(sheet).pdf)) as pdf:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert blank.sub("", text) in blank.sub("", words)
    with zipfile.ZipFile(BytesIO(press_docx(sheet))) as parts:
        body = parts.read("word/document.xml").decode()
    shown = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, sign)
    assert blank.sub("", text) in blank.sub("", shown)
