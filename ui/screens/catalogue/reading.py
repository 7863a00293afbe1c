"""The reading pane of a matter: its six contents, its limits, its materials, and the acts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.catalogue.models import Matter
from ui import icons
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.parts.segments import Segments
from ui.screens.catalogue.columns import MATERIALS, NumberedMaterial, key_of_material, limit, state_of
from ui.screens.catalogue.presenter import READ_ONLY_REASON, MatterShown
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_VIEWS = ("内容", "材料")
_NAME = 84
_WIDEST = 760
_LOCKED = ("基本信息", "设定依据", "受理条件", "办理流程", "收费标准")


class MatterPane(QWidget):
    """Shows one matter; editing, retiring and opening a case are asked by signals."""

    edit_asked = Signal()
    active_asked = Signal(bool)
    case_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matter")
        self._shown: MatterShown | None = None
        self._name = label("", "section", wrap=True)
        self._code = label("", "secondary")
        self._chips = QHBoxLayout()
        self._views = Segments(_VIEWS)
        self.edit = Button("修改", key="Alt+E", icon="edit")
        self.retire = Button("停用…", "danger", key="Alt+V")
        self.restore = Button("恢复使用", icon="undo")
        self.case = Button("开始办件", "primary", key="Ctrl+N", icon="counter")
        self.materials = RowsModel(MATERIALS, key_of_material, self)
        none = Empty("没有列出材料", "导入事项表后，材料会列在这里。", "document")
        self._materials = TablePane(self.materials, "申请材料", none, "份")
        self._contents = QScrollArea()
        self._pages = QStackedWidget()
        self._stack = QStackedWidget()
        self.texts: tuple[str, ...] = ()

        self.edit.clicked.connect(self.edit_asked)
        self.retire.clicked.connect(self._ask_retire)
        self.restore.clicked.connect(self._ask_restore)
        self.case.clicked.connect(self.case_asked)
        self._views.chosen.connect(self._show_view)
        QShortcut(QKeySequence("Alt+R"), self, self.other_view)

        self._assemble()

    def show_matter(self, shown: MatterShown) -> None:
        """Show a matter."""
        self._shown = shown
        matter = shown.matter
        self._name.setText(matter.name)
        self._code.setText(matter.code)
        _fill_chips(self._chips, matter)
        self.edit.setVisible(shown.may_edit)
        self.retire.setVisible(shown.may_edit and matter.active)
        self.restore.setVisible(shown.may_edit and not matter.active)
        self.case.setVisible(shown.may_open_case)
        canvas = _contents(shown)
        self._contents.setWidget(canvas)
        self.texts = tuple(each.text() for each in canvas.findChildren(QLabel))
        numbered = (NumberedMaterial(number, each) for number, each in enumerate(matter.materials, start=1))
        self.materials.show_rows(tuple(numbered))
        self._stack.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """Show that no matter is chosen."""
        self._stack.setCurrentIndex(0)

    def other_view(self) -> None:
        """Turn from the contents to the materials, or back."""
        view = _VIEWS[1 - self._pages.currentIndex()]
        self._views.set_value(view)
        self._show_view(view)

    def _assemble(self) -> None:
        self._views.set_value(_VIEWS[0])
        self._views.setToolTip("内容或材料（Alt+R）")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._contents.setWidgetResizable(True)
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chips.setSpacing(8)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addLayout(self._chips)
        marks.addWidget(self._code)
        marks.addStretch()
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 12)
        top.setSpacing(8)
        top.addWidget(self._name)
        top.addLayout(marks)
        top.addLayout(self._acts())
        self._pages.addWidget(self._contents)
        self._pages.addWidget(self._materials)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
        empty = card()
        inner = QVBoxLayout(empty)
        inner.addWidget(Empty("没有选中事项", "在左边的列表中用 ↑ ↓ 选择。", "catalogue"))
        self._stack.addWidget(empty)
        self._stack.addWidget(frame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _acts(self) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._views)
        acts.addStretch()
        for button in (self.retire, self.restore, self.edit, self.case):
            acts.addWidget(button)
        return acts

    def _show_view(self, view: str) -> None:
        self._pages.setCurrentIndex(_VIEWS.index(view))

    def _ask_retire(self) -> None:
        self.active_asked.emit(False)

    def _ask_restore(self) -> None:
        self.active_asked.emit(True)


def _fill_chips(row: QHBoxLayout, matter: Matter) -> None:
    while row.count():
        old = row.takeAt(0).widget()
        if old is not None:
            old.deleteLater()
    words = [(matter.kind.value, "accent"), (matter.regime.value, "secondary")]
    state = state_of(matter)
    for word, role in [*words, *([state] if state else [])]:
        row.addWidget(Chip(word, role))


def _contents(shown: MatterShown) -> QWidget:
    matter = shown.matter
    canvas = QWidget()
    canvas.setObjectName("canvas")
    inner = QWidget()
    inner.setMaximumWidth(_WIDEST)
    column = QVBoxLayout(inner)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(14)
    for name, text in _blocks(shown, matter):
        column.addLayout(_block(name, text))
    column.addWidget(line())
    column.addWidget(_legend())
    column.addStretch()
    row = QHBoxLayout(canvas)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inner, 1)
    row.addStretch(0)
    return canvas


def _blocks(shown: MatterShown, matter: Matter) -> tuple[tuple[str, str], ...]:
    correction = f"{matter.correction_limit} 个{matter.correction_unit}"
    limits = (
        f"法定 {limit(matter.statutory_limit)} · 承诺 {limit(matter.committed_limit)} · 补正期限 {correction}"
    )
    phones = "　".join(
        f"{name} {number}"
        for name, number in (("咨询", matter.counter_telephone), ("监督", matter.supervision_telephone))
        if number
    )
    return (
        ("责任单位", shown.division),
        ("设定依据", matter.basis),
        ("受理条件", matter.conditions),
        ("办理流程", matter.procedure),
        ("办理要求", matter.requirements),
        ("办理时限", limits),
        ("收费标准", matter.fee),
        ("特殊环节", matter.special_steps or "无"),
        ("电话", phones or "用处室的电话"),
    )


def _block(name: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    title = QWidget()
    title.setFixedWidth(_NAME)
    head = QHBoxLayout(title)
    head.setContentsMargins(0, 0, 0, 0)
    head.setSpacing(4)
    head.addStretch()
    if name in _LOCKED:
        mark = QLabel()
        mark.setPixmap(icons.icon("lock", "secondary").pixmap(QSize(14, 14)))
        mark.setToolTip(READ_ONLY_REASON)
        head.addWidget(mark)
    head.addWidget(label(name, "secondary"))
    words = label(text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def _legend() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    mark = QLabel()
    mark.setPixmap(icons.icon("lock", "secondary").pixmap(QSize(14, 14)))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(READ_ONLY_REASON, "small", wrap=True), 1)
    return holder
