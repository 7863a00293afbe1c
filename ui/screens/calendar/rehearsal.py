"""What a change would move, before it is made: every open item with its old and its new date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import WEEKDAYS
from app.custody.calendar_keeping import MovedItem, Rehearsal
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane


def shown_day(day: date, provisional: bool) -> str:
    """Return a date with its weekday, marked 暂定 where it is."""
    return f"{day.year}-{day.month:02d}-{day.day:02d} {WEEKDAYS[day.weekday()]}{' 暂定' if provisional else ''}"


def moved_word(item: MovedItem) -> tuple[str, str]:
    """Return in a word what becomes of an item's date, and its colour."""
    if item.new > item.old:
        return f"延后{(item.new - item.old).days}天", "soon"
    if item.new < item.old:
        return f"提前{(item.old - item.new).days}天", "late"
    return ("改为暂定", "provisional") if item.new_provisional else ("日期确定", "on_time")


COLUMNS = (
    Column(title="编号", text=lambda item: item.number, width=132),
    Column(title="办件", text=lambda item: item.title),
    Column(title="环节", text=lambda item: item.step, width=176),
    Column(title="原截止日", text=lambda item: shown_day(item.old, item.old_provisional), width=164),
    Column(title="新截止日", text=lambda item: shown_day(item.new, item.new_provisional), width=164, bold=True),
    Column(title="变动", text=lambda item: moved_word(item)[0], chip=moved_word, width=112),
)


def key_of(item: MovedItem) -> str:
    """Return what an item is known by."""
    return item.subject


class RehearsalPane(QWidget):
    """The rehearsed change, with one act to make it and one to leave it."""

    applied = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rehearsal")
        self._title = label("", "section", wrap=True)
        self._said = label("", "secondary", wrap=True)
        self.model = RowsModel(COLUMNS, key_of, self)
        empty = Empty("没有在办事项的日期变动", "应用后，工作日历即按新的安排计算。", "calendar")
        self._pane = TablePane(self.model, "将变动的在办事项", empty)
        self._apply = Button("应用", "primary", key="Ctrl+Return")
        self._leave = Button("返回日历", key="Esc")

        self._apply.clicked.connect(self.applied)
        self._leave.clicked.connect(self.given_up)

        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 16, 1, 1)
        inner.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._said)
        head.addLayout(words, 1)
        head.addSpacing(16)
        head.addWidget(self._leave)
        head.addWidget(self._apply)
        inner.addLayout(head)
        inner.addSpacing(6)
        inner.addWidget(self._pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self._leave.setMinimumHeight(40)
        self.setFocusProxy(self._pane)

    @property
    def said(self) -> str:
        """Return the title and the sentence shown."""
        return f"{self._title.text()} {self._said.text()}"

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show a change and what it would move."""
        moved = tuple(sorted(rehearsal.moved, key=lambda item: (item.old == item.new, item.new, item.number)))
        dates = sum(item.old != item.new for item in moved)
        firm = sum(item.old_provisional and not item.new_provisional for item in moved)
        self._title.setText(rehearsal.change.text)
        parts = [f"{dates} 件在办事项的截止日将变动" if dates else "没有在办事项的截止日变动"]
        if firm:
            parts.append(f"{firm} 件由暂定转为确定")
        self._said.setText("预演：" + "，".join(parts) + "。尚未生效，应用时一次全部完成，并可撤销。")
        self._apply.set_text(f"应用并变动 {dates} 件" if dates else "应用")
        self.model.show_rows(moved)
