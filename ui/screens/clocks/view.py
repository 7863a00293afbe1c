"""The wall: numbers by light above, by person and by step at the left, the rows behind them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.cases.steps import WORKING
from app.custody.lights import Light
from app.custody.wall import Chosen, Load
from app.custody.worklist import WorkItem
from app.errors import Problem
from app.people.permissions import Right, may, reach_of
from ui import theme
from ui.context import Command, Context, Screen
from ui.dialogs.fields import FieldsDialog
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import ElidedLabel, card, label
from ui.parts.segments import Segments
from ui.screens.clocks.assigning import Assigned, question_of
from ui.screens.clocks.columns import (
    DIVISION,
    ITEMS,
    LOADS,
    NUMBER,
    OUTER,
    PARTY,
    REQUESTS,
    key_of_item,
    key_of_load,
    key_of_request,
)
from ui.screens.clocks.frames import at_left, framed, headed
from ui.screens.clocks.presenter import ClocksPresenter, Submit, Wall
from ui.screens.clocks.requests import Request, decline_question
from ui.screens.clocks.tiles import Tiles
from ui.tables.models import Count, PageModel, PageOf, RowsModel
from ui.tables.view import TablePane, TableView

PEOPLE, STEPS = "按人", "按步骤"
_LEFT, _LEFT_WIDE = 324, 420
_NARROW, _WIDE = 1000, 1500
_MOST_REQUESTS = 4
_URGENT = (Light.LATE, Light.TODAY, Light.SOON)


class ClocksScreen(Screen):
    """How every clock stands."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = ClocksPresenter(self, context)
        self._wall: Wall | None = None
        self._tiles = Tiles()
        self._by = Segments((PEOPLE, STEPS))
        self._loads = RowsModel(LOADS, key_of_load, self)
        nothing = Empty("没有未结的办件", "有期限的办件、文书答复和交办事项会按人和步骤汇总在这里。", "clock")
        self._load_list = TablePane(self._loads, "按人汇总", nothing, "行")
        self._items = PageModel(ITEMS, key_of_item, context.jobs)
        self._list = TablePane(
            self._items, "限时办结", Empty("这里没有未结的", "按 0 查看全部，或另选一个数字。", "done")
        )
        self._requests = RowsModel(REQUESTS, key_of_request, self)
        self._request_list = TableView(self._requests, "待审批的延期")
        self._request_card = card()
        self._said = ElidedLabel("strong")
        self._late = Button("报告领导并告知申请人", key="W", icon="warning")
        self._approve = Button("批准", "primary", key="A")
        self._decline = Button("不批准", key="D")
        self._assign = Button("登记来文、交办", key="Ctrl+N", icon="plus")
        self._dialog: FieldsDialog | None = None
        self._wants_first = True
        self._decides = False
        self._sees_all = reach_of(context.actor, Right.SEE_WORK) is None
        self._connect()
        self._assemble()
        self.setFocusProxy(self._list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show the wall; ``light`` (a word) looks behind one."""
        wanted = next((each for each in Light if each.value == arguments.get("light")), None)
        if self._wall is None or wanted is not None:
            self._presenter.begin(wanted)
        else:
            self._presenter.refresh()

    def refresh(self) -> None:
        """Read numbers and rows again, keeping selection and place."""
        self._presenter.refresh()

    def look_again(self) -> None:
        """Read numbers and rows again."""
        self._presenter.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer the lights, the sides, and what may be done."""
        lights = (Light.LATE, Light.TODAY, Light.SOON, Light.ON_TIME)
        found = [
            Command(title=f"限时办结：{light.value}", run=partial(self._presenter.look, light), key=str(number))
            for number, light in enumerate(lights, start=1)
        ]
        found.append(Command(title="限时办结：全部", run=self._presenter.look, key="0"))
        if self._assign.isEnabled():
            run = self._presenter.begin_assignment
            found.append(Command(title="登记来文来函、上级交办", run=run, key="Ctrl+N", icon="plus"))
        return tuple(found)

    # --- what the presenter asks

    def show_wall(self, wall: Wall) -> None:
        """Show the numbers and what waits for a decision."""
        self._wall = wall
        self._tiles.show_lights(wall.standing.lights)
        self._show_loads()
        self._requests.show_rows(wall.requests)
        self._request_list.setFixedHeight((min(len(wall.requests), _MOST_REQUESTS) + 1) * theme.ROW_PX + 2)
        at_hand = self.window().focusWidget() in (self._list.table, self._request_list)
        self._request_card.setVisible(bool(wall.requests))
        mine = any(each.mine for each in wall.requests)
        for button in (self._approve, self._decline):
            button.setVisible(mine)
        if wall.requests and self._request_list.current_row() is None:
            self._request_list.choose_first()
        self._put_hands(mine=mine, at_hand=at_hand)

    def show_chosen(self, chosen: Chosen, words: str) -> None:
        """Say what is looked at."""
        self._tiles.mark(chosen.light)
        self._said.setText(words or "全部未结")

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show the rows behind a number."""
        self._wants_first = True
        self._items.show_source(count, page)

    def read_again(self) -> None:
        """Read the rows again."""
        self._items.refresh()

    def ask_assignment(self, assigned: Assigned, submit: Submit) -> None:
        """Ask for a letter or a task."""
        days = FormDays(today=self._context.today, describe=assigned.calendar.describe)
        dialog = FieldsDialog(self, question_of(assigned, self._context.today()), days, submit)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def show_assignment_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong at its field."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def assignment_done(self) -> None:
        """Put the dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def confirm_approval(self, request: Request) -> bool:
        """Ask whether an extension is really approved."""
        return ConfirmDialog.ask(self, "批准延长办理期限", request.words, "批准")

    def ask_decline(self, request: Request) -> str | None:
        """Ask why an extension is declined."""
        return ReasonDialog.ask(self, decline_question(request))

    # --- what the keys do

    def _connect(self) -> None:
        self._tiles.chosen.connect(self._look)
        self._by.chosen.connect(self._show_loads)
        self._load_list.table.opened.connect(self._look_at)
        self._load_list.table.clicked.connect(self._look_at_current)
        self._list.table.opened.connect(self._presenter.open)
        self._list.table.chosen.connect(self._show_late)
        self._items.refreshed.connect(self._was_read)
        self._request_list.opened.connect(self._open_request)
        self._late.clicked.connect(self._report_late)
        self._approve.clicked.connect(self._approve_request)
        self._decline.clicked.connect(self._decline_request)
        self._assign.clicked.connect(self._presenter.begin_assignment)
        QShortcut(QKeySequence("R"), self._request_card, self._request_list.setFocus)
        for key, act in {"P": partial(self._show_by, PEOPLE), "S": partial(self._show_by, STEPS)}.items():
            QShortcut(QKeySequence(key), self, act)
        QShortcut(QKeySequence("Escape"), self, self._look)

    def _put_hands(self, *, mine: bool, at_hand: bool) -> None:
        """Begin at the requests while they wait for this person's decision, else at the list."""
        self.setFocusProxy(self._request_list if mine else self._list)
        if at_hand and mine is not self._decides:
            self.setFocus()
        self._decides = mine

    def _look(self, light: Light | None = None) -> None:
        self._presenter.look(light)
        self._list.setFocus()

    def _look_at(self, load: Load) -> None:
        self._presenter.look_at(load)
        self._list.setFocus()

    def _look_at_current(self) -> None:
        load = self._load_list.table.current_row()
        if load is not None:
            self._presenter.look_at(load)

    def _show_by(self, side: str) -> None:
        if not self._left.isVisible():
            return
        self._by.set_value(side)
        self._show_loads()
        self._load_list.setFocus()
        if self._load_list.table.current_row() is None:
            self._load_list.table.choose_first()

    def _show_loads(self, _side: str = "") -> None:
        if self._wall is not None:
            standing = self._wall.standing
            self._loads.show_rows(standing.steps if self._by.value() == STEPS else standing.people)

    def _was_read(self) -> None:
        if self._wants_first and self._items.rowCount():
            self._wants_first = False
            self._list.table.choose_first()
        self._show_late(self._list.table.current_row())

    def _show_late(self, item: WorkItem | None) -> None:
        running = item is not None and item.light in _URGENT and item.step.startswith(WORKING)
        self._late.setVisible(running and may(self._context.actor, Right.COMPLETE_CASE))

    def _report_late(self) -> None:
        item = self._list.table.current_row()
        if item is not None:
            self._presenter.report_late(item)

    def _open_request(self, request: Request) -> None:
        self._presenter.open(request.item)

    def _approve_request(self) -> None:
        if (request := self._request_list.current_row()) is not None:
            self._presenter.approve(request)

    def _decline_request(self) -> None:
        if (request := self._request_list.current_row()) is not None:
            self._presenter.decline(request)

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the left its width, and the list the columns it has room for."""
        super().resizeEvent(event)
        wide, narrow = self.width() >= _WIDE, self.width() < _NARROW
        self._left.setFixedWidth(_LEFT_WIDE if wide else _LEFT)
        self._left.setVisible(not narrow)
        hidden = set() if wide else {PARTY, NUMBER, DIVISION}
        hidden.add(NUMBER if self._sees_all else DIVISION)  # whole names of matters come before both
        if narrow:
            hidden |= {OUTER}
        self._list.table.hide_columns(frozenset(hidden))

    def _assemble(self) -> None:
        self._by.set_value(PEOPLE)
        can_assign = may(self._context.actor, Right.ASSIGN)
        self._assign.setEnabled(can_assign)
        if can_assign:
            self._context.page.put_actions(self._assign)
        self._left = framed(at_left(self._by), self._load_list)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._left)
        body.addWidget(framed(self._said, self._list, self._late), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._tiles)
        column.addWidget(self._request_card)
        column.addLayout(body, 1)
        inside = QVBoxLayout(self._request_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(headed(label("待审批的延期", "section"), self._approve, self._decline))
        inside.addWidget(self._request_list)
        self._request_card.hide()
        self._late.hide()
