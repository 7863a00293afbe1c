"""The empty state: what would be here, and how it gets here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.labels import label
from ui.parts.mark import Mark

_SIDE = 48
_WIDE = 420
_EDGE = 16


class Empty(QWidget):
    """An icon, a title and a sentence in the middle of a place that has nothing to show."""

    def __init__(self, title: str, text: str, icon: str = "empty", act: QWidget | None = None) -> None:
        super().__init__()
        self._icon = icon
        self._mark = Mark(_SIDE)
        self._title = label(title, "section")
        self._text = label(text, "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._mark, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        if act is not None:
            column.addSpacing(8)
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._mark.show_icon(icon, "edge")

    def say(self, title: str, text: str) -> None:
        """Change the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._set_column()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in a column that can be read."""
        super().resizeEvent(event)
        self._set_column()

    def _column(self, room: int) -> int:
        """Return the width, in pixels, in which the sentence breaks into lines of one length."""
        measure = self._text.fontMetrics()
        whole = measure.horizontalAdvance(self._text.text())
        lines = -(-whole // max(1, min(_WIDE, room)))
        words = whole // lines + measure.horizontalAdvance("字，") if lines > 1 else _WIDE
        return max(words, measure.horizontalAdvance(self._title.text()) + _SIDE)

    def _set_column(self) -> None:
        side = max(_EDGE, (self.width() - self._column(self.width() - 2 * _EDGE)) // 2)
        column = self.layout()
        assert column is not None
        column.setContentsMargins(side, _EDGE, side, _EDGE)
