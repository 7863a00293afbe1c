from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.denials.models import DenialState, Opinion
from tests.ui.screens.denials.conftest import SMALL
from ui.screens.denials import view as screen_view
from ui.screens.denials.dialogs import OpinionDialog
from ui.screens.denials.doing import OpinionQuestion
from ui.screens.denials.rows import PARTY
from ui.screens.denials.words import Tab


def keys(screen):
    return screen.browse.pane.foot.keys


def test_the_list_opens_with_what_waits_and_reads_the_first(room, show):
    denial = room.submitted()
    screen = show(room.head)
    assert screen.browse.list.model.rowCount() == 1
    assert screen.presenter.reading.denial.id == denial.id
    assert screen.tabs.tabText(0) == "等我办理  1"
    assert keys(screen) == ("check", "more")


def test_nothing_to_do_says_how_it_gets_here(room, show):
    screen = show(room.leader)
    assert screen.browse.list.model.rowCount() == 0
    assert screen.presenter.reading is None
    assert screen.browse.pane._empty.isVisible()


def test_the_model_keeps_its_promises(room, show, qtmodeltester):
    room.submitted()
    screen = show(room.handler)
    screen._go_to(Tab.ALL)
    assert screen.browse.list.model.rowCount() == 1
    qtmodeltester.check(screen.browse.list.model)


def test_no_opinion_is_given_before_the_page_was_opened(room, show, monkeypatch):
    monkeypatch.setattr(OpinionDialog, "ask", classmethod(lambda *_: "同意报备"))
    denial = room.submitted()
    screen = show(room.head)
    screen.act("agree")
    assert screen.browse.paper_is_open
    assert room.get(denial).state is DenialState.HEAD
    assert keys(screen)[:3] == ("agree", "back", "down")
    screen.act("agree")
    assert room.get(denial).state is DenialState.LEADER


def test_escape_leads_back_to_the_list(room, show, qtbot):
    room.submitted()
    screen = show(room.head)
    screen.act("check")
    screen.back()
    assert not screen.browse.paper_is_open
    screen.start_new()
    assert screen._stack.currentWidget() is screen.browse


def test_the_page_beside_the_acts_is_the_form_as_it_prints(room, show, qtbot):
    room.submitted()
    screen = show(room.head)
    screen.act("check")
    qtbot.waitUntil(lambda: screen.browse.preview.paper is not None)
    assert screen.browse.preview.paper.pdf.startswith(b"%PDF")


def test_all_acts_are_offered_with_their_keys_and_reasons(room, show, monkeypatch):
    offered = []
    monkeypatch.setattr(
        screen_view.ActListDialog, "ask", classmethod(lambda _cls, _over, acts: offered.extend(acts) or "")
    )
    room.submitted()
    screen = show(room.head)
    screen.act("more")
    by_key = {act.key: act for act in offered}
    assert not by_key["agree"].closed
    assert "（按 A）" in by_key["agree"].needs
    assert by_key["notice"].closed
    assert by_key["archive"].closed


def test_the_five_ways_are_chosen_by_their_digits(room, show, qtbot):
    case = room.case()
    screen = show(room.handler, case=case.id)
    assert all(row.isVisible() for row in screen.path.page.rows.values())
    qtbot.keyClick(screen.path.page, Qt.Key.Key_4)
    assert screen.desk.is_open
    assert screen._stack.currentWidget() is screen.desk.page


def test_the_five_rows_are_seen_at_once_on_a_small_screen(room, show, qtbot):
    screen = show(room.handler, case=room.case().id)
    last = screen.path.page.rows["tell"]
    below = last.mapTo(screen, last.rect().bottomLeft()).y()
    assert below <= screen.height()


def test_a_new_denial_asks_for_its_case_first(room, show, qtbot):
    case = room.case("林小满")
    screen = show(room.handler)
    screen.start_new()
    finder = screen.path.page.finder
    finder.setFocus()
    qtbot.keyClicks(finder, "lxm")
    qtbot.keyClick(finder, Qt.Key.Key_Down)
    screen.path.page.picked.emit(case)
    assert screen.path.presenter.weighed.case.id == case.id


def test_fields_are_opened_once_the_draft_can_be_kept(room, show):
    screen = show(room.handler, case=room.case().id)
    screen.path.page.chosen.emit("deny")
    page = screen.desk.page
    assert not page.form.input("reasons").isEnabled()
    page.form.put_values({"situation": "不具备规定的条件", "ground": "政策未明确清晰规定"})
    page._changed()
    assert page.form.values()["kind"] == "不符合政策、法律法规等有关规定"
    assert page.form.input("reasons").isEnabled()
    assert screen.presenter.tab is Tab.MINE
    assert screen._chip.accessibleName() == "起草"


def test_what_a_choice_means_stands_below_it(room, show):
    denial = room.draft()
    screen = show(room.handler)
    screen.open_form(denial.id)
    notes = screen.desk.page.form._notes
    assert notes["situation"].text() == "法定条件不具备，补交材料也不能改变。"


def test_leaving_the_screen_keeps_what_is_typed(room, show):
    denial = room.draft()
    screen = show(room.handler)
    screen.open_form(denial.id)
    screen.desk.page.form.put_values({"joint_department": "规划处"})
    screen.desk.page._changed()
    screen.leave()
    assert room.get(denial).fields["joint_department"] == "规划处"


def test_a_dropped_file_is_kept(room, show, policy):
    denial = room.draft()
    screen = show(room.handler)
    screen.open_form(denial.id)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(policy))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.desk.page.files.dropEvent(QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, dropped, left, none))
    assert screen.desk.page.files.names == (policy.name,)


def test_the_arrows_and_enter_open_a_file(room, show, policy, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.screens.denials.doing.open_outside", lambda path: bool(opened.append(path)) or True)
    denial = room.draft()
    room.attach(denial, policy)
    screen = show(room.handler)
    listed = screen.browse.pane.files._list
    listed.setCurrentRow(0)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert opened[0].name == policy.name


@pytest.mark.parametrize("opinion", [Opinion.BACK, Opinion.DOWN])
def test_sending_back_and_turning_down_ask_why(qtbot, opinion):
    dialog = OpinionDialog(None, OpinionQuestion(opinion=opinion, follows="", about=""))
    qtbot.addWidget(dialog)
    assert "必须写明" in dialog.wrong()
    dialog.take("请核实是否可以通过一次性告知补正。")
    assert dialog.wrong() == ""


def test_a_usual_opinion_comes_after_what_is_written(qtbot):
    question = OpinionQuestion(opinion=Opinion.AGREE, follows="转杨振华核查", about="", text="已核对原件。")
    dialog = OpinionDialog(None, question)
    qtbot.addWidget(dialog)
    dialog.take("同意报备。")
    assert dialog.opinion() == "已核对原件。\n同意报备。"
    dialog.text.insertPlainText("请一并告知。")
    dialog.take("同意报备。")
    assert dialog.opinion() == "已核对原件。\n同意报备。请一并告知。"


def test_what_an_opinion_lacks_is_said_until_it_is_there(qtbot):
    dialog = OpinionDialog(None, OpinionQuestion(opinion=Opinion.BACK, follows="", about=""))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_accept()
    assert dialog.problem.isVisible()
    assert dialog.text.property("wrong")
    dialog.take("请核实是否可以通过一次性告知补正。")
    assert not dialog.problem.isVisible()
    assert not dialog.text.property("wrong")


def test_an_archivist_begins_nothing_new(room, show):
    screen = show(room.office.actor("jianglihua"))
    assert not screen._new.isVisible()
    assert "新建否定报备" not in {command.title for command in screen.commands()}


def test_the_screen_fits_a_small_laptop(room, show):
    screen = show(room.handler)
    least = screen.minimumSizeHint()
    assert (least.width(), least.height()) <= SMALL


def test_a_firm_is_named_whole_on_a_small_laptop_where_no_dates_are_counted(room, show):
    firm = "示例市云山建设有限公司"
    room.filed(room.case(firm))
    screen = show(room.handler)
    screen._go_to(Tab.FILED)
    table = screen.browse.list.table
    room_for_name = table.columnWidth(PARTY) - 24
    assert room_for_name >= table.fontMetrics().horizontalAdvance(firm)
    assert table.columnWidth(1) >= table.columnWidth(PARTY)  # and the matter is still read


def test_what_others_do_is_shown_by_itself(room, show):
    denial = room.submitted()
    screen = show(room.head)
    other = room.submitted(room.case("林小满"))
    screen.look_again()
    assert screen.browse.list.model.rowCount() == 2
    assert screen.presenter.reading.denial.id == denial.id
    assert other.id != denial.id


def test_words_typed_above_the_list_are_looked_for(room, show, qtbot):
    room.submitted()
    screen = show(room.handler)
    screen._go_to(Tab.ALL)
    listed = screen.browse.list
    with qtbot.waitSignal(listed.searched) as asked:
        qtbot.keyClicks(listed.words, "zzzz")
    assert asked.args == ["zzzz"]
    qtbot.waitUntil(lambda: listed.model.rowCount() == 0)


def test_a_complaint_left_with_escape_is_gone_on_with(room, show, qtbot):
    denial, notice = room.told()
    room.serve(notice)
    screen = show(room.efficiency, denial=denial.id)
    screen.act("complain")
    qtbot.keyClicks(screen.asking.dialog.form.input("content").part, "zone")
    screen.asking.dialog.reject()
    screen.act("complain")
    assert screen.asking.dialog.filled()["content"] == "zone"
    screen.asking.dialog.reject()


def test_an_opinion_left_with_escape_stands_there_again(qtbot, show, room):
    screen = show(room.head)
    question = OpinionQuestion(opinion=Opinion.BACK, follows="退回经办人", about="SP1　事项")
    dialog = OpinionDialog(screen, question)
    dialog.take("请补充条款项")
    dialog.reject()
    assert OpinionDialog(screen, question).opinion() == "请补充条款项"


def test_another_denial_is_looked_for_from_the_page_too(qtbot, room, show):
    room.submitted()
    screen = show(room.head)
    screen.activateWindow()
    qtbot.wait_until(screen.isActiveWindow)
    screen.act("check")
    qtbot.keyClick(screen.browse.preview.pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not screen.browse.paper_is_open
    assert screen.browse.list.words.hasFocus()
