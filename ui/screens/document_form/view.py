"""The document form: the sections at the left, the page as it will print at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from app.cases.next_acts import unserved
from app.errors import Problem
from app.people.models import Staff
from ui.context import Command, Context, Screen
from ui.dates.due import TRACE_KEY
from ui.forms.form import FormView
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.labels import card
from ui.preview.beside import set_beside
from ui.preview.view import Paper, PreviewPane
from ui.screens.document_form.issued_card import IssuedCard
from ui.screens.document_form.opened import IssuedPaper, NewPaper, copies_words
from ui.screens.document_form.output import PaperOutput
from ui.screens.document_form.presenter import Answer, DocumentFormPresenter
from ui.screens.document_form.second_notice import SecondNoticeDialog, SecondQuestion
from ui.screens.paper_rooms import Back

SAVE_MS = 2000
PAUSE_MS = 250


class DocumentFormScreen(Screen):
    """Opened with ``type_key``, ``case``, preset ``fields`` for a new paper, else ``document`` and ``back``."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = DocumentFormPresenter(self, context)
        self.edited = self._presenter.edited
        self._output = PaperOutput(self, context, self._presenter)
        self._form: FormView | None = None
        self._dirty = False
        self._back_to: Back | None = None
        self._left = QVBoxLayout()
        self._preview = PreviewPane(context.jobs)
        self._card = IssuedCard()
        self._chip = Chip()
        self._save = QTimer(self)
        self._pause = QTimer(self)
        self._issue = Button("签发", "primary", key="Ctrl+Return", icon="send")
        self._print = Button("打印", "primary", key="Ctrl+P", icon="print")
        self._serve = Button("送达回证", key="Ctrl+4", icon="document")
        self._back = Button("返回办件", key="Esc", icon="left")

        self._save.timeout.connect(self._save_draft)
        self._pause.timeout.connect(self._set_page)
        self._issue.clicked.connect(self.issue)
        self._print.clicked.connect(self.print)
        self._serve.clicked.connect(self._go_to_service)
        self._card.back.clicked.connect(self._go_to_case)
        self._back.clicked.connect(self._go_to_case)
        self._card.file_asked.connect(self._save_as)
        self._preview.field_clicked.connect(self._go_to_field)
        QShortcut(QKeySequence(TRACE_KEY), self, self._card.trace)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.issue)

        for timer, interval in ((self._save, SAVE_MS), (self._pause, PAUSE_MS)):
            timer.setSingleShot(True)
            timer.setInterval(interval)
        self._assemble()

    @property
    def presenter(self) -> DocumentFormPresenter:
        """Return who answers for the form."""
        return self._presenter

    @property
    def form(self) -> FormView | None:
        """Return the form being filled in."""
        return self._form

    @property
    def page_is_set(self) -> bool:
        """Say whether the page at the right shows what is filled in."""
        return not self._pause.isActive() and self._preview.paper is not None

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Open a new paper, an issued one, or the one that was shown before."""
        if arguments:
            self._save.stop()
            self._save_draft()
            self._back_to = arguments.get("back")
        if "room" in arguments:
            self._presenter.open_of_room(arguments["room"])
        elif "document" in arguments:
            self._presenter.open_issued(arguments["document"])
        elif "type_key" in arguments:
            fields = arguments.get("fields")
            self._presenter.open_new(arguments["type_key"], arguments.get("case", 0), fields)

    def refresh(self) -> None:
        """Read an issued paper again; a form being filled in stays as typed."""
        self._presenter.again()

    def leave(self) -> None:
        """Save the draft."""
        self._save.stop()
        self._save_draft()

    def commands(self) -> tuple[Command, ...]:
        """Offer issuing, or printing and saving."""
        if self._presenter.issued is not None:
            return (
                Command(title="打印文书", run=self.print, key="Ctrl+P", icon="print"),
                Command(title="另存 PDF", run=partial(self._save_as, "PDF"), key="Ctrl+S", icon="save"),
                Command(title="另存 Word", run=partial(self._save_as, "DOCX"), icon="save"),
            )
        return (
            Command(title="签发文书", run=self.issue, key="Ctrl+Enter", icon="send"),
            Command(title="放弃草稿，重新填写", run=self._presenter.drop_draft, icon="undo"),
        )

    # --- what the presenter asks

    def show_new(self, paper: NewPaper) -> None:
        """Show a form to be filled in."""
        self._make_form(paper)
        self._context.page.clear_notice()
        self._chip.show_word("草稿", "provisional")
        self._context.page.put_filters(self._chip)
        self._back_to = paper.room.back if paper.room is not None else None
        self._show_actions(self._issue, *([self._back] if paper.about else []))
        self._set_page()
        assert self._form is not None
        self._form.focus_first()
        self._stay_at(self._form.first_wanted())

    def show_issued(self, paper: IssuedPaper) -> None:
        """Show what was issued."""
        self._save.stop()
        self._pause.stop()
        self._drop_form()
        self._card.show_paper(paper)
        self._card.show()
        self._preview.mark_field("")
        self._preview.pages.verticalScrollBar().setValue(0)
        self._context.page.clear_notice()
        number = f"{paper.document.number} · {copies_words(paper.document_type, paper.document.fields)}"
        self._context.page.set_title(paper.document.title, number)
        word, role = ("已打印", "secondary") if paper.printed else ("待打印", "soon")
        self._chip.show_word(word, role)
        self._print.set_text("补打" if paper.printed else "打印")
        serve = paper.document.case is not None and bool(unserved((paper.document,)))
        back = (self._back,) if self._back_to is not None else ()
        self._show_actions(*back, *((self._serve, self._print) if serve else (self._print,)))
        self.setFocusProxy(self._print)
        self._print.setFocus()

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in dates that were counted."""
        if self._form is not None:
            self._form.put_values(values)

    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None:
        """Set the page at the right."""
        (self._preview.set_later if later else self._preview.set_at_once)(make)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field, the first in view even when the banner moves the form."""
        if self._form is not None:
            found = tuple(problems)
            self._form.show_problems(found)
            QTimer.singleShot(0, partial(self._go_to_field, found[0].field))

    def show_busy(self, busy: bool) -> None:
        """Let nobody issue twice."""
        self._issue.setEnabled(not busy)

    def ask_second(self, added: tuple[str, ...], heads: tuple[Staff, ...], answer: Answer) -> None:
        """Ask for the ground of a second notice."""
        ground = SecondNoticeDialog.ask(self, SecondQuestion(added=added, heads=heads))
        if ground is not None:
            answer(ground)

    # --- what the keys do

    def issue(self) -> None:
        """Issue the paper as it is filled in."""
        if self._form is None:
            return
        self._save_draft()
        self._save.stop()
        self._pause.stop()
        self._context.page.clear_notice()
        self._form.clear_problems()
        self._presenter.issue(self._form.values())

    def print(self) -> None:
        """Send the issued paper to the system's printer and record it."""
        paper, issued = self._preview.paper, self._presenter.issued
        if paper is not None and issued is not None:
            self._output.print(issued, paper.pdf)

    def save_to(self, path: Path, kind: str) -> None:
        """Write the issued paper into a file and record it; ``kind`` is PDF or DOCX."""
        self._output.save_to(path, kind)

    def _save_as(self, kind: str) -> None:
        issued = self._presenter.issued
        if issued is not None:
            self._output.save_as(issued, kind)

    def _go_to_field(self, key: str) -> None:
        if self._form is not None:
            self._form.focus_field(key)

    def _go_to_case(self) -> None:
        if self._back_to is not None:
            self._context.go_to(self._back_to.screen, **self._back_to.arguments)
            return
        issued, new = self._presenter.issued, self._presenter.new
        case = issued.document.case if issued is not None else new.case if new is not None else None
        if case:
            self._context.go_to("counter", case=case)

    def _go_to_service(self) -> None:
        issued = self._presenter.issued
        if issued is not None and issued.document.case is not None:
            self._presenter.open_new("proof_of_service", issued.document.case)

    # --- the form

    def _make_form(self, paper: NewPaper) -> None:
        self._drop_form()
        self._card.hide()
        days = FormDays(today=self._context.today, describe=paper.calendar.describe)
        form = FormView(paper.document_type.sections, days)
        form.set_values(paper.values)
        for key in paper.decided:
            form.input(key).set_decided()
        form.changed.connect(self._changed)
        form.focused_field.connect(self._preview.mark_field)
        form.focused_field.connect(self._stay_at)
        self._form = form
        self._dirty = False
        self._holder.addWidget(form)

    def _stay_at(self, key: str) -> None:
        """Come back to the field that was left."""
        if self._form is not None:
            self.setFocusProxy(self._form.input(key))

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _changed(self) -> None:
        self._dirty = True
        self._pause.start()
        if not self._save.isActive():
            self._save.start()

    def _save_draft(self) -> None:
        if self._form is not None and self._dirty:
            self._dirty = False
            self._presenter.save_draft(self._form.values())

    def _set_page(self) -> None:
        if self._form is not None:
            self._presenter.set_page(self._form.values(), later=False)
            self._show_title(self._form.values())

    def _show_title(self, values: Mapping[str, Any]) -> None:
        paper = self._presenter.new
        if paper is not None:
            parts = ("签发时编号", copies_words(paper.document_type, values), paper.about)
            self._context.page.set_title(paper.document_type.title, " · ".join(filter(None, parts)))

    def _show_actions(self, *buttons: Button) -> None:
        self._back.set_text(self._back_to.words if self._back_to is not None else "返回办件")
        for button in (self._back, self._issue, self._print, self._serve):
            button.setVisible(button in buttons)

    def _assemble(self) -> None:
        self._context.page.put_actions(self._back, self._serve, self._print, self._issue)
        frame = card()
        self._holder = QVBoxLayout(frame)
        self._holder.setContentsMargins(1, 1, 1, 1)
        self._holder.addWidget(self._card)
        set_beside(self, frame, self._preview)
