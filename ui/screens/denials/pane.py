"""The reading pane: the denial at hand, its chain, files, remedies, complaints, record, and the acts below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import chinese_date_weekday, short_moment
from app.denials.models import Complaint, ComplaintState
from app.forms.masking import mask_name
from app.ledger.models import Entry
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.stack import fill, record_line, stack
from ui.parts.turning import turn_by_keys
from ui.screens.denials.doing import open_complaint
from ui.screens.denials.files import FilesList
from ui.screens.denials.pane_foot import PaneFoot
from ui.screens.denials.reading import Reading
from ui.screens.denials.stations import StationsView
from ui.screens.denials.words import STATE_ROLES
from ui.screens.facts import fact_line
from ui.screens.papers import PapersList

_PAPER_ROW = 56
REPORT_RULE = "先告知申请人的，自告知之日起一个工作日内补报，当日不计入。"
_COMPLAINT_ROLES = {
    ComplaintState.OPEN: "soon",
    ComplaintState.UPHELD: "secondary",
    ComplaintState.OVERTURNED: "late",
}


class ReadingPane(QWidget):
    """Shows one denial; ``acted`` names an act, ``paper_opened`` a document, ``file_opened`` a file."""

    acted = Signal(str)
    uncover_asked = Signal()
    paper_opened = Signal(int)
    file_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._reading: Reading | None = None
        self._title = label("", "section", wrap=True)
        self._number = label("", "secondary")
        self._state = Chip()
        self._after = Chip("事后补报", "provisional")
        self._due = DueChip()
        self._now = label("", wrap=True)
        self.stations = StationsView()
        self._facts = stack()
        self.files = FilesList(editable=False)
        self._later = stack()
        self._papers = PapersList()
        self._record = stack()
        self._cover = Button("显示完整信息", "quiet", key="Alt+U", icon="eye")
        self.foot = PaneFoot()
        self._shown = QWidget()
        self._area = QScrollArea()
        self._empty = Empty("选一件否定报备", "核查到哪一步、谁在办、附件和期限显示在这里。", "denial")

        self._due.trace_asked.connect(self.trace)
        self.files.opened.connect(self.file_opened)
        self._papers.opened.connect(self.paper_opened)
        self._cover.clicked.connect(self.uncover_asked)
        self.foot.acted.connect(self.acted)

        self._assemble()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no denial is chosen."""
        self._reading = None
        self._shown.hide()
        self._empty.show()

    def show_reading(self, reading: Reading, *, opened: bool) -> None:
        """Show a denial; ``opened`` says that its page is open beside."""
        denial = reading.denial
        if self._reading is None or self._reading.denial.id != denial.id:
            self._area.verticalScrollBar().setValue(0)
        self._reading = reading
        self._title.setText(denial.matter_name)
        self._number.setText(denial.case_number)
        self._state.show_word(denial.state.value, STATE_ROLES[denial.state])
        self._after.setVisible(denial.after)
        self._due.show_due(reading.due)
        self._now.setText(now_words(reading))
        self._now.setVisible(bool(self._now.text()))
        self.stations.show_chain(denial, reading.names, reading.holder)
        fill(self._facts, (fact_line(name, text) for name, text in facts_of(reading) if text))
        self._cover.setVisible(reading.view.uncovers and not reading.uncovered)
        self.files.show_files(reading.view.attachments)
        fill(self._later, _later_parts(reading))
        view = reading.view
        papers = tuple(each for each in (view.unmet, view.form, view.notice) if each is not None)
        self._papers.show_papers(papers)
        self._papers.setFixedHeight(len(papers) * _PAPER_ROW + 2)
        self._papers.setVisible(bool(papers))
        fill(self._record, _record_parts(reading.history))
        self.foot.show_reading(reading, opened=opened)
        self._shown.show()
        self._empty.hide()

    def trace(self) -> bool:
        """Open the proof of the day the report is due by; False where nothing was counted."""
        reading = self._reading
        if reading is None or reading.due is None or reading.proof is None:
            return False
        proof = Proof(due=reading.proof.due, days=reading.proof.days, rule=REPORT_RULE)
        TracePopover(proof, self).show_at(self._due)
        return True

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for word in (self._number, self._state, self._after):
            head.addWidget(word)
        head.addStretch()
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(head)
        for part in (self._due, self._now, line(), self.stations, line(), self._facts):
            column.addWidget(part)
        column.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (line(), self.files, self._later, self._papers, line(), self._record):
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
        shown.addWidget(self.foot)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._shown, 1)
        inside.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)


def now_words(reading: Reading) -> str:
    """Return who has the denial now and what for, "" where nobody has."""
    segment, complaint = reading.view.segment, open_complaint(reading)
    held = f"现由{reading.holder}：{segment.holding.step}" if segment is not None else ""
    asked = f"投诉复核中，{chinese_date_weekday(complaint.due_on)}前答复" if complaint is not None else ""
    return "\n".join(filter(None, (asked, held)))


def facts_of(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the particulars of a denial, its applicant masked until he is uncovered."""
    denial, case = reading.denial, reading.view.case
    party = denial.party if reading.uncovered else mask_name(denial.party)
    contact = str(denial.fields.get("applicant_contact") or "") if reading.uncovered else ""
    return (
        ("申请人", party),
        ("联系", contact),
        ("受理", f"{chinese_date_weekday(case.received_on)}收件，办件现为“{case.state.value}”"),
        ("情形", denial.situation.value),
        ("依据", denial.ground.value),
        ("类别", denial.kind.value),
        ("理由", str(denial.fields.get("reasons") or "")),
    )


def remedies_facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the days of the remedies, computed from service."""
    remedies = reading.view.remedies
    if remedies is None:
        return ()
    about = "（暂定：相应年度的放假安排还没有载入）" if remedies.provisional else ""
    return (
        ("送达", chinese_date_weekday(remedies.served_on)),
        ("复议", f"最后日 {chinese_date_weekday(remedies.reconsider_by)}{about}"),
        ("诉讼", f"最后日 {chinese_date_weekday(remedies.sue_by)}{about}"),
    )


def _later_parts(reading: Reading) -> Iterable[QWidget]:
    remedies = remedies_facts(reading)
    if remedies:
        yield line()
        yield label("救济期限", "strong")
        yield from (fact_line(name, text) for name, text in remedies)
    if reading.view.complaints:
        yield line()
        yield label("投诉和复核", "strong")
        yield from (_complaint(each) for each in reading.view.complaints)


def _complaint(complaint: Complaint) -> QWidget:
    holder = QWidget()
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(f"{complaint.received_on} {complaint.channel}", "secondary"))
    head.addWidget(Chip(complaint.state.value, _COMPLAINT_ROLES[complaint.state]))
    head.addStretch()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    column.addLayout(head)
    column.addWidget(label(complaint.content, wrap=True))
    if complaint.answer:
        column.addWidget(label(f"答复：{complaint.answer}", wrap=True))
        at = short_moment(complaint.answered_at) if complaint.answered_at is not None else ""
        column.addWidget(label(f"{complaint.answered_by_name} {at}", "small"))
    else:
        column.addWidget(label(f"{chinese_date_weekday(complaint.due_on)}前答复", "small"))
    return holder


def _record_parts(history: tuple[Entry, ...]) -> Iterable[QWidget]:
    yield label("记录", "strong")
    if not history:
        yield label("还没有记录；告知的经过见办件和通知书。", "small", wrap=True)
    for entry in reversed(history):
        yield record_line(short_moment(entry.at), f"{entry.signed}　{entry.summary}")
