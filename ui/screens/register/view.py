"""The register screen: the search above, the list at the left, the paper at the right, reports behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.people.permissions import Right, may
from app.register.checking import Verdict
from app.register.models import DocumentId, Found, Query, SeriesReport
from ui.context import Command, Context, Screen
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.parts.segments import Segments
from ui.screens.register.columns import FOUND, PARTY, key_of_found
from ui.screens.register.dialogs import ServiceDialog, VerdictDialog
from ui.screens.register.filters import Filters
from ui.screens.register.out import PaperOut
from ui.screens.register.presenter import Reading, RegisterPresenter, SecondNoticeReport
from ui.screens.register.reading import ReadingPane
from ui.screens.register.reports import NumbersView, SecondNoticesView
from ui.tables.models import Count, PageModel, PageOf
from ui.tables.view import TablePane

_VIEWS = ("文书", "编号检查", "二次告知")
_NARROW = 1400  # below this width the kind of paper is left out of the list
_LEFT_OUT = frozenset({1})
_ROOMY = 880  # of the list, from which names have more room
_SMALL = 960  # below this one, all that the paper beside the list says itself
_TOLD_BESIDE = frozenset({1, 3, 4, 5})
_NONE_YET = ("还没有文书", "您能查看的文书，签发后会列在这里。")
_NONE_FOUND = ("没有符合的文书", "换几个字，或清除筛选条件再找。")


class RegisterScreen(Screen):
    """Every paper the office issued."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("register")
        self._context = context
        self._presenter = RegisterPresenter(self, context)
        self._filters = Filters(context.today())
        self._model = PageModel(FOUND, key_of_found, context.jobs)
        self._nothing = Empty(*_NONE_YET, "document")
        self._list = TablePane(self._model, "文书登记", self._nothing, "份")
        self._reading = ReadingPane(context.jobs, self._presenter.page_of)
        self._numbers = NumbersView()
        self._second = SecondNoticesView()
        self._views = Segments(_VIEWS if self._presenter.sees_statistics else _VIEWS[:2])
        self._verify = Button("核验 PDF…", key="Alt+K", icon="done")
        self._stack = QStackedWidget()
        self.out = PaperOut(self, context, self._presenter)
        self._wants_first = True
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show the list; ``words`` looks for something, ``document`` shows one paper."""
        if "words" in arguments:
            self._filters.put_words(str(arguments["words"]))
        elif self._wants_first:
            self._presenter.search(self._filters.query)
        if "document" in arguments:
            self._presenter.choose(DocumentId(int(arguments["document"])))
        self._list.setFocus()

    def refresh(self) -> None:
        """Read the list and the document again."""
        self._model.refresh()
        self._show_view(self._views.value())
        if self._presenter.reading is not None:
            self._presenter.choose(self._presenter.reading.document.id)

    def look_again(self) -> None:
        """Read the list again while nothing personal is uncovered."""
        reading = self._presenter.reading
        if reading is None or not reading.uncovered:
            self._model.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts of the register."""
        found = [
            Command(title="查找文书", run=self._filters.setFocus, key="Ctrl+F", icon="search"),
            Command(title="核验 PDF 文书", run=self._ask_file, key="Alt+K", icon="done"),
            Command(title="文书列表", run=partial(self._go_to, _VIEWS[0]), key="1", icon="document"),
            Command(title="编号检查", run=partial(self._go_to, _VIEWS[1]), key="2", icon="register"),
        ]
        if self._presenter.sees_statistics:
            second = partial(self._go_to, _VIEWS[2])
            found.append(Command(title="二次告知统计", run=second, key="3", icon="statistics"))
        return tuple(found)

    # --- what the presenter asks

    def show_source(self, count: Count, page: PageOf) -> None:
        """Show what was found."""
        self._model.show_source(count, page)

    def show_reading(self, reading: Reading) -> None:
        """Show a document."""
        self._reading.show_reading(reading)

    def show_uncovered(self, reading: Reading) -> None:
        """Show a document with personal data, in the list too."""
        self._model.uncover(reading.document.id, {PARTY: reading.document.party})
        self._reading.show_reading(reading)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._reading.show_nothing()

    def show_verdict(self, name: str, verdict: Verdict | None, problem: str) -> None:
        """Say whether a paper is true."""
        VerdictDialog.ask(self, name, verdict, problem)

    def show_numbers(self, reports: tuple[SeriesReport, ...]) -> None:
        """Show the series of numbers."""
        self._numbers.show_reports(reports)

    def show_second_notices(self, report: SecondNoticeReport) -> None:
        """Show the second notices."""
        self._second.show_report(report)

    def read_again(self) -> None:
        """Read the list again."""
        self._model.refresh()

    # --- the screen itself

    def _connect(self) -> None:
        table = self._list.table
        self._filters.changed.connect(self._search)
        self._filters.left_down.connect(self._to_list)
        table.chosen.connect(self._choose)
        table.opened.connect(self._open)
        table.uncover_asked.connect(self._uncover)
        table.menu.offer(lambda _found: (), lambda found: found.number)
        self._model.refreshed.connect(self._keep_a_choice)
        self._reading.acted.connect(self._act)
        self._views.chosen.connect(self._show_view)
        self._verify.clicked.connect(self._ask_file)

    def _assemble(self) -> None:
        self._views.set_value(_VIEWS[0])
        self._list.table.roomy = _ROOMY
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for number, view in enumerate(self._views.choices, 1):
            for part in (self._list, self._numbers, self._second):
                QShortcut(QKeySequence(str(number)), part, partial(self._go_to, view), context=inside)
        self._context.page.put_filters(self._views)
        actions = [self._verify]
        if any(may(self._context.actor, right) for right in (Right.APPRAISE, Right.APPROVE_DESTRUCTION)):
            old = Button("档案鉴定", key="Alt+J", icon="folder")
            old.clicked.connect(lambda: self._context.go_to("old_papers"))
            actions.insert(0, old)
        self._context.page.put_actions(*actions)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        halves.addWidget(frame)
        halves.addWidget(self._reading)
        halves.setStretchFactor(0, 5)
        halves.setStretchFactor(1, 4)
        halves.setSizes([640, 486])
        halves.splitterMoved.connect(self._fit_columns)
        self._halves = halves
        papers = QWidget()
        column = QVBoxLayout(papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._filters)
        column.addWidget(halves, 1)
        for page in (papers, self._numbers, self._second):
            self._stack.addWidget(page)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self._list)

    def resizeEvent(self, event: Any) -> None:
        """Leave the kind of paper out of a narrow list."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self, *_: int) -> None:
        hidden = _TOLD_BESIDE if self.width() < _SMALL else _LEFT_OUT if self.width() < _NARROW else frozenset()
        self._list.table.hide_columns(hidden)

    def _search(self, query: Query) -> None:
        self._wants_first = True
        self._nothing.say(*(_NONE_YET if query == Query() else _NONE_FOUND))
        self._presenter.search(query)

    def _keep_a_choice(self) -> None:
        if self._model.rowCount() == 0:
            self._presenter.forget()
        elif self._wants_first:
            self._wants_first = False
            self._list.table.choose_first()

    def _to_list(self) -> None:
        self._list.table.setFocus()

    def _choose(self, found: Found) -> None:
        self._presenter.choose(found.id)

    def _open(self, _found: Found) -> None:
        self._presenter.open_form()

    def _uncover(self, _found: Found) -> None:
        self._presenter.uncover()

    def _act(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "print": self.out.print,
            "pdf": partial(self.out.save_as, "PDF"),
            "docx": partial(self.out.save_as, "DOCX"),
            "serve": self._serve,
            "prove": self._presenter.prove,
            "void": self._void,
            "uncover": self._presenter.uncover,
        }
        acts[name]()

    def _void(self) -> None:
        reading = self._presenter.reading
        if reading is None:
            return
        question = ReasonQuestion(
            title=f"作废 {reading.document.number}",
            text="文号将连同原因永久留在登记簿中，不再发给别的文书。作废后不能恢复。",
            confirm="作废",
            hint="作废的原因，如：申请人姓名有误，已重新出具",
            grave=True,
        )
        reason = ReasonDialog.ask(self, question)
        if reason is not None:
            self._presenter.void(reason)

    def _serve(self) -> None:
        reading = self._presenter.reading
        if reading is None:
            return
        day = ServiceDialog.ask(self, reading.document, self._context.today())
        if day is not None:
            self._presenter.serve(day)

    def _ask_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "核验文书", "", "PDF 文件 (*.pdf)")
        if name:
            self._presenter.verify(Path(name))

    def _go_to(self, view: str) -> None:
        self._views.set_value(view)
        self._show_view(view)
        (self._list, self._numbers, self._second)[_VIEWS.index(view)].setFocus()

    def _show_view(self, view: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(view))
        if view == _VIEWS[1]:
            self._presenter.load_numbers()
        elif view == _VIEWS[2]:
            self._presenter.load_second_notices()
