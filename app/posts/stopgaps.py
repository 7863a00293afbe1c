"""The head's temporary substitute (临时替代人) of an absence: who is fit to be one, and how he is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.people.halves import span_words
from app.people.models import Actor, Staff, StaffId
from app.people.staffing import refuse_own_gain
from app.posts.commands import Stopgap
from app.posts.models import Absence, AbsenceState
from app.posts.ports import PostUnit


def named(actor: Actor, stopgap: Stopgap | None) -> Stopgap | None:
    """Return the stopgap; raises ``NotAllowed`` where one who acts on behalf names himself."""
    if stopgap is not None:
        refuse_own_gain(actor, int(stopgap.staff))
    return stopgap


def kept(absence: Absence) -> Stopgap | None:
    """Return the stopgap that the absence has."""
    if absence.substitute is None:
        return None
    return Stopgap(staff=StaffId(absence.substitute), ground=absence.substitute_ground)


def stopped(absence: Absence, stopgap: Stopgap | None) -> Absence:
    """Return the absence with the stopgap, as it was where there is none."""
    if stopgap is None:
        return absence
    return replace(absence, substitute=stopgap.staff, substitute_ground=stopgap.ground.strip())


def check_stopgap(
    unit: PostUnit, absent: Staff, since: datetime, until: datetime | None, stopgap: Stopgap
) -> None:
    """Raise ``BadInput`` unless he is another, may work here, is there all the time, and it is said why."""
    problems = []
    substitute = unit.people.get_staff(stopgap.staff)
    problems += [Problem("ground", fault) for fault in text_faults("理由", stopgap.ground, lines=False)]
    if not stopgap.ground.strip():
        problems.append(Problem("ground", "指定临时替代人须写明理由。"))
    if substitute.id == absent.id or unit.people.standing(substitute.id) is None:
        problems.append(Problem("substitute", f"{substitute.name}不能作{absent.name}的临时替代人，请换一人。"))
    for each in unit.absences.between(since, until, (stopgap.staff,)):
        if each.state is not AbsenceState.ASKED:
            span = span_words(each.starts, each.until)
            problems.append(Problem("substitute", f"{substitute.name}在{span}也离岗，请换一位在岗的人。"))
    if problems:
        raise BadInput.listing(tuple(problems))
