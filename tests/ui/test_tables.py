from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.hotline.queue import AtLeast
from ui.jobs import AtOnce, Jobs, Lanes
from ui.parts.empty import Empty
from ui.tables.columns import Column
from ui.tables.models import PAGE, PAGES_KEPT, PageModel, RowsModel
from ui.tables.view import TablePane, TableView
from ui.theme import LIGHT


@dataclass(frozen=True)
class Row:
    id: int
    name: str


COLUMNS = (
    Column(title="编号", text=lambda row: str(row.id), width=80, right=True),
    Column(title="申请人", text=lambda row: f"{row.name[0]}**", masked=True),
)


class Archive:
    """A thousand rows and more, and how often they were read."""

    def __init__(self, count):
        self.rows = [Row(number, f"第{number}人") for number in range(count)]
        self.reads = []

    def count(self):
        return len(self.rows)

    def page(self, offset, limit):
        self.reads.append(offset)
        return tuple(self.rows[offset : offset + limit])


def key(row):
    return row.id


def text(model, row, column=0):
    return model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole)


@pytest.fixture
def archive():
    return Archive(12_345)


@pytest.fixture
def model(archive):
    made = PageModel(COLUMNS, key, AtOnce())
    made.show_source(archive.count, archive.page)
    return made


def test_the_small_model_keeps_its_promises_while_rows_come_and_go(qtmodeltester, qapp):
    rows = RowsModel(COLUMNS, key)
    qtmodeltester.check(rows, force_py=True)
    rows.show_rows((Row(1, "甲"), Row(2, "乙")))
    rows.show_rows((Row(2, "乙"),))
    rows.show_rows((Row(3, "丙"), Row(2, "乙"), Row(4, "丁")))
    rows.show_rows(())
    assert rows.rowCount() == 0


def test_the_window_model_keeps_its_promises_while_rows_come_and_go(qtmodeltester, qapp):
    archive = Archive(250)
    made = PageModel(COLUMNS, key, AtOnce())
    made.show_source(archive.count, archive.page)
    qtmodeltester.check(made, force_py=True)
    del archive.rows[:120]
    made.refresh()
    assert made.rowCount() == 130
    archive.rows += [Row(1000 + number, "新人") for number in range(300)]
    made.refresh()
    assert made.rowCount() == 430


def test_only_the_pages_looked_at_are_read(model, archive):
    assert model.rowCount() == 12_345
    assert archive.reads == [0]
    text(model, 12_000)
    assert text(model, 12_000) == "12000"
    assert archive.reads == [0, 12_000]


@pytest.mark.parametrize("rows", [PAGE * 3 + 7, PAGE * 25, PAGE * 12 + 1])
def test_where_not_all_are_counted_every_row_is_reached_and_the_end_is_told(qapp, rows):
    archive = Archive(rows)
    made = PageModel(COLUMNS, key, AtOnce())
    pane = TablePane(made, "工单", Empty("没有", "", "hotline"))
    made.show_source(lambda: AtLeast(PAGE * 2), archive.page)
    assert "超过 200 件" in said(pane)
    seen = []
    while len(seen) < made.rowCount():
        text(made, len(seen))
        if len(seen) < made.rowCount():
            seen.append(text(made, len(seen)))

    assert seen == [str(number) for number in range(rows)]
    assert f"共 {rows:,} 件" in said(pane)


def said(pane):
    return " ".join(each.text() for each in pane.findChildren(QLabel))


def test_pages_not_looked_at_for_long_are_given_up(model, archive):
    for page in range(PAGES_KEPT + 20):
        text(model, page * PAGE)
    assert len(model._pages) == PAGES_KEPT


def test_a_row_not_yet_read_says_so_and_comes(qtbot, archive):
    lanes = Lanes()
    made = PageModel(COLUMNS, key, Jobs(lanes))
    with qtbot.waitSignal(made.refreshed):
        made.show_source(archive.count, archive.page)
    assert text(made, 5_000) == "…"
    qtbot.waitUntil(lambda: text(made, 5_000) == "5000")
    lanes.close()


def test_an_answer_to_an_older_question_is_not_shown(qtbot, archive):
    lanes = Lanes()
    made = PageModel(COLUMNS, key, Jobs(lanes))
    made.show_source(archive.count, archive.page)
    other = Archive(3)
    made.show_source(other.count, other.page)
    qtbot.waitUntil(lambda: made.rowCount() == 3)
    lanes.close()
    assert made.rowCount() == 3


def test_end_and_home_reach_the_last_and_the_first_row_and_tell_of_them_once_they_are_read(theme, qtbot):
    lanes, archive = Lanes(), Archive(1000)
    model = PageModel(COLUMNS, key, Jobs(lanes))
    view = TableView(model, "事项")
    qtbot.addWidget(view)
    told = []
    view.chosen.connect(told.append)
    with qtbot.waitSignal(model.refreshed):
        model.show_source(archive.count, archive.page)
    view.show()
    with qtbot.waitSignal(model.came):
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_row() == told[-1] == archive.page(999, 1)[0]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_row() == told[-1] == archive.page(0, 1)[0]
    lanes.close()


def test_selection_and_place_stay_when_rows_are_read_again(theme, qtbot, model, archive):
    view = TableView(model, "办件")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.verticalScrollBar().setValue(36 * 40)
    view.selectRow(45)
    place = view.verticalScrollBar().value()
    archive.rows.insert(0, Row(99_999, "新来"))
    model.refresh()
    assert view.current_row().id == 45
    assert view.currentIndex().row() == 46
    assert view.verticalScrollBar().value() == place
    archive.rows[46] = replace(archive.rows[46], name="改名")
    model.refresh()
    assert view.current_row().name == "改名"


def test_the_chosen_row_stays_chosen_when_rows_above_it_are_gone(theme, qtbot, archive):
    del archive.rows[6:]
    model = PageModel(COLUMNS, key, AtOnce())
    model.show_source(archive.count, archive.page)
    table = TableView(model, "办件")
    qtbot.addWidget(table)
    table.choose(3)
    chosen = []
    table.chosen.connect(chosen.append)
    del archive.rows[:3]
    model.refresh()

    assert table.current_row().id == 3
    assert [row.id for row in chosen] == [3]


def test_rows_are_opened_uncovered_and_traced_by_key(theme, qtbot):
    rows = RowsModel(COLUMNS, key)
    view = TableView(rows, "办件")
    qtbot.addWidget(view)
    rows.show_rows((Row(1, "王小明"), Row(2, "李雷")))
    view.choose_first()
    assert text(rows, 0, 1) == "王**"
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [Row(1, "王小明")]
    with qtbot.waitSignal(view.uncover_asked) as asked:
        qtbot.keyClick(view, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    rows.uncover(asked.args[0].id, {1: "王小明"})
    assert text(rows, 0, 1) == "王小明"
    with qtbot.waitSignal(view.trace_asked):
        qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    rows.show_rows((Row(1, "王小明"),))
    assert text(rows, 0, 1) == "王**"


def test_the_pane_says_how_many_there_are_and_what_would_be_here(theme, qtbot):
    rows = RowsModel(COLUMNS, key)
    pane = TablePane(rows, "办件", Empty("没有办件", "收件后会排在这里。"))
    qtbot.addWidget(pane)
    pane.show()
    rows.show_rows((Row(1, "甲"), Row(2, "乙")))
    assert pane.table.isVisible()
    assert pane._count.text() == "共 2 件"
    rows.show_rows(())
    assert not pane.table.isVisible()
    assert pane._empty.isVisible()


def test_the_focus_stays_in_the_pane_when_it_empties_and_fills(theme, qtbot):
    rows = RowsModel(COLUMNS, key)
    window, elsewhere = QWidget(), QPushButton("别处")
    pane = TablePane(rows, "办件", Empty("没有办件", "收件后会排在这里。"))
    column = QVBoxLayout(window)
    column.addWidget(elsewhere)
    column.addWidget(pane)
    qtbot.addWidget(window)
    rows.show_rows((Row(1, "甲"),))
    with qtbot.waitActive(window):
        window.show()
    pane.setFocus()
    for shown in ((), (Row(2, "乙"),)):
        rows.show_rows(shown)
        assert QApplication.focusWidget() is (pane.table if shown else pane._empty)
        pane.setFocus()
        assert not elsewhere.hasFocus()
    elsewhere.setFocus()
    rows.show_rows(())
    assert elsewhere.hasFocus()


def test_the_open_column_takes_the_room_that_is_left(theme, qtbot):
    rows = RowsModel(COLUMNS, key)
    view = TableView(rows, "办件")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    assert view.columnWidth(0) == 80
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()


def test_a_row_that_only_the_focus_made_current_is_not_chosen(theme, qtbot):
    rows = RowsModel(COLUMNS, key)
    pane = TablePane(rows, "办件", Empty("没有办件", "收件后会排在这里。"))
    qtbot.addWidget(pane)
    rows.show_rows((Row(1, "陈"), Row(2, "林")))
    first = rows.index(0, 0)
    pane.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    assert pane.table.current_row() is None
    pane.table.choose_first()
    assert pane.table.current_row().id == 1


def test_a_chosen_row_is_quieter_while_the_keys_are_elsewhere(qtbot, theme, qapp):
    rows = RowsModel(COLUMNS, key)
    rows.show_rows((Row(1, "甲"), Row(2, "乙")))
    window = QWidget()
    line = QLineEdit()
    table = TableView(rows, "申请")
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(table)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table.choose(1)
    edge = table.visualRect(rows.index(0, 0)).topLeft() + QPoint(1, 8)
    for part, colour in ((table, LIGHT.accent), (line, LIGHT.secondary)):
        part.setFocus()
        assert table.viewport().grab().toImage().pixelColor(edge).name().upper() == colour
