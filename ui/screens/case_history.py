"""办理经过: everything that was done with a case and its papers, who did it, for whom, and on what ground."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.models import Case, CaseId
from app.clock import short_moment
from app.desk import Desk
from app.ledger.models import Entry
from app.people.models import Actor
from ui.context import Command, Context
from ui.dialogs.frame import DialogFrame
from ui.parts.giving_way import GivingWay
from ui.parts.stack import record_line

HISTORY_KEY = "Alt+G"
_WIDE, _HIGH = 680, 420


class HistoryDialog(DialogFrame):
    """Shows what was done, the latest first."""

    def __init__(self, parent: QWidget | None, case: Case, history: Sequence[Entry]) -> None:
        super().__init__(parent, "办理经过", f"{case.number}　{case.matter_name}　共 {len(history)} 笔", "关闭")
        self.setMinimumWidth(_WIDE)
        content = QWidget()
        content.setObjectName("canvas")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 12, 4)
        column.setSpacing(10)
        for entry in reversed(history):
            column.addWidget(record_line(short_moment(entry.at), done_words(entry)))
        column.addStretch()
        area = GivingWay(content)
        area.setMinimumHeight(min(_HIGH, content.sizeHint().height() + 8))
        self.content.addWidget(area)
        self.cancel.hide()
        self.confirm.show_key("Esc")


class CaseRoom(Protocol):
    """Where a case is open, or none."""

    @property
    def open_case(self) -> Case | None:
        """The case that is open."""


class CaseHistory:
    """Reads and shows what was done with the case that is open."""

    def __init__(self, context: Context, parent: QWidget, room: CaseRoom) -> None:
        self._context = context
        self._parent = parent
        self._room = room

    def command(self) -> Command:
        """Return the command of the palette."""
        return Command(title="办理经过", run=self.show, key=HISTORY_KEY, icon="document")

    def show(self) -> None:
        """Show it, or say that no case is open."""
        case, context = self._room.open_case, self._context
        if case is None:
            context.toast("请先打开一个办件。")
            return
        read = partial(read_history, context.desk, context.actor, case.id)
        context.jobs.run(read).then(partial(self._open, case)).start()

    def _open(self, case: Case, history: Sequence[Entry]) -> None:
        dialog = HistoryDialog(self._parent, case, history)
        dialog.answered()
        dialog.deleteLater()


def read_history(desk: Desk, actor: Actor, case: CaseId) -> tuple[Entry, ...]:
    """Return everything that was done with a case and its papers, in order."""
    found = list(desk.counter.history(actor, case))
    for paper in desk.register.of_case(actor, case):
        found += desk.register.history(actor, paper.id)
    return tuple(sorted(found, key=lambda entry: entry.seq))


def done_words(entry: Entry) -> str:
    """Return who did what; for another, on what ground."""
    ground = f"\n依据：{entry.ground}" if entry.ground else ""
    return f"{entry.signed}　{entry.summary}{ground}"
