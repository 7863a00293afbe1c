"""The line that tells how far a long work is, and offers to call it off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.parts.spinner import Spinner

_BAR = 220


class Running(QWidget):
    """A wheel, a bar and words, shown while something runs; ``stopped`` is sent when it is called off."""

    stopped = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.words = label("", "secondary")
        self.stop = Button("取消", key=key)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName("进度")
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for part in (Spinner(), self._bar, self.words):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.stop)
        self.hide()

    def show_work(self, text: str, done: int, whole: int) -> None:
        """Show how far the work is; a ``whole`` of 0 is a step that cannot be counted."""
        self.words.setText(f"{text}　{done:,}/{whole:,}" if whole else text)
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def show_busy(self, busy: bool) -> None:
        """Appear when something begins, and go when it ends."""
        self.setVisible(busy)
        self.stop.setEnabled(busy)
        if busy:
            self.show_work("正在准备", 0, 0)

    def show_stopping(self) -> None:
        """Say that it was heard: what is under way comes to an end first."""
        self.show_work("正在停止……", 0, 0)
        self.stop.setEnabled(False)
