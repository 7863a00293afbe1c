"""The status bar: the database, what was saved, the office's warnings, and the way to help."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.parts.labels import label
from ui.parts.mark import Mark
from ui.parts.spinner import Spinner

HEIGHT = 30


class StatusBar(QFrame):
    """One quiet line at the foot of the window."""

    helped = Signal()

    def __init__(self, database: str, parent: QWidget | None = None, *, address: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setProperty("kind", "surface")
        self.setFixedHeight(HEIGHT)
        self._dot = _Dot()
        self._database = label(f"已连接 {database}", "small")
        self._database.setToolTip(address)
        self._saved = label("", "small")
        self._sign = Mark(16)
        self._warnings = label("", "small")
        self._wheel = Spinner(14)
        self._working = label("正在处理…", "small")
        self._help = QPushButton("F1 帮助")

        self._help.clicked.connect(self.helped)

        self._help.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._help.setProperty("kind", "quiet")
        self._help.setStyleSheet("font-size: 12px; min-height: 22px; padding: 0 6px;")
        self._sign.show_icon("warning", "soon")
        self._assemble()
        self.show_busy(False)
        self.show_warnings(())

    def show_saved(self, text: str) -> None:
        """Say what was saved and when, e.g. 草稿已保存 10:42."""
        self._saved.setText(text)

    def show_warnings(self, warnings: tuple[str, ...]) -> None:
        """Show the office's warnings, e.g. 2027年放假安排未载入."""
        self._warnings.setText(" · ".join(warnings))
        self._sign.setVisible(bool(warnings))

    def show_busy(self, busy: bool) -> None:
        """Turn the wheel while work takes longer than a moment."""
        self._wheel.setVisible(busy)
        self._working.setVisible(busy)

    def show_connected(self, text: str, connected: bool) -> None:
        """Say how the database stands, in words and by the dot."""
        self._database.setText(text)
        self._dot.show_role("on_time" if connected else "late")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface with its hairline above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(theme.tokens().border))
        painter.drawLine(0, 0, self.width(), 0)

    def _assemble(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self._dot)
        row.addWidget(self._database)
        row.addSpacing(12)
        row.addWidget(self._saved)
        row.addSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._warnings)
        row.addStretch(1)
        row.addWidget(self._wheel)
        row.addWidget(self._working)
        row.addSpacing(12)
        row.addWidget(self._help)


class _Dot(QWidget):
    """A dot in the colour of a role."""

    def __init__(self) -> None:
        super().__init__()
        self._role = "on_time"
        self.setFixedSize(8, 8)

    def show_role(self, role: str) -> None:
        self._role = role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme.tokens(), self._role)))
        painter.drawEllipse(QRectF(self.rect()))
