"""A case from acceptance to the served result, told by key events alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.cases.models import CaseState
from tests.flows.counter.stories import banner, begin, cases, fill, notes, papers, take, take_from_list

Key = Qt.Key


def accepted(office, hands):
    begin(hands, application=True)
    hands.alt(Key.Key_A)
    hands.control(Key.Key_Return)
    take(hands, "acceptance_receipt")
    hands.control(Key.Key_Return)
    (case,) = cases(office)
    assert case.state is CaseState.ACCEPTED, (banner(hands), notes(hands))
    return case


def state(office):
    (case,) = cases(office)
    return case.state


def test_a_case_goes_through_a_special_step_to_its_served_result_without_the_mouse(office, enter):
    accepted(office, enter())
    hands = enter("wuzhihong")
    hands.press(Key.Key_2)
    hands.enter()
    assert hands.page.title == "窗口办件"
    take(hands, "special_step_notice")
    assert hands.page.title == "特殊环节告知书"
    form = hands.screen.form
    assert not form.input("due_on").isEnabled()
    for key, text in (("step_name", "现场勘验"), ("step_basis", "技术审查规程第六条"), ("step_days", "3")):
        form.focus_field(key)
        hands.type(text)
    form.focus_field("reason")
    hands.type("需到现场核对界址")
    hands.screen._set_page()
    assert form.values()["expected_on"] == "2026-11-05"
    hands.control(Key.Key_Return)
    assert state(office) is CaseState.SUSPENDED, (banner(hands), notes(hands))

    hands.press(Key.Key_Escape)
    office.wall.put(date(2026, 11, 4))
    hands.press(Key.Key_F5)
    assert hands.screen._bar.keys[0] == "resume"
    take(hands, "resume")
    dialog = fill(hands)
    assert dialog.isVisible()
    assert "必须填写" in dialog.form.input("outcome").part.accessibleDescription()
    fill(hands, outcome="界址与图纸一致")
    assert state(office) is CaseState.ACCEPTED

    hands.come_back()
    take(hands, "complete")
    fill(hands, result_name="建设用地规划许可证")
    assert state(office) is CaseState.COMPLETED
    assert cases(office)[0].result.startswith("准予许可")

    hands.come_back()
    take(hands, "serve_result")
    fill(hands)
    assert state(office) is CaseState.SERVED
    assert QApplication.activeModalWidget() is None
    case = office.desk.counter.get(office.clerk, cases(office)[0].id).case
    assert (case.completed_on, case.served_on) == (date(2026, 11, 4), date(2026, 11, 4))
    assert [paper.type_key for paper in papers(office)] == ["acceptance_receipt", "special_step_notice"]


def test_every_way_is_in_the_list_and_a_closed_one_says_why(office, hands):
    accepted(office, hands)
    hands.press(Key.Key_Escape)
    assert "办结" in hands.screen._bar._why.text()
    assert "须由经办人办理" in hands.screen._bar._why.text()
    seen = []

    def look(dialog):
        seen.extend(dialog._acts)
        dialog._filter.setText("jrtshj")
        dialog.try_accept()
        seen.append(dialog.problem.text())
        dialog.reject()

    hands.in_dialog(look)
    hands.control(Key.Key_0)
    *acts, said = seen
    assert [bool(act.closed) for act in acts] == sorted(bool(act.closed) for act in acts)
    assert "须由经办人办理" in said


def test_a_withdrawal_is_found_by_initials_and_asks_for_its_ground(office, hands):
    accepted(office, hands)
    hands.press(Key.Key_Escape)
    take_from_list(hands, "chsq")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    hands.control(Key.Key_Return)
    assert dialog.isVisible()
    assert state(office) is CaseState.ACCEPTED
    dialog.form.input("reason").set_value("申请人书面撤回申请")
    fill(hands)
    assert state(office) is CaseState.CLOSED


def test_the_window_offers_no_refusal_and_leads_to_the_denial_instead(office, hands):
    begin(hands, application=True)
    hands.control(Key.Key_Return)
    assert "non_acceptance_notice" not in hands.screen._bar.keys
    assert "须由经办人办理" in hands.screen._bar._why.text()
    assert "deny" in hands.screen._bar.keys
