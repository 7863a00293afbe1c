"""This machine: its look and its printers; and what the program is made of."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import PySide6
from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app import places
from app.press import FaceLine
from app.settings import Machine
from ui import theme
from ui.parts.banner import Banner, Notice
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.entry import Entry
from ui.parts.labels import card, label, line
from ui.parts.segments import Segments
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane
from ui.theme import Scheme, Theme

_SCHEMES = {"跟随系统": Scheme.SYSTEM, "浅色": Scheme.LIGHT, "深色": Scheme.DARK}
_MOST_MM = 20.0
_PROGRAM = "效能工作台"
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "python-docx", "pypdfium2")


class MachinePage(QWidget):
    """Look and printer offsets of this machine."""

    theme_chosen = Signal(str)
    offset_given = Signal(str, float, float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("machine")
        self._machine = Machine()
        self.banner = Banner()
        self._theme = Segments(tuple(_SCHEMES))
        self._printer = QComboBox()
        self._right, self._down = _millimetres(), _millimetres()
        self._save = Button("保存偏移", "primary", key="Ctrl+Return")
        self._theme.chosen.connect(self._choose_theme)
        self._printer.currentTextChanged.connect(self._show_offset)
        self._save.clicked.connect(self.give)
        self._printer.setEditable(True)
        self._printer.addItems(QPrinterInfo.availablePrinterNames())
        if (typed := self._printer.lineEdit()) is not None:
            typed.setPlaceholderText("还没有打印机；可以填写名称")
        self._assemble()

    def show_machine(self, machine: Machine) -> None:
        """Show what this machine is set to."""
        self._machine = machine
        names = {scheme.value: word for word, scheme in _SCHEMES.items()}
        self._theme.set_value(names[machine.theme])
        known = {self._printer.itemText(place) for place in range(self._printer.count())}
        self._printer.addItems([name for name in machine.printer_offsets if name not in known])
        self._show_offset(self._printer.currentText())

    def show_problem(self, text: str) -> None:
        """Say why the settings cannot be read or kept."""
        self.banner.tell(Notice(text=text))

    def fill(self, printer: str, right: float, down: float) -> None:
        """Fill in a printer and its offset."""
        self._printer.setCurrentText(printer)
        self._right.setValue(right)
        self._down.setValue(down)

    def give(self) -> None:
        """Keep the offset, as the button does."""
        name = self._printer.currentText().strip()
        if not name:
            self.show_problem("请先选择或填写打印机的名称。")
            return
        self.banner.clear()
        self.offset_given.emit(name, self._right.value(), self._down.value())

    def _assemble(self) -> None:
        frame = card()
        frame.setMaximumWidth(720)
        column = QVBoxLayout(frame)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(label("外观", "section"))
        column.addWidget(self._theme)
        column.addSpacing(8)
        column.addWidget(line())
        column.addWidget(label("打印机偏移", "section"))
        said = "纸面整体偏左或偏上时，填写应向右、向下移动的毫米数；负数相反。打印一张后用尺量。"
        column.addWidget(label(said, "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Entry("打印机", self._printer), 1)
        row.addWidget(Entry("向右（毫米）", self._right))
        row.addWidget(Entry("向下（毫米）", self._down))
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        column.addLayout(foot)
        column.addWidget(line())
        column.addWidget(label(f"本机数据：{places.home()}", "small", wrap=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        outer.addStretch()

    def _choose_theme(self, word: str) -> None:
        scheme = _SCHEMES[word]
        application = QApplication.instance()
        worn = application.findChild(Theme) if application is not None else None
        if isinstance(worn, Theme):
            worn.wear(scheme)
        self.theme_chosen.emit(scheme.value)

    def _show_offset(self, name: str) -> None:
        right, down = self._machine.printer_offsets.get(name, (0.0, 0.0))
        self._right.setValue(right)
        self._down.setValue(down)


def _millimetres() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_MOST_MM, _MOST_MM)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    box.setFixedSize(120, theme.INPUT_PX)
    return box


def face_word(each: FaceLine) -> tuple[str, str]:
    """Return whether the official face is there, or another stands in."""
    return ("标准字体", "on_time") if each.official else ("替代", "soon")


FACES = (
    Column(title="字体", text=lambda each: each.role, width=90, bold=True),
    Column(title="公文标准字体", text=lambda each: each.wanted, width=170),
    Column(title="本机使用", text=lambda each: each.used),
    Column(
        title="",
        text=lambda each: face_word(each)[0],
        width=96,
        chip=face_word,
    ),
    Column(title="可印字数", text=lambda each: f"{each.with_fallback:,}", width=110, right=True),
)


def _role_of(each: FaceLine) -> object:
    return each.role


class AboutPage(QWidget):
    """Versions, and which face stands in for which."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("about")
        self.faces = RowsModel(FACES, _role_of, self)
        pane = TablePane(self.faces, "字体", Empty("正在查看字体", "", "clock"), "种")
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(6)
        column.addWidget(label(_PROGRAM, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for place, (name, text) in enumerate(_parts()):
            grid.addWidget(label(name, "secondary"), place // 2, 2 * (place % 2))
            grid.addWidget(label(text), place // 2, 2 * (place % 2) + 1)
        column.addLayout(grid)
        below = card()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(1, 12, 1, 1)
        inner.setSpacing(4)
        head = label("字体", "section")
        head.setContentsMargins(12, 0, 12, 0)
        note = label(
            "缺少公文标准字体时用随附的同类字体代替，文字不会缺漏；装上标准字体后自动使用。", "small", wrap=True
        )
        note.setContentsMargins(12, 0, 12, 4)
        inner.addWidget(head)
        inner.addWidget(note)
        inner.addWidget(pane, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(frame)
        outer.addWidget(below, 1)


def _parts() -> tuple[tuple[str, str], ...]:
    packages = tuple((name, _version(name)) for name in _PACKAGES)
    return (
        ("Python", platform.python_version()),
        ("操作系统", platform.platform(terse=True)),
        ("Qt", PySide6.__version__),
        *packages[1:],
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "—"
