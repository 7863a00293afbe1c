"""What stands beside the table: the chosen figure, its definition, and the chart of its column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.statistics.definitions import BY_CLERK, order_of_rows
from app.statistics.models import RATIOS, TOTAL, Cut, Figure, Group, Table, TableRow, Unit
from ui.parts.labels import card, label
from ui.screens.statistics.chart import Bar, BarChart


class Beside(QWidget):
    """Tells one column in words and bars."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "section", wrap=True)
        self._definition = label("", "secondary", wrap=True)
        self._where = label("", "small", wrap=True)
        self._foot = label("", "small", wrap=True)
        self.chart = BarChart()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas = QWidget()
        canvas.setObjectName("canvas")
        inside = QVBoxLayout(canvas)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.chart)
        inside.addStretch(1)
        area.setWidget(canvas)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._definition)
        column.addSpacing(4)
        column.addWidget(area, 1)
        column.addWidget(self._where)
        column.addWidget(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    @property
    def definition(self) -> str:
        """Return the definition that is shown."""
        return self._definition.text()

    @property
    def where(self) -> str:
        """Return whose figures these are, in words."""
        return self._where.text()

    def show_figure(self, table: Table, group: Group, row: TableRow, figure: Figure) -> None:
        """Show the column of a figure, the chosen row's bar the strongest."""
        cell = row.cells[figure.key]
        unit = "" if figure.unit in RATIOS else figure.unit.value
        self._title.setText(f"{figure.title}　{cell.shown}{unit if cell.value is not None else ''}")
        self._definition.setText(figure.definition)
        bars = (
            _of_group(row, group, figure)
            if table.cut is Cut.NONE
            else _of_rows(alike(table.rows_of(group), row), row, figure)
        )
        self.chart.show_bars(figure.title, bars, 1.0 if figure.unit is Unit.PERCENT else 0.0)
        foot = BY_CLERK if table.cut is Cut.CLERK else ""
        if table.cut not in (Cut.NONE, Cut.MONTH):
            foot = f"{order_of_rows(table.domain, table.cut)}{foot}"
        self._where.setText(f"统计范围：{table.where}")
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))


def alike(rows: tuple[TableRow, ...], chosen: TableRow) -> tuple[TableRow, ...]:
    """Return what a row is compared with: classes with classes, others with those of their class alone."""
    classes = tuple(row for row in rows if row.is_class)
    if not classes:
        return rows
    if chosen.key == TOTAL and len(classes) == 1:
        return tuple(row for row in rows if not row.is_class)
    if chosen.is_class or chosen.key == TOTAL:
        return classes
    groups: list[list[TableRow]] = [[]]
    for row in rows:
        groups[-1].append(row) if not row.is_class else groups.append([])
    return tuple(next(group for group in groups if chosen in group))


def _of_rows(rows: tuple[TableRow, ...], chosen: TableRow, figure: Figure) -> tuple[Bar, ...]:
    return tuple(_bar(row.name, row, figure, chosen=row.key == chosen.key != TOTAL) for row in rows)


def _of_group(row: TableRow, group: Group, figure: Figure) -> tuple[Bar, ...]:
    alike = [each for each in group.figures if each.unit is figure.unit]
    return tuple(_bar(each.title, row, each, chosen=each is figure) for each in alike)


def _bar(name: str, row: TableRow, figure: Figure, *, chosen: bool) -> Bar:
    cell = row.cells[figure.key]
    value = None if cell.value is None else float(cell.value)
    return Bar(name=name, value=value, shown=cell.shown, chosen=chosen)
