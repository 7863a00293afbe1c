"""One member of staff: particulars, the grid of roles, and what may be done with the account."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import Problem
from app.people.models import Division, Staff
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.entry import Entry
from ui.parts.labels import card, label, line, restyle
from ui.parts.password import PasswordInput
from ui.parts.spelling import spelled
from ui.screens.staff.grants import GrantGrid
from ui.screens.staff.presenter import Person

_HINT = "全局的角色在每个处室都有效；方向键移动，空格勾选。"


class PersonPane(QWidget):
    """The form of a person; ``added`` and ``changed`` give what is filled in, ``acted`` names an act."""

    added = Signal(object, object, str)
    changed = Signal(object, object, object)
    acted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person")
        self._staff: Staff | None = None
        self._title = label("", "section")
        self._state = Chip()
        self._said = label("", "small", wrap=True)
        self.banner = Banner()
        self._inputs = {name: QLineEdit() for name in ("login", "name", "counter")}
        self._password = PasswordInput()
        self._division = spelled(QComboBox())
        self._entries = {
            "login": Entry("登录名（新增后不能改）", self._inputs["login"], required=True),
            "name": Entry("姓名", self._inputs["name"], required=True),
            "division": Entry("所在处室", self._division, required=True),
            "counter": Entry("窗口", self._inputs["counter"]),
            "password": Entry("初始密码", self._password, "至少8位，请本人登录后修改", required=True),
        }
        self.grid = GrantGrid()
        self._grants_problem = label("", "problem", wrap=True)
        self.acts = {
            "reset": Button("重置密码…", key="Alt+P"),
            "lock": Button("锁定", key="Alt+L", icon="lock"),
            "unlock": Button("解锁", key="Alt+L"),
            "retire": Button("停用…", "danger", key="Alt+V"),
            "restore": Button("恢复使用", icon="undo"),
        }
        self._save = Button("保存", "primary", key="Ctrl+Return")
        self._leave = Button("取消", key="Esc")

        for name, button in self.acts.items():
            button.clicked.connect(self._acting(name))
        for key, entry in self._entries.items():
            edited = entry.part.activated if key == "division" else entry.part.textEdited  # type: ignore[attr-defined]
            edited.connect(partial(_is_mended, entry))
        self.grid.changed.connect(partial(self._say_grants, ""))
        self._save.clicked.connect(self._give)
        self._leave.clicked.connect(self.left)
        self._assemble()

    def show_person(self, person: Person, divisions: tuple[Division, ...], myself: int) -> None:
        """Show somebody to be changed."""
        staff = person.staff
        if self._staff is None or self._staff.id != staff.id:
            self._area.verticalScrollBar().setValue(0)
        self._staff = staff
        self._title.setText(staff.name)
        self._state.show_word(*person.state)
        self._state.show()
        self._said.setText(person.locked)
        self._said.setVisible(bool(person.locked))
        self._fill(divisions, person.division)
        for name, entry in self._inputs.items():
            entry.setText(getattr(staff, name))
        self.grid.show_grants(divisions, staff.grants)
        self._set_new(new=False)
        shown = {
            "reset": staff.active,
            "lock": staff.active and not person.locked and staff.id != myself,
            "unlock": bool(person.locked),
            "retire": staff.active,
            "restore": not staff.active,
        }
        for name, button in self.acts.items():
            button.setVisible(shown[name])

    def show_new(self, divisions: tuple[Division, ...]) -> None:
        """Show an empty form for a new member of staff."""
        self._staff = None
        self._area.verticalScrollBar().setValue(0)
        self._title.setText("新增人员")
        self._state.hide()
        self._said.hide()
        self._fill(divisions, "")
        for entry in self._inputs.values():
            entry.clear()
        self._password.clear()
        self.grid.show_grants(divisions, ())
        self._set_new(new=True)
        for button in self.acts.values():
            button.hide()
        self._inputs["login"].setFocus()

    def show_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong where it is."""
        for key, entry in self._entries.items():
            entry.show_problem("\n".join(each.text for each in problems if each.field == key))
        grants = "\n".join(each.text for each in problems if each.field == "grants")
        self._say_grants(grants)
        if general:
            self.banner.tell(Notice(text=general))
        else:
            self.banner.clear()
        wrong = {each.field for each in problems}
        parts: dict[str, tuple[QWidget, QWidget]] = {key: (each, each) for key, each in self._entries.items()}
        parts["grants"] = (self.grid, self._grants_problem)
        first = next((parts[key] for key in parts if key in wrong), None)
        if first is not None:
            first[0].setFocus()
            QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, first[1], 0, 12))

    def _say_grants(self, problem: str) -> None:
        self._grants_problem.setText(problem)
        self._grants_problem.setVisible(bool(problem))

    @property
    def problems(self) -> tuple[str, ...]:
        """Return everything shown as wrong."""
        shown = [entry.problem for entry in self._entries.values()]
        return tuple(filter(None, (*shown, self._grants_problem.text(), self.banner.notice.text)))

    def fill(self, **texts: str) -> None:
        """Fill in some of the texts, the division and the password."""
        for name, text in texts.items():
            if name == "division":
                self._division.setCurrentText(text)
            elif name == "password":
                self._password.setText(text)
            else:
                self._inputs[name].setText(text)

    def give(self) -> None:
        """Save, as the button does."""
        self._give()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch()
        for button in self.acts.values():
            head.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 14, 20, 12)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self._said)
        top.addWidget(self.banner)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body())
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
        column.addWidget(area, 1)
        column.addWidget(line())
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def _body(self) -> QWidget:
        self._inputs["login"].setPlaceholderText("英文字母和数字")
        self._inputs["counter"].setPlaceholderText("如：3号窗口")
        body = QWidget()
        body.setObjectName("canvas")
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        for place, entry in enumerate(self._entries.values()):
            fields.addWidget(entry, place // 2, place % 2, top)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(fields)
        column.addSpacing(4)
        column.addWidget(label("角色", "strong"))
        column.addWidget(label(_HINT, "small", wrap=True))
        column.addWidget(self.grid)
        column.addWidget(self._grants_problem)
        column.addStretch()
        self._grants_problem.hide()
        return body

    def _fill(self, divisions: tuple[Division, ...], chosen: str) -> None:
        self._division.clear()
        self._division.addItem("")
        self._division.addItems([each.name for each in divisions if each.active or each.name == chosen])
        self._division.setCurrentText(chosen)
        self.show_problems((), "")

    def _set_new(self, *, new: bool) -> None:
        self._inputs["login"].setReadOnly(not new)
        restyle(self._inputs["login"], "readOnly", not new)
        self._entries["password"].setVisible(new)
        self._leave.setVisible(new)
        self._save.set_text("新增" if new else "保存")

    def _give(self) -> None:
        values = {name: entry.text() for name, entry in self._inputs.items()}
        values["division"] = self._division.currentText()
        self.show_problems((), "")
        if self._staff is None:
            self.added.emit(values, self.grid.grants(), self._password.text())
        else:
            self.changed.emit(self._staff, values, self.grid.grants())

    def _acting(self, name: str) -> object:
        def act() -> None:
            self.acted.emit(name, self._staff)

        return act


def _is_mended(entry: Entry, _now: object) -> None:
    """Take the problem away while the answer is changed."""
    entry.show_problem("")
