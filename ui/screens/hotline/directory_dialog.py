"""The responsibility directory over the queue: who answers for what, each line changed in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.hotline.directory import ENTRY, DirectoryEntry, typed_entry
from app.hotline.directory_keeping import DirectoryReport, SaveEntry
from app.hotline.directory_sheet import write_directory
from ui.context import Context
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference, words_of
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.frame import DialogFrame
from ui.dialogs.merging import Merging
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_WIDE, _HIGH = 1000, 420
_SHEETS = "表格 (*.xlsx *.xls *.csv)"
ABOUT = "分派时按关键词和业务分类建议主办单位；没有条目对应的，建议兜底单位。失效的条目留着备查。"
EMPTY = ("职责目录还是空的", "按 Alt+N 新增一条，或者按 Alt+I 从表格导入。", "folder")


def _standing(entry: DirectoryEntry, today: date) -> tuple[str, str] | None:
    if not entry.in_force(today):
        return ("未生效" if entry.effective_from > today else "已失效", "secondary")
    return ("兜底", "provisional") if entry.fallback else None


def columns_on(today: date) -> tuple[Column, ...]:
    """Return the columns of the directory as of a day."""
    return (
        Column(title="事项", text=lambda each: each.topic, width=140, bold=True),
        Column(title="关键词", text=lambda each: "、".join(each.keywords) or "（按业务分类）"),
        Column(title="主办单位", text=lambda each: each.lead_name, width=150),
        Column(title="依据", text=lambda each: each.basis, width=190, tip=lambda each: each.basis),
        Column(title="生效日期", text=lambda each: each.effective_from.isoformat(), width=100),
        Column(
            title="",
            text=lambda each: (_standing(each, today) or ("", ""))[0],
            width=76,
            chip=partial(_chip_on, today),
        ),
    )


def _chip_on(today: date, entry: DirectoryEntry) -> tuple[str, str] | None:
    return _standing(entry, today)


class DirectoryDialog(DialogFrame):
    """Lists the lines; Enter changes one, Alt+N adds one."""

    def __init__(self, over: QWidget, context: Context, again: Callable[[], None]) -> None:
        super().__init__(over, "职责目录", ABOUT, "完成")
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._keeping = context.desk.hotline.directory
        self._form: FieldsDialog | None = None
        self._merging: Merging[DirectoryEntry] | None = None
        self.model = RowsModel(columns_on(context.today()), lambda each: each.id, self)
        self.list = TablePane(self.model, "职责目录", Empty(*EMPTY), "条")
        self.list.setMinimumHeight(_HIGH)
        self.list.table.opened.connect(self.change)
        self.cancel.hide()
        self.confirm.setDefault(False)  # Enter opens a line
        self.confirm.show_key("Esc")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for text, key, icon, act in (
            ("新增", "Alt+N", "plus", self.begin_new),
            ("修改", "Alt+E", "edit", self._change_chosen),
            ("从表格导入", "Alt+I", "down", self.ask_import),
            ("导出表格", "Alt+O", "up", self.ask_export),
        ):
            button = Button(text, key=key, icon=icon)
            button.clicked.connect(act)
            tools.addWidget(button)
        tools.addStretch()
        self.content.addLayout(tools)
        self.content.addWidget(self.list)
        QShortcut(QKeySequence("F5"), self, self.look)
        self.finished.connect(lambda _result: again())
        self.look()
        self.list.table.setFocus()

    def look(self) -> None:
        """Read the directory."""
        read = partial(self._keeping.all, self._context.actor)
        self._context.jobs.run(read).then(self._show).otherwise(self._tell).start()

    def begin_new(self) -> None:
        """Ask for a new line."""
        values = {"effective_from": self._context.today().isoformat()}
        self._ask("新增职责目录", values, None)

    def change(self, entry: DirectoryEntry) -> None:
        """Ask for a line's new contents."""
        self._ask(f"修改职责目录：{entry.topic}", typed_entry(entry), entry)

    def ask_import(self) -> None:
        """Ask for a sheet and take it over."""
        path, _filter = QFileDialog.getOpenFileName(self, "导入职责目录", "", _SHEETS)
        if path:
            self.take_over(Path(path))

    def take_over(self, path: Path) -> None:
        """Take over a sheet, and tell what it brought."""
        work = partial(self._keeping.import_sheet, self._context.actor, path)
        self._context.jobs.run(work).then(self._taken_over).otherwise(self._tell).start()

    def ask_export(self) -> None:
        """Ask where to, and write the directory there."""
        path, _filter = QFileDialog.getSaveFileName(
            self, "导出职责目录", "职责目录.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the directory as a sheet."""
        read = partial(self._keeping.all, self._context.actor)

        def written() -> int:
            entries = read()
            write_directory(path, entries)
            return len(entries)

        def told(count: int) -> None:
            self.say(f"已导出{count}条到“{path.name}”。", "done")

        self._context.jobs.run(written).then(told).otherwise(self._tell).start()

    def _change_chosen(self) -> None:
        entry = self.list.table.current_row()
        if entry is not None:
            self.change(entry)

    def _ask(self, title: str, values: Mapping[str, Any], entry: DirectoryEntry | None) -> None:
        text = "一条写一件事由哪个单位主办；有变化时给旧条填失效日期，再新增一条。"
        question = FieldsQuestion(title=title, text=text, confirm="保存", sections=ENTRY, values=values)
        days = FormDays(today=self._context.today)
        self._merging = None
        if entry is not None:
            read = partial(self._stands, entry)
            self._merging = Merging(entry, read, typed_entry, words_of(ENTRY), "这一条职责目录")
        self._form = FieldsDialog(self, question, days, self._submit)
        self._form.finished.connect(self._forget)
        self._form.open()

    def _stands(self, entry: DirectoryEntry) -> DirectoryEntry:
        """Return how a line stands now (slow: in the worker)."""
        return next(each for each in self._keeping.all(self._context.actor) if each.id == entry.id)

    def _submit(self, values: dict[str, Any]) -> None:
        seen = self._merging.seen if self._merging is not None else None
        command = (
            SaveEntry(entry=seen.id, version=seen.version, fields=values)
            if seen is not None
            else SaveEntry(fields=values)
        )
        work = partial(self._keeping.save, self._context.actor, command)
        job = self._context.jobs.run(work).then(self._kept)
        job.otherwise(partial(self._not_kept, values)).start()

    def _ask_merge(self, found: tuple[Difference, ...], what: str) -> frozenset[str] | None:
        return ConflictDialog.ask(self._form, found, what) if self._form is not None else None

    def _save_merged(self, whole: dict[str, Any]) -> None:
        if self._form is not None:
            self._form.fill(whole)
            self._submit(whole)

    def _kept(self, entry: DirectoryEntry) -> None:
        if self._form is not None:
            self._form.accept()
        self.say(f"已保存：{entry.topic}→{entry.lead_name}", "done")
        self.look()

    def _not_kept(self, values: dict[str, Any], trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict) and self._merging is not None:
            jobs = self._context.jobs
            self._merging.resolve(values, jobs, self._ask_merge, self._save_merged, self._not_read)
            return
        self._not_read(trouble)

    def _not_read(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        if self._form is not None:
            self._form.show_problems(found or (Problem("", str(trouble)),))

    def _taken_over(self, report: DirectoryReport) -> None:
        told = f"导入：新增{report.new}条，修改{report.changed}条，未变{report.same}条。"
        self.say("\n".join((told, *report.faults)), "problem" if report.faults else "done")
        self.look()

    def _show(self, entries: tuple[DirectoryEntry, ...]) -> None:
        self.model.show_rows(entries)
        if self.list.table.current_row() is None:
            self.list.table.choose_first()

    def _tell(self, trouble: Refusal | Unavailable) -> None:
        self.say(str(trouble))

    def _forget(self, _result: int) -> None:
        if self._form is not None:
            self._form.deleteLater()
            self._form = None
        self.list.table.setFocus()


def open_directory(over: QWidget, context: Context, again: Callable[[], None]) -> None:
    """Open the directory over the queue."""
    DirectoryDialog(over, context, again).open()
