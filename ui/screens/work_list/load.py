"""处室负荷: the people of the division in a table, and one of them read at the right."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import chinese_date_weekday
from app.custody.loads import DivisionLoad, PersonLoad
from app.custody.worklist import WorkItem
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.stack import fill, stack
from ui.screens.facts import fact_line
from ui.screens.work_list.columns import PEOPLE
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_MOST_DUE = 8


class LoadList(TablePane):
    """The people, the most pressed first."""

    def __init__(self) -> None:
        self.rows = RowsModel(PEOPLE, lambda load: load.staff)
        empty = Empty("本处室没有人员", "由系统管理员在“人员与角色”登记。", "staff")
        super().__init__(self.rows, "处室负荷", empty, "人")

    def show_load(self, load: DivisionLoad) -> None:
        """Show how the division stands, the person at hand kept."""
        self.rows.show_rows(load.people)
        if self.table.current_row() is None:
            self.table.choose_first()


class LoadPane(QWidget):
    """One person: what he has, when he is away, who answers then, and what falls due meanwhile."""

    open_asked = Signal()
    reassign_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = label("", "section")
        self._state = Chip()
        self._numbers = stack()
        self._away = stack()
        self._due = stack()
        self._open = Button("看其待办", "primary", key="Enter")
        self._reassign = Button("改派到期的")
        self._reassign.show_key("A")  # the page's own key
        self._open.clicked.connect(self.open_asked)
        self._reassign.clicked.connect(self.reassign_asked)
        self._assemble()
        self.setVisible(False)

    def show_person(self, load: PersonLoad, due: tuple[WorkItem, ...]) -> None:
        """Show a person and what falls due while he is away."""
        self._name.setText(load.name)
        self._state.show_word(*(("离岗", "late") if load.is_away else ("在岗", "on_time")))
        fill(self._numbers, _numbers(load))
        fill(self._away, _away(load))
        fill(self._due, _due(load, due))
        self._reassign.setVisible(bool(due))
        self.setVisible(True)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._state)
        head.addStretch()
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        for part in (self._numbers, line(), self._away, self._due):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 14)
        foot.setSpacing(8)
        self._reassign.setMinimumHeight(40)
        foot.addWidget(self._open)
        foot.addWidget(self._reassign)
        foot.addStretch()
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(area, 1)
        inside.addWidget(line())
        inside.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)


def _numbers(load: PersonLoad) -> Iterator[QWidget]:
    yield fact_line("在办", f"{load.items} 件，今日到期 {load.today} 件，逾期 {load.late} 件")
    if load.behalf:
        yield fact_line("代办", f"代离岗的人办理 {load.behalf} 件")


def _away(load: PersonLoad) -> Iterator[QWidget]:
    if not load.away:
        yield label("今后两周没有离岗安排。", "secondary", wrap=True)
    for each in load.away:
        yield fact_line("现在离岗" if each.now else "将离岗", each.words)
        if each.answers:
            yield fact_line("顶岗", each.answers)


def _due(load: PersonLoad, due: tuple[WorkItem, ...]) -> Iterator[QWidget]:
    if not load.due_away:
        return
    yield label(f"离岗期间到期 {load.due_away} 件", "strong")
    for each in due[:_MOST_DUE]:
        yield _item(each)
    if len(due) > _MOST_DUE:
        yield label(f"另有 {len(due) - _MOST_DUE} 件。", "secondary")


def _item(item: WorkItem) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(item.title, wrap=True))
    day = chinese_date_weekday(item.due) if item.due else "无期限"
    column.addWidget(label(f"{day}，{item.step}，{item.number}", "small", wrap=True))
    return holder
