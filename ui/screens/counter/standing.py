"""The right of the counter: the regime's clock, what happens when it runs out, and the case's papers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.counter import CaseView
from app.clock import chinese_date_weekday
from app.custody.worklist import DueProof, WorkItem
from app.register.models import Document
from ui.dates.due import DueChip, day_words
from ui.dates.trace import Proof, TracePopover
from ui.parts.emptying import empty_out
from ui.parts.giving_way import GivingWay
from ui.parts.labels import card, label, line, restyle
from ui.screens.acts import clock_due, extension_words, item_due, pause_words, served_words
from ui.screens.facts import fact_line
from ui.screens.papers import PapersList

_LEAST_PAPERS = 168  # the title and two papers
_NEW = "登记后，从收件日起算的期限和到期后果显示在这里。"


class ClockCard(QWidget):
    """What must be done until when, what follows if it is not, and what else runs beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._what = label("", "strong", wrap=True)
        self._due = DueChip()
        self._after = label("", "small", wrap=True)
        self._holder = label("", "small", wrap=True)
        self._beside = QVBoxLayout()
        self._proof: DueProof | None = None
        self._rule = ""
        self._due.trace_asked.connect(self.trace)
        self._beside.setSpacing(4)
        frame, content = card(), QWidget()
        content.setObjectName("canvas")
        column = QVBoxLayout(content)
        column.setContentsMargins(15, 11, 15, 13)
        column.setSpacing(6)
        column.addWidget(label("期限", "section"))
        column.addWidget(self._what)
        column.addWidget(self._due)
        column.addLayout(self._beside)
        column.addWidget(self._after)
        column.addWidget(self._holder)
        self._area = GivingWay(content)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_nothing(self) -> None:
        """Say what will be here."""
        self._proof = None
        self._what.hide()
        self._due.show_due(None)
        empty_out(self._beside)
        self._after.setText(_NEW)
        restyle(self._after, "kind", "small")
        self._after.show()
        self._holder.hide()

    def show_case(self, view: CaseView, proof: DueProof | None, beside: tuple[WorkItem, ...] = ()) -> None:
        """Show the clock that runs on a case, and its side clocks."""
        clock = view.clock
        self._proof, self._rule = proof, clock.consequence
        self._what.setText(clock.what)
        self._what.show()
        self._due.show_due(clock_due(clock))
        empty_out(self._beside)
        for part in (*_limits(view), *(_side_clock(item) for item in beside)):
            self._beside.addWidget(part)
        self._after.setText(clock.consequence)
        self._after.setVisible(bool(clock.consequence))
        restyle(self._after, "kind", "problem" if clock.run_out else "small")
        holder = view.holder
        who = (holder.staff_name or holder.division_name) if holder is not None else ""
        ended = view.case.closed_why or view.case.result
        self._holder.setText(f"现由{who}负责：{holder.holding.why}" if holder is not None else ended)
        self._holder.setVisible(bool(self._holder.text()))

    def trace(self) -> bool:
        """Open the proof of the date; False where nothing was counted."""
        if self._proof is None:
            return False
        proof = Proof(due=self._proof.due, days=self._proof.days, rule=self._rule)
        TracePopover(proof, self).show_at(self._due)
        return True


class PapersCard(QWidget):
    """The papers of the case, the newest first; Enter opens one."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._empty = label("", "small", wrap=True)
        self._papers = PapersList()
        self._papers.opened.connect(self.opened)
        self._rule = line()
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        title = label("文书", "section")
        self.setMinimumHeight(_LEAST_PAPERS)
        title.setContentsMargins(15, 0, 15, 0)
        self._empty.setContentsMargins(15, 0, 15, 12)
        column.addWidget(title)
        column.addWidget(self._empty)
        column.addWidget(self._rule)
        column.addWidget(self._papers, 1)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_papers(self, papers: tuple[Document, ...], *, nothing: str = "") -> None:
        """Show papers, the newest first; ``nothing`` is said when there are none."""
        self._papers.show_papers(papers)
        self._empty.setText(nothing)
        self._empty.setVisible(not papers)
        for part in (self._papers, self._rule):
            part.setVisible(bool(papers))


def _limits(view: CaseView) -> Iterator[QWidget]:
    """Yield the statutory limit, the special steps, an extension, and when the case was done and served."""
    case, clock = view.case, view.clock
    if clock.outer_day is not None:
        day = clock.outer_day
        yield fact_line("法定期限", day_words(day))
    for words in pause_words(case):
        yield fact_line("特殊环节", words)
    extension = case.extension
    if extension is not None:
        yield fact_line("延期", f"{extension.state.value}，{extension_words(extension)}")
    if case.completed_on is not None:
        yield fact_line("办结", chinese_date_weekday(case.completed_on))
    if served := served_words(view):
        yield fact_line("送达", served)


def _side_clock(item: WorkItem) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(item.step, "strong", wrap=True))
    due = DueChip()
    due.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    column.addWidget(due)
    due.show_due(item_due(item))  # shown before it has a place, it would be a window of its own
    return holder
