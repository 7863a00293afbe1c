"""The lock over the window: opened by the password of the same person, or left to another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import icons, theme
from ui.parts.buttons import Button
from ui.parts.labels import card, label, restyle
from ui.parts.password import PasswordInput

_WIDE = 360
_LEAST_HIGH = 320


def _shut(window: QWidget, spared: tuple[QWidget, ...]) -> list[QWidget]:
    """Take the parts of a window out of use, their keys too, and return them."""
    parts = [
        part
        for part in window.children()
        if isinstance(part, QWidget) and part.isEnabled() and not part.isWindow() and part not in spared
    ]
    for part in parts:
        part.setEnabled(False)
    return parts


class LockView(QWidget):
    """Covers the window wholly; ``unlock_asked`` carries the password."""

    unlock_asked = Signal(str)
    switch_asked = Signal()

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.setObjectName("lock")
        self._window = window
        self._under = window
        self._shut: list[QWidget] = []
        self._before: QWidget | None = None
        self._cover = QWidget(window)
        self._password = PasswordInput()
        self._problem = label("", "problem", wrap=True)
        self._unlock = Button("解锁", "primary")
        self._switch = Button("切换用户", "quiet")

        self._password.returnPressed.connect(self._ask)
        self._password.capitals.connect(self._hint_capitals)
        self._unlock.clicked.connect(self._ask)
        self._switch.clicked.connect(self.switch_asked)
        window.installEventFilter(self)

        self._cover.setAutoFillBackground(True)
        self._cover.hide()
        self._assemble(name)
        self.hide()

    def lock(self) -> None:
        """Cover the window, and a dialog that is open over it, and wait for the password."""
        self._password.clear()
        self._problem.setText("")
        restyle(self._password, "wrong", False)
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._before = QApplication.focusWidget()
        self._shut = _shut(self._window, (self, self._cover))
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._cover_dialog(dialog)
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        self._password.setFocus()

    def show_problem(self, text: str) -> None:
        """Say in place why it stays locked."""
        self._unlock.setEnabled(True)
        self._problem.setText(text)
        restyle(self._password, "wrong", True)
        self._password.setFocus()
        self._password.selectAll()

    def open(self) -> None:
        """Uncover everything as it was."""
        self._unlock.setEnabled(True)
        self._password.clear()
        self.hide()
        self._cover.hide()
        for part in self._shut:
            part.setEnabled(True)
        if self._under is not self._window:
            self._under.removeEventFilter(self)
            self._under = self._window
            self.setParent(self._window)
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window when it changes its size."""
        if watched is self._under and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
            self._cover.setGeometry(self._window.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focus inside the lock."""
        order: list[QWidget] = [self._password, self._unlock, self._switch]
        here = self.focusWidget()
        place = order.index(here) if here in order else 0
        order[(place + (1 if forward else -1)) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key through to what is covered."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw an opaque ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().ground))
        side = 420.0
        box = QRectF(self.width() - side * 0.8, self.height() - side * 0.8, side, side)
        icons.paint(painter, box, "lock", theme.tokens().hover)

    def _cover_dialog(self, dialog: QWidget) -> None:
        """Take the place over an open dialog, so that what is typed in it stays, unseen."""
        self._cover.setGeometry(self._window.rect())
        self._cover.show()
        self._cover.raise_()
        self._shut += _shut(dialog, (self,))
        self._under = dialog
        dialog.installEventFilter(self)
        self.setParent(dialog)
        dialog.resize(dialog.size().expandedTo(QSize(_WIDE + 48, _LEAST_HIGH)))

    def _assemble(self, name: str) -> None:
        mark = QLabel()
        mark.setPixmap(icons.icon("lock", "accent").pixmap(QSize(24, 24)))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(mark)
        head.addWidget(label("已锁定", "title"))
        head.addStretch()
        frame = card()
        frame.setFixedWidth(_WIDE)
        column = QVBoxLayout(frame)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(label(f"{name}，草稿都已保存。请输入您的密码继续。", "secondary", wrap=True))
        column.addSpacing(4)
        column.addWidget(self._password)
        column.addWidget(self._problem)
        column.addWidget(self._unlock)
        column.addWidget(self._switch)
        middle = QVBoxLayout(self)
        middle.addStretch(2)
        middle.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)

    def _ask(self) -> None:
        if not self._password.text():
            self.show_problem("请填写密码。")
            return
        self._unlock.setEnabled(False)
        self.unlock_asked.emit(self._password.text())

    def _hint_capitals(self, on: bool) -> None:
        if on:
            self._problem.setText("大写锁定已打开。")
        elif self._problem.text().startswith("大写"):
            self._problem.setText("")
