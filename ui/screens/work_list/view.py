"""The work list: views above, the table in the middle, the item at hand at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout

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
from ui.screens.act_dialog import ActDialogs
from ui.screens.acts import item_due
from ui.screens.work_list.deferred import AnswerDialog, QuestionDialog
from ui.screens.work_list.pane import ReadingPane
from ui.screens.work_list.presenter import WorkListPresenter
from ui.screens.work_list.reading import Promise, Reading
from ui.tables.columns import Column
from ui.tables.models import Count, PageModel, PageOf
from ui.tables.view import TablePane

_VIEWS = tuple(View)
_EMPTY = {
    View.MINE: ("您手上没有待办", "登记办件、收到材料或记下疑难问题后，会按期限排在这里。"),
    View.DIVISION: ("本处室没有待办", "本处室任何人登记的办件都会按期限排在这里。"),
    View.TODAY: ("今天没有到期的", "期限是今天的办件和答复会排在这里。"),
    View.LATE: ("没有逾期的", "过了期限还没办的会排在这里，并写明逾期几个工作日。"),
    View.SOON: ("没有临期的", "离期限只剩两个工作日，或只剩时限的五分之一的，会排在这里。"),
    View.BEHALF: ("现在没有代A岗的", "A岗离岗、由您顶岗期间，其待办会按期限排在这里，并写明代谁。"),
}
_STEP, _NUMBER, _HOLDER = 3, 4, 5
_PANE_NARROW, _PANE, _PANE_WIDE = 300, 340, 460
_NARROW, _WIDE = 960, 1500


def _quiet(_item: WorkItem) -> str:
    return "secondary"


COLUMNS = (
    Column(title="期限", text=lambda item: str(item.due or "无期限"), width=240, due=item_due),
    Column(
        title="事项",
        text=lambda item: item.title,
        bold=True,
        ends=True,
        tip=lambda item: f"{item.title}（{item.number}）",
    ),
    Column(title="申请人", text=lambda item: item.party, width=104, masked=True, tip=lambda item: item.party),
    Column(title="步骤", text=lambda item: item.step, width=168, role=_quiet),
    Column(title="受理编号", text=lambda item: item.number, width=124, role=_quiet),
    Column(title="现由", text=lambda item: item.holder, width=100, role=_quiet),
)


class WorkListScreen(Screen):
    """What is to be done."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = WorkListPresenter(self, context, ActDialogs(self, context))
        self._model = PageModel(COLUMNS, _key_of, context.jobs)
        self._empty = Empty(*_EMPTY[View.MINE], "done")
        self._list = TablePane(self._model, "待办", self._empty)
        self._pane = ReadingPane()
        self._tabs = QTabBar()
        self._question: QuestionDialog | None = None
        self._coming_back = False
        self._wants_first = True
        self._defer = Button("登记疑难问题", key="Q", icon="edit")
        self._new = Button("新建办件", key="Ctrl+N", icon="plus")

        self._list.table.chosen.connect(self._presenter.select)
        self._list.table.opened.connect(self._presenter.open_item)
        self._model.refreshed.connect(self._was_read)
        self._list.table.uncover_asked.connect(self._uncover)
        self._list.table.trace_asked.connect(self._trace)
        self._pane.act_asked.connect(self._presenter.act)
        self._pane.open_asked.connect(self._presenter.open)
        self._pane.uncover_asked.connect(self._presenter.uncover)
        self._pane.paper_opened.connect(self._open_paper)
        self._defer.clicked.connect(self._presenter.begin_question)
        self._new.clicked.connect(self._new_case)
        for number in range(1, len(_VIEWS) + 1):
            QShortcut(QKeySequence(str(number)), self, partial(self._tabs.setCurrentIndex, number - 1))
        QShortcut(QKeySequence(TRACE_KEY), self, self._trace)

        self._assemble()
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

    def look_again(self) -> None:
        """Read the list again, and the item at hand unless it is open to the eye."""
        self._presenter.look_again()

    def commands(self) -> tuple[Command, ...]:
        """Offer the views, a new case, and a question to be answered later."""
        views = tuple(
            Command(
                title=f"待办：{view.value}",
                run=partial(self._tabs.setCurrentIndex, number),
                key=str(number + 1),
                icon="work_list",
            )
            for number, view in enumerate(_VIEWS)
        )
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
        for number, each in enumerate(_VIEWS):
            self._tabs.setTabText(number, f"{each.value}  {counts[each]}")
        title, text = _EMPTY[view]
        elsewhere = counts[View.DIVISION] if view is View.MINE else 0
        self._empty.say(title, f"本处室共有 {elsewhere} 件，按 2 查看。" if elsewhere else text)

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show a view from its beginning."""
        self._wants_first = True
        self._model.show_source(count, page)

    def read_again(self) -> None:
        """Read the rows again, the one at hand kept."""
        self._model.refresh()

    def come_back(self) -> None:
        """Take the focus again when the rows are read: a dialog had it."""
        self._coming_back = True

    def show_reading(self, reading: Reading | None) -> None:
        """Show the item at hand."""
        self._pane.show_reading(reading)

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
        self._presenter.choose(_VIEWS[number])
        self._hide_columns()
        self._list.setFocus()

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

    def _uncover(self, _item: WorkItem) -> None:
        self._presenter.uncover()

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
        narrow, wide = self.width() < _NARROW, self.width() >= _WIDE
        self._pane.setFixedWidth(_PANE_WIDE if wide else _PANE_NARROW if narrow else _PANE)
        self._hide_columns()

    def _hide_columns(self) -> None:
        wide = self.width() >= _WIDE
        mine = _VIEWS[self._tabs.currentIndex()] is View.MINE
        hidden = set() if wide else {_NUMBER}
        if mine and not wide:
            hidden.add(_HOLDER)
        if self.width() < _NARROW:
            hidden |= {_STEP, _HOLDER}
        self._list.table.hide_columns(frozenset(hidden))

    def _assemble(self) -> None:
        for number, view in enumerate(_VIEWS, start=1):
            self._tabs.addTab(view.value)
            self._tabs.setTabToolTip(number - 1, f"{view.value}（{number}）")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("待办的视图")
        can_open = may(self._context.actor, Right.OPEN_CASE)
        for button in (self._defer, self._new):
            button.setEnabled(can_open)
        self._context.page.put_filters(self._tabs)
        if can_open:
            self._context.page.put_actions(self._defer, self._new)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(frame, 1)
        row.addWidget(self._pane)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _key_of(item: WorkItem) -> str:
    return item.subject
