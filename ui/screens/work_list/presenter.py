"""What happens at the work list: views are read, an item is read, its next act is begun."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from app.cases.commands import AnswerDeferred, DeferAnswer
from app.cases.models import CaseId, DeferredId
from app.custody.worklist import View, WorkItem
from app.documents.catalogue import get_type
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.ledger.models import Subject
from app.people.models import Actor
from app.people.permissions import Right, may
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import Notice, notice_of
from ui.screens.acts import acts_of
from ui.screens.counter.drafting import ENTRY
from ui.screens.saved import saved_words
from ui.screens.work_list.reading import ANSWER, Promise, Reading, promises


class WorkListPlace(Protocol):
    """What the presenter asks of the window."""

    def show_counts(self, counts: dict[View, int], view: View) -> None: ...
    def show_items(self, items: tuple[WorkItem, ...]) -> None: ...
    def show_reading(self, reading: Reading | None) -> None: ...
    def ask_question(self, usual: tuple[Promise, ...]) -> None: ...
    def show_question_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def question_kept(self) -> None: ...
    def ask_answer(self, reading: Reading) -> str | None: ...


class WorkListPresenter:
    """The views of the work list and the item being read."""

    def __init__(self, place: WorkListPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self._view = View.MINE
        self._reading: Reading | None = None
        self._wanted = ""
        self._offered: set[tuple[str, int]] = set()

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._view

    @property
    def reading(self) -> Reading | None:
        """The item that is read."""
        return self._reading

    # --- the list

    def refresh(self) -> None:
        view = self._view
        self._context.jobs.run(partial(self._read, view)).then(partial(self._show, view)).start()

    def look_again(self) -> None:
        """Read the list again; what was uncovered stays so."""
        if self._reading is None or not self._reading.uncovered:
            self.refresh()

    def choose(self, view: View) -> None:
        self._view = view
        self._wanted = ""
        self.refresh()

    def _read(self, view: View) -> tuple[tuple[WorkItem, ...], dict[View, int]]:
        return self._desk.work_list.items(self._actor, view), self._desk.work_list.counts(self._actor)

    def _show(self, view: View, read: tuple[tuple[WorkItem, ...], dict[View, int]]) -> None:
        items, counts = read
        if view is not self._view:
            return
        self._context.set_count("work_list", counts[View.MINE])
        self._place.show_counts(counts, view)
        self._place.show_items(items)
        if not items:
            self.select(None)

    # --- one item

    def select(self, item: WorkItem | None) -> None:
        if item is None:
            self._wanted, self._reading = "", None
            self._place.show_reading(None)
            return
        self._wanted = item.subject
        self._context.jobs.run(partial(self._read_item, item)).then(self._show_item).start()

    def _read_item(self, item: WorkItem) -> Reading:
        kind, key = item.subject.split(":")
        proof = self._desk.work_list.proof(self._actor, Subject(item.subject))
        if kind == "deferred":
            question = self._desk.deferring.get(self._actor, DeferredId(int(key)))
            return Reading(item=item, question=question, proof=proof)
        view = self._desk.counter.get(self._actor, CaseId(int(key)))
        issues = may(self._actor, Right.ISSUE_DOCUMENT, view.case.division)
        acts = acts_of(view, self._desk.papers.choices(self._actor, view.case.id)) if issues else ()
        return Reading(item=item, view=view, acts=acts, proof=proof)

    def _show_item(self, reading: Reading) -> None:
        if reading.item.subject != self._wanted:
            return
        self._reading = reading
        self._place.show_reading(reading)

    def uncover(self) -> None:
        reading = self._reading
        if reading is None or reading.view is None or reading.uncovered:
            return
        work = partial(self._desk.counter.uncover, self._actor, reading.view.case.id)
        show = partial(self._uncovered, replace(reading, uncovered=True))
        self._context.jobs.run(work).then(show).start()

    def _uncovered(self, reading: Reading, _view: object) -> None:
        self._show_item(reading)

    def open(self) -> None:
        reading = self._reading
        if reading is None:
            return
        if reading.question is not None:
            self.answer()
        elif reading.view is not None:
            self._context.go_to("counter", case=reading.view.case.id)

    def act(self, key: str) -> None:
        """Begin an act of the item that is read."""
        reading = self._reading
        if key == ANSWER:
            self.answer()
        elif reading is not None and reading.view is not None:
            case = reading.view.case.id
            lawful = any(act.key == key and not act.closed for act in reading.acts)
            if lawful and key in ("receive", "close"):
                self._context.go_to("counter", case=case)
            elif lawful:
                self._context.go_to("document_form", type_key=key, case=case)

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
        new = [draft for draft in drafts if (draft.type_key, draft.case) not in self._offered]
        self._offered.update((draft.type_key, draft.case) for draft in drafts)
        if not new:
            return
        latest = max(new, key=_saved_at)
        more = f"等{len(new)}份" if len(new) > 1 else ""
        if latest.type_key == ENTRY:
            what, go = "没有登记的办件", partial(self._context.go_to, "counter")
        else:
            what = f"没有签发的《{get_type(latest.type_key).title}》"
            go = partial(self._context.go_to, "document_form", type_key=latest.type_key, case=latest.case)
        text = f"上次留下{what}{more}，{saved_words(latest)}保存。"
        self._context.show_banner(Notice(text=text, kind="told", act_name="继续填写", act=go))


def _saved_at(draft: Draft) -> float:
    return draft.saved_at.timestamp()
