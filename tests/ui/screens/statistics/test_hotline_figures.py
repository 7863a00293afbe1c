from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from app.people.models import Role
from app.statistics.definitions_orders import ORDER_FIGURES, ORDER_GROUPS
from app.statistics.events import Domain
from app.statistics.models import CaseRow, Cut
from tests.spreadsheets import sheets_of
from tests.ui.screens.stage import staged
from ui.screens.statistics.columns import column_of
from ui.screens.statistics.monthly import month_in
from ui.screens.statistics.view import StatisticsScreen


@pytest.fixture
def hotline(screen):
    screen._choosing.choose_span("本年")
    screen._look_at(Domain.ORDERS)
    return screen


def choose(screen, row, key):
    screen._table.setCurrentIndex(screen._model.index(row, column_of(ORDER_FIGURES[key])))


def names(screen):
    return [screen._model.row(place).name for place in range(screen._model.rowCount())]


def test_the_hotline_begins_with_divisions_in_their_classes(hotline):
    assert names(hotline)[0] == "合计"
    assert names(hotline)[1].startswith("月均派单")
    assert hotline._model.row(1).is_class
    assert "不作排名" in hotline._beside._foot.text()
    assert hotline._choosing.cuts.value() == Cut.DIVISION.value


@pytest.mark.parametrize("group", ORDER_GROUPS, ids=lambda group: group.title)
def test_each_group_of_the_hotline_shows_its_own_columns_and_all_of_them_fit(hotline, group):
    hotline._go_to(group.title)
    shown = {column_of(figure) for figure in group.figures}
    assert {column_of(figure) for figure in ORDER_FIGURES.values()} & shown == shown
    assert hotline._table.horizontalHeader().length() <= hotline._table.viewport().width()
    assert hotline._beside.definition == group.figures[0].definition


def test_a_division_is_drawn_beside_those_of_its_class_alone(hotline):
    choose(hotline, 2, "orders_received")
    drawn = [bar.name for bar in hotline._beside.chart.bars]
    assert not any(name.startswith("月均派单") for name in drawn)
    assert names(hotline)[2] in drawn


def test_enter_lists_the_orders_behind_a_figure_and_opens_one_in_the_queue(hotline, context):
    choose(hotline, 0, "orders_received")
    cell = hotline._model.row(0).cells["orders_received"]
    QTest.keyClick(hotline._table, Qt.Key.Key_Return)
    assert hotline._behind.model.rowCount() == cell.behind > 0
    row = hotline._behind.pane.table.current_row()
    QTest.keyClick(hotline._behind.pane.table, Qt.Key.Key_Return)
    assert context.window.visits == [("hotline", {"order": int(row.subject.partition(":")[2])})]


def test_enter_opens_a_talk_behind_a_figure_in_the_queue(hotline, context):
    row = CaseRow(
        case=None,
        number="XNY20260001",
        matter_name="约谈",
        party="",
        division="行政审批处",
        clerk="",
        day=date(2026, 11, 20),
        state="整改中",
        note="",
        subject="talk:7",
    )
    hotline._presenter.open_case(row)
    assert context.window.visits == [("hotline", {"talk": 7})]


def test_going_back_to_cases_shows_their_figures(hotline):
    hotline._go_to("告知补正")
    assert hotline._presenter.domain is Domain.CASES
    assert not any(name.startswith("月均派单") for name in names(hotline))


def test_the_petition_centre_sees_the_hotline_alone(qtbot, desk, actor):
    screen = StatisticsScreen(staged(desk, actor(Role.PETITION_CENTRE)))
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive({})
    assert screen._presenter.domains == (Domain.ORDERS,)
    assert names(screen)[0] == "合计"


def test_the_months_report_is_saved_three_times(hotline, tmp_path, monkeypatch):
    path = tmp_path / "月报.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    hotline._ask_report()
    assert path.read_bytes().startswith(b"PK")
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert "总体" in sheets_of(path.with_suffix(".xlsx"))


def test_the_report_is_of_the_last_month_that_has_begun(hotline):
    span, today = hotline._presenter.span, hotline._context.today()
    assert month_in(span, today) == f"{today:%Y-%m}"
    assert month_in(span, span.until.replace(year=span.until.year + 1)) == f"{span.until:%Y-%m}"


def test_a_span_without_orders_speaks_of_orders(hotline):
    hotline._choosing.choose_span("上月")
    assert "这段时间没有工单" in {each.text() for each in hotline._nothing.findChildren(QLabel)}
    hotline._look_at(Domain.CASES)
    assert "这段时间没有办件" in {each.text() for each in hotline._nothing.findChildren(QLabel)}
