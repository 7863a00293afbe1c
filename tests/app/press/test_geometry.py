from __future__ import annotations

import itertools

import pytest

from app.forms.sheet import BODY_PT, CHARACTER_MM, LINE_MM, MM, Cell, Grid, Paragraph, Row, Sheet
from app.press import press_pdf
from app.press.pages import pages_of
from tests.app.press.paper import LAW, OWN, lines_on, plain

HAN = "经办人应当一次告知需要补正的全部内容不得多次要求"
EXACT = 0.3


def test_a_full_line_has_28_characters_and_a_full_page_22_lines():
    pressed = press_pdf(plain(HAN * 60), OWN)
    lines = lines_on(pressed.pdf)
    body = [text for _, _, _, text in lines if "第1页" not in text]
    assert len(body) == 22
    assert {len(text) for text in body} == {28}


def test_the_text_stands_in_the_block_of_the_standard():
    lines = lines_on(press_pdf(plain(HAN * 60), OWN).pdf)[:22]
    assert min(left for _, left, _, _ in lines) == pytest.approx(28, abs=EXACT)
    assert max(right for _, _, right, _ in lines) == pytest.approx(184, abs=EXACT)
    assert all(37 <= height <= 262 for height, _, _, _ in lines)


def test_lines_and_characters_keep_the_pitch_of_the_standard():
    (page, *_) = pages_of(plain(HAN * 60), OWN)
    tops = [line.y / MM for line in page.lines[:22]]
    steps = [lower - upper for upper, lower in itertools.pairwise(tops)]
    assert steps == pytest.approx([LINE_MM] * 21, abs=1e-6)
    assert pytest.approx(CHARACTER_MM * MM) == BODY_PT


def test_every_line_of_mixed_text_stays_inside_the_block():
    sheet = plain(
        LAW * 6 + "网址https://www.example.gov.cn/notice/2026/index.html，电话0592-7703001。" * 4, indent=2.0
    )
    for _, left, right, text in lines_on(press_pdf(sheet, OWN).pdf):
        assert left >= 28 - EXACT, text
        assert right <= 184 + EXACT or text[-1] in "，。、；：）》”", text


def test_the_first_line_is_indented_by_its_characters():
    lines = lines_on(press_pdf(plain(HAN * 4, indent=2.0), OWN).pdf)
    assert lines[0][1] == pytest.approx(28 + 2 * CHARACTER_MM, abs=EXACT)
    assert lines[1][1] == pytest.approx(28, abs=EXACT)


def test_an_offset_moves_the_page_and_nothing_else():
    straight = lines_on(press_pdf(plain(HAN), OWN).pdf)
    moved = lines_on(press_pdf(plain(HAN), OWN, offset=(3.0, 2.0)).pdf)
    for before, after in zip(straight, moved, strict=True):
        assert after[0] - before[0] == pytest.approx(2.0, abs=0.11)
        assert after[1] - before[1] == pytest.approx(3.0, abs=0.02)
        assert after[3] == before[3]


def test_field_marks_say_where_a_field_stands():
    cells = (Cell(text="申请人", label=True), Cell(text="王某", field="applicant"))
    grid = Grid(widths=(40, 116), rows=(Row(cells=cells, height=12),))
    heading = Paragraph(text="告知如下", field="heading")
    pressed = press_pdf(Sheet(title="样张", blocks=(heading, grid)), OWN)
    paragraph, cell = pressed.marks
    assert (paragraph.field, paragraph.page) == ("heading", 1)
    assert (paragraph.x, paragraph.y) == pytest.approx((28, 37), abs=0.01)
    assert cell.field == "applicant"
    assert (cell.x, cell.y) == pytest.approx((68, 37 + LINE_MM), abs=0.01)
    assert (cell.width, cell.height) == pytest.approx((116, 12), abs=0.01)


def test_no_rule_of_a_grid_is_drawn_twice():
    rows = tuple(
        Row(cells=(Cell(text="甲", rows=2, label=True), Cell(text="乙"), Cell(text="丙")))
        if number % 2 == 0
        else Row(cells=(Cell(text="丁", columns=2),))
        for number in range(8)
    )
    (page,) = pages_of(Sheet(title="样张", blocks=(Grid(widths=(30, 60, 66), rows=rows),)), OWN)
    covered = []
    for x, y, x2, y2 in page.rules:
        kind, place = ("across", y) if y == y2 else ("down", x)
        start, end = sorted((x, x2) if y == y2 else (y, y2))
        for other_kind, other_place, low, high in covered:
            apart = kind != other_kind or abs(place - other_place) > 0.01
            assert apart or end <= low + 0.01 or start >= high - 0.01
        covered.append((kind, place, start, end))
