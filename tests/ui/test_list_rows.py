from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.forms.fields import Field, Kind
from ui.forms.list_input import ListGrid, ListInput
from ui.forms.list_rows import ListRows, pasted_cells
from ui.theme import ROW_PX

COLUMNS = (
    Field(key="name", label="材料名称", required=True, width=4),
    Field(key="main", label="主次", kind=Kind.CHOICE, choices=("主要", "次要"), default="主要", width=1),
    Field(key="copies", label="份数", kind=Kind.COUNT, default=1, width=1),
    Field(key="seen", label="已核", kind=Kind.YES, width=1),
)
MATERIALS = Field(key="materials", label="申请材料", kind=Kind.LIST, columns=COLUMNS)


def filled(rows):
    model = ListRows(COLUMNS)
    model.set_values([{"name": name} for name in rows])
    return model


def names(model):
    return [row.get("name") for row in model.values()]


def test_the_model_keeps_its_promises(qtmodeltester):
    model = filled(["甲", "乙", "丙"])
    qtmodeltester.check(model, force_py=True)
    model.add_row(1)
    model.move_row(0, 1)
    model.remove_row(2)
    model.paste(1, 0, "丁\t次要\n戊")
    model.undo()


def test_rows_are_added_moved_and_removed():
    model = filled(["甲", "乙", "丙"])
    assert model.move_row(2, -1)
    assert names(model) == ["甲", "丙", "乙"]
    assert not model.move_row(0, -1)
    model.remove_row(0)
    assert names(model) == ["丙", "乙"]


def test_several_lines_of_a_spreadsheet_fill_rows_and_are_read_by_column():
    model = filled(["甲"])
    model.paste(0, 0, "申请表\t次要\t2\t是\n营业执照\t主要\t两份\t\n")
    assert model.values() == [
        {"name": "申请表", "main": "次要", "copies": 2, "seen": True},
        {"name": "营业执照", "main": "主要", "copies": "两份", "seen": False},
    ]


def test_every_change_can_be_taken_back_and_done_again():
    model = filled(["甲", "乙"])
    model.remove_row(0)
    model.paste(0, 0, "丙\n丁")
    assert model.undo()
    assert names(model) == ["乙"]
    assert model.undo()
    assert names(model) == ["甲", "乙"]
    assert not model.undo()
    assert model.redo()
    assert model.redo()
    assert names(model) == ["丙", "丁"]


def test_a_row_nobody_filled_is_not_given_and_problems_meet_the_right_row():
    model = ListRows(COLUMNS)
    for place in range(3):
        model.add_row(place)
    model.setData(model.index(2, 0), "甲")
    assert names(model) == ["甲"]
    model.show_problems({"0.name": "太短。"})
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.data(model.index(2, 0), tip) == "太短。"
    assert model.data(model.index(0, 0), tip) is None


@given(st.lists(st.lists(st.text("甲乙丙a1", max_size=4), min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_a_spreadsheet_copies_is_read_cell_by_cell(table):
    text = "\r\n".join("\t".join(cells) for cells in table) + "x\r\n"
    table[-1][-1] += "x"
    assert pasted_cells(text) == table


def test_a_cell_takes_a_day_and_a_name_as_short_as_a_line_does():
    known = ("行政审批处", "不动产登记中心", "不动产档案室")
    columns = (
        Field(key="who", label="单位", choices=known),
        Field(key="by", label="期限", kind=Kind.DATE),
        Field(key="at", label="时间", kind=Kind.MOMENT),
    )
    model = ListRows(columns, today=lambda: date(2026, 11, 23))
    model.set_values([{}])

    def cells(*typed):
        for place, text in enumerate(typed):
            model.setData(model.index(0, place), text)
        return tuple(model.values()[0].values())

    assert cells("bdcd", "11.25") == ("bdcd", "2026-11-25")  # two of them are meant as much
    assert cells("bdcdj", "+3") == ("不动产登记中心", "2026-11-26")
    assert cells("别的单位", "下周", "11.25 9:30") == ("别的单位", "下周", "2026-11-25T09:30")
    assert model.data(model.index(0, 2)) == "2026-11-25 09:30"


def test_the_grid_is_filled_without_the_mouse(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.show()
    grid = entry.findChild(ListGrid)
    qtbot.keyClick(grid, Qt.Key.Key_Insert)
    grid.model().setData(grid.currentIndex(), "申请表")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert entry.value() == [{"name": "申请表", "main": "次要", "copies": 1, "seen": True}]
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert grid.model().rowCount() == 2
    qtbot.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert grid.currentIndex().row() == 0
    qtbot.keyClick(grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert entry.value() == [{"name": "申请表", "main": "次要", "copies": 1, "seen": True}]


def test_enter_leaves_the_grid_from_an_empty_last_row(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    grid = entry.findChild(ListGrid)
    grid.add()
    grid.setCurrentIndex(grid.model().index(0, 3))
    with qtbot.waitSignal(entry.entered):
        qtbot.keyClick(grid, Qt.Key.Key_Return)


def test_typing_into_a_cell_and_enter_goes_on_to_the_next(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.show()
    grid = entry.findChild(ListGrid)
    grid.add()
    grid._edit()
    editor = grid.viewport().findChild(object, "qt_editing_widget") or grid.indexWidget(grid.currentIndex())
    editor = editor or next(iter(grid.viewport().children()))
    qtbot.keyClicks(editor, "form")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().column() == 1)
    assert entry.value()[0]["name"] == "form"


def test_the_clipboard_is_pasted_where_one_stands(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    grid = entry.findChild(ListGrid)
    QGuiApplication.clipboard().setText("甲\t次要\n乙\t主要")
    qtbot.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row["name"] for row in entry.value()] == ["甲", "乙"]
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry.value() == []


def test_what_the_record_brought_stays_and_only_the_rest_is_filled_in():
    model = filled(["甲", "乙"])
    model.keep_known(2, frozenset({"name"}))
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 0), "丙")
    assert model.setData(model.index(0, 2), "3")
    model.remove_row(0)
    assert not model.move_row(1, -1)
    model.paste(0, 0, "丙\t次要\n丁\n戊")
    assert names(model) == ["甲", "乙", "戊"]
    assert model.values()[0]["main"] == "次要"
    model.remove_row(2)
    assert names(model) == ["甲", "乙"]


def test_a_row_is_added_below_what_the_record_brought(qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.set_value([{"name": "甲"}, {"name": "乙"}])
    entry.keep_known(2, frozenset({"name"}))
    entry._grid.setCurrentIndex(entry._rows.index(0, 0))
    entry._grid.add()
    entry._rows.setData(entry._rows.index(2, 0), "丙")
    assert [row["name"] for row in entry.value()] == ["甲", "乙", "丙"]


def test_enter_goes_on_by_the_cells_that_are_left_to_fill_in(qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.set_value([{"name": "甲"}, {"name": "乙"}])
    entry.keep_known(2, frozenset({"name", "main"}))
    places = []
    for _ in range(4):
        here = entry._grid.currentIndex()
        places.append((here.row(), here.column()))
        entry._grid.go_on()
    assert places == [(0, 2), (0, 3), (1, 2), (1, 3)]
    here = entry._grid.currentIndex()
    assert (here.row(), here.column()) == (2, 0)


def test_enter_in_a_cell_keeps_it_and_goes_on_by_one(qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.set_value([{"name": "甲"}, {"name": "乙"}])
    entry.show()
    entry._grid.setFocus()
    entry._grid.setCurrentIndex(entry._rows.index(0, 0))
    qtbot.keyClicks(entry._grid, "x")
    qtbot.keyClick(entry.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert entry._grid.currentIndex().column() == 1
    assert entry.value()[0]["name"] == "x"


def test_a_number_that_is_typed_stands_in_place_of_the_one_before(qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.set_value([{"name": "甲", "copies": 1}])
    entry.show()
    entry._grid.setFocus()
    entry._grid.setCurrentIndex(entry._rows.index(0, 2))
    qtbot.keyClicks(entry._grid, "2")
    qtbot.keyClick(entry.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert entry.value()[0]["copies"] == 2


def test_what_is_typed_into_an_empty_grid_begins_its_first_row(qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.show()
    entry._grid.setFocus()
    qtbot.keyClicks(entry._grid, "a")
    qtbot.keyClick(entry.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [row["name"] for row in entry.value()] == ["a"]


def test_a_row_of_long_words_is_as_high_as_they_are_and_a_short_one_stays_one_line(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.resize(420, 300)
    entry.show()
    entry.set_value(
        [{"name": "身份证"}, {"name": "国土空间规划编制与建设工程规划许可窗口综合受理岗位职责说明"}]
    )
    grid = entry.findChild(ListGrid)

    low, high = grid.rowHeight(0), grid.rowHeight(1)
    assert (low, high > low) == (ROW_PX, True)
    assert grid.visualRect(grid.model().index(1, 0)).bottom() <= grid.viewport().height()
    grid.model().setData(grid.model().index(1, 0), "短")
    assert grid.rowHeight(1) == ROW_PX


def test_words_that_just_miss_the_room_inside_their_cell_go_on_in_a_second_line(theme, qtbot):
    entry = ListInput(MATERIALS)
    qtbot.addWidget(entry)
    entry.resize(420, 300)
    entry.show()
    grid = entry.findChild(ListGrid)
    name = next(place for place, column in enumerate(MATERIALS.columns) if column.key == "name")
    one = grid.fontMetrics().horizontalAdvance("国")
    entry.set_value([{"name": "国" * 8}, {"name": "国" * 7}])
    grid.setColumnWidth(name, 8 * one + 10)  # eight characters, and less than the padding beside them
    grid.resizeRowsToContents()

    assert grid.rowHeight(0) > grid.rowHeight(1) == ROW_PX
