"""The issued paper leaves the program: to the system's printer, or into a file; each time on record."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import Unavailable
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import Notice, notice_of
from ui.preview import printing
from ui.screens.document_form.opened import IssuedPaper
from ui.screens.document_form.presenter import SAVED, DocumentFormPresenter


class PaperOutput:
    """Prints and saves, and has the presenter record it."""

    def __init__(self, over: QWidget, context: Context, presenter: DocumentFormPresenter) -> None:
        self._over = over
        self._context = context
        self._presenter = presenter

    def print(self, issued: IssuedPaper, pdf: bytes) -> None:
        """Ask for the printer, then send the pages; without a printer a file is offered."""
        name = str(issued.document.number)
        try:
            copies = issued.document_type.copies_for(issued.document.fields)
            chosen = printing.choose_printer(self._over, name, copies)
        except printing.NoPrinter as trouble:
            act = partial(self.save_as, issued, "PDF")
            notice = Notice(text=str(trouble), kind="warning", act_name="另存 PDF", act=act)
            self._context.show_banner(notice)
            return
        if chosen is not None:
            pictures = partial(printing.pictures_for, chosen, pdf)
            self._context.jobs.run(pictures, PRESS).then(partial(self._send, chosen)).start()

    def save_as(self, issued: IssuedPaper, kind: str) -> None:
        """Ask where the file goes, and write it."""
        path = printing.ask_where(self._over, f"{issued.document.title} {issued.document.number}", kind)
        if path is not None:
            self.save_to(path, kind)

    def save_to(self, path: Path, kind: str) -> None:
        """Write the paper into a file and record it; ``kind`` is PDF or DOCX."""
        work = partial(_write, self._presenter, path, kind)
        self._context.jobs.run(work, PRESS).then(partial(self._saved, kind)).start()

    def _send(self, printer: QPrinter, pictures: Any) -> None:
        try:
            printed = printing.send(printer, pictures)
        except Unavailable as trouble:
            self._context.show_banner(notice_of(trouble, partial(self._send, printer, pictures)))
            return
        self._presenter.record(printed.printer, printed.copies)

    def _saved(self, kind: str, path: Path) -> None:
        self._presenter.record(f"{SAVED} {kind}：{path.name}", 1)


def _write(presenter: DocumentFormPresenter, path: Path, kind: str) -> Path:
    return printing.write(path, presenter.files(kind))
