"""A case as the counter shows it: read with its acts, its clocks and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.cases.counter import CaseView
from app.cases.facts import deferred_subject_of, estimate_subject, extension_subject
from app.cases.models import ENDED, Case, CaseId
from app.cases.steps import case_subject
from app.contacts.models import FirstContact
from app.custody.worklist import DueProof, WorkItem
from app.ledger.models import Subject
from app.people.permissions import Right, may
from ui.context import Context
from ui.screens.acts import Act, acts_of

_BESIDE = (deferred_subject_of, extension_subject, estimate_subject)


@dataclass(frozen=True, kw_only=True)
class ShownCase:
    """A case on the screen: whether personal data is open, it may be worked on, its materials be ticked.

    ``beside`` are its side clocks: materials promised, an extension asked for, a new estimate; once it is
    closed, what is still to be done for its denial. ``contacts`` are the first contacts it was made from.
    """

    view: CaseView
    acts: tuple[Act, ...]
    open: bool
    workable: bool
    ticked: bool
    proof: DueProof | None
    beside: tuple[WorkItem, ...] = ()
    contacts: tuple[FirstContact, ...] = ()


class CaseReading:
    """Reads cases in the archive's thread; ``uncovered`` are those whose personal data stay open here."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._actor = context.actor
        self.uncovered: set[int] = set()

    def of(self, case: int) -> ShownCase:
        """Read a case; raises ``NotAllowed``, ``Unavailable``."""
        view = self._desk.counter.get(self._actor, CaseId(case))
        return self._shown(view, opened=self.works_on(view.case) and case in self.uncovered)

    def uncover(self, case: CaseId) -> ShownCase:
        """Read a case with its personal data, which the ledger records."""
        view = self._desk.counter.uncover(self._actor, case)
        self.uncovered.add(case)
        return self._shown(view, opened=True)

    def works_on(self, case: Case) -> bool:
        """Say whether the person works on the cases of its division."""
        return may(self._actor, Right.OPEN_CASE, case.division)

    def _shown(self, view: CaseView, *, opened: bool) -> ShownCase:
        found = view.case
        beside = self._desk.work_list.open_of(self._actor, _beside_of(view))
        workable = self.works_on(found) and found.state not in ENDED
        awaits = any(item.subject == deferred_subject_of(found.id) for item in beside)
        return ShownCase(
            view=view,
            acts=acts_of(view, self._desk.acts.offers(self._actor, found.id)),
            open=opened,
            workable=workable,
            ticked=workable and (found.accepted_on is None or awaits),
            proof=self._desk.work_list.proof(self._actor, case_subject(found.id)),
            beside=beside,
            contacts=self._desk.contacts.of_case(self._actor, found.id),
        )


def _beside_of(view: CaseView) -> Iterator[Subject]:
    yield from (make(view.case.id) for make in _BESIDE)
    if view.case.state in ENDED:
        yield from (each.holding.subject for each in view.clocks)
