"""A paper leaves the register again: to a printer, or into a file; each time is recorded."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import Unavailable
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import Notice, notice_of
from ui.preview import printing
from ui.screens.register.presenter import Reading, RegisterPresenter


class PaperOut:
    """Prints and saves the document being read."""

    def __init__(self, parent: QWidget, context: Context, presenter: RegisterPresenter) -> None:
        self._parent = parent
        self._context = context
        self._presenter = presenter

    def print(self) -> None:
        """Ask for the printer and print; every print after the first is a 补打."""
        reading = self._presenter.reading
        if reading is None or not reading.may_print:
            return
        try:
            chosen = printing.choose_printer(self._parent, reading.title, 1)
        except printing.NoPrinter as trouble:
            save = partial(self.save_as, "PDF")
            self._context.show_banner(Notice(text=str(trouble), kind="warning", act_name="存 PDF", act=save))
            return
        if chosen is not None:
            work = partial(_pictures, self._presenter, reading, chosen)
            self._context.jobs.run(work, PRESS).then(partial(self._send, reading, chosen)).start()

    def save_as(self, kind: str) -> None:
        """Ask where the file goes; ``kind`` is PDF or DOCX."""
        reading = self._presenter.reading
        path = printing.ask_where(self._parent, reading.title, kind) if reading is not None else None
        if path is not None:
            self.save_to(path, kind)

    def save_to(self, path: Path, kind: str) -> None:
        """Write the document being read into a file and record it."""
        reading = self._presenter.reading
        if reading is not None and reading.may_print:
            work = partial(_write, self._presenter, reading, path, kind)
            self._context.jobs.run(work, PRESS).then(partial(self._saved, reading, kind)).start()

    def _send(self, reading: Reading, printer: QPrinter, pictures: tuple[QImage, ...]) -> None:
        try:
            printed = printing.send(printer, pictures)
        except Unavailable as trouble:
            self._context.show_banner(notice_of(trouble, partial(self._send, reading, printer, pictures)))
            return
        self._presenter.record(reading, printed.printer, printed.copies)

    def _saved(self, reading: Reading, kind: str, path: Path) -> None:
        self._presenter.record(reading, f"另存 {kind}：{path.name}", 1)


def _pictures(presenter: RegisterPresenter, reading: Reading, printer: QPrinter) -> tuple[QImage, ...]:
    return printing.pictures_for(printer, presenter.files(reading, "PDF"))


def _write(presenter: RegisterPresenter, reading: Reading, path: Path, kind: str) -> Path:
    return printing.write(path, presenter.files(reading, kind))
