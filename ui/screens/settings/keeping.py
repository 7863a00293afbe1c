"""Backups and the ledger: copies made and listed, how to restore one, and whether the book is whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.office.backups import Copy, copy_at
from ui.dialogs.reason import ReasonQuestion
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.spinner import Spinner
from ui.screens.settings.presenter import LedgerShown
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_RESTORING = (
    "恢复会用备份替换现在的全部数据，备份之后登记的办件、文书和台账不再保留。现有数据先另存一份，文件名带"
    " before-restore。其他人须先退出程序；恢复后所有人重新登录，请随即核验一次台账。"
)
BACKUP_FILES = "备份文件 (*.sqlite *.db *.dump)"
_KILO = 1024
COPIES = (
    Column(title="文件", text=lambda each: each.path.name, bold=True),
    Column(title="时间", text=lambda each: f"{local(each.made):%Y-%m-%d %H:%M}", width=160),
    Column(title="大小", text=lambda each: shown_size(each.size), width=110, right=True),
)
FAULTS = (
    Column(title="台账笔次", text=lambda each: f"第{each.seq}笔" if each.seq else "全账", width=110),
    Column(title="问题", text=lambda each: each.text, role=lambda _: "late", tip=lambda each: each.text),
)


def shown_size(size: int) -> str:
    """Return a size in KB or MB."""
    if size < _KILO * _KILO:
        return f"{size / _KILO:,.0f} KB"
    return f"{size / _KILO / _KILO:,.1f} MB"


def restore_question(source: Path) -> ReasonQuestion:
    """Return what is asked before a copy takes the office's place."""
    made = f"{local(copy_at(source).made):%Y-%m-%d %H:%M}写成的" if source.exists() else ""
    return ReasonQuestion(
        title="恢复备份",
        text=(
            f"将用{made}“{source.name}”替换现在的全部数据，此后登记的办件、文书和台账不再保留。"
            "现有数据会先另存一份。恢复后所有人重新登录。"
        ),
        confirm="恢复",
        hint="恢复的原因，如：硬盘损坏，恢复到昨日备份（记入台账）",
    )


def key_of_copy(each: Copy) -> object:
    """Return what a row is known by."""
    return each.path


class BackupPage(QWidget):
    """Makes a copy, lists the automatic ones, and puts one of them, or a file, in the office's place."""

    asked = Signal()
    restore_asked = Signal(Path)
    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backups")
        self._said = label("", "secondary", wrap=True)
        self._make = Button("立即备份…", "primary", key="Alt+B", icon="save")
        self._busy = Spinner()
        self.model = RowsModel(COPIES, key_of_copy, self)
        none = Empty("还没有自动备份", "程序每天第一次打开时会自动备份一份。", "save")
        self._list = TablePane(self.model, "自动备份", none, "份")
        self._restore = Button("恢复选中的这份…", "danger", key="Alt+R")
        self._file = Button("从文件恢复…", key="Alt+O", icon="folder")
        self._make.clicked.connect(self.asked)
        self._restore.clicked.connect(self._ask_restore)
        self._file.clicked.connect(self.file_asked)
        self._assemble()

    def show_copies(self, copies: tuple[Copy, ...], folder: Path, kept: int) -> None:
        """Show the automatic copies."""
        self._said.setText(f"每天自动备份一份，保留最近{kept}份，在“{folder}”。备份写好后逐项核对过才算数。")
        self.model.show_rows(copies)
        self._restore.setEnabled(bool(copies))
        if copies and self._list.table.current_row() is None:
            self._list.table.choose_first()

    def show_busy(self, busy: bool) -> None:
        """Show that a copy is being written."""
        self._busy.setVisible(busy)
        for button in (self._make, self._restore, self._file):
            button.setEnabled(not busy)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addSpacing(12)
        head.addWidget(self._busy)
        head.addWidget(self._make)
        self._busy.hide()
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        steps = card()
        column = QVBoxLayout(steps)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addWidget(label("恢复一份备份", "section"))
        column.addWidget(label(_RESTORING, "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._restore)
        row.addWidget(self._file)
        row.addStretch()
        column.addSpacing(4)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(frame, 1)
        outer.addWidget(steps)

    def _ask_restore(self) -> None:
        copy = self._list.table.current_row()
        if copy is not None:
            self.restore_asked.emit(copy.path)


class LedgerPage(QWidget):
    """Reads the whole ledger and every paper against it, and tells the result in words."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ledger")
        self._chip = Chip("尚未核验", "secondary")
        self._said = label(
            "逐笔核对台账的校验链、日封和每份文书。任何一个字节被改动都会指出是哪一笔。", wrap=True
        )
        self._busy = Spinner()
        self._verify = Button("核验台账", "primary", key="Ctrl+Return")
        self.model = RowsModel(FAULTS, _key_of_fault, self)
        self._empty = Empty("尚未核验", "核验后，不符之处会逐笔列在这里。", "history")
        self._list = TablePane(self.model, "台账问题", self._empty, "处")
        self._verify.clicked.connect(self.asked)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._said, 1)
        head.addWidget(self._busy)
        head.addWidget(self._verify)
        self._busy.hide()
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(frame, 1)
        self.model.show_rows(())

    @property
    def said(self) -> str:
        """Return the result in words."""
        return f"{self._chip.accessibleName()} {self._said.text()}"

    def show_busy(self, busy: bool) -> None:
        """Show that the book is being read."""
        self._busy.setVisible(busy)
        self._verify.setEnabled(not busy)

    def show_ledger(self, ledger: LedgerShown) -> None:
        """Show what was found."""
        self.model.show_rows(ledger.faults)
        read = f"已读{ledger.entries:,}笔、日封{ledger.seals}个"
        if ledger.faults:
            self._chip.show_word("有问题", "late")
            self._said.setText(
                f"{read}，发现{len(ledger.faults)}处不符。请保留现场，报告效能办，勿再改动数据库。"
            )
        else:
            self._empty.say("没有发现问题", "每一笔、每个日封、每份文书都与登记时一致。")
            self._chip.show_word("完整", "on_time")
            self._said.setText(f"{read}，台账完整，文书与台账一致。")


def _key_of_fault(fault: object) -> object:
    return fault
