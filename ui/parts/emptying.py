"""Taking everything out of a layout, at once and for good."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty_out(column: QLayout) -> None:
    """Take every widget out; none is drawn again before it is deleted."""
    while column.count():
        widget = column.takeAt(0).widget()
        widget.hide()
        widget.deleteLater()
