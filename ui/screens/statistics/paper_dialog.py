"""The page of what statistics show, as it will print: sent to a printer, or kept as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Refusal, Unavailable
from app.forms.sheet import Sheet
from app.press import press_docx, press_pdf
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.jobs import PRESS
from ui.parts.buttons import Button
from ui.preview import printing
from ui.preview.view import Paper, PreviewPane

PRINT_KEY = "Ctrl+P"
_WIDE, _HIGH = 860, 520


class PaperDialog(DialogFrame):
    """Shows a page; Ctrl+P prints it, Ctrl+S and Ctrl+Shift+S keep it."""

    def __init__(self, over: QWidget, context: Context, sheet_of: Callable[[], Sheet]) -> None:
        super().__init__(over, "打印预览", confirm="打印")
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._sheet_of = sheet_of
        self._sheet: Sheet | None = None
        self.preview = PreviewPane(context.jobs)
        self.preview.setMinimumHeight(_HIGH)
        self.confirm.show_key(PRINT_KEY)
        QShortcut(QKeySequence(PRINT_KEY), self, self.try_accept)
        keeping = QHBoxLayout()
        for kind, key in (("PDF", "Ctrl+S"), ("DOCX", "Ctrl+Shift+S")):
            button = Button(f"存为 {kind}…", key=key, icon="save")
            button.clicked.connect(partial(self.keep, kind))
            keeping.addWidget(button)
        keeping.addStretch()
        self.content.addLayout(keeping)
        self.content.addWidget(self.preview)
        self.preview.set_at_once(self._paper)
        self.preview.pages.setFocus()

    def try_accept(self) -> None:
        """Print; the page stays until it was sent."""
        paper, sheet = self.preview.paper, self._sheet
        if paper is None or sheet is None:
            return
        try:
            printer = printing.choose_printer(self, sheet.title, 1)
        except printing.NoPrinter as trouble:
            self._tell(trouble)
            return
        if printer is not None:
            work = partial(printing.pictures_for, printer, paper.pdf)
            self._context.jobs.run(work, PRESS).then(partial(self._send, printer)).otherwise(self._tell).start()

    def keep(self, kind: str) -> None:
        """Ask where the page goes, as PDF or DOCX, and write it."""
        sheet = self._sheet
        path = printing.ask_where(self, sheet.title, kind) if sheet is not None else None
        if sheet is not None and path is not None:
            press = press_docx if kind == "DOCX" else _pdf
            work = partial(_kept, path, press, sheet)
            told = f"已存为“{path.name}”"
            job = self._context.jobs.run(work, PRESS).then(lambda _path: self._context.toast(told))
            job.otherwise(self._tell).start()

    def _paper(self) -> Paper:
        """Set the page; called in the press's thread."""
        sheet = self._sheet_of()
        pressed = press_pdf(sheet)
        self._sheet = sheet
        return Paper(pressed.pdf, pressed.marks)

    def _send(self, printer: QPrinter, pictures: tuple[QImage, ...]) -> None:
        try:
            printing.send(printer, pictures)
        except Unavailable as trouble:
            self._tell(trouble)
            return
        self._context.toast("已送打印机")
        self.accept()

    def _tell(self, trouble: Refusal | Unavailable) -> None:
        self.say(str(trouble))


def _kept(path: Path, press: Callable[[Sheet], bytes], sheet: Sheet) -> Path:
    return printing.write(path, press(sheet))


def _pdf(sheet: Sheet) -> bytes:
    return press_pdf(sheet).pdf
