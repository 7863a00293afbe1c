from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.hotline.queue import QueueView
from tests.app.hotline.order_tables import a_row, pasted, unpleasant
from tests.spreadsheets import sheets_of
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER
from ui.screens.hotline import importing
from ui.screens.hotline.exporting import export
from ui.screens.hotline.importing import ImportDialog

Key = Qt.Key


def begun(enter, login=CENTRE):
    """Press the key of the import."""
    hands = enter(login)
    hands.control(Key.Key_I)
    hands.settle()
    return hands, next(iter(hands.screen.findChildren(ImportDialog)), None)


def numbers(office):
    desk, who = office.desk.orders, office.actor(CENTRE)
    return sorted(row.order.number for row in desk.find(who, desk.query(who, QueueView.ALL)))


def paste(hands, dialog, text):
    QApplication.clipboard().setText(text)
    hands.control(Key.Key_V)
    hands.settle()


def test_what_was_copied_from_a_table_is_imported_by_three_keys(enter, office):
    hands, dialog = begun(enter)
    paste(hands, dialog, pasted(a_row("X-1"), a_row("X-2")))
    assert "2 行" in dialog.pane.said.text()
    assert dialog.confirm.text() == "导入 2 件"
    assert numbers(office) == []
    dialog.try_accept()
    hands.settle()
    assert "新增 2 件" in dialog.pane.said.text()
    assert numbers(office) == ["X-1", "X-2"]
    dialog.try_accept()
    assert not dialog.isVisible()


def test_once_a_table_is_read_the_keys_are_with_its_rows_and_not_with_what_leaves(enter):
    hands, dialog = begun(enter)
    dialog.cancel.setFocus()
    paste(hands, dialog, pasted(a_row("X-1"), a_row("X-2")))
    assert dialog.pane.isAncestorOf(QApplication.focusWidget())
    hands.enter()
    assert dialog.isVisible()


def test_a_heading_nobody_knows_is_given_its_column_by_hand(enter, office):
    hands, dialog = begun(enter)
    paste(hands, dialog, "单子\t类型\t诉求内容\nX-1\t投诉\t夜间施工")
    assert "缺少1列：工单编号" in dialog.problem.text()
    assert not dialog.confirm.isEnabled()
    assert dialog.pane.headings.table.current_row().text == "单子"
    box = dialog.pane.column
    box.setCurrentIndex(box.findData("number"))
    box.activated.emit(box.currentIndex())
    hands.settle()
    assert not dialog.problem.isVisible()
    dialog.try_accept()
    hands.settle()
    assert numbers(office) == ["X-1"]


def test_rows_that_are_not_taken_are_shown_and_saved_with_their_reasons(enter, office, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(importing, "show_sheet", opened.append)
    hands, dialog = begun(enter)
    dialog.rehearse(importing.ReadTable(path=unpleasant(tmp_path / "明细.xlsx")))
    hands.settle()
    assert dialog.pane.views.value() == "未导入"
    model = dialog.pane.rejected.table.model()
    assert "科学计数" in model.index(0, 2).data()
    dialog.try_accept()
    hands.settle()
    dialog.write_rejected(tmp_path / "未导入.xlsx")
    hands.settle()
    assert opened == [tmp_path / "未导入.xlsx"]
    assert len(sheets_of(tmp_path / "未导入.xlsx")["未导入"]) == 4
    assert numbers(office) == ["2026110200001", "XM-2"]


def test_what_was_read_can_still_be_brought_in_after_a_clipboard_without_a_table(enter, office):
    hands, dialog = begun(enter)
    paste(hands, dialog, pasted(a_row("X-1")))
    paste(hands, dialog, "")
    assert "剪贴板" in dialog.problem.text()
    dialog.pane.views.setFocus()
    hands.enter()  # presses nothing but what has the keys
    assert dialog.confirm.isEnabled()
    dialog.try_accept()
    hands.settle()

    assert numbers(office) == ["X-1"]


def test_what_changes_is_shown_field_by_field_before_it_is_taken(enter, office):
    hands, dialog = begun(enter)
    paste(hands, dialog, pasted(a_row("X-1")))
    dialog.try_accept()
    hands.settle()
    paste(hands, dialog, pasted(a_row("X-1", 标题="施工扰民")))
    model = dialog.pane.changes.table.model()
    assert [model.index(0, place).data() for place in range(2, 5)] == ["标题", "夜间施工噪声", "施工扰民"]
    assert dialog.pane.views.value() == "有变化"


def test_an_import_that_is_called_off_tells_what_it_brought_in(enter, office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 1)
    hands, dialog = begun(enter)
    paste(hands, dialog, pasted(*(a_row(f"X-{number}") for number in range(3))))
    shown = dialog.pane.show_progress

    def stop(done, total):
        shown(done, total)
        dialog.reject()

    monkeypatch.setattr(dialog.pane, "show_progress", stop)
    dialog.try_accept()
    hands.settle()
    assert "已停止" in dialog.pane.said.text() or "已导入" in dialog.pane.said.text()
    assert len(numbers(office)) == dialog.outcome.new
    assert dialog.isVisible()


def test_only_who_dispatches_is_offered_the_import(enter):
    _hands, dialog = begun(enter, HANDLER)
    assert dialog is None


def test_the_queue_is_exported_as_it_is_shown(enter, office, tmp_path):
    hands, dialog = begun(enter)
    paste(hands, dialog, pasted(a_row("X-1"), a_row("X-2")))
    dialog.try_accept()
    hands.settle()
    hands.screen.presenter.view = QueueView.ALL
    export(hands.screen._context, hands.screen.presenter.query(), tmp_path / "全部.xlsx")
    hands.settle()
    rows = sheets_of(tmp_path / "全部.xlsx")["12345工单"]
    assert sorted(row[0] for row in rows[1:]) == ["X-1", "X-2"]


def drop(widget, *paths):
    """Drop files as a desktop does: they come, then they fall."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(4, 4), Qt.DropAction.CopyAction, carried, left, none)
    coming.ignore()
    QApplication.sendEvent(widget, coming)
    QApplication.sendEvent(widget, QDropEvent(QPointF(4, 4), Qt.DropAction.CopyAction, carried, left, none))
    return coming.isAccepted()


def test_a_table_dropped_on_the_queue_is_rehearsed_and_another_on_the_dialog(enter, tmp_path):
    hands = enter()
    path = unpleasant(tmp_path / "明细.xlsx")
    assert drop(hands.screen, path)
    hands.settle()
    (dialog,) = hands.screen.findChildren(ImportDialog)
    assert dialog.rehearsal.file == "明细.xlsx"
    path.rename(tmp_path / "另一份.xlsx")
    assert drop(dialog, tmp_path / "另一份.xlsx")
    hands.settle()
    assert dialog.rehearsal.file == "另一份.xlsx"


def test_several_files_at_once_and_who_may_not_import_begin_nothing(enter, tmp_path):
    path = unpleasant(tmp_path / "明细.xlsx")
    hands = enter()
    drop(hands.screen, path, path)
    assert hands.screen.findChildren(ImportDialog) == []
    hands = enter(HANDLER)
    assert not drop(hands.screen, path)
    assert hands.screen.findChildren(ImportDialog) == []
