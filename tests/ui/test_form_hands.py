from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.documents.catalogue import CATALOGUE
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from tests.ui.test_forms import DAYS, SECTIONS, VALUES
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.form import FormView
from ui.forms.list_input import ListInput
from ui.forms.making import FormDays


def test_the_hands_begin_in_the_first_empty_field_that_must_be_filled_in(theme, qtbot):
    form = FormView(SECTIONS, DAYS)
    qtbot.addWidget(form)
    form.set_values({"name": "厦门示例公司"})
    assert form.first_wanted() == "basis"
    form.set_values({"name": "厦门示例公司", "basis": "第一条"})
    assert form.first_wanted() == "limit"
    form.set_values(VALUES)
    assert form.first_wanted() == "name"


def test_what_is_counted_for_an_empty_field_takes_its_refusal_away(theme, qtbot):
    form = FormView(SECTIONS, DAYS)
    qtbot.addWidget(form)
    form.show()
    form.show_problems((Problem("on", "“收件日期”必须填写，现在是空的。"),))
    assert form.input("on").part.accessibleDescription()
    form.put_values({"on": "2026-11-27"})
    assert form.input("on").part.accessibleDescription() == ""


def test_what_is_wrong_with_the_last_field_is_read_without_scrolling(theme, qtbot):
    form = FormView(SECTIONS, DAYS)
    qtbot.addWidget(form)
    form.resize(560, 240)
    form.show()
    form.show_problems((Problem("at", "“承诺时间”应当写明日期和时刻，并且不早于今天。"),))
    note = form.input("at").parentWidget().layout().itemAt(1).widget()
    top = note.mapTo(form.viewport(), note.rect().topLeft()).y()
    assert top >= 0
    assert top + note.height() <= form.viewport().height()


def test_a_wrong_line_is_written_over_by_what_is_typed_next(theme, qtbot):
    form = FormView(SECTIONS, DAYS)
    qtbot.addWidget(form)
    form.set_values({**VALUES, "on": "十一月"})
    form.show()
    form.show_problems((Problem("on", "看不明白。"),))
    assert form.input("on").part.selectedText() == "十一月"


def test_days_of_a_list_are_read_whole_and_words_give_way_before_it_scrolls(theme, qtbot):
    receipt = next(each for each in CATALOGUE if each.key == "acceptance_receipt")
    field = next(
        each for section in receipt.sections for each in section.fields if each.key == "missing_materials"
    )
    box = ListInput(field)
    qtbot.addWidget(box)
    box.setFixedWidth(598)
    box.show()
    grid = box.part
    widths = [grid.columnWidth(place) for place in range(len(field.columns))]
    assert sum(widths) <= grid.viewport().width()
    day = next(place for place, column in enumerate(field.columns) if column.key == "submit_by")
    assert widths[day] >= grid.fontMetrics().horizontalAdvance("2026-12-30") + 16


FILLED = {"name": "林晓燕", "limit": "3"}


@pytest.mark.parametrize(
    ("values", "begins"),
    [(FILLED, "name"), ({"name": "林晓燕"}, "limit"), ({}, "name"), ({"limit": "3"}, "name")],
)
def test_a_dialog_begins_at_the_first_field_that_must_be_filled_in_else_at_the_top(qtbot, values, begins):
    fields = (
        Field(key="name", label="姓名", required=True),
        Field(key="limit", label="期限", required=True),
        Field(key="note", label="说明"),
    )
    question = FieldsQuestion(
        title="登记", text="", confirm="登记", sections=(Section(title="", fields=fields),), values=values
    )
    dialog = FieldsDialog(None, question, FormDays(), lambda _values: None)
    qtbot.addWidget(dialog)
    dialog.show()
    here = dialog.focusWidget()
    assert dialog.form.input(begins).isAncestorOf(here)


@pytest.mark.parametrize("chord", ["Ctrl+Return", "Ctrl+S", "Alt+W"])
def test_a_chord_finds_in_the_form_what_is_being_typed_into_a_cell(theme, qtbot, chord):
    form = FormView(SECTIONS, DAYS)
    qtbot.addWidget(form)
    form.set_values(VALUES)
    form.show()
    read = []
    QShortcut(QKeySequence(chord), form, lambda: read.append(form.values()))
    box = next(each for each in form.findChildren(ListInput))
    before = box.value()
    text = next(place for place, column in enumerate(box.field.columns) if column.kind is Kind.TEXT)
    grid = box.part
    form.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    grid.setCurrentIndex(grid.model().index(0, text))
    for sign in "A3":
        QTest.keyClicks(QApplication.focusWidget(), sign)
    keys = QKeySequence(chord)[0]
    QTest.keyClick(QApplication.focusWidget(), keys.key(), keys.keyboardModifiers())
    (found,) = read
    key = box.field.columns[text].key
    assert found[box.field.key][0][key] == "A3"
    assert found[box.field.key][1:] == before[1:]
    QTest.keyClicks(QApplication.focusWidget(), "B")  # the hands go on in the cell
    assert QApplication.focusWidget().text() == "A3B"
