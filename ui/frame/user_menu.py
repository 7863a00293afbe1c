"""The menu behind one's name: the look, the password, the lock, one's own year, the next person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.people.models import Actor
from ui import icons
from ui.frame.hats import Offer, commands_of_hats
from ui.theme import Scheme

SCHEMES = (("跟随系统", Scheme.SYSTEM), ("浅色", Scheme.LIGHT), ("深色", Scheme.DARK))


class UserMenu(QMenu):
    """Says what was chosen."""

    scheme_chosen = Signal(object)
    hat_asked = Signal(int)
    password_asked = Signal()
    lock_asked = Signal()
    year_asked = Signal()
    switch_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("user_menu")
        self._hats: list[QAction] = []
        self._first = look = self.addMenu(icons.icon("sun", "secondary"), "外观")
        self._looks = {scheme: look.addAction(text) for text, scheme in SCHEMES}
        one = QActionGroup(self)
        for scheme, action in self._looks.items():
            action.setCheckable(True)
            one.addAction(action)
            action.triggered.connect(partial(self._choose, scheme))
        self.addAction(icons.icon("edit", "secondary"), "修改密码").triggered.connect(self.password_asked)
        lock = self.addAction(icons.icon("lock", "secondary"), "锁定屏幕\tCtrl+L")
        lock.triggered.connect(self.lock_asked)
        year = self.addAction(icons.icon("statistics", "secondary"), "个人年度摘录")
        year.triggered.connect(self.year_asked)
        self.addSeparator()
        self.addAction(icons.icon("exit", "secondary"), "切换用户").triggered.connect(self.switch_asked)

    def show_scheme(self, scheme: Scheme) -> None:
        """Mark the look that was chosen."""
        self._looks[scheme].setChecked(True)

    def show_offer(self, offer: Offer, actor: Actor) -> None:
        """Offer at the top for whom one may act, and to come back."""
        for old in self._hats:
            self.removeAction(old)
            old.deleteLater()
        self._hats = []
        for command in commands_of_hats(offer, actor, self.hat_asked.emit):
            made = QAction(icons.icon(command.icon, "secondary"), command.title, self)
            made.triggered.connect(partial(_run, command.run))
            self._hats.append(made)
        if self._hats:
            rule = QAction(self)
            rule.setSeparator(True)
            self._hats.append(rule)
        self.insertActions(self._first.menuAction(), self._hats)

    def _choose(self, scheme: Scheme, _checked: bool = False) -> None:
        self.scheme_chosen.emit(scheme)


def _run(act: Callable[[], None], _checked: bool = False) -> None:
    act()
