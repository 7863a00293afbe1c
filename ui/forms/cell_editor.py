"""Edits one cell of a list: a combo box for choices, a line for the rest."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMetaType,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QItemEditorFactory,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.forms.fields import Kind
from ui.forms.inputs import LONGEST_LINE
from ui.parts.spelling import spelled

_PADDING = 16  # left and right together, as in the style sheet
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class CellEditor(QStyledItemDelegate):
    """Edits a cell: a list for choices, a line for the rest; ``submitted`` by Enter."""

    submitted = Signal()

    def __init__(self, grid: QTableView) -> None:
        super().__init__(grid)
        self._grid = grid

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter here: Qt would hand it to the grid as well, which would go on by two cells.

        A chord may issue or save the form: what is typed so far is put into the cell first.
        """
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(watched, QWidget):
            if cast("QKeyEvent", event).modifiers() & _CHORD:
                self.commitData.emit(watched)
            return super().eventFilter(watched, event)
        enter = isinstance(event, QKeyEvent) and event.key() in _ENTER and not event.modifiers()
        if not enter or event.type() is not QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, self.EndEditHint.SubmitModelCache)
        self.submitted.emit()
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Wrap the words in the room they are drawn in: Qt would forget the cell's padding."""
        inside = QStyleOptionViewItem(option)
        inside.rect.setWidth(inside.rect.width() - _PADDING)  # type: ignore[attr-defined]
        return super().sizeHint(inside, index)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Give a choice its list and anything else a line, numbers too: a spin box would add to its 0."""
        column = self._grid.model().columns[index.column()]  # type: ignore[attr-defined]
        if column.kind is not Kind.CHOICE:
            editor = QItemEditorFactory.defaultFactory().createEditor(QMetaType.Type.QString.value, parent)
            editor.setProperty("maxLength", LONGEST_LINE)
            return editor
        combo = spelled(QComboBox(parent))
        combo.addItems(("", *column.choices))
        return combo

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what the cell holds; a list opens at once."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()
        elif editor.property("text") != (text := str(index.data(Qt.ItemDataRole.EditRole))):
            editor.setProperty("text", text)  # the same words would lose the cursor's place

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put into the cell what was chosen or typed."""
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.property("text")
        model.setData(index, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Give a list the room to read its choices, over the next cell where its own is narrow."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QComboBox):
            here, most = editor.geometry(), self._grid.viewport().width()
            here.setWidth(min(max(here.width(), editor.sizeHint().width()), most))
            here.moveRight(min(here.right(), most - 1))
            editor.setGeometry(here)
