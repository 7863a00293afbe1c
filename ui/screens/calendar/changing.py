"""What an administrator changes: next year by the notice's own text, and days on which the office is shut."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import Problem
from app.forms.fields import Field, Kind
from ui.dates.month import Describe
from ui.forms.date_inputs import DateInput
from ui.parts.buttons import Button
from ui.parts.entry import Entry
from ui.parts.labels import label
from ui.screens.calendar.side import DayOf

_LARGEST = 1_000_000
_HINT = "国务院办公厅关于2027年部分节假日安排的通知……\n一、元旦：1月1日（周五）至3日（周日）放假调休，共3天……"


class LoadingPane(QWidget):
    """The paste box for a State Council notice."""

    text_given = Signal(str)
    csv_given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text = QPlainTextEdit()
        self._entry = Entry("放假通知全文", self._text, "星期、天数与日期不符的，会指出是哪一句。")
        self._file = Button("打开 CSV…", icon="folder")
        self._go = Button("预演", "primary", key="Ctrl+Return")

        self._file.clicked.connect(self._open_file)
        self._go.clicked.connect(self._give)

        self._text.setPlaceholderText(_HINT)
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(120)
        foot = QHBoxLayout()
        foot.addWidget(self._file)
        foot.addStretch()
        foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._entry, 1)
        column.addLayout(foot)
        self.setFocusProxy(self._text)

    @property
    def problem(self) -> str:
        """Return what is shown as wrong."""
        return self._entry.problem

    def show_problem(self, text: str) -> None:
        """Say which sentence is wrong."""
        self._entry.show_problem(text)

    def put_text(self, text: str) -> None:
        """Fill in a notice."""
        self._text.setPlainText(text)

    def clear(self) -> None:
        """Empty the box."""
        self._text.clear()
        self._entry.show_problem("")

    def _give(self) -> None:
        self._entry.show_problem("")
        self.text_given.emit(self._text.toPlainText())

    def _open_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "打开放假安排", "", "放假安排 (*.csv *.txt)")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take a file: a CSV is rehearsed at once, a text goes into the box."""
        try:
            text = _read(path)
        except (OSError, UnicodeDecodeError) as fault:
            self._entry.show_problem(f"读不了文件“{path.name}”：{fault}。")
            return
        if path.suffix.lower() == ".csv":
            self.csv_given.emit(text)
        else:
            self.put_text(text)


def _read(path: Path) -> str:
    raw = path.read_bytes()[:_LARGEST]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


class ClosingPane(QWidget):
    """Days on which this office does not work, and who said so."""

    given = Signal(object, object, str, str)

    def __init__(self, today: date, describe: DayOf) -> None:
        super().__init__()
        self._today = today
        self._first = DateInput(
            Field(key="first", label="首日", kind=Kind.DATE), self._office_day, cast(Describe, describe)
        )
        self._last = DateInput(
            Field(key="last", label="末日", kind=Kind.DATE), self._office_day, cast(Describe, describe)
        )
        self._reason = QLineEdit()
        self._source = QLineEdit()
        self._entries = {
            "first": Entry("首日", self._first, required=True),
            "last": Entry("末日（含）", self._last, required=True),
            "reason": Entry("原因", self._reason, required=True),
            "source": Entry("依据", self._source, "何处发布的通知，如市防指通告及文号", required=True),
        }
        self._general = label("", "problem", wrap=True)
        self._go = Button("预演", "primary", key="Ctrl+Return")

        self._go.clicked.connect(self._give)

        self._reason.setPlaceholderText("如：台风停课停工")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for entry in self._entries.values():
            column.addWidget(entry)
        column.addWidget(self._general)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._go)
        column.addLayout(foot)
        column.addStretch()
        self._general.hide()
        self.setFocusProxy(self._first)

    def fill(self, first: date, last: date, reason: str, source: str) -> None:
        """Fill in."""
        self._first.set_value(first.isoformat())
        self._last.set_value(last.isoformat())
        self._reason.setText(reason)
        self._source.setText(source)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong where it is."""
        for key, entry in self._entries.items():
            entry.show_problem("\n".join(each.text for each in problems if each.field == key))
        rest = [each.text for each in problems if each.field not in self._entries]
        self._general.setText("\n".join(rest))
        self._general.setVisible(bool(rest))

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is shown as wrong."""
        return tuple(entry.problem for entry in self._entries.values() if entry.problem)

    def clear(self) -> None:
        """Empty the form."""
        self._first.set_value(None)
        self._last.set_value(None)
        self._reason.clear()
        self._source.clear()
        self.show_problems(())

    def _give(self) -> None:
        self.show_problems(())
        first = self._first.day()
        self.given.emit(first, self._last.day() or first, self._reason.text(), self._source.text())

    def _office_day(self) -> date:
        return self._today
