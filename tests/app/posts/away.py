"""Posts and absences of the demo's people."""

from __future__ import annotations

from datetime import date

from app.people.halves import end_of, start_of
from app.posts.commands import DecideAbsence, EndAbsence, EnterSudden, PlanAbsence, SetUpPost
from app.posts.models import Reason
from tests.office import START


def division_of(office, login="linxiaoyan"):
    return office.actor(login).division


def contents(office, a="linxiaoyan", b="chenjiaming", second_b=None, name="窗口受理岗", **given):
    key = office.actor
    return SetUpPost(
        **{
            "division": division_of(office, a),
            "name": name,
            "duties": "受理、审查材料，一次性告知，出具回执。",
            "a": key(a).id,
            "b": key(b).id,
            "second_b": key(second_b).id if second_b else None,
            "effective_from": date(2026, 1, 1),
            **given,
        }
    )


def posted(office, a="linxiaoyan", b="chenjiaming", second_b=None, who=None, **given):
    return office.desk.posts.set_up(who or office.administrator, contents(office, a, b, second_b, **given))


def planned(office, login, first=START, last=None, who=None, **given):
    """Ask for whole days off, from the first to the last; or plan them for somebody (``who``)."""
    actor = who or office.actor(login)
    command = PlanAbsence(
        **{
            "reason": Reason.LEAVE,
            "starts": start_of(first),
            "ends": end_of(last or first),
            "staff": office.actor(login).id if who else None,
            **given,
        }
    )
    return office.desk.absences.plan(actor, command)


def decided(office, absence, who=None, agree=True, **given):
    command = DecideAbsence(absence=absence.id, version=absence.version, agree=agree, **given)
    return office.desk.absences.decide(who or office.head, command)


def gone(office, login, **given):
    """Enter that somebody is away from this half day on."""
    who = given.pop("who", None) or colleague(office, login)
    command = EnterSudden(staff=office.actor(login).id, **{"reason": Reason.SICK, **given})
    return office.desk.absences.enter_sudden(who, command)


def colleague(office, login):
    """Return somebody else of the division."""
    with office.store.read() as unit:
        home = unit.people.find_by_login(login).division
        others = [each for each in unit.people.staff() if each.division == home and each.login != login]
    return office.actor(others[0].login)


def back(office, absence, who):
    current = office.desk.absences.get(who, absence.id)
    return office.desk.absences.end(who, EndAbsence(absence=absence.id, version=current.version))


def hat(office, login, absent="linxiaoyan"):
    return office.desk.people.on_behalf(office.actor(login), office.actor(absent).id)
