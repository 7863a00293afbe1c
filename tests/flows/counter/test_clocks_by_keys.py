"""The clocks of a case: an extension decided by the leader, lateness told before completion, by keys alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.cases.models import CaseState, ExtensionState
from tests.flows.counter.stories import banner, cases, fill, notes, papers, take
from tests.flows.counter.test_the_whole_life import accepted
from tests.ui.hands import CONTROL

Key = Qt.Key


def to_the_wall(hands):
    hands.window.go_to("clocks", {})
    assert hands.page.title == "限时办结"


def ask_for_more_time(office, enter):
    accepted(office, enter())
    hands = enter("wuzhihong")
    hands.press(Key.Key_2)
    hands.enter()
    take(hands, "ask_extension")
    fill(hands, days="3", reason="需征求文物部门意见")
    (case,) = cases(office)
    assert case.extension.state is ExtensionState.ASKED
    return case


def confirm(dialog):
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)


def test_the_leader_approves_an_extension_by_one_key(office, enter):
    ask_for_more_time(office, enter)
    hands = enter("yangzhenhua")
    to_the_wall(hands)
    hands.in_dialog(confirm)
    hands.press(Key.Key_A)
    assert cases(office)[0].extension.state is ExtensionState.APPROVED
    assert not hands.screen._request_card.isVisible()


def test_the_leader_declines_with_his_opinion(office, enter):
    ask_for_more_time(office, enter)
    hands = enter("yangzhenhua")
    to_the_wall(hands)

    def decline(dialog):
        dialog.findChild(QPlainTextEdit).setPlainText("请按承诺时限办结")
        confirm(dialog)

    hands.in_dialog(decline)
    hands.press(Key.Key_D)
    extension = cases(office)[0].extension
    assert (extension.state, extension.opinion) == (ExtensionState.DECLINED, "请按承诺时限办结")


def test_a_late_case_is_reported_from_the_wall_before_it_can_be_completed(office, enter):
    accepted(office, enter())
    office.wall.put(date(2026, 11, 11))
    hands = enter("wuzhihong")
    to_the_wall(hands)
    hands.press(Key.Key_1)
    assert hands.screen._items.rowCount() == 1
    hands.enter()
    assert "complete" not in hands.screen._bar.keys
    assert "已超过办理期限" in hands.screen._bar._why.text()

    to_the_wall(hands)
    hands.press(Key.Key_W)
    assert hands.page.title == "未能按时办结告知记录"
    form = hands.screen.form
    texts = {"reported_to": "杨振华副局长", "reason": "图纸需补充测绘", "estimated_on": "2026-11-13"}
    for key, text in texts.items():
        form.focus_field(key)
        hands.type(text)
    for key in ("reported_at", "told_at"):
        form.input(key).set_value("2026-11-11T09:30")
    form.input("understanding").set_value("已取得谅解")
    hands.control(Key.Key_Return)
    assert [paper.type_key for paper in papers(office)][-1] == "overdue_record", (banner(hands), notes(hands))

    hands.press(Key.Key_Escape)
    assert any(item.step.startswith("按告知申请人的预计时间") for item in hands.screen._presenter.shown.beside)
    take(hands, "complete")
    dialog = QApplication.activeModalWidget()
    dialog.form.focus_field("result")
    hands.press(Key.Key_Down)
    fill(hands)
    assert cases(office)[0].state is CaseState.COMPLETED
