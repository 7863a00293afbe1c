"""The import of a matter sheet: what it would change and what is wrong in it, before anything enters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.catalogue.matters import ImportReport
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.segments import Segments
from ui.screens.catalogue.columns import CHANGES, FAULTS, key_of_change, key_of_fault
from ui.tables.models import RowsModel
from ui.tables.view import TablePane


class ImportPane(QWidget):
    """The rehearsed import; ``applied`` takes the good rows over."""

    chosen = Signal()
    applied = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import")
        self._title = label("导入事项表", "section")
        self._said = label("", "secondary", wrap=True)
        self.banner = Banner()
        self._chips = [Chip("", role) for role in ("on_time", "accent", "secondary", "late")]
        self._views = Segments(("变动", "有误"))
        self.changes = RowsModel(CHANGES, key_of_change, self)
        self.faults = RowsModel(FAULTS, key_of_fault, self)
        same = Empty("没有变动", "表中的事项与现有目录相同。", "done")
        good = Empty("没有错误", "每一行都可以导入。", "done")
        self._change_pane = TablePane(self.changes, "将导入的事项", same, "项")
        self._fault_pane = TablePane(self.faults, "有误的行", good, "处")
        self._pages = QStackedWidget()
        self._leave = Button("返回目录", key="Esc")
        self._other = Button("换一个文件…", icon="folder")
        self._apply = Button("导入", "primary", key="Ctrl+Return")

        self._views.chosen.connect(self._show_view)
        self._leave.clicked.connect(self.given_up)
        self._other.clicked.connect(self.chosen)
        self._apply.clicked.connect(self.applied)
        self._assemble()

    @property
    def said(self) -> str:
        """Return what is said of the file."""
        chips = " ".join(chip.accessibleName() for chip in self._chips)
        return f"{self._said.text()} {chips} {self.banner.notice.text}".strip()

    def show_report(self, report: ImportReport) -> None:
        """Show what the file would change."""
        self.banner.clear()
        self._said.setText(_words(report))
        words = (
            f"新增 {report.added}",
            f"更新 {report.updated}",
            f"未变 {report.unchanged}",
            f"有误 {len(report.faults)}",
        )
        roles = ("on_time", "accent", "secondary", "late" if report.faults else "secondary")
        for chip, word, role in zip(self._chips, words, roles, strict=True):
            chip.show_word(word, role)
            chip.show()
        self.changes.show_rows(report.changes)
        self.faults.show_rows(report.faults)
        count = report.added + report.updated
        self._apply.set_text(f"导入 {count} 项")
        self._apply.setEnabled(bool(count))
        self._choose("有误" if report.faults and not count else "变动")

    def show_problem(self, text: str) -> None:
        """Say why the whole file cannot be used."""
        self._said.setText("没有读成，什么也没有改动。")
        for chip in self._chips:
            chip.hide()
        self.changes.show_rows(())
        self.faults.show_rows(())
        self._apply.setEnabled(False)
        self.banner.tell(Notice(text=text))

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._said)
        head.addLayout(words, 1)
        for button in (self._leave, self._other, self._apply):
            button.setMinimumHeight(40)
            head.addWidget(button)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(self._views)
        marks.addSpacing(8)
        for chip in self._chips:
            marks.addWidget(chip)
        marks.addStretch()
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 12)
        top.setSpacing(10)
        top.addLayout(head)
        top.addWidget(self.banner)
        top.addLayout(marks)
        self._pages.addWidget(self._change_pane)
        self._pages.addWidget(self._fault_pane)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._choose("变动")

    def _choose(self, view: str) -> None:
        self._views.set_value(view)
        self._show_view(view)

    def _show_view(self, view: str) -> None:
        self._pages.setCurrentIndex(0 if view == "变动" else 1)


def _words(report: ImportReport) -> str:
    text = f"“{report.file}”预演完毕，尚未导入。"
    if report.faults:
        text += "有误的行不导入，其余照常导入；改好后再导入一次即可补上。"
    if report.ignored:
        text += f"不认识的列已略过：{'、'.join(report.ignored)}。"
    return text
