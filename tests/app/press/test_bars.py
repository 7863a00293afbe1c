from __future__ import annotations

import io
import re
import zipfile

import pypdfium2

from app.forms.sheet import Cell, Grid, Row, Sheet
from app.press import press_docx, press_pdf
from app.press.bars import FAINT, STRONG


def chart(*bars, text="收到"):
    rows = tuple(Row(cells=(Cell(text=text), Cell(bars=each))) for each in bars)
    return Sheet(title="图", blocks=(Grid(widths=(56.0, 100.0), rows=rows),))


def colours(sheet, at):
    page = pypdfium2.PdfDocument(press_pdf(sheet).pdf)[0]
    picture = page.render(scale=4).to_pil()
    return {picture.getpixel((round(x * 4 * 72 / 25.4), round(y * 4 * 72 / 25.4))) for x, y in at}


def test_a_bar_is_as_long_as_its_part_of_the_cell():
    sheet = chart((0.5,))
    across = [(28 + 56 + 1.8 + part * (100 - 3.6), 37 + 5) for part in (0.02, 0.25, 0.48)]
    assert colours(sheet, across) == {STRONG}
    beyond = [(28 + 56 + 1.8 + part * (100 - 3.6), 37 + 5) for part in (0.52, 0.75)]
    assert colours(sheet, beyond) == {(255, 255, 255)}


def test_a_second_bar_is_faint_and_nothing_is_drawn_of_nothing():
    assert colours(chart((0.5, 0.5)), [(100, 37 + 5 + 1.4)]) == {FAINT}
    assert colours(chart((0.0,)), [(28 + 56 + 2, 37 + 5)]) == {(255, 255, 255)}
    assert press_docx(chart((0.0,))).count(b"rIdStrong") == 0


def test_word_has_a_picture_for_each_bar_with_a_number_of_its_own_and_leaves_words_alone():
    package = zipfile.ZipFile(io.BytesIO(press_docx(chart((0.5, 0.2), (1.0,), text='<wp:docPr id="bar"'))))
    body = package.read("word/document.xml").decode()
    assert re.findall(r'r:embed="(\w+)"', body) == ["rIdStrong", "rIdFaint", "rIdStrong"]
    numbers = re.findall(r'<wp:docPr id="(\d+)"', body)
    assert len(set(numbers)) == len(numbers) == 3
    assert '&lt;wp:docPr id="bar"' in body
    relations = package.read("word/_rels/document.xml.rels").decode()
    for name in ("rIdStrong", "rIdFaint"):
        target = re.search(rf'Id="{name}"[^>]*Target="([^"]+)"', relations)[1]
        assert package.read(f"word/{target}").startswith(b"\x89PNG")


def test_a_paper_without_bars_carries_no_pictures_of_them():
    plain = Sheet(title="表", blocks=(Grid(widths=(156.0,), rows=(Row(cells=(Cell(text="字"),)),)),))
    package = zipfile.ZipFile(io.BytesIO(press_docx(plain)))
    assert not [name for name in package.namelist() if name.endswith(".png")]
