"""What happens at the document form: filling from the case, drafts, the page, issuing, printing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

from app.cases.commands import IssueForCase, SecondGround, SecondNoticeNeedsReason
from app.cases.filling import Filled
from app.cases.models import CaseId
from app.cases.steps import case_subject
from app.clock import local
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.people.models import Actor, Staff
from app.press import press_docx, press_pdf
from app.register.commands import IssueDocument, RecordPrint
from app.register.models import DocumentId, KeptAt, PrintRecord
from ui.context import Context
from ui.parts.banner import notice_of
from ui.preview.view import Paper
from ui.screens.document_form.opened import IssuedPaper, NewPaper, counted_dates, entered
from ui.screens.document_form.reading import Wanted, read_issued, read_new, read_of_room
from ui.screens.document_form.telling import lacking, not_issued, restored, unmet
from ui.screens.paper_rooms import PaperRoom
from ui.screens.saved import kept_words

SAVED = "另存"
Answer = Callable[[SecondGround], None]


class FormPlace(Protocol):
    """What the presenter asks of the window."""

    def show_new(self, paper: NewPaper) -> None: ...
    def show_issued(self, paper: IssuedPaper) -> None: ...
    def put_values(self, values: Mapping[str, Any]) -> None: ...
    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None: ...
    def show_problems(self, problems: Iterable[Problem]) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def ask_second(self, added: tuple[str, ...], heads: tuple[Staff, ...], answer: Answer) -> None: ...


class DocumentFormPresenter:
    """One paper at a time: filled in, issued, printed."""

    def __init__(self, place: FormPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._new: NewPaper | None = None
        self._issued: IssuedPaper | None = None
        self._request = ""
        self._counted: dict[str, Any] = {}
        self._provisional: frozenset[str] = frozenset()
        self._issuing = False

    @property
    def new(self) -> NewPaper | None:
        """The paper being filled in."""
        return self._new

    @property
    def issued(self) -> IssuedPaper | None:
        """The issued paper that is shown."""
        return self._issued

    def edited(self) -> str:
        """Return for which case a paper is being filled in."""
        view = self._new.view if self._new is not None and self._issued is None else None
        return case_subject(view.case.id) if view is not None else ""

    # --- opening

    def open_new(self, type_key: str, case: int, fields: Mapping[str, Any] | None = None) -> None:
        wanted = Wanted(type_key=type_key, case=case, fields=fields or {})
        read = partial(read_new, self._desk, self._actor, wanted)
        self._context.jobs.run(read).then(self._show_new).start()

    def open_of_room(self, room: PaperRoom) -> None:
        """Open a paper that a room of its own fills in and issues."""
        self._context.jobs.run(partial(read_of_room, self._desk, self._actor, room)).then(
            self._show_new
        ).start()

    def open_issued(self, document: int) -> None:
        read = partial(read_issued, self._desk, self._actor, DocumentId(document))
        self._context.jobs.run(read).then(self._show_issued).start()

    def again(self) -> None:
        if self._issued is not None:
            self.open_issued(self._issued.document.id)

    def _show_new(self, paper: NewPaper) -> None:
        self._new, self._issued = paper, None
        self._request = uuid4().hex
        self._issuing = False
        self._counted = counted_dates(paper.filled, paper.document_type.key)
        self._provisional = paper.filled.provisional
        self._place.show_new(paper)
        notice = lacking(paper, self.open_new) or restored(paper, self.drop_draft)
        if notice is not None:
            self._context.show_banner(notice)

    def _show_issued(self, paper: IssuedPaper) -> None:
        self._issued, self._new = paper, None
        self._place.show_issued(paper)
        self._place.set_page(partial(self._press_issued, paper.document.id), later=False)

    # --- filling in

    def set_page(self, values: dict[str, Any], *, later: bool = True) -> None:
        """Count the dates anew and set the page with what is filled in."""
        paper = self._new
        if paper is None:
            return
        if paper.view is None:
            self._set(values, later)
            return
        command = self._command(paper, values)
        recount = partial(self._desk.papers.completed, self._actor, command)
        self._context.jobs.run(recount).then(partial(self._recounted, paper, values, later)).start()

    def _command(self, paper: NewPaper, values: Mapping[str, Any]) -> IssueForCase:
        return IssueForCase(
            case=CaseId(paper.case),
            type_key=paper.document_type.key,
            fields=entered(paper.document_type, values, self._counted),
            request_key=self._request,
        )

    def _recounted(self, paper: NewPaper, values: dict[str, Any], later: bool, filled: Filled) -> None:
        if paper is not self._new:
            return
        counted = counted_dates(filled, paper.document_type.key)
        sent = entered(paper.document_type, values, self._counted)
        fresh = {key: value for key, value in counted.items() if sent[key] is None and values.get(key) != value}
        self._provisional = filled.provisional
        self._counted.update(fresh)
        if fresh:
            self._place.put_values(fresh)
        self._set({**values, **fresh}, later)

    def _set(self, values: dict[str, Any], later: bool) -> None:
        paper = self._new
        assert paper is not None
        self._place.set_page(partial(self._press_draft, paper, values, self._provisional), later=later)

    def _press_draft(self, paper: NewPaper, values: dict[str, Any], provisional: frozenset[str]) -> Paper:
        key = paper.document_type.key
        if paper.room is not None:
            return _paper(press_pdf(paper.room.draft_sheet(self._desk, self._actor, values)))
        if paper.view is None:
            alone = IssueDocument(type_key=key, fields=values, provisional=provisional)
            return _paper(press_pdf(self._desk.register.draft_sheet(self._actor, alone)))
        of_case = IssueForCase(case=CaseId(paper.case), type_key=key, fields=values)
        return _paper(press_pdf(self._desk.papers.draft_sheet(self._actor, of_case)))

    def _press_issued(self, document: DocumentId) -> Paper:
        return _paper(press_pdf(self._desk.register.sheet(self._actor, document)))

    # --- drafts

    def save_draft(self, values: dict[str, Any]) -> None:
        """Keep what is filled in."""
        paper = self._new
        kept = paper.kept if paper is not None else None
        if kept is None:
            return
        save = partial(self._desk.register.save_draft, self._actor, kept.key, kept.about, values)
        self._context.jobs.run(save).then(self._draft_saved).start()

    def _draft_saved(self, place: KeptAt) -> None:
        at = local(self._desk.clock())
        self._context.window.set_saved(kept_words(place, f"草稿已保存 {at.hour}:{at.minute:02d}"))

    def drop_draft(self) -> None:
        paper = self._new
        kept = paper.kept if paper is not None else None
        if paper is None or kept is None:
            return
        drop = partial(self._desk.register.drop_draft, self._actor, kept.key, kept.about)
        reopen = partial(self._reopen, paper)
        self._context.jobs.run(drop).then(reopen).start()

    def _reopen(self, paper: NewPaper, _done: None) -> None:
        if paper.room is not None:
            self.open_of_room(paper.room)
            return
        self.open_new(paper.document_type.key, paper.case)

    # --- issuing

    def issue(self, values: dict[str, Any], second: SecondGround | None = None) -> None:
        paper = self._new
        if paper is None or self._issuing:
            return
        self._issuing = True
        work = partial(self._do_issue, paper, values, second)
        explain = partial(self._not_issued, paper, values)
        job = self._context.jobs.run(work).then(self._was_issued).otherwise(explain)
        job.while_busy(self._place.show_busy).start()

    def _do_issue(self, paper: NewPaper, values: dict[str, Any], second: SecondGround | None) -> IssuedPaper:
        if paper.room is not None:
            made = paper.room.issue(self._desk, self._actor, values, self._request)
            self._drop(paper)
        elif paper.view is None:
            command = IssueDocument(type_key=paper.document_type.key, fields=values, request_key=self._request)
            made = self._desk.register.issue(self._actor, command)
            self._drop(paper)
        else:
            for_case = replace(self._command(paper, values), second=second, version=paper.view.case.version)
            made = self._desk.papers.issue(self._actor, for_case)
            self._desk.register.forget_here(self._actor, for_case.type_key, paper.case)
        return read_issued(self._desk, self._actor, made.id)

    def _drop(self, paper: NewPaper) -> None:
        if paper.kept is not None:
            self._desk.register.drop_draft(self._actor, paper.kept.key, paper.kept.about)

    def _was_issued(self, paper: IssuedPaper) -> None:
        self._issuing = False
        self._context.toast(f"已签发《{paper.document.title}》{paper.document.number}")
        self._context.window.set_saved("")
        self._show_issued(paper)

    def _not_issued(self, paper: NewPaper, values: dict[str, Any], trouble: Refusal | Unavailable) -> None:
        self._issuing = False
        match trouble:
            case SecondNoticeNeedsReason():
                self._ask_second(paper, values, trouble)
            case BadInput() if trouble.problems:
                self._place.show_problems(trouble.problems)
                self._context.show_banner(unmet(trouble.problems))
            case Unavailable():
                self._context.show_banner(notice_of(trouble, partial(self.issue, values)))
            case _:
                if isinstance(trouble, Conflict):
                    self.save_draft(values)
                self._context.show_banner(not_issued(self._context, paper, trouble, self.open_new))

    def _ask_second(self, paper: NewPaper, values: dict[str, Any], stopped: SecondNoticeNeedsReason) -> None:
        assert paper.view is not None
        read = partial(self._desk.staffing.heads_of, paper.view.case.division)
        self._context.jobs.run(read).then(partial(self._second_heads, stopped.added, values)).start()

    def _second_heads(self, added: tuple[str, ...], values: dict[str, Any], heads: tuple[Staff, ...]) -> None:
        self._place.ask_second(added, heads, partial(self.issue, values))

    # --- printing and saving

    def record(self, printer: str, copies: int) -> None:
        """Record that the paper went to a printer or into a file."""
        paper = self._issued
        if paper is None:
            return
        command = RecordPrint(document=paper.document.id, copies=copies, printer=printer)
        record = partial(self._desk.register.record_print, self._actor, command)
        self._context.jobs.run(record).then(partial(self._recorded, paper)).start()

    def _recorded(self, paper: IssuedPaper, record: PrintRecord) -> None:
        done = record.printer if record.printer.startswith(SAVED) else f"打印{record.copies}份"
        again = f"，补打第{len(paper.prints)}次" if record.reprint else ""
        self._context.toast(f"已{done}{again}")
        self.again()

    def files(self, kind: str) -> bytes:
        """Return the issued paper as PDF or DOCX (slow: in the press's thread)."""
        paper = self._issued
        assert paper is not None
        sheet = self._desk.register.sheet(self._actor, paper.document.id)
        return press_docx(sheet) if kind == "DOCX" else press_pdf(sheet).pdf


def _paper(pressed: Any) -> Paper:
    return Paper(pressed.pdf, tuple(pressed.marks))
