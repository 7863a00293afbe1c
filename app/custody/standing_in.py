"""Whose items somebody answers for now, and which have nobody of their own to answer for them."""

from __future__ import annotations

from collections.abc import Mapping

from app.custody.clocks import InPlace
from app.people.rota import Present, Why

# A head or leader is asked only where no holder, no substitute and no B is there.
SENIORS = frozenset({Why.HEAD, Why.HEADS_DEPUTY, Why.LEADER, Why.NOBODY})


def in_place_of(there: Present, staff: int) -> tuple[InPlace, ...]:
    """Return for whose items the person answers at the moment."""
    covers = there.covers_of(staff)
    return tuple(InPlace(each.absent, None if each.everywhere else each.divisions) for each in covers)


def left_alone(there: Present, divisions: frozenset[int] | None) -> tuple[InPlace, ...]:
    """Return whose items only a head or leader answers for, in which of the divisions (None: of all)."""
    asked = there.rota.divisions if divisions is None else divisions
    found = ((absent, _left_in(there, absent, asked)) for absent in sorted(absent_now(there)))
    return tuple(InPlace(absent, places) for absent, places in found if places)


def absent_now(there: Present) -> frozenset[int]:
    """Return who is away, or works here no more."""
    return frozenset(there.away) | (there.rota.staff - there.rota.working)


def answering(there: Present, held: Mapping[tuple[int | None, int], int]) -> dict[int, int]:
    """Return how many items each person answers for that others, or nobody, hold."""
    found: dict[int, int] = {}
    for (staff, division), items in held.items():
        answers = there.substitute_of(staff, division)
        if answers.staff is not None and answers.staff != staff and not answers.uncovered:
            found[answers.staff] = found.get(answers.staff, 0) + items
    return found


def _left_in(there: Present, absent: int, divisions: frozenset[int]) -> frozenset[int]:
    return frozenset(each for each in divisions if there.substitute_of(absent, each).why in SENIORS)
