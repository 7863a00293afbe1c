"""The statistics screen: span and cut above, the table at the left, its chosen column at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.forms.sheet import Sheet
from app.statistics.definitions import GROUPS_OF, cuts_in
from app.statistics.events import Domain
from app.statistics.models import Figure, Group, Table, TableRow
from ui.context import Command, Context, Screen
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.parts.segments import Segments
from ui.preview.printing import ask_where, file_name
from ui.screens.statistics.behind import BehindView
from ui.screens.statistics.beside import Beside
from ui.screens.statistics.choosing import SPANS, Choosing
from ui.screens.statistics.figures import FiguresModel, FiguresTable
from ui.screens.statistics.paper_dialog import PaperDialog
from ui.screens.statistics.presenter import StatisticsPresenter
from ui.tables.models import Count, PageOf

_NOTHING = {
    Domain.CASES: ("这段时间没有办件", "换一个统计期间；收件、办结或签发文书后，数字会列在这里。"),
    Domain.ORDERS: ("这段时间没有工单", "换一个统计期间；收到、分派或办结工单后，数字会列在这里。"),
}


class StatisticsScreen(Screen):
    """What was received, done, asked twice and denied, and how the hotline stands, within one's reach."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("statistics")
        self._context = context
        self._presenter = StatisticsPresenter(self, context)
        domains = self._presenter.domains
        self._domains = Segments(tuple(each.value for each in domains))
        self._groups = {
            domain: Segments(tuple(group.title for group in GROUPS_OF[domain])) for domain in domains
        }
        self._choosing = Choosing(
            context.today(),
            self._presenter.span,
            self._presenter.cut,
            cuts_in(self._presenter.domain, GROUPS_OF[self._presenter.domain][0]),
        )
        self._model = FiguresModel()
        self._table = FiguresTable(self._model)
        self._beside = Beside()
        self._nothing = Empty(*_NOTHING[self._presenter.domain], "statistics")
        self._behinds = {domain: BehindView(context.jobs, domain) for domain in domains}
        self._figures = QStackedWidget()
        self._stack = QStackedWidget()
        self._print = Button("打印…", key="Ctrl+P", icon="print")
        self._export = Button("导出表格…", key="Ctrl+S", icon="save")
        self._person = Button("个人年度摘录", key="Ctrl+Y", icon="statistics")
        self._month = Button("月报…", key="Ctrl+R", icon="document")
        self._connect()
        self._assemble()

    def arrive(self, _arguments: Mapping[str, Any]) -> None:
        """Reckon the figures; coming back from a case shows the list it was opened from."""
        self._presenter.refresh()
        self._give_hands(self._behind if self._is_behind() else self._table)

    def refresh(self) -> None:
        """Reckon anew."""
        self._presenter.refresh()
        if self._is_behind():
            self._behind.model.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer spans, cuts, groups and the export."""
        spans = [
            Command(title=f"统计：{name}", run=partial(self._choosing.choose_span, name), icon="calendar")
            for name in SPANS
        ]
        cuts = [
            Command(title=f"统计：{cut.value}", run=partial(self._choosing.choose_cut, cut), icon="statistics")
            for cut in cuts_in(self._presenter.domain, self._group())
        ]
        groups = [
            Command(title=f"统计：{group.title}", run=partial(self._go_to, group.title), icon="statistics")
            for domain in self._groups
            for group in GROUPS_OF[domain]
        ]
        groups += [
            Command(title=f"统计：{each.value}", run=partial(self._look_at, each), icon="statistics")
            for each in self._groups
        ]
        export = Command(title="导出统计表（XLSX）", run=self._ask_file, key="Ctrl+S", icon="save")
        prints = Command(title="打印统计表", run=self._ask_paper, key="Ctrl+P", icon="print")
        return (export, prints, *spans, *cuts, *groups)

    # --- what the presenter asks

    def show_table(self, table: Table) -> None:
        """Show the figures."""
        self._model.show_table(table, self._group())
        self._figures.setCurrentIndex(int(not any(cell.behind for cell in table.total.cells.values())))
        self._table.keep_choice()

    def show_span_problem(self, text: str) -> None:
        """Say why the span cannot be reckoned."""
        self._choosing.show_problem(text)

    def show_behind(self, title: str, figure: Figure, count: Count, page: PageOf) -> None:
        """List the cases behind a figure."""
        self._behind.show_source(title, figure, count, page)
        self._stack.setCurrentWidget(self._behind)
        self._give_hands(self._behind)

    def show_paper(self, sheet_of: Callable[[], Sheet]) -> None:
        """Show a page as it will print."""
        PaperDialog(self, self._context, sheet_of).open()

    # --- the screen itself

    def _connect(self) -> None:
        self._choosing.changed.connect(self._presenter.reckon)
        self._domains.chosen.connect(self._show_domain)
        for groups in self._groups.values():
            groups.chosen.connect(self._show_group)
        self._table.chosen.connect(self._show_figure)
        self._table.opened.connect(self._presenter.open_figure)
        for behind in self._behinds.values():
            behind.opened.connect(self._presenter.open_case)
            behind.left.connect(self._leave_list)
        self._print.clicked.connect(self._ask_paper)
        self._export.clicked.connect(self._ask_file)
        self._person.clicked.connect(self._open_person)
        self._month.clicked.connect(self._ask_report)

    def _assemble(self) -> None:
        self._domains.setAccessibleName("统计范围")
        self._domains.setToolTip("统计范围：办件或12345热线")
        self._domains.set_value(self._presenter.domain.value)
        for domain, groups in self._groups.items():
            groups.setAccessibleName("指标类别")
            groups.setToolTip("指标类别：← → 或数字键选择")
            groups.set_value(GROUPS_OF[domain][0].title)
        self._context.page.put_filters(self._domains, *self._groups.values())
        self._context.page.put_actions(self._person, self._month, self._print, self._export)
        self._domains.setVisible(len(self._groups) > 1)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._table)
        self._figures.addWidget(_halves(frame, self._beside))
        empty = card()
        place = QVBoxLayout(empty)
        place.addWidget(self._nothing)
        self._figures.addWidget(empty)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._choosing)
        column.addWidget(self._figures, 1)
        self._stack.addWidget(main)
        for behind in self._behinds.values():
            self._stack.addWidget(behind)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._show_parts()

    def _give_hands(self, part: QWidget) -> None:
        """Have the keys go there, also when the window gives the screen its turn."""
        self.setFocusProxy(part)
        part.setFocus()

    @property
    def _behind(self) -> BehindView:
        return self._behinds[self._presenter.domain]

    def _is_behind(self) -> bool:
        return self._stack.currentWidget() is self._behind

    def _group(self) -> Group:
        domain = self._presenter.domain
        name = self._groups[domain].value()
        return next(group for group in GROUPS_OF[domain] if group.title == name)

    def _look_at(self, domain: Domain) -> None:
        self._domains.set_value(domain.value)
        self._show_domain(domain.value)

    def _show_domain(self, name: str) -> None:
        domain = Domain(name)
        if domain is self._presenter.domain:
            return
        if self._is_behind():
            self._leave_list()
        self._presenter.look_at(domain)
        self._show_parts()
        self._show_cuts()
        self._presenter.refresh()

    def _show_parts(self) -> None:
        """Show what belongs to what is looked at."""
        domain = self._presenter.domain
        for each, groups in self._groups.items():
            groups.setVisible(each is domain)
        self._person.setVisible(domain is Domain.CASES)
        self._month.setVisible(domain is Domain.ORDERS)
        self._nothing.say(*_NOTHING[domain])
        self._table.show_group(self._group())

    def _show_group(self, _name: str) -> None:
        if self._is_behind():
            self._leave_list()
        self._show_cuts()
        if self._presenter.table is not None:
            self._model.show_table(self._presenter.table, self._group())
        self._table.show_group(self._group())

    def _show_cuts(self) -> None:
        group = self._group()
        self._presenter.look_in(group)
        self._choosing.show_cuts(cuts_in(self._presenter.domain, group), self._presenter.cut)

    def _go_to(self, name: str) -> None:
        domain = next(each for each in self._groups if name in {group.title for group in GROUPS_OF[each]})
        self._look_at(domain)
        self._groups[domain].set_value(name)
        self._show_group(name)

    def _show_figure(self, row: TableRow, figure: Figure) -> None:
        if self._presenter.table is not None:
            self._beside.show_figure(self._presenter.table, self._group(), row, figure)

    def _open_person(self) -> None:
        self._context.go_to("person_year")

    def _leave_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self._give_hands(self._table)

    def _ask_report(self) -> None:
        path = ask_where(self, f"12345热线办理情况月报 {self._presenter.month}", "DOCX")
        if path is not None:
            self._presenter.report(path)

    def _ask_paper(self) -> None:
        """Set as a page what is shown."""
        if self._is_behind():
            self._presenter.set_behind()
        else:
            self._presenter.set_figures(self._group())

    def _ask_file(self) -> None:
        table = self._presenter.table
        if table is None:
            return
        name = f"{table.domain.value}统计 {table.span}"
        title, write = "导出统计表", self._presenter.export
        if self._is_behind():
            title, name, write = "导出明细", f"统计明细 {self._behind.title}", self._presenter.export_behind
        chosen, _kind = QFileDialog.getSaveFileName(
            self, title, f"{file_name(name)}.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            write(Path(chosen))


def _halves(left: QWidget, right: QWidget) -> QSplitter:
    """Put two parts beside each other, the left one the wider."""
    halves = QSplitter()
    halves.setChildrenCollapsible(False)
    halves.setHandleWidth(16)
    halves.addWidget(left)
    halves.addWidget(right)
    halves.setSizes([762, 364])
    halves.setStretchFactor(0, 3)
    halves.setStretchFactor(1, 2)
    return halves
