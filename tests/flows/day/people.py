"""Who works on the simulated day: divisions with counters, handlers and a head, and the petition centre."""

from __future__ import annotations

from dataclasses import dataclass

from app.clock import now
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from app.people.models import Division, DivisionKind, Grant, Role, Staff
from app.people.staffing import take_on
from db.founding.upgrade import create
from db.store import open_store

CLERKS, HANDLERS, PETITION = 4, 4, 1  # of each division; of the petition centre for each division
IN_DIVISION = CLERKS + HANDLERS + 1  # with the head


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody at his desk; ``division`` is its name, ``colleague`` and ``handlers`` are logins there."""

    login: str
    role: Role
    division: str
    colleague: str = ""
    handlers: tuple[str, ...] = ()


def founded(url: str, clients: int) -> tuple[Person, ...]:
    """Make an office on a server for so many people, each with a database role."""
    create(url, roles=True)
    store = open_store(url)
    furnish(store, now)
    divisions = max(1, clients // (IN_DIVISION + PETITION))
    people: list[Person] = []
    for number in range(divisions):
        with store.begin() as unit:
            people += _division(unit, number)
    with store.begin() as unit:
        people += _petition(unit, clients - len(people))
    store.close()
    return tuple(people)


def _division(unit, number: int) -> list[Person]:
    name = f"第{number:02}承办单位"
    division = Division(id=0, code=f"L{number:02}", name=name, kind=DivisionKind.OFFICE, mark=f"示{number}")
    key = unit.people.add_division(division)
    clerks = [f"d{number:02}c{place}" for place in range(CLERKS)]
    handlers = tuple(f"d{number:02}h{place}" for place in range(HANDLERS))
    people = [
        *(
            Person(login=login, role=Role.COUNTER_CLERK, division=name, colleague=other, handlers=handlers)
            for login, other in zip(clerks, [*clerks[1:], clerks[0]], strict=True)
        ),
        *(Person(login=login, role=Role.HANDLER, division=name) for login in handlers),
        Person(login=f"d{number:02}p", role=Role.DIVISION_HEAD, division=name),
    ]
    for person in people:
        _hire(unit, person, key)
    return people


def _petition(unit, many: int) -> list[Person]:
    centre = unit.people.find_by_login("suhaiyun").division
    name = unit.people.get_division(centre).name
    people = [Person(login=f"x{place:02}", role=Role.PETITION_CENTRE, division=name) for place in range(many)]
    for person in people:
        _hire(unit, person, centre, wide=True)
    return people


def _hire(unit, person: Person, division, *, wide: bool = False) -> None:
    grants = (Grant(role=person.role, division=None if wide else division),)
    staff = Staff(id=0, login=person.login, name=f"员{person.login}", division=division, grants=grants)
    take_on(unit.people, staff, PASSWORD)
