"""The reading pane: the visitor's question, who has it until when, its way so far, and the acts below."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.clock import chinese_date_weekday, chinese_moment, short_moment
from app.contacts.models import FirstContact
from app.contacts.steps import title_of
from app.ledger.models import Entry
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.emptying import empty_out
from ui.parts.labels import card, label, line
from ui.parts.stack import fill, record_line, stack
from ui.parts.turning import turn_by_keys
from ui.screens.act_list import OTHERS, OTHERS_KEY
from ui.screens.contacts.reading import Reading
from ui.screens.contacts.words import LETTERS, STATE_ROLES
from ui.screens.facts import fact_line
from ui.screens.papers import PapersList

_PAPER_ROW = 56
CALL_RULE = "移交当日不计入；签收、改交都不重新计算（首问负责制三（二））。"


class ReadingPane(QWidget):
    """Shows one first contact; ``acted`` names an act, the rest a paper, case or work order to open."""

    acted = Signal(str)
    uncover_asked = Signal()
    paper_opened = Signal(int)
    case_opened = Signal(int)
    order_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._reading: Reading | None = None
        self._title = label("", "section", wrap=True)
        self._number = label("", "secondary")
        self._state = Chip()
        self._major = Chip("重大事项", "late")
        self._due = DueChip()
        self._breach = label("", "problem", wrap=True)
        self._now = label("", wrap=True)
        self._facts = stack()
        self._case = Button("", "quiet", key="O", icon="counter")
        self._order = Button("", "quiet", icon="hotline")
        self._papers = PapersList()
        self._record = stack()
        self._cover = Button("显示完整信息", "quiet", key="Alt+U", icon="eye")
        self._shown = QWidget()
        self._area = QScrollArea()
        self._row, self._quiet = QHBoxLayout(), QGridLayout()
        self._empty = Empty("选一件首问登记", "谁来问过、现在归谁、什么时候前要办，显示在这里。", "contacts")
        self.buttons: dict[str, Button] = {}

        self._due.trace_asked.connect(self.trace)
        self._papers.opened.connect(self.paper_opened)
        self._cover.clicked.connect(self.uncover_asked)
        self._case.clicked.connect(self._open_case)
        self._order.clicked.connect(self._open_order)
        self._assemble()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no first contact is chosen."""
        self._reading = None
        self._shown.hide()
        self._empty.show()

    def show_reading(self, reading: Reading) -> None:
        """Show a first contact."""
        contact = reading.contact
        if self._reading is None or self._reading.contact.id != contact.id:
            self._area.verticalScrollBar().setValue(0)
        self._reading = reading
        self._title.setText(title_of(contact))
        self._number.setText(contact.number)
        self._state.show_word(contact.state.value, STATE_ROLES[contact.state])
        self._major.setVisible(contact.major)
        self._due.show_due(reading.due)
        self._breach.setText(reading.breach and f"{reading.breach}（首问负责制四）")
        self._breach.setVisible(bool(reading.breach))
        self._now.setText(now_words(reading))
        self._now.setVisible(bool(self._now.text()))
        fill(self._facts, (fact_line(name, text) for name, text in facts_of(reading) if text))
        self._cover.setVisible(reading.view.uncovers and not reading.uncovered)
        self._case.set_text(f"打开办件 {contact.case_number}")
        self._case.setVisible(bool(contact.case))
        self._order.set_text(f"打开工单 {contact.order_number}")
        self._order.set_key("Ctrl+O" if contact.case else "O")
        self._order.setVisible(reading.view.order is not None)
        papers = (reading.view.record,) if reading.view.record is not None else ()
        self._papers.show_papers(papers)
        self._papers.setFixedHeight(len(papers) * _PAPER_ROW + 2)
        self._papers.setVisible(bool(papers))
        fill(self._record, _record_parts(reading.history))
        self._show_acts(reading)
        self._shown.show()
        self._empty.hide()

    def trace(self) -> bool:
        """Open the proof of the day; False where nothing was counted."""
        reading = self._reading
        if reading is None or reading.proof is None:
            return False
        proof = Proof(due=reading.proof.due, days=reading.proof.days, rule=CALL_RULE)
        TracePopover(proof, self).show_at(self._due)
        return True

    def _show_acts(self, reading: Reading) -> None:
        for row in (self._row, self._quiet):
            empty_out(row)
        self.buttons = {}
        primary = reading.primary
        if primary is not None:
            self._put(primary.key, Button(primary.title, "primary"), LETTERS[primary.key])
        for place, act in enumerate(reading.beside):
            self._put(act.key, Button(act.title, "quiet" if place else ""), LETTERS[act.key])
        self._put("more", Button(OTHERS, "quiet"), OTHERS_KEY)

    def _put(self, act: str, button: Button, letter: str) -> None:
        quiet = button.property("kind") == "quiet"
        button.show_key(letter)
        button.setMinimumHeight(32 if quiet else 40)
        button.setToolTip(f"{button.text()}（{letter}）")
        button.clicked.connect(partial(self.acted.emit, act))
        self.buttons[act] = button
        if quiet:
            # Two beside each other: a third would not fit into the pane of a small screen.
            self._quiet.addWidget(button, *divmod(self._quiet.count(), 2))
        else:
            self._row.addWidget(button)

    def _open_case(self) -> None:
        if self._reading is not None:
            self.case_opened.emit(self._reading.contact.case)

    def _open_order(self) -> None:
        if self._reading is not None:
            self.order_opened.emit(self._reading.contact.order)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for word in (self._number, self._state, self._major):
            head.addWidget(word)
        head.addStretch()
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(head)
        for part in (self._due, self._breach, self._now, line(), self._facts):
            column.addWidget(part)
        for button in (self._cover, self._case, self._order):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._papers, line(), self._record):
            column.addWidget(part)
        column.addStretch()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        turn_by_keys(self, self._area)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        shown.addWidget(self._area, 1)
        shown.addWidget(line())
        shown.addLayout(self._foot())
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._shown, 1)
        inside.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(6)
        for row, gap in ((self._row, 8), (self._quiet, 4)):
            row.setSpacing(gap)
            whole = QHBoxLayout()
            whole.addLayout(row)
            whole.addStretch()
            foot.addLayout(whole)
        return foot


def now_words(reading: Reading) -> str:
    """Return who has it now and what for; that the leader comes first; "" where all is done."""
    segment, contact = reading.view.segment, reading.contact
    held = f"现由{reading.holder}：{segment.holding.step}（{segment.holding.why}）" if segment else ""
    leader = contact.is_open and contact.waits_for_opinion
    return "\n".join(filter(None, (held, "重大事项，分管领导有研究意见后才能答复。" if leader else "")))


def facts_of(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the particulars of a first contact, the visitor masked until he is uncovered."""
    contact = reading.shown
    return (
        ("来访人", contact.visitor),
        ("电话", contact.telephone),
        ("地址", contact.address),
        ("登记", f"{chinese_moment(contact.registered_at)}，{contact.channel.value}"),
        ("内容", "" if title_of(contact).endswith(contact.content) else contact.content),
        ("材料", "、".join(f"{each.name}{each.copies}份" for each in contact.materials)),
        ("首问", f"{contact.first_name}（{contact.division_name}）"),
        ("归属", contact.outcome.value),
        *_later_facts(contact),
    )


def _later_facts(contact: FirstContact) -> tuple[tuple[str, str], ...]:
    place = f"（{contact.responsible_division_name}）" if contact.responsible_name else ""
    guided = "，".join(filter(None, (contact.outside_organ, contact.outside_telephone, contact.guidance)))
    promised = chinese_date_weekday(contact.promised_on) if contact.is_open and contact.promised_on else ""
    return (
        ("承办", f"{contact.responsible_name}{place}" if contact.handed_at else ""),
        ("联系", f"{_moment(contact)}　{contact.call_words}".strip()),
        ("承诺", f"{promised}前答复" if promised else ""),
        ("领导", contact.leader_name),
        ("意见", contact.leader_opinion),
        ("引导", guided),
        ("告知书", contact.notice_number),
        ("答复", contact.answer),
        ("结果", contact.result),
        ("工单", f"{contact.order_number}（信访中心分派）" if contact.order else ""),
    )


def _moment(contact: FirstContact) -> str:
    return chinese_moment(contact.called_at) if contact.called_at else ""


def _record_parts(history: tuple[Entry, ...]) -> Iterable[QWidget]:
    yield label("经过", "strong")
    for entry in reversed(history):
        yield record_line(short_moment(entry.at), f"{entry.signed}　{entry.summary}")


def said_in(holder: QWidget) -> str:
    """Return all words of a part, for those who read by ear and for tests."""
    return " ".join(each.text() for each in holder.findChildren(QLabel) if not each.isHidden())
