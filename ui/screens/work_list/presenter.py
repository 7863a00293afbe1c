"""What happens at the work list: views are read, an item is read, its next act is begun."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from app.cases.acting import Done
from app.cases.commands import AnswerDeferred, DeferAnswer
from app.cases.counter import CaseView
from app.cases.models import CaseId, DeferredId
from app.custody.worklist import View, WorkItem
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.ledger.models import Subject
from app.people.models import Actor, StaffId
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.screens.acting import Acting, ActPlace
from ui.screens.acts import acts_of
from ui.screens.places import OF_CASE, place_of
from ui.screens.saved import REMEMBERED, left, saved_words
from ui.screens.work_list.reading import ANSWER, OPEN, Promise, Reading, promises
from ui.tables.models import Both, PageOf


class WorkListPlace(Protocol):
    """What the presenter asks of the window."""

    def show_counts(self, counts: dict[View, int], view: View) -> None: ...
    def show_opened(self, both: Both, page: PageOf) -> None: ...
    def read_again(self) -> None: ...
    def come_back(self) -> None: ...
    def show_reading(self, reading: Reading | None) -> None: ...
    def ask_question(self, usual: tuple[Promise, ...]) -> None: ...
    def show_question_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def question_kept(self) -> None: ...
    def ask_answer(self, reading: Reading) -> str | None: ...
    def confirm_hat(self, name: str) -> bool: ...


class WorkListPresenter:
    """The views of the work list and the item being read."""

    def __init__(self, place: WorkListPlace, context: Context, dialogs: ActPlace) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._acting = Acting(dialogs, context, self._acted)
        self._view: View | None = View.MINE
        self._counts: dict[View, int] | None = None
        self._reading: Reading | None = None
        self._wanted = ""
        self._offered: set[tuple[str, int]] = set()

    @property
    def view(self) -> View | None:
        """The view that is shown; None for what one of a head's people holds."""
        return self._view

    @property
    def reading(self) -> Reading | None:
        """The item that is read."""
        return self._reading

    # --- the list

    def refresh(self) -> None:
        if self._counts is None and self._view is not None:
            self.choose(self._view)
        else:
            self._place.read_again()

    def look_again(self) -> None:
        """Read the list again; what was uncovered stays so."""
        if self._reading is None or not self._reading.uncovered:
            self.refresh()

    def look_beside(self) -> None:
        """Read the item at hand again; what was uncovered stays so."""
        if self._reading is not None and not self._reading.uncovered:
            self.select(self._reading.item)

    def choose(self, view: View) -> None:
        self._view = view
        self._wanted = ""
        page = partial(self._desk.work_list.page, self._actor, view)
        self._place.show_opened(partial(self._open, view), page)

    def choose_holder(self, staff: int) -> None:
        """Show what one person holds."""
        self._view = None
        self._wanted = ""
        listed, actor = self._desk.work_list, self._actor
        self._place.show_opened(partial(listed.opened_of, actor, staff), partial(listed.page_of, actor, staff))

    def _open(self, view: View, offset: int, limit: int) -> tuple[int, tuple[WorkItem, ...]]:
        """Count every view and read a page (in the worker); the tabs show the counts when the page is there."""
        counts, items = self._desk.work_list.opened(self._actor, view, offset, limit)
        self._counts = counts
        return counts[view], items

    def was_read(self) -> None:
        """Show the counts that came with the rows."""
        if self._counts is not None and self._view is not None:
            self._context.set_count("work_list", self._counts[View.MINE])
            self._place.show_counts(self._counts, self._view)

    # --- one item

    def select(self, item: WorkItem | None) -> None:
        if item is None:
            self._wanted, self._reading = "", None
            self._place.show_reading(None)
            return
        self._wanted = item.subject
        self._context.jobs.run(partial(self._read_item, item)).then(self._show_item).start()

    def _read_item(self, item: WorkItem) -> Reading:
        actor = self._reader(item)
        kind, _, key = item.subject.partition(":")
        proof = self._desk.work_list.proof(actor, Subject(item.subject))
        if kind == "deferred":
            question = self._desk.deferring.get(actor, DeferredId(int(key)))
            return Reading(item=item, question=question, proof=proof)
        if kind not in OF_CASE:
            return Reading(item=item, proof=proof)
        view = self._desk.counter.get(actor, CaseId(int(key)))
        acts = acts_of(view, self._desk.acts.offers(actor, view.case.id))
        return Reading(item=item, view=view, acts=acts, proof=proof)

    def _reader(self, item: WorkItem) -> Actor:
        """Return who reads the item: what another holds is read as one who stands in for him."""
        if not self._needs_hat(item):
            return self._actor
        acting: Actor = self._desk.people.on_behalf(self._actor, StaffId(item.behalf_of or 0))
        return acting

    def _needs_hat(self, item: WorkItem) -> bool:
        """Tell whether the item is another's, for whom the person may act but does not yet."""
        return item.behalf_of is not None and item.behalf_of != self._actor.holder

    def _put_on_hat(self, item: WorkItem) -> bool:
        """Ask for the hat an item needs, to go on with it there; False where it needs none."""
        if not self._needs_hat(item):
            return False
        if self._place.confirm_hat(item.behalf):
            key, arguments = place_of(item) or ("work_list", {})
            self._context.window.act_for(item.behalf_of or 0, key, arguments)
        return True

    def _show_item(self, reading: Reading) -> None:
        if reading.item.subject != self._wanted:
            return
        self._reading = reading
        self._place.show_reading(reading)

    def uncover(self) -> None:
        reading = self._reading
        if reading is None or reading.view is None or reading.uncovered or self._put_on_hat(reading.item):
            return
        work = partial(self._desk.counter.uncover, self._actor, reading.view.case.id)
        self._context.jobs.run(work).then(partial(self._uncovered, reading)).start()

    def _uncovered(self, reading: Reading, view: CaseView) -> None:
        self._show_item(replace(reading, view=view, uncovered=True))

    def open(self) -> None:
        reading = self._reading
        if reading is not None:
            self.open_item(reading.item)

    def open_item(self, item: WorkItem) -> None:
        """Open what a row stands for where it is worked on; a question is answered here."""
        place = place_of(item)
        if self._put_on_hat(item):
            return
        if place is not None:
            self._context.go_to(place[0], **place[1])
        elif self._reading is not None and self._reading.item.subject == item.subject:
            self.answer()

    def act(self, key: str) -> None:
        """Begin an act of the item that is read."""
        reading = self._reading
        if reading is not None and self._put_on_hat(reading.item):
            return
        if key == ANSWER:
            self.answer()
        elif key == OPEN:
            self.open()
        elif reading is not None and reading.view is not None and _is_open(reading, key):
            self._acting.begin(reading.view.case, key)

    def _acted(self, _done: Done) -> None:
        self._place.come_back()
        self.refresh()

    # --- deferred questions

    def begin_question(self) -> None:
        work = self._desk.calendar.current
        self._context.jobs.run(work).then(self._ask_question).start()

    def _ask_question(self, calendar: object) -> None:
        self._place.ask_question(promises(calendar, self._desk.clock()))  # type: ignore[arg-type]

    def keep_question(self, command: DeferAnswer) -> None:
        record = partial(self._desk.deferring.record, self._actor, command)
        self._context.jobs.run(record).then(self._kept).otherwise(self._not_kept).start()

    def _kept(self, made: DeferredId) -> None:
        self._place.question_kept()
        self._context.toast("已登记疑难问题，到期前会排在待办里。")
        self._wanted = f"deferred:{made}"
        self.refresh()

    def _not_kept(self, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, BadInput) and trouble.problems:
            self._place.show_question_problems(trouble.problems)
        else:
            self._place.show_question_problems((Problem("", str(trouble)),))

    def answer(self) -> None:
        reading = self._reading
        if reading is None or reading.question is None:
            return
        text = self._place.ask_answer(reading)
        if text is None:
            return
        question = reading.question
        command = AnswerDeferred(answer=question.id, version=question.version, text=text)
        work = partial(self._desk.deferring.answer, self._actor, command)
        told = f"已一次性答复{question.party}"
        self._context.jobs.run(work).then(partial(self._answered, told)).otherwise(self._not_answered).start()

    def _answered(self, told: str, _done: None) -> None:
        self._context.toast(told)
        self.refresh()

    def _not_answered(self, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(notice_of(trouble, self.answer))

    # --- drafts left behind

    def look_for_drafts(self) -> None:
        """Offer once what was typed and never issued."""
        read = partial(self._desk.register.drafts, self._actor)
        self._context.jobs.run(read).then(self._offer_draft).start()

    def _offer_draft(self, drafts: tuple[Draft, ...]) -> None:
        drafts = tuple(draft for draft in drafts if draft.type_key not in REMEMBERED)
        new = [draft for draft in drafts if (draft.type_key, draft.case) not in self._offered]
        self._offered.update((draft.type_key, draft.case) for draft in drafts)
        if not new:
            return
        latest = max(new, key=_saved_at)
        more = f"等{len(new)}份" if len(new) > 1 else ""
        found = left(latest)
        go = partial(self._context.go_to, found.screen, **found.arguments)
        text = f"上次留下{found.words}{more}，{saved_words(latest)}保存。"
        self._context.show_banner(Notice(text=text, kind="told", act_name="继续填写", act=go))


def _is_open(reading: Reading, key: str) -> bool:
    return any(act.key == key and not act.closed for act in reading.acts)


def _saved_at(draft: Draft) -> float:
    return draft.saved_at.timestamp()
