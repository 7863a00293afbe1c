from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from app.people.models import Role
from tests.ui.hands import open_window
from tests.ui.screens.stage import staged
from ui.frame.commands import commands_of
from ui.frame.user_menu import UserMenu
from ui.screens.entries import ENTRIES
from ui.screens.person_year.view import PersonYearScreen

ENTRY = next(entry for entry in ENTRIES if entry.key == "person_year")


@pytest.fixture
def shown(qtbot, desk, actor):
    def made(role):
        context = staged(desk, actor(role))
        screen = PersonYearScreen(context)
        qtbot.addWidget(screen)
        screen.resize(1142, 606)
        screen.show()
        screen.arrive({})
        return screen, context

    return made


def said(screen):
    return [each.text() for each in screen._area.findChildren(QLabel)]


def test_everybody_may_open_it_and_finds_it_in_the_palette(actor):
    assert all(ENTRY.open_to(actor(role)) for role in Role)
    assert not ENTRY.in_rail

    class Acts:
        def __getattr__(self, _name):
            return lambda *_: None

    assert "个人年度摘录" in {command.title for command in commands_of(Acts(), ENTRIES)}


def test_a_clerk_sees_his_own_year_and_no_choice_of_people(shown):
    screen, context = shown(Role.COUNTER_CLERK)
    assert screen._line is None
    assert context.page.detail.startswith(context.actor.name)
    assert {"收件", "办结", "按时率"} <= set(said(screen))
    assert any(text.endswith("有应办结日期的办件。") for text in said(screen)), "formulas stand in words"


def test_the_page_is_set_as_it_is_printed(shown, qtbot):
    screen, _context = shown(Role.HANDLER)
    qtbot.waitUntil(lambda: screen.preview.pages.page_count >= 1)
    assert screen.preview.paper.pdf.startswith(b"%PDF")


def test_a_head_chooses_one_of_his_people_by_keys(shown, qtbot):
    screen, context = shown(Role.DIVISION_HEAD)
    screen.activateWindow()
    qtbot.waitUntil(screen._line.hasFocus)
    screen._line.selectAll()
    QTest.keyClicks(screen._line, "wzh")
    QTest.keyClick(screen._line, Qt.Key.Key_Return)
    assert context.page.detail == "吴志宏　行政审批处"
    assert screen._presenter.year.name == "吴志宏"


def test_another_year_is_read_anew(shown):
    screen, _context = shown(Role.HANDLER)
    offered = {command.title: command for command in screen.commands()}
    offered["个人年度摘录：2025年"].run()
    assert screen._presenter.year.year == 2025
    assert screen.years.value() == "2025年"
    assert set(said(screen)) >= {"—", "0"}


@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_it_is_saved_as_what_is_asked(shown, tmp_path, monkeypatch, kind, begins):
    screen, context = shown(Role.HANDLER)
    path = tmp_path / "摘录"
    asked = []

    def answer(_parent, _title, name, _kinds):
        asked.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    screen.buttons[kind].click()
    assert asked == [f"个人年度摘录 2026 {context.actor.name}.{kind}"]
    assert (tmp_path / f"摘录.{kind}").read_bytes().startswith(begins)
    assert [text for text, _ in context.window.toasts] == [f"个人年度摘录已存为“摘录.{kind}”"]


def test_somebody_elses_year_is_refused_in_the_banner(shown):
    screen, context = shown(Role.HANDLER)
    screen.arrive({"login": "linxiaoyan"})
    assert "只供本人" in context.page.notices[0].text


def test_the_page_is_printed_by_key_and_where_there_is_no_printer_a_pdf_is_offered(shown, qtbot, monkeypatch):
    screen, context = shown(Role.HANDLER)
    qtbot.waitUntil(lambda: screen.preview.paper is not None)
    assert "个人年度摘录：打印" in {command.title for command in screen.commands()}
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    screen.print_button.click()
    assert context.page.notices[-1].act_name == "存 PDF"


def test_ones_own_year_is_found_behind_ones_name_where_there_are_no_statistics(qtbot, theme, lived_in):
    hands = open_window(qtbot, theme, lived_in, "linxiaoyan")
    assert "statistics" not in hands.window.screens()
    (menu,) = hands.window.findChildren(UserMenu)
    next(each for each in menu.actions() if each.text() == "个人年度摘录").trigger()
    hands.settle()
    assert hands.window.current().entry.key == "person_year"
