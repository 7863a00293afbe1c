from __future__ import annotations

import os
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QStyleOptionViewItem, QTreeView

from ui.file_dates import FileDates

CHANGED = 3


def test_the_days_of_files_are_chinese_whatever_the_machine_speaks(qapp, qtbot, tmp_path):
    written = tmp_path / "导出.pdf"
    written.touch()
    at = datetime(2026, 3, 5, 1, 7, tzinfo=UTC).timestamp()
    os.utime(written, (at, at))
    FileDates(qapp)
    said = []

    def look():
        asked = QApplication.activeModalWidget()
        rows = asked.findChild(QTreeView, "treeView")
        if rows.model().rowCount(rows.rootIndex()) != 1 or QApplication.focusWindow() is None:
            QTimer.singleShot(20, look)
            return
        cell = rows.model().index(0, CHANGED, rows.rootIndex())
        option = QStyleOptionViewItem()
        rows.itemDelegateForIndex(cell).initStyleOption(option, cell)
        said.append(option.text)
        said.append(rows.header().length() <= rows.viewport().width())  # nothing has to be scrolled for
        asked.reject()

    QTimer.singleShot(0, look)
    QFileDialog.getOpenFileName(None, "打开", str(tmp_path), "", "", QFileDialog.Option.DontUseNativeDialog)
    assert said == ["2026年3月5日 9:07", True]
