"""工作交接: the absences that concern somebody at the left, one handover at the right; a paper to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.office.touching import AWAY
from app.posts.hand_overview import HandoverLine
from app.posts.hand_papers import Paper as HandPaper
from ui.context import Command, Context, Screen
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.forms.making import FormDays
from ui.parts.banner import Notice
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.preview.view import Paper
from ui.screens.handovers.asked import Blank
from ui.screens.handovers.columns import LINES, key_of_line
from ui.screens.handovers.filling import FillingPresenter
from ui.screens.handovers.offers import KEYS, TAKE, offers_of
from ui.screens.handovers.pane import HandoverPane
from ui.screens.handovers.presenter import HandoversPresenter
from ui.screens.handovers.reading import Reading, Shelf
from ui.screens.handovers.sheet_page import SheetPage
from ui.screens.paper_rooms import Back
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_LIST, _LIST_WIDE, _WIDE = 336, 420, 1400
_TITLE = "工作交接"


class HandoversScreen(Screen):
    """Opened with ``absence`` for one (``make``: fill in its sheet), with ``post`` for what it keeps."""

    of_all = AWAY

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.presenter = HandoversPresenter(self, context)
        self.filling = FillingPresenter(self, context)
        self.lines = RowsModel(LINES, key_of_line, self)
        nothing = Empty("没有工作交接", "您离岗、替人顶岗、或者批准离岗时，交接单都列在这里。", "posts")
        self.list = TablePane(self.lines, "工作交接", nothing, "次")
        self.pane = HandoverPane()
        self.sheet = SheetPage(context.jobs, FormDays(today=context.today))
        self._stack = QStackedWidget()
        self._back = Button("返回", key="Esc", icon="left")
        self._issue = Button("出具", "primary", key="Ctrl+Return", icon="send")
        self._connect()
        self._assemble()
        self.setFocusProxy(self.list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show the list, one handover, what a post keeps, or go on with the paper at hand."""
        if not arguments and self.filling.blank is not None:
            return
        self._leave_sheet()
        fills = HandPaper.SHEET if arguments.get("make") else None
        absence, post = int(arguments.get("absence", 0)), int(arguments.get("post", 0))
        self.presenter.open(absence=absence, post=post, fills=fills)

    def refresh(self) -> None:
        """Read again what is shown; a paper being filled in stays as typed."""
        if self.filling.blank is None:
            self.presenter.again()

    def look_again(self) -> None:
        """Show what others did, leaving alone what is typed."""
        self.refresh()

    def leave(self) -> None:
        """Save the draft."""
        self._save_draft()

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts that are open."""
        if self.filling.blank is not None:
            return (
                Command(title=self._issue.text(), run=self.issue, key="Ctrl+Enter", icon="send"),
                Command(title="放弃草稿，重新填写", run=self.filling.drop_draft, icon="undo"),
            )
        offers = offers_of(self.presenter.reading, self.pane.item(), self._context.actor)
        return tuple(
            Command(title=f"交接：{each.title}", run=partial(self.act, each.act), key=each.key, icon="posts")
            for each in offers
            if not each.closed
        )

    # --- what the presenters ask

    def show_shelf(self, shelf: Shelf) -> None:
        """Show the handovers."""
        detail = f"“{shelf.post_name}”的交接单和交还单" if shelf.post_name else "离岗交接、顶岗接收、返岗交还"
        self._context.page.set_title(_TITLE, detail)
        self.lines.show_rows(shelf.lines)
        if not shelf.lines:
            self.presenter.forget()
            self.pane.show_nothing()
        elif (row := self.list.table.current_row()) is None:
            self.list.table.choose_first()
        elif self.presenter.reading is None or self.presenter.reading.line.absence.id != row.absence.id:
            self._choose(row)  # another list has another row at this place

    def show_reading(self, reading: Reading) -> None:
        """Show one handover with what may be done."""
        self.pane.show_reading(reading)

    def choose(self, absence: int) -> bool:
        """Choose a handover of the list."""
        return self.list.table.choose(absence)

    def fill_in(self, paper: HandPaper, reading: Reading) -> None:
        """Fill in a paper."""
        self.filling.open(paper, reading)

    def confirm(self, title: str, text: str, confirm: str) -> bool:
        """Ask whether an act is really meant."""
        return ConfirmDialog.ask(self, title, text, confirm)

    def ask_reason(self, title: str, text: str, confirm: str) -> str | None:
        """Ask for words."""
        question = ReasonQuestion(title=title, text=text, confirm=confirm, name="异议")
        return ReasonDialog.ask(self, question)

    def show_blank(self, blank: Blank) -> None:
        """Show a paper to be filled in."""
        self._context.page.clear_notice()
        title = blank.document_type.title
        copies = blank.document_type.copies
        self._context.page.set_title(title, f"{blank.reading.line.absence.staff_name} · 一式{copies}份")
        self._issue.set_text(f"出具{title}")
        self._show_sheet(shown=True)
        self.sheet.show_blank(blank)
        self.setFocusProxy(self.sheet.first)
        self.filling.set_page(self.sheet.values())

    def set_page(self, make: Callable[[], Paper]) -> None:
        """Set the page beside the form."""
        self.sheet.set_page(make)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""
        self.sheet.show_problems(problems)

    def show_busy(self, busy: bool) -> None:
        """Let nobody issue twice."""
        self._issue.setEnabled(not busy)

    def issued(self, paper: HandPaper, document: int) -> None:
        """Come back to the handover, and offer to print the paper."""
        self._show_sheet(shown=False)
        self.presenter.again()
        text = f"已出具{paper.value}。打印一式三份，三方签字后各执一份。"
        act = partial(self._open_paper, document)
        self._context.show_banner(
            Notice(text=text, kind="done", act_name="打开并打印", act=act, act_key="Alt+O")
        )

    # --- what the keys do

    def act(self, act: str) -> None:
        """Do an act of the handover that is read."""
        self.presenter.act(act, self.pane.item())

    def issue(self) -> None:
        """Issue the paper as it is filled in."""
        if self.filling.blank is None:
            return
        self._save_draft()
        self._context.page.clear_notice()
        self.filling.issue(self.sheet.values())

    def go_back(self) -> None:
        """Leave the paper, keeping its draft; from the list go back to posts and absences."""
        if self.filling.blank is None:
            self._context.go_to("posts")
            return
        self._leave_sheet()
        self._context.page.clear_notice()
        self.presenter.again()

    def _key(self, act: str) -> None:
        if self.filling.blank is None:
            self.act(act)

    def _choose(self, line: HandoverLine) -> None:
        self.presenter.choose(int(line.absence.id))

    def _go_to_items(self, _line: HandoverLine | None = None) -> None:
        self.pane.items.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_offers(self) -> None:
        self.pane.show_offers(offers_of(self.presenter.reading, self.pane.item(), self._context.actor))

    def _open_paper(self, document: int) -> None:
        reading = self.presenter.reading
        absence = int(reading.line.absence.id) if reading is not None else 0
        back = Back("返回交接", "handovers", {"absence": absence, "post": self.presenter.post})
        self._context.go_to("document_form", document=document, back=back)

    def _save_draft(self) -> None:
        if self.sheet.take_changes():
            self.filling.save_draft(self.sheet.values())

    def _set_page(self) -> None:
        self.filling.set_page(self.sheet.values())

    def _leave_sheet(self) -> None:
        self._save_draft()
        self.filling.close()
        self._show_sheet(shown=False)

    def _show_sheet(self, *, shown: bool) -> None:
        self._stack.setCurrentIndex(int(shown))
        self._issue.setVisible(shown)
        if not shown:
            self.sheet.drop()
        self.setFocusProxy(self.list)

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its width."""
        super().resizeEvent(event)
        self._left.setFixedWidth(_LIST_WIDE if self.width() >= _WIDE else _LIST)

    def _connect(self) -> None:
        self.list.table.chosen.connect(self._choose)
        self.list.table.opened.connect(self._go_to_items)
        self.pane.acted.connect(self._key)
        self.pane.item_chosen.connect(self._show_offers)
        self.pane.paper_opened.connect(self._open_paper)
        self.sheet.paused.connect(self._set_page)
        self.sheet.to_be_saved.connect(self._save_draft)
        self._back.clicked.connect(self.go_back)
        self._issue.clicked.connect(self.issue)
        self.pane.make_buttons(offers_of(None, None, self._context.actor))
        browse = self._browse = QWidget()
        for act, key in KEYS.items():
            if act != TAKE:
                shortcut = QShortcut(QKeySequence(key), browse, partial(self._key, act))
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take = QShortcut(QKeySequence("Space"), self.list.table, partial(self._key, TAKE))
        take.setContext(Qt.ShortcutContext.WidgetShortcut)  # as among the items
        QShortcut(QKeySequence("G"), browse, self._go_to_list).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.issue)

    def _assemble(self) -> None:
        self._context.page.put_actions(self._back, self._issue)
        self._left = card()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        row = QHBoxLayout(self._browse)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self.pane, 1)
        self._stack.addWidget(self._browse)
        self._stack.addWidget(self.sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._issue.hide()
