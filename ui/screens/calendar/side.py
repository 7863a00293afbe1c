"""The right side of the calendar: what the day is, and the reckoning of a deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.calendar.days import Closure, DayKind, DayNote
from app.calendar.dues import Unit
from app.clock import WEEKDAYS, short_date
from app.forms.fields import Field, Kind
from ui.dates.month import Describe
from ui.dates.trace import Proof, TracePopover, explained
from ui.forms.date_inputs import DateInput
from ui.forms.inputs import CountInput
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.entry import Entry
from ui.parts.labels import card, label, line
from ui.parts.segments import Segments
from ui.screens.calendar.months import Period, role_of
from ui.screens.calendar.presenter import Reckoned

_UNITS = {"工作日": Unit.WORKDAY, "自然日": Unit.DAY, "月": Unit.MONTH}
_MOST_LINES = 4
_PAD = (16, 14, 16, 14)
DayOf = Callable[[date], DayNote | None]


class DayCard(QWidget):
    """Says of one day what it is, by what name, and on which ground."""

    opening_asked = Signal(object)

    def __init__(self, describe: DayOf, closure_on: Callable[[date], Closure | None]) -> None:
        super().__init__()
        self._describe = describe
        self._closure_on = closure_on
        self._closure: Closure | None = None
        self._edits = False
        self._day = label("", "section")
        self._kind = Chip()
        self._text = label("", "secondary", wrap=True)
        self._open = Button("撤销停止办公…", "danger")
        self._open.clicked.connect(self._ask_opening)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(*_PAD)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._day)
        head.addStretch()
        head.addWidget(self._kind)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._text.setMinimumHeight(36)

    @property
    def said(self) -> str:
        """Return what is said of the day."""
        return f"{self._day.text()} {self._kind.accessibleName()} {self._text.text()}"

    def allow_edits(self, edits: bool) -> None:
        """Offer to lift closures, or not."""
        self._edits = edits

    def show_day(self, day: date) -> None:
        """Tell of a day."""
        note = self._describe(day)
        self._closure = self._closure_on(day)
        self._day.setText(f"{day.year}年{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]}")
        self._open.setVisible(self._edits and self._closure is not None)
        if note is not None:
            word = note.kind.label + ("·暂定" if note.provisional else "")
            self._kind.show_word(word, role_of(note))
            self._text.setText(_ground(note))

    def _ask_opening(self) -> None:
        self.opening_asked.emit(self._closure)


def _ground(note: DayNote) -> str:
    name = "" if note.kind in (DayKind.WEEKEND, DayKind.WORKDAY) else note.name
    if note.kind is DayKind.MAKE_UP:
        name = f"{note.name}调休"
    if note.statutory:
        name = f"{note.name}（法定节假日）"
    if note.source:
        return f"{name}\n依据：{note.source}" if name else f"依据：{note.source}"
    if note.provisional:
        return "该年放假安排未载入，按周末和法定节假日推算。"
    return name or "无放假或调休安排。"


class Calculator(QWidget):
    """Start, length and unit in; the date and its proof out."""

    asked = Signal(object, object, object)
    reckoned = Signal(object)

    def __init__(self, today: date, describe: DayOf) -> None:
        super().__init__()
        self._today = today
        self._proof: Proof | None = None
        start = Field(key="start", label="起始日", kind=Kind.DATE)
        count = Field(key="count", label="期限", kind=Kind.COUNT, least=1, most=3660)
        self._start = DateInput(start, self._office_day, cast(Describe, describe))
        self._count = CountInput(count)
        self._unit = Segments(tuple(_UNITS))
        self._due = label("", "title")
        self._said = label("", "secondary", wrap=True)
        self._problem = label("", "problem", wrap=True)
        self._trace = Button("推算过程", "quiet", key="Alt+T", icon="history")

        self._start.changed.connect(self.ask)
        self._count.changed.connect(self.ask)
        self._unit.chosen.connect(self.ask)
        self._start.entered.connect(self._count.setFocus)
        self._trace.clicked.connect(self.open_trace)

        self._assemble()
        self._start.set_value(today.isoformat())
        self._count.set_value(5)
        self._unit.set_value("工作日")

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Entry("起始日（当日不计入）", self._start))
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(Entry("期限", self._count))
        beside.addWidget(Entry("单位", self._unit))
        beside.addStretch()
        column.addLayout(beside)
        column.addWidget(line())
        column.addWidget(label("截止日", "small"))
        column.addWidget(self._due)
        column.addWidget(self._said)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addWidget(self._trace)
        foot.addStretch()
        column.addLayout(foot)
        column.addStretch()
        self._problem.hide()
        self._count.part.setFixedWidth(76)
        self._count.setFixedWidth(76)

    def ask(self, *_: object) -> None:
        """Ask for the deadline of what is filled in."""
        count = self._count.value()
        number = count if isinstance(count, int) else None
        self.asked.emit(self._start.day(), number, _UNITS[self._unit.value()])

    def start_at(self, day: date) -> None:
        """Reckon from a day."""
        self._start.set_value(day.isoformat())
        self.ask()

    def show_reckoned(self, reckoned: Reckoned) -> None:
        """Show the deadline with the days that were skipped."""
        due = reckoned.due
        self._proof = Proof(due=due, days=reckoned.trace, rule=reckoned.rule)
        self._due.setText(f"{due.due.year}年{due.due.month}月{due.due.day}日 {WEEKDAYS[due.due.weekday()]}")
        self._said.setText(_skipped(self._proof))
        self._problem.hide()
        self._trace.setEnabled(True)
        counted = frozenset(each.day for each in reckoned.trace if each.counted)
        self.reckoned.emit(Period(start=due.start, end=due.due, counted=counted))

    def show_problem(self, text: str) -> None:
        """Say why there is no deadline."""
        self._proof = None
        self._due.setText("—")
        self._said.setText("")
        self._problem.setText(text)
        self._problem.show()
        self._trace.setEnabled(False)
        self.reckoned.emit(Period())

    @property
    def said(self) -> str:
        """Return the deadline as shown."""
        return self._due.text()

    def open_trace(self) -> None:
        """Open the whole proof."""
        if self._proof is not None:
            TracePopover(self._proof, self).show_at(self._trace)

    def _office_day(self) -> date:
        return self._today


def _skipped(proof: Proof) -> str:
    lines = [text for text in explained(proof)[1:] if "周" not in text.partition("　")[2][:1]]
    due = proof.due
    said = ["暂定：期间有未载入放假安排的年份。"] if due.provisional else []
    if due.raw != due.due:
        said.append(f"计满之日为{short_date(due.raw)}，遇休息日顺延。")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"……共{len(lines)}处不计入，见推算过程"]
    return "\n".join([*said, *lines]) or "期间除周末外没有不计入的日子。"
