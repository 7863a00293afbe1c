from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.documents.catalogue import CATALOGUE
from app.errors import Problem
from app.forms.checks import read_values
from app.forms.fields import Field, Kind, Section
from ui.forms.blocks import in_even_lines
from ui.forms.choice_inputs import ComboInput, SegmentsInput, choice_input, yes_input
from ui.forms.form import FormView
from ui.forms.inputs import LONGEST_LINE
from ui.forms.line_input import TextInput
from ui.forms.list_input import ListInput
from ui.forms.making import FormDays

TODAY = date(2026, 11, 22)
DAYS = FormDays(today=lambda: TODAY, describe=WorkCalendar(tuple(builtin_arrangements())).describe)
SECTIONS = (
    Section(
        title="申请人",
        fields=(
            Field(key="name", label="申请人", required=True, width=6, help="与证件一致"),
            Field(
                key="kind",
                label="类别",
                kind=Kind.CHOICE,
                choices=("自然人", "单位"),
                default="自然人",
                width=6,
            ),
            Field(key="limit", label="时限", kind=Kind.COUNT, least=0, most=30, width=6),
            Field(key="on", label="收件日期", kind=Kind.DATE, width=6),
            Field(key="at", label="承诺时间", kind=Kind.MOMENT, width=6),
            Field(key="told", label="已告知", kind=Kind.YES, default=False),
            Field(key="basis", label="依据", kind=Kind.LONG, required=True),
            Field(
                key="materials",
                label="材料",
                kind=Kind.LIST,
                columns=(Field(key="name", label="名称", required=True),),
            ),
        ),
    ),
)
VALUES = {
    "name": "厦门示例公司",
    "kind": "单位",
    "limit": 20,
    "on": "2026-11-20",
    "at": "2026-11-23T09:30",
    "told": True,
    "basis": "第一条\n第二条",
    "materials": [{"name": "申请表"}, {"name": "身份证"}],
}


@pytest.fixture
def form(theme, qtbot):
    view = FormView(SECTIONS, DAYS)
    qtbot.addWidget(view)
    view.resize(720, 700)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def line_of(form, key):
    return form.input(key).findChild(QLineEdit)


def test_what_is_filled_in_is_given_back(form):
    form.set_values(VALUES)
    assert form.values() == VALUES


def test_an_empty_form_gives_its_defaults_alone(form):
    assert form.values() == {"kind": "自然人", "told": False}


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.key)
def test_every_document_type_can_be_filled_in(theme, qtbot, kind):
    import json
    from pathlib import Path

    import app.documents

    sample = Path(app.documents.__file__).parent / kind.key / "samples" / "plain.json"
    content = json.loads(sample.read_text(encoding="utf-8"))
    values = content.get("fields", content)
    view = FormView(kind.sections, DAYS)
    qtbot.addWidget(view)
    view.set_values(values)
    assert read_values(kind.sections, view.values()) == read_values(kind.sections, {**defaults(kind), **values})


def defaults(kind):
    found = {field.key: field.default for section in kind.sections for field in section.fields}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def test_a_date_is_typed_short_and_settles_when_left(form, qtbot):
    line = line_of(form, "on")
    line.setFocus()
    qtbot.keyClicks(line, "11.22")
    assert form.values()["on"] == "2026-11-22"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "2026-11-22"
    assert line._said == "周日 休"


def test_what_is_no_date_stays_as_typed_so_that_nothing_is_lost(form, type_chinese):
    line = line_of(form, "on")
    type_chinese(line, "下周")
    assert form.values()["on"] == "下周"


def test_the_calendar_opens_by_key_and_fills_in_the_day(form, qtbot):
    from ui.dates.picker import MonthPicker

    line = line_of(form, "on")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    picker = form.findChild(MonthPicker)
    qtbot.keyClick(picker, Qt.Key.Key_Right)
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert form.values()["on"] == "2026-11-23"


def test_a_number_is_stepped_by_the_arrows_within_its_bounds(form, qtbot):
    line = line_of(form, "limit")
    qtbot.keyClicks(line, "29")
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert form.values()["limit"] == 30


def test_choices_are_made_by_digit_and_arrow(form, qtbot):
    segments = form.input("kind").part
    qtbot.keyClick(segments, Qt.Key.Key_2)
    assert form.values()["kind"] == "单位"
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert form.values()["kind"] == "自然人"


def test_few_words_are_segments_and_many_a_list(theme, qtbot):
    few = choice_input(Field(key="a", label="甲", kind=Kind.CHOICE, choices=("是", "否"), width=6))
    many = choice_input(
        Field(key="b", label="乙", kind=Kind.CHOICE, choices=tuple(f"选项第{n}" for n in range(9)), width=6)
    )
    for made in (few, many):
        qtbot.addWidget(made)
    assert isinstance(few, SegmentsInput)
    assert isinstance(many, ComboInput)
    many.set_value("选项第3")
    assert many.value() == "选项第3"


def test_a_question_is_open_until_it_is_answered_and_can_be_opened_again(theme, qtbot):
    asked = yes_input(Field(key="a", label="甲", kind=Kind.YES, asked=True))
    qtbot.addWidget(asked)
    said = [asked.value()]
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_Backspace):
        qtbot.keyClick(asked.part, key)
        said.append(asked.value())
    assert said == [None, False, True, None]


def test_enter_walks_the_form_and_tab_leaves_long_text(form, qtbot):
    told = []
    form.focused_field.connect(told.append)
    form.focus_field("name")
    qtbot.keyClick(line_of(form, "name"), Qt.Key.Key_Return)
    qtbot.keyClick(form.input("kind").part, Qt.Key.Key_Return)
    assert told[-2:] == ["kind", "limit"]
    text = form.input("basis").findChild(QPlainTextEdit)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.toPlainText() == "\n"
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert told[-1] == "materials"


def test_a_refusal_stands_in_the_place_of_the_help_until_it_is_mended(form, type_chinese):
    form.set_values(VALUES)
    form.show_problems((Problem("name", "太短。"), Problem("materials.1.name", "第 2 行重复。")))
    note = form._notes["name"]
    assert note.text() == "太短。"
    assert line_of(form, "name").property("wrong") is True
    assert line_of(form, "name").hasFocus()
    assert form._notes["materials"].text() == "第 2 行重复。"
    assert form.values() == VALUES
    type_chinese(line_of(form, "name"), "部")
    assert note.text() == "与证件一致"
    assert line_of(form, "name").property("wrong") is False
    form.clear_problems()
    assert not form._notes["materials"].text()


def test_long_text_grows_with_its_lines(form, qtbot):
    text = form.input("basis").findChild(QPlainTextEdit)
    before = text.height()
    form.put_values({"basis": "一\n" * 9})
    qtbot.waitUntil(lambda: text.height() > before)
    form.put_values({"basis": "一\n" * 400})
    assert text.height() < 500


def test_a_very_long_text_is_taken_whole(form):
    text = "办理依据。" * 400_000
    form.put_values({"basis": text})
    assert form.values()["basis"] == text


def test_every_input_can_be_undone(form, qtbot):
    line = line_of(form, "name")
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() != "abc"
    grid = form.input("materials")
    assert isinstance(grid, ListInput)


def test_every_input_has_a_name_for_screen_readers(form):
    for key in VALUES:
        assert form.input(key).part.accessibleName()
    assert form.input("name").part.accessibleName() == "申请人，必填"


def test_the_form_takes_one_column_where_two_have_no_room(form, qtbot):
    two = form.input("kind").mapTo(form, form.input("kind").rect().topLeft()).x()
    form.resize(480, 700)
    qtbot.waitUntil(lambda: form.input("kind").mapTo(form, form.input("kind").rect().topLeft()).x() < two)
    assert form.widget().width() <= form.viewport().width()


def test_inputs_share_their_left_edges(form):
    lefts = {
        form.input(key).mapTo(form, form.input(key).rect().topLeft()).x()
        for key in ("name", "limit", "at", "basis")
    }
    assert len(lefts) == 1


def test_a_paste_too_long_for_a_line_is_refused_in_words_and_nothing_is_lost(form, qtbot, qapp):
    entry = next(each for each in form._inputs.values() if isinstance(each, TextInput))
    line = entry.part
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    qapp.clipboard().setText("甲" * 40_000)
    line.paste()
    assert entry.value() == "abc" + "甲" * 40_000
    qapp.clipboard().setText("乙" * LONGEST_LINE)
    line.paste()
    qtbot.waitUntil(lambda: "太长" in form._notes[entry.field.key].text())
    assert entry.value() == "abc" + "甲" * 40_000


def test_a_long_label_breaks_into_lines_of_one_length():
    assert in_even_lines("事项名称", 56, 92) == "事项名称"
    assert in_even_lines("应向其申请的机关", 112, 104) == "应向其申\n请的机关"
    assert in_even_lines("", 0, 104) == ""
