"""The pages of setting up: the ways as large rows, what is filled in, and what was found line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import Problem
from app.office.findings import Finding, Standing
from ui.parts.entry import Entry
from ui.parts.labels import label
from ui.parts.mark import Mark
from ui.parts.numbered_row import NumberedRow
from ui.parts.password import PasswordInput
from ui.parts.stack import fill, stack
from ui.setting_up.asked import NO_LOCAL, WAYS, Questions, Way, WayWords

_ROLES = {Standing.MET: "on_time", Standing.WARNS: "soon", Standing.LACKS: "late"}


class WayRow(NumberedRow):
    """One way: its number, its title, and what it means."""

    def __init__(self, number: int, words: WayWords) -> None:
        super().__init__(number, around=12)
        self.way = words.way
        self._note = label("", "small", wrap=True)
        self.setAccessibleName(f"{number}，{words.title}。{words.text}")
        self.column.setSpacing(2)
        self.column.addWidget(label(words.title, "strong"))
        self.column.addWidget(label(words.text, "secondary", wrap=True))
        self.column.addWidget(self._note)
        self._note.hide()
        self.let_through()

    def close_way(self, why: str) -> None:
        """Say why this way cannot be gone, "" when it can."""
        self.dim = bool(why)
        self.setEnabled(not why)
        self._note.setText(why)
        self._note.setVisible(bool(why))


class WaysPage(QWidget):
    """The ways; ``chosen`` tells one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = tuple(WayRow(number, words) for number, words in enumerate(WAYS, 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self.rows:
            column.addWidget(row)
            row.clicked.connect(self._choose)
        column.addStretch()

    def offer(self, *, has_local: bool) -> None:
        """Close the way that has nothing to carry."""
        next(row for row in self.rows if row.way is Way.CARRY).close_way("" if has_local else NO_LOCAL)

    def begin(self) -> None:
        """Stand at the first way, or at the one that was gone before."""
        if not any(row.hasFocus() for row in self.rows):
            self.rows[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the digits, walk by the arrows."""
        open_rows = [row for row in self.rows if row.isEnabled()]
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, row in enumerate(open_rows) if row.hasFocus()), -1)
        if event.text().isdecimal() and 0 < int(event.text()) <= len(self.rows):
            self.rows[int(event.text()) - 1].click()
        elif step:
            open_rows[(here + step) % len(open_rows)].setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        row = self.sender()
        if isinstance(row, WayRow):
            row.setFocus()
            self.chosen.emit(row.way)


class FormPage(QWidget):
    """What is filled in, two in a row; Enter goes on, after the last it is ``finished``."""

    finished = Signal()

    def __init__(self, questions: Questions) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self.loose = label("", "problem", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(questions.text, "secondary", wrap=True))
        column.addLayout(self._grid)
        column.addWidget(self.loose)
        column.addStretch()
        self.loose.hide()
        self._place(questions)

    def line(self, key: str) -> QLineEdit:
        """Return the input of a question."""
        part = self.entries[key].part
        assert isinstance(part, QLineEdit)
        return part

    def values(self) -> dict[str, str]:
        """Return everything that is filled in."""
        return {key: self.line(key).text() for key in self.entries}

    def put(self, values: Mapping[str, str]) -> None:
        """Fill in what is known."""
        for key, text in values.items():
            if key in self.entries:
                self.line(key).setText(text)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its question, the others below, and go to the first."""
        told = {each.field: each.text for each in reversed(problems)}
        for key, entry in self.entries.items():
            entry.show_problem(told.get(key, ""))
        loose = [each.text for each in problems if each.field not in self.entries]
        self.loose.setText("\n".join(loose))
        self.loose.setVisible(bool(loose))
        first = next((key for key in self.entries if key in told), None)
        if first is not None:
            self.line(first).setFocus()
            self.line(first).selectAll()

    def begin(self) -> None:
        """Begin at the first question without an answer."""
        empty = (key for key in self._asked() if not self.line(key).text())
        self.line(next(empty, next(iter(self.entries)))).setFocus()

    def _asked(self) -> list[str]:
        return [key for key, entry in self.entries.items() if not entry.isHidden()]

    def _place(self, questions: Questions) -> None:
        row, column = 0, 0
        for ask in questions.asks:
            part = PasswordInput() if ask.secret else QLineEdit()
            part.setText(ask.begins)
            part.returnPressed.connect(self._go_on)
            entry = self.entries[ask.key] = Entry(ask.name, part, ask.help, required=ask.required)
            part.textEdited.connect(partial(_is_mended, entry))
            if ask.wide and column:
                row, column = row + 1, 0
            place = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(entry, row, column, 1, 2 if ask.wide else 1, place)
            row, column = (row + 1, 0) if ask.wide or column else (row, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _go_on(self) -> None:
        keys = self._asked()
        here = next((place for place, key in enumerate(keys) if self.line(key).hasFocus()), -1)
        if here + 1 < len(keys):
            self.line(keys[here + 1]).setFocus()
            self.line(keys[here + 1]).selectAll()
        else:
            self.finished.emit()


def _is_mended(entry: Entry, _text: str) -> None:
    """Take the problem away while the answer is changed."""
    entry.show_problem("")


class ChecksPage(QWidget):
    """What was found, a line for each thing with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = stack()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)
        column.addStretch()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the lines in the place of those before."""
        fill(self._lines, [_line(each) for each in findings])
        self.setAccessibleDescription("；".join(each.told for each in findings))


def _line(finding: Finding) -> QWidget:
    holder = QWidget()
    row = QGridLayout(holder)
    row.setContentsMargins(0, 2, 0, 2)
    row.setHorizontalSpacing(10)
    row.setVerticalSpacing(2)
    sign = Mark(18)
    sign.show_icon(finding.standing.value, _ROLES[finding.standing])
    row.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(finding.told, wrap=True), 0, 1)
    row.setColumnStretch(1, 1)
    return holder
