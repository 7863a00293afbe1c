"""The backup page: copies made and listed, tried in a drill, and put in the office's place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.drills.models import Drilled
from app.drills.page import TITLE
from app.office.backups import Copy
from app.office.copying import Owner
from app.office.judging import sized
from ui.context import Context
from ui.dialogs.message import GraveDialog
from ui.dialogs.owner import OwnerDialog
from ui.dialogs.reason import ReasonDialog
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.running import Running
from ui.screens.settings.copies_asking import OWNER, restore_question, sure_question
from ui.screens.settings.copying import CopyPresenter
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_RESTORING = (
    "恢复会用备份替换现在的全部数据，备份之后登记的办件、文书和台账不再保留。现有数据先另存一份，文件名带"
    " before-restore。其他人须先退出程序；恢复后所有人重新登录，请随即核验一次台账。"
)
BACKUP_FILES = "备份文件 (*.sqlite *.db *.dump)"


def checked_word(each: Copy) -> tuple[str, str]:
    """Return whether a copy was restored and compared when it was made."""
    if each.checked is None:
        return "没有记录", "secondary"
    return ("已核对", "on_time") if each.checked else ("未核对", "soon")


def key_of_copy(each: Copy) -> object:
    """Return what a row is known by."""
    return each.path


COPIES = (
    Column(title="文件", text=lambda each: each.path.name, bold=True),
    Column(title="时间", text=lambda each: f"{local(each.made):%Y-%m-%d %H:%M}", width=160),
    Column(title="大小", text=lambda each: sized(each.size), width=110, right=True),
    Column(title="恢复核对", text=lambda each: checked_word(each)[0], width=110, chip=checked_word),
)


class BackupPage(QWidget):
    """Makes a copy, lists those of this machine, tries one, and puts one, or a file, in the office's place."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("backups")
        self.banner = Banner()
        self._said = label("", "secondary", wrap=True)
        self._make = Button("立即备份…", "primary", key="Alt+B", icon="save")
        self.running = Running("Alt+X")
        self.model = RowsModel(COPIES, key_of_copy, self)
        none = Empty("这台电脑上还没有备份", "存在上面那个文件夹里的备份会列在这里。", "save")
        self._list = TablePane(self.model, "本机备份", none, "份")
        self._drill = Button("演练选中的这份", key="Alt+D", icon="history")
        self._restore = Button("恢复选中的这份…", "danger", key="Alt+R")
        self._file = Button("从文件恢复…", key="Alt+O", icon="folder")
        self.presenter = CopyPresenter(self, context)
        self._make.clicked.connect(self._ask_target)
        self.running.stopped.connect(self.presenter.stop)
        self._drill.clicked.connect(self._ask_drill)
        self._restore.clicked.connect(self._ask_restore)
        self._file.clicked.connect(self._ask_file)
        self._assemble()

    # --- what the presenter asks

    def show_copies(self, copies: tuple[Copy, ...], said: str) -> None:
        """Show the copies of this machine, and where they come from."""
        self._said.setText(said)
        self.model.show_rows(copies)
        for button in (self._restore, self._drill):
            button.setEnabled(bool(copies) and self.running.isHidden())
        if copies and self._list.table.current_row() is None:
            self._list.table.choose_first()

    def show_work(self, text: str, done: int, whole: int) -> None:
        """Show how far the work is."""
        self.running.show_work(text, done, whole)

    def show_busy(self, busy: bool) -> None:
        """Show that something runs, and offer to call it off."""
        self.running.show_busy(busy)
        for button in (self._make, self._file):
            button.setEnabled(not busy)
        for button in (self._restore, self._drill):
            button.setEnabled(not busy and self.model.rowCount() > 0)
        if busy:
            self.banner.clear()

    def show_stopping(self) -> None:
        """Say that it is being called off."""
        self.running.show_stopping()

    def say(self, notice: Notice) -> None:
        """Tell what came of it, and keep it until it is read."""
        self.banner.tell(notice)

    def ask_owner(self, owner: str) -> Owner | None:
        """Ask for the account that owns the database."""
        return OwnerDialog.ask(self, owner, OWNER)

    def ask_restore(self, source: Path) -> str | None:
        """Ask why the office is put back, and once more whether it is really meant."""
        reason = ReasonDialog.ask(self, restore_question(source))
        if reason is None or not GraveDialog.ask(self, *sure_question(source)):
            return None
        return reason

    def ask_record(self, drilled: Drilled) -> Path | None:
        """Ask where the record of a drill goes."""
        stem = f"{TITLE}-{local(drilled.began):%Y%m%d-%H%M}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, "保存演练记录", stem, "PDF (*.pdf)")
        return Path(name) if name else None

    # --- the page itself

    def _ask_target(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, "备份到", str(self.presenter.suggested_target()), BACKUP_FILES
        )
        if name:
            self.presenter.back_up(Path(name))

    def _ask_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "从备份恢复", "", BACKUP_FILES)
        if name:
            self.presenter.restore(Path(name))

    def _ask_restore(self) -> None:
        copy = self._list.table.current_row()
        if copy is not None:
            self.presenter.restore(copy.path)

    def _ask_drill(self) -> None:
        copy = self._list.table.current_row()
        if copy is not None:
            self.presenter.drill(copy.path)

    def _assemble(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addLayout(self._head())
        outer.addWidget(self.running)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        outer.addWidget(frame, 1)
        outer.addWidget(self._steps())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addSpacing(12)
        head.addWidget(self._make)
        return head

    def _steps(self) -> QWidget:
        steps = card()
        column = QVBoxLayout(steps)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addWidget(label("演练和恢复", "section"))
        said = "演练把备份恢复到临时库，核验台账、文书、文号和在办事项，不动现在的数据。"
        column.addWidget(label(f"{said}{_RESTORING}", "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._drill, self._restore, self._file):
            row.addWidget(button)
        row.addStretch()
        column.addSpacing(4)
        column.addLayout(row)
        return steps
