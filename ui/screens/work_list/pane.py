"""The reading pane: the item at hand with its clock, its papers, and the next act as the primary button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.cases.counter import CaseView
from app.cases.models import MaterialStatus, Party
from app.cases.next_acts import wanting
from app.cases.showing import masked
from app.clock import chinese_date_weekday, chinese_moment
from app.custody.lights import Light
from app.forms.masking import mask_name, mask_telephone
from app.register.models import Document
from ui.dates.due import DueChip
from ui.dates.trace import Proof, TracePopover
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.emptying import empty_out
from ui.parts.labels import card, label, line, restyle
from ui.screens.acts import LETTERS, LIGHT_ROLES, STATE_ROLES, TITLES, extension_words, party_title
from ui.screens.facts import fact_line, in_brief
from ui.screens.papers import PapersList
from ui.screens.places import KINDS
from ui.screens.work_list.reading import ANSWER, Reading

_MOST_MISSING = 4
_MOST_PAPERS = 3
_PAPER_ROW = 56
_RULES = {
    "否定报备": "经单位负责人和分管局领导核查同意后，才能出具不予受理通知书（否定报备制四）",
    "事后补报": "申请人已先告知：一个工作日内报备，过期向单位负责人和效能办显示红色逾期（否定报备制四）",
    "投诉复核": "申请人投诉的，组织复核并答复（否定报备制五）",
    "首问登记": "当天移交，承办人签收后及时与办事人联系（首问负责制三、四）",
}


class ReadingPane(QWidget):
    """Shows one item; ``act_asked`` names an act, ``paper_opened`` a paper."""

    act_asked = Signal(str)
    open_asked = Signal()
    uncover_asked = Signal()
    paper_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self._title = label("", "section", wrap=True)
        self._number = label("", "secondary")
        self._state = Chip()
        self._due = DueChip()
        self._what = label("", wrap=True)
        self._after = label("", "small", wrap=True)
        self._facts = QVBoxLayout()
        self._papers = PapersList()
        self._cover = Button("显示完整信息", "quiet", key="Alt+U", icon="eye")
        self._primary = Button("", "primary")
        self._open = Button("打开办件")
        self._shown = QWidget()
        self._empty = Empty("选一个办件", "期限、文书和下一步显示在这里。", "work_list")

        self._due.trace_asked.connect(self.trace)
        self._papers.opened.connect(self.paper_opened)
        self._cover.clicked.connect(self.uncover_asked)
        self._primary.clicked.connect(self._ask_primary)
        self._open.clicked.connect(self.open_asked)
        self._next = ""

        self._open.show_key("Enter")
        self._assemble()
        self.show_reading(None)

    def show_reading(self, reading: Reading | None) -> None:
        """Show an item, or that none is chosen."""
        self._reading = reading
        self._shown.setVisible(reading is not None)
        self._empty.setVisible(reading is None)
        if reading is None:
            return
        self._title.setText(reading.item.title)
        self._due.show_due(reading.due)
        if reading.view is not None:
            self._show_case(reading, reading.view)
        elif reading.question is not None:
            self._show_question(reading)
        else:
            self._show_other(reading)

    def trace(self) -> bool:
        """Open the proof of the date; False where nothing was counted."""
        reading = self._reading
        if reading is None or reading.proof is None:
            return False
        rule = reading.view.clock.consequence if reading.view is not None else ""
        proof = Proof(due=reading.proof.due, days=reading.proof.days, rule=rule)
        TracePopover(proof, self).show_at(self._due)
        return True

    def _show_case(self, reading: Reading, view: CaseView) -> None:
        case = view.case
        self._number.setText(case.number)
        self._state.show_word(case.state.value, STATE_ROLES[case.state])
        self._what.setText(view.clock.what)
        self._after.setText(view.clock.consequence)
        restyle(self._after, "kind", "problem" if view.clock.run_out else "small")
        party = case.applicant if reading.uncovered else masked(case.applicant)
        facts = _facts_of(party, party_title(case))
        facts["收件"] = f"{chinese_date_weekday(case.received_on)}，{case.channel}"
        facts["材料"] = _materials_words(view) if case.materials else ""
        if case.extension is not None:
            facts["延期"] = f"{case.extension.state.value}，{extension_words(case.extension)}"
        if reading.item.step != view.clock.what:
            facts["本项"] = reading.item.step
        facts["现由"] = f"{reading.item.holder}负责：{reading.item.why}"
        self._show_facts(facts)
        self._list_papers(view.papers)
        self._cover.setVisible(view.uncovers and not reading.uncovered)
        self._open.set_text("打开办件")
        primary = next((act.key for act in reading.acts if act.primary), "")
        self._show_primary(primary, TITLES.get(primary, ""), LETTERS.get(primary, ""))

    def _show_question(self, reading: Reading) -> None:
        question = reading.question
        assert question is not None
        self._number.setText("疑难问题")
        self._state.show_word("待答复", "soon")
        self._what.setText(f"承诺{chinese_moment(question.promised_at)}前一次性答复")
        self._after.setText("在承诺时间内一次性答复（一次性告知制一）")
        restyle(self._after, "kind", "small")
        self._show_facts(
            {
                "咨询人": question.party if reading.uncovered else mask_name(question.party),
                "电话": question.telephone if reading.uncovered else mask_telephone(question.telephone),
                "登记": f"{question.clerk_name}，{chinese_moment(question.asked_at)}",
                "问题": question.question,
            }
        )
        self._list_papers(())
        self._cover.setVisible(False)
        self._open.set_text("打开")
        self._show_primary(ANSWER, "答复", "D")

    def _show_other(self, reading: Reading) -> None:
        item = reading.item
        kind = KINDS.get(item.subject.partition(":")[0], "")
        if kind == KINDS["denial"] and item.due is not None:
            kind = "事后补报"
        self._number.setText(item.number)
        self._state.show_word(kind, LIGHT_ROLES[item.light])
        self._what.setText(item.step)
        self._after.setText(_RULES.get(kind, ""))
        restyle(self._after, "kind", "problem" if item.light is Light.LATE else "small")
        self._show_facts(
            {"申请人": item.party, "处室": item.division, "现由": f"{item.holder}：{in_brief(item.why)}"}
        )
        self._list_papers(())
        self._cover.setVisible(False)
        self._open.set_text("打开")
        self._show_primary("", "", "")

    def _show_primary(self, key: str, title: str, letter: str) -> None:
        self._next = key
        self._primary.setVisible(bool(key))
        if key:
            self._primary.set_text(title)
            self._primary.set_key(letter)

    def _show_facts(self, facts: dict[str, str]) -> None:
        empty_out(self._facts)
        for name, text in facts.items():
            if text:
                self._facts.addWidget(fact_line(name, text))

    def _list_papers(self, papers: tuple[Document, ...]) -> None:
        self._papers.show_papers(papers)
        self._papers.setVisible(bool(papers))
        self._papers.setFixedHeight(min(len(papers), _MOST_PAPERS) * _PAPER_ROW + 2)

    def _ask_primary(self) -> None:
        self.act_asked.emit(self._next)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch()
        self._facts.setSpacing(8)
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for part in (self._title, head, self._due, self._what, self._after, line(), self._facts):
            _put(column, part)
        column.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.addWidget(area, 1)
        shown.addWidget(line())
        shown.addWidget(self._papers)
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

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 14)
        foot.setSpacing(8)
        self._open.setMinimumHeight(40)
        foot.addWidget(self._primary)
        foot.addWidget(self._open)
        foot.addStretch()
        return foot


def _facts_of(party: Party, title: str) -> dict[str, str]:
    agent = " ".join(filter(None, (party.agent_name, party.agent_telephone)))
    return {
        title: party.name,
        "证件": party.certificate,
        "电话": party.telephone,
        "地址": party.address,
        "代理人": agent,
    }


def _materials_words(view: CaseView) -> str:
    rows = view.case.materials
    if not wanting(view.case):
        return f"共{len(rows)}项，已齐全"
    missing = [row.name for row in rows if row.status in (MaterialStatus.MISSING, MaterialStatus.FAULTY)]
    more = "等" if len(missing) > _MOST_MISSING else ""
    return f"共{len(rows)}项，缺或不符合{len(missing)}项：{'、'.join(missing[:_MOST_MISSING])}{more}"


def _put(column: QVBoxLayout, part: object) -> None:
    if isinstance(part, QWidget):
        column.addWidget(part)
    elif isinstance(part, (QHBoxLayout, QVBoxLayout)):
        column.addLayout(part)
