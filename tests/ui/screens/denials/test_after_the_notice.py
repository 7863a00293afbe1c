from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from app.cases.models import Situation
from app.denials.models import ComplaintState, DenialState
from tests.ui.screens.denials.test_denials_presenter import Seat
from ui.screens.counter.reading import CaseReading
from ui.screens.denials.pane import ReadingPane, now_words, remedies_facts
from ui.screens.denials.words import Tab

GUIDED = {
    "situation": Situation.NOT_OURS.value,
    "right_organ": "示例市住房和建设局",
    "right_organ_telephone": "0592-5550123",
}


@pytest.fixture
def seat(room):
    return lambda who: Seat(room, who)


def test_a_refusal_told_first_waits_to_be_reported_and_turns_red_when_past(room, seat):
    denial, _notice = room.told(**GUIDED)
    sat = seat(room.handler)
    assert sat.numbers(Tab.AFTER) == sat.numbers(Tab.MINE) == [denial.case_number]
    assert sat.place.rows()[0].due.word == "余1个工作日"
    room.office.wall.put(date(2026, 11, 4))
    sat.presenter.choose_tab(Tab.AFTER)
    due = sat.place.rows()[0].due
    assert (due.word, due.role) == ("逾期1个工作日", "late")


def test_the_counter_shows_what_is_still_to_be_reported_of_a_closed_case(room, seat):
    denial, _notice = room.told(**GUIDED)
    shown = CaseReading(room.stage(room.handler)).of(denial.case)
    assert [(item.step, item.remaining) for item in shown.beside] == [("一个工作日内补报否定报备", 1)]


def test_a_report_made_afterwards_cannot_be_taken_back(room, seat):
    denial, _notice = room.told(**GUIDED)
    sat = seat(room.handler)
    reading = sat.read(denial)
    assert reading.primary.key == "change"
    assert "不能撤回" in reading.closed("give_up")
    assert reading.proof is not None


def test_the_remedies_are_counted_from_service(room, seat):
    denial, notice = room.told()
    sat = seat(room.handler)
    assert sat.read(denial).primary.key == "proof_of_service"
    assert remedies_facts(sat.place.reading) == ()
    room.serve(notice)
    sat.presenter.read_again()
    names = [name for name, _text in remedies_facts(sat.place.reading)]
    assert names == ["送达", "复议", "诉讼"]
    assert sat.place.reading.primary.key == "archive"


def test_a_complaint_is_taken_and_answered_by_the_efficiency_office(room, seat):
    denial, notice = room.told()
    room.serve(notice)
    sat = seat(room.efficiency)
    sat.read(denial)
    sat.answers.values = {"received_on": "2026-11-02", "channel": "来电", "content": "应当受理"}
    sat.presenter.act("complain")
    assert "投诉复核中" in now_words(sat.place.reading)
    assert sat.numbers(Tab.MINE) == [denial.case_number]
    sat.presenter.find_complained(denial.case_number)
    assert sat.place.opened[-1] == ("denial", denial.id)
    assert sat.place.reading.primary.key == "answer"
    sat.answers.values = {"outcome": "维持原决定", "answer": "经复核，原决定依据充分。"}
    sat.presenter.act("answer")
    assert sat.place.reading.view.complaints[0].state is ComplaintState.UPHELD


def test_a_complaint_of_tomorrow_is_refused_in_the_open_dialog(room, seat):
    denial, notice = room.told()
    room.serve(notice)
    sat = seat(room.efficiency)
    sat.read(denial)
    sat.answers.values = {"received_on": "2026-11-03", "channel": "来电", "content": "应当受理"}
    sat.presenter.act("complain")
    assert sat.answers.problems
    assert sat.place.reading.view.complaints == ()


def test_a_served_denial_is_archived_and_leaves_as_one_file(room, seat, tmp_path):
    denial, notice = room.told()
    room.serve(notice)
    sat = seat(room.handler)
    sat.read(denial)
    sat.answers.meant = False
    sat.presenter.act("archive")
    assert room.get(denial).state is DenialState.TOLD
    sat.answers.meant = True
    sat.presenter.act("archive")
    assert room.get(denial).state is DenialState.ARCHIVED
    sat.answers.where = tmp_path / "案卷.pdf"
    sat.presenter.act("bundle")
    assert sat.answers.where.read_bytes().startswith(b"%PDF")
    assert "案卷.pdf" in sat.context.window.toasts[-1][0]


def said_in(holder):
    return " ".join(each.text() for each in holder.findChildren(QLabel) if not each.isHidden())


def test_the_pane_says_all_of_it(qtbot, room, seat):
    denial, notice = room.told()
    room.serve(notice)
    pane = ReadingPane()
    qtbot.addWidget(pane)
    sat = seat(room.handler)
    pane.show_reading(sat.read(denial), opened=False)
    said = said_in(pane)
    for word in ("救济期限", "复议", "单位负责人核查", "许建国", "不具备规定的条件", "记录"):
        assert word in said
    assert "周晓彤" not in said
