"""The staff screen: people, divisions, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.catalogue.keys import matches, search_keys
from app.errors import Problem
from app.people.models import Division, Staff
from app.people.permissions import Right
from ui import icons
from ui.context import Command, Context, Screen
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.dialogs.message import ConfirmDialog
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.screens.staff.columns import (
    DIVISIONS,
    PEOPLE,
    RIGHTS,
    key_of_division,
    key_of_person,
    key_of_right,
)
from ui.screens.staff.dialogs import ResetDialog
from ui.screens.staff.division import DivisionPane
from ui.screens.staff.person import PersonPane
from ui.screens.staff.presenter import Office, Person, StaffPresenter
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_VIEWS = ("人员", "处室", "角色说明")
_LOGIN, _NARROW = 1, 1300


class StaffScreen(Screen):
    """Who works here and who may do what."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("staff")
        self._context = context
        self._presenter = StaffPresenter(self, context)
        self._words = QLineEdit()
        self._people = RowsModel(PEOPLE, key_of_person, self)
        self._divisions = RowsModel(DIVISIONS, key_of_division, self)
        self._rights = RowsModel(RIGHTS, key_of_right, self)
        nobody = Empty("没有符合的人员", "换个姓名、登录名或拼音首字母再找。", "search")
        self._list = TablePane(self._people, "人员", nobody, "人")
        none = Empty("还没有处室", "按“新增处室”添加。", "staff")
        self._division_list = TablePane(self._divisions, "处室", none, "个")
        self._right_list = TablePane(self._rights, "角色说明", Empty("", ""), "项")
        self._person = PersonPane()
        self._division = DivisionPane(context.today().year)
        self._views = Segments(_VIEWS)
        self._add = Button("新增人员", key="Ctrl+N", icon="plus")
        self._stack = QStackedWidget()
        self._wanted = ""
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show everybody; ``login`` shows one."""
        self._wanted = str(arguments.get("login", self._wanted))
        self._presenter.open()
        self._list.setFocus()

    def refresh(self) -> None:
        """Read everybody again."""
        self._presenter.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the login out of a narrow list; it stands in the form beside it."""
        super().resizeEvent(event)
        self._list.table.hide_columns(frozenset({_LOGIN}) if self.width() < _NARROW else frozenset())

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts of the screen."""
        return (
            Command(title="新增人员", run=self._new_person, icon="plus"),
            Command(title="新增处室", run=self._new_division, icon="plus"),
            Command(title="角色说明：谁可以做什么", run=partial(self._go_to, _VIEWS[2]), icon="staff"),
        )

    # --- what the presenter asks

    def show_office(self, office: Office) -> None:
        """Show everybody and every division."""
        self._narrow()
        self._divisions.show_rows(office.divisions)
        if self._division_list.table.current_row() is None:
            self._division_list.table.choose_first()

    def show_person_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong with a person."""
        self._person.show_problems(problems, general)

    def show_division_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong with a division."""
        self._division.show_problems(problems, general)

    def ask_merge(self, found: tuple[Difference, ...], what: str) -> frozenset[str] | None:
        """Ask whose text is kept where two people changed the same."""
        return ConflictDialog.ask(self, found, what)

    def person_saved(self, login: str) -> None:
        """Choose the person when the list comes back."""
        self._wanted = login

    def division_saved(self, code: str) -> None:
        """Choose the division when the list comes back."""
        self._division_list.table.choose(code)

    # --- the screen itself

    def _connect(self) -> None:
        presenter = self._presenter
        self._words.textChanged.connect(self._narrow)
        self._words.returnPressed.connect(self._list.setFocus)
        self._list.table.chosen.connect(self._show_person)
        self._division_list.table.chosen.connect(self._division.show_division)
        self._person.added.connect(presenter.add)
        self._person.changed.connect(presenter.change)
        self._person.acted.connect(self._act)
        self._person.left.connect(self._list.table.choose_first)
        self._division.saved.connect(self._save_division)
        self._views.chosen.connect(self._show_view)
        self._add.clicked.connect(self._new)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_words)

    def _assemble(self) -> None:
        self._views.set_value(_VIEWS[0])
        self._context.page.put_filters(self._views)
        self._context.page.put_actions(self._add)
        self._words.setPlaceholderText("姓名、登录名、处室或拼音首字母")
        self._words.setAccessibleName("查找人员（Ctrl+F）")
        self._words.setClearButtonEnabled(True)
        self._words.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._rights.show_rows(tuple(Right))
        self._stack.addWidget(_halves(_beneath(self._words, self._list), self._person))
        self._stack.addWidget(_halves(_beneath(None, self._division_list), self._division))
        self._stack.addWidget(self._rights_page())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self._list)

    def _rights_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = "角色按处室授予，只在该处室有效；全局的角色在每个处室都有效。窗口经办人没有不予受理的权限。"
        column.addWidget(label(said, "secondary", wrap=True))
        column.addWidget(_beneath(None, self._right_list), 1)
        return page

    def _narrow(self, *_: object) -> None:
        words = self._words.text().strip()
        found = [each for each in self._presenter.office.people if not words or _finds(words, each)]
        self._people.show_rows(tuple(found))
        if self._wanted and self._list.table.choose(self._wanted):
            self._wanted = ""
        elif self._list.table.current_row() is None or words:
            self._list.table.choose_first()

    def _show_person(self, person: Person) -> None:
        self._person.show_person(person, self._presenter.office.divisions, int(self._context.actor.id))

    def _new(self) -> None:
        if self._stack.currentIndex() == 1:
            self._new_division()
        else:
            self._new_person()

    def _new_person(self) -> None:
        self._go_to(_VIEWS[0])
        self._person.show_new(self._presenter.office.divisions)

    def _new_division(self) -> None:
        self._go_to(_VIEWS[1])
        self._division.show_division(None)

    def _save_division(self, division: Division | None, values: Mapping[str, Any]) -> None:
        self._presenter.save_division(division, values)

    def _act(self, name: str, staff: Staff) -> None:
        if name == "reset":
            password = ResetDialog.ask(self, staff.name)
            if password is not None:
                self._presenter.reset_password(staff, password)
        elif name in ("lock", "unlock"):
            self._presenter.set_locked(staff, locked=name == "lock")
        elif name == "restore" or ConfirmDialog.ask(
            self,
            f"停用{staff.name}的账号",
            "停用后不能登录，经手的办件和文书都保留在他的名下。可以随时恢复。",
            "停用",
        ):
            self._presenter.set_active(staff, active=name == "restore")

    def _to_words(self) -> None:
        self._words.setFocus()
        self._words.selectAll()

    def _go_to(self, view: str) -> None:
        self._views.set_value(view)
        self._show_view(view)

    def _show_view(self, view: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(view))
        self._add.setVisible(view != _VIEWS[2])
        self._add.set_text("新增处室" if view == _VIEWS[1] else "新增人员")


def _finds(words: str, person: Person) -> bool:
    texts = (person.staff.name, person.staff.login, person.division, person.roles)
    return any(matches(words, text, search_keys(text)) is not None for text in texts)


def _beneath(above: QWidget | None, pane: TablePane) -> QWidget:
    frame = card()
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.addWidget(pane)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    if above is not None:
        row = QHBoxLayout()
        row.addWidget(above)
        column.addLayout(row)
    column.addWidget(frame, 1)
    return holder


def _halves(left: QWidget, right: QWidget) -> QSplitter:
    halves = QSplitter()
    halves.setChildrenCollapsible(False)
    halves.setHandleWidth(16)
    halves.addWidget(left)
    halves.addWidget(right)
    halves.setSizes([580, 546])
    halves.setStretchFactor(0, 1)
    halves.setStretchFactor(1, 1)
    return halves
