"""The days of files in Qt's own file dialog, in Chinese whatever the machine's language is."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from app.clock import chinese_moment

_CHANGED = 3  # the column of Qt's file list


class FileDates(QObject):
    """Has every file dialog of Qt's own write its days as the program does; the system's own is left alone."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._days = _Days(self)
        application.focusWindowChanged.connect(self._dress)

    def _dress(self, _window: QWindow | None) -> None:
        asked = QApplication.activeModalWidget()
        rows = asked.findChild(QTreeView, "treeView") if isinstance(asked, QFileDialog) else None
        if isinstance(rows, QTreeView):
            rows.setItemDelegateForColumn(_CHANGED, self._days)
            rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class _Days(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, QFileSystemModel):
            changed = model.lastModified(index).toSecsSinceEpoch()
            option.text = chinese_moment(datetime.fromtimestamp(changed, UTC))  # type: ignore[attr-defined]  # no stub
