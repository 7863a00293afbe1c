"""A clerk's hands for tests: keys go where the focus is, Chinese comes by the input method."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.clock import office_date
from ui.jobs import AtOnce
from ui.main_window import MainWindow, Office
from ui.screens.entries import ENTRIES

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Types and presses in one window."""

    def __init__(self, window):
        self.window = window
        self.come_back()
        self._watch = QTimer(window)
        self._watch.setInterval(10_000)  # nobody is so slow, however busy the machine
        self._watch.timeout.connect(self._leave_unexpected_dialogs)
        self._watch.start()
        self._seen = None

    def come_back(self):
        """Take the window again after a dialog, as a desktop does by itself."""
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    @property
    def screen(self):
        return self.window.current().screen

    @property
    def page(self):
        return self.window.current().page

    def press(self, key, modifier=NONE):
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def control(self, key):
        self.press(key, CONTROL)

    def alt(self, key):
        self.press(key, ALT)

    def enter(self):
        self.press(Qt.Key.Key_Return)

    def type(self, text):
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(QApplication.focusWidget(), sign)
            else:
                commit = QInputMethodEvent()
                commit.setCommitString(sign)
                QApplication.sendEvent(QApplication.focusWidget(), commit)
        self.settle()

    def right_click(self, table, row, column):
        """Press the right button on a cell, and return the menu's lines as they are read."""
        place = table.visualRect(table.model().index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)
        self.settle()
        return [line.text() for line in table.menu.actions() if not line.isSeparator()]

    def from_menu(self, table, title):
        """Choose the line of the open menu that begins so."""
        line = next(each for each in table.menu.actions() if each.text().startswith(title))
        table.menu.close()
        line.trigger()
        self.settle()

    def in_dialog(self, act):
        """Do this in the next dialog, once it is open."""
        QTimer.singleShot(0, lambda: self._in_dialog(act))

    def _in_dialog(self, act):
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or QApplication.activeWindow() is not dialog:
            QTimer.singleShot(10, lambda: self._in_dialog(act))
            return
        act(dialog)

    def _leave_unexpected_dialogs(self):
        """Nobody may wait for ever for an answer that no test gives."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog is self._seen:
            dialog.reject()
        self._seen = dialog

    def settle(self):
        for _ in range(3):
            QApplication.processEvents()
        while any(button.isDown() for button in self.window.findChildren(QPushButton)):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def open_window(qtbot, theme, office, login="linxiaoyan", *, size=(1366, 768)):
    """Open the office's real window for a person, every job done at once."""
    window = MainWindow(
        Office(
            desk=office.desk,
            actor=office.actor(login),
            database="本机数据库",
            entries=ENTRIES,
            theme=theme,
            today=lambda: office_date(office.wall.at),
        ),
        AtOnce(),
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.open_first()
    return Hands(window)
