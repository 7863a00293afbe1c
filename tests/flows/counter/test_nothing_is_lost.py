"""Crashes, two windows on one case, and small screens: what was typed stays, what matters is in view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from queue import SimpleQueue

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.cases.commands import ChangeCase, DoAct, OpenCase
from app.cases.models import CaseState, MaterialStatus, Party
from tests.flows.counter.stories import banner, begin, cases
from tests.office import Office
from tests.ui.hands import open_window
from ui.dialogs.difference import Difference

Key = Qt.Key


def test_what_was_typed_is_there_again_after_a_crash(qtbot, theme, office, hands):
    begin(hands)
    hands.control(Key.Key_1)
    hands.screen.form.focus_field("address")
    hands.type("示例市湖滨示范路18号")
    hands.screen._save.timeout.emit()

    again = open_window(qtbot, theme, office)
    assert "没有签发的《一次性告知书》" in banner(again)
    again.page.banner._act.click()
    again.settle()
    assert again.screen.form.values()["address"] == "示例市湖滨示范路18号"
    assert "已恢复" in banner(again)


def test_an_entry_not_yet_registered_is_there_again_after_a_crash(qtbot, theme, office, hands):
    begin(hands)
    hands.control(Key.Key_M)
    hands.press(Key.Key_Y)
    hands.screen._idle.timeout.emit()
    hands.screen._idle.stop()  # a window that crashed keeps nothing any more

    again = open_window(qtbot, theme, office)
    again.alt(Key.Key_2)
    entry = again.screen.entry()
    assert entry.values["name"] == "周晓彤"
    assert entry.matter.name == "建设用地规划许可证核发"
    assert entry.materials[0].status is MaterialStatus.PRESENT
    again.control(Key.Key_Return)
    assert len(cases(office)) == 1
    assert office.desk.register.drafts(office.clerk) == ()


def test_two_windows_on_one_case_show_both_versions_and_lose_nothing(office, enter):
    first = enter()
    begin(first)
    first.control(Key.Key_Return)
    (case,) = cases(office)
    second = enter("chenjiaming")
    second.window.go_to("counter", {"case": case.id})
    second.alt(Key.Key_U)
    assert QApplication.focusWidget() is second.screen._applicant._form.input("name").focusProxy()
    second.screen._applicant._form.focus_field("address")
    second.type("示例市文屏示范路7号")
    second.control(Key.Key_S)

    first.come_back()
    first.screen._applicant._form.focus_field("address")
    first.type("示例市集贤示例街9号")
    seen = []
    first.in_dialog(QDialog.reject)
    first.control(Key.Key_S)
    first.screen._idle.timeout.emit()
    assert office.desk.counter.get(office.clerk, case.id).case.applicant.address == "示例市文屏示范路7号"
    assert first.screen._applicant.values()["address"] == "示例市集贤示例街9号"

    first.come_back()

    def keep_mine(dialog):
        seen.extend((each.mine, each.theirs) for each in dialog_differences(dialog))
        first.screen._idle.timeout.emit()
        dialog.try_accept()
        assert dialog.isVisible()
        assert "联系地址" in dialog.problem.text()
        QTest.keyClick(dialog.focusWidget(), Key.Key_Left)
        QTest.keyClick(dialog.focusWidget(), Key.Key_Return)

    first.in_dialog(keep_mine)
    first.control(Key.Key_S)
    kept = office.desk.counter.get(office.clerk, case.id).case
    assert kept.applicant.address == "示例市集贤示例街9号"
    assert len(seen) == 1
    assert first.page.banner.isHidden()


def test_what_was_left_undecided_in_a_case_is_there_when_one_comes_back_to_it(qtbot, theme, office, enter):
    first = enter()
    begin(first)
    first.control(Key.Key_Return)
    (case,) = cases(office)
    first.screen._applicant._form.focus_field("address")
    first.type("示例市集贤示例街9号")
    there = replace(case.applicant, address="示例市文屏示范路7号", telephone="13900009999")
    command = ChangeCase(case=case.id, version=case.version, applicant=there, materials=case.materials)
    office.desk.counter.change(office.actor("chenjiaming"), command)

    first.in_dialog(QDialog.reject)
    first.control(Key.Key_N)
    assert first.screen._presenter.shown is None
    assert "已留着" in banner(first)
    again = open_window(qtbot, theme, office)  # another day: the window was closed meanwhile
    again.window.go_to("counter", {"case": case.id})
    again.settle()
    assert "已恢复" in banner(again)
    assert again.screen._applicant.values()["address"] == "示例市集贤示例街9号"

    def keep_mine(dialog):
        QTest.keyClick(dialog.focusWidget(), Key.Key_Left)
        QTest.keyClick(dialog.focusWidget(), Key.Key_Return)

    again.in_dialog(keep_mine)
    again.control(Key.Key_S)
    kept = office.desk.counter.get(office.clerk, case.id).case.applicant
    assert (kept.address, kept.telephone) == ("示例市集贤示例街9号", "13900009999")
    assert office.desk.register.drafts(office.clerk) == ()
    assert again.page.banner.isHidden()


def test_what_others_do_is_seen_without_losing_the_place(office, enter, tmp_path):
    told = SimpleQueue()
    stop = office.desk.follow(told.put)
    mine = enter()
    begin(mine)
    mine.control(Key.Key_Return)
    mine.alt(Key.Key_1)
    chosen = mine.screen._list.table.current_row().subject
    assert mine.screen._model.rowCount() == 1

    colleague = Office(office.url, tmp_path)
    theirs = open_case(colleague)
    assert told.get(timeout=5).others_wrote
    mine.window.look_again()
    mine.screen.setFocus()
    assert mine.screen._presenter.view.value == "我的"
    mine.screen._tabs.setCurrentIndex(1)
    assert mine.screen._model.rowCount() == 2
    mine.screen._list.table.choose(chosen)

    open_case(colleague)
    mine.window.look_again()
    assert mine.screen._model.rowCount() == 3
    assert mine.screen._list.table.current_row().subject == chosen

    mine.window.go_to("counter", {"case": theirs.id})
    leave(colleague, theirs)
    mine.window.look_again()
    assert mine.screen._presenter.shown.view.case.state is CaseState.CLOSED
    colleague.close()
    stop()


def test_what_is_typed_stays_when_others_change_the_case(office, enter, tmp_path):
    mine = enter()
    begin(mine)
    mine.control(Key.Key_Return)
    (case,) = cases(office)
    mine.alt(Key.Key_U)
    mine.screen._applicant._form.focus_field("address")
    mine.type("示例市集贤示例街9号")

    colleague = Office(office.url, tmp_path)
    leave(colleague, case)
    mine.window.look_again()
    assert mine.screen._applicant.values()["address"] == "示例市集贤示例街9号"
    colleague.close()


def leave(office, case):
    act, fields = "withdraw", {"reason": "申请人书面撤回申请", "asked_on": "2026-11-02"}
    if case.state is CaseState.ENQUIRY:
        act, fields = "close", {"outcome": "咨询人不再办理"}
    office.desk.acts.do(office.clerk, DoAct(case=case.id, act=act, fields=fields))


def open_case(office):
    matter = office.matter("jsydghxkz")
    party = Party(name="吴示例", kind="自然人", telephone="13800000002")
    command = OpenCase(matter=matter.id, applicant=party, application=True, received_on=date(2026, 11, 2))
    return office.desk.counter.open(office.actor("chenjiaming"), command)


def dialog_differences(dialog):
    return [Difference(key=key, label=key, mine=radio.text(), theirs="") for key, radio in dialog._mine.items()]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_scrolls_sideways_and_the_primary_act_is_in_view(qtbot, theme, office, size):
    hands = open_window(qtbot, theme, office, size=size)
    begin(hands)
    for key in ("register", "one_time_notice"):
        button = hands.screen._bar.button(key)
        corner = button.mapTo(hands.window, button.rect().bottomRight())
        assert corner.x() < hands.window.width()
        assert corner.y() < hands.window.height()
    assert hands.window.width() == size[0]


def test_a_list_that_was_empty_shows_what_is_chosen_in_the_next(office, enter):
    open_case(office)
    head = enter("xujianguo")
    table = head.screen._list.table
    assert not table.isVisible()
    head.press(Key.Key_2)
    assert table.isVisible()
    assert table.selectionModel().selectedRows()[0].row() == 0
    assert not head.screen._pane._primary.isVisible()
