"""What the palette finds in the archive: matters to begin with, cases, documents and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.cases.models import CaseQuery
from app.catalogue.keys import matches, search_keys
from app.desk import Desk
from app.people.models import Actor
from app.people.permissions import Right, may
from app.register.models import Query
from ui.context import Command

MOST = 5
_LEAST_WORDS = 2
GoTo = Callable[[str, dict[str, object]], None]


@dataclass(frozen=True)
class FindInOffice:
    """Asks the use cases, each for what the person may see; called in the worker."""

    desk: Desk
    actor: Actor
    go_to: GoTo

    def __call__(self, typed: str) -> tuple[Command, ...]:
        """Return what is found, a few of each kind."""
        found = self._matters(typed)
        if len(typed) >= _LEAST_WORDS and may(self.actor, Right.SEE_WORK):
            found += self._cases(typed) + self._documents(typed)
        if may(self.actor, Right.EDIT_STAFF):
            found += self._people(typed)
        return found

    def _matters(self, typed: str) -> tuple[Command, ...]:
        screen = "counter" if may(self.actor, Right.OPEN_CASE) else "catalogue"
        return tuple(
            Command(
                title=matter.name,
                detail=matter.code,
                icon="catalogue",
                kind="事项",
                run=partial(self.go_to, screen, {"matter": matter.id}),
            )
            for matter in self.desk.catalogue.find(self.actor, typed)[:MOST]
        )

    def _cases(self, typed: str) -> tuple[Command, ...]:
        cases = self.desk.counter.find(self.actor, CaseQuery(words=typed), limit=MOST)
        return tuple(
            Command(
                title=f"{case.applicant.name} · {case.matter_name}",
                detail=f"{case.number} {case.state.value}",
                icon="counter",
                kind="办件",
                run=partial(self.go_to, "counter", {"case": case.id}),
            )
            for case in cases
        )

    def _documents(self, typed: str) -> tuple[Command, ...]:
        documents = self.desk.register.find(self.actor, Query(words=typed), limit=MOST)
        return tuple(
            Command(
                title=document.number,
                detail=f"{document.title} {document.party}",
                icon="register",
                kind="文书",
                run=partial(self.go_to, "document_form", {"document": document.id}),
            )
            for document in documents
        )

    def _people(self, typed: str) -> tuple[Command, ...]:
        staff = self.desk.staffing.staff(self.actor)
        people = [each for each in staff if typed in each.name or typed in each.login]
        return tuple(
            Command(
                title=each.name,
                detail=each.login,
                icon="staff",
                kind="人员",
                run=partial(self.go_to, "staff", {"staff": each.id}),
            )
            for each in people[:MOST]
        )


def rank_by_sound(typed: str, title: str) -> int | None:
    """Return how well characters, pinyin or initials find a title (0 best)."""
    return matches(typed, title, search_keys(title))
