from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPageLayout
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.errors import Refusal, Unavailable
from ui.jobs import AtOnce
from ui.preview.pages import Zoom
from ui.preview.printing import (
    NoPrinter,
    choose_printer,
    file_name,
    pictures_for,
    print_pictures,
    set_paper,
    write,
)
from ui.preview.rendering import draw_page, page_sizes
from ui.preview.view import Paper, PreviewPane


class Mark(NamedTuple):
    page: int
    x: float
    y: float
    width: float
    height: float
    field: str


MARKS = (Mark(1, 30, 50, 60, 10, "applicant_name"), Mark(2, 30, 50, 60, 10, "materials.0.name"))


def paper_of(pages=3):
    from io import BytesIO

    held = BytesIO()
    canvas = Canvas(held, pagesize=A4)
    for _ in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, A4[1] - 72, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture(scope="module")
def pdf():
    return paper_of()


@pytest.fixture
def pane(theme, qtbot, pdf):
    made = PreviewPane(AtOnce())
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.show_pdf(pdf, MARKS)
    qtbot.waitUntil(lambda: bool(made.pages._pictures))
    return made


def test_a_page_is_drawn_in_its_own_colours(qapp, pdf):
    picture = draw_page(pdf, 0, 1.0)
    assert picture.image.pixelColor(10, 10) == QColor(255, 0, 0)
    assert picture.image.pixelColor(300, 400) == QColor(255, 255, 255)
    assert (round(page_sizes(pdf)[0].width()), round(page_sizes(pdf)[0].height())) == (595, 842)


def test_the_pages_are_counted_and_turned_by_keys(pane, qtbot):
    assert pane.pages.page_count == 3
    assert pane._place.text() == "第 1 页，共 3 页"
    qtbot.mouseClick(pane._forth, Qt.MouseButton.LeftButton)
    assert pane._place.text() == "第 2 页，共 3 页"
    qtbot.keyClick(pane.pages, Qt.Key.Key_End)
    assert pane._place.text() == "第 3 页，共 3 页"
    for _press in range(2):
        qtbot.keyClick(pane.pages, Qt.Key.Key_PageUp)
    assert pane._place.text() == "第 2 页，共 3 页"


@pytest.mark.parametrize("height", [400, 800, 1400])
def test_page_down_reads_all_of_every_page_and_page_up_all_of_it_back(pane, qtbot, height):
    pane.resize(640, height)
    pages, bar = pane.pages, pane.pages.verticalScrollBar()
    view = pages.viewport().height()
    for key, end in ((Qt.Key.Key_PageDown, bar.maximum()), (Qt.Key.Key_PageUp, 0)):
        while bar.value() != end:
            before = bar.value()
            qtbot.keyClick(pages, key)
            assert 0 < abs(bar.value() - before) <= view  # nothing is passed over
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    if height < 800:
        qtbot.keyClick(pages, Qt.Key.Key_PageDown)
        assert pane._place.text() == "第 1 页，共 3 页"


def test_a_click_on_the_page_goes_to_the_field(pane, qtbot):
    unit = pane.pages.scale() * 72 / 25.4
    box = pane.pages._box_of(0)
    place = QPoint(int(box.left() + 40 * unit), int(box.top() + 55 * unit))
    with qtbot.waitSignal(pane.field_clicked) as told:
        qtbot.mouseClick(pane.pages.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["applicant_name"]


def test_the_focused_field_is_framed_and_brought_into_view(pane, qtbot):
    before = pane.pages.viewport().grab().toImage()
    pane.mark_field("applicant_name")
    assert pane.pages.viewport().grab().toImage() != before
    pane.mark_field("materials")
    assert pane.pages.verticalScrollBar().value() > 0


def test_the_zoom_changes_the_size_of_the_page(pane):
    pane.pages.set_zoom(Zoom.REAL)
    assert pane.pages.scale() == pytest.approx(96 / 72)
    pane.pages.set_zoom(Zoom.DOUBLE)
    assert pane.pages.scale() == pytest.approx(2 * 96 / 72)
    assert pane.pages.horizontalScrollBar().maximum() > 0
    pane.pages.set_zoom(Zoom.WHOLE)
    assert pane.pages._box_of(0).height() <= pane.pages.viewport().height()


def test_the_page_is_set_once_after_the_last_of_many_changes(theme, qtbot, pdf):
    made, sets = PreviewPane(AtOnce()), []
    qtbot.addWidget(made)

    def set_page():
        sets.append(1)
        return Paper(pdf)

    for _ in range(5):
        made.set_later(set_page)
    qtbot.waitUntil(lambda: made.paper is not None)
    assert len(sets) == 1


def test_a_page_that_cannot_be_set_says_why_and_the_page_before_stays(pane):
    def refuse():
        raise Refusal("“𫟷”没有字体能打印。")

    pane.set_at_once(refuse)
    assert pane._problem.text() == "“𫟷”没有字体能打印。"
    assert pane.pages.page_count == 3
    pane.show_pdf(paper_of(1))
    assert not pane._problem.isVisible()
    assert pane.pages.page_count == 1


def test_paper_is_a_whole_sheet_and_the_offset_moves_it(qapp, tmp_path, pdf):
    from pypdfium2 import PdfDocument

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    set_paper(printer)
    printer.setResolution(150)
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Portrait
    printed = print_pictures(printer, pictures_for(printer, pdf), offset=(10.0, 5.0))
    assert printed.copies == 1
    document = PdfDocument(str(tmp_path / "out.pdf"))
    assert len(document) == 3
    bitmap = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    assert bitmap.getpixel((14, 30)) == (255, 255, 255)
    red, green, _ = bitmap.getpixel((50, 40))
    assert red > 200
    assert green < 60


def test_without_a_printer_it_is_said_what_to_do(theme, qtbot, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo
    from PySide6.QtWidgets import QWidget

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("这台机器有打印机")
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(NoPrinter, match="另存 PDF"):
        choose_printer(window, "一次性告知书", 2)


def test_a_full_or_missing_disk_is_told_and_nothing_half_written_passes(tmp_path):
    with pytest.raises(Unavailable, match="不能写入"):
        write(tmp_path / "没有" / "a.pdf", b"x")
    assert write(tmp_path / "a.pdf", b"x").read_bytes() == b"x"


def test_a_number_becomes_a_file_name():
    assert file_name('厦资规告〔2026〕13号/回执: "一"') == "厦资规告〔2026〕13号_回执_ _一_"
