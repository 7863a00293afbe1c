"""The last pages of setting up: how far the carrying is, the first passwords, and that all is done."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.errors import BadInput, Refusal, Unavailable
from app.forms.sheet import Sheet
from app.founding.password_sheet import password_sheet, password_table
from app.founding.setting_up import FirstPassword
from app.office.handing_out import write_for_oneself
from app.press import press_pdf
from ui.jobs import PRESS, Jobs
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import label, restyle
from ui.preview.printing import choose_printer, pictures_for, send
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_ONCE = "首次密码只显示这一次，程序不保存。请打印后裁开，分别交给本人；也可以另存为表格，发完即删。"
_CARRYING = "请不要关闭窗口。中断也不要紧：再来一次会从中断处接着搬，本机的数据不会改动。"
_COLUMNS = (
    Column(title="姓名", text=lambda each: each.name, width=160, bold=True),
    Column(title="登录名", text=lambda each: each.login, width=180),
    Column(title="首次密码", text=lambda each: each.password),
)


class CarryingPage(QWidget):
    """How far it is, in words and by a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("正在准备…", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_CARRYING, "secondary", wrap=True))
        column.addWidget(self._bar)
        column.addWidget(self.words)
        column.addStretch()

    def show_progress(self, what: str, done: int, whole: int) -> None:
        """Say what is being carried; a ``whole`` of 0 is a step that cannot be counted."""
        self._bar.show()
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        self.words.setText(f"{what}　{done:,} / {whole:,} 行" if whole else f"{what}…")

    def show_stopped(self) -> None:
        """Let nothing move where nothing is being carried."""
        self._bar.hide()
        self.words.setText("")


class PasswordsPage(QWidget):
    """Everybody's first password, to be printed or saved; ``kept`` says whether it was."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._bureau = ""
        self._passwords: tuple[FirstPassword, ...] = ()
        self.kept = False
        self.model = RowsModel(_COLUMNS, lambda each: each.login, self)
        self.table = TablePane(self.model, "首次密码", Empty("没有人员", "", "staff"), "人")
        self.print_button = Button("打印", key="Ctrl+P", icon="print")
        self.save_button = Button("另存为表格", key="Ctrl+S", icon="save")
        self.said = label("", "small", wrap=True)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.said, 1)
        acts.addWidget(self.save_button)
        acts.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(_ONCE, "secondary", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(acts)

    def show_passwords(self, bureau: str, passwords: tuple[FirstPassword, ...]) -> None:
        """Show them, this once."""
        self._bureau, self._passwords, self.kept = bureau, passwords, False
        self.model.show_rows(passwords)

    def begin(self) -> None:
        """Stand at printing."""
        self.print_button.setFocus()

    def forget(self) -> None:
        """Keep nothing of them."""
        self._passwords = ()
        self.model.show_rows(())

    def _print(self) -> None:
        try:
            printer = choose_printer(self, "首次密码", 1)
        except Unavailable as trouble:
            self._explain(trouble)
            return
        if printer is not None:
            work = partial(_pictures, printer, password_sheet(self._bureau, self._passwords))
            self._jobs.run(work, PRESS).then(partial(self._sent, printer)).otherwise(self._explain).start()

    def _sent(self, printer: QPrinter, pictures: tuple[QImage, ...]) -> None:
        try:
            send(printer, pictures)
        except Unavailable as trouble:
            self._explain(trouble)
            return
        self._keep("已送到打印机。")

    def _save(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存为表格", "首次密码.csv", "表格 (*.csv)")
        if not chosen:
            return
        try:
            write_for_oneself(Path(chosen), password_table(self._passwords))
        except BadInput as trouble:
            self._explain(trouble)
            return
        self._keep(f"已存到“{chosen}”，发完请删除。")

    def _keep(self, said: str) -> None:
        self.kept = True
        restyle(self.said, "kind", "small")
        self.said.setText(said)

    def _explain(self, trouble: Refusal | Unavailable) -> None:
        restyle(self.said, "kind", "problem")
        self.said.setText(str(trouble))


class DonePage(QWidget):
    """What stands now, and the office's file for the other counters."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self.save_button = Button("另存单位地址文件", key="Ctrl+S", icon="save")
        self.said = label("", "small", wrap=True)
        self._about = label(
            "其他电脑不用再填地址：把单位地址文件 office.toml（和证书）复制到它们的程序文件夹，"
            "打开程序就能登录。文件里没有密码。",
            "secondary",
            wrap=True,
        )
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self._about)
        column.addLayout(row)
        column.addStretch()

    def say(self, text: str, well: bool) -> None:
        """Say what came of saving the office's file."""
        restyle(self.said, "kind", "small" if well else "problem")
        self.said.setText(text)

    def show_done(self, words: str, *, on_server: bool) -> None:
        """Say what was set up."""
        self.words.setText(words)
        self._about.setVisible(on_server)
        self.save_button.setVisible(on_server)


def _pictures(printer: QPrinter, sheet: Sheet) -> tuple[QImage, ...]:
    return pictures_for(printer, press_pdf(sheet).pdf)
