from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QStyleOptionViewItem

from app.people.models import Role
from app.statistics.definitions import FIGURES, GROUPS
from app.statistics.models import Cut
from tests.spreadsheets import sheets_of
from tests.ui.screens.stage import staged
from ui.screens.entries import ENTRIES
from ui.screens.statistics.columns import column_of
from ui.screens.statistics.view import StatisticsScreen
from ui.theme import Scheme

ENTRY = next(entry for entry in ENTRIES if entry.key == "statistics")


def choose(screen, row, key):
    screen._table.setCurrentIndex(screen._model.index(row, column_of(FIGURES[key])))


def enter(widget):
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_only_who_sees_statistics_is_let_in(actor):
    assert {role for role in Role if ENTRY.open_to(actor(role))} == {
        Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE, Role.EFFICIENCY_OFFICE, Role.PETITION_CENTRE,
    }  # fmt: skip


def test_the_total_stands_first_and_the_first_figure_is_chosen_and_explained(screen):
    assert screen._model.row(0).name == "合计"
    assert screen._model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "事项"
    assert screen._beside.definition == FIGURES["received"].definition
    names = [bar.name for bar in screen._beside.chart.bars]
    assert names == [screen._model.row(place).name for place in range(1, screen._model.rowCount())]


def test_the_keys_go_to_the_figures_when_the_window_gives_the_screen_its_turn(screen):
    screen.setFocus()
    assert screen._table.hasFocus()


def test_every_heading_tells_its_definition(screen):
    for figure in FIGURES.values():
        tip = screen._model.headerData(
            column_of(figure), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
        )
        assert figure.definition in tip


def test_a_figure_drawn_alone_leaves_the_line_under_it(screen):
    table = screen._table
    for row in (0, 1):
        cell = screen._model.index(row, column_of(FIGURES["received"]))
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 80, 36)
        alone = QImage(80, 36, QImage.Format.Format_RGB32)
        alone.fill(Qt.GlobalColor.white)
        painter = QPainter(alone)
        table.itemDelegate().paint(painter, option, cell)
        painter.end()
        assert alone.pixelColor(2, 35) != alone.pixelColor(2, 30)


def test_walking_to_a_figure_draws_its_column(screen):
    choose(screen, 0, "received")
    QTest.keyClick(screen._table, Qt.Key.Key_Right)
    assert screen._beside.definition == FIGURES["completed"].definition
    QTest.keyClick(screen._table, Qt.Key.Key_Down)
    assert [bar.chosen for bar in screen._beside.chart.bars].index(True) == 0
    said = screen._beside.chart.accessibleName()
    assert all(f"{bar.name} {bar.shown}" in said for bar in screen._beside.chart.bars)


@pytest.mark.parametrize("key", ["received", "in_time_rate", "share"])
def test_enter_opens_as_many_cases_as_the_figure_says_and_esc_comes_back(screen, key):
    choose(screen, 0, key)
    cell = screen._model.row(0).cells[key]
    enter(screen._table)
    behind = screen._behind
    assert screen._stack.currentWidget() is behind
    assert behind.model.rowCount() == cell.behind > 0
    assert FIGURES[key].title in behind.title
    assert all(
        "*" in behind.model.row(place).party or len(behind.model.row(place).party) > 4 for place in (0, 1)
    )
    QTest.keyClick(behind.pane.table, Qt.Key.Key_Escape)
    assert screen._stack.currentWidget() is not behind
    assert screen._table.currentIndex().column() == column_of(FIGURES[key])


def test_enter_in_the_list_opens_the_case_at_the_counter(screen, context):
    choose(screen, 0, "completed")
    enter(screen._table)
    row = screen._behind.pane.table.current_row()
    enter(screen._behind.pane.table)
    assert context.window.visits == [("counter", {"case": row.case})]
    screen.arrive({})
    assert screen._stack.currentWidget() is screen._behind, "coming back shows the list again"


def test_a_figure_of_nothing_opens_an_empty_list_that_says_so(screen):
    choose(screen, 1, "late")
    enter(screen._table)
    assert screen._behind.pane._empty.isVisible()


def test_another_cut_keeps_the_column(screen):
    choose(screen, 2, "completed")
    screen._choosing.choose_cut(Cut.CLERK)
    assert screen._model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "经办人"
    assert screen._table.currentIndex().column() == column_of(FIGURES["completed"])
    assert "归办结的人" in screen._beside._foot.text()


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.title)
def test_each_group_shows_its_own_columns_and_all_of_them_fit(screen, group):
    screen._go_to(group.title)
    shown = {place for place in range(1, len(FIGURES) + 1) if not screen._table.isColumnHidden(place)}
    assert shown == {column_of(figure) for figure in group.figures}
    assert screen._table.horizontalHeader().length() <= screen._table.viewport().width()
    assert screen._table.columnAt(screen._table.viewport().width() - 4) == column_of(group.figures[-1])
    assert screen._beside.definition == group.figures[0].definition


def test_the_whole_without_rows_is_drawn_figure_beside_figure(screen):
    screen._choosing.choose_cut(Cut.NONE)
    assert [bar.name for bar in screen._beside.chart.bars] == ["收件", "办结", "按时办结", "逾期办结"]


def test_a_span_that_ends_before_it_begins_is_told_at_the_days(screen):
    before = screen._presenter.span
    screen._choosing.since.set_value("2026-12-01")
    screen._choosing._tell()
    assert "晚于截止日" in screen._choosing.problem
    assert screen._presenter.span == before
    screen._choosing.until.set_value("2026-12")
    screen._choosing._tell()
    assert "起止日期" in screen._choosing.problem
    screen._choosing.choose_span("本月")
    assert screen._choosing.problem == ""


def test_days_typed_are_a_span_of_ones_own(screen, qtbot):
    screen._choosing.choose_span("上月")
    line = screen._choosing.until.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "11.10")
    assert screen._choosing.spans.value() == "自定"
    qtbot.waitUntil(lambda: str(screen._presenter.span) == "2026-10-01至2026-11-10")


def test_a_time_in_which_nothing_happened_says_so(screen):
    screen._choosing.since.set_value("2030-01-01")
    screen._choosing.until.set_value("2030-01-31")
    screen._choosing._tell()
    assert screen._nothing.isVisible()


def test_the_table_is_written_with_its_definitions(screen, context, tmp_path, monkeypatch):
    path = tmp_path / "统计.xlsx"
    asked = []

    def answer(_parent, _title, name, _kinds):
        asked.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    screen._export.click()
    assert asked == ["办件统计 2026-11-01至2026-11-30.xlsx"]
    assert list(sheets_of(path)) == ["统计", "图", "口径"]
    assert [text for text, _ in context.window.toasts] == ["统计表已存为“统计.xlsx”"]


def test_the_cases_behind_a_figure_are_written_as_they_are_listed(screen, context, tmp_path, monkeypatch):
    path = tmp_path / "明细.xlsx"
    choose(screen, 0, "received")
    enter(screen._table)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    screen._export.click()
    title, _blank, heading, *lines = sheets_of(path)["明细"]
    model = screen._behind.model
    assert title[0] == screen._behind.title
    assert heading[:2] == ["日期", "编号"]
    assert [(line[0], line[1], line[3]) for line in lines] == [
        (row.day, row.number, row.party) for row in map(model.row, range(model.rowCount()))
    ]
    assert context.window.toasts[-1][0] == "明细已存为“明细.xlsx”"


def test_a_file_that_cannot_be_written_is_told(screen, context, tmp_path):
    screen._presenter.export(tmp_path / "没有" / "统计.xlsx")
    assert "无法写入" in context.page.troubles[0]


def test_the_palette_offers_spans_cuts_and_groups(screen):
    offered = {command.title: command for command in screen.commands()}
    assert {"统计：本年", "统计：按月", "统计：否定报备", "导出统计表（XLSX）"} <= set(offered)
    offered["统计：本年"].run()
    offered["统计：按月"].run()
    assert screen._model.rowCount() == 13
    offered["统计：报备结果"].run()
    assert screen._group().title == "报备结果"


def test_a_paper_of_no_case_is_looked_for_in_the_register(screen, context):
    choose(screen, 0, "completed")
    enter(screen._table)
    row = screen._behind.pane.table.current_row()
    screen._presenter.open_case(type(row)(**{**vars(row), "case": None, "number": "示资规审补〔2026〕3号"}))
    assert context.window.visits == [("register", {"words": "示资规审补〔2026〕3号"})]


def test_a_head_is_told_of_which_division_the_figures_are(qtbot, desk, actor):
    context = staged(desk, actor(Role.DIVISION_HEAD))
    screen = StatisticsScreen(context)
    qtbot.addWidget(screen)
    screen.arrive({})
    assert screen._beside.where == "统计范围：行政审批处"


def test_rights_taken_away_are_told_in_the_banner(qtbot, desk, actor):
    context = staged(desk, actor(Role.HANDLER))
    screen = StatisticsScreen(context)
    qtbot.addWidget(screen)
    screen.arrive({})
    assert "查看统计" in context.page.notices[0].text


def test_the_models_keep_their_promises(screen, qtmodeltester):
    choose(screen, 0, "received")
    enter(screen._table)
    for model in (screen._model, screen._behind.model):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_a_click_on_a_figure_chooses_it(screen):
    table = screen._table
    place = table.visualRect(screen._model.index(1, column_of(FIGURES["completed"]))).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert screen._beside.definition == FIGURES["completed"].definition


def test_the_chart_is_drawn_anew_in_other_colours(screen, theme):
    chart = screen._beside.chart
    light = chart.grab().toImage()
    theme.wear(Scheme.DARK)
    assert chart.grab().toImage() != light
    middle = light.pixelColor(light.width() - 1, light.height() - 1)
    assert middle != chart.grab().toImage().pixelColor(light.width() - 1, light.height() - 1)


@pytest.mark.parametrize("group", ["AB岗", "离岗交接", "首问登记"])
def test_posts_absences_and_contacts_are_never_cut_by_matters_or_kinds_they_do_not_have(screen, group):
    assert screen._presenter.cut is Cut.MATTER
    screen._go_to(group)
    offered = {command.title for command in screen.commands()}
    assert "统计：按处室" in offered
    assert not offered & {"统计：按事项", "统计：按类别"}
    assert screen._choosing.cuts.value() == screen._presenter.table.cut.value == "按处室"
    names = [screen._model.row(place).name for place in range(screen._model.rowCount())]
    assert "不分事项" not in names
    screen._choosing.choose_span("本年")
    screen._go_to("收件办结")
    assert screen._choosing.cuts.value() == screen._presenter.table.cut.value == "按事项", "as it was chosen"
    screen._go_to(group)
    screen._choosing.choose_cut(Cut.MONTH)
    screen._go_to("收件办结")
    assert screen._presenter.table.cut is Cut.MONTH


@pytest.mark.parametrize(
    ("group", "key", "room"), [("AB岗", "posts", "posts"), ("首问登记", "contacts", "contacts")]
)
def test_what_is_behind_a_figure_is_opened_in_its_own_room(screen, context, group, key, room):
    screen._go_to(group)
    choose(screen, 0, key)
    cell = screen._model.row(0).cells[key]
    enter(screen._table)
    assert screen._behind.model.rowCount() == cell.behind > 0
    row = screen._behind.pane.table.current_row()
    enter(screen._behind.pane.table)
    arguments = {key.removesuffix("s"): int(row.subject.partition(":")[2])}
    assert context.window.visits == [(room, arguments)]


def test_one_key_goes_to_a_persons_year(screen, context):
    screen._person.click()
    assert context.window.visits == [("person_year", {})]
