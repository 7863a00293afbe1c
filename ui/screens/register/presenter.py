"""What happens in the register: search, reading, reprint, service, voiding, verification, reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from app.cases.counting import SecondNoticeCount
from app.cases.models import SecondNotice
from app.clock import short_date
from app.errors import BadInput, Refusal, Unavailable
from app.forms.masking import mask_name, mask_telephone
from app.ledger.models import Entry
from app.people.permissions import Right, may
from app.press import press_docx, press_pdf
from app.register.checking import Verdict
from app.register.commands import RecordPrint, RecordService, VoidDocument
from app.register.models import (
    Document,
    DocumentId,
    DocumentState,
    Found,
    PrintRecord,
    Query,
    SeriesReport,
)
from ui.context import Context
from ui.preview.view import Paper
from ui.tables.models import Count, PageOf


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document as it is read: its prints and history; personal data hidden until it is uncovered."""

    document: Document
    prints: tuple[PrintRecord, ...]
    history: tuple[Entry, ...]
    uncovered: bool
    may_print: bool
    may_void: bool
    may_serve: bool
    may_uncover: bool

    @property
    def party(self) -> str:
        """The applicant, hidden or in full."""
        return self.document.party if self.uncovered else mask_name(self.document.party)

    @property
    def telephone(self) -> str:
        """The telephone, hidden or in full."""
        telephone = self.document.telephone
        return telephone if self.uncovered else mask_telephone(telephone)

    @property
    def title(self) -> str:
        """What the paper is called in messages and file names."""
        return f"{self.document.title} {self.document.number}"


@dataclass(frozen=True, kw_only=True)
class SecondNoticeReport:
    """Second notices counted by clerk and matter, and each of them with its reason."""

    counts: tuple[SecondNoticeCount, ...]
    notices: tuple[SecondNotice, ...]


class RegisterPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_source(self, count: Count, page: PageOf) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def show_uncovered(self, reading: Reading) -> None: ...
    def show_nothing(self) -> None: ...
    def show_verdict(self, name: str, verdict: Verdict | None, problem: str) -> None: ...
    def show_numbers(self, reports: tuple[SeriesReport, ...]) -> None: ...
    def show_second_notices(self, report: SecondNoticeReport) -> None: ...
    def read_again(self) -> None: ...


class RegisterPresenter:
    """Holds the query and the document being read."""

    def __init__(self, place: RegisterPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self.reading: Reading | None = None
        self._wanted: DocumentId | None = None

    # --- finding and reading

    def search(self, query: Query) -> None:
        if query.since is not None and query.until is not None and query.since > query.until:
            query = replace(query, since=query.until, until=query.since)
        register, actor = self._desk.register, self._actor

        def page(offset: int, limit: int) -> tuple[Found, ...]:
            return register.find(actor, query, offset=offset, limit=limit)

        self._place.show_source(partial(register.count, actor, query), page)

    def choose(self, key: DocumentId) -> None:
        uncovered = self.reading is not None and self.reading.uncovered and self.reading.document.id == key
        self._wanted = key
        read = partial(self._read, key, uncovered=uncovered)
        self._context.jobs.run(read).then(self._take).start()

    def forget(self) -> None:
        self._wanted = None
        self.reading = None
        self._place.show_nothing()

    def uncover(self) -> None:
        reading = self.reading
        if reading is None or reading.uncovered or not reading.may_uncover:
            return
        key = reading.document.id

        def work() -> Reading:
            self._desk.register.uncover(self._actor, key)
            return self._read(key, uncovered=True)

        self._context.jobs.run(work).then(self._uncovered).start()

    def open_form(self) -> None:
        reading = self.reading
        if reading is None:
            return
        if not reading.uncovered:
            self.uncover()
        if reading.may_uncover:
            self._context.go_to("document_form", document=reading.document.id)

    def page_of(self, reading: Reading) -> Paper:
        """Set the page as it may be shown (slow: in the press's thread)."""
        register, key = self._desk.register, reading.document.id
        sheet = register.sheet if reading.uncovered else register.masked_sheet
        pressed = press_pdf(sheet(self._actor, key))
        return Paper(pressed.pdf)

    def files(self, reading: Reading, kind: str) -> bytes:
        """Return the whole paper as PDF or DOCX (slow: in the press's thread)."""
        sheet = self._desk.register.sheet(self._actor, reading.document.id)
        return press_docx(sheet) if kind == "DOCX" else press_pdf(sheet).pdf

    # --- acts

    def record(self, reading: Reading, printer: str, copies: int) -> None:
        command = RecordPrint(document=reading.document.id, copies=copies, printer=printer)
        work = partial(self._desk.register.record_print, self._actor, command)
        self._context.jobs.run(work).then(partial(self._recorded, reading)).start()

    def void(self, reason: str) -> None:
        if self.reading is None:
            return
        document = self.reading.document
        command = VoidDocument(document=document.id, version=document.version, reason=reason)
        work = partial(self._desk.register.void, self._actor, command)
        self._context.jobs.run(work).then(partial(self._done, f"已作废 {document.number}")).start()

    def serve(self, day: date) -> None:
        if self.reading is None:
            return
        document = self.reading.document
        command = RecordService(documents=(document.id,), served_on=day)
        work = partial(self._desk.register.record_service, self._actor, command)
        text = f"已登记 {document.number} 于{short_date(day)}送达"
        self._context.jobs.run(work).then(partial(self._done, text)).start()

    def prove(self) -> None:
        if self.reading is not None and self.reading.document.case is not None:
            case = self.reading.document.case
            self._context.go_to("document_form", type_key="proof_of_service", case=case)

    def verify(self, path: Path) -> None:
        work = partial(self._desk.checking.paper, path)
        job = self._context.jobs.run(work).then(partial(self._verified, path.name))
        job.otherwise(partial(self._not_verified, path.name)).start()

    # --- reports

    def load_numbers(self) -> None:
        self._context.jobs.run(partial(self._desk.register.gaps, self._actor)).then(
            self._place.show_numbers
        ).start()

    def load_second_notices(self) -> None:
        room, actor = self._desk.second_notices, self._actor

        def work() -> SecondNoticeReport:
            return SecondNoticeReport(counts=room.counts(actor), notices=room.all(actor))

        self._context.jobs.run(work).then(self._place.show_second_notices).start()

    @property
    def sees_statistics(self) -> bool:
        """Whether second notices may be looked at."""
        return may(self._actor, Right.SEE_STATISTICS)

    # --- answers

    def _read(self, key: DocumentId, *, uncovered: bool) -> Reading:
        register, actor = self._desk.register, self._actor
        document = register.get(actor, key)
        live = document.state is not DocumentState.VOID
        where = document.division
        return Reading(
            document=document,
            prints=register.prints(actor, key),
            history=register.history(actor, key),
            uncovered=uncovered,
            may_print=may(actor, Right.PRINT_DOCUMENT, where),
            may_void=live and may(actor, Right.VOID_DOCUMENT, where),
            may_serve=document.state is DocumentState.ISSUED and may(actor, Right.RECORD_SERVICE, where),
            may_uncover=may(actor, Right.UNCOVER, where),
        )

    def _take(self, reading: Reading) -> None:
        if reading.document.id == self._wanted and reading != self.reading:
            self.reading = reading
            self._place.show_reading(reading)

    def _uncovered(self, reading: Reading) -> None:
        if reading.document.id == self._wanted:
            self.reading = reading
            self._place.show_uncovered(reading)

    def _recorded(self, reading: Reading, record: PrintRecord) -> None:
        verb = "补打" if record.reprint else "打印"
        self._context.toast(f"已记录{verb}：{reading.document.number}，{record.copies}份（{record.printer}）")
        self._read_again()

    def _done(self, text: str, _nothing: None) -> None:
        self._context.toast(text)
        self._read_again()

    def _read_again(self) -> None:
        self._place.read_again()
        if self.reading is not None:
            self.choose(self.reading.document.id)

    def _verified(self, name: str, verdict: Verdict) -> None:
        self._place.show_verdict(name, verdict, "")

    def _not_verified(self, name: str, trouble: Refusal | Unavailable) -> None:
        word = "" if isinstance(trouble, BadInput) else "没有核验成："
        self._place.show_verdict(name, None, f"{word}{trouble}")
