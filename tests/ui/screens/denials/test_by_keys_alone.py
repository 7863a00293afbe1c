from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.cases.models import CaseState
from app.denials.models import DenialQuery, DenialState
from tests.ui.hands import open_window
from ui.screens.denials.words import Tab

REASONS = "现行规划用途为防护绿地，不符合规定的条件。"


@pytest.fixture
def sit(qtbot, theme, office):
    """Sign a person in and open the room by its key in the rail."""

    def at(login):
        hands = open_window(qtbot, theme, office, login)
        place = hands.window.screens().index("denials") + 1
        hands.alt(Qt.Key(Qt.Key.Key_0 + place))
        return hands

    return at


def choose_next(hands):
    hands.press(Qt.Key.Key_Down)
    hands.enter()


def test_from_the_path_to_filed_by_three_people_without_a_mouse(room, sit):
    case = room.case("林小满")
    handler = sit("wuzhihong")
    handler.control(Qt.Key.Key_N)
    handler.type("lxm")
    handler.enter()
    handler.press(Qt.Key.Key_4)
    choose_next(handler)
    choose_next(handler)
    handler.screen.desk.page.form.focus_field("reasons")
    handler.type(REASONS)
    handler.control(Qt.Key.Key_Return)
    denial = room.desk.denials.find(room.handler, DenialQuery(case=case.id), offset=0, limit=1)[0]
    assert denial.state is DenialState.HEAD
    assert room.get(denial).fields["reasons"] == REASONS
    assert room.desk.counter.get(room.handler, case.id).case.state is CaseState.DENYING

    head = sit("xujianguo")
    head.enter()
    head.in_dialog(lambda dialog: (dialog.text.setPlainText(""), dialog.try_accept(), dialog.reject()))
    head.press(Qt.Key.Key_B)
    assert room.get(denial).state is DenialState.HEAD  # sent back by nobody: it said nothing
    head.come_back()
    head.in_dialog(lambda dialog: dialog.try_accept())
    head.press(Qt.Key.Key_A)
    assert room.get(denial).state is DenialState.LEADER

    leader = sit("yangzhenhua")
    leader.enter()
    leader.in_dialog(lambda dialog: (dialog.take("同意，请做好解释。"), dialog.try_accept()))
    leader.press(Qt.Key.Key_A)
    kept = room.get(denial)
    assert kept.state is DenialState.FILED
    assert kept.form
    assert kept.checks[-1].text == "同意，请做好解释。"
    assert leader.window._rail.item("denials").count == 0


def test_a_draft_sent_back_is_mended_and_handed_in_again_by_keys(room, sit):
    denial = room.submitted()
    head = sit("xujianguo")
    head.enter()
    head.in_dialog(lambda dialog: (dialog.take("请补充条款项。"), dialog.try_accept()))
    head.press(Qt.Key.Key_B)
    assert room.get(denial).state is DenialState.DRAFT

    handler = sit("wuzhihong")
    handler.enter()
    assert handler.screen.desk.is_open
    assert "请补充条款项。" in handler.screen._context.page.banner.notice.text
    handler.type("第三十八条。")
    handler.control(Qt.Key.Key_Return)
    kept = room.get(denial)
    assert kept.state is DenialState.HEAD
    assert "第三十八条" in kept.fields["reasons"]
    assert handler.screen.isAncestorOf(QApplication.focusWidget())


def test_enter_opens_what_the_pane_shows_also_when_the_list_has_it_no_longer(room, sit):
    denial = room.submitted()
    head = sit("xujianguo")
    head.enter()
    head.in_dialog(lambda dialog: dialog.try_accept())
    head.press(Qt.Key.Key_A)
    head.come_back()
    head.press(Qt.Key.Key_Escape)
    browse = head.screen.browse
    assert browse.pane.isVisible()
    assert head.screen.presenter.reading.denial.id == denial.id
    assert browse.list.table.current_row() is None
    assert not browse.paper_is_open
    head.enter()
    assert browse.paper_is_open


def test_what_is_not_found_in_a_view_is_found_in_all_by_the_keys_that_are_told(room, sit, qtbot):
    room.told(room.case("周晓彤"))
    handler = sit("wuzhihong")
    handler.press(Qt.Key.Key_2)
    handler.control(Qt.Key.Key_F)
    handler.type("周晓彤")
    found = handler.screen.browse.list
    told = "这里只找了“起草中”：按 Enter，再按 8，到“全部”里找。"
    qtbot.waitUntil(lambda: told in found._empty._text.text())
    handler.enter()
    handler.press(Qt.Key.Key_8)
    assert handler.screen.presenter.tab is Tab.ALL
    assert found.words.text() == "周晓彤"
    assert found.model.rowCount() == 1


def test_digits_and_letters_are_text_where_text_is_written(room, sit):
    room.draft()
    handler = sit("wuzhihong")
    handler.enter()
    handler.screen.desk.page.form.focus_field("joint_department")
    handler.type("A1 B2 D4 N5")
    assert handler.screen.desk.is_open
    assert handler.screen.desk.page.values()["joint_department"] == "A1 B2 D4 N5"
    handler.press(Qt.Key.Key_Escape)
    assert not handler.screen.desk.is_open
    assert room.get(handler.screen.presenter.reading.denial).fields["joint_department"] == "A1 B2 D4 N5"
