"""The left of the counter: matter and applicant, entered for a new case, masked for one that is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.cases.models import Case, Party
from app.cases.showing import masked
from app.catalogue.models import ASSIGNED, Matter
from app.clock import chinese_date_weekday
from app.contacts.models import FirstContact
from app.errors import Problem
from app.forms.masking import mask_certificate
from ui.dates.month import Describe
from ui.forms.form import FormView
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.emptying import empty_out
from ui.parts.labels import card, label, line
from ui.parts.picking import Pick, PickLine
from ui.parts.segments import Segments
from ui.screens.acts import APPLICANT as APPLICANT_TITLE
from ui.screens.acts import STATE_ROLES, party_title
from ui.screens.counter.entry import (
    AGENT,
    APPLICANT,
    INTAKE,
    PERSON,
    certificate_type_for,
    doubt,
    party_of,
    party_values,
)
from ui.screens.counter.reading import ShownCase
from ui.screens.facts import fact_line

ENQUIRY, APPLICATION = "咨询", "收件"


class ApplicantPanel(QWidget):
    """Entry and summary, one at a time; ``contact_opened`` names the first contact a case came from."""

    changed = Signal()
    uncover_asked = Signal()
    contact_opened = Signal(int)

    def __init__(self, today: date, describe: Describe | None) -> None:
        super().__init__()
        self._today = today
        self._days = FormDays(today=self._get_today, describe=describe)
        self.stage = Segments((ENQUIRY, APPLICATION))
        self.matter = PickLine("事项", "事项编码、名称或拼音首字母", "没有找到，换一个词试试")
        self._chosen = label("", "strong", wrap=True)
        self._code = label("", "small", wrap=True)
        self._matter_problem = label("", "problem", wrap=True)
        self._number = label("", "strong")
        self._state = Chip()
        self._case_line = QWidget()
        self._came = Button("", "quiet", key="Alt+O", icon="contacts")
        self._contact = 0
        self._uncovering = False
        self._entry_line = QWidget()
        self._form = FormView((APPLICANT, AGENT, INTAKE), self._days)
        self._shown_kind = PERSON
        self._summary = Summary()
        self._covered = QScrollArea()
        self._form.changed.connect(self._form_changed)
        self._summary.open.clicked.connect(self._uncover)
        self._came.clicked.connect(lambda: self.contact_opened.emit(self._contact))
        self._assemble()

    # --- a new case

    def show_new(self) -> None:
        """Begin an empty entry."""
        self._show_origin(())
        self.stage.set_value(ENQUIRY)
        self.matter.clear()
        self._show_matter_words("", "")
        self._form.set_values({"received_on": self._today.isoformat()})
        self._form.clear_problems()
        self._shown_kind = PERSON
        self._show_parts(new=True, opened=True)
        self.matter.setFocus()

    def show_matter(self, matter: Matter) -> None:
        """Show the matter that was chosen."""
        self.matter.setText(matter.name)
        limits = f"承诺{matter.committed_limit}个工作日" if matter.committed_limit else "当场办结"
        self._show_matter_words("", f"{matter.code}\n{matter.kind.value} · {matter.regime.value} · {limits}")
        self._form.focus_field("name")

    def restore(self, values: Mapping[str, Any], *, application: bool) -> None:
        """Fill in what was kept of an entry."""
        self.stage.set_value(APPLICATION if application else ENQUIRY)
        self._shown_kind = str(values.get("kind") or PERSON)
        self._form.set_values(values)
        self._warn()

    def values(self) -> dict[str, Any]:
        """Return what is filled in."""
        return self._form.values()

    @property
    def is_application(self) -> bool:
        """Say whether materials were handed in."""
        return self.stage.value() == APPLICATION

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""
        found = tuple(problems)
        matter = next((problem.text for problem in found if problem.field == "matter"), "")
        self._matter_problem.setText(matter)
        self._matter_problem.setVisible(bool(matter))
        self._form.show_problems(found)
        if matter:
            self.matter.setFocus()

    def offer(self, found: tuple[Matter, ...]) -> None:
        """Show the matters that were found."""
        self.matter.offer(
            tuple(
                Pick(
                    text=each.name, detail=f"{each.code} · {each.kind.value} · {each.regime.value}", value=each
                )
                for each in found
            )
        )

    # --- a case

    def show_case(self, shown: ShownCase) -> None:
        """Show a case and where it came from, personal data masked until it is opened."""
        case = shown.view.case
        self._show_origin(shown.contacts)
        self._number.setText(case.number)
        self._state.show_word(case.state.value, STATE_ROLES[case.state])
        regime = "" if case.kind in ASSIGNED else case.regime.value
        code = f"{case.matter_code}\n{' · '.join(filter(None, (case.kind.value, regime, case.channel)))}"
        self._show_matter_words(case.matter_name, code)
        editable = shown.open and shown.workable
        if editable:
            values = party_values(case.applicant)
            self._form.set_values(
                {**values, "channel": case.channel, "received_on": case.received_on.isoformat()}
            )
            self._form.clear_problems()
            self._form.set_read_only(False)
            for key in ("channel", "received_on"):
                self._form.input(key).setEnabled(False)
        self._summary.show_case(case, opened=shown.open, offered=shown.view.uncovers)
        self._summary.open.set_text("显示并修改" if shown.workable else "显示完整信息")
        self._show_parts(new=False, opened=editable)
        self._shown_kind = case.applicant.kind
        self._warn()
        if editable and self._uncovering:
            self._form.focus_field("name")
        self._uncovering = False

    # --- inside

    def _uncover(self) -> None:
        self._uncovering = True
        self.uncover_asked.emit()

    def _show_origin(self, contacts: tuple[FirstContact, ...]) -> None:
        for contact in contacts[:1]:
            self._contact = int(contact.id)
            self._came.set_text(f"首问登记 {contact.number}")
        self._came.setVisible(bool(contacts))

    def _get_today(self) -> date:
        return self._today

    def _show_parts(self, *, new: bool, opened: bool) -> None:
        self._entry_line.setVisible(new)
        self._case_line.setVisible(not new)
        self._form.setVisible(opened)
        self._covered.setVisible(not opened)
        if new:
            self._form.set_read_only(False)

    def _show_matter_words(self, name: str, code: str) -> None:
        self._chosen.setText(name)
        self._chosen.setVisible(bool(name))
        self._code.setText(code)
        self._code.setVisible(bool(code))
        self._matter_problem.hide()

    def _form_changed(self) -> None:
        kind = str(self._form.input("kind").value() or PERSON)
        if kind != self._shown_kind:
            self._shown_kind = kind
            self._form.put_values({"certificate_type": certificate_type_for(kind)})
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        self._form.warn("certificate", doubt(party_of(self._form.values()), self._today))

    def _assemble(self) -> None:
        entry = QVBoxLayout(self._entry_line)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(8)
        stage = QHBoxLayout()
        stage.setSpacing(8)
        stage.addWidget(self.stage)
        stage.addWidget(label("Alt+J", "small"))
        stage.addStretch()
        entry.addLayout(stage)
        entry.addWidget(self.matter)
        case = QHBoxLayout(self._case_line)
        case.setContentsMargins(0, 0, 0, 0)
        case.setSpacing(8)
        case.addWidget(self._number)
        case.addWidget(self._state)
        case.addStretch()
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.setSpacing(6)
        for part in (self._entry_line, self._case_line, self._chosen, self._code, self._matter_problem):
            head.addWidget(part)
        head.addWidget(self._came, 0, Qt.AlignmentFlag.AlignLeft)
        self._covered.setWidget(self._summary)
        self._covered.setWidgetResizable(True)
        self._summary.setAutoFillBackground(False)
        self._covered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._form, 1)
        column.addWidget(self._covered, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)


class Summary(QWidget):
    """The applicant in a few lines, masked."""

    def __init__(self) -> None:
        super().__init__()
        self.open = Button("显示并修改", key="Alt+U", icon="eye")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._title = label(APPLICANT_TITLE, "section")
        column.addWidget(self._title)
        column.addLayout(self._lines)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self._why = label("查看完整个人信息会记入台账。", "small", wrap=True)
        column.addWidget(self._why)
        column.addStretch()

    def show_case(self, case: Case, *, opened: bool, offered: bool) -> None:
        """Show whose case it is; ``offered``: the person may have him shown in full."""
        empty_out(self._lines)
        self._title.setText(party_title(case))
        for name, text in summary_of(case.applicant if opened else _covered(case.applicant)).items():
            self._lines.addWidget(fact_line(name, text))
        received = chinese_date_weekday(case.received_on)
        self._lines.addWidget(fact_line("收件日期", received))
        self.open.setVisible(offered and not opened)
        self._why.setVisible(offered and not opened)


def summary_of(party: Party) -> Mapping[str, str]:
    """Return what is said of an applicant, empty things left out."""
    agent = " ".join(filter(None, (party.agent_name, party.agent_telephone)))
    named = {
        "名称" if party.kind != PERSON else "姓名": party.name,
        "证件": party.certificate,
        "电话": party.telephone,
        "联系人": party.contact,
        "地址": party.address,
        "代理人": agent,
    }
    return {name: text for name, text in named.items() if text}


def _covered(party: Party) -> Party:
    hidden = masked(party)
    certificate = mask_certificate(party.certificate) if party.certificate else ""
    return Party(
        **{
            **{name: getattr(hidden, name) for name in Party.__dataclass_fields__},
            "certificate": certificate,
        }
    )
