from __future__ import annotations

import pytest

from app.forms.sheet import Cell, Grid, Paragraph, Row, Sheet, SignatureLine, Signatures
from app.press import CannotPrint, preflight, press_docx, press_many, press_pdf
from app.press.faces import machine_faces
from tests.app.press.paper import OWN, one_cell, plain

NOBODY = "\U0001f600"


def test_what_every_face_draws_passes():
    assert preflight(plain("告知如下：\n第二段。"), OWN) == ()


@pytest.mark.parametrize("press", [press_pdf, press_docx])
def test_a_character_without_a_face_stops_the_print_and_is_named(press):
    with pytest.raises(CannotPrint) as refused:
        press(one_cell(f"申请人王{NOBODY}某"), OWN)
    (problem,) = refused.value.problems
    assert problem.field == "basis"
    assert NOBODY in problem.text
    assert "U+1F600" in problem.text
    assert "申请人王" in problem.text


def test_one_bad_sheet_stops_a_whole_run():
    with pytest.raises(CannotPrint):
        press_many((plain("好"), plain(NOBODY)), OWN)


@pytest.mark.parametrize(
    "sign", ["\x07", "\u202e", "\u200b", "\ufeff", "\U000e0100", "\t", "\r", "\u2066", "\ue000"]
)
def test_control_and_direction_marks_are_named_and_never_dropped(sign):
    for faces in (OWN, machine_faces()):  # a wide font may have an outline even for these
        assert len(preflight(plain(f"甲{sign}乙"), faces)) == 1
    (problem,) = preflight(plain(f"甲{sign}乙", field="reason"), OWN)
    assert problem.field == "reason"
    assert f"U+{ord(sign):04X}" in problem.text
    assert "控制字符" in problem.text
    assert sign not in problem.text
    with pytest.raises(CannotPrint):
        press_pdf(plain(f"甲{sign}乙"), OWN)


def test_each_character_is_named_once_in_each_field_wherever_it_stands():
    row = Row(cells=(Cell(text=NOBODY, label=True, field="a"), Cell(foot=NOBODY * 2, field="b")))
    signatures = Signatures(rows=((SignatureLine(label="甲", text=NOBODY),),))
    blocks = (Grid(widths=(50, 106), rows=(row,)), signatures)
    sheet = Sheet(title="样张", blocks=blocks, heading_left="左", continuation=NOBODY)
    assert [problem.field for problem in preflight(sheet, OWN)] == ["", "a", "b"]


def test_the_continuation_heading_is_checked_even_on_a_single_page():
    sheet = Sheet(title="样张", blocks=(Paragraph(text="甲"),), continuation=NOBODY)
    assert len(preflight(sheet, OWN)) == 1
