"""Who may hold a denial or a complaint when the division head reassigns it: nobody gets his own to check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.cases.taking import lacking
from app.custody.models import Segment
from app.custody.rooms import Room, Turn, Turned, as_it_is
from app.denials.acts import stood_in
from app.denials.commands import OnePersonOneStation
from app.denials.models import ComplaintId, Denial, DenialId, DenialState, Station
from app.denials.ports import DenialUnit
from app.denials.stations import RIGHTS, STATIONS, check_person
from app.people.models import Actor
from app.people.permissions import Right
from app.register.models import DocumentId

_AFTER = {DenialState.FILED: Right.REFUSE, DenialState.TOLD: Right.ARCHIVE}


def _denial(unit: DenialUnit, segment: Segment, to: Actor) -> str:
    denial = _denial_of(unit, segment)
    station = STATIONS.get(denial.state)
    if station is not None:
        return lacking(to, RIGHTS[station], denial.division) or _stood(unit, denial, station, to)
    if denial.state is not DenialState.DRAFT:
        return lacking(to, _AFTER.get(denial.state, Right.REFUSE), denial.division)
    right = Right.SUBMIT_DENIAL if denial.handler else Right.DRAFT_DENIAL
    return lacking(to, right, denial.division) or _stood(unit, denial, Station.DRAFT, to)


def _stood(unit: DenialUnit, denial: Denial, station: Station, to: Actor) -> str:
    try:
        check_person(to, station, stood_in(unit, denial))
    except OnePersonOneStation as refusal:
        return str(refusal)
    return ""


def _hand_on(unit: DenialUnit, turn: Turn) -> Turned:
    """Name the new checker in the denial as well, where it waits for one."""
    before = _denial_of(unit, turn.segment)
    if before.state is DenialState.HEAD:
        unit.denials.save(replace(before, head=int(turn.to.id)))
    elif before.state is DenialState.LEADER:
        unit.denials.save(replace(before, leader=int(turn.to.id)))
    return replace(as_it_is(unit, turn), before=before)


def _put_back(unit: DenialUnit, before: Denial) -> None:
    version = unit.denials.get(before.id).version
    unit.denials.save(replace(before, version=version))


def _complaint(unit: DenialUnit, segment: Segment, to: Actor) -> str:
    complaint = unit.denials.get_complaint(ComplaintId(_key(segment)))
    denial = unit.denials.get(complaint.denial)
    told = denial.notice and unit.documents.get(DocumentId(denial.notice)).issued_by == to.id
    if told or to.id in stood_in(unit, denial):
        return "参与过这份否定报备的人不得答复投诉。"
    return lacking(to, Right.REEXAMINE, segment.holding.division)


def _denial_of(unit: DenialUnit, segment: Segment) -> Denial:
    return unit.denials.get(DenialId(_key(segment)))


def _key(segment: Segment) -> int:
    return int(segment.holding.subject.partition(":")[2])


DENIAL_ROOMS: Mapping[str, Room[DenialUnit]] = {
    "denial": Room(why_not=_denial, hand_on=_hand_on, put_back=_put_back),
    "complaint": Room(why_not=_complaint),
}
