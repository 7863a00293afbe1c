"""Toasts: what is done is told quietly over the status line, with Undo where undo exists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import icons, theme
from ui.parts.buttons import answer_to

SHOWN_MS = 5000
UNDO_MS = 10_000
UNDO_KEY = "Alt+Z"
_FOOT = 4  # over the status line and the margin above it, where nothing is to be pressed
_HIGH = 38


class Toast(QFrame):
    """One line over the window that goes by itself and never takes the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("toast")
        self._undo: Callable[[], None] | None = None
        self._mark = QLabel()
        self._text = QLabel()
        self._button = QPushButton(f"撤销  {UNDO_KEY}")
        self._timer = QTimer(self)
        self._worn: theme.Tokens | None = None

        self._timer.timeout.connect(self._go_by_itself)
        self._button.clicked.connect(self._take_back)
        window.installEventFilter(self)

        self._timer.setSingleShot(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        answer_to(self._button, UNDO_KEY)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.hide()

    @property
    def text(self) -> str:
        """Return what was told last."""
        return self._text.text()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence for some seconds, longer when it can be undone."""
        self._undo = undo
        self._dress()
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(UNDO_MS if undo is not None else SHOWN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window changes its size."""
        # In this order: a window on its way out still sends events to what it has half forgotten.
        if event.type() is QEvent.Type.Resize and self.isVisible() and watched is self._over:
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Turn with the window from light to dark."""
        super().changeEvent(event)
        if theme.colours_changed(event) and self._worn is not theme.tokens():
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dark plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().text))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)

    def _dress(self) -> None:
        colours = theme.tokens()
        self._worn = colours
        ink = colours.surface
        self.setStyleSheet(
            f"QLabel {{ color: {ink}; }} QPushButton {{ color: {ink}; background: transparent;"
            f" border: 1px solid {theme.mix(ink, colours.text, 0.4)}; min-height: 24px; padding: 0 10px; }}"
        )
        self._mark.setPixmap(icons.icon("done", "surface").pixmap(QSize(18, 18)))

    def _place(self) -> None:
        self.setFixedHeight(_HIGH)
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - _FOOT)

    def _go_by_itself(self) -> None:
        """Go, but with an undo only once no dialog is in the way of it."""
        if self._undo is not None and QApplication.activeModalWidget() is not None:
            self._timer.start(UNDO_MS)
        else:
            self.hide()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
