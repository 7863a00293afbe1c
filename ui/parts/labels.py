"""Labels and rules in the kinds the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of a kind: title, section, strong, secondary, small, problem or key."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


class ElidedLabel(QLabel):
    """A line that gives way: what has no room is left out at its end and told on hovering."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)

    def minimumSizeHint(self) -> QSize:
        """Return hardly any room."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), shown)


def line(parent: QWidget | None = None) -> QFrame:
    """Return a hairline across."""
    rule = QFrame(parent)
    rule.setProperty("kind", "line")
    return rule


def card(kind: str = "card") -> QFrame:
    """Return a surface with a border and round corners (or another kind of the style sheet)."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    return frame


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have the widget drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QWidget.update(widget)
