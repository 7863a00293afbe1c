"""A demo office: invented people, the example matters, and a month of lived-in cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from app.cases.ports import CaseUnit
from app.catalogue.starting import starting_matters
from app.clock import SHANGHAI, Clock, office_date
from app.denials.ports import DenialStore
from app.founding.demo_contacts import FrontDesk
from app.founding.demo_duties import set_up_duties, write_answers
from app.founding.demo_month import DAYS, Wall, live
from app.founding.demo_orders import HotlineDesk
from app.founding.demo_people import BUREAU, DIVISIONS, PASSWORD, PEOPLE
from app.founding.demo_posts import plan_journey, set_up_posts
from app.founding.opening import founding_deed, lay_foundations
from app.ledger.entering import enter
from app.ledger.reading import LedgerReading
from app.office.models import OfficeSettings
from app.people.models import DivisionId, Grant, Staff, StaffId
from app.people.passwords import hashed
from app.people.ports import PeopleUnit
from app.people.staffing import take_on
from app.statistics.ports import StatisticsStore


def found_demo(store: StatisticsStore, clock: Clock) -> None:
    """Set up the demo office as if it had been in use for a month before today."""
    today = office_date(clock())
    wall = Wall()
    wall.at = datetime.combine(today - timedelta(days=DAYS), time(8), SHANGHAI).astimezone(UTC)
    furnish(store, wall)
    set_up_posts(store, wall)
    set_up_duties(store, wall)
    plan_journey(store, wall, today)
    visitors, orders = FrontDesk(store, wall), HotlineDesk(store, wall)

    def receive(day: date, back: int, end: datetime) -> None:
        visitors.receive(day, back, end)
        orders.receive(day, back, end)

    live(store, wall, clock(), receive)
    write_answers(store, clock)
    LedgerReading(store, clock).seal()


def furnish(store: DenialStore, clock: Clock) -> None:
    """Set up the demo's people, divisions and example matters, and nothing done yet."""
    with store.begin() as unit:
        lay_foundations(unit, OfficeSettings(bureau=BUREAU, demo=True))
        divisions = {key: unit.people.add_division(each) for key, each in DIVISIONS.items()}
        _take_on(unit, divisions)
        for matter in starting_matters(divisions):
            unit.matters.add(matter)
        enter(unit.ledger, founding_deed(clock, "建立演示单位"))


def demo_people(unit: PeopleUnit) -> list[dict[str, str]]:
    """Return who may sign in to the demo office, as the command line tells it."""
    names = {division.id: division.name for division in unit.people.divisions()}
    return [
        {
            "login": staff.login,
            "name": staff.name,
            "role": staff.grants[0].role.value,
            "division": names[staff.division],
        }
        for staff in unit.people.staff()
    ]


def _take_on(unit: CaseUnit, divisions: Mapping[str, DivisionId]) -> None:
    digest = hashed(PASSWORD)
    for person in PEOPLE:
        division = unit.people.get_division(divisions[person.division])
        grant = Grant(role=person.role, division=None if person.wide else division.id)
        take_on(
            unit.people,
            Staff(
                id=StaffId(0),
                login=person.login,
                name=person.name,
                division=division.id,
                grants=(grant,),
                counter=person.counter,
                password=digest,
            ),
            PASSWORD,
        )
