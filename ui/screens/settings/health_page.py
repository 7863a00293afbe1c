"""The health page: how the database stands, in words and colour, and which statements take long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Refusal, Unavailable
from app.office.health import Health, SlowQuery
from app.office.judging import Care, Line, judged
from ui.context import Context
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.spinner import Spinner
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_ROW_HIGH, _OTHER_HIGH = 36, 72  # px: a row; the head and the foot of a table with its frame
_MOST_ROWS, _MOST_WORDS = 6, 600
ROLES = {Care.GOOD: "on_time", Care.LOOK: "soon", Care.ACT: "late", Care.UNKNOWN: "secondary"}


def care_word(each: Line) -> tuple[str, str]:
    """Return the word of a line and the colour it is told in."""
    return each.care.value, ROLES[each.care]


LINES = (
    Column(title="项目", text=lambda each: each.title, width=136, bold=True),
    Column(title="状态", text=lambda each: each.care.value, width=84, chip=care_word),
    Column(title="现状", text=lambda each: each.said, tip=lambda each: each.said),
    Column(title="怎么办", text=lambda each: each.advice, width=340, wide=200, tip=lambda each: each.advice),
)
SLOW = (
    Column(title="用时（毫秒）", text=lambda each: f"{each.milliseconds:,.0f}", width=120, right=True),
    Column(title="次数", text=lambda each: f"{each.calls:,}", width=90, right=True),
    Column(title="账号", text=lambda each: each.who, width=110),
    Column(title="语句", text=lambda each: each.text, tip=lambda each: each.text),
)


class HealthPage(QWidget):
    """Looks at the database whenever it is opened, and again on F5."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("health")
        self._context = context
        self._chip = Chip("正在查看", "secondary")
        self._said = label("", wrap=True)
        self._busy = Spinner()
        self._again = Button("重新查看", key="Alt+V")
        self._again.clicked.connect(self.load)
        self.lines = RowsModel(LINES, _key_of_line, self)
        self.slow = RowsModel(SLOW, _key_of_query, self)
        self._empty = Empty("正在查看", "数据库的状况会列在这里。", "history")
        self._slow_frame = card()
        self._detail = label("", "secondary", wrap=True)
        self._stack = QStackedWidget()
        self._assemble()

    @property
    def said(self) -> str:
        """Return the sum of it in words."""
        return f"{self._chip.accessibleName()} {self._said.text()}"

    def load(self) -> None:
        """Look at the database."""
        work = self._context.jobs.run(self._look)
        work.then(self.show_health).otherwise(self.show_trouble).while_busy(self._show_busy).start()

    def show_health(self, health: Health) -> None:
        """Show how the database stands."""
        lines = judged(health, self._context.desk.clock())
        self.lines.show_rows(_in_order(lines))
        self._show_slow(health.pace.slow)
        self._stack.setCurrentIndex(0)
        if self._table.table.current_row() is None:
            self._table.table.choose_first()
        self._show_whole(self._table.table.current_row())
        acting = sum(each.care is Care.ACT for each in lines)
        looking = sum(each.care is Care.LOOK for each in lines)
        if acting:
            self._chip.show_word("要处理", "late")
            self._said.setText(f"有{acting}项要处理，{looking}项要留意。")
        elif looking:
            self._chip.show_word("要留意", "soon")
            self._said.setText(f"有{looking}项要留意，其余正常。")
        else:
            self._chip.show_word("正常", "on_time")
            self._said.setText("没有要处理的。")

    def show_trouble(self, trouble: Refusal | Unavailable) -> None:
        """Say that nothing can be seen, and why."""
        self._chip.show_word("看不到", "late")
        self._said.setText("没有读到数据库的状况。")
        self._empty.say("读不到数据库的状况", str(trouble))
        self._stack.setCurrentIndex(1)

    def _show_slow(self, slow: tuple[SlowQuery, ...]) -> None:
        self.slow.show_rows(slow)
        self._slow_frame.setMaximumHeight(_OTHER_HIGH + _ROW_HIGH * min(len(slow), _MOST_ROWS))
        self._slow_frame.setVisible(bool(slow))
        if self._slow_table.table.current_row() is None:
            self._slow_table.table.choose_first()

    def _show_statement(self, each: SlowQuery | None) -> None:
        """Show the chosen statement with as many of its words as can be read at a time."""
        if each is not None and self._slow_table.table.hasFocus():
            self._detail.setText(f"慢查询：{each.text[:_MOST_WORDS]}")

    def _show_whole(self, each: Line | None) -> None:
        """Show the chosen line with all its words."""
        if each is not None:
            advice = f"。怎么办：{each.advice}" if each.advice else ""
            self._detail.setText(f"{each.title}：{each.said}{advice}。")

    def _look(self) -> Health:
        return self._context.desk.backups.health(self._context.actor)

    def _show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._again.setEnabled(not busy)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._chip)
        head.addWidget(self._said, 1)
        head.addWidget(self._busy)
        head.addWidget(self._again)
        self._busy.hide()
        nothing = Empty("没有可看的", "数据库的状况会列在这里。", "history")
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self._table = TablePane(self.lines, "运行状况", nothing, "项")
        self._table.table.chosen.connect(self._show_whole)
        self._detail.setContentsMargins(14, 8, 14, 12)
        inner.addWidget(self._table, 1)
        inner.addWidget(line())
        inner.addWidget(self._detail)
        below = QVBoxLayout(self._slow_frame)
        below.setContentsMargins(1, 1, 1, 1)
        self._slow_table = TablePane(self.slow, "慢查询", Empty("没有慢查询", "", "history"), "条慢查询")
        self._slow_table.table.chosen.connect(self._show_statement)
        for pane in (self._table, self._slow_table):
            pane.table.installEventFilter(self)
        below.addWidget(self._slow_table)
        self._slow_frame.hide()
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(frame, 3)
        column.addWidget(self._slow_frame, 2)
        self._stack.addWidget(seen)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show whole what is chosen in the table that gets the keys."""
        if event.type() == QEvent.Type.FocusIn and watched is self._slow_table.table:
            self._show_statement(self._slow_table.table.current_row())
        elif event.type() == QEvent.Type.FocusIn:
            self._show_whole(self._table.table.current_row())
        return super().eventFilter(watched, event)


def _in_order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return what asks for something first."""
    rank = {Care.ACT: 0, Care.LOOK: 1, Care.UNKNOWN: 2, Care.GOOD: 3}
    return tuple(sorted(lines, key=lambda each: rank[each.care]))


def _key_of_line(each: Line) -> object:
    return each.title, each.said


def _key_of_query(each: SlowQuery) -> object:
    return each
