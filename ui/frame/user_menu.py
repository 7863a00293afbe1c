"""The menu behind one's name: the look, the password, the lock, the next person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.theme import Scheme

SCHEMES = (("跟随系统", Scheme.SYSTEM), ("浅色", Scheme.LIGHT), ("深色", Scheme.DARK))


class UserMenu(QMenu):
    """Says what was chosen."""

    scheme_chosen = Signal(object)
    password_asked = Signal()
    lock_asked = Signal()
    switch_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("user_menu")
        look = self.addMenu(icons.icon("sun", "secondary"), "外观")
        self._looks = {scheme: look.addAction(text) for text, scheme in SCHEMES}
        one = QActionGroup(self)
        for scheme, action in self._looks.items():
            action.setCheckable(True)
            one.addAction(action)
            action.triggered.connect(partial(self._choose, scheme))
        self.addAction(icons.icon("edit", "secondary"), "修改密码").triggered.connect(self.password_asked)
        lock = self.addAction(icons.icon("lock", "secondary"), "锁定屏幕\tCtrl+L")
        lock.triggered.connect(self.lock_asked)
        self.addSeparator()
        self.addAction(icons.icon("exit", "secondary"), "切换用户").triggered.connect(self.switch_asked)

    def show_scheme(self, scheme: Scheme) -> None:
        """Mark the look that was chosen."""
        self._looks[scheme].setChecked(True)

    def _choose(self, scheme: Scheme, _checked: bool = False) -> None:
        self.scheme_chosen.emit(scheme)
