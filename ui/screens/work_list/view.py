"""The work list: views above, the table in the middle, the item at hand at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from app.custody.loads import PersonLoad
from app.custody.worklist import View, WorkItem
from app.errors import Problem
from app.forms.masking import mask_name
from app.people.permissions import Right, may
from ui.context import Command, Context, Screen
from ui.dates.due import NO_TRACE, TRACE_KEY
from ui.dialogs.message import ConfirmDialog
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.parts.tabs import ViewTabs
from ui.screens.act_dialog import ActDialogs
from ui.screens.work_list.columns import EMPTY, ITEMS, NARROW, WIDE, hidden_items, hidden_people
from ui.screens.work_list.deferred import AnswerDialog, QuestionDialog
from ui.screens.work_list.pane import ReadingPane
from ui.screens.work_list.people import TITLE, People
from ui.screens.work_list.presenter import WorkListPresenter
from ui.screens.work_list.reading import Promise, Reading
from ui.screens.work_list.row_menu import offer_row_menu
from ui.tables.models import Both, PageModel, PageOf
from ui.tables.view import TablePane

_VIEWS = tuple(View)
_LOAD = len(_VIEWS)  # the tab of a head's people, after the views
_PANE_NARROW, _PANE, _PANE_WIDE = 300, 340, 460


class WorkListScreen(Screen):
    """What is to be done."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = WorkListPresenter(self, context, ActDialogs(self, context))
        self._model = PageModel(ITEMS, attrgetter("subject"), context.jobs)
        self._empty = Empty(*EMPTY[View.MINE], "done")
        self._list = TablePane(self._model, "待办", self._empty)
        self._pane = ReadingPane()
        self._people = People(self, context)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._tabs = ViewTabs(View, "待办的视图")
        self._question: QuestionDialog | None = None
        self._coming_back = False
        self._wants_first = True
        self._defer = Button("登记疑难问题", key="Q", icon="edit")
        self._new = Button("新建办件", key="Ctrl+N", icon="plus")
        self._assign = Button("改派", key="A", icon="send")
        self._back = Button("返回", "quiet", key="Esc")

        self._list.table.chosen.connect(self._presenter.select)
        self._list.table.opened.connect(self._presenter.open_item)
        self._model.refreshed.connect(self._was_read)
        self._list.table.uncover_asked.connect(lambda _item: self._presenter.uncover())
        self._list.table.trace_asked.connect(self._trace)
        self._pane.act_asked.connect(self._presenter.act)
        self._pane.open_asked.connect(self._presenter.open)
        self._pane.uncover_asked.connect(self._presenter.uncover)
        self._pane.paper_opened.connect(self._open_paper)
        self._defer.clicked.connect(self._presenter.begin_question)
        self._new.clicked.connect(self._new_case)
        self._people.opened.connect(self._open_person)
        self._people.changed.connect(self._moved)
        QShortcut(QKeySequence(TRACE_KEY), self, self._trace)

        self._assemble()
        for number in range(self._tabs.count()):
            QShortcut(QKeySequence(str(number + 1)), self, partial(self._tabs.setCurrentIndex, number))
        self._tabs.currentChanged.connect(self._tab_chosen)  # the first tab is read when somebody arrives
        self.setFocusProxy(self._list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Read the list (``view`` chooses one), and offer what was typed and never issued."""
        if (view := arguments.get("view")) in _VIEWS:
            self._tabs.setCurrentIndex(_VIEWS.index(view))
        self._presenter.refresh()
        if may(self._context.actor, Right.ISSUE_DOCUMENT):
            self._presenter.look_for_drafts()

    def refresh(self) -> None:
        """Read the list again, keeping selection and place."""
        self._presenter.refresh()
        if self._left.currentIndex():
            self._people.read()

    def look_again(self) -> None:
        """Read the list again, and the item at hand unless it is open to the eye."""
        if len(self._list.table.chosen_rows()) <= 1:  # several are kept until they are moved or let go
            self._presenter.look_again()
        if self._left.currentIndex():
            self._people.read()

    def look_beside(self) -> None:
        """Read the item at hand again, whose papers may be others: no row and no number of the list is."""
        self._presenter.look_beside()

    def commands(self) -> tuple[Command, ...]:
        """Offer the views, a new case, a question to be answered later; to a head his people as well."""
        titles = (f"待办：{self._tabs.name_of(place)}" for place in range(self._tabs.count()))
        choose = self._tabs.setCurrentIndex
        views = tuple(
            Command(title=title, run=partial(choose, place), key=str(place + 1), icon="work_list")
            for place, title in enumerate(titles)
        )
        if self._people.allowed:
            views = (*views, Command(title="改派所选待办", run=self._begin_assign, key="A", icon="send"))
        if not self._new.isEnabled():
            return views
        return (
            Command(title="新建办件", run=self._new_case, key="Ctrl+N", icon="plus"),
            Command(title="登记疑难问题", run=self._presenter.begin_question, key="Q", icon="edit"),
            *views,
        )

    # --- what the presenter asks

    def show_counts(self, counts: dict[View, int], view: View) -> None:
        """Show how many each view has."""
        self._tabs.show_counts(counts)
        title, text = EMPTY[view]
        elsewhere = counts[View.DIVISION] if view is View.MINE else 0
        self._empty.say(title, f"本处室共有 {elsewhere} 件，按 2 查看。" if elsewhere else text)

    def show_opened(self, both: Both, page: PageOf) -> None:
        """Show a view from its beginning."""
        self._wants_first = True
        self._model.show_opened(both, page)

    def read_again(self) -> None:
        """Read the rows again, the one at hand kept."""
        self._model.refresh()

    def come_back(self) -> None:
        """Take the focus again when the rows are read: a dialog had it."""
        self._coming_back = True

    def show_reading(self, reading: Reading | None) -> None:
        """Show the item at hand."""
        self._pane.show_reading(reading)
        self._list.table.menu.look_again()

    def ask_question(self, usual: tuple[Promise, ...]) -> None:
        """Ask for a question that is answered later."""
        dialog = QuestionDialog(self, FormDays(today=self._context.today), usual)
        dialog.keep_by(self._presenter.keep_question)
        self._question = dialog
        dialog.open()

    def show_question_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is missing in the question."""
        if self._question is not None:
            self._question.show_problems(problems)

    def question_kept(self) -> None:
        """Put the dialog away."""
        if self._question is not None:
            self._question.accept()
            self._question.deleteLater()
            self._question = None
            self.come_back()

    def ask_answer(self, reading: Reading) -> str | None:
        """Ask for the answer to a question."""
        assert reading.question is not None
        party = reading.question.party
        return AnswerDialog.ask(self, reading.question, party if reading.uncovered else mask_name(party))

    def confirm_hat(self, name: str) -> bool:
        """Ask whether one goes on as standing in for somebody."""
        text = (
            f"这是{name}的工作。确定后以“代{name}”的身份继续，文书和台账都写明代谁；用户菜单里可随时回到本人。"
        )
        return ConfirmDialog.ask(self, f"代{name}办理", text, f"代{name}办理")

    # --- what the keys do

    def _tab_chosen(self, number: int) -> None:
        self._show_people(number == _LOAD)
        if number == _LOAD:
            self._people.read()
            return
        self._presenter.choose(_VIEWS[number])
        self._hide_columns()
        self._list.setFocus()

    def _show_people(self, shown: bool) -> None:
        self._back.setVisible(False)
        self._tabs.setTabText(_LOAD, TITLE)  # where there is one
        self._left.setCurrentIndex(int(shown))
        self._right.setCurrentIndex(int(shown))
        self.setFocusProxy(self._people.list if shown else self._list)
        if shown:
            self._people.list.setFocus()

    def _open_person(self, person: PersonLoad) -> None:
        """Show what one of the people holds; Esc comes back."""
        self._show_people(False)
        self._tabs.setTabText(_LOAD, f"{TITLE} · {person.name}")
        self._back.setVisible(True)
        self._empty.say(f"{person.name}手上没有待办", "按 Esc 返回处室负荷。")
        self._presenter.choose_holder(person.staff)
        self._hide_columns()
        self._list.setFocus()

    def _back_to_people(self) -> None:
        if self._tabs.currentIndex() == _LOAD and not self._left.currentIndex():
            self._tab_chosen(_LOAD)

    def _moved(self, subject: str) -> None:
        self._list.table.stay_at(subject)
        self._coming_back = not self._left.currentIndex()
        self.refresh()

    def _begin_assign(self) -> None:
        self._people.reassign(None if self._left.currentIndex() else self._list.table.chosen_rows())

    def _was_read(self) -> None:
        self._presenter.was_read()
        table = self._list.table
        if not self._model.rowCount():
            self._presenter.select(None)
            return
        if self._coming_back:
            self._coming_back = False
            table.setFocus()
        if self._wants_first or table.current_row() is None:
            self._wants_first = False
            table.choose_first()
        row, reading = table.current_row(), self._presenter.reading
        if row is not None and (reading is None or reading.item.subject != row.subject):
            self._presenter.select(row)

    def _trace(self, _item: WorkItem | None = None) -> None:
        if not self._pane.trace() and self._presenter.reading is not None:
            self._context.toast(NO_TRACE)

    def _open_paper(self, document: int) -> None:
        self._context.go_to("document_form", document=document)

    def _new_case(self) -> None:
        self._context.go_to("counter", new=True)

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pane its width, and the table the columns it has room for."""
        super().resizeEvent(event)
        narrow, wide = self.width() < NARROW, self.width() >= WIDE
        self._right.setFixedWidth(_PANE_WIDE if wide else _PANE_NARROW if narrow else _PANE)
        self._hide_columns()

    def _hide_columns(self) -> None:
        view = self._presenter.view
        self._list.table.hide_columns(hidden_items(self.width(), view))
        self._people.list.table.hide_columns(hidden_people(self.width()))

    def _assemble(self) -> None:
        if self._people.allowed:
            self._tabs.add_other(TITLE)
            self._list.table.choose_several()
        assign = self._begin_assign if self._people.allowed else None
        offer_row_menu(self._list.table.menu, self._presenter, self._trace, assign)
        can_open = may(self._context.actor, Right.OPEN_CASE)
        for button in (self._defer, self._new):
            button.setEnabled(can_open)
        self._context.page.put_filters(self._tabs)
        actions = (self._back, self._assign) if self._people.allowed else ()
        self._assign.clicked.connect(self._begin_assign)
        self._back.clicked.connect(self._back_to_people)
        self._back.hide()
        self._context.page.put_actions(*actions, *((self._defer, self._new) if can_open else ()))
        for left, right in ((self._list, self._pane), (self._people.list, self._people.pane)):
            self._left.addWidget(left)
            self._right.addWidget(right)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(frame, 1)
        row.addWidget(self._right)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
