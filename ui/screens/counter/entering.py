"""A new case at the counter: entered, kept as a draft, registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from app.cases.commands import CertificateDoubtful
from app.cases.models import Case, CaseMaterial, Party
from app.cases.showing import tick_list
from app.catalogue.models import Matter, MatterId
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.people.models import Actor
from app.register.models import KeptAt
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.screens.counter.drafting import KeptEntry, entry_of, fields_of, has_receipt, is_begun
from ui.screens.counter.entry import NewEntry, missing, opening_of, party_of
from ui.screens.saved import ENTRY, kept_words, saved_words

Registered = Callable[[str, Case], None]


class EntryPlace(Protocol):
    """What the entry asks of the window."""

    def show_new(self) -> None:
        """Show an empty entry."""

    def show_matter(self, matter: Matter, materials: tuple[CaseMaterial, ...]) -> None:
        """Show what the chosen matter asks for."""

    def restore(self, entry: NewEntry) -> None:
        """Show an entry as it was kept."""

    def entry(self) -> NewEntry:
        """Return the entry as it is filled in."""

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""

    def ask_override(self, text: str) -> str | None:
        """Ask why a doubtful certificate number is kept."""


class Offered(Protocol):
    """What can be given while nothing can be registered: a receipt without a number."""

    def offer(self, entry: NewEntry, notice: Notice, given: Callable[[], None]) -> None:
        """Offer it beside trying again."""

    def look(self, *, news: bool = False) -> None:
        """Say which receipts want their numbers, or only whether there are others than were told of."""


class Entering:
    """One entry at a time."""

    def __init__(self, place: EntryPlace, context: Context, registered: Registered) -> None:
        self._place = place
        self._context = context
        self._registered = registered
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._matter: Matter | None = None
        self._registering = False
        self.provisional: Offered | None = None

    @property
    def matter(self) -> Matter | None:
        """Return the matter that was chosen."""
        return self._matter

    def begin(self, matter: int = 0) -> None:
        """Go on with the entry that was being filled in, else begin an empty one."""
        self._context.jobs.run(partial(self._read, matter)).then(self._begin).start()

    def start_new(self) -> None:
        """Begin an empty entry; the one kept is given up."""
        self._drop()
        self._begin(None)

    def _read(self, matter: int) -> KeptEntry | Matter | None:
        draft = self._desk.register.find_draft(self._actor, ENTRY, 0)
        if draft is not None and has_receipt(draft, self._desk.register.drafts(self._actor)):
            self._desk.register.drop_draft(self._actor, ENTRY, 0)  # kept before the line broke
            draft = None
        if draft is None:
            return self._desk.catalogue.get(self._actor, MatterId(matter)) if matter else None
        key = matter or draft.fields.get("matter")
        chosen = self._desk.catalogue.get(self._actor, MatterId(key)) if key else None
        return KeptEntry(entry=entry_of(draft.fields, chosen), draft=draft)

    def _begin(self, kept: KeptEntry | Matter | None) -> None:
        self._matter = None
        self._place.show_new()
        match kept:
            case Matter():
                self.choose_matter(kept)
            case KeptEntry():
                self._matter = kept.entry.matter
                self._place.restore(kept.entry)
                text = f"这是您{saved_words(kept.draft)}填写、还没有登记的办件。"
                again = self.start_new
                self._context.show_banner(
                    Notice(text=text, kind="told", act_name="不要了，重新填写", act=again)
                )
            case None:
                self.look_for_receipts()

    def look_for_receipts(self, *, news: bool = False) -> None:
        """Say which receipts without a number can be given one now."""
        if self.provisional is not None:
            self.provisional.look(news=news)

    def choose_matter(self, matter: Matter) -> None:
        """Take a matter, and list what it asks for."""
        self._matter = matter
        self._place.show_matter(matter, tick_list(matter))

    def keep(self) -> None:
        """Keep what is filled in, when there is anything."""
        entry = self._place.entry()
        if is_begun(entry):
            save = partial(self._desk.register.save_draft, self._actor, ENTRY, 0, fields_of(entry))
            self._context.jobs.run(save).then(self._kept).start()

    def _kept(self, place: KeptAt) -> None:
        self._context.window.set_saved(kept_words(place, "填写的内容已保存"))

    def _drop(self) -> None:
        self._context.jobs.run(partial(self._desk.register.drop_draft, self._actor, ENTRY, 0)).start()

    def register(self, entry: NewEntry, then: str = "") -> None:
        """Register the entry; ``then`` names the paper to go on to."""
        problems = missing(entry)
        if self._registering:
            return
        if problems:
            self._place.show_problems(problems)
            return
        self._register(entry, party_of(entry.values), then)

    def _register(self, entry: NewEntry, applicant: Party, then: str) -> None:
        assert entry.matter is not None
        self._registering = True
        command = opening_of(entry, entry.matter, applicant)
        explain = partial(self._not_registered, entry, applicant, then)
        work = partial(self._desk.counter.open, self._actor, command)
        self._context.jobs.run(work).then(partial(self._opened, then)).otherwise(explain).start()

    def _opened(self, then: str, case: Case) -> None:
        self._registering = False
        self._drop()
        self._matter = None
        self._place.show_new()
        self._registered(then, case)

    def _not_registered(
        self, entry: NewEntry, applicant: Party, then: str, trouble: Refusal | Unavailable
    ) -> None:
        self._registering = False
        if isinstance(trouble, CertificateDoubtful):
            reason = self._place.ask_override(str(trouble))
            if reason:
                self._register(entry, replace(applicant, override_reason=reason), then)
        else:
            self._explain(entry, trouble, partial(self._register, entry, applicant, then))

    def _explain(self, entry: NewEntry, trouble: Refusal | Unavailable, retry: Any) -> None:
        if isinstance(trouble, BadInput) and trouble.problems:
            self._place.show_problems(trouble.problems)
        elif isinstance(trouble, Unavailable) and self.provisional is not None:
            self.provisional.offer(entry, notice_of(trouble, retry), partial(self._begin, None))
        else:
            self._context.show_banner(notice_of(trouble, retry))
