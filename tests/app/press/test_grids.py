from __future__ import annotations

import itertools

import pytest

from app.forms.sheet import MM, Cell, Face, Grid, Note, Paragraph, Row, Sheet, Together
from app.press import press_pdf
from app.press.pages import pages_of
from app.press.verify import page_texts
from tests.app.press.paper import LAW, OWN, lines_on, one_cell, signed

BOTTOM = 262 * MM


def listing(rows, *, heading=1, text="申请表"):
    top = Row(cells=(Cell(text="序号", label=True), Cell(text="材料名称", label=True)))
    lines = tuple(Row(cells=(Cell(text=str(number)), Cell(text=text))) for number in range(rows))
    return Sheet(title="样张", blocks=(Grid(widths=(20, 136), rows=(top, *lines), heading=heading),))


def boxes(page):
    """The heights (mm) between the rules across of a page."""
    levels = sorted({round(y / MM, 2) for _, y, _, y2 in page.rules if y == y2})
    return [round(lower - upper, 2) for upper, lower in itertools.pairwise(levels)]


def test_a_row_is_as_high_as_it_is_told_to_be():
    (page,) = pages_of(one_cell("短", height=23.5), OWN)
    assert boxes(page) == [23.5]


def test_a_row_grows_with_its_text():
    (low,) = pages_of(one_cell("短", height=10), OWN)
    (high,) = pages_of(one_cell(LAW * 2, height=10), OWN)
    assert boxes(low) == [10]
    assert boxes(high)[0] > 30


def test_a_span_over_rows_makes_its_last_row_grow():
    rows = (
        Row(cells=(Cell(text=LAW, rows=2), Cell(text="上"))),
        Row(cells=(Cell(text="下"),)),
    )
    (page,) = pages_of(Sheet(title="样张", blocks=(Grid(widths=(60, 96), rows=rows),)), OWN)
    across = {round(y / MM, 2): (x / MM, x2 / MM) for x, y, x2, y2 in page.rules if y == y2}
    top, middle, bottom = sorted(across)
    assert middle - top == 10
    assert bottom - middle > 20
    assert across[middle] == pytest.approx((88, 184))


def test_labels_and_short_values_stand_in_the_middle_of_their_cells():
    (page,) = pages_of(one_cell("短", height=60), OWN)
    for placed in page.lines[:2]:
        assert placed.y / MM == pytest.approx(37 + 30 + 0.38 * 12 / MM, abs=0.3)


def test_the_foot_of_a_cell_stands_at_its_bottom_right():
    row = Row(cells=(Cell(text="意见", label=True), Cell(text="同意", foot="签字：　　年　月　日")), height=50)
    pdf = press_pdf(Sheet(title="样张", blocks=(Grid(widths=(30, 126), rows=(row,)),)), OWN).pdf
    (foot,) = [line for line in lines_on(pdf) if "签字" in line[3]]
    assert foot[0] > 37 + 50 - 8
    assert foot[2] == pytest.approx(184 - 1.8, abs=0.3)


def test_the_heading_of_a_list_is_repeated_on_every_page():
    pages = page_texts(press_pdf(listing(80), OWN).pdf)
    assert len(pages) == 4
    assert all("序号材料名称" in page for page in pages)
    printed = "".join(pages)
    assert printed.count("申请表") == 80


def test_no_row_is_cut_that_fits_on_a_page():
    pages = page_texts(press_pdf(listing(40, text=LAW), OWN).pdf)
    assert "".join(page.replace("\n", "") for page in pages).count(LAW) == 40
    for page in pages:
        assert page.count("自收到申请材料之日起") == page.count("依据《中华人民共和国行政许可法》")


def test_a_cell_higher_than_a_page_goes_on_with_headings_and_its_label():
    sheet = one_cell(LAW * 40, continuation="样张（续页）")
    first, *others = page_texts(press_pdf(sheet, OWN).pdf)
    assert len(others) >= 2
    assert "续" not in first
    for page in others:
        assert page.startswith("样张（续页）")
        assert "办理依据（续）" in page.replace("\n", "")


@pytest.mark.parametrize("count", [3, 17, 30, 41])
def test_nothing_is_printed_below_the_text_block(count):
    for page in pages_of(one_cell(LAW * count), OWN):
        body = [line for line in page.lines if not line.line.text.startswith(("第", "验证码", "扫码"))]
        assert max(line.y for line in body) < BOTTOM
        assert max(max(y, y2) for _, y, _, y2 in page.rules) <= BOTTOM + 0.1


def test_a_span_over_rows_that_is_cut_goes_on_on_the_next_page():
    rows = (
        Row(cells=(Cell(text="材料", label=True, rows=3), Cell(text=LAW * 8))),
        Row(cells=(Cell(text=LAW * 8),)),
        Row(cells=(Cell(text=LAW * 8),)),
    )
    sheet = Sheet(title="样张", blocks=(Grid(widths=(30, 126), rows=rows),))
    pages = page_texts(press_pdf(sheet, OWN).pdf)
    assert len(pages) > 1
    printed = "".join(pages).replace("材料（续）", "").replace("材料", "")
    for number in range(1, 9):
        printed = printed.replace(f"第{number}页共{len(pages)}页", "")
    assert printed == (LAW * 24).replace("材料", "")


def test_pieces_kept_together_move_to_the_next_page_as_one():
    filler = Paragraph(text="\n".join(["行"] * 20))
    kept = Together(blocks=(Paragraph(text="甲"), Paragraph(text="乙"), Note(text="丙")))
    _, second = pages_of(Sheet(title="样张", blocks=(filler, kept)), OWN)
    assert [line.line.text for line in second.lines][:3] == ["甲", "乙", "丙"]


def test_a_heading_is_never_the_last_line_of_a_page():
    filler = Paragraph(text="\n".join(["行"] * 21))
    heading = Paragraph(text="一、条件", face=Face.HEI, keep_with_next=True)
    first, second = pages_of(Sheet(title="样张", blocks=(filler, heading, Paragraph(text=LAW))), OWN)
    assert "一、条件" not in [line.line.text for line in first.lines]
    assert second.lines[0].line.text == "一、条件"


@pytest.mark.parametrize("lines", range(1, 60, 4))
@pytest.mark.parametrize("seal", [0, 40])
def test_signatures_are_never_parted_from_the_last_line_before_them(lines, seal):
    text = Paragraph(text="\n".join(f"行{number}" for number in range(lines)))
    pages = pages_of(Sheet(title="样张", blocks=(text, signed(seal=seal, rows=3))), OWN)
    (page,) = [page for page in pages if any("签字人" in line.line.text for line in page.lines)]
    assert f"行{lines - 1}" in [line.line.text for line in page.lines]
    assert sum("签字人" in line.line.text for line in page.lines) == 3


@pytest.mark.parametrize("times", range(4, 40, 3))
def test_signatures_stay_with_the_last_row_of_a_grid(times):
    sheet = one_cell(LAW * times)
    signing = Sheet(title="样张", blocks=(*sheet.blocks, signed(seal=40, rows=3)))
    pages = pages_of(signing, OWN)
    (page,) = [page for page in pages if any("签字人" in line.line.text for line in page.lines)]
    assert any(line.line.text.endswith("理。") for line in page.lines)
