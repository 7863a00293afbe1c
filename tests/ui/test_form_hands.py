from __future__ import annotations

from app.documents.catalogue import CATALOGUE
from app.errors import Problem
from tests.ui.test_forms import DAYS, SECTIONS, VALUES
from ui.forms.form import FormView
from ui.forms.list_input import ListInput


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
