"""The screen of a person's year: whose and which above, the figures at the left, the page at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.contacts.people import Colleague
from app.errors import Unavailable
from app.statistics.person import PersonYear, Sum
from app.statistics.person_page import TITLE
from ui.context import Command, Context, Screen
from ui.jobs import PRESS
from ui.parts.banner import Notice, notice_of
from ui.parts.buttons import Button
from ui.parts.labels import card, label, line
from ui.parts.segments import Segments
from ui.preview import printing
from ui.preview.printing import file_name
from ui.preview.view import PreviewPane
from ui.screens.colleague_line import ColleagueLine
from ui.screens.person_year.presenter import PersonYearPresenter

_YEARS = 4
_SUMS_WIDE = 380
_KINDS = {
    "xlsx": ("表格", "Excel 工作簿 (*.xlsx)", "Ctrl+E"),
    "docx": ("DOCX", "Word 文档 (*.docx)", "Ctrl+Shift+S"),
    "pdf": ("PDF", "PDF 文件 (*.pdf)", "Ctrl+S"),
}


class PersonYearScreen(Screen):
    """What the record says of one person in one year, for his year-end statement."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("person_year")
        self._context = context
        self._presenter = PersonYearPresenter(self, context)
        this_year = context.today().year
        self.years = Segments(tuple(f"{this_year - back}年" for back in range(_YEARS)))
        self._line: ColleagueLine | None = None
        self._whose = QWidget()
        self._whose.hide()
        self._place = QHBoxLayout(self._whose)
        self.preview = PreviewPane(context.jobs)
        self._sums = QVBoxLayout()
        self._area = QScrollArea()
        self.buttons = {
            kind: Button(f"存为{words}…" if kind == "xlsx" else f"存为 {words}…", key=key, icon="save")
            for kind, (words, _filter, key) in _KINDS.items()
        }
        self.print_button = Button("打印", "primary", key="Ctrl+P", icon="print")
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Read whose years may be seen, and the year of the one who is named, else one's own."""
        self._presenter.login = str(arguments.get("login", self._presenter.login))
        self._presenter.begin()

    def refresh(self) -> None:
        """Read the year anew."""
        self._presenter.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer the years and the ways to save."""
        years = [
            Command(title=f"{TITLE}：{name}", run=partial(self.choose_year, name), icon="calendar")
            for name in self._names()
        ]
        prints = Command(title=f"{TITLE}：打印", run=self.print, key="Ctrl+P", icon="print")
        saves = [
            Command(title=f"{TITLE}：存为{words}", run=partial(self._ask, kind), key=key, icon="save")
            for kind, (words, _filter, key) in _KINDS.items()
        ]
        return (prints, *years, *saves)

    def choose_year(self, name: str) -> None:
        """Choose a year by its name."""
        self.years.set_value(name)
        self._presenter.choose_year(int(name.removesuffix("年")))

    def print(self) -> None:
        """Ask for the printer and print the page; where there is none, a PDF is offered."""
        year, paper = self._presenter.year, self.preview.paper
        if year is None or paper is None:
            return
        try:
            printer = printing.choose_printer(self, f"{TITLE} {year.year} {year.name}", 1)
        except printing.NoPrinter as trouble:
            save = partial(self._ask, "pdf")
            self._context.show_banner(Notice(text=str(trouble), kind="warning", act_name="存 PDF", act=save))
            return
        if printer is not None:
            work = partial(printing.pictures_for, printer, paper.pdf)
            self._context.jobs.run(work, PRESS).then(partial(self._send, printer)).start()

    # --- what the presenter asks

    def show_colleagues(self, colleagues: tuple[Colleague, ...]) -> None:
        """Offer whose years may be read; a line only where there is a choice."""
        if self._line is None and len(colleagues) > 1:
            self._line = ColleagueLine(colleagues)
            self._line.setAccessibleName("人员")
            self._line.setToolTip("人员：姓名、拼音首字母或处室（Ctrl+F）")
            self._line.taken.connect(self._take)
            self._place.addWidget(self._line)
            self._whose.show()
        if self._line is not None:
            self._line.put(self._presenter.login)
        self._give_hands()

    def show_year(self, year: PersonYear) -> None:
        """Show the figures, and set the page."""
        self._context.page.set_title(TITLE, f"{year.name}　{year.division}")
        while self._sums.count():
            widget = self._sums.takeAt(0).widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, each in enumerate(year.sums):
            if place:
                self._sums.addWidget(line())
            self._sums.addWidget(_row(each))
        self._sums.addStretch(1)
        self.preview.set_at_once(self._presenter.paper)

    # --- the screen itself

    def _assemble(self) -> None:
        self.years.setAccessibleName("年度")
        self.years.setToolTip("年度：← → 或数字键选择")
        self.years.chosen.connect(self.choose_year)
        self.years.set_value(self._names()[0])
        self._place.setContentsMargins(0, 0, 0, 0)
        self._context.page.put_actions(*self.buttons.values(), self.print_button)
        self.print_button.clicked.connect(self.print)
        for kind, button in self.buttons.items():
            button.clicked.connect(partial(self._ask, kind))
        frame = self._sums_card()
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        left = QWidget()
        above = QVBoxLayout(left)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(12)
        above.addWidget(self._whose)
        above.addWidget(self.years, 0, Qt.AlignmentFlag.AlignLeft)
        above.addWidget(frame, 1)
        halves.addWidget(left)
        halves.addWidget(self.preview)
        halves.setSizes([_SUMS_WIDE, 746])
        halves.setStretchFactor(0, 0)
        halves.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    def _sums_card(self) -> QFrame:
        canvas = QWidget()
        canvas.setObjectName("canvas")
        canvas.setLayout(self._sums)
        self._sums.setContentsMargins(20, 12, 20, 12)
        self._sums.setSpacing(8)
        self._area.setWidget(canvas)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("年度数字")
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._area)
        return frame

    def _names(self) -> tuple[str, ...]:
        this_year = self._context.today().year
        return tuple(f"{this_year - back}年" for back in range(_YEARS))

    def _give_hands(self) -> None:
        """Have the keys go to the person where there is a choice, else to the page."""
        hands = self._line if self._line is not None else self.preview.pages
        self.setFocusProxy(hands)
        hands.setFocus()

    def _take(self) -> None:
        if self._line is not None:
            self._presenter.choose(self._line.value())

    def _send(self, printer: QPrinter, pictures: tuple[QImage, ...]) -> None:
        try:
            printing.send(printer, pictures)
        except Unavailable as trouble:
            self._context.show_banner(notice_of(trouble, partial(self._send, printer, pictures)))
            return
        self._context.toast("个人年度摘录已送打印机")

    def _ask(self, kind: str) -> None:
        year = self._presenter.year
        if year is None:
            return
        words, wanted, _key = _KINDS[kind]
        name = f"{file_name(f'{TITLE} {year.year} {year.name}')}.{kind}"
        chosen, _filter = QFileDialog.getSaveFileName(self, f"存为{words}", name, wanted)
        if chosen:
            path = Path(chosen)
            ending = f".{kind}"
            self._presenter.save(path if path.suffix.lower() == ending else path.with_name(path.name + ending))


def _row(told: Sum) -> QWidget:
    """Return a figure with how it is reckoned below it."""
    made = QWidget()
    head = QHBoxLayout()
    head.addWidget(label(told.title, "strong"), 1)
    head.addWidget(label(told.shown, "strong"))
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addLayout(head)
    column.addWidget(label(told.definition, "small", wrap=True))
    return made
