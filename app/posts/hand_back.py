"""What a return is made of: what was done, what comes back, and what was given to others meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.custody.models import Segment
from app.ledger.models import Entry, Subject
from app.people.models import StaffId
from app.posts.hand_items import clipped, kind_of, open_of
from app.posts.hand_looking import Look, is_void
from app.posts.hand_sheets import minute
from app.posts.handed import Handover, HandoverItem, Stage
from app.posts.ports import HandoverUnit
from app.register.models import DocumentId

_CLOSED = (Stage.DONE, Stage.BACK, Stage.PASSED)


def coming_back(unit: HandoverUnit, look: Look, found: Handover | None) -> tuple[HandoverItem, ...]:
    """Return what comes back: what is open now, and what was listed by hand."""
    by_hand = [each for each in found.items if each.key.startswith("hand:")] if found is not None else []
    return (*open_of(unit, look.absent), *by_hand)


def as_now(unit: HandoverUnit, look: Look, found: Handover) -> tuple[HandoverItem, ...]:
    """Return the items as they stand: what was taken over and is open no more is done, or passed on."""
    if found.returned_at is not None:
        return found.items
    back = coming_back(unit, look, found)
    still = {each.key for each in back}
    elsewhere = {each.holding.subject for each in passed_on(unit, found, back)}
    return tuple(
        each
        if each.stage is not Stage.TAKEN or each.key in still
        else replace(each, stage=Stage.PASSED if each.key in elsewhere else Stage.DONE)
        for each in found.items
    )


def done_for(unit: HandoverUnit, look: Look) -> tuple[Entry, ...]:
    """Return what others did in the person's place while he was away."""
    until = look.absence.until or look.at
    return unit.ledger.on_behalf(look.absent.id, look.absence.starts, min(until, look.at))


def passed_on(unit: HandoverUnit, found: Handover | None, back: Iterable[HandoverItem]) -> tuple[Segment, ...]:
    """Return who has now what the head took from the person and gave to another: open still, it is not done.

    What went on its way to the next step was done by him.
    """
    if found is None:
        return ()
    left = {each.key for each in found.items if each.stage not in _CLOSED} - {each.key for each in back}
    held = unit.custody.open_of_many(Subject(each) for each in sorted(left))
    return tuple(each for each in held.values() if _taken_from(unit, each.holding.subject, found.staff))


def _taken_from(unit: HandoverUnit, about: Subject, staff: int) -> bool:
    """Tell whether somebody reassigned what the person held last."""
    course = unit.custody.history(about)
    last = max((place for place, each in enumerate(course) if each.holding.staff == staff), default=None)
    return last is not None and last + 1 < len(course) and course[last + 1].reassigned


def passed_rows(
    unit: HandoverUnit, look: Look, found: Handover | None, back: Iterable[HandoverItem]
) -> list[dict[str, str]]:
    """Return what was given to others meanwhile, as rows beside what was done."""
    return [_row(unit, look, each) for each in passed_on(unit, found, back)]


def _row(unit: HandoverUnit, look: Look, segment: Segment) -> dict[str, str]:
    holding, until = segment.holding, look.absence.until or look.at
    row = {
        "number": clipped(holding.number, 60),
        "title": clipped(holding.title, 200) or kind_of(holding.subject),
        "act": clipped(f"转由{segment.staff_name or segment.division_name}办理：{holding.why}", 200),
        "by_name": unit.people.get_staff(StaffId(segment.by)).name if segment.by else "",
        "at": minute(segment.since) if look.absence.starts <= segment.since < until else "",
        "result": clipped(f"在办：{holding.step}", 500),
    }
    return {key: value for key, value in row.items() if value}


def things(unit: HandoverUnit, found: Handover | None) -> dict[str, Any]:
    """Return the things that were handed over: they are to come back."""
    if found is None or not found.sheet or is_void(unit, found.sheet):
        return {}
    listed = unit.documents.get(DocumentId(found.sheet)).fields.get("things")
    return {"things": listed} if listed else {}
