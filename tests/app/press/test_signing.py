from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest

from app.forms.sheet import MM, Paragraph, Sheet, SignatureLine, Signatures, TearOff
from app.press import press_pdf
from app.press.pages import pages_of
from tests.app.press.paper import OWN, lines_on, signed

DPI = 144


def darkness(pdf, box):
    """How many dark points lie in a box (mm from the upper left) of the first page."""
    x, y, width, height = (round(length / 25.4 * DPI) for length in box)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[0].render(scale=DPI / 72, grayscale=True)
        rows = bytes(picture.buffer)
        stride = picture.stride
    return sum(
        point < 128
        for row in range(y, y + height)
        for point in rows[row * stride + x : row * stride + x + width]
    )


@pytest.mark.parametrize("rows", [0, 1, 3, 5])
@pytest.mark.parametrize("seal", [40, 45])
def test_the_square_for_the_seal_holds_nothing_but_its_caption_and_date(rows, seal):
    block = replace(signed(seal=seal, rows=rows), seal_caption="", date="")
    sheet = Sheet(title="样张", blocks=(Paragraph(text="告知如下。"), block))
    top = 37 + 225 / 22 + 3
    assert darkness(press_pdf(sheet, OWN).pdf, (184 - seal, top, seal, seal)) == 0
    told = Sheet(title="样张", blocks=(Paragraph(text="告知如下。"), signed(seal=seal, rows=rows)))
    lines = [line for line in lines_on(press_pdf(told, OWN).pdf) if "盖章" in line[3] or "2026年" in line[3]]
    assert len(lines) == 2
    assert all(top < height < top + seal for height, _, _, _ in lines)


def test_wide_signature_rows_put_the_square_below_them():
    row = tuple(SignatureLine(label=f"第{number}位签字人姓名：", blank=45) for number in range(2))
    block = Signatures(rows=(row,), seal=40, seal_caption="（盖章）", date="2026年11月20日")
    (page,) = pages_of(Sheet(title="样张", blocks=(Paragraph(text="甲"), block)), OWN)
    heights = {placed.line.text: placed.y / MM for placed in page.lines}
    assert heights["（盖章）"] > heights["第1位签字人姓名："] + 11


def test_a_name_typed_on_the_blank_stands_on_its_line():
    block = Signatures(rows=((SignatureLine(label="经办人：", text="林静", blank=40),),))
    (page,) = pages_of(Sheet(title="样张", blocks=(block,)), OWN)
    label, name, _ = page.lines
    ((x, y, x2, y2),) = page.rules
    assert y == y2 > name.y
    assert (x2 - x) / MM == pytest.approx(40)
    assert x < name.x < x2
    assert label.y == name.y


def test_a_tear_line_crosses_the_block_and_leaves_room_for_its_caption():
    (page,) = pages_of(Sheet(title="样张", blocks=(Paragraph(text="甲"), TearOff(caption="沿此线裁开"))), OWN)
    (left, y, before, _), (after, _, right, _) = page.dashes
    caption = page.lines[1]
    assert (left / MM, right / MM) == pytest.approx((28, 184))
    assert before < caption.x < after
    assert caption.y > y


def test_each_part_counts_its_own_pages_and_bears_its_name():
    text = Paragraph(text="\n".join(["行"] * 30))
    pages = pages_of(Sheet(title="样张", blocks=(text,), parts=("存根联", "回执联")), OWN)
    assert [page.lines[0].line.text for page in pages] == ["存根联", "存根联", "回执联", "回执联"]
    assert [page.lines[-1].line.text for page in pages] == ["第1页　共2页", "第2页　共2页"] * 2
