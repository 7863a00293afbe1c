"""The ledger: whether the book is whole, and every paper as it was entered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.spinner import Spinner
from ui.screens.settings.presenter import LedgerShown
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

FAULTS = (
    Column(title="台账笔次", text=lambda each: f"第{each.seq}笔" if each.seq else "全账", width=110),
    Column(title="问题", text=lambda each: each.text, role=lambda _: "late", tip=lambda each: each.text),
)


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
