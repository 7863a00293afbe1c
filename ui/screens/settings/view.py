"""The settings screen: its pages at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.office.models import Wording
from app.people.permissions import Right
from app.press import FaceLine
from app.register.commands import SetStartNumber
from app.settings import Machine
from ui.context import Command, Context, Screen
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.forms.form import FormView
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.labels import card, line
from ui.screens.settings.copies_page import BackupPage
from ui.screens.settings.health_page import HealthPage
from ui.screens.settings.hotline_values import helps
from ui.screens.settings.keeping import LedgerPage
from ui.screens.settings.machine import AboutPage, MachinePage
from ui.screens.settings.numbers import NumbersPage
from ui.screens.settings.presenter import LedgerShown, NumbersShown, SettingsPresenter
from ui.screens.settings.values import SECTIONS
from ui.screens.settings.wordings import WordingsPage

_LIST = 168
_FORM = 720
_PAGES: tuple[tuple[str, Right | None], ...] = (
    ("本局", Right.EDIT_OFFICE),
    ("公文用语", Right.EDIT_OFFICE),
    ("起始文号", Right.SET_NUMBERS),
    ("备份与恢复", Right.KEEP_BACKUPS),
    ("运行状况", Right.KEEP_BACKUPS),
    ("台账核验", Right.VERIFY_LEDGER),
    ("这台电脑", None),
    ("关于", None),
)


class SettingsScreen(Screen):
    """What the office and this machine have decided; a role sees only the pages it may use."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("settings")
        self._context = context
        self._presenter = SettingsPresenter(self, context)
        self.names = tuple(name for name, right in _PAGES if right is None or self._presenter.holds(right))
        self._list = QListWidget()
        self._stack = QStackedWidget()
        self._office = FormView(SECTIONS)
        self._office_banner = Banner()
        self._save = Button("保存", "primary", key="Ctrl+Return")
        self._wordings = WordingsPage(context.today(), edits=self._presenter.holds(Right.EDIT_OFFICE))
        self._numbers = NumbersPage(context.today().year)
        self._backups = BackupPage(context)
        self._health = HealthPage(context)
        self._ledger = LedgerPage()
        self._machine = MachinePage()
        self._about = AboutPage()
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show a page: ``page`` by name, else the one shown before."""
        name = str(arguments.get("page", ""))
        row = self.names.index(name) if name in self.names else max(0, self._list.currentRow())
        if row == self._list.currentRow():
            self._show_page(row)
        else:
            self._list.setCurrentRow(row)
        self._list.setFocus()
        self._list.item(row).setSelected(True)

    def refresh(self) -> None:
        """Read the page again, except a form being filled in."""
        if self.names[max(0, self._list.currentRow())] not in ("本局", "公文用语"):
            self._show_page(self._list.currentRow())

    def commands(self) -> tuple[Command, ...]:
        """Offer each page."""
        return tuple(
            Command(title=f"设置：{name}", run=partial(self.open_page, name), icon="settings")
            for name in self.names
        )

    def open_page(self, name: str) -> None:
        """Turn to a page."""
        self._list.setCurrentRow(self.names.index(name))

    # --- what the presenter asks

    def show_office(self, values: Mapping[str, Any]) -> None:
        """Show the office's settings."""
        self._office_banner.clear()
        self._office.clear_problems()
        self._office.set_values(values)
        self._mark_unconfirmed()

    def show_office_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong at its field."""
        self._office.show_problems(problems)
        if general:
            self._office_banner.tell(Notice(text=general))

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions field by field."""
        return ConflictDialog.ask(self, found, "本局设置")

    def show_wordings(self, wordings: tuple[Wording, ...]) -> None:
        """Show the wordings."""
        self._wordings.show_wordings(wordings)

    def show_wording_problem(self, text: str) -> None:
        """Say why a text was not taken."""
        self._wordings.show_problem(text)

    def show_numbers(self, numbers: NumbersShown) -> None:
        """Show the series."""
        self._numbers.show_numbers(numbers)

    def show_number_problem(self, text: str) -> None:
        """Say why a number was not set."""
        self._numbers.show_problem(text)

    def show_ledger(self, ledger: LedgerShown) -> None:
        """Show what a verification found."""
        self._ledger.show_ledger(ledger)

    def show_ledger_busy(self, busy: bool) -> None:
        """Show that the ledger is being read."""
        self._ledger.show_busy(busy)

    def show_machine(self, machine: Machine) -> None:
        """Show this machine's settings."""
        self._machine.show_machine(machine)

    def show_machine_problem(self, text: str) -> None:
        """Say what is wrong with this machine's settings."""
        self._machine.show_problem(text)

    def show_faces(self, faces: tuple[FaceLine, ...]) -> None:
        """Show which face stands in for which."""
        self._about.faces.show_rows(faces)

    # --- the screen itself

    def _connect(self) -> None:
        presenter = self._presenter
        self._list.currentRowChanged.connect(self._show_page)
        self._save.clicked.connect(self._save_office)
        self._office.changed.connect(self._mark_unconfirmed)
        self._wordings.added.connect(self._add_wording)
        self._numbers.given.connect(self._set_start)
        self._ledger.asked.connect(presenter.verify_ledger)
        self._machine.theme_chosen.connect(self._keep_theme)
        self._machine.offset_given.connect(self._keep_offset)

    def _assemble(self) -> None:
        self._list.setFixedWidth(_LIST)
        self._list.setAccessibleName("设置的各页")
        self._list.setObjectName("sections")
        pages = self._pages()
        for name in self.names:
            self._list.addItem(name)
            self._list.item(self._list.count() - 1).setSizeHint(QSize(_LIST, 38))
            self._stack.addWidget(pages[name])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self._list)

    def _pages(self) -> dict[str, QWidget]:
        return {
            "本局": self._office_page(),
            "公文用语": self._wordings,
            "起始文号": self._numbers,
            "备份与恢复": self._backups,
            "运行状况": self._health,
            "台账核验": self._ledger,
            "这台电脑": self._machine,
            "关于": self._about,
        }

    def _office_page(self) -> QWidget:
        frame = card()
        frame.setMaximumWidth(_FORM)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._office_banner)
        column.addWidget(self._office, 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.addStretch()
        foot.addWidget(self._save)
        column.addLayout(foot)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(frame, 1)
        row.addStretch(0)
        return page

    def _show_page(self, row: int) -> None:
        if not 0 <= row < len(self.names):
            return
        self._stack.setCurrentIndex(row)
        presenter = self._presenter
        loads: dict[str, Callable[[], None]] = {
            "本局": presenter.load_office,
            "公文用语": presenter.load_wordings,
            "起始文号": presenter.load_numbers,
            "备份与恢复": self._backups.presenter.load,
            "运行状况": self._health.load,
            "这台电脑": presenter.load_machine,
            "关于": presenter.load_faces,
        }
        load = loads.get(self.names[row])
        if load is not None:
            load()

    def _mark_unconfirmed(self) -> None:
        """Say under the limits of work orders that the rule does not name whether they wait to be confirmed."""
        for key, words in helps(self._office.values()).items():
            self._office.set_help(key, words)

    def _save_office(self) -> None:
        self._office.clear_problems()
        self._presenter.save_office(self._office.values())

    def _add_wording(self, key: str, text: str, basis: str, day: date | None) -> None:
        self._presenter.add_wording(key, text, basis, day)

    def _set_start(self, command: SetStartNumber) -> None:
        self._presenter.set_start(command)

    def _keep_theme(self, theme: str) -> None:
        self._presenter.save_machine(theme=theme)

    def _keep_offset(self, printer: str, right: float, down: float) -> None:
        self._presenter.save_offset(printer, right, down)
