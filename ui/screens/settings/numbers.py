"""Start numbers: where counting goes on when an office moves over from its paper register."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.catalogue import CATALOGUE
from app.forms.fields import Field, Kind
from app.people.models import Division
from app.register.commands import SetStartNumber
from app.register.models import SeriesReport
from ui.forms.inputs import CountInput
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.entry import Entry
from ui.parts.labels import card, label
from ui.parts.spelling import spelled
from ui.screens.settings.presenter import NumbersShown
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane


def next_number(each: SeriesReport) -> str:
    """Return the number the next paper will bear."""
    return f"{each.mark}〔{each.series.year}〕{each.series.last + 1}号"


COLUMNS = (
    Column(title="年度", text=lambda each: str(each.series.year), width=72),
    Column(title="处室", text=lambda each: each.division_name),
    Column(title="文书", text=lambda each: each.title),
    Column(title="末号", text=lambda each: str(each.series.last), width=80, right=True),
    Column(title="下一份", text=next_number, width=190, bold=True),
)


def key_of_series(each: SeriesReport) -> object:
    """Return what a row is known by."""
    return each.series.type_key, each.series.division, each.series.year


class NumbersPage(QWidget):
    """The form above, the series below; ``given`` asks to go on after a number."""

    given = Signal(object)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setObjectName("start_numbers")
        self._divisions: tuple[Division, ...] = ()
        self._type = spelled(QComboBox())
        self._division = spelled(QComboBox())
        self._year = CountInput(Field(key="year", label="年度", kind=Kind.COUNT, least=2000, most=2100))
        self._last = CountInput(Field(key="last", label="末号", kind=Kind.COUNT, least=0))
        self._entry = Entry("纸质登记簿的最后一号", self._last, required=True)
        self._problem = label("", "problem", wrap=True)
        self._set = Button("设定", "primary", key="Ctrl+Return")
        self.model = RowsModel(COLUMNS, key_of_series, self)
        none = Empty("还没有编过号", "签发第一份文书后会列在这里；从1号起编的不必设定。", "register")
        self._list = TablePane(self.model, "现有编号", none, "组")
        self._set.clicked.connect(self.give)
        for document_type in CATALOGUE:
            self._type.addItem(document_type.title, document_type.key)
        self._year.set_value(year)
        self._assemble()

    @property
    def problem(self) -> str:
        """Return what is shown as wrong."""
        return self._problem.text()

    def show_numbers(self, numbers: NumbersShown) -> None:
        """Show the series and the divisions."""
        self.model.show_rows(numbers.series)
        if numbers.divisions != self._divisions:
            self._divisions = numbers.divisions
            self._division.clear()
            for division in numbers.divisions:
                if division.active:
                    self._division.addItem(division.name, int(division.id))
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say why a number was not set."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def fill(self, last: object) -> None:
        """Fill in the last number given on paper."""
        self._last.set_value(last)

    def give(self) -> None:
        """Set the number, as the button does."""
        last, year = self._last.value(), self._year.value()
        if not isinstance(last, int) or not isinstance(year, int):
            self.show_problem("请填写年度和最后一号，都是整数。")
            return
        self.given.emit(
            SetStartNumber(
                type_key=self._type.currentData(), division=self._division.currentData(), year=year, last=last
            )
        )

    def _assemble(self) -> None:
        said = "从纸质登记簿改用本系统时，填写纸质登记簿上的最后一号，系统从下一号接着编。已编过的号不能退回。"
        self._type.setFixedWidth(200)
        self._division.setFixedWidth(160)
        for part in (self._year, self._last):
            part.part.setFixedWidth(100)
            part.setFixedWidth(150 if part is self._last else 100)
        whose = (Entry("文书", self._type), Entry("处室", self._division))
        number = (Entry("年度", self._year), self._entry, self._set)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(said, "secondary", wrap=True))
        column.addLayout(_in_a_row(whose))
        column.addLayout(_in_a_row(number))
        column.addWidget(self._problem)
        below = card()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(frame)
        outer.addWidget(below, 1)
        self._problem.hide()


def _in_a_row(parts: tuple[QWidget, ...]) -> QHBoxLayout:
    """Return the parts side by side on one base line."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
    row.addStretch(1)
    return row
