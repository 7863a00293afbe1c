"""A work order as it is read: its course, who has it and who works on it, and the acts open to this person."""

from __future__ import annotations

from dataclasses import dataclass

from app.clock import local
from app.contacts.models import FirstContact
from app.custody.worklist import DueProof
from app.hotline.models import OrderState, WorkOrder
from app.hotline.queue import Claim
from app.hotline.showing import OrderView
from app.hotline.talks_showing import Rung
from app.register.models import Document
from ui.dates.due import DueView
from ui.screens.acts import Act
from ui.screens.hotline.words import BESIDE, FIRST, LETTERS

MOST_BESIDE = 3
LET_GO_KEY = "Alt+L"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A work order opened for reading; the caller is masked until he is uncovered.

    ``taken`` says who else works on it now, ``mine`` that this person does, "" where nobody does; ``part`` is
    what his division is to do as co-handler; ``papers`` are those made out for it, ``came`` the first contact
    it was made from, ``rung`` how the division that answers it stands on the ladder of supervision.
    """

    view: OrderView
    acts: tuple[Act, ...]
    taken: str = ""
    mine: str = ""
    part: str = ""
    due: DueView | None = None
    proof: DueProof | None = None
    uncovered: bool = False
    papers: tuple[Document, ...] = ()
    came: FirstContact | None = None
    rung: Rung | None = None

    @property
    def order(self) -> WorkOrder:
        """The order, its caller as this person may see him."""
        return self.view.order

    @property
    def holder(self) -> str:
        """Who has it now, "" where nobody has."""
        segment = self.view.segment
        return (segment.staff_name or segment.division_name) if segment else ""

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


def taken_words(claim: Claim | None, me: int) -> str:
    """Return who else works on the order and until when, "" where nobody does."""
    if claim is None or claim.staff == me:
        return ""
    until = local(claim.until)
    return f"{claim.staff_name}正在办理，至{until.hour}:{until.minute:02d}；对方放下或到时自动放开。"


def mine_words(claim: Claim | None, me: int) -> str:
    """Return that the person himself works on the order and until when, "" where he does not."""
    if claim is None or claim.staff != me:
        return ""
    until = local(claim.until)
    return f"您正在办理，至{until.hour}:{until.minute:02d}；不办了按 {LET_GO_KEY} 放下。"


def acts_of(view: OrderView, me: int) -> tuple[Act, ...]:
    """Return every way in the table's order; at most one is the primary one; a claimed order is only read."""
    taken = taken_words(view.claim, me)
    closed = {offer.way.key: offer.closed or taken for offer in view.offers}
    first = next((key for key in _order(view, closed) if not closed.get(key, "-")), "")
    return tuple(
        Act(
            key=offer.way.key,
            title=offer.way.title,
            closed=closed[offer.way.key],
            primary=offer.way.key == first,
            needs=f"{offer.way.needs}（按 {LETTERS[offer.way.key]}）",
        )
        for offer in view.offers
    )


def _order(view: OrderView, closed: dict[str, str]) -> tuple[str, ...]:
    """Return the acts by what comes first; whoever may give an unsigned order to a handler is offered that."""
    heads = view.order.state is OrderState.TO_SIGN and not closed.get("assign", "-")
    again = view.order.state is OrderState.TO_SIGN
    first = tuple(key for key in FIRST if not (again and key == "dispatch"))
    return ("assign", *first) if heads else first
