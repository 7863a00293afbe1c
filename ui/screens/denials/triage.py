"""What happens on the guided path: a case is chosen, its five ways are weighed, one is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.cases.life import find_way
from app.cases.models import Case, CaseId, CaseQuery, CaseState, Situation
from app.cases.showing import masked
from app.denials.models import OPEN, Denial, DenialId, DenialQuery
from ui.context import Context
from ui.parts.banner import Notice

MOST_FOUND = 8
_LOOKED_AT = 60
_SITUATIONS = {"guide": Situation.NOT_OURS, "tell": Situation.NOT_NEEDED}


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A case with why each of its ways is closed (by the branch's key), and the denial it has already."""

    case: Case
    party: str
    closed: Mapping[str, str]
    denial: Denial | None


class PathPlace(Protocol):
    """What the path asks of the screen."""

    def show_path(self, weighed: Weighed | None) -> None:
        """Show the five ways of a case, or ask for one."""

    def offer_cases(self, found: tuple[Case, ...]) -> None:
        """Show the cases that were found."""

    def begin_form(self, case: CaseId) -> None:
        """Begin the form of a case."""

    def show_denial(self, denial: DenialId) -> None:
        """Show the denial a case has already."""

    def end_path(self) -> None:
        """Leave the path: its case went one of the ways."""


class PathPresenter:
    """One case on its way to being handled, corrected, guided, told or denied."""

    def __init__(self, place: PathPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self.weighed: Weighed | None = None

    def begin(self) -> None:
        """Ask for a case."""
        self.weighed = None
        self._place.show_path(None)

    def find(self, words: str) -> None:
        """Offer the cases that words find and that may still go one of the ways."""
        find = partial(self._find, words.strip())
        self._context.jobs.run(find).then(self._place.offer_cases).start()

    def _find(self, words: str) -> tuple[Case, ...]:
        found = self._desk.counter.find(self._actor, CaseQuery(words=words), limit=_LOOKED_AT)
        return tuple(case for case in found if may_go(case))[:MOST_FOUND]

    def open(self, case: CaseId) -> None:
        """Weigh the ways of a case; one that has its denial already is shown that."""
        self._context.jobs.run(partial(self._weigh, case)).then(self._weighed).start()

    def again(self) -> None:
        """Weigh the ways of the case anew; one that went its way in the meantime is left alone."""
        if self.weighed is not None:
            weigh = partial(self._weigh, self.weighed.case.id)
            self._context.jobs.run(weigh).then(self._weighed_again).start()

    def choose(self, key: str) -> None:
        """Go one of the ways."""
        weighed = self.weighed
        if weighed is None:
            return
        case = weighed.case
        if weighed.closed.get(key):
            self._context.show_banner(Notice(text=weighed.closed[key], kind="warning"))
        elif key == "deny":
            self._place.begin_form(case.id)
        elif key == "handle":
            self._context.go_to("counter", case=case.id)
        elif key == "correct":
            self._context.go_to("document_form", type_key="correction_notice", case=case.id)
        else:
            self._tell(key, case)

    def _tell(self, key: str, case: Case) -> None:
        if case.state is CaseState.ENQUIRY:
            self._context.go_to("document_form", type_key="one_time_notice", case=case.id)
            return
        values = {"situation": _SITUATIONS[key].value}
        self._context.go_to("document_form", type_key="non_acceptance_notice", case=case.id, fields=values)

    def _weigh(self, case: CaseId) -> Weighed:
        view = self._desk.counter.get(self._actor, case)
        closed = {offer.way.key: offer.closed for offer in self._desk.acts.offers(self._actor, case)}
        told = "one_time_notice" if view.case.state is CaseState.ENQUIRY else "non_acceptance_notice"
        denials = self._desk.denials.find(self._actor, DenialQuery(case=case, states=OPEN), offset=0, limit=1)
        return Weighed(
            case=view.case,
            party=masked(view.case.applicant).name,
            closed={
                "handle": "",
                "correct": closed["correction_notice"],
                "guide": closed[told],
                "deny": closed["deny"],
                "tell": closed[told],
            },
            denial=denials[0] if denials else None,
        )

    def _weighed_again(self, weighed: Weighed) -> None:
        if weighed.denial is not None or may_go(weighed.case):
            self._weighed(weighed)
        else:
            self.weighed = None
            self._place.end_path()

    def _weighed(self, weighed: Weighed) -> None:
        self.weighed = weighed
        if weighed.denial is not None:
            self._place.show_denial(weighed.denial.id)
        else:
            self._place.show_path(weighed)


def may_go(case: Case) -> bool:
    """Say whether a case stands where one of the ways may be gone."""
    way = find_way("deny")
    assert way is not None
    return case.state in (*way.sources, CaseState.ENQUIRY)
