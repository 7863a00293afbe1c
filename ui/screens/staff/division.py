"""One division: its name, the mark in its numbers, its telephones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import Problem
from app.people.models import Division
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.entry import Entry
from ui.parts.labels import card, label, line
from ui.screens.staff.merging import KIND_NAMES

_TEXTS = ("code", "name", "mark", "counter_telephone", "supervision_telephone")


class DivisionPane(QWidget):
    """The form of a division; ``saved`` gives the division shown (None: a new one) and what is filled in."""

    saved = Signal(object, object)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setObjectName("division")
        self._year = year
        self._division: Division | None = None
        self._title = label("", "section")
        self.banner = Banner()
        self._inputs = {name: QLineEdit() for name in _TEXTS}
        self._kind = QComboBox()
        self._active = QCheckBox("在用（停用后不能再选）")
        self._entries = {
            "name": Entry("名称", self._inputs["name"], required=True),
            "kind": Entry("类别", self._kind, required=True),
            "code": Entry("代码", self._inputs["code"], "用在受理编号中，如 SP", required=True),
            "mark": Entry("机关代字", self._inputs["mark"], "用在文号中", required=True),
            "counter_telephone": Entry("窗口电话", self._inputs["counter_telephone"], "印在文书上"),
            "supervision_telephone": Entry("监督电话", self._inputs["supervision_telephone"], "印在文书上"),
        }
        self._sample = label("", "secondary")
        self._save = Button("保存", "primary", key="Ctrl+Return")

        self._inputs["mark"].textChanged.connect(self._show_sample)
        self._save.clicked.connect(self.give)
        self._assemble()

    def show_division(self, division: Division | None) -> None:
        """Show a division to be changed, or an empty form."""
        self._division = division
        self._title.setText(division.name if division else "新增处室")
        for name, entry in self._inputs.items():
            entry.setText(getattr(division, name) if division else "")
        self._kind.setCurrentText(KIND_NAMES[division.kind] if division else "处室")
        self._active.setChecked(division.active if division else True)
        self._active.setVisible(division is not None)
        self.show_problems((), "")
        if division is None:
            self._inputs["name"].setFocus()

    def show_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong where it is."""
        for key, entry in self._entries.items():
            entry.show_problem("\n".join(each.text for each in problems if each.field == key))
        wrong = {each.field for each in problems}
        first = next((self._entries[key] for key in self._entries if key in wrong), None)
        if first is not None:
            first.setFocus()
        if general:
            self.banner.tell(Notice(text=general))
        else:
            self.banner.clear()

    @property
    def problems(self) -> tuple[str, ...]:
        """Return everything shown as wrong."""
        return tuple(entry.problem for entry in self._entries.values() if entry.problem)

    def fill(self, **texts: str) -> None:
        """Fill in some of the texts."""
        for name, text in texts.items():
            self._inputs[name].setText(text)

    def give(self) -> None:
        """Save, as the button does."""
        values: dict[str, object] = {name: entry.text() for name, entry in self._inputs.items()}
        values["kind"] = self._kind.currentText()
        values["active"] = self._active.isChecked()
        self.saved.emit(self._division, values)

    def _assemble(self) -> None:
        self._kind.addItems(list(KIND_NAMES.values()))
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(10)
        for place, entry in enumerate(self._entries.values()):
            fields.addWidget(entry, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.banner)
        column.addLayout(fields)
        column.addWidget(self._sample)
        column.addWidget(self._active)
        column.addStretch()
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def _show_sample(self, mark: str) -> None:
        self._sample.setText(f"文号如：{mark or '…'}告〔{self._year}〕1号")
