"""A form with the page it makes beside it, the room between them shared by dragging."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QWidget

from ui.preview.view import PreviewPane

_FORM_WIDE = 820
_USUAL = (652, 478)


def set_beside(place: QWidget, form: QFrame, preview: PreviewPane) -> None:
    """Set the form at the left of a place and its page at the right."""
    form.setMaximumWidth(_FORM_WIDE)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(12)
    for number, part in enumerate((form, preview)):
        split.addWidget(part)
        split.setStretchFactor(number, 1)
    split.setSizes(_USUAL)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(split)
