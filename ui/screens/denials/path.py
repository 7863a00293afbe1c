"""The five ways of 否定报备制四 as five large rows; most cases end here: handled, corrected, guided or told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.cases.models import Case
from app.clock import chinese_date_weekday
from app.denials.triage import BRANCHES, Branch
from ui.parts.chips import Chip
from ui.parts.labels import card, label
from ui.parts.numbered_row import NumberedRow
from ui.parts.picking import PickLine
from ui.screens.acts import STATE_ROLES
from ui.screens.case_picks import case_picks

_WIDE = 960
_DIGITS = ("1", "2", "3", "4", "5")
_NONE = "先选办件，再逐条判断属于下面哪一种；多数办件不需要否定。"


class PathView(QWidget):
    """A case and its five ways; ``picked`` tells a case, ``chosen`` a branch by its key."""

    asked = Signal(str)
    picked = Signal(object)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.finder = PickLine("选择办件", "受理编号、申请人、电话后几位、拼音首字母", "没有可以办理的办件")
        self._title = label("", "section")
        self._about = label("", "secondary")
        self._state = Chip()
        self._case = card()
        self._first = label(_NONE, "secondary", wrap=True)
        self._rows = {branch.key: BranchRow(number, branch) for number, branch in enumerate(BRANCHES)}
        self._holder = QWidget()

        self.finder.asked.connect(self.asked)
        self.finder.picked.connect(self.picked)
        for key, row in self._rows.items():
            row.clicked.connect(partial(self.chosen.emit, key))

        self._assemble()

    @property
    def rows(self) -> Mapping[str, BranchRow]:
        """Return the rows by their branches' keys."""
        return self._rows

    def show_case(self, case: Case | None, party: str = "", closed: Mapping[str, str] | None = None) -> None:
        """Show the ways of a case and which are closed, or ask for a case."""
        self._case.setVisible(case is not None)
        self._first.setVisible(case is None)
        for row in self._rows.values():
            row.show_closed("")
        if case is None:
            self.finder.clear()
            self.finder.setFocus()
            return
        self._title.setText(case.matter_name)
        self._about.setText(f"{case.number}　{party}　{chinese_date_weekday(case.received_on)}收件")
        self._state.show_word(case.state.value, STATE_ROLES[case.state])
        for key, row in self._rows.items():
            row.show_closed((closed or {}).get(key, ""))
        self._first_open().setFocus()

    def press(self, place: int) -> None:
        """Choose a way by its place from 0."""
        rows = tuple(self._rows.values())
        if place < len(rows):
            rows[place].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by 1 to 5, walk by the arrows."""
        rows = tuple(self._rows.values())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), -1)
        if event.text() in _DIGITS:
            self.press(int(event.text()) - 1)
        elif step:
            rows[(here + step) % len(rows)].setFocus()
        else:
            super().keyPressEvent(event)

    def _first_open(self) -> BranchRow:
        return next((row for row in self._rows.values() if not row.closed), self._rows[BRANCHES[0].key])

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch()
        inner = QVBoxLayout(self._case)
        inner.setContentsMargins(16, 10, 16, 10)
        inner.setSpacing(2)
        inner.addLayout(head)
        inner.addWidget(self._about)
        rows = QVBoxLayout(self._holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in self._rows.values():
            rows.addWidget(row)
        body = QWidget()
        body.setObjectName("canvas")
        body.setMaximumWidth(_WIDE)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.finder, self._first, self._case, self._holder):
            column.addWidget(part)
        column.addStretch()
        canvas = _Canvas()
        canvas.setObjectName("canvas")
        middle = QHBoxLayout(canvas)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch()
        middle.addWidget(body, 100)
        middle.addStretch()
        area = QScrollArea()
        area.setWidget(canvas)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def offer(self, found: tuple[Case, ...]) -> None:
        """Show the cases that were found."""
        self.finder.offer(case_picks(found))


class _Canvas(QWidget):
    """As high as its words are in its width, and no higher."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class BranchRow(NumberedRow):
    """One way: its number, the question, what is done then, and its clause at the right."""

    def __init__(self, number: int, branch: Branch) -> None:
        super().__init__(number + 1, around=16)
        self.closed = ""
        self._note = label("", "problem", wrap=True)
        self.setAccessibleName(f"{self.number}，{branch.question}{branch.title}。{branch.then}")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(branch.question, "strong", wrap=True), 1)
        head.addWidget(label(branch.clause, "small"), 0, Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(4)
        self.column.addStretch()
        self.column.addLayout(head)
        self.column.addWidget(label(f"→ {branch.title}：{branch.then}", "secondary", wrap=True))
        self.column.addWidget(self._note)
        self.column.addStretch()
        self._note.hide()
        self.let_through()

    def show_closed(self, why: str) -> None:
        """Say why this way cannot be gone now ("" when it can)."""
        self.closed, self.dim = why, bool(why)
        self._note.setText(f"现在不能走这一步：{why}" if why else "")
        self._note.setVisible(bool(why))
        self.updateGeometry()
        self.setAccessibleDescription(why)
        self.update()
