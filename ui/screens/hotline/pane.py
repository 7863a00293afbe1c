"""The reading pane: what the caller wants, whose it is until when, its course so far, and the acts below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import short_moment
from app.hotline.models import OrderState
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.stack import fill, record_line, stack
from ui.parts.turning import turn_by_keys
from ui.screens.facts import fact_line
from ui.screens.hotline.advice import AdvicePart
from ui.screens.hotline.course import said
from ui.screens.hotline.facts import (
    caller_facts,
    now_words,
    order_facts,
    reply_facts,
    share_words,
    times_facts,
)
from ui.screens.hotline.ladder import steps_of
from ui.screens.hotline.pane_foot import PaneFoot
from ui.screens.hotline.papers import PAPERS_KEY
from ui.screens.hotline.reading import Reading
from ui.screens.hotline.words import STATE_ROLES
from ui.screens.papers import PapersList

_PAPER_ROW = 56
ANSWER_RULE = "从分派起算，签收不影响起算；退单核实期间不计入（12345热线办理工作机制四）。"
CENTRE_RULE = "信访中心分派、核实和回访的期限，按本局设置（12345热线办理工作机制三、五）。"
_WITH_CENTRE = (OrderState.ARRIVED, OrderState.RETURNING, OrderState.DISPUTED, OrderState.TO_CALL_BACK)


class ReadingPane(QWidget):
    """Shows one order; ``acted`` names an act, the others what is opened or asked for."""

    acted = Signal(str)
    uncover_asked = Signal()
    paper_opened = Signal(int)
    paper_asked = Signal()
    contact_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._reading: Reading | None = None
        self._title = label("", "section", wrap=True)
        self._number = label("", "secondary")
        self._state, self._type = Chip(), Chip("", "secondary")
        self._urgent, self._secret = Chip("紧急", "late"), Chip("保密", "provisional")
        self._due = DueChip()
        self._taken = label("", "problem", wrap=True)
        self._mine = label("", "secondary", wrap=True)
        self._now = label("", "secondary", wrap=True)
        self._part = label("", "strong", wrap=True)
        self._times = label("", "problem", wrap=True)
        self._content = label("", wrap=True)
        self._cover = Button("显示完整信息", "quiet", key="Alt+U", icon="eye")
        self._came = Button("", "quiet", key="Alt+O", icon="contacts")
        self._caller, self._facts, self._reply = stack(), stack(), stack()
        self._shares, self._course, self._ladder = stack(), stack(), stack()
        self._papers_title, self._papers = label("文书", "strong"), PapersList()
        self._make = Button("出具文书", "quiet", icon="document")
        self.advice = AdvicePart()
        self.foot = PaneFoot()
        self._shown = QWidget()
        self._empty = Empty("选一件工单", "诉求、由谁办、什么时候到期和办理过程，显示在这里。", "hotline")
        self._area = QScrollArea()

        self._due.trace_asked.connect(self.trace)
        self._papers.opened.connect(self.paper_opened)
        self._make.clicked.connect(self.paper_asked)
        self._make.show_key(PAPERS_KEY)
        self._cover.clicked.connect(self.uncover_asked)
        self._came.clicked.connect(self._open_contact)
        self.foot.acted.connect(self.acted)
        self._content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        turn_by_keys(self, self._area)
        self._assemble()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no order is chosen."""
        self._reading = None
        self._shown.hide()
        self._empty.show()

    def show_reading(self, reading: Reading) -> None:
        """Show an order; the same one keeps its place in the pane."""
        same = self._reading is not None and self._reading.order.id == reading.order.id
        self._reading = reading
        place = self._area.verticalScrollBar().value()
        self._show_head(reading)
        order = reading.order
        self._content.setText(order.content)
        _show_facts(self._caller, caller_facts(order))
        self._cover.setVisible(reading.view.uncovers and not reading.uncovered)
        self._came.set_text(f"首问登记 {reading.came.number}" if reading.came else "")
        self._came.setVisible(reading.came is not None)
        _show_facts(self._facts, order_facts(reading))
        _show_facts(self._reply, reply_facts(order))
        fill(self._shares, _share_parts(reading))
        fill(self._ladder, _ladder_parts(reading))
        self._show_papers(reading)
        fill(self._course, _course_parts(reading))
        self.foot.show_reading(reading)
        self._shown.show()
        self._empty.hide()
        self._area.verticalScrollBar().setValue(place if same else 0)

    def trace(self) -> bool:
        """Open the proof of the day; False where nothing was counted."""
        reading = self._reading
        if reading is None or reading.proof is None:
            return False
        rule = CENTRE_RULE if reading.order.state in _WITH_CENTRE else ANSWER_RULE
        TracePopover(Proof(due=reading.proof.due, days=reading.proof.days, rule=rule), self).show_at(self._due)
        return True

    def _show_head(self, reading: Reading) -> None:
        order = reading.order
        self._title.setText(order.title)
        self._number.setText(order.number)
        self._type.show_word(order.type.value, "secondary")
        self._state.show_word(order.state.value, STATE_ROLES[order.state])
        self._urgent.setVisible(order.urgent)
        self._secret.show_word(order.secrecy.value, "provisional")
        self._secret.setVisible(order.secrecy.value != "不保密")
        self._due.show_due(reading.due)
        for part, words in (
            (self._taken, reading.taken),
            (self._mine, reading.mine),
            (self._now, now_words(reading)),
            (self._part, reading.part),
            (self._times, times_facts(order)),
        ):
            part.setText(words)
            part.setVisible(bool(words))

    def _open_contact(self) -> None:
        if self._reading is not None and self._reading.came is not None:
            self.contact_opened.emit(int(self._reading.came.id))

    def _show_papers(self, reading: Reading) -> None:
        self._papers.show_papers(reading.papers)
        self._papers.setFixedHeight(len(reading.papers) * _PAPER_ROW + 2)
        for part in (self._papers_title, self._papers):
            part.setVisible(bool(reading.papers))

    def _assemble(self) -> None:
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        for words in ((self._number,), (self._type, self._state, self._urgent, self._secret)):
            column.addLayout(_line_of(words))
        told = (self._due, self._taken, self._mine, self._now, self._part, self._times)
        for part in (*told, line(), self._content, self._reply, self.advice, self._caller):
            column.addWidget(part)
        for button in (self._cover, self._came):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        rest = (line(), self._facts, self._shares, self._ladder, self._papers_title, self._papers)
        for part in (*rest, line(), self._course):
            column.addWidget(part)
        column.insertWidget(column.indexOf(self._papers) + 1, self._make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        shown.addWidget(self._area, 1)
        shown.addWidget(line())
        shown.addWidget(self.foot)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._shown, 1)
        inside.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)


def _line_of(words: Iterable[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for word in words:
        row.addWidget(word)
    row.addStretch()
    return row


def _show_facts(holder: QWidget, facts: tuple[tuple[str, str], ...]) -> None:
    fill(holder, (fact_line(name, text) for name, text in facts if text))


def _share_parts(reading: Reading) -> Iterable[QWidget]:
    if reading.view.shares:
        yield label("协办", "strong")
    for share in reading.view.shares:
        yield record_line(*share_words(share))


def _ladder_parts(reading: Reading) -> Iterable[QWidget]:
    steps = tuple(steps_of(reading.order, reading.rung))
    if steps:
        yield label(f"{reading.order.lead_name}的督办", "strong")
    for mark, words in steps:
        yield record_line(mark, words)


def _course_parts(reading: Reading) -> Iterable[QWidget]:
    yield label("办理过程", "strong")
    for record in reversed(reading.view.records):
        yield record_line(short_moment(record.at), said(record))
