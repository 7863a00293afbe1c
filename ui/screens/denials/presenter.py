"""What happens at the denials' list: views, search, reading one, and its acts."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from app.cases.refusing import denial_subject
from app.denials.models import CHECKING, Denial, DenialId, DenialQuery, DenialState
from app.denials.showing import sees_all
from app.people.models import Actor
from app.people.permissions import Right
from app.press import press_pdf
from ui.context import Context
from ui.parts.banner import Notice
from ui.preview.view import Paper
from ui.screens.denials.doing import Doing, DoingPlace
from ui.screens.denials.reading import Reading, acts_of
from ui.screens.denials.rows import Row, report_due, row_of
from ui.screens.denials.words import COUNTED, SERVE, Tab
from ui.tables.models import Count, PageOf

KEY = "denials"
_STATES: dict[Tab, tuple[DenialState, ...]] = {
    Tab.DRAFTS: (DenialState.DRAFT,),
    Tab.CHECKING: CHECKING,
    Tab.FILED: (DenialState.FILED,),
    Tab.AFTER: (DenialState.DRAFT, *CHECKING),
    Tab.TOLD: (DenialState.TOLD,),
    Tab.ARCHIVED: (DenialState.ARCHIVED,),
}


class DenialsPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_counts(self, counts: dict[Tab, int]) -> None: ...
    def show_source(self, count: Count, page: PageOf) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def show_uncovered(self, reading: Reading) -> None: ...
    def show_nothing(self) -> None: ...
    def show_denial(self, denial: DenialId) -> None: ...
    def open_paper(self) -> None: ...
    def open_form(self, denial: DenialId) -> None: ...


class DenialsPresenter:
    """The view that is shown and the denial that is read."""

    def __init__(self, place: DenialsPlace, asking: DoingPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor: Actor = context.actor
        self.tab = Tab.MINE
        self._words = ""
        self.reading: Reading | None = None
        self._wanted: DenialId | None = None
        self.doing = Doing(asking, context, self.read_again)

    # --- the list

    def choose_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.look()

    def search(self, words: str) -> None:
        self._words = words.strip()
        self.look()

    def look(self) -> None:
        """Show the view as it now stands, and how much the views hold."""
        desk, actor, query = self._desk, self._actor, query_of(self.tab, self._words, self._actor)
        today = self._context.today()

        def page(offset: int, limit: int) -> tuple[Row, ...]:
            calendar = desk.calendar.current()
            found = desk.denials.find(actor, query, offset=offset, limit=limit)
            return tuple(row_of(each, today, calendar) for each in found)

        self._place.show_source(partial(desk.denials.count, actor, query), page)
        self.count()

    def count(self) -> None:
        self._context.jobs.run(self._read_counts).then(self._show_counts).start()

    def _read_counts(self) -> dict[Tab, int]:
        counts: dict[Tab, int] = {
            tab: self._desk.denials.count(self._actor, query_of(tab, "", self._actor))
            for tab in COUNTED
            if tab is not Tab.MINE
        }
        return {**counts, Tab.MINE: self._desk.denials.waiting(self._actor)}

    def _show_counts(self, counts: dict[Tab, int]) -> None:
        self._context.set_count(KEY, counts[Tab.MINE])
        self._place.show_counts(counts)

    # --- reading one

    def choose(self, denial: DenialId) -> None:
        held = self.reading
        uncovered = held is not None and held.uncovered and held.denial.id == denial
        self._wanted = denial
        read = partial(self._read, denial, uncovered=uncovered)
        self._context.jobs.run(read).then(self._take).start()

    def find_complained(self, number: str) -> None:
        """Show the denial whose complaint this person has to answer, by the case's number."""
        self._context.jobs.run(partial(self._complained, number)).then(self._show_complained).start()

    def _complained(self, number: str) -> tuple[Denial, ...]:
        query = DenialQuery(words=number, held_by=self._actor.id)
        return tuple(self._desk.denials.find(self._actor, query, offset=0, limit=1))

    def _show_complained(self, found: tuple[Denial, ...]) -> None:
        if found:
            self._place.show_denial(found[0].id)
        else:
            self.look()

    def forget(self) -> None:
        self._wanted, self.reading = None, None
        self._place.show_nothing()

    def read_again(self) -> None:
        self.look()
        if self.reading is not None:
            self.choose(self.reading.denial.id)

    def uncover(self) -> None:
        reading = self.reading
        if reading is None or reading.uncovered:
            return
        key = reading.denial.id
        work = partial(self._read, key, uncovered=True, enter=True)
        self._context.jobs.run(work).then(self._uncovered).start()

    def page_of(self, denial: DenialId) -> Paper:
        """Set the form as it prints now (slow: in the press's thread)."""
        pressed = press_pdf(self._desk.denials.sheet(self._actor, denial))
        return Paper(pressed.pdf, tuple(pressed.marks))

    def _read(self, key: DenialId, *, uncovered: bool, enter: bool = False) -> Reading:
        room = self._desk.denials
        view = room.uncover(self._actor, key) if uncovered and enter else room.get(self._actor, key)
        denial = view.denial
        # Whoever does not work on it reads it covered again.
        uncovered = uncovered and (enter or sees_all(self._actor, denial.division))
        return Reading(
            view=view,
            acts=acts_of(view, self._actor),
            names=self._names(denial),
            history=room.history(self._actor, key),
            proof=self._desk.work_list.proof(self._actor, denial_subject(key)),
            due=report_due(denial, self._context.today(), self._desk.calendar.current()),
            uncovered=uncovered,
        )

    def _names(self, denial: Denial) -> dict[int, str]:
        staffing = self._desk.staffing
        rights = (Right.CHECK_AS_HEAD, Right.CHECK_AS_LEADER)
        found = (each for right in rights for each in staffing.holders_of(right, denial.division))
        return {int(each.id): each.name for each in found}

    def _take(self, reading: Reading) -> None:
        if reading.denial.id == self._wanted and reading != self.reading:
            self.reading = reading
            self._context.page.look_at(denial_subject(reading.denial.id))
            self._place.show_reading(reading)

    def _uncovered(self, reading: Reading) -> None:
        if reading.denial.id == self._wanted:
            self.reading = reading
            self._place.show_uncovered(reading)

    # --- its acts

    def open(self) -> None:
        """Open the one at hand: its form where this person may write, else its page."""
        reading = self.reading
        if reading is None:
            return
        if reading.act("change") is not None and not reading.closed("change"):
            self._place.open_form(reading.denial.id)
        else:
            self._place.open_paper()

    def act(self, key: str) -> None:
        """Do an act of the denial that is read, or tell why it is closed."""
        reading = self.reading
        act = reading.act(key) if reading is not None else None
        if reading is None or act is None:
            return
        if act.closed:
            about = denial_subject(reading.denial.id)
            self._context.show_banner(Notice(text=act.refusal, kind="warning", about=about))
        elif key in ("change", "submit", "attach"):
            self._place.open_form(reading.denial.id)
        elif key in ("notice", SERVE):
            type_key = "non_acceptance_notice" if key == "notice" else SERVE
            self._context.go_to("document_form", type_key=type_key, case=reading.denial.case)
        else:
            self.doing.do(key, reading)


def query_of(tab: Tab, words: str, actor: Actor) -> DenialQuery:
    """Return what a view lists; ``words`` narrow it."""
    if tab is Tab.MINE:
        return DenialQuery(words=words, held_by=actor.id)
    return DenialQuery(words=words, states=_STATES.get(tab, ()), after=True if tab is Tab.AFTER else None)
