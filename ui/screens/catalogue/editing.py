"""Editing what the office itself words of a matter; the rest stands above it, visibly read-only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.catalogue.models import Regime
from app.catalogue.rules import CORRECTION_UNITS
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from ui import icons
from ui.forms.form import FormView
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.labels import card, label, line
from ui.screens.catalogue.presenter import READ_ONLY_REASON, MatterShown

SECTIONS = (
    Section(
        title="本局用语",
        fields=(
            Field(key="requirements", label="办理要求", kind=Kind.LONG, required=True, lines=4),
            Field(key="special_steps", label="特殊环节", kind=Kind.LONG, lines=2),
        ),
    ),
    Section(
        title="时限与规定",
        fields=(
            Field(
                key="regime",
                label="适用规定",
                kind=Kind.CHOICE,
                required=True,
                choices=tuple(each.value for each in Regime),
                help="决定材料不齐时须在几日内一次告知",
            ),
            Field(
                key="committed_limit",
                label="承诺时限",
                kind=Kind.COUNT,
                required=True,
                least=0,
                help="工作日，不得长于法定时限",
            ),
            Field(key="correction_limit", label="补正期限", kind=Kind.COUNT, required=True, least=1, width=6),
            Field(
                key="correction_unit",
                label="单位",
                kind=Kind.CHOICE,
                required=True,
                choices=CORRECTION_UNITS,
                width=6,
            ),
        ),
    ),
    Section(
        title="电话",
        fields=(
            Field(key="counter_telephone", label="咨询电话", help="不填时用处室的电话", width=6),
            Field(key="supervision_telephone", label="监督电话", width=6),
        ),
    ),
)


class MatterForm(QWidget):
    """The form over a matter; ``saved`` gives what is filled in."""

    saved = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matter_form")
        self._name = label("", "section", wrap=True)
        self._locked = label("", "secondary", wrap=True)
        self.banner = Banner()
        self.form = FormView(SECTIONS)
        self._save = Button("保存", "primary", key="Ctrl+Return")
        self._leave = Button("放弃修改", key="Esc")

        self._save.clicked.connect(self._give)
        self._leave.clicked.connect(self.left)

        self._assemble()

    def show_matter(self, shown: MatterShown, values: Mapping[str, Any]) -> None:
        """Open the form on a matter."""
        matter = shown.matter
        self._name.setText(f"修改 {matter.name}")
        basis = matter.basis.splitlines()
        more = f" 等{len(basis)}项" if len(basis) > 1 else ""
        self._locked.setText(
            f"{matter.code} · {matter.kind.value} · 法定 {matter.statutory_limit} 个工作日\n{basis[0]}{more}"
        )
        self.banner.clear()
        self.form.clear_problems()
        self.form.set_values(values)
        self.form.focus_field("requirements")

    def show_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong at its field, and above the form what belongs to no field."""
        self.form.show_problems(problems)
        known = {field.key for section in SECTIONS for field in section.fields}
        rest = [general, *(problem.text for problem in problems if problem.field not in known)]
        text = "\n".join(filter(None, rest))
        if text:
            self.banner.tell(Notice(text=text))
        else:
            self.banner.clear()

    def _assemble(self) -> None:
        reason = QHBoxLayout()
        reason.setSpacing(6)
        mark = QLabel()
        mark.setPixmap(icons.icon("lock", "secondary").pixmap(QSize(16, 16)))
        reason.addWidget(mark)
        reason.addWidget(label(READ_ONLY_REASON, "small", wrap=True), 1)
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 12)
        top.setSpacing(6)
        top.addWidget(self._name)
        top.addWidget(self._locked)
        top.addLayout(reason)
        top.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self._save)
        self._leave.setMinimumHeight(40)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.form, 1)
        column.addWidget(line())
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.form)

    def _give(self) -> None:
        self.saved.emit(self.form.values())
