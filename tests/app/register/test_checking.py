from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.denial_registration import TYPE as DENIAL
from app.errors import BadInput
from app.forms.sheet import Note
from app.press import press_pdf
from app.press.verify import page_texts
from tests.app.register.test_register import issued, issued_of


@pytest.mark.parametrize(
    "written",
    [
        "示资规审告〔2026〕1号",
        " 示资规审告〔2026〕1号 ",
        "示资规审告[2026]1号",
        "示资规审告（2026）第1号",
        "示资规审告﹝2026﹞001",
        "示资规审告【2026】1 号",
    ],
)
def test_a_number_is_known_however_it_is_typed(office, written):
    issued(office)
    verdict = office.desk.checking.number(written)
    assert verdict.is_true
    assert verdict.number == "示资规审告〔2026〕1号"


def test_a_paper_is_known_by_its_code_and_by_its_scanned_square(office):
    first, second = issued(office), issued(office, telephone="13900001111")
    assert office.desk.checking.number(second.code.lower()).number == str(second.number)
    assert office.desk.checking.number(f"{first.number} {first.code}").is_true
    wrong = office.desk.checking.number(f"{first.number} {second.code}")
    assert not wrong.is_true
    assert first.code in wrong.faults[0]


@pytest.mark.parametrize(
    "written", ["", "示资规审告〔2026〕9号", "%", "AAAA-BBBB-CCCC", "示资规审告〔2026〕号"]
)
def test_what_the_register_does_not_hold_is_said(office, written):
    issued(office)
    with pytest.raises(BadInput, match="登记簿中没有"):
        office.desk.checking.number(written)


def test_what_stands_behind_the_end_of_a_paper_is_found(office, tmp_path):
    pdf = press_pdf(office.desk.register.sheet(office.clerk, issued(office).id)).pdf
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf + b"\n")
    assert office.desk.checking.paper(file).is_true
    file.write_bytes(pdf + b"%more\n")
    assert "追加" in office.desk.checking.paper(file).faults[0]


def test_a_paper_that_bears_no_number_is_known_by_its_code_whatever_number_its_words_name(office, tmp_path):
    other = issued(office)
    form = issued_of(office, DENIAL)
    sheet = office.desk.register.sheet(office.clerk, form.id)
    pdf = press_pdf(sheet).pdf
    assert str(form.number) not in "".join(page_texts(pdf))
    file = tmp_path / "form.pdf"
    file.write_bytes(pdf)
    verdict = office.desk.checking.paper(file)
    assert verdict.is_true, verdict.faults
    assert verdict.number == str(form.number)
    named = replace(sheet, blocks=(*sheet.blocks, Note(text=f"见{other.number}。")))
    file.write_bytes(press_pdf(named).pdf)
    verdict = office.desk.checking.paper(file)
    assert verdict.number == str(form.number)
    assert not verdict.is_true
