"""Who may stand where in the chain: every person at one station, over all its rounds.

Nobody checks what he wrote or submitted himself, and who checked at one station never stands at another, not
even after the draft was sent back; a B holder in A's place is his own person.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.denials.commands import OnePersonOneStation
from app.denials.models import Check, Denial, DenialState, Station
from app.errors import BadInput, Problem
from app.ledger.models import Entry
from app.people.models import Actor, Staff
from app.people.permissions import Right
from app.people.ports import People
from app.people.staffing import holders

# Acts in the ledger by which somebody writes on the draft.
WRITING = ("draft_denial", "change_denial", "submit_denial", "attach_file", "detach_file")
STATIONS = {DenialState.HEAD: Station.HEAD, DenialState.LEADER: Station.LEADER}
RIGHTS = {
    Station.DRAFT: Right.SUBMIT_DENIAL,
    Station.HEAD: Right.CHECK_AS_HEAD,
    Station.LEADER: Right.CHECK_AS_LEADER,
}
_KEYS = {Station.HEAD: "head", Station.LEADER: "leader"}
_NAMES = {Station.HEAD: "单位负责人", Station.LEADER: "分管局领导"}


def round_of(denial: Denial) -> tuple[Check, ...]:
    """Return the checks of the present round: those after the last submission."""
    checks: list[Check] = []
    for check in denial.checks:
        checks = [] if check.station is Station.DRAFT else [*checks, check]
    return tuple(checks)


def taken(denial: Denial, history: Iterable[Entry]) -> dict[int, Station]:
    """Return at which station everybody stood who ever took part; writing stands before checking."""
    stood = {check.staff: check.station for check in denial.checks}
    writers = {denial.prepared_by, denial.handler, *writers_in(history)} - {None}
    checkers = {check.staff for check in denial.checks if check.station is not Station.DRAFT}
    return stood | {each: Station.DRAFT for each in writers - checkers if each is not None}


def writers_in(history: Iterable[Entry]) -> frozenset[int]:
    """Return who drafted, changed, attached to or submitted it, as the ledger tells."""
    return frozenset(each.actor for each in history if each.act in WRITING and each.actor is not None)


def check_person(actor: Actor, station: Station, stood: dict[int, Station]) -> None:
    """Raise ``OnePersonOneStation`` where the person took part at another station."""
    before = stood.get(actor.id)
    if before is None or before is station:
        return
    if before is Station.DRAFT:
        raise OnePersonOneStation(
            f"{actor.name}填写或提交了这份登记表，不能又作{station.value}：本人不得核查本人所报，请换一人。"
        )
    raise OnePersonOneStation(
        f"{actor.name}已作“{before.value}”，不能又作“{station.value}”：一人只能在一个环节签署，请换一人。"
    )


def meant_for(people: People, denial: Denial, station: Station, login: str, stood: dict[int, Station]) -> Staff:
    """Return whom a station is meant for: the one named, else the only one who may stand there.

    Raises ``BadInput`` where nobody is named and several may, or the one named may not.
    """
    able = _able(people, denial, station, stood)
    named = _named(people, station, login) if login.strip() else _kept(denial, station, able)
    if named is not None:
        if any(each.id == named.id for each in able):
            return named
        raise _wrong(
            station, f"{named.name}不能核查这份登记表：没有{_NAMES[station]}的职责，或已在别的环节签署。"
        )
    if len(able) == 1:
        return able[0]
    if not able:
        raise _wrong(station, f"没有可以核查的{_NAMES[station]}（本人不得核查本人所报），请管理员指定人员。")
    choices = "、".join(f"{each.name}（{each.login}）" for each in able)
    raise _wrong(station, f"{_NAMES[station]}有{len(able)}人，请指定一人：{choices}。")


def _named(people: People, station: Station, login: str) -> Staff:
    found = people.find_by_login(login.strip())
    if found is None:
        raise _wrong(station, f"没有登录名为“{login.strip()[:60]}”的{_NAMES[station]}。")
    return found


def _kept(denial: Denial, station: Station, able: list[Staff]) -> Staff | None:
    kept = denial.head if station is Station.HEAD else denial.leader
    return next((each for each in able if each.id == kept), None)


def _able(people: People, denial: Denial, station: Station, stood: dict[int, Station]) -> list[Staff]:
    return [
        each
        for each in holders(people, RIGHTS[station], denial.division)
        if stood.get(each.id, station) is station
    ]


def check_named(people: People, denial: Denial, station: Station, login: str | None) -> int | None:
    """Return the id of whom a draft names for a station, None for nobody (""); ``login`` None: as before."""
    if login is None:
        return denial.head if station is Station.HEAD else denial.leader
    if not login.strip():
        return None
    found = _named(people, station, login)
    if all(each.id != found.id for each in holders(people, RIGHTS[station], denial.division)):
        raise _wrong(station, f"{found.name}没有“{RIGHTS[station].value}”的职责，请另选。")
    return int(found.id)


def _wrong(station: Station, text: str) -> BadInput:
    return BadInput.listing((Problem(_KEYS[station], text),))
