from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.statistics.definitions import GROUPS_OF
from app.statistics.events import Domain
from ui.screens.statistics.paper_dialog import PaperDialog


def shown(screen):
    """The page in the preview, and its words."""
    screen._ask_paper()
    (dialog,) = (each for each in screen.findChildren(PaperDialog) if each.isVisible())
    pages = PdfReader(BytesIO(dialog.preview.paper.pdf)).pages
    return dialog, "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("domain", Domain, ids=lambda each: each.name)
def test_every_group_of_figures_is_shown_as_it_prints_with_how_it_is_reckoned(screen, domain):
    screen._choosing.choose_span("本年")
    screen._look_at(domain)
    for group in GROUPS_OF[domain]:
        screen._go_to(group.title)
        dialog, words = shown(screen)
        dialog.reject()
        assert f"{domain.value}统计：{group.title}" in words
        for figure in group.figures:
            assert f"{figure.title}：{figure.definition}"[:20].replace(" ", "") in words
        assert screen._presenter.table.total.cells[group.figures[0].key].shown in words


def test_the_list_behind_a_figure_is_printed_as_it_is_shown(screen):
    screen._choosing.choose_span("本年")
    QTest.keyClick(screen._table, Qt.Key.Key_Return)
    assert screen._is_behind()
    rows = screen._behind.model.rowCount()
    dialog, words = shown(screen)
    dialog.reject()
    assert f"共{rows}条" in words
    assert screen._behind.model.row(0).number in words


def test_without_a_printer_the_preview_says_so_and_stays(screen, qtbot, monkeypatch):
    dialog, _words = shown(screen)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "没有可用的打印机" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()


def test_the_page_is_kept_as_pdf_and_word(screen, tmp_path, monkeypatch):
    dialog, _words = shown(screen)
    for kind, begins in (("PDF", b"%PDF"), ("DOCX", b"PK")):
        path = tmp_path / f"统计.{kind.lower()}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        dialog.keep(kind)
        assert path.read_bytes().startswith(begins)
    dialog.reject()
