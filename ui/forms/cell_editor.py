"""Edits one cell of a list: a combo box for choices, a line for the rest."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.forms.fields import Kind
from ui.forms.inputs import LONGEST_LINE


class CellEditor(QStyledItemDelegate):
    """Edits a cell: a list for choices, a line for the rest; ``submitted`` by Enter."""

    submitted = Signal()

    def __init__(self, grid: QTableView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.closeEditor.connect(self._closed)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Give a choice its list and anything else a line."""
        column = self._grid.model().columns[index.column()]  # type: ignore[attr-defined]
        if column.kind is not Kind.CHOICE:
            editor = super().createEditor(parent, option, index)
            editor.setProperty("maxLength", LONGEST_LINE)
            return editor
        combo = QComboBox(parent)
        combo.addItems(("", *column.choices))
        return combo

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what the cell holds; a list opens at once."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()
        else:
            editor.setProperty("text", str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put into the cell what was chosen or typed."""
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.property("text")
        model.setData(index, text)

    def _closed(self, _editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache:
            self.submitted.emit()
