"""The import of the city platform's table: chosen or pasted, rehearsed, its headings mended, taken over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.errors import Refusal, Unavailable
from app.hotline.importing import write_rejected
from app.hotline.importing_models import Outcome, ReadTable, Rehearsal
from app.people.permissions import Right, may
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.jobs import Progress
from ui.screens.hotline.dropping import Drops
from ui.screens.hotline.importing_pane import ImportPane
from ui.screens.hotline.importing_rows import mapped

IMPORT_KEY = "Ctrl+I"
ABOUT = "选择或拖入市平台导出的表（XLSX、XLS、CSV），或在表格里复制以后按 Ctrl+V。先预演，确认以后才导入。"
_TABLES = "表格 (*.xlsx *.xls *.csv *.txt)"
_WIDE, _HIGH = 1040, 640


class ImportDialog(DialogFrame):
    """Rehearses a table, then brings it in; what runs can be called off and leaves whole orders."""

    def __init__(self, over: QWidget, context: Context, again: Callable[[], None]) -> None:
        super().__init__(over, "导入工单", ABOUT, "导入")
        self._context = context
        self._room = context.desk.hotline.importing
        self._given: ReadTable | None = None
        self.rehearsal: Rehearsal | None = None
        self.outcome: Outcome | None = None
        self._running = False
        self._stopped = False
        self.pane = ImportPane()
        self.content.addWidget(self.pane)
        self.resize(_WIDE, _HIGH)
        self.setMinimumWidth(_WIDE - 160)
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)  # Enter gives a heading its column, and presses what has the keys alone
        for button in (self.pane.paste, self.pane.bad, self.cancel, self.confirm):
            button.setAutoDefault(False)
        self.confirm.setEnabled(False)
        self.pane.file.clicked.connect(self.ask_file)
        self.pane.paste.clicked.connect(self.paste)
        self.pane.bad.clicked.connect(self.ask_rejected)
        self.pane.column_chosen.connect(self._map)
        Drops(self).dropped.connect(self.take)
        self.finished.connect(lambda _result: again())
        self.pane.file.setFocus()

    def ask_file(self) -> None:
        """Ask which file, and rehearse it."""
        if self._running:
            return
        name, _kind = QFileDialog.getOpenFileName(self, "导入工单", "", _TABLES)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Rehearse a file, unless an import runs."""
        if not self._running:
            self.rehearse(ReadTable(path=path))

    def paste(self) -> None:
        """Rehearse what is on the clipboard."""
        if not self._running:
            self.rehearse(ReadTable(text=QApplication.clipboard().text()))

    def rehearse(self, given: ReadTable) -> None:
        """Read a table and show what its import would do."""
        self._say("正在读…")
        work = partial(self._room.read, self._context.actor, given)
        job = self._context.jobs.run(work).then(partial(self._show, given))
        job.otherwise(self._not_read).while_busy(self._busy).start()

    def try_accept(self) -> None:
        """Bring the good rows in; once they are, close."""
        if not self.confirm.isEnabled():
            return
        if self.outcome is not None:
            self.accept()
        elif self.rehearsal is not None:
            self._bring_in(self.rehearsal)

    def reject(self) -> None:
        """Leave; an import that runs is called off first and tells what it brought in."""
        if self._running:
            self._stopped = True
            self._say("正在停止，已导入的整批保留…")
        else:
            super().reject()

    def ask_rejected(self) -> None:
        """Ask where to write the rows that were not taken, and open the sheet."""
        if self.rehearsal is None or not self.rehearsal.rejected:
            return
        name = f"{Path(self.rehearsal.file).stem}_未导入.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, "未导入的行", name, "Excel 工作簿 (*.xlsx)")
        if path:
            self.write_rejected(Path(path))

    def write_rejected(self, path: Path) -> None:
        """Write the rows that were not taken with their reasons, and open the sheet."""
        assert self.rehearsal is not None
        work = partial(write_rejected, path, self.rehearsal)
        self._context.jobs.run(work).then(lambda _none: self._show_sheet(path)).otherwise(self._refused).start()

    def _show_sheet(self, path: Path) -> None:
        self._say(f"未导入的行存为“{path.name}”，改好后再导入即可。")
        show_sheet(path)

    def _map(self, heading: object, key: str) -> None:
        if self.rehearsal is None or self._given is None or self.outcome is not None:
            return
        chosen: Mapping[str, str] = mapped(self.rehearsal.chosen, heading, key)  # type: ignore[arg-type]
        self.rehearse(ReadTable(path=self._given.path, text=self._given.text, mapping=chosen))

    def _not_read(self, trouble: Refusal | Unavailable) -> None:
        """Say why; what was read before can still be brought in."""
        if self.rehearsal is not None and self._given is not None and self.outcome is None:
            self._show(self._given, self.rehearsal)
        self._refused(trouble)

    def _show(self, given: ReadTable, rehearsal: Rehearsal) -> None:
        self._given, self.rehearsal, self.outcome = given, rehearsal, None
        count = rehearsal.new + rehearsal.changes
        self._say("")
        self.cancel.show()
        self.pane.show_rehearsal(rehearsal)
        self.confirm.set_text(f"导入 {count:,} 件")
        self.confirm.setEnabled(bool(count) and not rehearsal.lacking)
        self._complain(rehearsal.lacking)
        if self.cancel.hasFocus():  # where the keys went while the others were shut
            self.pane.show_hands()

    def _bring_in(self, rehearsal: Rehearsal) -> None:
        self._stopped = False
        self.cancel.set_text("停止")

        def work(progress: Progress) -> Outcome:
            def tell(done: int, total: int) -> bool:
                progress.report(done, total)
                return not self._stopped

            return self._room.apply(self._context.actor, rehearsal, tell)

        job = self._context.jobs.run_long(work).then(self._done).otherwise(self._refused)
        job.progress(self.pane.show_progress).while_busy(self._busy).start()

    def _done(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.pane.show_outcome(outcome)
        self.cancel.hide()
        self.confirm.set_text("关闭")
        self.confirm.setEnabled(True)
        self.confirm.setFocus()

    def _busy(self, busy: bool) -> None:
        self._running = busy
        self.confirm.setEnabled(False)
        for button in (self.pane.file, self.pane.paste):
            button.setEnabled(not busy)
        if not busy:
            self.cancel.set_text("取消")

    def _refused(self, trouble: Refusal | Unavailable) -> None:
        self._say("")
        self._complain(str(trouble))

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _say(self, text: str) -> None:
        self._complain("")
        self.pane.said.setText(text)
        self.pane.said.show()


def show_sheet(path: Path) -> None:
    """Open a sheet in the machine's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_import(over: QWidget, context: Context, again: Callable[[], None], path: Path | None = None) -> None:
    """Begin an import over the queue, of a file where it is known already."""
    dialog = ImportDialog(over, context, again)
    dialog.open()
    if path is not None:
        dialog.take(path)


def take_tables(over: QWidget, context: Context, again: Callable[[], None]) -> None:
    """Let whoever may import drop a table's file on the queue."""
    if may(context.actor, Right.DISPATCH_ORDER):
        Drops(over).dropped.connect(partial(open_import, over, context, again))
