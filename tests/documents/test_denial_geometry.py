"""The table of the registration form as its rules lie on the printed page, in mm from the upper left."""

from __future__ import annotations

import ctypes
import itertools
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.documents.denial_registration import TYPE
from app.forms.sheet import MM
from app.press import press_pdf
from tests.documents.paper import SAMPLES, imprint

PLAIN = next(s.values for s in SAMPLES if s.type is TYPE and s.name == "plain")
HEIGHT = 297.0
LEFT, RIGHT = 28.0, 184.0
EXACT = 0.05


def strokes(pdf, page=0):
    """Every straight line of a page: (x, y, x2, y2)."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        objects = list(document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
        return [stroke for item in objects for stroke in _segments(item.raw)]


def _segments(path):
    x, y = ctypes.c_float(), ctypes.c_float()
    here = None
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = (x.value / MM, HEIGHT - y.value / MM)
        if here and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield (*here, *there)
        here = there


def rules_of(values, page=0):
    """The rules lying and standing: ``{place: (start, end)}``, in order."""
    found = strokes(press_pdf(TYPE.page(values, imprint())).pdf, page)
    lying = sorted((y, x, x2) for x, y, x2, y2 in found if abs(y - y2) < EXACT)
    standing = sorted((x, y, y2) for x, y, x2, y2 in found if abs(x - x2) < EXACT)
    return lying, standing


def cells_of(lying, standing):
    """Count the cells: fields of the raster joined wherever no rule parts them."""
    ys, xs = _places(lying), _places(standing)
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def top(place):
        return place if owner[place] == place else top(owner[place])

    for row, column in owner:
        y, x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
        if column and not _parted(standing, xs[column], y):
            owner[top((row, column))] = top((row, column - 1))
        if row and not _parted(lying, ys[row], x):
            owner[top((row, column))] = top((row - 1, column))
    return len({top(place) for place in owner})


def _places(rules):
    places = []
    for place, _, _ in rules:
        if not places or place - places[-1] > EXACT:
            places.append(place)
    return places


def _parted(rules, at, across):
    return any(abs(place - at) < EXACT and start < across < end for place, start, end in rules)


def spans(rules):
    return [(round(start, 1), round(end, 1)) for _, start, end in rules]


@pytest.mark.parametrize("values", [{}, PLAIN], ids=["empty", "filled"])
def test_the_table_has_the_cells_of_the_bureaus_table(values):
    assert cells_of(*rules_of(values)) == 12 + 11  # labels; their cells (one label names three rows)


def test_the_rules_across_reach_as_far_as_the_cells_do():
    lying, _ = rules_of(PLAIN)
    whole = (LEFT, RIGHT)
    assert spans(lying) == [
        whole,
        (121.5, RIGHT),  # 承办处室 and its cell reach over two rows
        whole,
        (63.0, RIGHT),  # 否定事项 reaches over three
        (63.0, RIGHT),
        whole,
        whole,
        whole,
        whole,
    ]


def test_the_rules_down_part_the_columns_only_where_the_table_does():
    lying, standing = rules_of(PLAIN)
    rows = [y for y, _, _ in lying]
    first, case, matter, last = rows[0], rows[2], rows[4], rows[8]
    wanted = [
        (28.0, first, last),
        (63.0, first, last),
        (89.0, case, rows[5]),
        (121.5, first, matter),
        (151.5, first, matter),
        (184.0, first, last),
    ]
    assert standing == [pytest.approx(rule, abs=EXACT) for rule in wanted]


def test_like_cells_are_equally_wide_and_rows_of_a_kind_equally_high():
    lying, standing = rules_of({})
    x = [place for place, _, _ in standing]
    assert x[3] - x[2] == pytest.approx(x[5] - x[4], abs=EXACT)
    heights = [lower[0] - upper[0] for upper, lower in itertools.pairwise(lying)]
    assert heights[:4] == pytest.approx([14.0] * 4, abs=EXACT)
    assert heights[6] == pytest.approx(heights[7], abs=EXACT)
    assert heights[5] > 2 * heights[6] > 4 * heights[4]


def test_the_frame_stands_in_the_text_block_with_the_date_above_and_the_note_below():
    from tests.app.press.paper import lines_on

    lying, standing = rules_of(PLAIN)
    frame = (lying[0][0], lying[-1][0])
    assert [standing[0][0], standing[-1][0]] == pytest.approx([LEFT, RIGHT], abs=EXACT)
    lines = lines_on(press_pdf(TYPE.page(PLAIN, imprint())).pdf)
    title, day, *_, note = lines
    assert title[3] == "否定报备登记表"
    assert (title[1] + title[2]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert day[3] == "2026年11月20日"
    assert day[0] < frame[0]
    assert day[1] > 140
    assert day[2] <= RIGHT
    assert note[0] > frame[1]
    assert note[1] == pytest.approx(LEFT, abs=0.5)


def test_the_next_page_keeps_the_columns_and_the_frame_reaches_the_foot_where_it_goes_on():
    values = {**PLAIN, "reasons": "依法不应办理的理由。" * 300}
    lying, standing = rules_of(values)
    assert lying[-1][0] == pytest.approx(25 + 237, abs=6)  # within a line of the foot
    after, beside = rules_of(values, 1)
    assert {round(x, 1) for x, _, _ in beside} == {28.0, 63.0, 184.0}
    assert standing[1][0] == pytest.approx(beside[1][0], abs=EXACT)
    assert spans(after) == [(LEFT, RIGHT)] * len(after)
