"""Sets up an office: its wordings, the calendars that come with the product, its first administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.calendar.builtin import builtin_arrangements
from app.cases.ports import CaseStore, CaseUnit
from app.clock import Clock
from app.errors import BadInput, Problem, Refusal
from app.forms.wording import starting_wording
from app.ledger.entering import enter
from app.ledger.models import Deed
from app.office.keeping import OFFICE, check_settings
from app.office.models import OfficeSettings
from app.people.deeds import machines_deed
from app.people.models import Division, DivisionId, DivisionKind, Grant, Role, Staff, StaffId
from app.people.particulars import check_division, check_person
from app.people.passwords import hashed
from app.people.staffing import take_on

_OF_DIVISION = {"name": "division_name", "code": "division_code", "mark": "division_mark"}
_GRANTS = (Grant(role=Role.ADMINISTRATOR, division=None),)


class OfficeInUse(Refusal):
    """Somebody works in this office already; it is not set up a second time."""


@dataclass(frozen=True, kw_only=True)
class FoundOffice:
    """Set up an empty office: the bureau, its first division, its first administrator."""

    bureau: str
    division_name: str
    division_code: str
    division_mark: str
    login: str
    name: str
    password: str = field(repr=False)


def check_founding(command: FoundOffice) -> None:
    """Raise ``BadInput`` with everything that is wrong, named by the command's fields."""
    checks: tuple[tuple[Callable[[], object], Mapping[str, str]], ...] = (
        (lambda: check_settings(OfficeSettings(bureau=command.bureau)), {}),
        (lambda: check_division(_first_division(command), ()), _OF_DIVISION),
        (lambda: check_person(command.login, command.name, _GRANTS), {}),
        (lambda: hashed(command.password), {}),
    )
    problems: list[Problem] = []
    for check, names in checks:
        try:
            check()
        except BadInput as fault:
            found = fault.problems or (Problem("", str(fault)),)
            problems += [Problem(names.get(each.field, each.field), each.text) for each in found]
    if problems:
        raise BadInput.listing(tuple(problems))


def found_office(store: CaseStore, clock: Clock, command: FoundOffice) -> None:
    """Set up the office; raises ``BadInput``, and ``OfficeInUse`` where there is staff already."""
    check_founding(command)
    digest = hashed(command.password)
    with store.begin() as unit:
        lay_foundations(unit, OfficeSettings(bureau=command.bureau))
        division = unit.people.add_division(_first_division(command))
        first_one = Staff(
            id=StaffId(0),
            login=command.login.strip(),
            name=command.name.strip(),
            division=division,
            grants=_GRANTS,
            password=digest,
        )
        take_on(unit.people, first_one, command.password)
        enter(unit.ledger, founding_deed(clock, f"建立{command.bureau}的工作台"))


def _first_division(command: FoundOffice) -> Division:
    return Division(
        id=DivisionId(0),
        code=command.division_code.strip(),
        name=command.division_name.strip(),
        kind=DivisionKind.OFFICE,
        mark=command.division_mark.strip(),
    )


def lay_foundations(unit: CaseUnit, settings: OfficeSettings) -> None:
    """Keep settings, starting wordings and the built-in arrangements of the years."""
    if unit.people.staff():
        raise OfficeInUse("这个数据库里已经有人员，不能再次初始化。")
    unit.office.save_settings(settings)
    for wording in starting_wording():
        unit.office.add_wording(wording)
    for arrangement in builtin_arrangements():
        unit.calendars.save_arrangement(arrangement, version=unit.calendars.version())


def founding_deed(clock: Clock, summary: str) -> Deed:
    """Return the ledger's first deed: the machine's own."""
    return machines_deed(clock(), "found_office", OFFICE, summary)
