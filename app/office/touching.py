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
class Hands:
    """Whose work changed: the divisions and people (ids) that had or got it, or have it under other words."""

    places: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()

    def __or__(self, other: Hands) -> Hands:
        """Return whose work changed by either."""
        return Hands(places=self.places | other.places, people=self.people | other.people)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Kinds of things ("case"), and the divisions and people (ids) who are named in them, have or had them.

    ``hands`` says whose open work changed by it; None: anybody's.
    """

    kinds: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    hands: Hands | None = None

    def __or__(self, other: Touched) -> Touched:
        """Return what either touched."""
        return Touched(
            kinds=self.kinds | other.kinds,
            places=self.places | other.places,
            people=self.people | other.people,
            hands=_hands_of([each.hands for each in (self, other) if each.kinds]),
        )


def _hands_of(known: Collection[Hands | None]) -> Hands | None:
    whole = Hands()
    for each in known:
        if each is None:
            return None
        whole |= each
    return whole


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
    return any(_reaches(reach, touched.places) for reach in reaches)


def moves_work(actor: Actor, absent: Collection[int], touched: Touched | None) -> bool:
    """Tell whether the work list of a person can have changed; in doubt it has.

    By what passed from hand to hand in the divisions that he sees, by what he had himself, by what people of
    the divisions he heads handed on, and by who is away. Who had what passed beside the thing itself is not
    known: there every division counts that is named. ``absent`` and ``touched`` are as for ``concerns``.
    """
    hands = touched.hands if touched is not None else None
    if touched is None or hands is None or concerns_all(touched) or touched.kinds & AWAY:
        return True
    if not hands.places:
        return False
    if touched.people & {int(actor.id), int(actor.holder), *absent}:
        return True
    named = touched.places | hands.places
    passed = hands.places if len(touched.kinds) == 1 else named
    return _reaches(tasks_of(actor), passed) or _reaches(reach_of(actor, Right.REASSIGN), named)


def _reaches(reach: frozenset[int] | None, places: frozenset[int]) -> bool:
    return reach is None or bool(reach & places)
