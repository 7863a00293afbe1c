"""Whole stories at the counter, told by key events alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from app.cases.models import CaseState, MaterialStatus
from app.register.models import DocumentState, Query
from tests.flows.counter.stories import banner, begin, cases, notes, papers
from tests.ui.hands import NONE

Key = Qt.Key


def in_last_dialog(text, *, then=Key.Key_Return):
    """Write into the dialog's text and confirm it by Ctrl+Enter."""

    def act(dialog):
        from PySide6.QtTest import QTest

        box = dialog.findChild(QPlainTextEdit)
        box.setPlainText(text)
        QTest.keyClick(box, then, Qt.KeyboardModifier.ControlModifier)

    return act


def test_a_clerk_answers_an_enquiry_without_the_mouse(office, hands, tmp_path):
    begin(hands)
    hands.control(Key.Key_M)
    for letter in (Key.Key_Y, Key.Key_N, Key.Key_Y):
        hands.press(letter)
    hands.control(Key.Key_1)
    assert hands.page.title == "一次性告知书"
    hands.screen.form.focus_field("address")
    hands.type("示例市湖滨示范路18号")
    hands.control(Key.Key_Return)

    (case,) = cases(office)
    (paper,) = papers(office)
    assert str(paper.number) == "示资规审告〔2026〕1号"
    assert paper.fields["address"] == "示例市湖滨示范路18号"
    assert case.state is CaseState.CLOSED
    assert office.desk.register.drafts(office.clerk) == ()

    for kind in ("PDF", "DOCX"):
        hands.screen.save_to(tmp_path / f"paper.{kind.lower()}", kind)
    prints = office.desk.register.prints(office.clerk, paper.id)
    assert [each.reprint for each in prints] == [False, True]
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    hands.press(Key.Key_Escape)
    assert hands.page.title == "窗口办件"


def test_ticks_made_before_registering_stand_on_the_notice(office, hands):
    begin(hands)
    hands.control(Key.Key_M)
    hands.press(Key.Key_Y)
    hands.press(Key.Key_X)
    hands.type("复印件不清晰")
    hands.enter()
    hands.control(Key.Key_Return)

    (case,) = cases(office)
    rows = office.desk.counter.get(office.clerk, case.id).case.materials
    assert [rows[0].status, rows[1].status] == [MaterialStatus.PRESENT, MaterialStatus.FAULTY]
    assert rows[1].fault == "复印件不清晰"


def test_an_application_is_accepted_and_its_receipt_served(office, hands):
    begin(hands, application=True)
    hands.alt(Key.Key_A)
    hands.control(Key.Key_Return)
    assert hands.screen._bar.keys[0] == "acceptance_receipt"
    assert hands.screen._bar.button("acceptance_receipt").property("kind") == "primary"
    hands.control(Key.Key_1)
    assert hands.page.title == "受理回执"
    hands.control(Key.Key_Return)
    issued = hands.screen.presenter.issued
    assert issued.document.fields["due_on"] == "2026-11-09"
    assert issued.due.due == date(2026, 11, 9)

    hands.control(Key.Key_4)
    assert hands.page.title == "送达回证"
    form = hands.screen.form
    assert [row["number"] for row in form.values()["documents"]] == [str(issued.document.number)]
    form.focus_field("received_on")
    hands.type("2026-11-02")
    form.focus_field("served_at")
    hands.type("2026-11-02")
    hands.enter()
    hands.type("9:30")
    hands.control(Key.Key_Return)
    served = [paper for paper in papers(office) if paper.state is DocumentState.SERVED]
    assert [paper.number for paper in served] == [issued.document.number], notes(hands)


def test_a_second_notice_is_stopped_and_goes_on_with_reason_and_head(office, hands):
    begin(hands, application=True)
    hands.alt(Key.Key_A)
    hands.control(Key.Key_M)
    hands.press(Key.Key_N)
    hands.control(Key.Key_Return)
    assert hands.screen._bar.keys[0] == "correction_notice"
    hands.control(Key.Key_1)
    hands.control(Key.Key_Return)
    assert len(papers(office)) == 1, banner(hands)
    hands.press(Key.Key_Escape)
    hands.control(Key.Key_M)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_N)
    hands.control(getattr(Key, f"Key_{hands.screen._bar.keys.index('correction_notice') + 1}"))

    seen = []

    def explain(dialog):
        seen.append(dialog.findChild(QComboBox).currentText())
        in_last_dialog("申请人改由代理人办理，须补充委托手续")(dialog)

    hands.in_dialog(explain)
    hands.control(Key.Key_Return)
    assert seen == ["许建国（单位负责人）"]
    assert len(papers(office)) == 2
    (notice,) = office.desk.second_notices.all(office.head)
    assert notice.head_name == "许建国"
    assert len(notice.added) == 1


def test_when_time_to_tell_has_run_out_the_counter_says_so_and_offers_acceptance(office, hands):
    begin(hands, application=True)
    hands.control(Key.Key_Return)
    office.wall.put(date(2026, 11, 10))
    hands.press(Key.Key_F5)
    bar = hands.screen._bar
    assert bar.button("correction_notice") is None
    assert "视为受理" in bar._why.text()
    assert bar.button("acceptance_receipt").property("kind") == "primary"


def test_a_doubtful_certificate_is_kept_with_a_reason(office, hands):
    begin(hands)
    hands.screen._applicant._form.focus_field("certificate")
    hands.type("350203199001011230")
    hands.in_dialog(in_last_dialog("已核对原件，号码确系如此"))
    hands.control(Key.Key_Return)
    (case,) = cases(office)
    party = office.desk.counter.get(office.clerk, case.id).case.applicant
    assert party.certificate == "350203199001011230"
    assert party.override_reason == "已核对原件，号码确系如此"


def test_a_deferred_question_is_recorded_and_answered_once(office, hands):
    hands.press(Key.Key_Q)
    dialog = QApplication.activeModalWidget()
    hands.type("周晓彤")
    hands.enter()
    hands.type("13800001357")
    dialog._inputs["question"].setFocus()
    hands.type("门牌变更由谁出具证明")
    hands.alt(Key.Key_2)
    hands.control(Key.Key_Return)
    (question,) = office.desk.deferring.open(office.clerk)
    assert question.question == "门牌变更由谁出具证明"
    assert question.promised_at.astimezone().strftime("%d") == "03"

    hands.come_back()
    hands.in_dialog(in_last_dialog("由属地派出所出具。"))
    hands.press(Key.Key_D, NONE)
    assert office.desk.deferring.open(office.clerk) == ()


def test_without_a_printer_a_file_is_offered(office, hands):
    begin(hands)
    hands.control(Key.Key_1)
    hands.control(Key.Key_Return)
    hands.control(Key.Key_P)
    assert "没有可用的打印机" in banner(hands)
    assert hands.page.banner.notice.act_name == "另存 PDF"


def test_cases_are_found_by_initials_and_telephone_tail(office, hands):
    begin(hands)
    hands.control(Key.Key_Return)
    for words in ("zxt", "1357", "SP202600001"):
        hands.control(Key.Key_N)
        hands.control(Key.Key_F)
        hands.type(words)
        hands.enter()
        assert hands.screen._presenter.shown is not None, words
    assert office.desk.register.count(office.clerk, Query()) == 0
