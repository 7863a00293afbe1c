"""The calendar screen: the year at the left, the day and the acts at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.calendar.days import Closure
from app.custody.calendar_keeping import Rehearsal
from app.errors import Problem
from ui.context import Command, Context, Screen
from ui.parts.banner import Notice
from ui.parts.buttons import Button, icon_button
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.screens.calendar.changing import ClosingPane, LoadingPane
from ui.screens.calendar.legend import Legend
from ui.screens.calendar.presenter import CalendarPresenter, Reckoned, YearShown
from ui.screens.calendar.rehearsal import RehearsalPane
from ui.screens.calendar.side import Calculator, DayCard
from ui.screens.calendar.year import YearView

_SIDE = 336
_NARROW = 1000
_TASKS = ("期限计算", "载入安排", "停止办公")


class CalendarScreen(Screen):
    """The office's working calendar."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("calendar")
        self._context = context
        self._presenter = CalendarPresenter(self, context)
        today = context.today()
        self._year = YearView(today)
        self._day = DayCard(self._presenter.describe, self._presenter.closure_on)
        self._calculator = Calculator(today, self._presenter.describe)
        self._loading = LoadingPane()
        self._closing = ClosingPane(today, self._presenter.describe)
        self._rehearsal = RehearsalPane()
        self._tasks = Segments(_TASKS)
        self._missing = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._title = label("", "section")
        self._strip = card()
        self._warned = False
        self._back = icon_button("left", "上一年", "Ctrl+PgUp")
        self._forth = icon_button("right", "下一年", "Ctrl+PgDown")
        self._now = Button("今年", "quiet", key="Ctrl+Home")
        self._undo = Button("撤销上次改动", icon="undo")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = QStackedWidget()
        self._task_pages = QStackedWidget()
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Open the calendar, at a year where one is asked for."""
        self._presenter.open()
        if "year" in arguments:
            self._presenter.go_to_year(int(arguments["year"]))
        self._year.setFocus()

    def refresh(self) -> None:
        """Read the calendar again."""
        self._presenter.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts of the calendar."""
        found = [
            Command(title="工作日历：今年", run=self._this_year, key="Ctrl+Home", icon="calendar"),
            Command(title="期限计算", run=self._go_reckon, icon="clock"),
        ]
        if self._presenter.edits:
            found += [
                Command(title="载入放假安排", run=self._go_load, icon="folder"),
                Command(title="登记停止办公", run=self._go_close, icon="minus"),
                Command(title="撤销工作日历的上次改动", run=self._presenter.rehearse_undo, icon="undo"),
            ]
        return tuple(found)

    # --- what the presenter asks

    def show_rights(self, *, edits: bool) -> None:
        """Show what the role may do."""
        self._tasks.setVisible(edits)
        self._undo.setVisible(edits)
        self._day.allow_edits(edits)
        if not self._tasks.value():
            self._choose(_TASKS[0])

    def show_year(self, year: YearShown) -> None:
        """Show a year."""
        self._title.setText(f"{year.year}年")
        self._context.page.set_title("工作日历", year.counts)
        self._missing.setText(year.missing)
        self._strip.setVisible(bool(year.missing))
        if year.missing and self._warned:
            self._warned = False
            self._context.page.clear_notice()
        self._source.setText(f"依据：{year.source}" if year.source else "依据：《全国年节及纪念日放假办法》")
        self._year.show_year(year.months, known=year.known)
        self._calculator.ask()
        if not year.known and self._presenter.edits and self._tasks.value() == _TASKS[0]:
            self._choose(_TASKS[1])

    def show_reckoned(self, reckoned: Reckoned) -> None:
        """Show a deadline."""
        self._calculator.show_reckoned(reckoned)

    def show_reckoning_problem(self, text: str) -> None:
        """Say why there is no deadline."""
        self._calculator.show_problem(text)

    def show_loading_problem(self, text: str) -> None:
        """Say which sentence of the notice is wrong."""
        self._loading.show_problem(text)

    def show_closing_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong with the closure."""
        self._closing.show_problems(problems)

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show what would move in the year's place."""
        self._rehearsal.show_rehearsal(rehearsal)
        self._stack.setCurrentIndex(1)
        self._rehearsal.setFocus()

    def show_calendar_again(self) -> None:
        """Show the year again, with empty forms."""
        self._stack.setCurrentIndex(0)
        self._loading.clear()
        self._closing.clear()
        self._year.setFocus()

    def show_warning(self, text: str, year: int) -> None:
        """Warn of a year that is missing, with the way to load it."""
        act = partial(self._load_year, year)
        self._warned = True
        self._context.show_banner(Notice(text=text, kind="warning", act_name=f"载入{year}年", act=act))

    # --- the screen itself

    def _connect(self) -> None:
        presenter = self._presenter
        self._year.day_shown.connect(self._day.show_day)
        self._year.year_asked.connect(presenter.turn)
        self._back.clicked.connect(self._year_back)
        self._forth.clicked.connect(self._year_forth)
        self._now.clicked.connect(self._this_year)
        self._undo.clicked.connect(presenter.rehearse_undo)
        self._tasks.chosen.connect(self._show_task)
        self._calculator.asked.connect(presenter.reckon)
        self._calculator.reckoned.connect(self._year.show_period)
        self._loading.text_given.connect(self._rehearse_text)
        self._loading.csv_given.connect(self._rehearse_csv)
        self._closing.given.connect(presenter.rehearse_closure)
        self._day.opening_asked.connect(self._rehearse_opening)
        self._rehearsal.applied.connect(presenter.apply)
        self._rehearsal.given_up.connect(presenter.give_up)

    def _assemble(self) -> None:
        turner = QWidget()
        row = QHBoxLayout(turner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self._back, self._title, self._forth, self._now):
            row.addWidget(part)
        self._context.page.put_filters(turner)
        self._context.page.put_actions(self._undo)

        main = QWidget()
        halves = QHBoxLayout(main)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(16)
        halves.addLayout(self._left(), 1)
        halves.addWidget(self._right())
        self._stack.addWidget(main)
        self._stack.addWidget(self._rehearsal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self._year)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the legend under the source where there is no room beside it."""
        super().resizeEvent(event)
        down = self.width() < _NARROW
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)

    def _left(self) -> QVBoxLayout:
        strip = self._strip
        strip.setObjectName("year_missing")
        inner = QHBoxLayout(strip)
        inner.setContentsMargins(14, 8, 14, 8)
        inner.addWidget(self._missing)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(strip)
        column.addWidget(self._year, 1)
        self._foot.addWidget(self._source, 1)
        self._foot.addWidget(Legend())
        column.addLayout(self._foot)
        strip.hide()
        return column

    def _right(self) -> QWidget:
        for pane in (self._calculator, self._loading, self._closing):
            self._task_pages.addWidget(pane)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(16, 14, 16, 14)
        inner.setSpacing(12)
        inner.addWidget(self._tasks)
        inner.addWidget(self._task_pages, 1)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._day)
        column.addWidget(frame, 1)
        return side

    def _choose(self, task: str) -> None:
        self._tasks.set_value(task)
        self._show_task(task)

    def _show_task(self, task: str) -> None:
        self._task_pages.setCurrentIndex(_TASKS.index(task))

    def _go_reckon(self) -> None:
        self._choose(_TASKS[0])
        self._calculator.setFocus()

    def _go_load(self) -> None:
        self._choose(_TASKS[1])
        self._loading.setFocus()

    def _load_year(self, year: int) -> None:
        self._presenter.go_to_year(year)
        self._go_load()

    def _go_close(self) -> None:
        self._choose(_TASKS[2])
        self._closing.setFocus()

    def _year_back(self) -> None:
        self._presenter.turn(-1)

    def _year_forth(self) -> None:
        self._presenter.turn(1)

    def _this_year(self) -> None:
        self._presenter.go_to_year(self._context.today().year)

    def _rehearse_text(self, text: str) -> None:
        self._presenter.rehearse_notice(text)

    def _rehearse_csv(self, text: str) -> None:
        self._presenter.rehearse_notice(text, csv=True)

    def _rehearse_opening(self, closure: Closure) -> None:
        self._presenter.rehearse_opening(closure)

    def show_day(self, day: date) -> None:
        """Walk to a day."""
        self._year.show_day(day)
