from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.hotline.directory import typed_entry
from app.hotline.directory_keeping import SaveEntry
from app.hotline.models import OrderState
from tests.ui.hands import ALT
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, OTHER
from ui.dialogs.conflict import ConflictDialog
from ui.screens.hotline.directory_dialog import DirectoryDialog
from ui.screens.hotline.dispatch_dialog import DispatchDialog

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(part):
    return " ".join(each.text() for each in part.findChildren(QLabel) if not each.isHidden())


def lined(office, **fields):
    values = {
        "topic": "噪声",
        "keywords": "施工",
        "lead": "行政审批处",
        "effective_from": "2026-01-01",
        **fields,
    }
    return office.desk.hotline.directory.save(office.actor(CENTRE), SaveEntry(fields=values))


def test_one_key_takes_the_suggested_lead_into_the_form_and_one_more_dispatches(enter, office, orders):
    lined(office)
    order = orders.arrived()
    hands = enter()
    assert "职责目录：噪声→行政审批处（诉求中有“施工”）" in said(hands.screen.pane.advice)
    hands.press(Key.Key_W)
    assert isinstance(hands.screen.asking.dialog, DispatchDialog)
    hands.control(Key.Key_Return)
    now = orders.now(order).order
    assert (now.state, now.lead_name) == (OrderState.TO_SIGN, "行政审批处")


def test_the_second_suggestion_has_a_key_too_and_a_missing_one_is_told(enter, office, orders):
    lined(office)
    lined(office, topic="夜间", keywords="十一点", lead="不动产登记中心")
    orders.arrived()
    hands = enter()
    second = hands.screen.advice.advice.leads[1].name
    hands.press(Key.Key_W, SHIFT)
    assert hands.screen.asking.dialog.lead.value() == second


def test_out_of_scope_is_suggested_and_the_form_of_sending_back_is_filled_in(enter, orders):
    order = orders.arrived(content="不服法院判决，要求重新处理。")
    hands = enter()
    assert "诉求中有“法院”" in said(hands.screen.pane.advice)
    hands.press(Key.Key_K)
    assert "不纳入受理范围" in hands.screen.asking.dialog.filled()["opinion"]
    hands.control(Key.Key_Return)
    assert orders.now(order).order.state is OrderState.SENT_BACK


def test_a_duplicate_is_shown_and_merged_or_linked_with_its_number_filled_in(enter, orders):
    first = orders.arrived()
    second = orders.arrived()
    hands = enter(order=second.id)
    assert f"同一联系电话，内容相似100%，同一地点；待分派：{first.title}" in said(hands.screen.pane.advice)
    hands.alt(Key.Key_M)
    assert hands.screen.asking.dialog.filled()["other"] == first.number
    hands.control(Key.Key_Return)
    assert f"与工单{first.number}关联" in said(hands.screen.pane)
    hands.come_back()
    third = orders.arrived()
    hands.screen.show_order(third.id)
    hands.screen.list.setFocus()
    hands.settle()
    hands.press(Key.Key_M)
    assert hands.screen.asking.dialog.filled()["main"]


def test_a_handler_is_told_without_keys_and_may_not_place_the_order(enter, office, orders):
    lined(office)
    orders.dispatched(lead="不动产登记中心")
    hands = enter(OTHER)
    hands.press(Key.Key_2)
    told = said(hands.screen.pane.advice)
    assert "职责目录：噪声→" in told
    assert "填入分派单" not in told
    hands.press(Key.Key_W)
    assert hands.screen.asking.dialog is None


def test_advice_goes_with_its_order(enter, office, orders):
    lined(office)
    orders.arrived()
    hands = enter()
    assert hands.screen.pane.advice.isVisible()
    hands.screen.pane.show_nothing()
    hands.screen.show_nothing()
    assert not hands.screen.pane.advice.isVisible()


def directory_of(hands):
    hands.alt(Key.Key_D)
    (dialog,) = hands.screen.findChildren(DirectoryDialog)
    return dialog


def test_the_directory_is_kept_by_keys(enter, office, tmp_path):
    hands = enter()
    dialog = directory_of(hands)
    assert dialog.model.rowCount() == 0
    dialog.begin_new()
    hands.settle()
    form = dialog._form
    form.form.put_values({"topic": "产权登记", "keywords": "过户", "lead": "没有的处"})
    form.try_accept()
    hands.settle()
    assert "没有叫“没有的处”的单位" in said(form)
    form.form.put_values({"lead": "不动产登记中心"})
    form.try_accept()
    hands.settle()
    assert dialog.model.row(0).lead_name == "不动产登记中心"
    dialog.write(tmp_path / "目录.xlsx")
    dialog.take_over(tmp_path / "目录.xlsx")
    hands.settle()
    assert "未变1条" in dialog.problem.text()
    dialog.change(dialog.model.row(0))
    hands.settle()
    assert dialog._form.filled()["keywords"] == "过户"
    dialog._form.reject()
    dialog.accept()


def test_what_two_changed_of_a_line_is_merged_and_asked_where_it_collides(enter, office, monkeypatch):
    entry, asked = lined(office, basis="甲"), []
    hands = enter()
    dialog = directory_of(hands)
    hands.settle()
    dialog.change(dialog.model.row(0))
    lined_again = {**typed_entry(entry), "keywords": "施工、装修", "basis": "乙"}
    keep = SaveEntry(entry=entry.id, version=entry.version, fields=lined_again)
    office.desk.hotline.directory.save(office.actor(CENTRE), keep)

    def ask(_over, found, what):
        asked.append((what, [(each.label, each.mine, each.theirs) for each in found]))
        return None if len(asked) == 1 else frozenset({"basis"})

    monkeypatch.setattr(ConflictDialog, "ask", ask)
    dialog._form.form.put_values({"topic": "夜间噪声", "basis": "丙"})
    for _ in range(2):
        dialog._form.try_accept()
        hands.settle()
    assert asked == [("这一条职责目录", [("依据", "丙", "乙")])] * 2
    (now,) = office.desk.hotline.directory.all(office.actor(CENTRE))
    assert (now.topic, now.keywords, now.basis) == ("夜间噪声", ("施工", "装修"), "丙")
    dialog.accept()


def test_who_may_not_keep_the_directory_has_no_key_for_it(enter):
    hands = enter(HANDLER)
    hands.press(Key.Key_D, ALT)
    assert hands.screen.findChildren(DirectoryDialog) == []
