"""What the demo's people do at their desks: the use cases, with invented applicants and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.cases.acting import CaseActs
from app.cases.assigning import Assigning
from app.cases.commands import ChangeCase, DoAct, IssueForCase, OpenCase, SecondGround
from app.cases.counter import Counter
from app.cases.deferring import Deferring
from app.cases.models import Case, CaseId, CaseMaterial, MaterialStatus, Party
from app.cases.papers import Papers
from app.cases.showing import tick_list
from app.cases.voiding import Voiding
from app.catalogue.models import Matter, MatterKind
from app.clock import Clock, office_date
from app.denials.archiving import Archiving
from app.denials.complaints import Complaints
from app.denials.denials import Denials
from app.denials.ports import DenialStore, DenialUnit
from app.founding.demo_people import natural_person, organisation
from app.people.acting import actor_of
from app.people.models import Actor, Role
from app.register.commands import RecordPrint, RecordService
from app.register.models import Document
from app.register.register import Register

LONG = 5  # working days


class DemoDesk:
    """The rooms of the demo office and its people by role."""

    def __init__(self, store: DenialStore, clock: Clock, chance: Random) -> None:
        shelf = CalendarShelf()
        self._clock = clock
        self.chance = chance
        self.counter = Counter(store, clock, shelf)
        self.papers = Papers(store, clock, shelf)
        self.acts = CaseActs(store, clock, shelf, self.papers)
        self.assigning = Assigning(store, clock, shelf)
        self.deferring = Deferring(store, clock, shelf)
        self.denials = Denials(store, clock, shelf)
        self.complaints = Complaints(store, clock, shelf)
        self.archiving = Archiving(store, clock, shelf)
        self.register = Register(store, clock, Voiding(store, clock, shelf))
        with store.read() as unit:
            self.calendar = shelf.current(unit.calendars)
            self._matters = unit.matters.all()
            people = {role: _of_role(unit, role) for role in Role}
        self.clerks = people[Role.COUNTER_CLERK]
        self._people = people

    @property
    def today(self) -> date:
        """The demo's present day."""
        return office_date(self._clock())

    def after(self, days: int) -> date:
        """Return the day so many working days from now."""
        return self.calendar.workday_after(self.today, days)

    def clerk_of(self, division: str) -> Actor:
        """Return a clerk of the division whose name begins so."""
        return next(actor for actor in self.clerks if actor.division_name.startswith(division))

    def of(self, role: Role, clerk: Actor) -> Actor:
        """Return who holds a role for the clerk's division."""
        found = self._people[role]
        return next((actor for actor in found if actor.division == clerk.division), found[0])

    def handler(self, clerk: Actor) -> Actor:
        """Return the handler of the clerk's division."""
        return self.of(Role.HANDLER, clerk)

    # --- cases

    def matter(
        self,
        clerk: Actor,
        kind: MatterKind = MatterKind.COMMITTED,
        *,
        long: bool = False,
        secondary: bool = False,
    ) -> Matter:
        """Choose a matter of the clerk's division: a ``long`` one, one with a ``secondary`` material."""
        fit = [m for m in self._matters if m.division == clerk.division and m.kind is kind]
        if secondary:
            fit = [m for m in fit if _secondary(m)]
        return self.chance.choice([m for m in fit if m.committed_limit >= LONG or not long] or fit)

    def open(self, clerk: Actor, matter: Matter, materials: str = "whole", *, application: bool = True) -> Case:
        """Register somebody's enquiry or application; ``materials`` says what of them is there."""
        invent = organisation if self.chance.random() < 0.4 else natural_person  # noqa: PLR2004
        return self.counter.open(
            clerk,
            OpenCase(
                matter=matter.id,
                applicant=Party(**invent(self.chance)),
                application=application,
                channel=self.chance.choice(("窗口", "窗口", "窗口", "电话", "网上")),
                materials=self._ticked(matter, materials),
            ),
        )

    def _ticked(self, matter: Matter, materials: str) -> tuple[CaseMaterial, ...]:
        listed = tick_list(matter)
        wanting: list[int] = []
        if materials == "wanting":
            wanting = self.chance.sample(range(len(listed)), 2)
        elif materials == "secondary":
            wanting = _secondary(matter)[:1]
        return tuple(
            self._lacking(each) if place in wanting else _there(each) for place, each in enumerate(listed)
        )

    def _lacking(self, material: CaseMaterial) -> CaseMaterial:
        if self.chance.random() < 0.5:  # noqa: PLR2004 - half are missing, half are faulty
            return replace(material, status=MaterialStatus.MISSING, standard="按办事指南提交，内容完整")
        standard, fault = "须加盖公章或由申请人签名，日期齐全", "未签名盖章，或日期缺漏"
        return replace(material, status=MaterialStatus.FAULTY, standard=standard, fault=fault)

    def bring(self, clerk: Actor, case: CaseId) -> None:
        """Tick everything as brought."""
        now = self.counter.get(clerk, case).case
        brought = tuple(_there(each) for each in now.materials)
        command = ChangeCase(case=case, version=now.version, applicant=now.applicant, materials=brought)
        self.counter.change(clerk, command)

    def due(self, clerk: Actor, case: CaseId) -> date | None:
        """Return the date the case is due by."""
        return self.counter.get(clerk, case).clock.last_day

    def do(self, actor: Actor, case: CaseId, act: str, **fields: Any) -> None:
        """Take a way of the case that is no paper."""
        self.acts.do(actor, DoAct(case=case, act=act, fields=fields))

    def issue(
        self,
        actor: Actor,
        case: CaseId,
        key: str,
        fields: Mapping[str, Any] | None = None,
        second: SecondGround | None = None,
    ) -> Document:
        """Issue a paper of the case and print it; most are handed over at once."""
        command = IssueForCase(case=case, type_key=key, fields=fields or {}, second=second)
        paper = self.papers.issue(actor, command)
        self.register.record_print(actor, RecordPrint(document=paper.id, copies=2, printer="窗口打印机"))
        if self.chance.random() < 0.7:  # noqa: PLR2004 - the others are fetched later
            self.serve(actor, paper)
        return paper

    def serve(self, actor: Actor, paper: Document) -> None:
        """Write down that the paper was handed over today."""
        self.register.record_service(actor, RecordService(documents=(paper.id,), served_on=self.today))

    def moment(self) -> str:
        """Return a moment of this morning, as forms write it."""
        return f"{self.today.isoformat()}T08:{self.chance.randint(10, 50)}"

    def yesterday(self) -> date:
        """Return the day before, working or not."""
        return self.today - timedelta(days=1)


def _secondary(matter: Matter) -> list[int]:
    """Return where the secondary materials stand that an applicant brings himself."""
    return [place for place, each in enumerate(matter.materials) if not each.main and not each.shared]


def _there(material: CaseMaterial) -> CaseMaterial:
    shared = material.status is MaterialStatus.SHARED
    return material if shared else replace(material, status=MaterialStatus.PRESENT)


def _of_role(unit: DenialUnit, role: Role) -> list[Actor]:
    people = unit.people
    return [actor_of(people, staff) for staff in people.staff() if staff.grants[0].role is role]
