"""Changing one's own password from the user menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.people.models import Actor
from ui.dialogs.password import PasswordDialog
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.parts.banner import Notice


class PasswordChange(QObject):
    """Asks for both passwords and says whether the new one holds."""

    def __init__(self, window: MainWindow, desk: Desk, actor: Actor, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._actor = actor
        self._jobs = jobs

    def ask(self) -> None:
        """Ask, and change it."""
        answer = PasswordDialog.ask(self._window)
        if answer is not None:
            change = partial(self._desk.people.change_password, self._actor, answer.current, answer.new)
            self._jobs.run(change).then(self._changed).otherwise(self._kept).start()

    def _changed(self, _done: None) -> None:
        self._window.toast("密码已修改。", None)

    def _kept(self, trouble: Refusal | Unavailable) -> None:
        if (here := self._window.current()) is not None:
            here.page.show_notice(Notice(text=f"密码没有修改：{trouble}"))
