"""While the server is away: a receipt without a number, kept here, and its number later in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.cases.commands import CertificateDoubtful
from app.cases.models import Case, CaseId
from app.cases.provisional_receipt import TITLE, ProvisionalReceipt, provisional_sheet
from app.catalogue.models import MatterId
from app.clock import local, office_date
from app.errors import Refusal, Unavailable
from app.once import sent_as
from app.press import press_pdf
from app.register.models import Draft
from ui.context import Context
from ui.jobs import PRESS
from ui.parts.banner import Notice, notice_of
from ui.preview import printing
from ui.screens.counter.drafting import entry_of, fields_of, has_receipt
from ui.screens.counter.entry import NewEntry, opening_of, party_of
from ui.screens.saved import ENTRY, PROVISIONAL

GIVE_KEY = NUMBER_KEY = "Alt+L"


class Provisional:
    """Receipts of one clerk that still want their numbers."""

    def __init__(self, over: QWidget, context: Context, opened: Callable[[CaseId], None]) -> None:
        self._over = over
        self._context = context
        self._opened = opened
        self._desk = context.desk
        self._actor = context.actor
        self._told = 0

    def offer(self, entry: NewEntry, notice: Notice, given: Callable[[], None]) -> None:
        """Say that nothing can be registered now, and what can be done instead of trying again."""
        text = f"{notice.text}申请人等候时，可先出没有编号的“{TITLE}”，连接恢复后一步换成正式编号。"
        give = partial(self.give, entry, given)
        self._context.show_banner(
            replace(notice, text=text, other_name=f"出{TITLE}", other=give, other_key=GIVE_KEY)
        )

    def give(self, entry: NewEntry, given: Callable[[], None]) -> None:
        """Write the page, and keep what stands in the form until it can be numbered."""
        assert entry.matter is not None
        at = self._desk.clock()
        name = f"{TITLE} {entry.values.get('name', '')} {local(at):%Y%m%d%H%M}"
        path = printing.ask_where(self._over, name, "PDF")
        if path is None:
            return
        work = partial(self.write, entry, at, path)
        self._context.jobs.run(work, PRESS).then(partial(self._given, given)).start()

    def write(self, entry: NewEntry, at: datetime, path: Path) -> Path:
        """Set the page, keep what stands in the form, and write the file (slow: in the press's thread)."""
        assert entry.matter is not None
        receipt = ProvisionalReceipt(
            bureau=self._desk.settings.bureau,
            matter=entry.matter.name,
            applicant=party_of(entry.values),
            materials=entry.materials,
            at=at,
            clerk=self._actor,
        )
        pdf = press_pdf(provisional_sheet(receipt)).pdf
        kept = {**fields_of(entry), "at": at.isoformat()}
        self._desk.register.save_draft(self._actor, PROVISIONAL, int(at.timestamp()), kept)
        self._desk.register.forget_here(self._actor, ENTRY, 0)
        return printing.write(path, pdf)

    def _given(self, given: Callable[[], None], path: Path) -> None:
        self._context.page.clear_notice()
        self._context.toast(f"已出{TITLE}：{path.name}。连接恢复后在本页换成正式编号。")
        given()

    def look(self, *, news: bool = False) -> None:
        """Say how many receipts want their numbers; as news only when there are others than were told of."""
        read = partial(self._desk.register.drafts, self._actor)
        found = partial(self._found, news)
        self._context.jobs.run(read).then(found).otherwise(lambda _trouble: None).start()

    def _found(self, news: bool, drafts: tuple[Draft, ...]) -> None:
        waiting = sorted((each for each in drafts if each.type_key == PROVISIONAL), key=lambda each: each.case)
        told, self._told = self._told, len(waiting)
        if waiting and not (news and told == len(waiting)):
            text = f"有 {len(waiting)} 份{TITLE}还没有换成正式编号；登记时按凭条上的收件时间。"
            act = partial(self.number, waiting[0])
            self._context.show_banner(
                Notice(text=text, kind="warning", act_name="换成正式编号", act=act, act_key=NUMBER_KEY)
            )

    def number(self, draft: Draft) -> None:
        """Register what a receipt was given for, received when it says."""
        work = partial(self._number, draft)
        explain = partial(self._not_numbered, draft)
        self._context.jobs.run(work).then(self._numbered).otherwise(explain).start()

    def _number(self, draft: Draft) -> Case:
        matter = self._desk.catalogue.get(self._actor, MatterId(draft.fields["matter"]))
        entry = entry_of(draft.fields, matter)
        command = opening_of(entry, matter, party_of(entry.values))
        given_on = office_date(datetime.fromisoformat(draft.fields["at"]))
        command = replace(command, received_on=command.received_on or given_on)
        # Where the line breaks before the receipt is forgotten, the same receipt is the same case.
        with sent_as(f"{PROVISIONAL}-{self._actor.id}-{draft.case}-{draft.fields['at']}"):
            try:
                case = self._desk.counter.open(self._actor, command)
            except CertificateDoubtful:
                kept = replace(command.applicant, override_reason=f"照{TITLE}登记")
                case = self._desk.counter.open(self._actor, replace(command, applicant=kept))
        self._drop(draft)
        return case

    def _drop(self, draft: Draft) -> None:
        """Forget the receipt, and the entry it was given for where the office kept it before the line broke."""
        register, actor = self._desk.register, self._actor
        register.drop_draft(actor, PROVISIONAL, draft.case)
        begun = register.find_draft(actor, ENTRY, 0)
        if begun is not None and has_receipt(begun, (draft,)):
            register.drop_draft(actor, ENTRY, 0)

    def _numbered(self, case: Case) -> None:
        self._context.page.clear_notice()
        self._context.toast(f"{TITLE}已换成正式编号：{case.number}")
        self._opened(case.id)
        self.look()

    def _not_numbered(self, draft: Draft, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(notice_of(trouble, partial(self.number, draft)))
