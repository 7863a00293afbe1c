from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import GraveDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.forms.making import FormDays

ASKED = FieldsQuestion(
    title="登记",
    text="",
    confirm="登记",
    sections=(Section(title="来文", fields=(Field(key="title", label="标题", required=True),)),),
    values={"title": "关于报送数据的函"},
)


def test_fields_are_handed_in_once_until_something_is_wrong_with_them(qtbot):
    handed_in = []
    dialog = FieldsDialog(None, ASKED, FormDays(), handed_in.append)
    qtbot.addWidget(dialog)
    dialog.try_accept()
    dialog.try_accept()
    assert handed_in == [{"title": "关于报送数据的函"}]
    dialog.show_problems((Problem("title", "已经登记过。"),))
    dialog.try_accept()
    assert len(handed_in) == 2


def test_what_cannot_be_undone_is_not_done_by_enter_alone(qtbot):
    dialog = GraveDialog(None, "销毁第1批", "不能恢复。", "销毁，不能恢复")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_missing_is_never_handed_in(qtbot):
    handed_in = []
    dialog = FieldsDialog(None, FieldsQuestion(**{**vars(ASKED), "values": {}}), FormDays(), handed_in.append)
    qtbot.addWidget(dialog)
    dialog.try_accept()
    assert handed_in == []
    assert dialog.confirm.isEnabled()


def test_a_dialog_grows_for_what_is_told_in_it(qtbot):
    fields = tuple(Field(key=key, label=key, required=True) for key in ("a", "b", "c", "d"))
    question = FieldsQuestion(
        title="登记", text="", confirm="登记", sections=(Section(title="来文", fields=fields),)
    )
    dialog = FieldsDialog(None, question, FormDays(), lambda _values: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_accept()
    bar = dialog.form.verticalScrollBar()
    qtbot.wait_until(lambda: bar.maximum() <= bar.minimum())


def at_its_last_field(qtbot):
    first = tuple(Field(key=f"f{n}", label=f"第{n}项", kind=Kind.LONG, lines=3) for n in range(9))
    fields = (*first, Field(key="last", label="反馈期限", kind=Kind.DATE, required=True))
    question = FieldsQuestion(
        title="登记", text="", confirm="登记", sections=(Section(title="", fields=fields),)
    )
    dialog = FieldsDialog(None, question, FormDays(), lambda _values: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.focus_field("last")
    settle()
    bar = dialog.form.verticalScrollBar()
    bar.setValue(bar.maximum() - 40)
    return dialog


def settle():
    for _turn in range(20):
        QApplication.processEvents()


def is_read_whole(form, key):
    note = form._notes[key]
    low = note.mapTo(form.viewport(), note.rect().bottomLeft()).y()
    return note.height() >= note.heightForWidth(note.width()) and 0 < low <= form.viewport().height()


def test_what_takes_two_lines_below_a_field_is_read_whole_and_leaves_the_field_its_height(qtbot):
    fields = tuple(Field(key=key, label=key, required=True, help="如：一") for key in ("a", "b"))
    sections = (Section(title="", fields=fields),)
    question = FieldsQuestion(title="登记", text="", confirm="登记", sections=sections, wide=560)
    dialog = FieldsDialog(None, question, FormDays(), lambda _values: None)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    high = dialog.form.input("a").height()
    dialog.show_problems((Problem("a", "登记簿中没有这个编号，请写完整的编号。" * 4),))
    settle()
    assert is_read_whole(dialog.form, "a")
    assert dialog.form.input("a").height() == high


def test_what_is_wrong_with_the_last_field_of_a_long_form_is_read_without_scrolling(qtbot):
    dialog = at_its_last_field(qtbot)
    form = dialog.form
    form.show_problems((Problem("last", "反馈期限不能早于今天，也不能晚于办理时限。" * 4),))
    settle()
    assert is_read_whole(form, "last")


def test_what_is_warned_of_while_typing_is_read_without_scrolling(qtbot):
    dialog = at_its_last_field(qtbot)
    form = dialog.form
    form.warn("last", "看不懂这个日期，请写成 2026-11-23 的样子。" * 4)
    settle()
    assert is_read_whole(form, "last")


def test_a_reason_that_was_left_stands_there_again_over_the_same_screen_alone(qtbot):
    screen, other = QWidget(), QWidget()
    qtbot.addWidget(screen)
    qtbot.addWidget(other)
    question = ReasonQuestion(title="作废 1号", text="")
    first = ReasonDialog(screen, question)
    first._reason.setPlainText("重号")
    first.reject()
    assert ReasonDialog(other, question).reason() == ""
    assert ReasonDialog(screen, ReasonQuestion(title="作废 2号", text="")).reason() == ""
    assert ReasonDialog(screen, question).reason() == "重号"
    assert ReasonDialog(screen, question).reason() == ""


def test_what_was_left_open_of_a_conflict_is_said_until_it_is_decided(qtbot):
    told = Difference(key="telephone", label="窗口电话", mine="0590-5550222", theirs="0590-5550111")
    dialog = ConflictDialog(None, (told,), "这个处室")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "窗口电话" in dialog.problem.text()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Left)
    assert not dialog.problem.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.kept() == {"telephone"}


def test_the_button_of_what_cannot_be_taken_back_does_not_invite(qtbot):
    for grave, kind in ((False, "primary"), (True, "danger")):
        dialog = ReasonDialog(
            None, ReasonQuestion(title="作废", text="不能恢复。", confirm="作废", grave=grave)
        )
        qtbot.addWidget(dialog)
        assert dialog.confirm.property("kind") == kind
