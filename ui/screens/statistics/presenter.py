"""What happens in statistics: figures are reckoned, opened to the cases behind them, and written to a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from app.errors import BadInput, Refusal, Unavailable
from app.forms.sheet import Sheet
from app.statistics.definitions import cuts_in
from app.statistics.events import Domain
from app.statistics.models import CaseRow, Cut, Figure, FigureAt, Group, Span, Table, TableRow, this_month
from app.statistics.month_report import MonthReport
from app.statistics.sheet import write_cases, write_sheet
from app.statistics.table_page import page_of_cases, page_of_table
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import notice_of
from ui.screens.places import OF_CASE
from ui.screens.statistics.monthly import month_in, write_month
from ui.tables.models import Count, PageOf

_ROOMS = {
    "order": "hotline", "talk": "hotline",
    "contact": "contacts", "denial": "denials", "document": "register", "post": "posts", "absence": "posts",
}  # fmt: skip


FIRST_CUT = {Domain.CASES: Cut.MATTER, Domain.ORDERS: Cut.DIVISION}


class StatisticsPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_table(self, table: Table) -> None: ...
    def show_span_problem(self, text: str) -> None: ...
    def show_behind(self, title: str, figure: Figure, count: Count, page: PageOf) -> None: ...
    def show_paper(self, sheet_of: Callable[[], Sheet]) -> None: ...


class StatisticsPresenter:
    """Holds the span, the cut and the table."""

    def __init__(self, place: StatisticsPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._statistics = context.desk.statistics
        self._asked = 0
        self.span = this_month(context.today())
        self.domains = self._statistics.domains(context.actor) or (Domain.CASES,)
        self.domain = self.domains[0]
        self.cut = self._chosen = FIRST_CUT[self.domain]
        self.table: Table | None = None
        self._behind: tuple[str, Callable[[], tuple[CaseRow, ...]]] | None = None

    def reckon(self, span: Span, cut: Cut) -> None:
        self._chosen = self._chosen if cut is self.cut else cut
        self.span, self.cut = span, cut
        self.refresh()

    def look_at(self, domain: Domain) -> None:
        self.domain, self.table = domain, None
        self.cut = self._chosen = FIRST_CUT[domain]

    def look_in(self, group: Group) -> None:
        """Cut as was chosen, and by division where that would tell nothing of the group apart."""
        cut = self._chosen if self._chosen in cuts_in(self.domain, group) else Cut.DIVISION
        if cut is not self.cut:
            self.cut = cut
            self.refresh()

    def refresh(self) -> None:
        self._asked += 1
        work = partial(self._statistics.figures, self._context.actor, self.span, self.cut, self.domain)
        job = self._context.jobs.run(work).then(partial(self._take, self._asked))
        job.otherwise(self._not_reckoned).start()

    def open_figure(self, row: TableRow, figure: Figure) -> None:
        table = self.table
        if table is None:
            return
        at = FigureAt(span=table.span, cut=table.cut, row=row.key, column=figure.key, domain=table.domain)
        behind = row.cells[figure.key].behind
        named = "" if table.cut is Cut.NONE else f"{row.name} · "
        title = f"{named}{figure.title}　{table.span}"
        self._behind = (title, partial(self._page, at, 0, behind))
        self._place.show_behind(title, figure, partial(int, behind), partial(self._page, at))

    def open_case(self, row: CaseRow) -> None:
        if row.subject:
            place = _place(row.subject)
            if place is not None:
                self._context.go_to(place[0], **place[1])
        elif row.case is None:
            self._context.go_to("register", words=row.number)
        else:
            self._context.go_to("counter", case=row.case)

    def set_figures(self, group: Group) -> None:
        """Set the figures of a group as a page."""
        if self.table is not None:
            self._place.show_paper(partial(page_of_table, self.table, group, self._context.today()))

    def set_behind(self) -> None:
        """Set the list behind a figure as a page."""
        if self._behind is not None:
            title, read = self._behind
            self._context.jobs.run(read).then(partial(self._behind_read, title)).start()

    def _behind_read(self, title: str, rows: tuple[CaseRow, ...]) -> None:
        self._place.show_paper(partial(page_of_cases, title, rows, self._context.today()))

    def export(self, path: Path) -> None:
        if self.table is None:
            return
        work = partial(write_sheet, path, self.table)
        self._context.jobs.run(work, PRESS).then(partial(self._exported, "统计表", path)).start()

    def export_behind(self, path: Path) -> None:
        if self._behind is None:
            return
        title, read = self._behind
        self._context.jobs.run(read).then(partial(self._write_behind, path, title)).start()

    @property
    def month(self) -> str:
        return month_in(self.span, self._context.today())

    def report(self, path: Path) -> None:
        work = partial(self._statistics.month_report, self._context.actor, self.month)
        job = self._context.jobs.run(work).then(partial(self._write_month, path))
        job.otherwise(self._not_reckoned).start()

    def _write_month(self, path: Path, report: MonthReport) -> None:
        work = partial(write_month, path, report)
        told = partial(self._exported, f"{report.name}月报（Word、PDF和表格）", path)
        self._context.jobs.run(work, PRESS).then(told).start()

    def _write_behind(self, path: Path, title: str, rows: tuple[CaseRow, ...]) -> None:
        work = partial(write_cases, path, title, rows)
        self._context.jobs.run(work, PRESS).then(partial(self._exported, "明细", path)).start()

    def _page(self, at: FigureAt, offset: int, limit: int) -> tuple[CaseRow, ...]:
        return self._statistics.behind(self._context.actor, at, offset=offset, limit=limit)

    def _take(self, asked: int, table: Table) -> None:
        if asked != self._asked:
            return
        self.table = table
        self._place.show_span_problem("")
        self._place.show_table(table)

    def _not_reckoned(self, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, BadInput):
            self._place.show_span_problem(str(trouble))
        else:
            self._context.show_banner(notice_of(trouble, self.refresh))

    def _exported(self, what: str, path: Path, _nothing: None) -> None:
        self._context.toast(f"{what}已存为“{path.name}”")


def _place(subject: str) -> tuple[str, dict[str, int]] | None:
    """Return the screen on which what is no case is seen, and what it is told; None where there is none."""
    kind, _, key = subject.partition(":")
    if kind in OF_CASE:
        return "counter", {"case": int(key)}
    if kind in _ROOMS:
        return _ROOMS[kind], {kind: int(key)}
    return ("handovers", {}) if kind == "handover" else None
