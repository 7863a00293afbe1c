"""What others touched, and whom that concerns: so that a window reads again only what can have changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, tasks_of

ORDERS = frozenset({"order", "order_share", "order_import"})
AWAY = frozenset({"absence", "handover"})  # who is away everybody may see, where he looks at it
# Of anything else nobody knows whom it concerns.
KNOWN = ORDERS | AWAY | {
    "case", "contact", "deferred", "deferred_material", "denial", "document", "estimate", "extension"
}  # fmt: skip
_SEE_ALL = (Right.VERIFY_LEDGER, Right.EDIT_CALENDAR)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Kinds of things ("case"), and the divisions and people (ids) who are named in them, have or had them."""

    kinds: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()

    def __or__(self, other: Touched) -> Touched:
        """Return what either touched."""
        return Touched(
            kinds=self.kinds | other.kinds,
            places=self.places | other.places,
            people=self.people | other.people,
        )


def concerns_all(touched: Touched | None) -> bool:
    """Tell whether something was touched of which nobody knows whom it concerns: then all look again."""
    return touched is not None and not touched.kinds <= KNOWN


def concerns(actor: Actor, absent: Collection[int], touched: Touched | None) -> bool:
    """Tell whether what a person sees can have changed; in doubt it has.

    ``absent`` are the people he may stand in for; ``touched`` is None where nobody knows what it was.
    """
    if touched is None or concerns_all(touched) or any(may(actor, right) for right in _SEE_ALL):
        return True
    if touched.people & {int(actor.id), int(actor.holder), *absent}:
        return True
    reaches = [frozenset({int(actor.division)}), tasks_of(actor), reach_of(actor, Right.SEE_WORK)]
    if touched.kinds & ORDERS:
        reaches.append(reach_of(actor, Right.SEE_ORDERS))
    return any(reach is None or reach & touched.places for reach in reaches)
