"""What happens at the counter: a case is registered, its materials ticked, its papers asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from app.cases.acting import Done
from app.cases.commands import CertificateDoubtful, ChangeCase
from app.cases.models import Case, CaseId, CaseMaterial, CaseQuery
from app.cases.steps import case_subject
from app.catalogue.models import Matter
from app.errors import BadInput, Conflict, Refusal, Unavailable
from app.people.models import Actor
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.screens.acting import Acting, ActPlace
from ui.screens.counter.entering import Entering, EntryPlace
from ui.screens.counter.entry import party_of
from ui.screens.counter.left_case import LeftCases, Restored
from ui.screens.counter.merging import Version, version_of
from ui.screens.counter.reading import CaseReading, ShownCase
from ui.screens.counter.settling import MergingPlace, Settling

MOST_FOUND = 8


class CounterPlace(EntryPlace, MergingPlace, Protocol):
    """What the presenter asks of the window."""

    def show_case(self, case: ShownCase) -> None: ...
    def offer_matters(self, found: tuple[Matter, ...]) -> None: ...
    def offer_cases(self, found: tuple[Case, ...]) -> None: ...
    def entered(self) -> dict[str, Any]: ...
    def materials(self) -> tuple[CaseMaterial, ...]: ...


class CounterPresenter:
    """One case at a time, or the entry of a new one."""

    def __init__(self, place: CounterPlace, context: Context, dialogs: ActPlace) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._shown: ShownCase | None = None
        self._acting = Acting(dialogs, context, self._acted)
        self.entering = Entering(place, context, self._registered)
        self._reading = CaseReading(context)
        self._settling = Settling(context, place)
        self._left = LeftCases(context, self._reading, self.load)

    @property
    def shown(self) -> ShownCase | None:
        """The case on the screen."""
        return self._shown

    @property
    def open_case(self) -> Case | None:
        """The case that is open, None while one is being entered."""
        return self._shown.view.case if self._shown is not None else None

    def edited(self) -> str:
        """Return which case is open for editing."""
        shown = self._shown
        return case_subject(shown.view.case.id) if shown is not None and shown.workable else ""

    # --- finding

    def find_matters(self, words: str) -> None:
        find = partial(self._desk.catalogue.find, self._actor, words)
        self._context.jobs.run(find).then(self._offer_matters).start()

    def _offer_matters(self, found: tuple[Matter, ...]) -> None:
        own_first = sorted(found, key=lambda matter: matter.division != self._actor.division)
        self._place.offer_matters(tuple(own_first[:MOST_FOUND]))

    def find_cases(self, words: str) -> None:
        find = partial(self._desk.counter.find, self._actor, CaseQuery(words=words.strip()), limit=MOST_FOUND)
        self._context.jobs.run(find).then(self._place.offer_cases).start()

    # --- a new case

    def begin(self, matter: int = 0) -> None:
        """Go on with the entry that was being filled in, else begin an empty one."""
        self.save_then(None)
        self._put(None)
        self.entering.begin(matter)

    def start_new(self) -> None:
        """Begin an empty entry; one being filled in is given up."""
        self.save_then(None)
        self._put(None)
        self.entering.start_new()

    def _registered(self, then: str, case: Case) -> None:
        self._reading.uncovered.add(case.id)
        self._context.toast(f"已登记 {case.number}　{case.matter_name}")
        if then:
            self._context.go_to("document_form", type_key=then, case=case.id)
        self.load(case.id)

    # --- the case on the screen

    def load(self, case: int) -> None:
        if self._is_open(case) and self._settling.remind():
            return
        self._context.jobs.run(partial(self._reading.of, case)).then(self._show).start()

    def again(self) -> None:
        if self._shown is not None:
            self.load(self._shown.view.case.id)
        else:
            self.entering.look_for_receipts()

    def look_again(self) -> None:
        """Show what others changed of the case, unless something is changed or uncovered for once here."""
        shown = self._shown
        if shown is None:
            self.entering.look_for_receipts(news=True)
        elif (not shown.open or self._reading.works_on(shown.view.case)) and not self._is_changed(shown):
            read = partial(self._reading.of, shown.view.case.id)
            self._context.jobs.run(read).then(partial(self._show_news, shown)).start()

    def _show_news(self, before: ShownCase, fresh: ShownCase) -> None:
        if self._shown is before and fresh != before and not self._is_changed(before):
            self._show(fresh)

    def _is_changed(self, shown: ShownCase) -> bool:
        mine = self._mine()
        return mine is not None and mine != version_of(shown.view.case)

    def uncover(self) -> None:
        shown = self._shown
        if shown is None or shown.open:
            return
        work = partial(self._reading.uncover, shown.view.case.id)
        self._context.jobs.run(work).then(self._show).start()

    def _show(self, shown: ShownCase) -> None:
        anew = not self._is_open(shown.view.case.id)
        self._put(shown)
        self._place.show_case(shown)
        if anew:
            self._left.look(shown, self._restore)

    def _restore(self, found: Restored) -> None:
        case = found.before.view.case.id
        if self._is_open(case):
            self._shown = found.before  # what others saved since is compared with it once it is saved
            self._place.show_case(found.typed)
            act = partial(self._give_up, case)
            self._settling.restored(
                Notice(text=found.words, kind="warning", act_name="不要了，用已保存的", act=act)
            )

    def _give_up(self, case: CaseId) -> None:
        self._left.drop(case)
        self._settling.done()
        self.load(case)

    def _put(self, shown: ShownCase | None) -> None:
        """Have a case at hand, None for an entry; what waits for a decision waits for its own case alone."""
        if shown is None or not self._is_open(shown.view.case.id):
            before, mine, undecided = self._shown, self._mine(), self._settling.undecided
            self._settling.done()
            if undecided and before is not None and mine is not None:
                self._left.keep(before, mine)
        self._shown = shown

    def _is_open(self, case: int) -> bool:
        return self.open_case is not None and self.open_case.id == case

    # --- changing it

    def save(self) -> None:
        """Save what was changed of the case, or keep the entry of a new one."""
        if self._shown is None:
            self.entering.keep()
        else:
            self.save_then(None)

    def save_by_itself(self) -> None:
        """Save while nobody asked for it; what was left undecided waits until somebody does."""
        if not self._settling.undecided:
            self.save()

    def save_then(self, go_on: Any) -> None:
        """Save what was changed, then go on (with nothing changed: at once)."""
        shown = self._shown
        mine = self._mine()
        if shown is None or mine is None or mine == version_of(shown.view.case):
            if go_on is not None:
                go_on()
            return
        self._save(shown, mine, go_on)

    def _mine(self) -> Version | None:
        shown = self._shown
        if shown is None or not shown.workable:
            return None
        before = shown.view.case.applicant
        applicant = party_of(self._place.entered(), before) if shown.open else before
        return Version(applicant=applicant, materials=self._place.materials())

    def _save(self, shown: ShownCase, mine: Version, go_on: Any) -> None:
        case = shown.view.case
        command = ChangeCase(
            case=case.id, version=case.version, applicant=mine.applicant, materials=mine.materials
        )
        work = partial(self._change, command)
        saved = partial(self._saved, go_on)
        explain = partial(self._not_saved, shown, mine, go_on)
        self._context.jobs.run(work).then(saved).otherwise(explain).start()

    def _change(self, command: ChangeCase) -> ShownCase:
        self._desk.counter.change(self._actor, command)
        return self._reading.of(command.case)

    def _saved(self, go_on: Any, shown: ShownCase) -> None:
        self._context.window.set_saved("办件已保存")
        self._settling.done()
        self._left.drop(shown.view.case.id)
        if self._is_open(shown.view.case.id):
            self._show(shown)
        if go_on is not None:
            go_on()

    def _not_saved(self, shown: ShownCase, mine: Version, go_on: Any, trouble: Refusal | Unavailable) -> None:
        match trouble:
            case CertificateDoubtful():
                reason = self._place.ask_override(str(trouble))
                if reason:
                    doubtful = replace(mine.applicant, override_reason=reason)
                    self._save(shown, replace(mine, applicant=doubtful), go_on)
                else:
                    self._keep_left(shown, mine)
            case Conflict():
                read = partial(self._reading.of, shown.view.case.id)
                merge = partial(self._merge, shown, mine, go_on)
                explain = partial(self._not_read, shown, mine)
                self._context.jobs.run(read).then(merge).otherwise(explain).start()
            case _:
                self._explain(trouble, partial(self._save, shown, mine, go_on))
                self._keep_left(shown, mine)

    def _merge(self, shown: ShownCase, mine: Version, go_on: Any, theirs: ShownCase) -> None:
        before, there = version_of(shown.view.case), version_of(theirs.view.case)
        settled = self._settling.settle(before, mine, there)
        if settled is not None:
            self._save(theirs, settled, go_on)
        else:
            self._keep_left(shown, mine)

    def _not_read(self, shown: ShownCase, mine: Version, trouble: Refusal | Unavailable) -> None:
        self._explain(trouble, self.save)
        self._keep_left(shown, mine)

    def _keep_left(self, shown: ShownCase, mine: Version) -> None:
        """Keep what could not be saved of a case that is not on the screen any more."""
        if not self._is_open(shown.view.case.id):
            self._settling.done()
            self._left.keep(shown, mine)

    # --- its acts

    def act(self, key: str) -> None:
        """Do an act of the case, what was changed saved first."""
        shown = self._shown
        if shown is None or any(each.key == key and each.closed for each in shown.acts):
            return
        self.save_then(partial(self._act, key))

    def _act(self, key: str) -> None:
        assert self.open_case is not None
        self._acting.begin(self.open_case, key)

    def _acted(self, done: Done) -> None:
        self.load(done.case.id)

    def open_contact(self, contact: int) -> None:
        self._context.go_to("contacts", contact=contact)

    def _explain(self, trouble: Refusal | Unavailable, retry: Any) -> None:
        if isinstance(trouble, BadInput) and trouble.problems:
            self._place.show_problems(trouble.problems)
        else:
            self._context.show_banner(notice_of(trouble, retry))
