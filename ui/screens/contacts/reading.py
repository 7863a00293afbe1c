"""A first contact as it is read: its way so far, who has it, and the acts open to this person."""

from __future__ import annotations

from dataclasses import dataclass

from app.contacts.models import ContactState, FirstContact
from app.contacts.showing import ContactView, masked_contact
from app.contacts.steps import BREACHES
from app.custody.worklist import DueProof
from app.ledger.models import Entry
from ui.dates.due import DueView
from ui.screens.acts import Act
from ui.screens.contacts.words import BESIDE, FIRST, LETTERS

MOST_BESIDE = 3


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A first contact opened for reading; the visitor is masked until he is uncovered."""

    view: ContactView
    acts: tuple[Act, ...]
    history: tuple[Entry, ...] = ()
    due: DueView | None = None
    proof: DueProof | None = None
    uncovered: bool = False

    @property
    def contact(self) -> FirstContact:
        """The contact itself, in full where this person is part of it."""
        return self.view.contact

    @property
    def shown(self) -> FirstContact:
        """The contact as the pane shows it."""
        return self.contact if self.uncovered else masked_contact(self.contact)

    @property
    def holder(self) -> str:
        """Who has it now, "" where nobody has."""
        segment = self.view.segment
        return (segment.staff_name or segment.division_name) if segment else ""

    @property
    def breach(self) -> str:
        """What is breached: 未及时移交, 未及时签收, 未及时联系办事人; "" where nothing is."""
        if self.due is None or not self.due.late:
            return ""
        return BREACHES[self.contact.state]

    @property
    def primary(self) -> Act | None:
        """The next act of this person, None where he waits for others."""
        return next((act for act in self.acts if act.primary), None)

    @property
    def beside(self) -> tuple[Act, ...]:
        """A few other acts that are open."""
        found = (self.act(key) for key in BESIDE)
        return tuple(act for act in found if act and not act.closed and not act.primary)[:MOST_BESIDE]

    def act(self, key: str) -> Act | None:
        """Return the act of a key."""
        return next((act for act in self.acts if act.key == key), None)


def acts_of(view: ContactView) -> tuple[Act, ...]:
    """Return every way in the table's order; at most one is the primary one, and it is open."""
    closed = {offer.way.key: offer.closed for offer in view.offers}
    first = next((key for key in _order(view) if not closed.get(key, "-")), "")
    return tuple(
        Act(
            key=offer.way.key,
            title=offer.way.title,
            closed=offer.closed,
            primary=offer.way.key == first,
            needs=f"{offer.way.needs}（按 {LETTERS[offer.way.key]}）",
        )
        for offer in view.offers
    )


def _order(view: ContactView) -> tuple[str, ...]:
    """Return the acts by what comes first; what was handed over or reported is not next a second time."""
    state = view.contact.state
    done = {"hand": state is not ContactState.TO_HAND, "report": state is ContactState.REPORTED}
    return tuple(key for key in FIRST if not done.get(key, False))
