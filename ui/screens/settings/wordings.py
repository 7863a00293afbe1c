"""The office's wordings: the text in force, its history, and a new text from a day on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.forms.fields import Field, Kind
from app.office.models import Wording
from ui.forms.date_inputs import DateInput
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.entry import Entry
from ui.parts.labels import card, label, line
from ui.screens.settings.values import WordingShown, shown_wordings
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane


def _coming(each: WordingShown) -> tuple[str, str] | None:
    return ("待生效", "soon") if each.coming else None


COLUMNS = (
    Column(title="用在", text=lambda each: each.used_in, width=172, bold=True),
    Column(title="文字", text=lambda each: each.opening, tip=lambda each: each.opening),
    Column(title="生效日期", text=lambda each: each.since, width=100),
    Column(title="", text=lambda each: (_coming(each) or ("", ""))[0], width=72, chip=_coming),
)


def key_of_wording(each: WordingShown) -> object:
    """Return what a row is known by."""
    return each.key


class WordingsPage(QWidget):
    """A list of wordings and, beside it, the chosen one with its history and a box for the next text."""

    added = Signal(str, str, str, object)

    def __init__(self, today: date, *, edits: bool) -> None:
        super().__init__()
        self.setObjectName("wordings")
        self._today = today
        self._edits = edits
        self._chosen: WordingShown | None = None
        self.model = RowsModel(COLUMNS, key_of_wording, self)
        none = Empty("没有公文用语", "建立单位时会带入起始用语。", "document")
        self._list = TablePane(self.model, "公文用语", none, "条")
        self._history = QScrollArea()
        self._text = QPlainTextEdit()
        self._basis = QLineEdit()
        self._day = DateInput(Field(key="day", label="生效日期", kind=Kind.DATE), self._office_day)
        self._entry = Entry(
            "新的文字", self._text, "自生效日期起签发的文书用新文字，此前签发的不变。", required=True
        )
        self._add = Button("登记新文字", "primary", key="Ctrl+Return")
        self._list.table.chosen.connect(self.show_wording)
        self._add.clicked.connect(self.give)
        self._assemble()

    @property
    def problem(self) -> str:
        """Return what is shown as wrong."""
        return self._entry.problem

    def show_wordings(self, wordings: tuple[Wording, ...]) -> None:
        """Show every wording as it stands today."""
        self.model.show_rows(shown_wordings(wordings, self._today))
        if self._list.table.current_row() is None:
            self._list.table.choose_first()

    def show_wording(self, shown: WordingShown) -> None:
        """Show one wording with its history, its text ready to be changed."""
        self._chosen = shown
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for wording in shown.history:
            state = _state(wording, shown)
            column.addWidget(label(f"自 {wording.effective_from.isoformat()} 起　{state}", "strong"))
            text = label(wording.text, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
            if wording.basis:
                column.addWidget(label(f"依据：{wording.basis}", "small", wrap=True))
            column.addSpacing(8)
        column.addStretch()
        self._history.setWidget(canvas)
        latest = shown.history[0]
        self._text.setPlainText(latest.text)
        self._basis.setText(latest.basis)
        self._day.set_value(None)
        self._entry.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say why a text was not taken."""
        self._entry.show_problem(text)

    def fill(self, text: str, basis: str, day: date | None) -> None:
        """Fill in the next text."""
        self._text.setPlainText(text)
        self._basis.setText(basis)
        self._day.set_value(day.isoformat() if day else None)

    def give(self) -> None:
        """Register the next text, as the button does."""
        if self._chosen is not None:
            self._entry.show_problem("")
            self.added.emit(self._chosen.key, self._text.toPlainText(), self._basis.text(), self._day.day())

    def _assemble(self) -> None:
        self._history.setWidgetResizable(True)
        self._history.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(96)
        left = card()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        right = card()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label("沿革", "section"))
        column.addWidget(self._history, 1)
        form = QWidget()
        below = QVBoxLayout(form)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(line())
        below.addWidget(self._entry)
        below.addWidget(Entry("依据", self._basis))
        foot = QHBoxLayout()
        self._day.setMinimumWidth(180)
        foot.addWidget(Entry("生效日期", self._day, required=True))
        foot.addStretch()
        foot.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        below.addLayout(foot)
        column.addWidget(form)
        form.setVisible(self._edits)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([540, 410])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    def _office_day(self) -> date:
        return self._today


def _state(wording: Wording, shown: WordingShown) -> str:
    if wording == shown.current:
        return "现行"
    return (
        "待生效" if shown.current is None or wording.effective_from > shown.current.effective_from else "已替换"
    )
