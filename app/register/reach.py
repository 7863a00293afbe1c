"""How much of the register a person reads, and what its list tells of each paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.forms.masking import mask_name
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.register.models import Found, Query
from app.register.paper import CONCEALED
from app.register.rights import ISSUED_WITH, PaperSight


def read_with(actor: Actor) -> Right:
    """Return what lets the person read the register: whoever sees no work reads the papers of work orders."""
    orders_alone = may(actor, Right.SEE_ORDERS) and not may(actor, Right.SEE_WORK)
    return Right.SEE_ORDERS if orders_alone else Right.SEE_WORK


def within_reach(actor: Actor, query: Query) -> Query:
    """Narrow to what the person may read; raises ``NotAllowed`` for whoever may read nothing."""
    right = read_with(actor)
    require(actor, right)
    reach = reach_of(actor, right)
    if right is Right.SEE_ORDERS:
        query = replace(query, types=frozenset(ISSUED_WITH))
    if reach is None:
        return query
    asked = reach if query.divisions is None else reach & query.divisions
    return replace(query, divisions=asked)


def listed_rows(rows: Sequence[Found], rooms: Mapping[str, PaperSight]) -> tuple[Found, ...]:
    """Return rows as the list shows them: names masked, of an efficiency complaint the number alone."""
    numbers: dict[PaperSight, set[str]] = {}
    for row in rows:
        if row.type_key in rooms:
            numbers.setdefault(rooms[row.type_key], set()).add(row.case_number)
    secret = {number for room, some in numbers.items() for number in room.secret(frozenset(some))}
    return tuple(_concealed(row) if row.case_number in secret else _masked(row) for row in rows)


def _masked(row: Found) -> Found:
    return replace(row, party=mask_name(row.party))


def _concealed(row: Found) -> Found:
    return replace(row, matter_name=CONCEALED.matter_name, party=CONCEALED.party)
