"""What was done with a paper: its particulars, every print, every entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.clock import chinese_date_weekday, local
from app.register.models import DocumentState, PrintRecord
from ui.parts.chips import Chip
from ui.parts.labels import label, line
from ui.screens.register.presenter import Reading

_NAME = 76


class RecordsView(QScrollArea):
    """Particulars above, prints and ledger entries below, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("records")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts: tuple[str, ...] = ()

    def show_reading(self, reading: Reading) -> None:
        """Show everything of a document."""
        canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(_particulars(_facts(reading)))
        column.addWidget(line())
        column.addWidget(label(f"打印记录 {len(reading.prints)} 次", "strong"))
        if not reading.prints:
            column.addWidget(label("还没有打印过。", "secondary"))
        for record in reversed(reading.prints):
            column.addLayout(_print_line(record))
        column.addWidget(line())
        column.addWidget(label(f"台账 {len(reading.history)} 笔", "strong"))
        for entry in reversed(reading.history):
            who = f"{entry.signed} · 第{entry.seq}笔" + (f"\n依据：{entry.ground}" if entry.ground else "")
            column.addLayout(_entry_line(_moment(entry.at), entry.summary, who))
        column.addStretch()
        self.setWidget(canvas)
        self.texts = tuple(each.text() for each in canvas.findChildren(QLabel))


def _facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    document = reading.document
    served = chinese_date_weekday(document.served_on) if document.served_on else "尚未登记"
    facts = (
        ("文书", document.title),
        ("当事人", reading.party),
        ("联系电话", reading.telephone),
        ("事项", document.matter_name),
        ("受理编号", document.case_number),
        ("签发单位", document.division_name),
        ("签发", f"{document.issuer_name}，{chinese_date_weekday(document.issued_on)}"),
        ("送达", "" if document.state is DocumentState.VOID else served),
        ("核验码", document.code),
    )
    return tuple((name, text) for name, text in facts if text)


def _particulars(facts: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _NAME)
    grid.setColumnStretch(1, 1)
    for row, (name, text) in enumerate(facts):
        title = label(name, "secondary")
        title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        words = label(text, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(title, row, 0)
        grid.addWidget(words, row, 1)
    return grid


def _print_line(record: PrintRecord) -> QHBoxLayout:
    row = _entry_line(_moment(record.at), f"{record.copies}份 · {record.printer}", record.staff_name)
    row.addWidget(
        Chip("补打", "soon") if record.reprint else Chip("首次", "secondary"), 0, Qt.AlignmentFlag.AlignTop
    )
    return row


def _entry_line(when: str, what: str, who: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    moment = label(when, "small")
    moment.setFixedWidth(_NAME + 22)
    moment.setAlignment(Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(what, wrap=True))
    words.addWidget(label(who, "small", wrap=True))
    row.addWidget(moment)
    row.addLayout(words, 1)
    return row


def _moment(at: object) -> str:
    wall = local(at)  # type: ignore[arg-type]
    return f"{wall:%Y-%m-%d}\n{wall:%H:%M}"
