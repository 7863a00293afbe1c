"""The queue of work orders: the list with its views, and the order at hand at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.hotline.models import OrderId
from app.hotline.pasting import read_pasted
from app.hotline.queue import QueueView
from app.hotline.steps import order_subject
from app.people.permissions import Right, may
from ui.context import Command, Context, Screen
from ui.dates.due import NO_TRACE, TRACE_KEY
from ui.parts.buttons import Button
from ui.parts.tabs import ViewTabs
from ui.screens.act_list import OTHERS_KEY, ActListDialog
from ui.screens.hotline.advice import TAKE_KEYS
from ui.screens.hotline.advice_taking import AdviceTaking
from ui.screens.hotline.asking import clipboard_text
from ui.screens.hotline.importing import take_tables
from ui.screens.hotline.knowledge_proposing import PROPOSE_KEY, Proposing
from ui.screens.hotline.listing import QueueList
from ui.screens.hotline.look import Look
from ui.screens.hotline.offering import NEXT_KEY, act_commands, queue_commands, view_commands
from ui.screens.hotline.pane import ReadingPane
from ui.screens.hotline.pane_foot import MORE
from ui.screens.hotline.papers import PAPERS_KEY, PaperMaking, back_to
from ui.screens.hotline.presence import Presence
from ui.screens.hotline.presenter import HotlinePresenter
from ui.screens.hotline.reading import LET_GO_KEY, Reading
from ui.screens.hotline.row_menu import offer_row_menu
from ui.screens.hotline.rows import Row
from ui.screens.hotline.screen_dialogs import ScreenDialogs
from ui.screens.hotline.talks import open_talks
from ui.screens.hotline.tools import MoreTools, tool_commands, tools_of
from ui.screens.hotline.words import LETTERS
from ui.tables.models import Count, PageOf

_PANE_NARROW, _PANE, _PANE_WIDE = 340, 400, 560
_NARROW, _WIDE = 960, 1500


class HotlineScreen(Screen):
    """Opened with ``order`` or ``number`` for one, ``view`` for a view, ``new`` to register one.

    ``back`` comes back to an order from its paper: to the view it was chosen in.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.asking = ScreenDialogs(self, context)
        self.presenter = HotlinePresenter(self, self.asking, context)
        self.list = QueueList(context.jobs, self.presenter)
        self.pane = ReadingPane()
        self.proposing = Proposing(self, context)
        self.advice = AdviceTaking(self.pane.advice, context, self.presenter.doing.do, self.show_order)
        self.papers = PaperMaking(self, context)
        self.tabs = ViewTabs(QueueView, "12345工单的视图")
        self._presence = Presence(self, self.list, self.presenter)
        self._begun = False
        self._tools = tools_of(context.actor)
        take_tables(self, context, self.presenter.read_again)
        self._connect()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addWidget(self.pane)
        context.page.put_filters(self.tabs)
        context.page.put_actions(*self._actions())
        self.setFocusProxy(self.list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show one order, register one, or show a view as the person had it last."""
        if not self._begun:
            self._begin(arguments)
        if "back" in arguments:
            self._come_back(OrderId(int(arguments["back"])))
        elif "order" in arguments:
            self.show_order(OrderId(int(arguments["order"])))
        elif "talk" in arguments:
            open_talks(self, self._context, self.presenter.read_again, int(arguments["talk"]))
        elif "number" in arguments:
            self.presenter.open_number(str(arguments["number"]))
        else:
            self.presenter.look()
        if "view" in arguments:
            self.tabs.setCurrentIndex(list(QueueView).index(arguments["view"]))
        if arguments.get("new"):
            self.presenter.registering.begin()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.presenter.read_again()

    def looks_at(self) -> str:
        """Return which order is read."""
        return order_subject(self.presenter.reading.order.id) if self.presenter.reading is not None else ""

    def edits(self) -> str:
        """Return which order an act is being filled in for."""
        return self.looks_at() if self.asking.dialog is not None else ""

    def look_again(self) -> None:
        """Show what others did, leaving alone what is uncovered."""
        if self.presenter.reading is None or not self.presenter.reading.uncovered:
            self.presenter.read_again()

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts of the order that is read, what is done with the queue, and its views."""
        reading = self.presenter.reading
        tools = tool_commands(self._tools, self._begin_tool)
        queue = queue_commands(self.presenter, self.list.ask_columns)
        acts = act_commands(reading.acts if reading is not None else (), self.act)
        settled = Command(title="提为知识库条目", run=self._propose, key=PROPOSE_KEY, icon="catalogue")
        papers = Command(title="出具文书", run=self._make_paper, key=PAPERS_KEY, icon="document")
        return (*acts, papers, *queue, settled, *tools, *view_commands(self.tabs.setCurrentIndex))

    def _begin(self, arguments: Mapping[str, Any]) -> None:
        """Begin as the person had it, the centre with what it must dispatch."""
        self._begun = True
        self.presenter.begin()
        if not arguments and may(self._context.actor, Right.DISPATCH_ORDER):
            self.tabs.setCurrentIndex(list(QueueView).index(QueueView.ARRIVED))

    def _come_back(self, order: OrderId) -> None:
        if self.looks_at() == order_subject(order):
            self.presenter.read_again()
        else:
            self.show_order(order)

    # --- what the presenter asks

    def show_counts(self, counts: Mapping[QueueView, int]) -> None:
        """Show how much the views hold, how many there are in all told at the foot alone."""
        self.tabs.show_counts({view: count for view, count in counts.items() if view is not QueueView.ALL})

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show what was found."""
        self.list.show_source(count, page, self.presenter.view)

    def show_reading(self, reading: Reading) -> None:
        """Show an order; one that is uncovered, in the list too."""
        self.pane.show_reading(reading)
        self.advice.look(reading)
        if reading.uncovered:
            self.list.uncover(reading.order)
        self.list.table.menu.look_again()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.pane.show_nothing()
        self.advice.forget()

    def show_order(self, order: OrderId) -> None:
        """Show one order, whichever view it is in."""
        last = len(QueueView) - 1
        if self.tabs.currentIndex() == last:
            self.presenter.look()
        else:
            self.tabs.setCurrentIndex(last)
        self.presenter.choose(order)
        self.list.want(order)

    def want(self, order: OrderId) -> None:
        """Choose an order of this view."""
        self.list.want(order)

    def move_on(self) -> None:
        """Choose the next order, should the one at hand leave the view."""
        self.list.move_on()

    def show_look(self, look: Look, narrowed: str) -> None:
        """Show how the queue is sorted and narrowed."""
        self.list.wear(look, narrowed)

    def mark(self, orders: tuple[OrderId, ...]) -> None:
        """Mark orders for a bulk act."""
        self.list.mark(orders)

    def unmark(self, orders: tuple[OrderId, ...]) -> None:
        """Mark orders no longer."""
        self.list.unmark(orders)

    # --- what the keys do

    def act(self, key: str) -> None:
        """Do what a button or a key names, with the marked orders or the one that is read."""
        if key == MORE:
            self._all_acts()
        else:
            self.presenter.act(key, self.list.marked)

    def _all_acts(self) -> None:
        reading = self.presenter.reading
        key = ActListDialog.ask(self, reading.acts) if reading is not None else ""
        if key:
            self.presenter.act(key)

    def _next_act(self, _row: Row) -> None:
        reading = self.presenter.reading
        if reading is not None and reading.primary is not None:
            self.presenter.act(reading.primary.key)

    def _tab_chosen(self, _place: int) -> None:
        self.presenter.choose_view(self.tabs.tab)
        self.list.setFocus()

    def _choose(self, row: Row) -> None:
        self.presenter.choose(row.order.id)

    def _trace(self, _row: Row | None = None) -> None:
        if not self.pane.trace() and self.presenter.reading is not None:
            self._context.toast(NO_TRACE)

    def _open_paper(self, document: int) -> None:
        reading = self.presenter.reading
        back = back_to(reading.order.id) if reading is not None else None
        self._context.go_to("document_form", document=document, back=back)

    def _open_contact(self, contact: int) -> None:
        self._context.go_to("contacts", contact=contact)

    def _make_paper(self) -> None:
        self.papers.begin(self.presenter.reading)

    def _paste_new(self) -> None:
        self.presenter.registering.begin_with(read_pasted(clipboard_text()))

    def _begin_tool(self, key: str, _checked: bool = False) -> None:
        tool = next(each for each in self._tools if each.key == key)
        tool.begin(self, self._context, self.presenter.read_again)

    def _propose(self) -> None:
        self.proposing.begin(self.presenter.reading)

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pane its width."""
        super().resizeEvent(event)
        narrow, wide = self.width() < _NARROW, self.width() >= _WIDE
        self.pane.setFixedWidth(_PANE_WIDE if wide else _PANE_NARROW if narrow else _PANE)

    def _actions(self) -> tuple[QWidget, ...]:
        made: list[QWidget] = []
        for tool in filter(lambda each: each.shown, self._tools):
            button = Button(tool.title, key=tool.shortcut, icon=tool.icon)
            button.clicked.connect(partial(self._begin_tool, tool.key))
            made.append(button)
        if may(self._context.actor, Right.DISPATCH_ORDER):
            new = Button("登记工单", key="Ctrl+N", icon="plus")
            new.clicked.connect(self.presenter.registering.begin)
            made.append(new)
        return tuple(made)

    def _connect(self) -> None:
        table = self.list.table
        table.chosen.connect(self._choose)
        table.opened.connect(self._next_act)
        table.uncover_asked.connect(lambda _row: self.presenter.uncover())
        table.trace_asked.connect(self._trace)
        offer_row_menu(self.list, self.presenter, self._make_paper, self._trace)
        self.list.emptied.connect(self.presenter.forget)
        self.list.acted.connect(self.act)
        more = MoreTools(self._tools)
        more.chosen.connect(self._begin_tool)
        self.list.put_tool(more)
        self.pane.acted.connect(self.act)
        self.pane.uncover_asked.connect(self.presenter.uncover)
        self.pane.paper_opened.connect(self._open_paper)
        self.pane.paper_asked.connect(self._make_paper)
        self.pane.contact_opened.connect(self._open_contact)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.asking.typed.connect(self.presenter.doing.claiming.typed)
        self.asking.left.connect(self.presenter.doing.leave)
        keys: dict[str, Callable[[], None]] = {
            letter: partial(self.act, key) for key, letter in LETTERS.items()
        }
        keys |= {str(place + 1): partial(self.tabs.setCurrentIndex, place) for place in range(len(QueueView))}
        keys |= {
            OTHERS_KEY: partial(self.act, MORE),
            TRACE_KEY: self._trace,
            NEXT_KEY: self.presenter.take_next,
            LET_GO_KEY: self.presenter.let_go,
            "Ctrl+V": self._paste_new,
        }
        keys |= {tool.shortcut: partial(self._begin_tool, tool.key) for tool in self._tools if not tool.shown}
        keys |= {PROPOSE_KEY: self._propose, PAPERS_KEY: self._make_paper}
        keys |= {key: partial(self.advice.take, place) for place, key in enumerate(TAKE_KEYS)}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)
