"""The register's reports: is every number accounted for, and who asked twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.register.models import SeriesReport
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.screens.register.columns import (
    COUNTS,
    NOTICES,
    NUMBERS,
    key_of_count,
    key_of_notice,
    key_of_series,
    verdict_of,
)
from ui.screens.register.presenter import SecondNoticeReport
from ui.tables.models import RowsModel
from ui.tables.view import TablePane


class NumbersView(QWidget):
    """Every series with its last number, its papers, its voids, and the holes nobody explains."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("numbers")
        self.model = RowsModel(NUMBERS, key_of_series, self)
        empty = Empty("还没有编过号", "签发第一份文书后，各处室、各类文书的编号会列在这里。", "register")
        self.pane = TablePane(self.model, "编号检查", empty, "组")
        self._verdict = Chip()
        self._said = label("", wrap=True)
        self._detail = label("", "secondary", wrap=True)
        self.pane.table.chosen.connect(self._explain)

        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(10)
        head.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._said)
        words.addWidget(self._detail)
        head.addLayout(words, 1)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.pane)

    @property
    def said(self) -> str:
        """Return the verdict over all series."""
        return self._said.text()

    def show_reports(self, reports: tuple[SeriesReport, ...]) -> None:
        """Show the series."""
        broken = [report for report in reports if not report.is_whole]
        numbers = sum(report.series.last for report in reports)
        if broken:
            self._verdict.show_word("有缺号", "late")
            self._said.setText(
                f"{len(reports)}组编号中有{len(broken)}组不连续，请查明原因并报告效能办：缺号不得补发。"
            )
        else:
            self._verdict.show_word("连续无缺", "on_time")
            self._said.setText(f"{len(reports)}组编号、{numbers:,}个号，从1号到末号都在册或已说明。")
        self._detail.setText("按处室、文书和年度分别编号；作废的号连同原因留在登记簿中，计入在册。")
        self.model.show_rows(reports)

    def _explain(self, report: SeriesReport) -> None:
        parts = [f"{report.division_name}《{report.title}》{report.series.year}年：{verdict_of(report)[0]}"]
        parts += [f"{span}：{span.reason}" for span in report.from_paper]
        if report.holes:
            parts.append("缺号：" + "、".join(map(str, report.holes)))
        self._detail.setText("；".join(parts) + "。")


class SecondNoticesView(QWidget):
    """Second notices counted by clerk and matter, and each with its reason and who stood for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("second_notices")
        self.counts = RowsModel(COUNTS, key_of_count, self)
        self.notices = RowsModel(NOTICES, key_of_notice, self)
        nobody = Empty("没有二次告知", "同一办件再次要求补正新的内容时，会记在这里。", "done")
        none = Empty("没有二次告知", "窗口一次告知清楚了。", "done")
        self._count_pane = TablePane(self.counts, "按经办人和事项统计", nobody, "组")
        self._notice_pane = TablePane(self.notices, "二次告知明细", none, "次")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(_framed("按经办人和事项", self._count_pane), 2)
        row.addWidget(_framed("明细", self._notice_pane), 3)
        self.setFocusProxy(self._count_pane)

    def show_report(self, report: SecondNoticeReport) -> None:
        """Show both tables."""
        self.counts.show_rows(report.counts)
        self.notices.show_rows(tuple(sorted(report.notices, key=lambda each: each.at, reverse=True)))


def _framed(title: str, pane: TablePane) -> QWidget:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 12, 1, 1)
    column.setSpacing(6)
    head = label(title, "section")
    head.setContentsMargins(12, 0, 12, 0)
    column.addWidget(head)
    column.addWidget(pane, 1)
    return frame
