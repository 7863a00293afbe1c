"""The third supervision in a row proposes a talk: it lies with the efficiency office until somebody decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.clock import office_date
from app.custody.handing import hand
from app.custody.models import Holding
from app.hotline.ladder import ladder_of, to_talk_about
from app.hotline.models import Record
from app.hotline.ports import OrderUnit
from app.hotline.talks_models import Talk, TalkId, TalkState, talk_subject
from app.ledger.entering import enter
from app.people.deeds import deed_of
from app.people.models import Actor, DivisionId, Staff
from app.people.permissions import ROLES, Right
from app.people.ports import People

SERIES = "talk"
CONFIRM_STEP = "确认是否约谈"
_NOW = timedelta(microseconds=1)  # what was just put on record counts


def propose_talk(unit: OrderUnit, actor: Actor, supervision: Record) -> Talk | None:
    """Propose a talk where the supervision just put on record is the third without one; else None."""
    division, at = supervision.division, supervision.at
    if division is None:
        return None
    run = ladder_of(unit.course, division, at + _NOW).run
    asked = to_talk_about(run, unit.talks.talked(division))
    if not asked:
        return None
    hosts = hosts_of(unit.people)
    office = hosts[0].division if hosts else actor.division
    talk = Talk(
        id=TalkId(0),
        number=_number(unit, office, at),
        division=division,
        division_name=supervision.division_name,
        office=office,
        supervisions=tuple(each.id for each in asked),
        orders=tuple(dict.fromkeys(int(each.order) for each in asked)),
        state=TalkState.PROPOSED,
        proposed_at=at,
    )
    return _kept(unit, actor, talk, hosts)


def hosts_of(people: People) -> tuple[Staff, ...]:
    """Return the active staff who may hold a talk."""
    roles = ROLES[Right.HOLD_TALK]
    return tuple(
        each for each in people.staff() if each.active and any(grant.role in roles for grant in each.grants)
    )


def title_of(talk: Talk) -> str:
    """Return a talk as lists of work show it."""
    return f"约谈：{talk.division_name}（连续督办{len(talk.supervisions)}次）"


def _kept(unit: OrderUnit, actor: Actor, talk: Talk, hosts: tuple[Staff, ...]) -> Talk:
    key = unit.talks.add(talk)
    kept = unit.talks.get(key)
    holding = Holding(
        subject=talk_subject(key),
        division=talk.office,
        staff=int(hosts[0].id) if len(hosts) == 1 else None,
        why=f"对{talk.division_name}连续督办{len(talk.supervisions)}次，没有满意办结",
        step=CONFIRM_STEP,
        title=title_of(talk),
        number=talk.number,
    )
    hand(unit.custody, holding, talk.proposed_at, by=actor.holder)
    text = f"连续督办{talk.division_name}满{len(talk.supervisions)}次，提请效能办约谈（{talk.number}）"
    enter(unit.ledger, deed_of(actor, talk.proposed_at, "propose_talk", talk_subject(key), text), newborn=True)
    return kept


def _number(unit: OrderUnit, office: int, at: datetime) -> str:
    """Take the next number: the division's code, Y for 约谈, the year, four digits; counted without gaps."""
    year = office_date(at).year
    sequence = unit.numbers.take(SERIES, office, year)
    return f"{unit.people.get_division(DivisionId(office)).code}Y{year}{sequence:04d}"
