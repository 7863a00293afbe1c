"""The register's use cases: issue, preview, print, void, serve, find, verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.clock import Clock, office_date
from app.documents.catalogue import get_type
from app.errors import BadInput, NotAllowed, Unavailable
from app.forms.characters import text_faults
from app.forms.masking import masked_values
from app.forms.sheet import Sheet
from app.ledger.entering import enter
from app.ledger.models import Entry, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.register.aside import NOWHERE, later
from app.register.commands import (
    IssueDocument,
    NeedsCase,
    NumberTaken,
    RecordPrint,
    RecordService,
    SetStartNumber,
    VoidDocument,
)
from app.register.issuing import Drafted, draft_of, issue_in, make_ready
from app.register.models import Document, DocumentId, Draft, Found, KeptAt, PrintRecord, Query, SeriesReport
from app.register.paper import covered, imprint_of, page_of, refuse_destroyed, sheet_of
from app.register.ports import RegisterStore
from app.register.reach import listed_rows, read_with, within_reach
from app.register.rights import ISSUED_WITH, PaperSight
from app.register.series import paper_series, report_on
from app.register.serving import check_service

PAGE, MOST_COPIES, LARGEST_NUMBER = 200, 99, 1_000_000


class Register:
    """Documents that exist, and what may still be done; ``aside`` keeps drafts while the archive is away."""

    def __init__(
        self,
        store: RegisterStore,
        clock: Clock,
        voiding: Callable[[Actor, VoidDocument], None],
        rooms: Mapping[str, PaperSight] = MappingProxyType({}),
    ) -> None:
        self._store = store
        self._clock = clock
        self._voiding = voiding
        self._rooms = rooms
        self.aside = NOWHERE

    @once
    def issue(self, actor: Actor, command: IssueDocument) -> Document:
        """Issue a paper that belongs to no case; raises ``BadInput``, ``NeedsCase``, ``NotAllowed``."""
        document_type = get_type(command.type_key)
        if document_type.needs_case:
            raise NeedsCase(f"《{document_type.title}》须从办件出具，请先登记办件。")
        ready = make_ready(command)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            return issue_in(unit, actor, ready, self._clock())

    def draft_sheet(self, actor: Actor, command: IssueDocument) -> Sheet:
        """Return the paper as it would print now, marked as a draft; what is wrong in it is left out."""
        mark = get_type(command.type_key).draft_mark
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return draft_of(unit, actor, command, Drafted(actor.division, office_date(self._clock()), mark))

    def get(self, actor: Actor, document: DocumentId) -> Document:
        """Return a document, masked for overseers; raises ``NotAllowed`` beyond the actor's divisions."""
        with self._store.read() as unit:
            actor, found = standing(unit.people, actor), unit.documents.get(document)
        return self._shown(actor, found)

    def by_number(self, actor: Actor, number: str) -> Document:
        """Return the document of a number; raises ``BadInput`` where there is none."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.documents.find_by_number(number.strip())
        if found is None:
            raise BadInput(f"登记簿中没有文号“{number}”。")
        return self._shown(actor, found)

    def sheet(self, actor: Actor, document: DocumentId) -> Sheet:
        """Return the paper of an issued document in full, for those who may print it or see it uncovered."""
        found = self.get(actor, document)
        if not self._prints(actor, found):
            require(actor, Right.UNCOVER, found.division)
        return sheet_of(found)

    def masked_sheet(self, actor: Actor, document: DocumentId) -> Sheet:
        """Return the paper with personal data hidden, for reading in the register."""
        found = self.get(actor, document)
        refuse_destroyed(found)
        document_type = get_type(found.type_key)
        return page_of(document_type, masked_values(document_type.sections, found.fields), imprint_of(found))

    def find(self, actor: Actor, query: Query, *, offset: int = 0, limit: int = PAGE) -> tuple[Found, ...]:
        """Return a page of the documents the actor may see, newest first, applicants masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            rows = unit.documents.find(within_reach(actor, query), offset=offset, limit=limit)
        return listed_rows(rows, self._rooms)

    def count(self, actor: Actor, query: Query) -> int:
        """Return how many documents match that the actor may see."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return unit.documents.count(within_reach(actor, query))

    def of_case(self, actor: Actor, case: int) -> tuple[Document, ...]:
        """Return the papers of a case in order of issue."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            papers = unit.documents.of_case(case)
        return tuple(self._shown(actor, paper) for paper in papers)

    def uncover(self, actor: Actor, document: DocumentId) -> Document:
        """Return a document with personal data in full, and record that it was looked at."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.documents.get(document)
            require(actor, Right.UNCOVER, found.division)
            text = f"查看{found.number}的完整个人信息"
            about = subject("document", document)
            enter(unit.ledger, deed_of(actor, self._clock(), "uncover", about, text))
        return found

    def history(self, actor: Actor, document: DocumentId) -> tuple[Entry, ...]:
        """Return everything that was done with a document."""
        self.get(actor, document)
        with self._store.read() as unit:
            return unit.ledger.entries_of(subject("document", document))

    def prints(self, actor: Actor, document: DocumentId) -> tuple[PrintRecord, ...]:
        """Return every print of a document in order."""
        self.get(actor, document)
        with self._store.read() as unit:
            return unit.documents.prints(document)

    @once
    def record_print(self, actor: Actor, command: RecordPrint) -> PrintRecord:
        """Record a print; every one after the first is a 补打."""
        if not 1 <= command.copies <= MOST_COPIES:
            raise BadInput(f"打印份数须在1至{MOST_COPIES}之间。")
        if faults := text_faults("打印机名称", command.printer, lines=False):
            raise BadInput(faults[0])
        now = self._clock()
        mine = self._of_room(actor, command.document)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            document = unit.documents.get(command.document)
            refuse_destroyed(document)
            if not mine:
                require(actor, Right.PRINT_DOCUMENT, document.division)
            again = bool(unit.documents.prints(command.document))
            record = PrintRecord(
                document=command.document,
                at=now,
                staff=actor.id,
                staff_name=actor.signed,
                copies=command.copies,
                printer=command.printer,
                reprint=again,
            )
            unit.documents.add_print(record)
            verb = "补打" if again else "打印"
            text = f"{verb}{document.number}，{command.copies}份（{command.printer}）"
            about = subject("document", command.document)
            enter(unit.ledger, deed_of(actor, now, "print_document", about, text, copies=command.copies))
        return record

    @once
    def void(self, actor: Actor, command: VoidDocument) -> None:
        """Make a document void, with what follows for its case; raises as the voiding it was given."""
        self._voiding(actor, command)

    @once
    def record_service(self, actor: Actor, command: RecordService) -> None:
        """Record the day on which documents were served (送达)."""
        now = self._clock()
        if not command.documents:
            raise BadInput("没有选定要登记送达的文书，请先选定。")
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            numbers = []
            for key in command.documents:
                document = unit.documents.get(key)
                require(actor, Right.RECORD_SERVICE, document.division)
                check_service(document, command.served_on, office_date(now))
                unit.documents.set_served(key, document.version, command.served_on)
                numbers.append(str(document.number))
            text = f"登记送达：{'、'.join(numbers)}，{command.served_on}"
            about = subject("document", command.documents[0])
            enter(unit.ledger, deed_of(actor, now, "record_service", about, text, documents=numbers))

    @once
    def set_start_number(self, actor: Actor, command: SetStartNumber) -> None:
        """Continue after a paper register's last number; raises ``NumberTaken`` below given ones."""
        title = get_type(command.type_key).title
        if not 0 <= command.last <= LARGEST_NUMBER:
            raise BadInput(f"已用到的最后一个文号须在0至{LARGEST_NUMBER}之间。")
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.SET_NUMBERS, command.division)
            unit.people.get_division(DivisionId(command.division))
            last = unit.numbers.last(command.type_key, command.division, command.year)
            if command.last < last:
                raise NumberTaken(f"《{title}》{command.year}年已发到{last}号，不能退回到{command.last}号。")
            unit.numbers.set_last(command.type_key, command.division, command.year, command.last)
            text = f"《{title}》{command.year}年自{command.last + 1}号起编"
            about = subject("numbers", f"{command.type_key}.{command.division}.{command.year}")
            skipped = [last + 1, command.last] if command.last > last else []
            enter(unit.ledger, deed_of(actor, self._clock(), "set_start_number", about, text, skipped=skipped))

    def gaps(self, actor: Actor) -> tuple[SeriesReport, ...]:
        """Return for every series within reach what became of each number from 1 to the last."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            right = Right.SET_NUMBERS if may(actor, Right.SET_NUMBERS) else read_with(actor)
            require(actor, right)
            every = right is not Right.SEE_ORDERS
            series = paper_series(unit, reach_of(actor, right))
            return tuple(report_on(unit, each) for each in series if every or each.type_key in ISSUED_WITH)

    def save_draft(self, actor: Actor, type_key: str, case: int, fields: Mapping[str, Any]) -> KeptAt:
        """Keep a form as typed (nothing was done yet: no ledger entry), if need be on this machine."""
        draft = Draft(staff=actor.id, type_key=type_key, case=case, fields=dict(fields), saved_at=self._clock())
        try:
            with self._store.begin() as unit:
                unit.documents.save_draft(draft)
        except Unavailable:
            if not self.aside.keep(draft):
                raise
            return KeptAt.MACHINE
        self.forget_here(actor, type_key, case)
        return KeptAt.OFFICE

    def find_draft(self, actor: Actor, type_key: str, case: int) -> Draft | None:
        """Return the form as typed before, if it was never issued."""
        with self._store.read() as unit:
            there = unit.documents.find_draft(actor.id, type_key, case)
        return later(there, self.aside.find(actor.id, type_key, case))

    def drafts(self, actor: Actor) -> tuple[Draft, ...]:
        """Return all of one's drafts."""
        with self._store.read() as unit:
            return unit.documents.drafts(actor.id)

    def drop_draft(self, actor: Actor, type_key: str, case: int) -> None:
        """Throw a draft away."""
        with self._store.begin() as unit:
            unit.documents.drop_draft(actor.id, type_key, case)
        self.forget_here(actor, type_key, case)

    def send_drafts(self, actor: Actor) -> int:
        """Send to the archive what lies on this machine and was not typed anew since; say how much lay."""
        for draft in (here := self.aside.of(actor.id)):
            with self._store.begin() as unit:
                if later(unit.documents.find_draft(draft.staff, draft.type_key, draft.case), draft) is draft:
                    unit.documents.save_draft(draft)
            self.forget_here(actor, draft.type_key, draft.case)
        return len(here)

    def forget_here(self, actor: Actor, type_key: str, case: int) -> None:
        """Forget what this machine keeps of a form: it lies in the archive, or became a paper."""
        self.aside.drop(actor.id, type_key, case)

    def _shown(self, actor: Actor, document: Document) -> Document:
        """Return the document as the actor may see it; raises ``NotAllowed`` beyond his divisions."""
        room, where = self._rooms.get(document.type_key), document.division
        if room is None:
            require(actor, Right.SEE_WORK, where)
        elif not room.sees(actor, document):
            raise NotAllowed(f"{actor.name}没有查看{document.number}的权限，须由承办单位或出具单位的人查看。")
        uncovers = room is None and may(actor, Right.UNCOVER, where)
        return document if uncovers or self._prints(actor, document) else covered(document)

    def _prints(self, actor: Actor, document: Document) -> bool:
        room = self._rooms.get(document.type_key)
        if room is not None:
            return room.prints(actor, document)
        return may(actor, Right.PRINT_DOCUMENT, document.division)

    def _of_room(self, actor: Actor, key: DocumentId) -> bool:
        """Tell whether a room lets the person print its paper."""
        with self._store.read() as unit:
            standing(unit.people, actor)
            found = unit.documents.get(key)
        return found.type_key in self._rooms and self._prints(actor, found)
