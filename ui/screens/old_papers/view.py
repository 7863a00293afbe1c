"""The screen of old papers: four tables, and for each the acts that its reader may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.clock import local
from app.retention.models import Chosen
from ui.context import Command, Context, Screen
from ui.dialogs.message import GraveDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.jobs import Trouble
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.running import Running
from ui.parts.segments import Segments
from ui.screens.old_papers.asking import Asking, also, of_decision, of_proposal
from ui.screens.old_papers.columns import (
    DISPOSALS,
    DUE,
    HOLDS,
    TERMS,
    key_of_disposal,
    key_of_group,
    key_of_hold,
    key_of_term,
)
from ui.screens.old_papers.offering import Shown, offered
from ui.screens.old_papers.presenter import OldPapers, OldPapersPresenter
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

VIEWS = ("到期待鉴定", "销毁批次", "暂缓销毁", "保管期限")
_SAID = (
    "保管期自次年1月1日起算。所涉办件、报备、投诉、首问、工单没有办结的，以及暂缓销毁的，不能鉴定销毁。",
    "档案员导出档案包后提请，分管局领导另一人审批，同意后出具销毁清册；销毁前再核对一次档案包，销毁不能恢复。",
    "涉诉、审计、信访未了的，登记文号，受理、首问登记或工单编号，其全部文书到期也不销毁，直到写明原因解除。",
    "文书类型自带的期限，本局可以另定。自今天以后起的规定只管以后签发的；管到以前的只能延长。",
)
_ZIP = "档案包 (*.zip)"


class OldPapersScreen(Screen):
    """What is past its time, and what becomes of it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("old_papers")
        self._context = context
        self._presenter = OldPapersPresenter(self, context)
        self._due = RowsModel(DUE, key_of_group, self)
        self._disposals = RowsModel(DISPOSALS, key_of_disposal, self)
        self._holds = RowsModel(HOLDS, key_of_hold, self)
        self._terms = RowsModel(TERMS, key_of_term, self)
        self.tables = (
            _pane(self._due, 0, "没有到期的文书", "保管期满的文书次年起列在这里。", "类"),
            _pane(self._disposals, 1, "没有销毁批次", "导出档案包后提请销毁，批次列在这里。", "批"),
            _pane(self._holds, 2, "没有暂缓销毁", "涉诉、未了的编号登记后列在这里。", "条"),
            _pane(self._terms, 3, "", "", "类"),
        )
        self.views = Segments(VIEWS)
        self.asking = Asking(self, context)
        self._comes = False
        self.acts = {
            "export_all": Button("全部导出…", key="Ctrl+Shift+E"),
            "export": Button("导出选定…", "primary", key="Ctrl+E", icon="save"),
            "propose": Button("提请销毁…", key="Ctrl+N", icon="plus"),
            "withdraw": Button("撤回", key="Alt+W"),
            "register": Button("打开清册", key="Alt+O"),
            "destroy": Button("销毁…", "danger", key="Ctrl+D"),
            "decline": Button("不同意…", key="Alt+X"),
            "agree": Button("同意销毁…", "primary", key="Alt+Y"),
            "lift": Button("解除…", key="Alt+J"),
            "hold": Button("暂缓销毁…", "primary", key="Ctrl+N", icon="plus"),
            "term": Button("另定期限…", key="Ctrl+N", icon="edit"),
        }
        self.running = Running("Alt+X")
        self._stack = QStackedWidget()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show what is due; a leader begins at what waits for him."""
        del arguments
        if self._presenter.approves and not self._presenter.appraises:
            self.go_to(VIEWS[1])
        self._comes = True
        self._presenter.open()

    def refresh(self) -> None:
        """Read everything again."""
        self._presenter.open()

    def commands(self) -> tuple[Command, ...]:
        """Offer the views."""
        return tuple(Command(title=f"档案鉴定：{name}", run=partial(self.go_to, name)) for name in VIEWS)

    def go_to(self, view: str) -> None:
        """Choose a view."""
        self.views.set_value(view)
        self._show_view(view)

    # --- what the presenter asks

    def show_papers(self, papers: OldPapers) -> None:
        """Show everything, keeping what was chosen."""
        for model, rows in (
            (self._due, papers.groups),
            (self._disposals, papers.disposals),
            (self._holds, papers.holds),
            (self._terms, papers.terms),
        ):
            model.show_rows(rows)
        for pane in self.tables:
            if pane.table.current_row() is None:
                pane.table.choose_first()
        self._offer()
        if self._comes:
            self.stand()

    def stand(self) -> None:
        """Stand in the table that is shown."""
        self._comes = False
        self.tables[self._stack.currentIndex()].setFocus()

    def show_refused(self, trouble: Trouble) -> bool:
        """Say in the dialog that asked why it is not kept; False where none did."""
        return self.asking.refused(trouble)

    def show_done(self) -> None:
        """Put away the dialog that asked, and stand in the table again when everything was read."""
        self.asking.done()
        self._comes = True

    def show_work(self, text: str, done: int, whole: int) -> None:
        """Show how far the work is."""
        self.running.show_work(text, done, whole)

    def show_busy(self, busy: bool) -> None:
        """Show that something runs, and offer nothing but to call it off."""
        self.running.show_busy(busy)
        self._offer()

    def show_stopping(self) -> None:
        """Say that it is being called off."""
        self.running.show_stopping()

    # --- the screen itself

    def _assemble(self) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "export": self._export_row,
            "export_all": partial(self._export, Chosen()),
            "propose": self._propose,
            "agree": partial(self._decide, agreed=True),
            "decline": partial(self._decide, agreed=False),
            "withdraw": self._withdraw,
            "register": self._open_register,
            "destroy": self._destroy,
            "hold": self._hold,
            "lift": self._lift,
            "term": self._set_term,
        }
        for name, deed in deeds.items():
            self.acts[name].clicked.connect(deed)
        for number, view in enumerate(VIEWS, 1):
            QShortcut(QKeySequence(str(number)), self, partial(self.go_to, view))
        self.views.set_value(VIEWS[0])
        self.views.chosen.connect(self._show_view)
        self.views.setAccessibleName("档案鉴定")
        self._context.page.put_filters(self.views)
        self._context.page.put_actions(*self.acts.values())
        for said, pane in zip(_SAID, self.tables, strict=True):
            self._stack.addWidget(_page(said, pane))
            pane.table.chosen.connect(self._offer)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.running)
        outer.addWidget(self._stack)
        self.running.stopped.connect(self._presenter.stop)
        self.destroyed.connect(self._presenter.let_go)
        self._offer()

    def _show_view(self, view: str) -> None:
        self._stack.setCurrentIndex(VIEWS.index(view))
        self._offer()
        self.tables[VIEWS.index(view)].setFocus()

    def _offer(self, *_: object) -> None:
        """Offer exactly what may be done with the row that is chosen, in the view that is shown."""
        view = self._stack.currentIndex()
        shown = Shown(view=view, row=self._row(view), reader=self._context.actor.id)
        may_be = offered(shown, self._presenter)
        for name, button in self.acts.items():
            button.setVisible(may_be[name])
            button.setEnabled(may_be[name] and self.running.isHidden())

    def _row(self, view: int) -> Any:
        return self.tables[view].table.current_row()

    def _export_row(self) -> None:
        group = self._row(0)
        if group is not None:
            self._export(Chosen(types=frozenset({group.type_key}), years=frozenset({group.year})))

    def _export(self, chosen: Chosen) -> None:
        name = f"档案包-{local(self._context.desk.clock()):%Y%m%d-%H%M%S}.zip"
        path, _filter = QFileDialog.getSaveFileName(self, "导出档案包", name, _ZIP)
        if path:
            self._presenter.export(chosen, Path(path))

    def _propose(self) -> None:
        path = self._package("选择要提请销毁的档案包")
        opinion = ReasonDialog.ask(self, of_proposal(path)) if path else None
        if path and opinion is not None:
            self._presenter.propose(path, opinion)

    def _decide(self, *_: object, agreed: bool) -> None:
        disposal = self._row(1)
        if disposal is None:
            return
        opinion = ReasonDialog.ask(self, of_decision(disposal, agreed=agreed))
        if opinion is not None:
            self._presenter.decide(disposal, opinion, agreed=agreed)

    def _withdraw(self) -> None:
        if (disposal := self._row(1)) is not None:
            self._presenter.withdraw(disposal)

    def _open_register(self) -> None:
        disposal = self._row(1)
        if disposal is not None and disposal.register is not None:
            self._context.go_to("register", document=disposal.register)

    def _destroy(self) -> None:
        disposal = self._row(1)
        path = self._package(f"选择提请时的档案包（{disposal.package}）") if disposal is not None else None
        if path is None:
            return
        left = disposal.items - disposal.destroyed
        text = (
            f"先核对档案包，再销毁{left}件文书的内容，登记簿只留文号、类型、日期和校验值。"
            f"{also(disposal)}不能撤销，不能恢复。"
            f"请确认销毁清册{disposal.register_number}已由两名监销人签字。"
        )
        if GraveDialog.ask(self, f"销毁第{disposal.id}批", text, "销毁，不能恢复"):
            self._presenter.destroy(disposal, path)

    def _hold(self) -> None:
        self.asking.ask_hold(self._presenter.hold)

    def _lift(self) -> None:
        hold = self._row(2)
        question = ReasonQuestion(title=f"解除{hold.number}的暂缓销毁", text=hold.reason, confirm="解除")
        why = ReasonDialog.ask(self, question)
        if why is not None:
            self._presenter.lift(hold, why)

    def _set_term(self) -> None:
        row = self._row(3)
        if row is not None:
            self.asking.ask_term(row, self._presenter.set_term)

    def _package(self, title: str) -> Path | None:
        path, _filter = QFileDialog.getOpenFileName(self, title, "", _ZIP)
        return Path(path) if path else None


def _pane(model: RowsModel, view: int, empty: str, how: str, unit: str) -> TablePane:
    return TablePane(model, VIEWS[view], Empty(empty, how, "folder"), unit)


def _page(said: str, pane: TablePane) -> QWidget:
    frame = card()
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.addWidget(pane)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(label(said, "secondary", wrap=True))
    column.addWidget(frame, 1)
    return page
